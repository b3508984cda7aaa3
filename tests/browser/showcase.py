"""The demonstration portal behind gunicorn, with something on every kind of public page, for whoever looks at them all.

``python -m tests.browser.showcase`` prints one line of JSON (``base``: where it is served; ``number`` and ``code`` of a
request to follow) and serves until its input ends.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, date, datetime

from tests.load.house import own_house, server

LAST_YEAR = datetime.now(UTC).year - 1
# One address of each kind of public page, by a name that a file may bear.
PAGES = {
    "home": "/",
    "news-index": "/berita/",
    "news-category": "/berita/?kategori=imunisasi",
    "news-page": "/berita/imunisasi-rutin-di-posyandu/",
    "standard": "/kontak/",
    "sop": "/sop/",
    "ppid": "/ppid/",
    "section": "/ppid/standar-layanan/",
    "procedure": "/ppid/tata-cara/meminta-informasi/",
    "periodic": "/ppid/informasi-berkala/",
    "anytime": "/ppid/informasi-setiap-saat/",
    "alerts": "/ppid/informasi-serta-merta/",
    "alert": "/ppid/informasi-serta-merta/contoh-klb-difteri-di-kabupaten-contoh/",
    "information": "/ppid/informasi-berkala/contoh-laporan-kinerja/",
    "catalogue": "/ppid/daftar-informasi-publik/",
    "editions": "/ppid/daftar-informasi-publik/edisi/",
    "edition": "/ppid/daftar-informasi-publik/edisi/1/",
    "exempt": "/ppid/informasi-dikecualikan/",
    "statistics": "/ppid/statistik/",
    "reports": "/ppid/laporan-layanan/",
    "report": f"/ppid/laporan-layanan/{LAST_YEAR}/",
    "ask": "/permohonan/",
    "deadline": "/permohonan/tenggat/",
    "track": "/permohonan/lacak/",
    "object": "/keberatan/",
    "survey": "/survei/",
    "survey-results": "/survei/hasil/",
    "search": "/cari/?q=contoh",
    "search-empty": "/cari/?q=zzzz",
    "accessibility": "/aksesibilitas/",
    "privacy": "/privasi/",
    "not-found": "/tidak-ada/",
}


def furnish() -> None:
    """Everything that ``make run`` makes, an alert, a frozen edition of the catalogue and a year's report."""
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from home.demo import information, monev, requests, stories, survey, users
    from ppid.information.catalogue.editions import Decree, freeze
    from ppid.information.models import CataloguePage
    from ppid.requests.account.publishing import publish
    from ppid.requests.models import AnnualReport
    from tests.ppid.information.alert_pages import announce
    from tests.ppid.requests import cases

    for command in ("load_calendar", "install_sop", "seed_ppid"):
        call_command(command, verbosity=0, stdout=sys.stderr)
    people = users.make_users("rahasia-contoh")
    stories.load(people)
    information.load(people)
    number, code = requests.load(people)
    survey.load()
    monev.load()
    ppid = Client()
    ppid.force_login(people["ppid"])
    announce(ppid, "Contoh: KLB difteri di Kabupaten Contoh")
    now = timezone.now()
    freeze(CataloguePage.objects.get(), Decree("Contoh/1", date(now.year, 1, 2)), people["ppid"], 1, now)
    report = AnnualReport.objects.create(year=LAST_YEAR, **dict.fromkeys(AnnualReport.TEXTS, "Contoh uraian."))
    publish(report.pk, cases.person(people["ppid"], now), now)
    call_command("db_worker", batch=True, verbosity=0, stdout=sys.stderr)
    os.environ |= {"SHOWN_NUMBER": number, "SHOWN_CODE": code}


def main() -> None:
    os.environ.pop("DATABASE_URL", None)
    with own_house(furnish), server(workers=2) as running:
        print(
            json.dumps(
                {
                    "base": f"http://127.0.0.1:{running.port}",
                    "number": os.environ["SHOWN_NUMBER"],
                    "code": os.environ["SHOWN_CODE"],
                }
            ),
            flush=True,
        )
        sys.stdin.read()


if __name__ == "__main__":
    main()
