"""Fill the table of what can be found anew. The search answers meanwhile."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from search import documents, entries, keeping


class Command(BaseCommand):
    help = "Menyusun ulang isi pencarian dari halaman dan dokumen yang terbuka untuk umum."

    def handle(self, *args, verbosity: int, **options):
        gone = keeping.sweep()
        pages = list(entries.open_pages().order_by("pk").values_list("pk", flat=True))
        carried: set[int] = set()
        for chunk in keeping.renew_all(pages):
            carried |= set(found := documents.carried_by(chunk))
            documents.read(found)
        if verbosity:
            self.stdout.write(
                f"Pencarian disusun ulang: {len(pages)} halaman, {len(carried)} dokumen; {gone} isi lama dihapus."
            )
