"""A period of the law stands in ``clocks.toml`` alone: whoever tells of it reads it there."""

import ast
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from wagtail.models import Site

import ppid.requests
from portal.core.models import AgencyIdentity
from ppid.requests import jobs
from ppid.requests.clocks import rules
from ppid.requests.letters.papers import paper_of
from ppid.requests.letters.receipt import receipt_of

from .. import cases
from ..objections import cases as objections
from ..tracking.visits import follow

ROOM = Path(ppid.requests.__file__).parent
NUMBERS = r"\d+|tiga|tujuh|sepuluh|empat belas|tiga puluh|seratus"
PERIOD = re.compile(rf"\b(?:{NUMBERS})\s+hari\b", re.IGNORECASE)


def strings_of(source: str) -> list[str]:
    """Every text in the code but docstrings."""
    tree = ast.parse(source)
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [node.value for node in constants if node not in said]


def files(pattern: str) -> list[Path]:
    return [path for path in ROOM.rglob(pattern) if "migrations" not in path.parts]


def test_no_code_names_a_period_of_days():
    named = {
        f"{path.relative_to(ROOM)}: {text}"
        for path in files("*.py")
        for text in strings_of(path.read_text("utf-8"))
        if PERIOD.search(text)
    }
    assert not named


@pytest.mark.parametrize("pattern", ["*.html", "*.txt", "*.typ"])
def test_no_template_names_a_period_of_days(pattern):
    assert files(pattern)
    assert not {path.name for path in files(pattern) if PERIOD.search(path.read_text("utf-8"))}


def words_of(letter) -> str:
    paper = paper_of(letter.content)
    return " ".join(text for section in paper.sections for text in (*section.paragraphs, *section.points))


@pytest.fixture
def law_changes(monkeypatch):
    """Let a clock run for another number of days from now on."""

    def change(clock_id: str, amount: int) -> None:
        now = rules.rules()
        clocks = {**now.clocks, clock_id: replace(now.clocks[clock_id], amount=amount)}
        monkeypatch.setattr(rules, "rules", lambda: replace(now, clocks=clocks))

    return change


@pytest.mark.django_db
def test_a_letter_tells_the_period_of_its_day_and_keeps_it(people, law_changes):
    old = receipt_of(objections.an_objection(None, "b"))
    law_changes("C08", 21)
    new = receipt_of(objections.an_objection(None, "b"))

    assert "dalam 14 hari kerja sesudahnya" in words_of(old)
    assert "dalam 21 hari kerja sesudahnya" in words_of(new)


@pytest.mark.django_db
def test_a_letter_from_before_periods_were_kept_is_still_read(people):
    letter = receipt_of(cases.a_request())
    content = {name: value for name, value in letter.content.items() if name != "terms"}
    points = [point for section in paper_of(content).sections for point in section.points]

    assert any("paling lambat 10 hari kerja" in point for point in points)


# --- where a dispute is brought -------------------------------------------------------------------------------------


@pytest.fixture
def commission(db):
    site = Site.objects.get(is_default_site=True)
    identity, _ = AgencyIdentity.objects.get_or_create(site=site)
    identity.commission_name = "Komisi Informasi Contoh"
    identity.commission_address = "Jalan Komisi Contoh 5"
    identity.save()


def rows_of(letter) -> list:
    return [row for section in paper_of(letter.content).sections for row in section.rows]


@pytest.mark.django_db
def test_the_address_of_the_commission_is_told_only_where_the_agency_filled_it_in(people, client):
    letter = receipt_of(objections.an_objection(None, "b"))

    assert "kepada Komisi Informasi Provinsi" in words_of(letter)
    assert not any(label.startswith("Alamat Komisi") for label, value in rows_of(letter))
    assert "Tempat mengajukan sengketa" not in client.get("/keberatan/").content.decode()


@pytest.mark.django_db
def test_letters_and_pages_name_where_to_apply(people, commission, client, time_machine):
    time_machine.move_to(cases.at("2026-03-02"), tick=False)
    objection = objections.an_objection(None, "b")
    letter = receipt_of(objection)
    assert ("Alamat Komisi Informasi Contoh", "Jalan Komisi Contoh 5") in rows_of(letter)
    assert "kepada Komisi Informasi Contoh dalam 14 hari kerja" in words_of(letter)
    assert "Jalan Komisi Contoh 5" in client.get("/keberatan/").content.decode()

    address = f"/permohonan/lacak/keberatan/{objection.pk}/"
    assert "Jalan Komisi Contoh 5" not in follow(objection).get(address).content.decode(), "no window yet"
    time_machine.move_to(cases.at("2026-05-04"), tick=False)
    jobs.review(cases.at("2026-05-04"))
    objection.refresh_from_db()
    assert objection.dispute_due_on > date(2026, 5, 4)
    assert "Jalan Komisi Contoh 5" in follow(objection).get(address).content.decode()
