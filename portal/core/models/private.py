"""Files that never leave the agency: encrypted, read by few, every reading on record."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .sealed import SealedField


class PrivateFile(models.Model):
    """An encrypted file with its own key, which is itself encrypted by a key from outside the database.

    Written, read and destroyed by ``portal.core.vault`` alone.
    """

    name = models.CharField("nama berkas", max_length=255)
    content_type = models.CharField("jenis berkas", max_length=100)
    size = models.PositiveIntegerField("ukuran")
    sha256 = models.CharField("sidik", max_length=64)
    wrapped_key = SealedField("kunci terbungkus")
    stored_as = models.CharField("disimpan sebagai", max_length=64, unique=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="diunggah oleh"
    )
    added_at = models.DateTimeField("diunggah pada", auto_now_add=True)

    class Meta:
        verbose_name = "berkas tertutup"
        verbose_name_plural = "berkas tertutup"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class NeverChanged(TypeError):
    """Somebody tried to change or delete a row that is kept for ever."""


class ReadingQuerySet(models.QuerySet):
    """Rows are added and read, nothing else."""

    def update(self, **kwargs) -> int:
        raise NeverChanged("Readings are on record for ever.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise NeverChanged("Readings are on record for ever.")


class PrivateFileReading(models.Model):
    """Who read which private file or sealed text when, in what office; outlives the file and the person."""

    file = models.ForeignKey(PrivateFile, null=True, on_delete=models.SET_NULL, related_name="readings")
    file_name = models.CharField("berkas", max_length=255)
    file_sha256 = models.CharField("sidik berkas", max_length=64)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reader_name = models.CharField("pembaca", max_length=255)
    office = models.CharField("jabatan", max_length=255, blank=True)
    purpose = models.CharField("keperluan", max_length=255, blank=True)
    at = models.DateTimeField("waktu", auto_now_add=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "pembacaan berkas tertutup"
        verbose_name_plural = "pembacaan berkas tertutup"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.file_name}: {self.reader_name}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise NeverChanged("Readings are on record for ever.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        raise NeverChanged("Readings are on record for ever.")
