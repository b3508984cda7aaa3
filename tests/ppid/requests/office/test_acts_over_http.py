"""Every act of the table, sent by everybody in every state: it happens exactly where the table lets it happen."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from ppid.requests.lifecycle import BY_CODE, EVENTS, State, Who
from ppid.requests.models import Deadline, HistoryRow, InformationRequest, Letter
from tests.core import files

from .. import cases
from ..test_lifecycle import EXPECTED
from .test_case_page import WITHOUT_A_PART

pytestmark = pytest.mark.django_db

PARTS = {"ppid": Who.PPID, "desk": Who.DESK, "petugas": Who.UNIT, "atasan": Who.APPEAL_AUTHORITY}
WITHOUT_A_LETTER = {State.RECEIVED, State.ACCEPTED, State.DISPOSED, State.DRAFTING, State.DRAFTED, State.WITHDRAWN}
# Letters went by mail, so the days of their receipt are known; and the applicant's three days have just begun.
GUARDED = {
    *((state, "record-receipt") for state in State),
    (State.INCOMPLETE, "close-incomplete"),
    *((state, "put-final") for state in WITHOUT_A_LETTER),
}


def sent(code: str, request, people) -> dict:
    """What an officer fills in for an act, with nothing wrong in it."""
    today = timezone.localdate().isoformat()
    filled = {
        "find-incomplete": {"missing": "Salinan identitas\nSurat kuasa"},
        "record-receipt": {"received_on": today},
        "complete": {"text": "Identitas dibawa ke meja layanan.", "completed_on": today},
        "dispose": {"unit": cases.a_unit().pk, "instruction": "Siapkan jawabannya."},
        "return": {"reason": "Lengkapi lampirannya."},
        "sign": {"files_were_read": "on"},
        "deliver": {"delivered_on": today, "received_by": "Contoh Pemohon"},
        "extend": {"ground": "not-held-yet", "reason": "Data dikumpulkan dari unit."},
        "redirect": {"holder": "Badan Publik Contoh"},
        "withdraw": {"reason": "Lewat telepon."},
        "put-final": {
            "letter": getattr(request.letters.first(), "pk", ""),
            "file": files.upload(files.pdf(), "pindaian.pdf"),
        },
        "assign": {"officer": people["desk"].pk},
        "reissue-secret": {"identity_checked": "on"},
    }
    return {"version": request.version, **filled.get(code, {})}


def press(client, request, code: str, **changes):
    return client.post(reverse("requests_act", args=[request.pk, code]), changes)


def trace_of(request) -> tuple:
    """Everything that an act could leave."""
    return (
        InformationRequest.objects.values().get(pk=request.pk),
        HistoryRow.objects.count(),
        Letter.objects.count(),
        Deadline.objects.count(),
        list(request.items.values()),
        request.notes.count(),
        request.mails.count(),
    )


def happens(client, request, code: str, people) -> bool:
    """Whether the act happened when it was sent, undone afterwards; it may leave nothing if it did not."""
    before = trace_of(request)
    point = transaction.savepoint()
    try:
        response = press(client, request, code, **sent(code, request, people))
        after = InformationRequest.objects.get(pk=request.pk)
        if after.version == request.version:
            assert response.status_code in (404, 409), (code, response.status_code)
            assert trace_of(request) == before, code
            return False
        assert response.status_code == (200 if code == "reissue-secret" else 302), (code, response.status_code)
        assert after.state == (BY_CODE[code].target or request.state), code
        assert after.version == request.version + 1
        assert HistoryRow.objects.filter(request=request).last().event == code
        return True
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize("state", State)
def test_an_act_happens_exactly_where_the_table_lets_it(as_, people, brought, state):
    request = brought(state)
    expected = {
        who: [code for code in EXPECTED[part][state] if code != "draft" and (state, code) not in GUARDED]
        for who, part in PARTS.items()
    }
    expected |= {who: [] for who in WITHOUT_A_PART}
    codes = [event.code for event in EVENTS if event.code != "draft"]  # see test_answers
    for who in expected:
        as_(who)
    found = {who: [code for code in codes if happens(as_(who), request, code, people)] for who in expected}
    assert found == expected


@pytest.mark.parametrize("state", [State.RECEIVED, State.INCOMPLETE, State.DRAFTING, State.DRAFTED, State.NOTIFIED])
def test_a_form_is_offered_or_the_reason_told(as_, brought, state):
    """Looking at an act changes nothing, whether it may be done or not."""
    request = brought(state)
    before = trace_of(request)
    parts = {who: part for who, part in PARTS.items() if part != Who.UNIT or request.unit}
    offered = {who: [] for who in parts}
    for who in parts:
        for event in EVENTS:
            response = as_(who).get(reverse("requests_act", args=[request.pk, event.code]), follow=True)
            assert response.status_code == 200
            if not response.redirect_chain:
                offered[who].append(event.code)
    assert offered == {
        who: [code for code in EXPECTED[part][state] if (state, code) not in GUARDED] for who, part in parts.items()
    }
    assert trace_of(request) == before


# --- each form -----------------------------------------------------------------------------------------------

WRONG = [
    (State.RECEIVED, "find-incomplete", {"missing": "  \n "}),
    (State.RECEIVED, "find-incomplete", {"missing": "\n".join("x" * 21)}),
    (State.RECEIVED, "find-incomplete", {"missing": "x" * 301}),
    (State.INCOMPLETE, "complete", {"text": ""}),
    (State.INCOMPLETE, "complete", {"completed_on": "31-31-2026"}),
    (State.ACCEPTED, "dispose", {"unit": ""}),
    (State.ACCEPTED, "dispose", {"unit": "9999"}),
    (State.ACCEPTED, "dispose", {"internal_due_on": "besok"}),
    (State.DRAFTED, "return", {"reason": " "}),
    (State.DRAFTED, "sign", {"files_were_read": ""}),
    (State.NOTIFIED, "deliver", {"delivered_on": ""}),
    (State.NOTIFIED, "deliver", {"received_by": "x" * 256}),
    (State.ACCEPTED, "extend", {"reason": ""}),
    (State.ACCEPTED, "extend", {"ground": "karena-sibuk"}),
    (State.ACCEPTED, "redirect", {"holder": ""}),
    (State.ACCEPTED, "redirect", {"holder": "a\0b"}),
    (State.ACCEPTED, "withdraw", {"reason": ""}),
    (State.SIGNED, "put-final", {"letter": ""}),
    (State.SIGNED, "put-final", {"letter": "9999"}),
    (State.SIGNED, "put-final", {"file": ""}),
    (State.ACCEPTED, "assign", {"officer": "x"}),
    (State.ACCEPTED, "reissue-secret", {"identity_checked": ""}),
    (State.ACCEPTED, "dispose", {"version": ""}),
    (State.ACCEPTED, "dispose", {"version": "x"}),
]


@pytest.mark.parametrize("state, code, changes", WRONG)
def test_what_is_wrong_is_told_at_the_top_and_at_the_field_and_nothing_happens(
    as_, people, brought, state, code, changes
):
    request = brought(state)
    before = trace_of(request)
    response = press(as_("ppid"), request, code, **{**sent(code, request, people), **changes})
    assert response.status_code == 422
    text = response.content.decode()
    assert "<title>Galat: " in text and 'role="alert"' in text
    assert trace_of(request) == before


@pytest.mark.parametrize(
    "state, code, changes",
    [
        (State.NOTIFIED, "deliver", {"delivered_on": (timezone.localdate() + timedelta(days=1)).isoformat()}),
        (State.NOTIFIED, "deliver", {"delivered_on": "2020-01-01"}),
        (State.INCOMPLETE, "complete", {"completed_on": "2020-01-01"}),
        (State.ACCEPTED, "dispose", {"internal_due_on": "2031-01-01"}),
    ],
)
def test_what_the_act_itself_refuses_is_told_with_what_was_typed(as_, people, brought, state, code, changes):
    request = brought(state)
    before = trace_of(request)
    response = press(as_("ppid"), request, code, **{**sent(code, request, people), **changes})
    assert response.status_code == 409 and "Tindakan belum tercatat" in response.content.decode()
    assert next(iter(changes.values())) in response.content.decode()
    assert trace_of(request) == before


def test_an_officer_who_holds_no_part_is_not_assigned(as_, people, brought):
    request = brought(State.ACCEPTED)
    response = press(as_("ppid"), request, "assign", version=request.version, officer=people["kadis"].pk)
    assert response.status_code == 422
    press(as_("ppid"), request, "assign", version=request.version, officer=people["petugas-lain"].pk)
    request.refresh_from_db()
    assert request.officer == people["petugas-lain"]
    assert as_("petugas-lain").get(reverse("requests_case", args=[request.pk])).status_code == 200


def test_the_new_date_is_seen_before_the_extension_is_given(as_, brought):
    request = brought(State.ACCEPTED)
    text = as_("ppid").get(reverse("requests_act", args=[request.pk, "extend"])).content.decode()
    press(as_("ppid"), request, "extend", version=request.version, ground="not-held-yet", reason="Data dikumpulkan.")
    request.refresh_from_db()
    assert f"Jatuh tempo baru: {date_format(request.due_on, 'l, j F Y')}" in text


def test_the_signer_sees_every_file_with_what_it_carries(as_, brought):
    request = brought(State.DRAFTED)
    request.files.update(
        findings=[{"code": "names", "text": "Keterangan berkas memuat nama “Siti”."}],
        cleaned=[{"code": "comment", "text": "Komentar di halaman 1."}],
    )
    text = as_("ppid").get(reverse("requests_act", args=[request.pk, "sign"])).content.decode()
    for words in ("jawaban.pdf", "memuat nama “Siti”", "Dibersihkan: Komentar di halaman 1.", "Terlampir."):
        assert words in text
    read = as_("ppid").post(
        reverse("requests_file", args=[request.pk, request.files.get().pk]),
        {"file-purpose": "Dibaca sebelum ditandatangani"},
    )
    assert read.content == cases.RELEASED


def test_a_new_code_is_shown_once_and_kept_by_nobody(as_, people, brought):
    request = brought(State.NOTIFIED)
    data = sent("reissue-secret", request, people)
    response = press(as_("desk"), request, "reissue-secret", **data)
    code = response.context["code"]
    assert code in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    request.refresh_from_db()
    assert cases.secret.matches(code, request.secret_hash)
    assert code not in str(list(HistoryRow.objects.values()))
    # Sent again, as by reloading the page, it makes no second one.
    assert press(as_("desk"), request, "reissue-secret", **data).status_code == 409


def test_whoever_comes_second_is_told_with_both_states_and_may_send_again_knowingly(as_, people, brought):
    request = brought(State.RECEIVED)
    stale = sent("find-incomplete", request, people)
    press(as_("desk"), request, "declare-complete", version=request.version)
    response = press(as_("ppid"), request, "find-incomplete", **stale)
    text = response.content.decode()
    assert response.status_code == 409
    assert "“Nyatakan lengkap” oleh Contoh desk" in text
    assert State.RECEIVED.label in text and State.ACCEPTED.label in text
    assert "Salinan identitas" in text  # what was typed
    assert '<button type="submit" class="button">' not in text  # it can no longer be done
    request.refresh_from_db()
    assert request.state == State.ACCEPTED

    stale = {"version": request.version, "reason": "Lewat telepon."}
    press(as_("ppid"), request, "assign", version=request.version, officer="")
    response = press(as_("ppid"), request, "withdraw", **stale)
    assert response.status_code == 409
    request.refresh_from_db()
    assert f'name="version" value="{request.version}"' in response.content.decode()
    press(as_("ppid"), request, "withdraw", version=request.version, reason="Lewat telepon.")
    request.refresh_from_db()
    assert request.state == State.WITHDRAWN


def test_a_scan_that_is_refused_undoes_the_whole_act(as_, people, brought):
    request = brought(State.INCOMPLETE)
    before = trace_of(request)
    for content, name in ((files.SCRIPT, "kartu.html"), (files.SCRIPT, "kartu.pdf"), (files.PHP, "kartu.jpg")):
        data = {**sent("complete", request, people), "identity": files.upload(content, name)}
        assert press(as_("desk"), request, "complete", **data).status_code == 422
    assert trace_of(request) == before
    data = {**sent("complete", request, people), "identity": files.upload(files.picture_with_position(), "kartu.jpg")}
    assert press(as_("desk"), request, "complete", **data).status_code == 302
    kept = cases.vault.read(request.files.get().file, None, "uji", "uji")
    assert b"KameraRahasia" not in kept


@pytest.mark.parametrize("code", ["find-incomplete", "return", "withdraw", "redirect"])
def test_hostile_words_are_words(as_, people, brought, code):
    state = State.DRAFTED if code == "return" else State.RECEIVED
    request = brought(state)
    hostile = '<script>alert(1)</script> {{ 7*7 }} ${7*7} =1+1 #eval("1")'
    data = {name: hostile if isinstance(value, str) else value for name, value in sent(code, request, people).items()}
    assert press(as_("ppid"), request, code, **data).status_code == 302
    raw = as_("ppid").get(reverse("requests_case", args=[request.pk])).content.decode()
    assert "<script>alert" not in raw
