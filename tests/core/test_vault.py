"""Private files: unreadable without the key, whole or absent, every reading on record."""

from __future__ import annotations

import base64
import errno
import os
import stat
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from portal.core import vault
from portal.core.models import PrivateFile, PrivateFileReading
from portal.core.models.private import NeverChanged
from portal.core.rewriting import Rewritten, rewrite
from portal.settings.own_key import key_kept_in

from . import files
from .files import upload
from .hostile_files.remains import left_in

SECRET = b"nama,nik\nSITI RAHASIA,6472000000000001\n"


@pytest.fixture
def root(settings, tmp_path) -> Path:
    settings.PRIVATE_ROOT = str(tmp_path / "private")
    return tmp_path / "private"


@pytest.fixture
def user(db, django_user_model):
    return django_user_model.objects.create_user("ppid", first_name="Contoh", last_name="PPID")


@pytest.fixture
def kept(root, user) -> PrivateFile:
    return vault.store(upload(SECRET, "daftar.csv"), user)


def content_on_disk(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in root.iterdir()] if root.is_dir() else []


def new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


# --- Storing ------------------------------------------------------------------------------------


def test_what_was_stored_is_read_again(kept, user):
    assert vault.read(kept, user, "PPID", "uji konsekuensi") == SECRET
    assert (kept.name, kept.content_type, kept.size) == ("daftar.csv", "text/csv", len(SECRET))
    assert kept.added_by == user


def test_a_reader_without_an_account_is_on_record_as_what_he_is(kept):
    assert vault.read(kept, None, "Pemohon", "uji") == SECRET
    reading = PrivateFileReading.objects.get(file=kept)
    assert (reading.reader, reading.reader_name, reading.office) == (None, "Pemohon", "Pemohon")


def test_nothing_of_it_stands_on_the_disk_in_plain_text(kept, root):
    [sealed] = content_on_disk(root)

    assert not any(word in sealed for word in (b"SITI", b"nik", b"6472"))
    assert len(list(root.iterdir())) == 1


def test_the_database_holds_no_key_that_opens_it(kept, settings):
    settings.PORTAL_FILE_KEYS = [new_key()]

    with pytest.raises(vault.Unreadable, match="Kunci"):
        vault.read(kept, kept.added_by, "PPID", "uji")


def test_folder_and_file_are_closed_to_other_accounts_of_the_machine(kept, root):
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in root.iterdir()] == [0o600]


def test_the_name_on_the_disk_tells_nothing(kept, root):
    [path] = root.iterdir()

    assert "daftar" not in path.name
    assert len(path.name) >= 32


def test_two_equal_files_are_not_equal_on_the_disk(root, user):
    for _ in range(2):
        vault.store(upload(SECRET, "a.csv"), user)

    one, two = content_on_disk(root)
    assert one != two


@pytest.mark.parametrize(
    ("given", "kept_as"),
    [
        ("../../settings/base.csv", "base.csv"),
        ("C:\\Users\\siti\\daftar.csv", "daftar.csv"),
        ("daf\x00tar\r\nX.csv", "daftarX.csv"),
        ("n" * 400 + ".csv", "n" * 251 + ".csv"),
    ],
)
def test_a_name_is_kept_without_its_path(root, user, given, kept_as):
    assert vault.store(upload(SECRET, "a.csv"), user, name=given).name == kept_as


