"""A house of its own for a measurement: database, folder and, where it takes one, a server as production has it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 4
LONGEST_START = 120


def furnish() -> None:
    """Calendar, SOP, and a PPID who is told of each request."""
    from tests.conftest import build_house, make_official

    build_house()
    make_official("ppid", "ppid")


@contextmanager
def own_house(furnish: Callable[[], None] = furnish) -> Iterator[Path]:
    """A migrated and furnished database, thrown away afterwards: SQLite in the folder, or where ``DATABASE_URL`` says.

    Processes that are started within find both by the environment. One house a process: settings are read once.
    """
    with tempfile.TemporaryDirectory(prefix="portal-load-") as name:
        folder = Path(name)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/load.sqlite3")
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.load.settings", "LOAD_FOLDER": name}
        (folder / "static").mkdir()
        import django

        django.setup()
        from django.db import connection

        given = connection.settings_dict["NAME"]
        connection.settings_dict["TEST"]["NAME"] = f"{folder}/test.sqlite3" if connection.vendor == "sqlite" else None
        made = connection.creation.create_test_db(verbosity=0, serialize=False, autoclobber=True)
        os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"].removesuffix(str(given)) + made
        try:
            furnish()
            yield folder
        finally:
            connection.creation.destroy_test_db(given, verbosity=0)


def as_it_is() -> nullcontext:
    """The database and the folder that the environment names."""
    import django

    django.setup()
    return nullcontext()


@contextmanager
def server(workers: int = WORKERS) -> Iterator[Server]:
    """gunicorn with several workers on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen([*command, "--workers", str(workers), "--log-level", "error"], cwd=ROOT) as master:  # noqa: S603 - our own words
        try:
            running = Server(port, master.pid)
            running.wait()
            yield running
        finally:
            master.send_signal(signal.SIGTERM)


class Server:
    def __init__(self, port: int, pid: int):
        self.port = port
        self.pid = pid

    def workers(self) -> list[int]:
        """The processes that answer."""
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def wait(self) -> None:
        until = time.monotonic() + LONGEST_START
        while time.monotonic() < until:
            try:
                connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.5)
        raise SystemExit("the server does not answer")
