"""What stands on each kind of letter, in the order of the customary form (UU 14/2008 Pasal 22).

A ``Paper`` is what both the PDF and the Word version are made of: plain words from the frozen content, no mark-up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.officials.signature import SignatureBlock

from ..models import Letter, RequestedItem
from .objection_papers import decision, objection_receipt
from .parts import Content, Section, clock_of, day, moment, period

Kind = Letter.Kind
Outcome = RequestedItem.Outcome

EXTENSION_GROUNDS = {
    "not-held-yet": "Informasi yang diminta belum dikuasai atau belum didokumentasikan.",
    "status-undecided": "Belum dapat diputuskan apakah informasi yang diminta termasuk informasi yang dikecualikan.",
}
REMEDY = (
    "Bila tidak puas dengan surat ini, Pemohon dapat mengajukan keberatan kepada Atasan PPID paling lambat {C06} "
    "setelah menerimanya (UU 14/2008 Pasal 36 ayat (1))."
)
# The rights printed on the back of the customary request form.
RIGHTS = (
    "Pemohon berhak memperoleh informasi publik, kecuali yang dikecualikan menurut UU 14/2008 Pasal 17.",
    "Pemohon berhak menerima tanda bukti permohonan berupa nomor pendaftaran.",
    "PPID menjawab secara tertulis paling lambat {C04} sejak permohonan diterima dan dapat memperpanjangnya "
    "satu kali, paling lama {C05}, dengan alasan tertulis.",
    "Biaya hanya untuk penyalinan dan pengiriman menurut tarif yang berlaku.",
    "Pemohon dapat mengajukan keberatan kepada Atasan PPID dalam {C06}; Atasan PPID menjawab dalam {C07}.",
    "Pemohon yang tidak puas dapat mengajukan sengketa kepada Komisi Informasi dalam {C08} sejak menerima "
    "tanggapan Atasan PPID.",
)


@dataclass(frozen=True)
class Paper:
    title: str
    number: str
    sections: tuple[Section, ...]
    place_and_date: str
    signature: tuple[str, ...]
    """Lines under the text; the first is the office."""
    agency: str
    parent: str
    contact: str
    dated_on: date
    decree: str = field(default="")


def paper_of(content: Content) -> Paper:
    """The paper of a letter, from what was frozen when it was issued."""
    kind = Kind(content["kind"])
    agency = content["agency"]
    return Paper(
        title=kind.label,
        number=content["number"],
        sections=tuple(_SECTIONS[kind](content)),
        place_and_date=day(content["dated_on"]),
        signature=_signature(content),
        agency=agency["name"],
        parent=agency["parent_name"],
        contact=" · ".join(filter(None, (agency["address"].replace("\n", ", "), agency["phone"], agency["email"]))),
        dated_on=date.fromisoformat(content["dated_on"]),
    )


# --- Sections that letters share ----------------------------------------------------------------------------


def _head(content: Content) -> Section:
    request = content["request"]
    return Section(
        rows=(
            ("Nomor pendaftaran", request["number"]),
            ("Tanggal permohonan", day(request["received_on"])),
            ("Nama pemohon", _named(request)),
            ("Alamat", request["address"]),
            ("Telepon/surel", " / ".join(filter(None, (request["phone"], request["email"])))),
        )
    )


def _items(content: Content) -> Section:
    return Section("Informasi yang diminta", points=tuple(item["text"] for item in content["items"]))


def _remedy(content: Content) -> Section:
    return Section("Upaya hukum", (_with_periods(content, REMEDY),))


def _with_periods(content: Content, words: str) -> str:
    """``words`` with the period of each clock that stands in them by its id."""
    return words.format(**{clock: period(content, clock) for clock in ("C04", "C05", "C06", "C07", "C08")})


# --- Letter by letter ---------------------------------------------------------------------------------------------


def _receipt(content: Content) -> list[Section]:
    request = content["request"]
    return [
        Section(
            rows=(
                ("Nomor pendaftaran", request["number"]),
                ("Diterima", moment(request["received_at"])),
                ("Nama pemohon", _named(request)),
                ("Cara penyampaian", request["channel"]),
                ("Petugas penerima", content["said"].get("received_by") or "Portal (otomatis)"),
                ("Kelengkapan", content["said"]["completeness"]),
            )
        ),
        _items(content),
        clock_of(content, "C04", "Jawaban tertulis paling lambat"),
        Section("Bila diperpanjang, paling lambat", (content["said"]["extended_due"],)),
        Section("Hak pemohon", points=tuple(_with_periods(content, right) for right in RIGHTS)),
    ]


def _incomplete(content: Content) -> list[Section]:
    return [
        _head(content),
        Section(
            paragraphs=("Permohonan tersebut belum lengkap. Kekurangannya:",), points=tuple(content["said"]["missing"])
        ),
        clock_of(content, "C03", "Dilengkapi paling lambat")
        if "C03" in content["deadlines"]
        else Section("Dilengkapi paling lambat", (f"{period(content, 'C03')} setelah surat ini diterima.",)),
        Section("Akibat", ("Permohonan yang tidak dilengkapi tidak diproses. Pemohon dapat mengajukannya kembali.",)),
    ]


def _notice(content: Content) -> list[Section]:
    given = [item for item in content["items"] if item["outcome"] in (Outcome.GRANTED, Outcome.PARTLY)]
    not_given = [item for item in content["items"] if item not in given]
    sections = [_head(content)]
    if given:
        sections.append(Section("A. Informasi dapat diberikan"))
        sections += [_given(item) for item in given]
        sections.append(costs_of(content))
    if not_given:
        sections.append(Section("B. Informasi tidak dapat diberikan"))
        sections += [_not_given(item) for item in not_given]
    return [*sections, _remedy(content)]


def _given(item: Mapping[str, Any]) -> Section:
    rows = [
        ("Hasil", Outcome(item["outcome"]).label),
        ("Penguasaan informasi", "Kami"),
        ("Berkas", "\n".join(item["files"])),
        ("Halaman informasi publik", item["page"]),
        ("Tempat dan waktu melihat", item["viewing"]),
        ("Bagian yang dihitamkan", item["redacted"]),
        ("Alasan penghitaman", item["redaction_reason"]),
        ("Dasar penghitaman", _ground(item)),
        ("Penjelasan", item["answer"]),
    ]
    return Section(f"{item['order']}. {item['text']}", rows=tuple(row for row in rows if row[1]))


def _not_given(item: Mapping[str, Any]) -> Section:
    rows = [
        ("Alasan", Outcome(item["outcome"]).label),
        ("Dikuasai oleh", item["holder"]),
        ("Dasar", _ground(item)),
        ("Penjelasan", item["answer"]),
    ]
    return Section(f"{item['order']}. {item['text']}", rows=tuple(row for row in rows if row[1]))


def costs_of(content: Content) -> Section:
    """What the copies cost, how they are paid for, and when they are ready."""
    request = content["request"]
    rows = [
        (
            line["name"],
            f"{line['quantity']} {line['unit']} × {rupiah(line['rupiah'])} = "
            f"{rupiah(line['quantity'] * line['rupiah'])}",
        )
        for line in request["costs"]
    ]
    total = sum(line["quantity"] * line["rupiah"] for line in request["costs"])
    rows.append(("Jumlah biaya", rupiah(total) if total else "Tanpa biaya"))
    if request["payment_method"]:
        rows.append(("Cara pembayaran", request["payment_method"]))
    if request["provided_within_days"]:
        rows.append(("Waktu penyediaan", f"{request['provided_within_days']} hari kerja"))
    return Section("Biaya dan waktu", rows=tuple(rows))


def _extension(content: Content) -> list[Section]:
    said = content["said"]
    return [
        _head(content),
        Section(
            paragraphs=("Jawaban atas permohonan tersebut kami perpanjang satu kali (UU 14/2008 Pasal 22 ayat (8)).",),
            rows=(("Dasar", EXTENSION_GROUNDS[said["ground"]]), ("Alasan", said["reason"])),
        ),
        clock_of(content, "C05", "Jawaban tertulis paling lambat"),
    ]


def _refusal(content: Content) -> list[Section]:
    refused = [item for item in content["items"] if item["decision"]]
    return [
        _head(content),
        Section(
            paragraphs=(
                "PPID memutuskan bahwa informasi berikut adalah INFORMASI YANG DIKECUALIKAN, dan permohonan atasnya "
                "DITOLAK.",
            )
        ),
        *(_refused(item) for item in refused),
        _remedy(content),
    ]


def _refused(item: Mapping[str, Any]) -> Section:
    decision = item["decision"]
    act = ", ".join(filter(None, (decision["act"], decision["article"])))
    part = item["redacted"] if item["outcome"] == Outcome.PARTLY else ""
    rows = [
        ("Bagian yang ditolak", part),
        ("Dasar", _ground(item)),
        ("Undang-undang lain", act),
        ("Konsekuensi bila dibuka", decision["consequence"]),
        ("Penetapan klasifikasi", decision["number"]),
        ("Jangka waktu pengecualian", decision["period"]),
    ]
    return Section(f"{item['order']}. {item['text']}", rows=tuple(row for row in rows if row[1]))


def _redirection(content: Content) -> list[Section]:
    said = content["said"]
    return [
        _head(content),
        _items(content),
        Section(
            paragraphs=(
                "Informasi tersebut tidak kami kuasai. Permohonan dialihkan kepada badan publik yang menguasainya "
                "(UU 14/2008 Pasal 22 ayat (7) huruf b).",
            ),
            rows=tuple(row for row in (("Badan publik", said["holder"]), ("Keterangan", said["reason"])) if row[1]),
        ),
        _remedy(content),
    ]


def _handover(content: Content) -> list[Section]:
    given = [item for item in content["items"] if item["outcome"] in (Outcome.GRANTED, Outcome.PARTLY)]
    return [
        _head(content),
        Section("Informasi yang diserahkan", points=tuple(_handed_over(item) for item in given)),
        Section(rows=(("Diterima oleh", content["said"].get("received_by") or _named(content["request"])),)),
    ]


def _handed_over(item: Mapping[str, Any]) -> str:
    what = "; ".join(filter(None, (", ".join(item["files"]), item["page"], item["viewing"])))
    return f"{item['text']}: {what}"


_SECTIONS: Mapping[Kind, Callable[[Content], list[Section]]] = {
    Kind.RECEIPT: _receipt,
    Kind.INCOMPLETE: _incomplete,
    Kind.NOTICE: _notice,
    Kind.EXTENSION: _extension,
    Kind.REFUSAL: _refusal,
    Kind.REDIRECTION: _redirection,
    Kind.HANDOVER: _handover,
    Kind.OBJECTION_RECEIPT: objection_receipt,
    Kind.DECISION: decision,
}


def _signature(content: Content) -> tuple[str, ...]:
    """The lines under the text; what the portal issues by itself bears nobody's name."""
    signed = content["signature"]
    return SignatureBlock.from_dict(signed).lines() if signed else ("Diterbitkan otomatis oleh portal.",)


# --- Words -------------------------------------------------------------------------------------------------------


def _named(request: Mapping[str, Any]) -> str:
    return (
        f"{request['applicant']} (kuasa dari {request['represented']})"
        if request["represented"]
        else request["applicant"]
    )


def _ground(item: Mapping[str, Any]) -> str:
    return f"UU 14/2008 {item['decision']['ground']}" if item["decision"] else ""


def rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")
