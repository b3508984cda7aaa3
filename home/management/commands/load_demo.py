"""The demonstration agency for whoever tries the portal: content once, logins each time, never in production."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Site

from home.demo import information, monev, requests, stories, survey, users
from news.models import NewsPage
from portal.sop.models import Flow


def use_configured_address() -> None:
    """Full links come from the site's row; a demonstration may be served at another port each time."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.filter(is_default_site=True).update(hostname=address.hostname, port=address.port or 80)
    Site.clear_site_root_paths_cache()


class Command(BaseCommand):
    help = "Memuat konten dan pengguna contoh satu kali, lalu menampilkan cara masuknya."

    def handle(self, *args, **options):
        if not settings.PORTAL_DEMO:
            raise CommandError("Konten contoh hanya untuk pengembangan: PORTAL_DEMO tidak menyala.")
        if not Flow.objects.current().exists():
            raise CommandError("SOP belum terpasang. Jalankan dahulu: manage.py install_sop")
        secret = users.password()
        try:
            people = self.load(secret)
        except users.NameTaken as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Pengguna contoh, semua dengan kata sandi {secret}:")
        for username in users.NAMES:
            self.stdout.write(f"  {username:12} {people[username].get_full_name()}")

    @transaction.atomic
    def load(self, secret: str) -> dict:
        """Users and content, all or nothing; a portal that already has news keeps what it has."""
        use_configured_address()
        people = users.make_users(secret)
        if not NewsPage.objects.exists():
            stories.load(people)
            information.load(people)
            number, code = requests.load(people)
            survey.load()
            monev.load()
            self.stdout.write("Konten contoh dimuat.")
            self.stdout.write(f"Permohonan contoh untuk dilacak: {number}, kode {code}")
        return people
