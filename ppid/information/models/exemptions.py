"""What is withheld, why, and until when (UU 14/2008 Pasal 17-20, PP 61/2010 Pasal 3-11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from portal.core.models import BasePage
from portal.sop.models import Sheet

from ..exemptions import rules
from ..exemptions.grounds import Ground, ground_choices, ground_of, kind_choices
from .editions import Edition, FrozenQuerySet, Immutable, ListWithEditions

if TYPE_CHECKING:
    from ..catalogue.rows import Column

LONG = 10_000
"""Characters of a consideration; more than any sheet of paper that a leader signs."""


class ExemptListPage(ListWithEditions):
    """The list of exempt information (DIK): title, ground, period and number of the decision, nothing else."""

    lead = models.TextField("pengantar", blank=True, help_text="Satu atau dua kalimat di atas daftar.")

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]

    max_count = 1
    parent_page_types = ["information.PpidPage"]
    subpage_types: list[str] = []
    page_description = "Daftar informasi yang dikecualikan. Hanya ada satu."
    edition_kind = Edition.Kind.EXEMPT
    plh_may_sign = False

    class Meta:
        verbose_name = "daftar informasi yang dikecualikan"
        verbose_name_plural = "daftar informasi yang dikecualikan"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from ..exemptions import listing

        return super().get_context(request, *args, **kwargs) | listing.context(request)

    def edition_columns(self) -> Sequence[Column]:
        from ..exemptions import listing

        return listing.COLUMNS

    def edition_rows(self) -> Iterable[dict]:
        from ..exemptions import listing

        return listing.rows(timezone.localdate())


class ConsequenceTest(Sheet):
    """The careful test that comes before any exemption (UU 14/2008 Pasal 19; PERKI 1/2021 Pasal 49).

    A Petugas compiles it, the PPID judges it, the leader approves it. Everything but the subject may be left open
    until it is submitted; ``exemptions.rules`` says what it must hold then. Nothing of it is public.
    """

    class Trigger(models.TextChoices):
        """PERKI 1/2021 Pasal 49 ayat (1)."""

        BEFORE_REQUEST = "before-request", "Sebelum ada permintaan"
        ON_REQUEST = "on-request", "Pada saat ada permintaan"
        COMMISSION = "commission", "Atas perintah Majelis Komisioner dalam sengketa"

    class Conclusion(models.TextChoices):
        WITHHOLD = rules.WITHHOLD, "Dikecualikan seluruhnya"
        WITHHOLD_PART = rules.WITHHOLD_PART, "Dikecualikan sebagian"
        OPEN = rules.OPEN, "Dibuka"

    subject = models.CharField(
        "judul informasi",
        max_length=255,
        help_text="Tampil dalam daftar publik bila dikecualikan, jadi tanpa isi yang dirahasiakan.",
    )
    document = models.TextField("identitas dokumen", blank=True, max_length=LONG)
    document_kind = models.CharField("jenis dokumen", max_length=30, choices=kind_choices, blank=True)
    exempted_parts = models.TextField("bagian yang dikecualikan", blank=True, max_length=LONG)
    unit = models.ForeignKey(
        "officials.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="unit"
    )
    trigger = models.CharField("waktu pengujian", max_length=20, choices=Trigger.choices, blank=True)
    ground = models.CharField("dasar pengecualian", max_length=3, choices=ground_choices, blank=True)
    act = models.CharField(
        "Undang-Undang yang menjadi dasar",
        max_length=255,
        blank=True,
        help_text="Wajib untuk huruf j. Sebutkan nomor dan tahunnya.",
    )
    article = models.CharField("pasal dalam Undang-Undang itu", max_length=255, blank=True)
    consent_given = models.BooleanField("yang bersangkutan memberi persetujuan tertulis", default=False)
    public_office = models.BooleanField("berkaitan dengan posisi seseorang dalam jabatan publik", default=False)
    consequence_if_opened = models.TextField("konsekuensi bila dibuka", blank=True, max_length=LONG)
    consequence_if_closed = models.TextField("konsekuensi bila ditutup", blank=True, max_length=LONG)
    public_interest = models.TextField("pertimbangan kepentingan publik", blank=True, max_length=LONG)
    conclusion = models.CharField("kesimpulan", max_length=20, choices=Conclusion.choices, blank=True)
    ends_on = models.DateField(
        "berakhir pada", null=True, blank=True, help_text="Pada tanggal ini informasi menjadi terbuka."
    )
    period_text = models.CharField(
        "uraian jangka waktu",
        max_length=255,
        blank=True,
        help_text="Hanya untuk huruf g sampai j, bila tidak ada tanggal berakhir.",
    )
    participants = models.TextField(
        "peserta pengujian", blank=True, max_length=LONG, help_text="Nama dan jabatan, satu baris seorang."
    )
    place = models.CharField("tempat", max_length=255, blank=True)
    tested_on = models.DateField("tanggal pengujian", null=True, blank=True)
    supersedes = models.ForeignKey(
        "information.ClassificationDecision",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tests_to_supersede",
        verbose_name="mengganti penetapan",
        help_text="Penetapan hanya diubah dengan pengujian baru (PP 61/2010 Pasal 10).",
    )
    withheld_file = models.ForeignKey(
        "core.PrivateFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="berkas yang dikecualikan",
    )
    # Made with the empty form: the same form sent twice makes one test.
    form_key = models.UUIDField("kunci formulir", null=True, unique=True, editable=False)
    compiled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="disusun oleh"
    )

    # What it says, in the order of the sheet. The file is no reading matter, and what it supersedes no answer.
    panels = [
        FieldPanel(name)
        for name in (
            "subject",
            "document",
            "document_kind",
            "exempted_parts",
            "unit",
            "trigger",
            "ground",
            "act",
            "article",
            "consent_given",
            "public_office",
            "consequence_if_opened",
            "consequence_if_closed",
            "public_interest",
            "conclusion",
            "ends_on",
            "period_text",
            "participants",
            "place",
            "tested_on",
        )
    ]
    is_read_by_every_step = False
    desk_template = "information/consequence_test.html"
    desk_open_view = "information_open_test"
    desk_edit_view = "information_edit_test"

    class Meta:
        verbose_name = "uji konsekuensi"
        verbose_name_plural = "uji konsekuensi"
        ordering = ["-pk"]
        default_permissions = ()

    @classmethod
    def read_by(cls, user):
        from ..exemptions import access

        return access.visible_to(user)

    @classmethod
    def drafts_in_hands_of(cls, user):
        from ..exemptions import access

        return access.compiled_for(user).filter(live=False) if access.compiles(user) else None

    def __str__(self) -> str:
        return self.subject

    @property
    def answers(self) -> dict:
        """What it says, by field, as ``exemptions.rules`` judges it."""
        return {panel.field_name: getattr(self, panel.field_name) for panel in self.panels}

    @property
    def law_ground(self) -> Ground | None:
        return ground_of(self.ground) if self.ground else None

    @property
    def withholds(self) -> bool:
        return self.conclusion in (rules.WITHHOLD, rules.WITHHOLD_PART)


class ClassificationDecisionQuerySet(FrozenQuerySet):
    def not_ended(self) -> ClassificationDecisionQuerySet:
        """Neither superseded nor opened on record; the end date may have come, see ``in_force``."""
        return self.filter(ending=None)

    def in_force(self, on: date) -> ClassificationDecisionQuerySet:
        """What is withheld on that day. On its end date it is open, whoever did what (PP 61/2010 Pasal 11 ayat (3))."""
        return self.not_ended().filter(Q(ends_on=None) | Q(ends_on__gt=on))


class ClassificationDecision(models.Model):
    """The decision that an approved consequence test leads to (PP 61/2010 Pasal 4 ayat (2)); never changed.

    ``content`` holds what the decision says beside its other columns, by the names of ``exemptions.decisions.Content``.
    How it ended, if it did, is a row of its own (``DecisionEnding``).
    """

    test = models.OneToOneField(
        ConsequenceTest, on_delete=models.PROTECT, related_name="decision", verbose_name="uji konsekuensi"
    )
    number = models.CharField("nomor", max_length=200, unique=True)
    year = models.PositiveSmallIntegerField("tahun")
    sequence = models.PositiveIntegerField("nomor urut")
    title = models.CharField("informasi", max_length=255)
    ground = models.CharField("dasar pengecualian", max_length=3)
    unit = models.ForeignKey("officials.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="unit")
    ends_on = models.DateField("berakhir pada", null=True, blank=True)
    period_text = models.CharField("uraian jangka waktu", max_length=255, blank=True)
    decided_on = models.DateField("ditetapkan pada")
    content = models.JSONField("isi penetapan")

    objects = ClassificationDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "penetapan klasifikasi"
        verbose_name_plural = "penetapan klasifikasi"
        ordering = ["-year", "-sequence"]
        default_permissions = ()
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["year", "sequence"], name="decision_sequence_once")]
        indexes = [models.Index(fields=["ends_on"], name="decision_ends_on")]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise Immutable("a decision is never changed, only superseded")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs) -> NoReturn:
        raise Immutable("a decision is never removed")

    @property
    def law_ground(self) -> Ground:
        return ground_of(self.ground)

    @property
    def period(self) -> str:
        """How long it is withheld, in words: "berakhir 1 Maret 2030", or the period as the test words it."""
        return f"berakhir {date_format(self.ends_on, 'j F Y')}" if self.ends_on else self.period_text


class DecisionEnding(models.Model):
    """How and when a decision ceased: superseded, opened by the PPID, or open by law. Once, and for good."""

    class Kind(models.TextChoices):
        SUPERSEDED = "superseded", "digantikan"
        OPENED = "opened", "dibuka"
        BY_LAW = "by-law", "terbuka demi hukum"

    decision = models.OneToOneField(
        ClassificationDecision, on_delete=models.PROTECT, related_name="ending", verbose_name="penetapan"
    )
    kind = models.CharField("bagaimana", max_length=20, choices=Kind.choices)
    ended_on = models.DateField("pada tanggal")
    recorded_at = models.DateTimeField("dicatat pada", auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="oleh"
    )
    actor_name = models.CharField("nama", max_length=320, blank=True)
    office = models.CharField("jabatan", max_length=300, blank=True)
    reason = models.TextField("alasan", blank=True)
    # The test by which it was changed (PP 61/2010 Pasal 10); the new decision, if any, stands there.
    by_test = models.OneToOneField(
        ConsequenceTest,
        null=True,
        on_delete=models.PROTECT,
        related_name="ended_decision",
        verbose_name="uji konsekuensi pengganti",
    )

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = "akhir penetapan"
        verbose_name_plural = "akhir penetapan"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.decision.number}: {self.get_kind_display()}"
