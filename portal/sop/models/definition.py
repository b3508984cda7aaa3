"""The installed SOP: what was read from its file, kept so that every step on record can be explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from portal.sop.standards import standard_text

if TYPE_CHECKING:
    from wagtail.models import Workflow


class Sop(models.Model):
    """One version of an SOP. Versions are never changed; a revised SOP is installed beside the old one."""

    number = models.CharField("nomor", max_length=100)
    version = models.PositiveIntegerField("versi")
    title = models.CharField("nama", max_length=255)
    head = models.JSONField("kepala SOP", default=dict)
    digest = models.CharField("sidik berkas", max_length=64)
    installed_at = models.DateTimeField("dipasang pada", auto_now_add=True)

    class Meta:
        verbose_name = "SOP"
        verbose_name_plural = "SOP"
        constraints = [models.UniqueConstraint(fields=["number", "version"], name="sop_version_once")]

    def __str__(self) -> str:
        return f"SOP {self.number} versi {self.version}"


class FlowQuerySet(models.QuerySet):
    def current(self) -> FlowQuerySet:
        """The flows that moderate new submissions; superseded ones only finish what they began."""
        return self.filter(is_current=True)


class Flow(models.Model):
    """One of the SOP's flows, bound to the Wagtail workflow that runs it and to what it governs.

    That is a tree of pages; where there is none, it is the sheets of one model, each of which is the text itself.
    """

    sop = models.ForeignKey(Sop, on_delete=models.PROTECT, related_name="flows")
    code = models.CharField("kode", max_length=10)
    name = models.CharField("nama", max_length=100)
    tree = models.CharField("pohon halaman", max_length=100, blank=True)
    workflow = models.OneToOneField("wagtailcore.Workflow", on_delete=models.PROTECT, related_name="sop_flow")
    author = models.ForeignKey("officials.Position", on_delete=models.PROTECT, related_name="+")
    # The first half of a tree's flow may go down by disposition sheets, with a workflow and an opener of their own.
    sheet = models.CharField("lembar", max_length=100, blank=True)
    sheet_workflow = models.OneToOneField(
        "wagtailcore.Workflow", null=True, blank=True, on_delete=models.PROTECT, related_name="sop_sheet_flow"
    )
    opener = models.ForeignKey("officials.Position", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    take_down = models.ForeignKey(
        "officials.Position", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_current = models.BooleanField("berlaku", default=True)

    objects = FlowQuerySet.as_manager()

    class Meta:
        verbose_name = "alur"
        verbose_name_plural = "alur"
        constraints = [
            models.UniqueConstraint(fields=["sop", "code"], name="sop_flow_once"),
            models.UniqueConstraint(
                fields=["tree"],
                condition=models.Q(is_current=True) & ~models.Q(tree=""),
                name="sop_one_current_flow_per_tree",
            ),
            models.UniqueConstraint(
                fields=["sheet"],
                condition=models.Q(is_current=True) & ~models.Q(sheet=""),
                name="sop_one_current_flow_per_sheet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sop.number}, alur {self.code} ({self.name})"

    @property
    def governs(self) -> str:
        """The model at whose pages this flow begins, or else that of its sheets."""
        return self.tree or self.sheet

    @property
    def sheet_moderator(self) -> Workflow:
        """What its sheets run through: the workflow before that of the pages, or the flow's own."""
        return self.sheet_workflow or self.workflow

    @property
    def sheet_opener_id(self) -> int:
        """The position that begins its sheets: the first that disposes, or else the one that writes."""
        return self.opener_id or self.author_id

    def writes_by(self, on_sheet: bool) -> Step.Kind:
        """The kind of step with which a sheet, or a page, begins: only a sheet before a tree begins by disposing."""
        return Step.Kind.DISPOSE if on_sheet and self.tree else Step.Kind.DRAFT

    def is_signed_on(self, workflow_id: int) -> bool:
        """Whether what this workflow moves is a sheet: sheets are printed with a signature at each step."""
        return workflow_id == self.sheet_workflow_id or not self.tree

    def steps_run_by(self, workflow_id: int) -> models.QuerySet[Step]:
        """The steps whose tasks this workflow must run, as they were installed."""
        steps = self.steps.filter(task__isnull=False)
        if workflow_id == self.sheet_workflow_id:
            return steps.filter(kind=Step.Kind.DISPOSE)
        return steps.exclude(kind=Step.Kind.DISPOSE)


class Step(models.Model):
    """One row of the SOP's table: who does what, with which inputs, in what time, with what output."""

    class Kind(models.TextChoices):
        DISPOSE = "dispose", "disposisi"
        DRAFT = "draft", "penyusunan"
        EDIT = "edit", "penyuntingan"
        JUDGE = "judge", "penilaian"
        PUBLISH = "publish", "penayangan"
        CONSEQUENCE = "consequence", "akibat langkah lain"

    flow = models.ForeignKey(Flow, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField("langkah")
    position = models.ForeignKey(
        "officials.Position", on_delete=models.PROTECT, related_name="sop_steps", verbose_name="pelaksana"
    )
    kind = models.CharField("jenis", max_length=20, choices=Kind.choices)
    title = models.CharField("nama langkah", max_length=100)
    activity = models.TextField("uraian kegiatan")
    inputs = models.TextField("kelengkapan", blank=True)
    shortest = models.CharField("waktu tersingkat", max_length=20, blank=True)
    longest = models.CharField("waktu terlama", max_length=20, blank=True)
    output = models.TextField("output", blank=True)
    may_declare_unfit = models.BooleanField("boleh menyatakan tidak layak tayang", default=False)
    definitive_only = models.BooleanField("bukan untuk Plt. dan Plh.", default=False)
    # PROTECT: a task of an installed step cannot be deleted from under its drafts (hole H10, docs/rules.md).
    task = models.OneToOneField(
        "wagtailcore.Task", null=True, blank=True, on_delete=models.PROTECT, related_name="sop_step"
    )

    class Meta:
        verbose_name = "langkah"
        verbose_name_plural = "langkah"
        ordering = ["flow", "order"]
        constraints = [models.UniqueConstraint(fields=["flow", "order"], name="sop_step_once")]

    def __str__(self) -> str:
        return f"Langkah {self.order}: {self.title}"

    @property
    def freezes_text(self) -> bool:
        """From the first judging step on nobody changes the text (rule 4); a sheet stands still on its way down."""
        return self.kind in (self.Kind.DISPOSE, self.Kind.JUDGE, self.Kind.PUBLISH)

    @property
    def names_the_writer(self) -> bool:
        """The last disposition says who is to write: the step after it is the drafting step."""
        return self.kind == self.Kind.DISPOSE and self.following is not None and self.following.kind == self.Kind.DRAFT

    @property
    def following(self) -> Step | None:
        """The SOP's next row."""
        return self.flow.steps.filter(order=self.order + 1).select_related("position").first()

    @property
    def standard(self) -> str:
        """The time standard in words; "belum ditetapkan" where the SOP leaves it blank."""
        return standard_text(self.shortest, self.longest)
