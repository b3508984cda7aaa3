"""The words of an alert as data: its eight parts, its levels, and the events that are announced (UU 14/2008 Pasal 10).

The parts are the law's (PERKI 1/2021 Pasal 25). The levels with their meanings, the events of the health field and
every pairing with a word of CAP 1.2 are ours and wait for the agency's confirmation: change them here, nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One of the eight parts; ``name`` is the field, ``cap`` the element of a CAP message that carries it."""

    name: str
    title: str
    hint: str
    cap: str = ""


PARTS = (
    Part("hazard", "Potensi bahaya dan besaran dampak", "Apa bahayanya dan seberapa besar dampaknya.", "description"),
    Part("affected", "Pihak yang berpotensi terdampak", "Siapa yang terancam, misalnya kelompok umur.", "description"),
    Part("evacuation", "Prosedur dan tempat evakuasi", "Ke mana dan bagaimana menyelamatkan diri.", "instruction"),
    Part("avoidance", "Cara menghindari bahaya", "Apa yang dilakukan dan tidak dilakukan warga.", "instruction"),
    Part("assistance", "Cara mendapatkan bantuan", "Nomor telepon, tempat, dan jam bantuan.", "instruction"),
    Part("announcer", "Pihak yang wajib mengumumkan", "Badan publik atau pihak yang wajib mengumumkan."),
    Part("announcement", "Tata cara pengumuman", "Media dan cara pengumuman ini disampaikan."),
    Part("response", "Upaya penanggulangan", "Apa yang sedang dan akan dilakukan pemerintah.", "description"),
)


# On the page a citizen reads what to do first; forms, registers and feeds keep the law's order.
READ_FIRST = ("avoidance", "assistance", "evacuation", "hazard", "affected", "response", "announcer", "announcement")


@dataclass(frozen=True)
class Level:
    """How grave it is. ``severity`` and ``urgency`` are words of CAP 1.2; ``look`` is a colour of the style sheet."""

    code: str
    name: str
    meaning: str
    severity: str
    urgency: str
    look: str


# From the lowest to the highest.
LEVELS = (
    Level("informasi", "Informasi", "Perlu diketahui; belum ada tindakan yang mendesak.", "Minor", "Unknown", "info"),
    Level("waspada", "Waspada", "Bahaya mungkin terjadi; kenali dan bersiaplah.", "Moderate", "Future", "warning"),
    Level("siaga", "Siaga", "Bahaya sudah dekat; siap bertindak sewaktu-waktu.", "Severe", "Expected", "warning"),
    Level("awas", "Awas", "Bahaya sedang atau segera terjadi; bertindak sekarang.", "Extreme", "Immediate", "error"),
)


@dataclass(frozen=True)
class Event:
    """What happened or threatens; ``categories`` are those of CAP 1.2."""

    code: str
    name: str
    categories: tuple[str, ...]


# What every agency announces at once (UU 14/2008 Pasal 10).
GENERAL_EVENTS = (
    Event("wabah", "Epidemi, wabah, atau kejadian luar biasa", ("Health",)),
    Event("penyakit-menular", "Persebaran dan daerah sumber penyakit yang berpotensi menular", ("Health",)),
    Event("racun-pangan", "Racun pada bahan makanan yang dikonsumsi masyarakat", ("Health",)),
    Event("bencana-alam", "Bencana alam", ("Geo", "Met")),
    Event("kegagalan-industri", "Kegagalan industri atau teknologi, atau dampak industri", ("Safety",)),
    Event("ledakan-nuklir", "Ledakan nuklir", ("CBRNE",)),
    Event("pencemaran-lingkungan", "Pencemaran lingkungan", ("Env",)),
    Event("bencana-sosial", "Bencana sosial", ("Safety",)),
    Event("gangguan-utilitas", "Rencana gangguan terhadap utilitas publik", ("Infra",)),
)
HEALTH_EVENTS = (
    Event("klb-dbd", "KLB demam berdarah dengue", ("Health",)),
    Event("klb-campak", "KLB campak", ("Health",)),
    Event("klb-difteri", "KLB difteri", ("Health",)),
    Event("klb-keracunan-pangan", "KLB keracunan pangan", ("Health",)),
    Event("klb-rabies", "KLB rabies", ("Health",)),
    Event("klb-malaria", "KLB malaria", ("Health",)),
    Event("klb-leptospirosis", "KLB leptospirosis", ("Health",)),
    Event("kabut-asap", "Kabut asap dan infeksi saluran pernapasan akut", ("Env", "Health")),
    Event("penarikan-produk", "Penarikan obat, vaksin, atau pangan", ("Health", "Safety")),
    Event("pencemaran-air-minum", "Pencemaran air minum", ("Env", "Health")),
    Event("gangguan-layanan", "Gangguan layanan kesehatan", ("Health", "Infra")),
    Event("cuaca-panas", "Bahaya kesehatan karena cuaca panas", ("Met", "Health")),
    Event("banjir", "Bahaya kesehatan karena banjir", ("Met", "Health")),
    Event("perubahan-status", "Perubahan status kewaspadaan", ("Health",)),
    Event("klb-berakhir", "KLB dinyatakan berakhir", ("Health",)),
    Event("lainnya", "Kejadian lain", ("Other",)),
)

LEVEL_CHOICES = [(level.code, level.name) for level in LEVELS]
EVENT_CHOICES = [
    ("Daftar umum", [(event.code, event.name) for event in GENERAL_EVENTS]),
    ("Bidang kesehatan", [(event.code, event.name) for event in HEALTH_EVENTS]),
]

_LEVELS = {level.code: level for level in LEVELS}
_EVENTS = {event.code: event for event in (*GENERAL_EVENTS, *HEALTH_EVENTS)}


def part_of(name: str) -> Part:
    return next(part for part in PARTS if part.name == name)


def level_of(code: str) -> Level:
    """The level of this code; a draft that names none is not raised above the lowest."""
    return _LEVELS.get(code, LEVELS[0])


def event_of(code: str) -> Event:
    return _EVENTS.get(code, _EVENTS["lainnya"])


def rank_of(code: str) -> int:
    """For sorting: the higher, the graver."""
    return LEVELS.index(level_of(code))
