"""Ten thousand strings at the search, as people and robots type them and as they do not: always 200, and in time.

Run ``python tests/load/search_strings.py``; with ``DATABASE_URL`` set, on that server. ``--strings`` and ``--pages``
say how many; ``--seed`` says which, and the same seed always gives the same.

Works on a test database of its own, thrown away afterwards. Prints the figures; exits with 1 when an answer is not 200
or takes more than 300 ms twice.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.load.fifty_thousand import elapsed, fill
from tests.load.house import own_house

LONGEST = 0.3
OPERATORS = [
    '"',
    "'",
    "*",
    "(",
    ")",
    "NEAR(",
    "OR",
    "AND",
    "NOT",
    "-",
    ":",
    "^",
    "\\",
    "%",
    "_",
    "&",
    "|",
    "!",
    "<->",
    "{",
    "}",
]
MARKUP = [
    "<script>alert(1)</script>",
    "' OR 1=1--",
    "../../",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "%s",
    "\r\nX: y",
    "title:",
    "marks:",
]
LETTERS = [
    "\0",
    "\ud800",
    "\udfff",
    "e\u0301",
    "\u202e",
    "²",
    "ﬁ",
    "İ",
    "ß",
    "🏥",
    "健康",
    "\t",
    "\x7f",
    "\ufeff",
    "\U0010ffff",
]
CHOICES = {
    "jenis": ["berita", "dokumen", "x"],
    "tahun": ["2020", "0", "9" * 99],
    "unit": ["1", "-1"],
    "urut": ["terbaru"],
}


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--strings", type=int, default=10_000)
    asked.add_argument("--pages", type=int, default=5_000)
    asked.add_argument("--seed", type=int, default=1)
    wanted = asked.parse_args()
    with own_house():
        from django.db import connection
        from django.test import Client

        from home.models import HomePage
        from ppid.information.structure import ensure_structure

        ensure_structure(HomePage.objects.get())
        fill(wanted.pages)
        client, times, wrong = Client(), [], []
        client.get("/cari/?q=kesehatan")
        for address in addresses(wanted.strings, random.Random(wanted.seed)):
            answers = []
            seconds = elapsed(lambda address=address, answers=answers: answers.append(client.get(address)))
            if seconds > LONGEST:  # another process may have had the processor
                seconds = min(seconds, elapsed(lambda address=address: client.get(address)))
            times.append(seconds)
            if answers[0].status_code != 200 or seconds > LONGEST:
                wrong.append(f"{answers[0].status_code} after {seconds * 1000:.0f} ms: {address[:200]}")
        times.sort()
        print(
            f"{connection.vendor}: {len(times)} strings at {wanted.pages} pages: median "
            f"{times[len(times) // 2] * 1000:.1f} ms, 99 % within {times[len(times) * 99 // 100] * 1000:.1f} ms, "
            f"longest {times[-1] * 1000:.1f} ms; {len(wrong)} wrong"
        )
        print("\n".join(wrong[:20]))
        return int(bool(wrong))


def addresses(number: int, chance: random.Random) -> Iterator[str]:
    for _ in range(number):
        text = chance.choice(KINDS)(chance)
        asked = "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))
        chosen = [(name, chance.choice(CHOICES[name])) for name in CHOICES if chance.random() < 0.2]
        yield f"/cari/?q={asked}" + "".join(f"&{name}={value}" for name, value in chosen)


def _words(chance: random.Random, most: int = 14) -> str:
    from tests.load.information import WORDS

    return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))


def _slips(chance: random.Random) -> str:
    letters = list(_words(chance, 6))
    for _ in range(chance.randint(1, 4)):
        letters[chance.randrange(len(letters))] = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


def _operators(chance: random.Random) -> str:
    pieces = [chance.choice([*OPERATORS, *MARKUP, *LETTERS, _words(chance, 2)]) for _ in range(chance.randint(1, 12))]
    return chance.choice(["", " "]).join(pieces)


def _anything(chance: random.Random) -> str:
    return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randint(0, 100)))


def _ascii(chance: random.Random) -> str:
    return "".join(chr(chance.randrange(128)) for _ in range(chance.randint(0, 100)))


def _long(chance: random.Random) -> str:
    return " ".join([_words(chance, 1)] * 5_000)


def _abbreviations(chance: random.Random) -> str:
    from search.language import _definition

    return " ".join(chance.choice(chance.choice(_definition()["sinonim"])) for _ in range(chance.randint(1, 12)))


KINDS = [_words, _slips, _operators, _anything, _ascii, _abbreviations, *[_words, _slips, _operators] * 5, _long]


if __name__ == "__main__":
    sys.exit(main())
