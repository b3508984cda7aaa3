"""Who the agency is. Another agency takes over the portal by filling this in; nothing of it stands in code."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from .media import AgencyImage


@register_setting(icon="home", order=10)
class AgencyIdentity(BaseSiteSetting):
    """The agency's name, contacts and hours as they stand on every page. The defaults claim nothing."""

    select_related = ["logo"]

    name = models.CharField("nama instansi", max_length=200, default="Nama instansi")
    short_name = models.CharField(
        "nama singkat",
        max_length=60,
        default="Portal Informasi Publik",
        help_text="Dipakai pada judul tab peramban dan saat halaman dibagikan.",
    )
    parent_name = models.CharField(
        "nama pemerintah induk",
        max_length=200,
        blank=True,
        help_text="Misalnya nama pemerintah provinsi atau kabupaten/kota.",
    )
    logo = models.ForeignKey(
        AgencyImage,
        verbose_name="logo",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Boleh dikosongkan; nama instansi tetap tampil.",
    )

    address = models.TextField("alamat", blank=True)
    phone = models.CharField("telepon", max_length=50, blank=True)
    email = models.EmailField("surel", blank=True)
    whatsapp = models.CharField(
        "nomor WhatsApp",
        max_length=16,
        blank=True,
        validators=[RegexValidator(r"^62\d{7,13}$", "Tulis dengan kode negara tanpa tanda, misalnya 628…")],
        help_text="Dengan kode negara dan tanpa tanda, misalnya 628…",
    )
    opening_hours = models.TextField("jam layanan", blank=True)

    # Where people go next if the agency does not give them what they asked for; nothing is shown until it is filled in.
    commission_name = models.CharField(
        "nama Komisi Informasi",
        max_length=200,
        blank=True,
        help_text="Dilengkapi instansi: Komisi Informasi yang berwenang atas sengketa informasi dengan instansi ini.",
    )
    commission_address = models.TextField(
        "alamat Komisi Informasi",
        blank=True,
        help_text="Dilengkapi instansi. Bila diisi, tampil pada surat keberatan dan halaman pengajuan sengketa.",
    )

    facebook = models.URLField("Facebook", blank=True)
    instagram = models.URLField("Instagram", blank=True)
    x = models.URLField("X", blank=True)
    youtube = models.URLField("YouTube", blank=True)
    tiktok = models.URLField("TikTok", blank=True)
    lapor_url = models.URLField(
        "alamat SP4N-LAPOR!",
        blank=True,
        help_text="Alamat halaman pengaduan instansi pada SP4N-LAPOR!.",
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("parent_name"), FieldPanel("logo")],
            heading="Identitas",
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldPanel("phone"),
                FieldPanel("email"),
                FieldPanel("whatsapp"),
                FieldPanel("opening_hours"),
            ],
            heading="Kontak dan jam layanan",
        ),
        MultiFieldPanel(
            [FieldPanel("commission_name"), FieldPanel("commission_address")],
            heading="Komisi Informasi",
        ),
        MultiFieldPanel(
            [
                FieldPanel("facebook"),
                FieldPanel("instagram"),
                FieldPanel("x"),
                FieldPanel("youtube"),
                FieldPanel("tiktok"),
                FieldPanel("lapor_url"),
            ],
            heading="Media sosial dan pengaduan",
        ),
    ]

    class Meta:
        verbose_name = "identitas instansi"

    @property
    def social_links(self) -> list[tuple[str, str]]:
        """Label and address of every social account that is filled in, in the order of the form."""
        names = ["facebook", "instagram", "x", "youtube", "tiktok"]
        return [(self._meta.get_field(n).verbose_name, getattr(self, n)) for n in names if getattr(self, n)]
