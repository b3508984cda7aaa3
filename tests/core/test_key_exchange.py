"""A key is exchanged without a file or a sealed text being lost, and the old one is no longer needed."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from portal.core import key_exchange, sealing, vault
from portal.core.models import PrivateFile, SealedField
from ppid.requests.models import InformationRequest, RequestDraft, RequestFile
from tests.core.files import upload
from tests.ppid.requests import cases

SECRET = b"nama,nik\nSITI RAHASIA,6472000000000001\n"


@pytest.fixture
def a_new_key_comes(settings, tmp_path):
    """The agency puts a new key before the old one."""
    settings.PRIVATE_ROOT = str(tmp_path)
    new = Fernet.generate_key().decode()

    def exchange() -> str:
        settings.PORTAL_FILE_KEYS = [new, *settings.PORTAL_FILE_KEYS]
        return new

    return exchange


@pytest.fixture
def request_of_a_citizen(db, a_new_key_comes) -> InformationRequest:
    file = vault.store(upload(SECRET, "kartu.csv"), None)
    return cases.a_request(files=[(RequestFile.Kind.IDENTITY, file)])


def unsent(answers: str) -> RequestDraft:
    in_a_day = timezone.now() + timedelta(days=1)
    token = uuid4().hex
    return RequestDraft.objects.create(
        token_hash=token, form_key=uuid4(), answers_sealed=sealing.seal(answers), expires_at=in_a_day
    )


def rewrap_keys() -> str:
    told = StringIO()
    call_command("rewrap_keys", stdout=told, stderr=told)
    return told.getvalue()


def test_the_old_key_can_go(request_of_a_citizen, a_new_key_comes, settings):
    draft = unsent("jawaban")
    new = a_new_key_comes()

    assert "Kunci lama dapat dibuang" in rewrap_keys()

    settings.PORTAL_FILE_KEYS = [new]
    request_of_a_citizen.refresh_from_db()
    draft.refresh_from_db()
    assert sealing.open_sealed(request_of_a_citizen.identity_sealed) == cases.NIK
    assert sealing.open_sealed(draft.answers_sealed) == "jawaban"
    assert vault.read(PrivateFile.objects.get(), None, "Pemohon", "uji") == SECRET


def test_what_no_known_key_opens_is_told_and_the_rest_is_moved(request_of_a_citizen, a_new_key_comes, settings):
    draft = unsent("jawaban")
    InformationRequest.objects.update(identity_sealed=Fernet(Fernet.generate_key()).encrypt(b"lain"))
    new = a_new_key_comes()
    told = StringIO()

    with pytest.raises(CommandError, match=r"^1 isian .* Jangan buang kunci lama"):
        call_command("rewrap_keys", stderr=told)

    assert f"permohonan informasi {request_of_a_citizen.pk}:" in told.getvalue()
    settings.PORTAL_FILE_KEYS = [new]
    draft.refresh_from_db()
    assert sealing.open_sealed(draft.answers_sealed) == "jawaban"


def test_more_rows_than_one_batch_and_rows_without_a_text_are_passed(db, a_new_key_comes, settings, monkeypatch):
    monkeypatch.setattr(key_exchange, "BATCH", 2)
    drafts = [unsent(f"jawaban {number}") for number in range(5)]
    RequestDraft.objects.filter(pk=drafts[1].pk).update(answers_sealed=b"")
    new = a_new_key_comes()

    exchange = key_exchange.rewrap_all()

    settings.PORTAL_FILE_KEYS = [new]
    assert (exchange.done, exchange.failed) == (4, [])
    kept = RequestDraft.objects.exclude(pk=drafts[1].pk).order_by("pk").values_list("answers_sealed", flat=True)
    assert [sealing.open_sealed(sealed) for sealed in kept] == [f"jawaban {number}" for number in (0, 2, 3, 4)]


def test_what_a_citizen_types_meanwhile_is_not_overwritten(db, a_new_key_comes, monkeypatch):
    draft = unsent("dahulu")
    a_new_key_comes()
    rewrap = sealing.rewrap

    def slowly(sealed: bytes) -> bytes:
        RequestDraft.objects.filter(pk=draft.pk).update(answers_sealed=sealing.seal("sekarang"))
        return rewrap(sealed)

    monkeypatch.setattr(sealing, "rewrap", slowly)
    key_exchange.rewrap_all()

    draft.refresh_from_db()
    assert sealing.open_sealed(draft.answers_sealed) == "sekarang"


def test_whatever_is_sealed_lies_in_a_field_that_is_moved():
    """A field called so that holds plain bytes would keep needing the old key, unseen."""
    called_so = {
        (model._meta.label, field.name): type(field)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.BinaryField) and any(word in field.name for word in ("sealed", "wrapped", "key"))
    }
    assert called_so.keys() == {(model._meta.label, name) for model, name in key_exchange.sealed_fields()}
    assert set(called_so.values()) == {SealedField} and len(called_so) >= 3
