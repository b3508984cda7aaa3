"""Who may see a consequence test and the file that it withholds (UU 14/2008 Pasal 54)."""

import itertools

import pytest
from django.urls import reverse
from wagtail.models import Revision

from portal.core.models import PrivateFileReading
from portal.sop.models import StepRecord
from ppid.information.models import ConsequenceTest

from .withholding import (
    CANARY,
    READERS,
    ROLES,
    SECRET,
    a_test_with_its_file,
    a_unit,
    compile_test,
    waiting_state,
    with_all_concerned,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(people):
    return with_all_concerned(people)


@pytest.fixture
def sheet(as_):
    return a_test_with_its_file(as_("petugas"))


@pytest.mark.parametrize("who", ROLES)
def test_only_those_concerned_read_a_test(as_, sheet, who):
    client = as_(who)
    client.raise_request_exception = False
    addresses = [
        reverse("information_tests"),
        reverse("information_show_test", args=[sheet.pk]),
        reverse("information_edit_test", args=[sheet.pk]),
        reverse("sop_decide", args=[waiting_state(sheet).pk]),
        reverse("information_decision_paper", args=[sheet.pk]),
    ]
    texts = [client.get(address).content.decode() for address in addresses]
    assert any(CANARY in text for text in texts) == (who in READERS)
    assert (sheet.subject in texts[0]) == (who in READERS | {"superuser"})


@pytest.mark.parametrize("who", [who for who in ROLES if who not in READERS])
def test_no_other_screen_of_the_admin_shows_it(as_, people, sheet, who):
    client = as_(who)
    client.raise_request_exception = False
    revision = Revision.objects.for_instance(sheet).latest("pk")
    for address in _addresses_about(sheet.pk, revision.pk, waiting_state(sheet).pk):
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert CANARY not in content.decode(errors="ignore"), address
        assert SECRET not in content, address


def _addresses_about(*keys):
    yield from ("/admin/", "/admin/reports/", "/admin/workflows/", "/admin/snippets/")
    for name in ("site_history", "workflow", "workflow_tasks"):
        yield from (reverse(f"wagtailadmin_reports:{name}") + query for query in ("", "?export=csv"))
    yield from (reverse("buku_kendali:index") + query for query in ("", "?export=csv"))
    for record in StepRecord.objects.all():
        yield reverse("buku_kendali:inspect", args=[record.pk])
    for view, key in itertools.product(("information_show_test", "information_edit_test"), keys):
        yield reverse(view, args=[key])


@pytest.mark.parametrize("who", ROLES)
def test_the_withheld_file_is_read_by_few_and_on_record(as_, people, sheet, who):
    may = who in {"ppid", "kadis", "atasan", "petugas"}
    response = as_(who).post(reverse("information_withheld_file", args=[sheet.pk]), {"purpose": "Sengketa 4/2026"})
    assert (response.content == SECRET) == may
    readings = list(PrivateFileReading.objects.values_list("reader", "purpose", "file_name"))
    assert readings == ([(people[who].pk, "Sengketa 4/2026", "rahasia.pdf")] if may else [])
    if may:
        assert "no-store" in response["Cache-Control"]
        assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("purpose", ["", "  ", "x" * 256])
def test_nobody_opens_the_file_without_saying_what_for(as_, sheet, purpose):
    response = as_("ppid").post(reverse("information_withheld_file", args=[sheet.pk]), {"purpose": purpose})
    assert response.status_code == 422
    assert SECRET not in response.content
    assert not PrivateFileReading.objects.exists()


def test_a_link_or_a_prefetch_opens_no_file(as_, sheet):
    assert as_("ppid").get(reverse("information_withheld_file", args=[sheet.pk])).status_code == 405
    assert not PrivateFileReading.objects.exists()


def test_a_file_that_cannot_be_opened_is_told_in_words(as_, sheet, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    response = as_("ppid").post(reverse("information_withheld_file", args=[sheet.pk]), {"purpose": "x"}, follow=True)
    assert response.status_code == 200
    assert SECRET not in response.content


def test_a_petugas_who_lost_his_role_reads_nothing_any_more(as_, people, sheet):
    people["petugas"].groups.clear()
    for name in ("information_show_test", "information_edit_test"):
        assert as_("petugas").get(reverse(name, args=[sheet.pk])).status_code in (302, 403, 404)
    assert as_("petugas").post(reverse("information_withheld_file", args=[sheet.pk]), {"purpose": "x"}).status_code in (
        302,
        403,
        404,
    )
    assert not PrivateFileReading.objects.exists()


def test_hostile_text_is_inert_on_every_screen(as_, people):
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7|add:7 }}'
    texts = dict.fromkeys(("subject", "document", "exempted_parts", "public_interest", "participants", "place"), evil)
    test = compile_test(as_("petugas"), **texts)
    for who, address in [
        ("ppid", reverse("sop_decide", args=[waiting_state(test).pk])),
        ("ppid", reverse("information_show_test", args=[test.pk])),
        ("ppid", reverse("information_tests")),
        ("petugas", reverse("sop_desk")),
    ]:
        html = as_(who).get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_the_list_takes_the_same_number_of_queries_for_one_and_for_fifty(as_, people, sheet, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            as_("ppid").get(reverse("information_tests"))
        return len(captured)

    queries()
    one = queries()
    for number in range(49):
        ConsequenceTest.objects.create(subject=f"Uji {number}", live=False, unit=a_unit())
    assert queries() == one
