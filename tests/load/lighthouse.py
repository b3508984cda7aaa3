"""Lighthouse on a phone, the median of three, on the pages that citizens see most (docs/rules.md, budgets).

``python -m tests.load.lighthouse`` serves the showcase, prints the marks as a table, and exits with 1 where one is
below its floor. It needs the npm packages of ``tests/browser`` and Chromium, and a machine that does nothing else: the
mark for speed is a measurement.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from statistics import median
from tempfile import NamedTemporaryFile

from tests.browser.public_face import TOOLS, Showcase, running_showcase

FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage --disable-quic --disable-background-networking"
TIMES = 3
# Now and then Chromium's trace begins too late for Lighthouse (NO_NAVSTART), whatever the page is.
TRIES = 3
FLOOR = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = ("home", "news-index", "news-page", "information", "catalogue", "ask", "search")
# What is found by searching is not for search engines to find once more: asked not to, they give no worse mark here.
NOT_TO_BE_INDEXED = {"search"}


def marks(url: str, *, indexed: bool) -> dict[str, int]:
    """The marks of one run, 0 to 100; 0 where Lighthouse gave none, with its reason on the error output."""
    command = [
        shutil.which("node") or "node",
        str(TOOLS / "lighthouse" / "cli" / "index.js"),
        url,
        f"--chrome-flags={FLAGS}",
        "--quiet",
    ]
    command += [] if indexed else ["--skip-audits=is-crawlable"]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    with NamedTemporaryFile(suffix=".json") as report:
        command += ["--output=json", f"--output-path={report.name}"]
        for _ in range(TRIES):
            ended = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603 - our own words
            if ended.returncode == 0:
                break
        else:
            raise SystemExit(ended.stderr.decode())
        told = json.load(report)
    for audit in told["audits"].values():
        if audit.get("errorMessage"):
            print(f"  {audit['id']}: {audit['errorMessage']}", file=sys.stderr)
    return {name: round(100 * (category["score"] or 0)) for name, category in told["categories"].items()}


def measure(shown: Showcase) -> bool:
    """Print a line for each page; whether every median reaches its floor."""
    fine = True
    print("| page |", " | ".join(FLOOR), "|")
    for name in PAGES:
        runs = [marks(shown.url(name), indexed=name not in NOT_TO_BE_INDEXED) for _ in range(TIMES)]
        found = {what: median(run[what] for run in runs) for what in FLOOR}
        fine &= all(found[what] >= floor for what, floor in FLOOR.items())
        print(f"| {name} |", " | ".join(str(mark) for mark in found.values()), "|", flush=True)
    return fine


if __name__ == "__main__":
    with running_showcase() as showcase:
        sys.exit(0 if measure(showcase) else 1)
