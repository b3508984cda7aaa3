"""Takes away the users whose passwords anybody may know, so that production starts; what they wrote stays on record."""

from django.core.management.base import BaseCommand

from home.demo.users import demonstration_users


class Command(BaseCommand):
    help = "Menghapus semua pengguna contoh; halaman dan catatan yang mereka buat tetap ada."
    # The check that forbids these users must not forbid removing them.
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        names = list(demonstration_users().values_list("username", flat=True))
        demonstration_users().delete()
        self.stdout.write(f"Pengguna contoh yang dihapus: {', '.join(names) or 'tidak ada'}.")
