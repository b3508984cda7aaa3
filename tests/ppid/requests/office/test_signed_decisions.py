"""The superior's decision comes back signed, as letters of requests do; and a code of an objection is made anew."""

import html
import io
import zipfile
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse

from portal.core import vault
from ppid.requests import history, mail
from ppid.requests.actors import applicant
from ppid.requests.case_file.bundle import bundle
from ppid.requests.lifecycle import State as RequestState
from ppid.requests.models import (
    HistoryRow,
    InformationRequest,
    Letter,
    Objection,
    RequestMail,
    SignedLetter,
    TrackingSession,
)
from ppid.requests.objections.lifecycle import State
from tests.core import files
from tests.core.hidden_files import pdf as hidden
from tests.core.hostile_files import pdfs as hostile

from .. import cases
from ..objections import cases as objections
from ..tracking.visits import follow

pytestmark = pytest.mark.django_db

SCAN = hostile.pdf()
SIGNED = hidden.pdf(hidden.signed)


@pytest.fixture
def objection(people, brought):
    found = objections.an_objection(
        brought(RequestState.NOTIFIED), "a", channel="counter", received_by=cases.person(people["desk"])
    )
    objections.do(found, "decide", cases.person(people["atasan"]), decision=objections.upholding("a"))
    return found


def put_back(
    client: Client, objection, letter: Letter, /, content: bytes = SCAN, name: str = "pindaian.pdf", **changes
):
    data = {"version": objection.version, "letter": letter.pk, "file": files.upload(content, name), **changes}
    response = client.post(reverse("objections_act", args=[objection.pk, "put-final"]), data)
    objection.refresh_from_db()
    return response


def decision_of(objection) -> Letter:
    return objection.letters.get(kind=Letter.Kind.DECISION)


def page(client: Client, objection) -> str:
    return html.unescape(client.get(reverse("objections_case", args=[objection.pk])).content.decode())


@pytest.mark.parametrize("who", ["ppid", "desk", "atasan"])
def test_who_delivers_it_finds_the_form_at_the_letter_and_puts_it_back(as_, people, objection, who):
    letter = decision_of(objection)
    assert "Simpan yang bertanda tangan" in page(as_(who), objection)
    assert put_back(as_(who), objection, letter).status_code == 302
    signed = SignedLetter.objects.get()
    assert signed.letter == letter and signed.file.added_by == people[who]
    row = HistoryRow.objects.filter(objection=objection).last()
    assert (row.event, row.actor, row.state_after) == ("put-final", people[who], State.DECIDED)
    assert row.details == {"letter": letter.number, "sha256": signed.file.sha256, "replaced": ""}
    assert history.first_break(objection.history.all()) is None
    text = page(as_(who), objection)
    assert "Ganti yang bertanda tangan" in text
    address = reverse("objections_signed_letter", args=[objection.pk, letter.pk, signed.pk])
    assert address in text
    assert sha256(as_(who).post(address).content).hexdigest() == signed.file.sha256


@pytest.mark.parametrize("who", ["petugas", "petugas-lain", "kadis", "outsider", "superuser", "stranger"])
def test_nobody_else_does(as_, objection, who):
    client = Client() if who == "stranger" else as_(who)
    put_back(client, objection, decision_of(objection))
    assert not SignedLetter.objects.exists()
    assert HistoryRow.objects.filter(objection=objection).last().event == "decide"


def test_what_is_no_signed_letter_of_it_is_refused(as_, objection):
    letter = decision_of(objection)
    of_the_request = objection.request.letters.first()
    for wrong in ({"letter": of_the_request.pk}, {"letter": ""}, {"version": ""}):
        assert put_back(as_("ppid"), objection, letter, **wrong).status_code == 422
    for content, name in ((files.SCRIPT, "surat.pdf"), (files.picture(), "surat.jpg"), (b"", "surat.pdf")):
        assert put_back(as_("ppid"), objection, letter, content, name).status_code == 422
    assert put_back(as_("ppid"), objection, letter, version=objection.version - 1).status_code == 409
    assert not SignedLetter.objects.exists()


def test_the_objector_gets_the_signed_one_with_its_case_file_and_anybody_may_compare_it(as_, people, objection):
    letter = decision_of(objection)
    put_back(as_("desk"), objection, letter, SIGNED)
    objections.do(objection, "notify", cases.person(people["desk"]))
    kept = vault.read(SignedLetter.objects.get().file, None, "uji", "uji")
    assert kept == SIGNED
    told = Client().get(f"/permohonan/surat/{letter.code}/").content.decode()
    assert sha256(kept).hexdigest() in told
    archive = zipfile.ZipFile(io.BytesIO(bundle(objection, applicant(objection), cases.at("2026-03-06")).read()))
    (name,) = [name for name in archive.namelist() if "tanggapan-atas-keberatan" in name]
    assert archive.read(name) == kept
    status = follow(objection.request).get(reverse("requests_tracked_objection", args=[objection.pk]))
    assert "PDF bertanda tangan" in status.content.decode()
    assert "Surat yang sudah ditandatangani disimpan" in status.content.decode()


def test_a_code_made_anew_ends_the_visit_and_is_told_by_mail_without_it(as_, people):
    alone = objections.an_objection(None, "b")
    client = follow(alone)
    assert TrackingSession.objects.filter(objection=alone).exists()
    response = as_("ppid").post(
        reverse("objections_act", args=[alone.pk, "reissue-secret"]), {"version": 0, "identity_checked": "on"}
    )
    code = response.context["code"]
    assert not TrackingSession.objects.exists()
    assert client.get(reverse("requests_tracked_objection", args=[alone.pk])).status_code == 302
    told = RequestMail.objects.get(kind=RequestMail.Kind.NEW_SECRET)
    assert (told.objection, told.address) == (alone, alone.email)
    assert told.subject == f"Kode pelacakan keberatan {alone.number} diganti"
    assert f"Untuk keberatan {alone.number} baru saja" in told.body and code not in told.body


def test_the_same_news_of_a_request_and_of_an_objection_with_its_key_are_two_mails(monkeypatch):
    keys = []
    monkeypatch.setattr(mail, "_write", lambda case, kind, to, key, path: keys.append(key))
    for model in (InformationRequest, Objection):
        mail.tell_applicant(model(pk=7, version=3, email="pemohon@contoh.invalid"), mail.Kind.NEW_SECRET)
    assert len(set(keys)) == 2
