from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from ppid.information.structure import ensure_structure


@pytest.fixture
def tree(home):
    """The addresses that a new installation has."""
    ensure_structure(home)
    home.refresh_from_db()
    return home


@pytest.fixture
def watch():
    """``watch()`` runs the command within the process: its exit code and what it printed."""

    def run(*options: str) -> tuple[int, str]:
        out = io.StringIO()
        try:
            call_command("periksa_judol", "--di-dalam", *options, stdout=out)
        except CommandError as fault:
            return fault.returncode, out.getvalue() + str(fault)
        return 0, out.getvalue()

    return run
