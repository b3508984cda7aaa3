"""Exchange the key of private files: wrap every file's key by the newest one.

Sealed texts (``portal.core.sealing``) lie in the tables of other rooms and are not covered; the old key opens them.
"""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from portal.core import vault
from portal.core.models import PrivateFile


class Command(BaseCommand):
    help = (
        "Membungkus ulang kunci semua berkas tertutup dengan kunci terbaru. Isian yang disegel tidak termasuk: "
        "selama masih ada yang disegel dengan kunci lama, jangan buang kunci itu."
    )

    def handle(self, *args, **options):
        failed = 0
        for file in PrivateFile.objects.order_by("pk").iterator():
            try:
                vault.rewrap(file)
            except vault.Unreadable as problem:
                failed += 1
                self.stderr.write(str(problem))
        if failed:
            raise CommandError(f"{failed} berkas tidak dapat dibungkus ulang. Jangan buang kunci lama.")
        self.stdout.write("Semua kunci berkas tertutup dibungkus dengan kunci terbaru.")