def test_a_picture_is_made_anew_from_its_pixels(root, user):
    kept = vault.store(upload(files.picture_with_position(), "ktp.png"), user)

    content = vault.read(kept, user, "PPID", "uji")
    assert (kept.name, kept.content_type) == ("ktp.jpg", "image/jpeg")
    assert b"KameraRahasia" not in content


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html></html>", "a.pdf"),
        (b"MZ\x90\x00", "a.exe"),
        (files.picture()[:100], "a.jpg"),
        (files.pdf(), "a.docx"),
        (SECRET, "tanpa-akhiran"),
        (b"", "a.pdf"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_and_leaves_nothing(root, user, content, name):
    with pytest.raises(ValidationError):
        vault.store(upload(content, name), user)

    assert not PrivateFile.objects.exists()
    assert content_on_disk(root) == []


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(root, user, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10

    with pytest.raises(ValidationError, match="terlalu besar"):
        vault.store(upload(SECRET, "a.csv"), user)
    assert content_on_disk(root) == []


STORES = {
    "an official's": lambda user: vault.store(upload(SECRET, "a.csv"), user),
    "a stranger's": lambda user: vault.store_rewritten(Rewritten(files.picture(), name="ktp.jpg"), user),
}


def full(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("store", STORES.values(), ids=STORES)
@pytest.mark.parametrize(("owner", "act"), [(Path, "mkdir"), (os, "open"), (os, "fsync"), (Path, "rename")])
def test_a_full_disk_leaves_neither_row_nor_file(root, user, monkeypatch, store, owner, act):
    with monkeypatch.context() as broken:
        broken.setattr(owner, act, full)
        with pytest.raises(ValidationError, match="tidak dapat disimpan"):
            store(user)

    assert not PrivateFile.objects.exists()
    assert content_on_disk(root) == []


@pytest.mark.parametrize("store", STORES.values(), ids=STORES)
def test_a_vault_that_is_no_folder_leaves_no_row(root, user, store):
    root.write_bytes(b"")

    with pytest.raises(ValidationError, match="tidak dapat disimpan"):
        store(user)
    assert not PrivateFile.objects.exists()


# --- What strangers send ----------------------------------------------------------------------------


def test_what_a_stranger_sends_is_made_anew_first(root, user):
    stored = vault.store_rewritten(upload(files.picture_with_position() + files.PHP, "../ktp.png"))

    content = vault.read(stored, user, "PPID", "memeriksa identitas")
    assert (stored.name, stored.content_type, stored.size) == ("ktp.jpg", "image/jpeg", len(content))
    assert stored.added_by is None
    assert left_in(content, "jpg") == set()
    [path] = root.iterdir()
    assert b"\xff\xd8\xff" not in path.read_bytes()
    assert (stat.S_IMODE(root.stat().st_mode), stat.S_IMODE(path.stat().st_mode)) == (0o700, 0o600)


def test_what_a_form_has_made_anew_already_is_kept_as_it_is(root, user, monkeypatch):
    made = rewrite(upload(files.picture_with_position(), "ktp.jpg"), "ktp.jpg")
    made.read()
    monkeypatch.setattr(vault, "rewrite", None)

    stored = vault.store_rewritten(made, user, name="lain.exe")

    made.seek(0)
    assert vault.read(stored, user, "PPID", "memeriksa identitas") == made.read()
    assert (stored.name, stored.added_by) == ("ktp.jpg", user)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SECRET, "daftar.csv"),
        (files.office(), "surat.docx"),
        (files.SCRIPT, "ktp.jpg"),
        (files.picture()[:100], "ktp.jpg"),
        (files.pdf()[:100], "surat.pdf"),
        (b"", "ktp.jpg"),
    ],
)
def test_what_cannot_be_made_anew_is_refused_and_leaves_nothing(root, user, content, name):
    """The same vault takes an official's table and letter: a stranger's way in leads past neither."""
    with pytest.raises(ValidationError):
        vault.store_rewritten(upload(content, name))

    assert not PrivateFile.objects.exists()
    assert content_on_disk(root) == []


# --- Reading ------------------------------------------------------------------------------------


def test_every_reading_is_on_record(kept, user):
    vault.read(kept, user, "PPID", "uji konsekuensi")
    vault.read(kept, user, "Plh. PPID", "sengketa")

    rows = PrivateFileReading.objects.order_by("pk").values_list(
        "file", "file_name", "reader_name", "office", "purpose"
    )
    assert list(rows) == [
        (kept.pk, "daftar.csv", "Contoh PPID", "PPID", "uji konsekuensi"),
        (kept.pk, "daftar.csv", "Contoh PPID", "Plh. PPID", "sengketa"),
    ]
    assert set(PrivateFileReading.objects.values_list("file_sha256", flat=True)) == {kept.sha256}


def test_a_reading_that_cannot_be_recorded_does_not_happen(kept, user, monkeypatch):
    def fail(**kwargs):
        raise IntegrityError

    opened = []
    monkeypatch.setattr(PrivateFileReading.objects, "create", fail)
    monkeypatch.setattr(vault, "_path", opened.append)

    with pytest.raises(IntegrityError):
        vault.read(kept, user, "PPID", "uji")
    assert opened == []


@pytest.mark.parametrize("where", [0, 12, -1])
def test_a_file_that_was_changed_is_not_given_out(kept, root, user, where):
    [path] = root.iterdir()
    content = bytearray(path.read_bytes())
    content[where] ^= 1
    path.write_bytes(content)

    with pytest.raises(vault.Unreadable, match="berubah atau rusak"):
        vault.read(kept, user, "PPID", "uji")


@pytest.mark.parametrize("length", [0, 5, 20])
def test_a_file_that_was_cut_is_not_given_out(kept, root, user, length):
    [path] = root.iterdir()
    path.write_bytes(path.read_bytes()[:length])

    with pytest.raises(vault.Unreadable, match="berubah atau rusak"):
        vault.read(kept, user, "PPID", "uji")


def test_a_file_under_another_row_is_not_given_out(kept, user):
    other = vault.store(upload(b"a,b\n", "lain.csv"), user)
    stored_as, wrapped_key, sha256 = kept.stored_as, kept.wrapped_key, kept.sha256
    kept.delete()
    PrivateFile.objects.filter(pk=other.pk).update(stored_as=stored_as, wrapped_key=wrapped_key, sha256=sha256)

    with pytest.raises(vault.Unreadable, match="berubah atau rusak"):
        vault.read(PrivateFile.objects.get(pk=other.pk), user, "PPID", "uji")


