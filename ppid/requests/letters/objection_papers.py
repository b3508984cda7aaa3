"""What stands on the letters of an objection (UU 14/2008 Pasal 35 and 36)."""

from __future__ import annotations

from .parts import Content, Section, clock_of, day, moment, period, weekday

REMEDY = (
    "Bila tidak puas dengan tanggapan ini, Pemohon dapat mengajukan permohonan penyelesaian sengketa informasi kepada "
    "{commission} paling lambat {dispute} setelah menerimanya (UU 14/2008 Pasal 37 ayat (2)). "
    "Pengajuan sengketa tidak dipungut biaya (PERKI 1/2013 Pasal 12)."
)
SILENCE = (
    "Bila Atasan PPID tidak menanggapi sampai tanggal tersebut, Pemohon dapat mengajukan permohonan penyelesaian "
    "sengketa kepada {commission} dalam {dispute} sesudahnya (PERKI 1/2013 Pasal 13 huruf b)."
)
LATE = (
    "Keberatan ini diajukan setelah {file} sejak alasannya ditemukan (Pasal 36 ayat (1)); Atasan PPID yang "
    "memutuskannya."
)
# To whom a dispute is brought: a provincial body answers before the province's commission (PERKI 1/2013 Pasal 6).
COMMISSION = "Komisi Informasi Provinsi"


def objection_receipt(content: Content) -> list[Section]:
    """The numbered copy of the form that the objector keeps, with the day by which he is answered."""
    objection = content["objection"]
    return [
        _head(content),
        Section(rows=(("Diterima", moment(objection["received_at"])), ("Cara penyampaian", objection["channel"]))),
        _reasons(content),
        Section("Informasi yang diminta", (objection["information"],)),
        Section("Kasus posisi", (objection["facts"],)),
        clock_of(content, "C07", "Tanggapan Atasan PPID paling lambat"),
        *([Section("Catatan", (LATE.format(file=period(content, "C06")),))] if objection["is_late"] else []),
        _dispute(content, "Bila tidak ditanggapi", SILENCE),
    ]


def decision(content: Content) -> list[Section]:
    """The superior's written answer: to each reason, his decision, the order with its limit, the remedy."""
    objection = content["objection"]
    sections = [_head(content), Section("Informasi yang diminta", (objection["information"],))]
    sections += [
        Section(f"Alasan {letter}: {words}", (objection["answers"].get(letter, ""),))
        for letter, words in objection["reasons"]
    ]
    sections.append(Section("Putusan", (f"{objection['outcome']}.",)))
    if objection["decision_reason"]:
        sections.append(Section("Alasan putusan", (objection["decision_reason"],)))
    if objection["order"]:
        sections.append(
            Section(
                "Perintah kepada PPID",
                (objection["order"],),
                (("Dilaksanakan paling lambat", weekday(objection["order_due_on"])),),
            )
        )
    return [*sections, _dispute(content, "Upaya hukum", REMEDY)]


def _dispute(content: Content, heading: str, words: str) -> Section:
    """Where a dispute is brought and by when; the commission's address where the agency has filled it in."""
    agency = content["agency"]
    commission = agency.get("commission_name") or COMMISSION
    where = agency.get("commission_address", "")
    return Section(
        heading,
        (words.format(commission=commission, dispute=period(content, "C08")),),
        (("Alamat " + commission, where),) if where else (),
    )


def _head(content: Content) -> Section:
    objection = content["objection"]
    rows = [
        ("Nomor keberatan", objection["number"]),
        ("Tanggal keberatan", day(objection["received_on"])),
        ("Nomor permohonan", objection["request_number"] or "Tanpa permohonan (informasi berkala)"),
        ("Nama pemohon", objection["applicant"]),
        ("Alamat", objection["address"]),
        ("Telepon/surel", " / ".join(filter(None, (objection["phone"], objection["email"])))),
        ("Kuasa", objection["representative"]),
        ("Alamat kuasa", objection["representative_address"]),
        ("Tujuan penggunaan informasi", objection["purpose"]),
    ]
    return Section(rows=tuple(row for row in rows if row[1]))


def _reasons(content: Content) -> Section:
    reasons = content["objection"]["reasons"]
    return Section("Alasan keberatan", rows=tuple((f"Huruf {letter}", words) for letter, words in reasons))
