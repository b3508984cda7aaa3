"""What letters, dates, files, acts and mails belong to: a request, or an objection to how one was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.core.models import SealedField

if TYPE_CHECKING:
    from .objections import Objection
    from .requests import InformationRequest

    Case = InformationRequest | Objection


class Applicant(models.Model):
    """Who asks or objects (UU 14/2008 Pasal 22 and 35): personal data, see ``visibility`` and ``retention``."""

    class ApplicantKind(models.TextChoices):
        PERSON = "person", "Perorangan"
        ENTITY = "entity", "Badan hukum"

    applicant_kind = models.CharField("pemohon", max_length=10, choices=ApplicantKind.choices)
    applicant_name = models.CharField("nama lengkap", max_length=255)
    # The number itself is sealed (``portal.core.sealing``); lists show its end.
    identity_sealed = SealedField("nomor identitas", editable=False)
    identity_tail = models.CharField("akhir nomor identitas", max_length=4, blank=True, editable=False)
    # Not a ground for refusing to register (docs/rules.md, acceptance check 17): the officer sees it and decides.
    is_foreign = models.BooleanField("bukan warga negara atau badan hukum Indonesia", default=False)
    represented_name = models.CharField("nama pemberi kuasa", max_length=255, blank=True)
    address = models.TextField("alamat", max_length=1000)
    phone = models.CharField("nomor telepon", max_length=30, blank=True)
    email = models.EmailField("alamat surel", blank=True)
    occupation = models.CharField("pekerjaan", max_length=255, blank=True)
    person_erased_on = models.DateField("data pribadi dihapus pada", null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def writes_back_by_mail(self) -> bool:
        """Whether letters go by e-mail; otherwise they go by post or are fetched."""
        return bool(self.email)


class Registered(Applicant):
    """A case under a number of its own. ``version`` counts its acts, so that of two officers at once one is told."""

    class Channel(models.TextChoices):
        WEB = "web", "Situs web"
        COUNTER = "counter", "Datang langsung"
        PHONE = "phone", "Telepon"
        EMAIL = "email", "Surel"
        POST = "post", "Pos"

    year = models.PositiveSmallIntegerField("tahun", editable=False)
    sequence = models.PositiveIntegerField("nomor urut", editable=False)
    number = models.CharField("nomor pendaftaran", max_length=100, unique=True, editable=False)
    # As people type it (``numbering.normal``).
    number_key = models.CharField(max_length=100, unique=True, editable=False)
    secret_hash = models.CharField("sidik kode pelacakan", max_length=255, editable=False)
    # Made with the empty form: the same form sent twice makes one case.
    form_key = models.UUIDField("kunci formulir", unique=True, editable=False)
    channel = models.CharField("cara penyampaian", max_length=10, choices=Channel.choices)
    received_at = models.DateTimeField("diterima pada")
    received_on = models.DateField("tanggal diterima", editable=False)
    entered_at = models.DateTimeField("dicatat pada", auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="petugas penerima",
    )
    received_by_name = models.CharField("nama petugas penerima", max_length=255, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


APPLICANT_FIELDS = tuple(field.name for field in Applicant._meta.local_fields)


class OfCase(models.Model):
    """A row that belongs to one case: its ``request`` or its ``objection``, never both."""

    class Meta:
        abstract = True

    @property
    def case(self) -> Case:
        return self.request or self.objection


def of(case: Case) -> dict[str, Case]:
    """How the rows of a case are found and made: ``Letter.objects.filter(**of(case))``."""
    return {case.KIND: case}


def belongs_to_one_case(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(request__isnull=False, objection__isnull=True) | Q(request__isnull=True, objection__isnull=False),
        name=name,
    )
