"""Of what strangers send nothing is kept but what it shows."""

from __future__ import annotations

import errno
import re
import resource
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from unittest import mock

import pikepdf
import pytest
import typst
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf.settings import get_qpdf_limits, set_qpdf_limits
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from portal.core import rewriting
from portal.core.hidden import rewrite_pdf, sandbox
from portal.core.hidden.__main__ import MOST_MEMORY
from portal.core.paper import render_pdf
from portal.core.rewriting import Rewritten, rewrite

from . import files
from .files import upload
from .good_pdfs import GOOD, WITH_MARKS
from .hostile_files import CANARY, EITHER, KEPT, REFUSED, WORD, Hostile, corpus, pdfs, pictures
from .hostile_files.remains import left_in

GROWTH = 64 * 1024  # kB, by which the process that asks may grow over the whole corpus


@dataclass(frozen=True)
class Outcome:
    hostile: Hostile
    kept: Rewritten | None
    sentences: tuple[str, ...] = ()


def outcome_of(hostile: Hostile) -> Outcome:
    try:
        return Outcome(hostile, rewrite(SimpleUploadedFile("x", hostile.content), hostile.name))
    except ValidationError as refusal:
        return Outcome(hostile, None, tuple(refusal.messages))


def rewritten_here(file: File, extension: str) -> bytes:
    return rewrite_pdf.rewrite(file.read())


@pytest.fixture(scope="module")
def hostile() -> dict[str, Hostile]:
    return corpus()


@pytest.fixture(scope="module")
def measured() -> dict[str, int]:
    """How much memory (kB) the corpus took at most: in this process before and after, in those that it started."""
    return {}


