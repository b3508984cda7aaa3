"""The step register (Buku Kendali Manajemen Mutu): who held which text, how long, and what he did with it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page

from portal.officials.signature import SignatureBlock


class StepRecordQuerySet(models.QuerySet):
    def open(self) -> StepRecordQuerySet:
        return self.filter(finished_at=None)

    def about(self, instance: models.Model) -> StepRecordQuerySet:
        """The rows of one page or sheet, whatever class its instance happens to have."""
        return self.filter(object_type=object_type_of(instance), object_id=str(instance.pk))

    def story_of(self, instance: models.Model) -> StepRecordQuerySet:
        """All rows of one story: those of a page together with those of the sheet that ordered it."""
        return self.filter(story=story_key_of(instance))

    def late(self, now: datetime) -> StepRecordQuerySet:
        """Finished after the due time, or still open past it; a step without a standard is never late."""
        return self.filter(Q(finished_at__gt=F("due_at")) | Q(finished_at=None, due_at__lt=now))

    def not_late(self, now: datetime) -> StepRecordQuerySet:
        return self.exclude(pk__in=self.late(now).values("pk"))


class StepRecord(models.Model):
    """One step of one text, with everything copied that might later be changed or deleted elsewhere.

    The row names its page, task and people in its own words and holds only one loose reference, to the actor, so
    that it outlives them all (docs/rules.md, rule 6). ``due_at`` is empty where the SOP sets no time, or the
    calendar did not reach; ``due_note`` then says why.
    """

    class Outcome(models.TextChoices):
        SUBMITTED = "submitted", "diajukan"
        PASSED_ON = "passed_on", "diteruskan"
        APPROVED = "approved", "disetujui"
        RETURNED = "returned", "dikembalikan"
        UNFIT = "unfit", "tidak layak tayang"
        WITHDRAWN = "withdrawn", "ditarik"
        PUBLISHED = "published", "ditayangkan"
        ENDED = "ended", "diakhiri"
        TAKEN_DOWN = "taken_down", "diturunkan"
        DELETED = "deleted", "naskah dihapus"
        DECIDED = "decided", "ditetapkan"
        OPENED = "opened", "dibuka"
        NOTED = "noted", "dicatat"

    # How a text came back to its writer, in words.
    SENT_BACK = {Outcome.RETURNED: "dikembalikan", Outcome.UNFIT: "dinyatakan tidak layak tayang"}

    task_state_id = models.BigIntegerField("nomor tugas", null=True, blank=True, unique=True, editable=False)
    workflow_state_id = models.BigIntegerField("nomor alur kerja", null=True, blank=True, db_index=True)
    object_type = models.CharField("jenis naskah", max_length=100)
    object_id = models.CharField("nomor naskah", max_length=64)
    title = models.CharField("judul", max_length=255)
    story = models.CharField("cerita", max_length=200, db_index=True, editable=False)
    revision_id = models.BigIntegerField("nomor revisi", null=True, blank=True)

    sop = models.CharField("SOP", max_length=150, blank=True)
    flow = models.CharField("alur", max_length=10, blank=True)
    order = models.PositiveSmallIntegerField("langkah", null=True, blank=True)
    step = models.CharField("nama langkah", max_length=100)
    role = models.SlugField("kode peran", blank=True)
    role_name = models.CharField("peran", max_length=255, blank=True)
    standard = models.CharField("waktu baku", max_length=50, blank=True)

    started_at = models.DateTimeField("mulai")
    due_at = models.DateTimeField("jatuh tempo", null=True, blank=True)
    due_note = models.CharField("keterangan jatuh tempo", max_length=255, blank=True)
    finished_at = models.DateTimeField("selesai", null=True, blank=True)
    outcome = models.CharField("hasil", max_length=20, choices=Outcome.choices, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="akun pelaku",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor_name = models.CharField("pelaku", max_length=320, blank=True)
    # People may change their names in the account form; a user name is given by the administrator.
    actor_username = models.CharField("nama akun pelaku", max_length=150, blank=True)
    office = models.CharField("bertindak sebagai", max_length=300, blank=True)
    decree = models.CharField("dasar penunjukan", max_length=255, blank=True)
    comment = models.TextField("catatan", blank=True)
    # What the act's form asked for beside the comment, such as the instructions of a disposition.
    details = models.JSONField("rincian", default=dict, blank=True)

    objects = StepRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan langkah"
        verbose_name_plural = "Buku Kendali Manajemen Mutu"
        ordering = ["-started_at", "-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="sop_record_object"),
            models.Index(fields=["-started_at", "-id"], name="sop_record_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.step}"

    def get_details_display(self) -> str:
        """The details that people ask for, in words; the rest (a signature, say) is evidence and no reading matter."""
        told = {
            "arahan": ", ".join(self.details.get("instructions", [])),
            "batas waktu": date_format(self.asked_for_on, "j F Y") if self.asked_for_on else "",
            "pelaksana": self.details.get("writer_name", ""),
        }
        return "; ".join(f"{label}: {value}" for label, value in told.items() if value)

    @property
    def signature_lines(self) -> tuple[str, ...]:
        """Office, name, rank and NIP as they stood that day; of one who is no official on record, office and name."""
        if "signature" in self.details:
            return SignatureBlock.from_dict(self.details["signature"]).lines()
        return f"{self.office or self.role_name},", self.actor_name

    def is_late(self, now: datetime) -> bool:
        """Past its due time at ``now``, or finished past it; without a due time nothing is late."""
        return self.due_at is not None and (self.finished_at or now) > self.due_at

    @property
    def is_stuck(self) -> bool:
        """Whether nobody may take this step; ``details["stuck"]`` says why."""
        return "stuck" in self.details

    @property
    def asked_for_on(self) -> date | None:
        """By when a disposition asks for the work; nothing to do with the step's own standard."""
        due = self.details.get("due")
        return date.fromisoformat(due) if due else None

    @property
    def lateness(self) -> str:
        """In words, since a cross in a list would not tell "not late" from "bad"."""
        return "ya" if self.late_now else "tidak" if self.due_at else ""

    @property
    def late_now(self) -> bool:
        """For lists and exports, which can pass no time along."""
        return self.is_late(timezone.now())


def object_type_of(instance: models.Model) -> str:
    """The label under which an object is kept in the register: the base model's, so "wagtailcore.page"."""
    content_type = instance.get_base_content_type()
    return f"{content_type.app_label}.{content_type.model}"


def story_key_of(instance: models.Model) -> str:
    """What joins the rows of one story: the object's own key, or the sheet's if a sheet ordered it."""
    if isinstance(instance, Page):
        instance = instance.specific
    return getattr(instance, "story_key", "") or f"{object_type_of(instance)}:{instance.pk}"
