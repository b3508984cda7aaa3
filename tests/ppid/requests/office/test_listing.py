"""The list of requests: who sees which, in what order, found how; assigning many, saving a filter."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ppid.requests.lifecycle import State
from ppid.requests.models import InformationRequest, SavedFilter
from tests.conftest import make_official
from tests.sop.test_holes import EVERYBODY

from .. import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    return reverse("requests_list")


def numbers(response) -> list[str]:
    return [row.case.number for row in response.context["rows"]]


def test_the_most_urgent_comes_first_and_what_was_answered_does_not_wait(as_, people, address):
    later = cases.a_request(cases.at("2026-11-20"))
    sooner = cases.a_request(cases.at("2026-11-02"))
    answered = cases.bring_to(cases.a_request(cases.at("2026-11-03")), State.NOTIFIED, people)
    response = as_("ppid").get(address)
    assert numbers(response) == [sooner.number, later.number]
    assert "terlambat" in response.content.decode() or sooner.target_on >= date(2026, 11, 29)
    everything = as_("ppid").get(address, {"lingkup": "semua"})
    assert numbers(everything) == [answered.number, sooner.number, later.number]


def test_a_petugas_sees_what_he_received_and_what_his_unit_answers(as_, people, address):
    mine = cases.a_request(received_by=cases.person(people["petugas"]), channel="counter")
    units = cases.bring_to(cases.a_request(), State.DISPOSED, people)
    foreign = cases.a_request(applicant_name="Orang Asing", items=["Rahasia lain"])
    response = as_("petugas").get(address, {"lingkup": "semua"})
    assert set(numbers(response)) == {mine.number, units.number}
    assert foreign.number not in response.content.decode()
    found = as_("petugas").get(address, {"lingkup": "semua", "q": "rahasia"})
    assert numbers(found) == [] and "0 permohonan" in found.content.decode()


def test_a_petugas_of_another_unit_sees_nothing_of_it(as_, people, client, address):
    cases.bring_to(cases.a_request(), State.DRAFTED, people)
    other = make_official("petugas-unit-lain", "petugas")
    cases.belongs_to(other, cases.a_unit("lain"))
    client.force_login(other)
    response = client.get(address, {"lingkup": "semua"})
    assert numbers(response) == []
    assert [field["options"] for field in response.context["fields"] if field["name"] in ("unit", "petugas")] == [
        [],
        [],
    ]


@pytest.mark.parametrize("who", EVERYBODY)
def test_whoever_has_no_part_in_requests_finds_no_list(as_, people, address, who):
    cases.a_request()
    client = as_(who)
    client.raise_request_exception = False
    has_part = who in {"ppid", "petugas", "atasan-ppid"}
    assert (client.get(address).status_code == 200) == has_part
    client.post(reverse("requests_save_filter"), {"name": "x", "query": ""})
    assert SavedFilter.objects.exists() == has_part


def test_filters_narrow_it_and_nonsense_is_left_out(as_, people, address):
    first = cases.a_request(cases.at("2026-11-20"))
    second = cases.a_request(cases.at("2026-11-20"), channel="post", email="")
    cases.do(second, "declare-complete", cases.person(people["ppid"]))
    ppid = as_("ppid")
    assert numbers(ppid.get(address, {"keadaan": "accepted"})) == [second.number]
    assert numbers(ppid.get(address, {"cara": "post"})) == [second.number]
    assert numbers(ppid.get(address, {"tahun": "2025"})) == []
    for name in ("keadaan", "unit", "cara", "tenggat", "petugas", "tahun", "lingkup", "halaman"):
        for wrong in ("' OR 1=1--", "99999999999999999999", "<script>", "\0"):
            response = ppid.get(address, {name: wrong})
            assert response.status_code == 200 and set(numbers(response)) == {first.number, second.number}, name


def test_the_late_are_found_and_counted(as_, people, address):
    late = cases.a_request(cases.at("2026-11-02"))
    cases.a_request(cases.at("2026-11-27"))
    response = as_("ppid").get(address, {"tenggat": "lewat"})
    assert (numbers(response), response.context["overdue"]) == ([late.number], 1)
    menu = as_("ppid").get("/admin/").content.decode()
    assert "1 lewat tenggat" in menu
    assert "lewat tenggat" not in as_("kadis").get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("kinerja", True),
        ("KINERJA obat", True),
        ("contoh pemohon", True),
        ("stunting", False),
        ("kinerja stunting", False),
    ],
)
def test_whole_words_find_a_request(as_, people, address, question, found):
    cases.a_request()
    assert bool(numbers(as_("ppid").get(address, {"q": question}))) == found


@pytest.mark.parametrize("question", ["'", '"', "\0", "%", "_", "a" * 5000, "* OR", "🙂", cases.NIK, "' OR 1=1--"])
def test_hostile_words_find_nothing_and_break_nothing(as_, people, address, question):
    cases.a_request()
    response = as_("ppid").get(address, {"q": question})
    assert response.status_code == 200
    assert numbers(response) == [] or question in ("'", '"', "\0", "%", "_", "🙂")


def test_a_common_word_is_found_as_a_rare_one(as_, people, address, monkeypatch):
    monkeypatch.setattr("ppid.requests.office.searching.FEW", 1)
    for number in range(3):
        cases.a_request(items=[f"laporan {number}", "unik" if number == 1 else "biasa"])
    assert len(numbers(as_("ppid").get(address, {"q": "laporan"}))) == 3
    assert len(numbers(as_("ppid").get(address, {"q": "laporan unik"}))) == 1


def test_many_are_assigned_at_once_and_what_does_not_allow_it_is_named(as_, people):
    first, second = cases.a_request(), cases.bring_to(cases.a_request(), State.WITHDRAWN, people)
    data = {"officer": people["petugas"].pk, "chosen": [first.pk, second.pk, "x", "999999", "9" * 30]}
    html = as_("ppid").post(reverse("requests_assign"), data, follow=True).content.decode()
    assert "1 permohonan ditugaskan" in html and second.number in html
    assert list(InformationRequest.objects.order_by("pk").values_list("officer", flat=True)) == [
        people["petugas"].pk,
        None,
    ]


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "ppid"])
def test_nobody_else_assigns(as_, people, who):
    case = cases.a_request(received_by=cases.person(people["petugas"]))
    client = as_(who)
    client.raise_request_exception = False
    client.post(reverse("requests_assign"), {"officer": people["petugas"].pk, "chosen": [case.pk]})
    case.refresh_from_db()
    assert (case.officer, case.version) == (None, 0)


def test_a_saved_filter_is_its_owners_own(as_, people, address):
    as_("ppid").post(reverse("requests_save_filter"), {"name": "Lewat", "query": "tenggat=lewat"})
    kept = SavedFilter.objects.get()
    assert "?tenggat=lewat" in as_("ppid").get(address).content.decode()
    assert "?tenggat=lewat" not in as_("petugas").get(address).content.decode()
    assert as_("petugas").post(reverse("requests_delete_filter", args=[kept.pk])).status_code == 404
    as_("ppid").post(reverse("requests_delete_filter", args=[kept.pk]))
    assert not SavedFilter.objects.exists()


def test_the_unit_sees_no_contact_and_nobody_a_cached_list(as_, people, address):
    case = cases.bring_to(cases.a_request(), State.DISPOSED, people)
    response = as_("petugas").get(address)
    html = response.content.decode()
    assert case.number in html and case.phone not in html and case.email not in html
    assert "no-store" in response["Cache-Control"]


def test_as_many_queries_for_one_row_as_for_fifty(as_, people, address):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            as_("ppid").get(address)
        return len(captured)

    cases.a_request()
    queries()
    one = queries()
    for _ in range(49):
        cases.a_request()
    assert queries() == one <= 20
