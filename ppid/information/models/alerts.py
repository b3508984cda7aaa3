"""Alerts (informasi serta-merta): published at once by the PPID (UU 14/2008 Pasal 10, PERKI 1/2021 Pasal 25)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.search import index

from portal.core.blocks import body_field
from portal.core.chrome import chrome_for
from portal.core.models import BasePage
from portal.sop.unfinished import Unfinished

from ..alerts import rules, vocabulary

RESERVED_SLUGS = ("rss", "atom", "cap")
PART_LENGTH = 4000


class AlertIndexPage(RoutablePageMixin, BasePage):
    """Alerts in force first, then their archive; also their feeds at ``rss/``, ``atom/`` and ``cap/``."""

    lead = models.TextField("pengantar", blank=True, help_text="Satu atau dua kalimat di atas daftar.")

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]

    max_count = 1
    parent_page_types = ["information.PpidPage"]
    subpage_types = ["information.AlertPage", "information.InformationPage"]
    page_description = "Daftar peringatan. Hanya ada satu."

    class Meta:
        verbose_name = "daftar informasi serta-merta"
        verbose_name_plural = "daftar informasi serta-merta"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from ..alerts import listing

        return super().get_context(request, *args, **kwargs) | listing.context(self, request, timezone.now())

    @re_path(r"^(?P<kind>rss|atom)/$", name="feed")
    def feed(self, request: HttpRequest, kind: str) -> HttpResponse:
        from ..alerts.feeds import AlertFeed

        return AlertFeed(self, chrome_for(request), kind)(request)

    @path("cap/", name="cap")
    def cap_index(self, request: HttpRequest) -> HttpResponse:
        from ..alerts.feeds import CapIndex

        return CapIndex(self, request)(request)

    @path("cap/<uuid:key>-<int:number>/", name="cap_message")
    def cap_message(self, request: HttpRequest, key, number: int) -> HttpResponse:
        from ..alerts.feeds import cap_response

        return cap_response(request, key, number)


def _part(name: str) -> models.TextField:
    part = vocabulary.part_of(name)
    return models.TextField(part.title.lower(), max_length=PART_LENGTH, help_text=part.hint)


class AlertPage(BasePage):
    """One alert. A draft may be saved unfinished; what goes public is whole, whichever way it goes."""

    level = models.CharField("tingkat", max_length=20, choices=vocabulary.LEVEL_CHOICES)
    event = models.CharField("jenis kejadian", max_length=40, choices=vocabulary.EVENT_CHOICES)
    area = models.CharField("wilayah", max_length=255, help_text="Misalnya nama kabupaten, kota, atau kecamatan.")
    known_at = models.DateTimeField(
        "diketahui sejak", null=True, help_text="Kapan instansi mengetahui kejadiannya. Menjadi bukti ketepatan waktu."
    )
    starts_at = models.DateTimeField("berlaku mulai", null=True, default=timezone.now)
    ends_at = models.DateTimeField(
        "berlaku sampai",
        null=True,
        blank=True,
        help_text="Kosongkan bila belum diketahui: peringatan berlaku sampai diakhiri.",
    )

    hazard = _part("hazard")
    affected = _part("affected")
    evacuation = _part("evacuation")
    avoidance = _part("avoidance")
    assistance = _part("assistance")
    announcer = _part("announcer")
    announcement = _part("announcement")
    response = _part("response")
    body = body_field("keterangan tambahan", blank=True)

    # Written by the act of ending alone; no revision brings an ended alert back.
    ended_at = models.DateTimeField("diakhiri pada", null=True, blank=True, editable=False)
    closing_note = models.TextField("catatan penutup", blank=True, editable=False)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("level"),
        FieldRowPanel([FieldPanel("event"), FieldPanel("area")]),
        FieldRowPanel([FieldPanel("known_at"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
        MultiFieldPanel(
            [
                HelpPanel("<p>Setiap bagian diisi, atau ditulis tegas “tidak berlaku”.</p>"),
                *[FieldPanel(part.name) for part in vocabulary.PARTS],
            ],
            heading="Isi wajib peringatan",
        ),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("area"),
        *[index.SearchField(part.name) for part in vocabulary.PARTS],
        index.SearchField("body"),
    ]
    exclude_fields_in_copy = ["ended_at", "closing_note"]

    published_directly_by = "ppid"
    parent_page_types = ["information.AlertIndexPage"]
    subpage_types: list[str] = []
    page_description = "Satu peringatan. PPID menayangkannya langsung, lalu diperiksa menurut SOP."
    open_graph_type = "article"

    class Meta:
        verbose_name = "peringatan"
        verbose_name_plural = "peringatan"

    def clean(self) -> None:
        super().clean()
        problems = rules.time_problems(self.known_at, self.starts_at, self.ends_at, timezone.now())
        for part in vocabulary.PARTS:
            text = getattr(self, part.name)
            if text and not rules.is_filled(text):
                problems[part.name] = f"Isi bagian ini, atau tulis “{rules.NOT_APPLICABLE}”."
        if self.slug in RESERVED_SLUGS:
            problems["slug"] = f"Alamat “{self.slug}” sudah dipakai portal. Pilih yang lain."
        if problems:
            raise ValidationError(problems)

    def save(self, *args, **kwargs) -> None:
        """Every way to the public ends here (editor, bulk action, end of a flow): an unfinished alert goes nowhere."""
        try:
            super().save(*args, **kwargs)
        except ValidationError as fault:
            raise Unfinished(self, fault) from fault

    def with_content_json(self, content: dict[str, Any]) -> AlertPage:
        page = super().with_content_json(content)
        page.ended_at, page.closing_note = self.ended_at, self.closing_note
        return page

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        now = timezone.now()
        return super().get_context(request, *args, **kwargs) | {
            "in_force": rules.is_in_force(self.starts_at, self.ends_at, self.ended_at, now),
            "over": self.is_over(now),
            # A preview may be of a page that is in no database yet.
            "history": self.messages.all() if self.pk else (),
        }

    def is_over(self, now: datetime) -> bool:
        return rules.is_over(self.ends_at, self.ended_at, now)

    @property
    def grade(self) -> vocabulary.Level:
        return vocabulary.level_of(self.level)

    @property
    def closes_at(self) -> datetime | None:
        """When it ended, or will end as announced."""
        return self.ended_at or self.ends_at

    @property
    def parts(self) -> list[tuple[str, str, bool]]:
        """The title and text of each part, advice first, and whether it says that it does not apply."""
        texts = [(vocabulary.part_of(name).title, getattr(self, name)) for name in vocabulary.READ_FIRST]
        return [(title, text, rules.is_not_applicable(text)) for title, text in texts]

    @property
    def lead(self) -> str:
        """What search results, feeds and social sites tell of the alert."""
        opening = f"{self.grade.name}. Wilayah: {self.area}."
        return opening if rules.is_not_applicable(self.hazard) else f"{opening} {Truncator(self.hazard).chars(200)}"

    @property
    def announced_after(self) -> str:
        """How long the agency took from knowing to announcing, in words (PERKI 1/2021 Pasal 25: no delay)."""
        if self.known_at is None or self.first_published_at is None:
            return ""
        return rules.in_words(self.first_published_at - self.known_at)

    @property
    def publication_note(self) -> str:
        """For the register: the first publication tells how long it took; an update has nothing to prove."""
        if self.first_published_at != self.last_published_at or not self.announced_after:
            return ""
        known = date_format(timezone.localtime(self.known_at), "j F Y, H.i")
        return f"Diketahui {known}; diumumkan {self.announced_after} kemudian."


class AlertMessage(models.Model):
    """One message to those who follow the alert: it was announced, changed or cancelled. Never changed itself.

    Its text is the public page's own and is not kept here, so that nothing that was corrected or taken down stays
    readable. ``expires_at`` is the end as announced with the message.
    """

    class Kind(models.TextChoices):
        ALERT = rules.ALERT, "diumumkan"
        UPDATE = rules.UPDATE, "diperbarui"
        CANCEL = rules.CANCEL, "diakhiri"

    page = models.ForeignKey(AlertPage, on_delete=models.CASCADE, related_name="messages", verbose_name="peringatan")
    number = models.PositiveSmallIntegerField("nomor")
    kind = models.CharField("jenis", max_length=10, choices=Kind.choices)
    sent_at = models.DateTimeField("dikirim")
    expires_at = models.DateTimeField("berlaku sampai", null=True)
    revision_id = models.BigIntegerField("nomor revisi", null=True)

    class Meta:
        verbose_name = "pesan peringatan"
        verbose_name_plural = "pesan peringatan"
        ordering = ["page", "number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="alert_message_number_once")]

    def __str__(self) -> str:
        return f"{self.page.title}: {self.get_kind_display()}"

    @property
    def identifier(self) -> str:
        return f"{self.page.translation_key}-{self.number}"
