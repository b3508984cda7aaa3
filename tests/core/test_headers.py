"""What every answer tells the browser: pages, errors, files and the admin."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import include, path
from wagtail import urls as wagtail_urls

from home.models import StandardPage


def broken(request):
    raise RuntimeError("broken on purpose")


handler404 = "portal.core.views.page_not_found"
handler500 = "portal.core.views.server_error"
urlpatterns = [
    path("rusak/", broken),
    path("admin/", broken, name="wagtailadmin_home"),
    path("", include(wagtail_urls)),
]


def policy(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";") if part.strip())
    return {name: sources for name, _, sources in parts}


@pytest.fixture
def addresses(home, document, settings) -> dict[str, str]:
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True
    page = home.add_child(
        instance=StandardPage(
            title="L", slug="layanan", live=False, body=[("documents", {"title": "", "documents": [document]})]
        )
    )
    page.save_revision().publish()
    return {
        "home": "/",
        "article": page.url,
        "search": "/cari/?q=vaksin",
        "missing": "/tidak-ada/",
        "robots": "/robots.txt",
        "sitemap": "/sitemap.xml",
        "health": "/healthz",
        "static": "/static/core/site.css",
        "document": document.url,
        "login": "/admin/login/",
        "missing in the admin": "/admin/tidak-ada/",
    }


KINDS = [
    "home", "article", "search", "missing", "robots", "sitemap", "health", "static", "document", "login",
    "missing in the admin",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_carries_the_headers_that_protect_the_reader(addresses, kind):
    answer = Client().get(addresses[kind])

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert "Content-Security-Policy" in answer


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "admin" not in kind and kind not in ("login", "document")])
def test_nothing_inline_and_nothing_foreign_runs_on_a_public_page(addresses, kind):
    rules = policy(Client().get(addresses[kind]))

    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert "unsafe" not in str(rules)
    assert rules["base-uri"] == "'none'"


def test_only_the_admin_gets_the_looser_policy(addresses):
    assert "'unsafe-inline'" in policy(Client().get("/admin/login/"))["script-src"]
    assert "unsafe" not in str(policy(Client().get("/administrasi/")))


@pytest.mark.parametrize("debug", [True, False])
def test_error_answers_carry_the_policy_too(db, settings, debug):
    settings.DEBUG = debug
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)

    for address, status in (("/rusak/", 500), ("/tidak-ada/", 404)):
        answer = client.get(address)
        assert answer.status_code == status
        assert policy(answer)["default-src"] == "'none'"


def test_public_pages_carry_nothing_that_the_policy_forbids(addresses):
    for kind in ("home", "article", "search", "missing"):
        html = Client().get(addresses[kind]).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html
        scripts = html.count("<script")
        assert scripts == html.count('<script type="application/ld+json"')


def test_an_editors_preview_may_show_wagtails_own_tools(home):
    answer = home.make_preview_request()

    assert "'unsafe-inline'" in policy(answer)["script-src"]
    assert policy(answer)["frame-ancestors"] == "'self'"
