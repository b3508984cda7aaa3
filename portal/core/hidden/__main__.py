"""The process in which a stranger's file is opened: ``python -m portal.core.hidden TASK EXTENSION``.

The file comes in on standard input. ``inspect`` writes the findings as JSON, ``clean`` and ``rewrite`` the file as they
leave it, ``text`` what it says, or why they do not; the exit code tells which. Libraries complain on standard error as
they like.

Whatever happens to this process (memory, time, a fault in a library) happens to it alone; ``sandbox`` starts and
judges it.
"""

from __future__ import annotations

import json
import sys

from .findings import NotCleanable, Refused

MOST_MEMORY = 1536 * 1024 * 1024  # bytes
MOST_SECONDS = 15  # of computing


def _limit_itself() -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where nobody serves the public
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(task: str, content: bytes, extension: str) -> bytes:
    """Each task loads what it needs and no more: half of the time that a process takes to start goes into loading."""
    if task == "inspect":
        from .inspecting import inspect

        return json.dumps(inspect(content, extension)).encode()
    if task == "clean":
        from .cleaning import clean

        return clean(content, extension)
    if task == "text":
        from .reading import text_of

        return text_of(content, extension).encode("utf-8", "ignore")
    if extension == "pdf":
        from . import rewrite_pdf

        return rewrite_pdf.rewrite(content)
    from . import pixels

    return pixels.rewrite(content, extension)


def main(task: str, extension: str) -> int:
    content = sys.stdin.buffer.read()
    _limit_itself()
    try:
        sys.stdout.buffer.write(_answer(task, content, extension))
    except (NotCleanable, Refused) as reason:
        sys.stdout.buffer.write(str(reason).encode())
        return reason.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
