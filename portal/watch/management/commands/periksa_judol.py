"""Walk over the own site and look for gambling spam, hidden links, strange hosts and strange addresses."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from wagtail.models import Site

from portal.watch import telling, walking
from portal.watch.asking import over_http, within
from portal.workdays.calendar import local_date


class Command(BaseCommand):
    help = (
        "Memeriksa seluruh situs sendiri: kata judi, teks dan tautan tersembunyi, host asing, alamat asing, dan "
        "halaman yang tampil lain bagi mesin pencari. Keluar dengan 1 bila ada temuan."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--di-dalam", action="store_true", help="Tanya di dalam proses, tanpa melalui server web (PORTAL_BASE_URL)."
        )
        parser.add_argument(
            "--paling-banyak", type=int, default=walking.MOST, help=f"Batas banyaknya alamat; bawaan {walking.MOST}."
        )

    def handle(self, *args, di_dalam: bool, paling_banyak: int, **options):
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            raise CommandError("Situs belum ditetapkan: isi Pengaturan, Situs.")
        now = timezone.now()
        walk = walking.walk(site, within if di_dalam else over_http, local_date(now), paling_banyak)
        fresh = telling.record(walk, now)
        mails = telling.tell(fresh, now)
        for one in dict.fromkeys(walk.found):
            self.stdout.write(f"{one.address}: {walking.Kind(one.kind).label}: {one.detail}")
        rest = f" {walk.left} alamat mendapat giliran pada hari lain." if walk.left else ""
        self.stdout.write(f"{len(walk.visited)} alamat diperiksa.{rest}")
        if walk.found:
            found = len(set(walk.found))
            raise CommandError(f"{found} temuan, {len(fresh)} di antaranya baru; {mails} surel dibuat.", returncode=1)
