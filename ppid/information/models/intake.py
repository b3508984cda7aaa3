"""The import of an existing catalogue, before and after it was carried out."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class CatalogueImport(models.Model):
    """A file that was found fit and waits for its sender's word; once carried out, the record of that act.

    The file is kept here and not on a disk, so that it is there for every server and goes with its row; it is dropped
    when the import is carried out. The record then names the file by its fingerprint, and the person in words of its
    own, so that it outlives the account.
    """

    file_name = models.CharField("nama berkas", max_length=255)
    sha256 = models.CharField("sidik SHA-256", max_length=64)
    content = models.BinaryField("isi berkas", null=True)
    rows = models.PositiveIntegerField("jumlah baris")
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="akun pengirim",
    )
    sent_at = models.DateTimeField("dikirim pada", auto_now_add=True)

    # Filled in by the act.
    done_at = models.DateTimeField("diimpor pada", null=True, blank=True)
    sender_name = models.CharField("pengirim", max_length=320, blank=True)
    sender_username = models.CharField("nama akun pengirim", max_length=150, blank=True)
    office = models.CharField("bertindak sebagai", max_length=300, blank=True)
    decree = models.CharField("dasar penunjukan", max_length=255, blank=True)

    class Meta:
        verbose_name = "impor daftar informasi"
        verbose_name_plural = "impor daftar informasi"
        ordering = ["-sent_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name
