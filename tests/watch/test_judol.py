"""``periksa_judol`` walks over the site: what was planted is found and told once, a clean site is silent."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core import mail
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.timezone import localdate, now
from wagtail.models import Site

from home.models import StandardPage
from portal import urls
from portal.watch import asking, telling, walking
from portal.watch.addresses import is_known
from portal.watch.asking import Answer
from portal.watch.models import Finding, WatchMail
from portal.watch.reading import Suspicion
from ppid.information.models import CataloguePage

pytestmark = pytest.mark.django_db
Kind = Finding.Kind


def add_page(parent, title: str, body: str = "<p>Isi.</p>", **fields) -> StandardPage:
    return parent.add_child(instance=StandardPage(title=title, body=[("paragraph", body)], **fields))


def kinds() -> set[str]:
    return set(Finding.objects.filter(gone_at=None).values_list("kind", flat=True))


def cloaked(request):
    """A page that is one thing to readers and another to search engines."""
    is_robot = "Googlebot" in request.headers.get("User-Agent", "") or "google" in request.headers.get("Referer", "")
    return HttpResponse("<p>maxwin</p>" if is_robot else "<p>Isi</p>")


def away(request):
    return HttpResponseRedirect("https://asing.contoh.invalid/")


def broken(request):
    raise RuntimeError("broken on purpose")


handler404 = urls.handler404
handler500 = urls.handler500
urlpatterns = [path("selubung/", cloaked), path("pergi/", away), path("rusak/", broken), *urls.urlpatterns]


def test_a_new_site_is_silent(tree, watch):
    add_page(tree, "Slot vaksin", "<p>Masih ada slot vaksin. Baca <a href='/ppid/'>PPID</a>.</p>")

    code, told = watch()

    assert (code, Finding.objects.count(), WatchMail.objects.count()) == (0, 0, 0)
    assert "alamat diperiksa" in told


def test_what_an_editor_planted_is_found_and_told(tree, watch, people):
    page = add_page(tree, "Info gacor", '<p>Main <a href="https://asing.contoh.invalid/">di sini</a></p>')

    code, told = watch()

    assert code == 1
    assert kinds() == {Kind.WORDS, Kind.HOST}
    assert f"{page.url}: kata judi: gacor" in told
    assert "asing.contoh.invalid" in told


def test_what_was_put_into_the_database_past_the_editor_is_found(tree, watch):
    """A title is shown as text, so spam in it is seen; in a body nothing hidden is even shown."""
    page = add_page(tree, "Layanan")
    StandardPage.objects.filter(pk=page.pk).update(
        lead="situs togel",
        body=json.dumps([{"type": "paragraph", "value": '<p style="display:none">maxwin</p>', "id": "a"}]),
    )

    code, told = watch()

    assert code == 1
    assert "togel" in told
    assert "maxwin" not in told


@pytest.mark.urls(__name__)
def test_a_page_that_is_another_one_to_search_engines_is_found(tree, watch):
    add_page(tree, "Layanan", '<p><a href="/selubung/">lihat</a></p>')

    code, told = watch()

    assert code == 1
    assert kinds() == {Kind.CLOAKED, Kind.WORDS}
    assert told.count("/selubung/: tampil lain") == 2


@pytest.mark.urls(__name__)
def test_a_way_out_and_a_broken_page_are_found(tree, watch):
    add_page(tree, "Layanan", '<p><a href="/pergi/">lihat</a> <a href="/rusak/">lihat</a></p>')

    code, _ = watch()

    assert code == 1
    assert kinds() == {Kind.REDIRECT, Kind.SILENT}


def test_files_that_the_web_server_gives_out_beside_the_portal_are_found(tree, watch, monkeypatch):
    """As over HTTP: the answer comes from the web server, the portal knows of no such page."""
    add_page(tree, "Layanan", '<p><a href="/wp-content/bonus/">lihat</a> <a href="/tidak-ada/">lihat</a></p>')
    beside = Answer(200, "text/html", "<p>Selamat datang</p>")
    within = asking.within
    monkeypatch.setattr(
        "portal.watch.management.commands.periksa_judol.within",
        lambda path, headers: beside if path == "/wp-content/bonus/" else within(path, headers),
    )

    code, _ = watch()

    assert code == 1
    [found] = Finding.objects.all()
    assert (found.kind, found.address) == (Kind.UNKNOWN, "/wp-content/bonus/")


def test_an_address_slipped_into_the_sitemap_is_found(tree, watch, monkeypatch):
    within = asking.within

    def forged(path, headers):
        if path == "/sitemap-layanan.xml":
            text = "<urlset><url><loc>http://testserver/promo/</loc></url></urlset>"
            return Answer(200, "application/xml", text)
        return Answer(200, "text/html", "<p>Promo</p>") if path == "/promo/" else within(path, headers)

    monkeypatch.setattr("portal.watch.management.commands.periksa_judol.within", forged)

    watch()

    assert list(Finding.objects.values_list("kind", "address")) == [(Kind.UNKNOWN, "/promo/")]


def test_each_thing_is_told_once_and_again_only_when_it_came_back(
    tree, watch, people, django_capture_on_commit_callbacks
):
    people["ppid"].email = "ppid@contoh.invalid"
    people["ppid"].save()
    page = add_page(tree, "Info", lead="gacor")

    def run() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return watch()[0]

    run()
    run()
    told = {letter.to[0]: letter.body for letter in mail.outbox}
    assert set(told) == {"ppid@contoh.invalid", people["superuser"].email}
    assert len(mail.outbox) == 2
    assert "gacor" in told["ppid@contoh.invalid"]
    assert page.url in told["ppid@contoh.invalid"]

    StandardPage.objects.filter(pk=page.pk).update(lead="")
    assert run() == 0
    assert kinds() == set()
    assert len(mail.outbox) == 2

    StandardPage.objects.filter(pk=page.pk).update(lead="gacor")
    run()
    assert len(mail.outbox) == 4
    assert Finding.objects.count() == 1


def test_known_hosts_are_silent(tree, watch, settings):
    settings.PORTAL_KNOWN_HOSTS = ["contoh.invalid"]
    add_page(tree, "Layanan", '<p><a href="https://www.contoh.invalid/">baca</a></p>')

    assert watch()[0] == 0


def test_a_walk_has_an_end_and_every_page_has_its_turn(tree, watch, monkeypatch):
    pages = [add_page(tree, f"Layanan {number}") for number in range(12)]
    code, told = watch("--paling-banyak", "5")
    assert code == 0
    assert "5 alamat diperiksa." in told
    assert "giliran pada hari lain" in told

    site, turns = Site.objects.get(), set()
    paths = [page.url for page in pages]
    for day in range(738_000, 738_003):
        turns.update(walking._turn(paths, walking.date.fromordinal(day), 4)[:4])
    assert turns == set(paths)
    assert all(is_known(site, path) for path in paths)


def test_what_belongs_to_the_site_is_known(tree):
    site, catalogue = Site.objects.get(), CataloguePage.objects.get()
    page = add_page(tree, "Layanan")
    add_page(tree, "Naskah", live=False)

    for known in (
        "/",
        page.url,
        catalogue.url,
        f"{catalogue.url}rss/",
        f"{catalogue.url}edisi/",
        "/cari/",
        "/data.json",
    ):
        assert is_known(site, known), known
    for strange in (
        "/naskah/",
        "/promo/",
        f"{page.url}promo/",
        f"{catalogue.url}promo/",
        "/index.php",
        "/a//b",
        "/%00/",
    ):
        assert not is_known(site, strange), strange


def test_over_http_a_site_that_does_not_answer_is_told(settings):
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:9"

    assert asking.over_http("/", asking.BROWSER).status == 0


class Stub(BaseHTTPRequestHandler):
    """A web server that sends whoever comes from a search engine elsewhere."""

    def do_GET(self):
        self.send_response(302 if "google" in self.headers.get("Referer", "") else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Location", "https://asing.contoh.invalid/")
        self.end_headers()
        self.wfile.write(b"<p>Isi</p>")

    def log_message(self, *args):
        pass


def test_what_is_no_address_in_the_sitemap_ends_no_walk(home):
    written = "".join(f"<url><loc>http://{address}</loc></url>" for address in ("[slot", "testserver/gacor/"))
    told = {
        "/sitemap.xml": "<sitemapindex><loc>//[</loc><loc>http://testserver/bagian.xml</loc></sitemapindex>",
        "/bagian.xml": f"<urlset>{written}</urlset>",
    }

    def ask(path, headers):
        return Answer(200, "application/xml", told[path]) if path in told else Answer(200, "text/plain")

    done = walking.walk(Site.objects.get(), ask, localdate())

    assert (Kind.UNKNOWN, "/gacor/") in [(one.kind, one.address) for one in done.found]


def test_a_host_of_any_length_is_written_down(db):
    walk = walking.Walk([Suspicion(Kind.REDIRECT, "/", "a" * 1000)])

    assert telling.record(walk, now()) == [Finding.objects.get(detail="a" * 300)]
    assert telling.record(walk, now()) == []


class BrokenStub(Stub):
    """A web server whose answer cannot be read to its end."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(b"<p>Isi</p>")


def test_over_http_an_answer_that_cannot_be_read_is_told_and_ends_no_walk(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), BrokenStub)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{server.server_port}"
    try:
        answer = asking.over_http("/", asking.BROWSER)
    finally:
        server.shutdown()
        server.server_close()

    assert (answer.status, answer.text) == (0, "DecodeError")


def test_over_http_what_the_web_server_does_is_seen(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{server.server_port}"
    try:
        plain, sent_away = asking.over_http("/", asking.BROWSER), asking.over_http("/", asking.FROM_SEARCH)
    finally:
        server.shutdown()
        server.server_close()

    assert (plain.status, plain.kind, plain.text) == (200, "text/html", "<p>Isi</p>")
    assert (sent_away.status, sent_away.location) == (302, "https://asing.contoh.invalid/")
