"""Sealed texts and fingerprints: nothing is read without a key, and keys can be exchanged."""

import pytest
from cryptography.fernet import Fernet

from portal.core import sealing
from portal.core.models import PrivateFileReading
from portal.core.vault import Unreadable

NUMBER = "6472010101900001"


def new_key() -> str:
    return Fernet.generate_key().decode()


def test_a_sealed_text_comes_back_and_is_not_in_the_seal():
    sealed = sealing.seal(NUMBER)
    assert NUMBER.encode() not in sealed
    assert sealing.open_sealed(sealed) == sealing.open_sealed(memoryview(sealed)) == NUMBER
    assert sealing.seal(NUMBER) != sealed


def test_without_its_key_or_changed_it_stays_shut(settings):
    sealed = sealing.seal(NUMBER)
    with pytest.raises(Unreadable):
        sealing.open_sealed(sealed[:-4] + b"AAAA")
    settings.PORTAL_FILE_KEYS = [new_key()]
    for way in (sealing.open_sealed, sealing.rewrap):
        with pytest.raises(Unreadable):
            way(sealed)


def test_a_key_is_exchanged_without_losing_a_text(settings):
    old, new = settings.PORTAL_FILE_KEYS[0], new_key()
    sealed = sealing.seal(NUMBER)
    settings.PORTAL_FILE_KEYS = [new, old]
    moved = sealing.rewrap(sealed)
    settings.PORTAL_FILE_KEYS = [new]
    assert sealing.open_sealed(moved) == NUMBER


def test_a_fingerprint_recognises_for_one_purpose_and_under_one_secret(settings):
    first = sealing.fingerprint("10.0.0.1", "tracking")
    assert first == sealing.fingerprint("10.0.0.1", "tracking")
    assert len(first) == 64
    others = {sealing.fingerprint("10.0.0.2", "tracking"), sealing.fingerprint("10.0.0.1", "form")}
    settings.SECRET_KEY = "another"
    others.add(sealing.fingerprint("10.0.0.1", "tracking"))
    assert len(others) == 3 and first not in others


def test_who_reads_a_sealed_text_is_on_record_first(db, django_user_model, monkeypatch):
    user = django_user_model.objects.create_user("ppid", first_name="Contoh", last_name="PPID")
    sealed = sealing.seal(NUMBER)
    assert sealing.read(sealed, "Nomor identitas", user, "PPID", "mencocokkan identitas") == NUMBER
    row = PrivateFileReading.objects.get()
    assert (row.file, row.file_name, row.reader, row.office) == (None, "Nomor identitas", user, "PPID")

    def broken(*args, **kwargs):
        raise RuntimeError("no record")

    monkeypatch.setattr(PrivateFileReading.objects, "create", broken)
    with pytest.raises(RuntimeError):
        sealing.read(sealed, "Nomor identitas", user, "PPID", "mencocokkan identitas")
