"""Gives the PPID tree its fixed addresses, and a draft for each item that the law lists (PERKI 1/2021).

Only adds: what an editor has renamed, moved or published is known by its item and not made again. All or nothing.
"""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from ppid.information.seeding import seed


class Command(BaseCommand):
    help = "Menyiapkan pohon PPID: alamat tetap dan naskah kosong untuk setiap butir peraturan. Hanya menambah."

    def handle(self, *args, **options):
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            raise CommandError("Situs belum ada. Jalankan dahulu: manage.py migrate")
        try:
            made = seed(site.root_page)
        except ValidationError as problem:
            raise CommandError(f"Tidak ada yang dibuat. {' '.join(problem.messages)}") from problem
        if options["verbosity"]:
            drafts = sum(not page.live for page in made)
            self.stdout.write(
                f"Pohon PPID: {len(made) - drafts} halaman dan {drafts} naskah dibuat."
                if made
                else "Pohon PPID lengkap."
            )