def test_a_file_that_is_gone_is_told(kept, root, user):
    [path] = root.iterdir()
    path.unlink()

    with pytest.raises(vault.Unreadable, match="tidak ditemukan"):
        vault.read(kept, user, "PPID", "uji")


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: PrivateFileReading.objects.all().delete(),
        lambda row: PrivateFileReading.objects.update(purpose="lain"),
        lambda row: PrivateFileReading.objects.filter(pk=row.pk).delete(),
    ],
)
def test_a_reading_on_record_is_never_changed(kept, user, change):
    vault.read(kept, user, "PPID", "uji")

    with pytest.raises(NeverChanged):
        change(PrivateFileReading.objects.get())
    assert PrivateFileReading.objects.get().purpose == "uji"


# --- Destroying and sweeping ----------------------------------------------------------------------


def test_a_destroyed_file_is_gone_and_its_readings_stay(
    root, kept, user, django_user_model, django_capture_on_commit_callbacks
):
    vault.read(kept, user, "PPID", "uji")

    with django_capture_on_commit_callbacks(execute=True):
        vault.destroy(kept)
        assert content_on_disk(root)
    user.delete()

    assert content_on_disk(root) == []
    assert not PrivateFile.objects.exists()
    reading = PrivateFileReading.objects.get()
    assert (reading.file, reading.reader) == (None, None)
    assert (reading.file_name, reading.reader_name) == ("daftar.csv", "Contoh PPID")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_destruction_that_is_rolled_back_leaves_the_file(root, django_user_model):
    kept = vault.store(upload(SECRET, "a.csv"), None)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        vault.destroy(PrivateFile.objects.get())
        raise ZeroDivisionError

    reader = django_user_model.objects.create_user("ppid")
    assert vault.read(kept, reader, "PPID", "uji") == SECRET
    vault.destroy(kept)
    assert content_on_disk(root) == []


def test_what_a_rolled_back_upload_left_is_swept_and_nothing_else(root, kept, user):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lost = vault.store(upload(SECRET, "a.csv"), user)
        raise ZeroDivisionError
    running = root / "0123.new"
    running.write_bytes(b"x")
    long_ago = os.stat(root).st_mtime - timedelta(hours=2).total_seconds()
    for name in (lost.stored_as, kept.stored_as):
        os.utime(root / name, (long_ago, long_ago))

    call_command("sweep_private_files", stdout=StringIO())

    assert {path.name for path in root.iterdir()} == {kept.stored_as, running.name}
    assert vault.read(kept, user, "PPID", "uji") == SECRET


def test_there_is_nothing_to_sweep_before_the_first_file(root, db):
    call_command("sweep_private_files")


# --- Keys -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [[], ["pendek"], ["!" * 44], [""]])
def test_a_key_that_is_none_stops_the_start(settings, keys):
    settings.PORTAL_FILE_KEYS = keys

    with pytest.raises(ImproperlyConfigured, match="PORTAL_FILE_KEY"):
        vault.key_ring()


def test_production_does_not_start_without_a_key():
    environment = {
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "portal.invalid",
        "PORTAL_BASE_URL": "https://portal.invalid",
        "EMAIL_URL": "smtp://localhost",
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PATH": os.environ["PATH"],
    }

    def start(**more: str):
        command = [sys.executable, "-c", "import django; django.setup()"]
        return subprocess.run(command, env={**environment, **more}, capture_output=True, text=True, check=False)  # noqa: S603 - our own words

    assert "PORTAL_FILE_KEY" in start().stderr
    assert "PORTAL_FILE_KEY" in start(PORTAL_FILE_KEY="pendek").stderr
    assert start(PORTAL_FILE_KEY=f"{new_key()},{new_key()}").returncode == 0


def test_a_newcomers_machine_makes_its_key_once(tmp_path):
    path = tmp_path / "file.key"

    key = key_kept_in(path)

    assert key_kept_in(path) == key
    assert len(base64.urlsafe_b64decode(key)) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("folder", ["MEDIA_ROOT", "STATIC_ROOT"])
def test_a_vault_inside_a_folder_that_is_given_out_is_an_error(settings, folder):
    settings.PRIVATE_ROOT = str(Path(getattr(settings, folder)) / "private")

    assert "core.E001" in {found.id for found in run_checks(tags=["security"])}


def test_a_vault_apart_is_none():
    assert "core.E001" not in {found.id for found in run_checks(tags=["security"])}


def test_the_vault_offers_no_permission(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT codename FROM auth_permission WHERE codename LIKE '%privatefile'")
        assert cursor.fetchall() == []
