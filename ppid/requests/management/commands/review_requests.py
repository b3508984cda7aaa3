"""The day's work on requests that needs nobody."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from ppid.requests import jobs


class Command(BaseCommand):
    help = (
        "Menutup permohonan yang tidak dilengkapi, serta permohonan dan keberatan yang waktu pemohonnya berakhir; "
        "mencatat keberatan yang tidak ditanggapi, menghitung ulang tenggat, mengingatkan petugas, serta menghapus "
        "berkas identitas yang masa simpannya berakhir dan isian yang tidak dikirim. Jalankan setiap hari; "
        "menjalankannya lagi tidak mengubah apa pun."
    )

    def handle(self, *args, **options):
        run = jobs.review(timezone.now())
        if run.problem:
            self.stderr.write(run.problem)
        if run.closed or run.lapsed or run.ended or run.raised or run.reminded or run.erased:
            self.stdout.write(
                f"{run.closed} permohonan ditutup karena tidak dilengkapi, {run.ended} permohonan dan keberatan "
                f"selesai, {run.lapsed} keberatan tidak ditanggapi dalam waktunya, "
                f"{run.raised} permintaan berulang ditemukan, {run.reminded} pengingat ditulis, "
                f"{run.erased} berkas dihapus, "
                f"{run.forgotten} isian, kunjungan, dan hitungan percobaan yang lewat waktu dihapus."
            )