@pytest.fixture(scope="module")
def outcomes(hostile, measured) -> dict[str, Outcome]:
    """What became of every hostile file.

    To start a process takes thirty times as long as to open a small PDF in it. So PDFs that do no more than act, carry
    or hide are opened here; whatever may take memory, time or the process with it is opened as in earnest.
    """
    small = dict(pdfs.hostile())
    measured["before"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    others = {what: file for what, file in hostile.items() if what not in small}
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(others, pool.map(outcome_of, others.values()), strict=True))
    limits = get_qpdf_limits()
    with mock.patch.object(sandbox, "rewrite", rewritten_here):
        found |= {what: outcome_of(hostile[what]) for what in small}
    set_qpdf_limits(**limits)
    measured["after"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    measured["children"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return found


@pytest.fixture(scope="module")
def kept(outcomes) -> dict[str, Rewritten]:
    return {what: outcome.kept for what, outcome in outcomes.items() if outcome.kept is not None}


def content_of(file: File) -> bytes:
    file.seek(0)
    return file.read()


def kind_of(file: File) -> str:
    return file.name.rpartition(".")[2]


# --- The corpus -------------------------------------------------------------------------------------


def test_the_corpus_is_large_and_no_file_in_it_is_there_twice(hostile):
    contents = [file.content for file in hostile.values()]

    assert len(set(contents)) == len(contents) >= 200


def test_every_file_is_refused_or_kept_as_it_must_be(outcomes):
    became = {what: KEPT if outcome.kept else REFUSED for what, outcome in outcomes.items()}
    wrong = {what for what, outcome in outcomes.items() if outcome.hostile.fate not in (EITHER, became[what])}

    assert wrong == set()
    assert min(sum(fate == one for fate in became.values()) for one in (KEPT, REFUSED)) > 100


def test_every_refusal_is_a_plain_sentence(outcomes):
    sentences = {sentence for outcome in outcomes.values() for sentence in outcome.sentences}

    assert len(sentences) > 5
    for sentence in sentences:
        assert re.fullmatch(r"[A-Z][^<>\n]{20,200}\.", sentence), sentence
        assert re.search(r"\b(unggah|terlalu|bukan|tidak)\b", sentence, re.IGNORECASE), sentence
        assert not re.search(rf"{WORD}|Error|Exception|\b(the|file|stream|object)\b", sentence), sentence


def test_nothing_that_was_hidden_is_in_what_is_kept(kept):
    found = {what: left_in(content_of(file), kind_of(file)) for what, file in kept.items()}

    assert {what: left for what, left in found.items() if left} == {}


@pytest.mark.parametrize(
    ("what", "left"),
    [
        ("jpg with a script behind it", b"<script"),
        ("jpg with a script in segment EF", 0xEF),
        ("jpg with camera data and position", "exif"),
        ("png with a php as text", b"tEXt"),
        ("png with more rows than it shows", CANARY),
        ("webp with a page in a part", b"junk"),
        ("pdf: script on opening", "/JS"),
        ("pdf: script under a disguised name", "/JavaScript"),
        ("pdf: attachment", "/EmbeddedFiles"),
        ("pdf: packed pixels and more", b"<?php"),
        ("pdf: earlier version", "more than one version, or something behind the end"),
    ],
)
def test_what_is_looked_for_is_found_where_it_is(hostile, what, left):
    """The search of the test before must not be blind."""
    kind = "pdf" if what.startswith("pdf") else what[:4].strip()

    assert left in left_in(hostile[what].content, kind)


def test_a_kept_pdf_is_sound_and_has_an_identifier_of_its_own(outcomes, kept):
    for what, file in kept.items():
        if kind_of(file) == "pdf":
            with pikepdf.open(BytesIO(content_of(file))) as opened:
                assert opened.check_pdf_syntax() == [], what
                assert len(opened.pages) >= 1, what
                assert not any(bytes(part) in outcomes[what].hostile.content for part in opened.trailer.ID), what


def test_a_kept_letter_still_shows_its_words(kept):
    for what, file in pdfs.hostile():
        if file.name == "surat-kuasa.pdf" and file.fate == KEPT:
            assert pdfs.SHOWN in PdfReader(BytesIO(content_of(kept[what]))).pages[0].extract_text(), what


@pytest.mark.parametrize("what", ["pdf: script on opening", "pdf: attachment", "pdf: keys that nobody knows"])
def test_a_process_of_its_own_makes_of_a_pdf_what_was_made_of_it_here(hostile, kept, what):
    there = outcome_of(hostile[what]).kept

    assert left_in(content_of(there), "pdf") == set()
    assert len(content_of(there)) == len(content_of(kept[what]))


def test_memory_stays_flat(outcomes, measured):
    assert measured["after"] - measured["before"] < GROWTH
    assert measured["children"] < MOST_MEMORY / 1024


# --- Good files -------------------------------------------------------------------------------------


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of the colour that differs most, of 255."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


def page_seen(content: bytes, number: int, folder: Path) -> Image.Image:
    """A page as a reader shows it."""
    (folder / "a.pdf").write_bytes(content)
    (folder / "a.typ").write_text(f'#set page(width: auto, height: auto, margin: 0pt)\n#image("a.pdf", page: {number})')
    return Image.open(BytesIO(typst.compile(str(folder / "a.typ"), format="png", ppi=72)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_good_picture_looks_the_same(kind):
    made = rewrite(upload(pictures.encoded(kind, quality=95), "ktp.bin"), "KTP Siti.bin")

    with Image.open(made) as picture:
        assert picture.format == kind
        assert difference(picture, pictures.scene()) < 2
    assert made.name == f"KTP Siti.{pictures.SUFFIXES[kind]}"


def test_a_picture_is_upright_however_the_camera_was_held(kept):
    for orientation in pictures.turned():
        with Image.open(BytesIO(content_of(kept[f"jpg held like {orientation}"]))) as picture:
            assert difference(picture, pictures.scene()) < 3, orientation


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_a_good_pdf_has_the_same_pages_and_words_and_looks_the_same(content, tmp_path):
    made = rewrite_pdf.rewrite(content)

    before, after = PdfReader(BytesIO(content)), PdfReader(BytesIO(made))
    assert len(after.pages) == len(before.pages)
    assert left_in(made, "pdf") == set()
    for number, (old, new) in enumerate(zip(before.pages, after.pages, strict=True), start=1):
        assert new.extract_text().split() == old.extract_text().split()
        assert difference(page_seen(content, number, tmp_path), page_seen(made, number, tmp_path)) < 0.5


@pytest.mark.parametrize("content", WITH_MARKS.values(), ids=WITH_MARKS)
def test_what_lies_over_a_page_becomes_part_of_it(content, tmp_path):
    """Drawn by ``pdf_drawing`` like the page itself, so that nothing is left to fill in, to click or to take off."""
    made = rewrite_pdf.rewrite(content)

    plain, marked = page_seen(GOOD["letter"], 1, tmp_path), page_seen(made, 1, tmp_path)
    assert left_in(made, "pdf") == set()
    assert difference(plain, marked) > 0.5


def test_a_field_that_was_filled_in_is_read_as_text():
    made = PdfReader(BytesIO(rewrite_pdf.rewrite(WITH_MARKS["form filled in"])))

    assert "Siti Contoh" in made.pages[0].extract_text()


@pytest.mark.parametrize("standard", ["ua-1", "a-2a"])
def test_a_paper_of_the_portal_keeps_its_letters(tmp_path, standard):
    (tmp_path / "t.typ").write_text(
        '#set document(title: "x")\n#set text(lang: "id")\n= Surat Kuasa\nYang dikuasakan – “Siti”.'
    )
    paper = render_pdf(tmp_path / "t.typ", {}, standard)
    made = rewrite_pdf.rewrite(paper)

    assert "Surat Kuasa" in PdfReader(BytesIO(made)).pages[0].extract_text()
    assert left_in(made, "pdf") == set()
    assert difference(page_seen(paper, 1, tmp_path), page_seen(made, 1, tmp_path)) < 0.1


# --- Names, sizes, bundles ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept_as"),
    [
        ("../../settings.py", "settings.jpg"),
        ("..\\..\\ktp.jpg", "ktp.jpg"),
        ("/etc/passwd", "passwd.jpg"),
        ("file:///C:/Users/siti/ktp.png", "ktp.jpg"),
        ("C:\\Users\\siti\\ktp.jpeg", "ktp.jpg"),
        ("ktp\x00.php", "ktp.jpg"),
        ("ktp\u202egpj.exe", "ktpgpj.jpg"),
        ("k\u200btp\ufeff.jpg", "ktp.jpg"),
        ("ktp\r\nSet-Cookie: a.jpg", "ktpSet-Cookie: a.jpg"),
        ("\x1b[31mktp.jpg", "[31mktp.jpg"),
        ("\ud800ktp.jpg", "ktp.jpg"),
        ("n" * 300 + ".jpg", "n" * 251 + ".jpg"),
        ("n" * 300, "n" * 251 + ".jpg"),
        ("ktp.php.jpg", "ktp.php.jpg"),
        ("ktp.jpg.exe", "ktp.jpg.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("..", "berkas.jpg"),
        (".", "berkas.jpg"),
        ("", "berkas.jpg"),
        ("   .jpg", "berkas.jpg"),
        ("../", "berkas.jpg"),
        ("a" * 10 + "." + "x" * 300, "a" * 10 + "." + "x" * 224 + ".jpg"),
        ("CV Siti & Budi (1).JPG", "CV Siti & Budi (1).jpg"),
        ("表.webp", "表.jpg"),
    ],
)
def test_a_name_keeps_its_words_and_nothing_else(monkeypatch, given, kept_as):
    monkeypatch.setattr(sandbox, "rewrite", lambda file, extension: b"x")

    assert rewrite(ContentFile(files.picture()), given).name == kept_as


def test_what_a_file_is_is_told_by_its_content():
    made = rewrite(SimpleUploadedFile("ktp.jpg", files.pdf(), content_type="image/jpeg"), "ktp.jpg")

    assert made.name == "ktp.pdf"
    assert content_of(made).startswith(b"%PDF-")


def test_a_file_over_the_limit_is_not_even_read():
    closed = File(None, name="ktp.jpg")
    closed.size = rewriting.MOST_BYTES + 1

    with pytest.raises(ValidationError, match="terlalu besar"):
        rewrite(closed, "ktp.jpg")


def test_a_file_that_grows_is_not_kept(monkeypatch):
    monkeypatch.setattr(sandbox, "rewrite", lambda file, extension: b"x" * (16 * 1024 * 1024))

    with pytest.raises(ValidationError, match="terlalu besar setelah dibuat ulang"):
        rewrite(upload(files.picture(), "ktp.jpg"), "ktp.jpg")


# --- The process that opens them ----------------------------------------------------------------------------


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(sandbox, "_LONGEST", 0.01)

    with pytest.raises(ValidationError, match="memakan waktu"):
        rewrite(upload(files.picture(), "ktp.jpg"), "ktp.jpg")


def test_without_a_process_the_citizen_is_asked_to_come_back(monkeypatch):
    def none_left(*args, **kwargs):
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", none_left)

    with pytest.raises(ValidationError, match="Coba lagi nanti"):
        rewrite(upload(files.picture(), "ktp.jpg"), "ktp.jpg")


def test_the_log_names_neither_the_file_nor_anything_in_it(caplog, hostile):
    name = "KTP Siti 6472000000000001\nERROR forged.pdf"
    for what in ("pdf: noise for a packed page", "pdf: page of 200 MB", "pdf: drawing of itself", "jpg cut at 5 of 9"):
        outcome_of(Hostile(hostile[what].content, name, EITHER))

    assert not re.search(rf"6472|Siti|forged|{WORD}", caplog.text)
