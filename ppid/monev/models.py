"""What the PPID answers to each item, and where the evidence stands."""

from __future__ import annotations

from django.db import models


class ItemAnswer(models.Model):
    """The answer to one item of a questionnaire (the name of its file)."""

    class Letter(models.TextChoices):
        A = "A", "A: terpenuhi seluruhnya"
        B = "B", "B: sebagian besar"
        C = "C", "C: separuh"
        D = "D", "D: sebagian kecil"
        E = "E", "E: tidak terpenuhi"

    questionnaire = models.CharField("kuesioner", max_length=60, editable=False)
    item = models.CharField("butir", max_length=10, editable=False)
    answer = models.CharField("jawaban", max_length=1, choices=Letter.choices, blank=True)
    unit = models.ForeignKey(
        "officials.Unit",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="unit pemilik",
    )
    responsible = models.CharField(
        "penanggung jawab", max_length=255, blank=True, help_text="Jabatan yang menjaga buktinya, bukan nama orang."
    )
    note = models.TextField("catatan", blank=True, max_length=2000)

    class Meta:
        verbose_name = "jawaban Monev"
        verbose_name_plural = "jawaban Monev"
        ordering = ["questionnaire", "item"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["questionnaire", "item"], name="monev_answer_item_once")]

    def __str__(self) -> str:
        return f"Butir Monev {self.item}"


class Evidence(models.Model):
    """One address, and what the last check found. ``updated_on``: when the page or one below it last went public."""

    class State(models.TextChoices):
        UNCHECKED = "unchecked", "belum diperiksa"
        ALIVE = "alive", "hidup"
        DEAD = "dead", "mati"
        FOREIGN = "foreign", "tidak diperiksa otomatis"

    answer = models.ForeignKey(ItemAnswer, on_delete=models.CASCADE, related_name="evidence")
    address = models.CharField("alamat", max_length=500)
    state = models.CharField("keadaan", max_length=10, choices=State.choices, default=State.UNCHECKED)
    detail = models.CharField("keterangan", max_length=255, blank=True)
    checked_at = models.DateTimeField("diperiksa pada", null=True)
    updated_on = models.DateField("terakhir dimutakhirkan", null=True)

    class Meta:
        verbose_name = "bukti Monev"
        verbose_name_plural = "bukti Monev"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["answer", "address"], name="monev_evidence_address_once")]
