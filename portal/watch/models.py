"""What the watch found, and whom it told."""

from __future__ import annotations

from django.db import models

from portal.core.models import OutgoingMail


class Finding(models.Model):
    """One thing on one address that nobody here has written. Told once; told again if it went and came back."""

    class Kind(models.TextChoices):
        WORDS = "words", "kata judi"
        CONCEALED = "concealed", "teks atau tautan tersembunyi"
        STYLE = "style", "gaya yang disisipkan"
        SCRIPT = "script", "skrip atau bingkai asing"
        HOST = "host", "tautan ke host yang tidak dikenal"
        REDIRECT = "redirect", "pengalihan ke luar"
        UNKNOWN = "unknown", "alamat yang tidak dikenal basis data"
        CLOAKED = "cloaked", "tampil lain bagi mesin pencari"
        SILENT = "silent", "halaman tidak menjawab"

    kind = models.CharField("jenis", max_length=10, choices=Kind.choices)
    address = models.CharField("alamat", max_length=500)
    detail = models.CharField("rincian", max_length=300)
    # SHA-256 of kind, address and detail.
    key = models.CharField(max_length=64, unique=True)
    found_at = models.DateTimeField("ditemukan")
    gone_at = models.DateTimeField("hilang", null=True)

    class Meta:
        verbose_name = "temuan penjagaan"
        verbose_name_plural = "temuan penjagaan"
        default_permissions = ()
        ordering = ["-found_at", "pk"]

    def __str__(self) -> str:
        return f"{self.address}: {self.get_kind_display()}: {self.detail}"


class WatchMail(OutgoingMail):
    """One mail to one person about what one run found new."""

    class Meta(OutgoingMail.Meta):
        verbose_name = "surel penjagaan"
        verbose_name_plural = "surel penjagaan"
