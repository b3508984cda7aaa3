"""Many at once, and a machine that dies: what ``tests/load`` proves at length, in small for every run of the suite.

Real processes on a real database: the test database of PostgreSQL, or a file into which SQLite's is copied.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.conftest import build_house, make_official

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def run(transactional_db, tmp_path):
    """``run("killed.py", …)``: a measurement as a process of its own, on this database; what it says."""
    build_house()
    make_official("ppid", "ppid")

    def measure(script: str, *arguments: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, f"tests/load/{script}", "--here", *arguments],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.load.settings", **_place(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return measure


def _place(folder: Path) -> dict[str, str]:
    """Where the process finds the database, and the folder for everything else."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{folder}/small.sqlite3"
        with sqlite3.connect(folder / "small.sqlite3") as copy:
            connection.connection.backup(copy)
            # As a portal's own file is since its first migration: two that switch it at once lock each other out.
            copy.execute("PRAGMA journal_mode=WAL")
        copy.close()
    else:
        address = f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    (folder / "static").mkdir()
    return {"DATABASE_URL": address, "LOAD_FOLDER": str(folder)}


def test_of_many_who_register_at_once_each_is_recorded_under_a_number_of_its_own(run):
    said = run("registering.py", "--way", "direct", "--processes", "4", "--each", "5")
    assert "20 sent by 4 processes, 20 recorded" in said and "0 problems" in said


def test_whoever_was_cut_off_finds_his_request_whole_or_absent_and_never_twice(run):
    said = run("killed.py", "--random", "0", "--passes", "0")
    assert "killed 12 times" in said and "0 problems" in said
