"""Named places where a process can be made to die, so that tests kill it exactly there.

``SAYSO_CRASH_AT=persist.before_commit,persist.after_commit`` with ``SAYSO_CRASH_DIR=FOLDER`` ends a process with
SIGKILL the first time any process passes each of these marks; the folder then has a file of that name. Without the
variables a mark is one look into an empty set. The marks are part of the code on purpose: what a test does not name, it
does not test.
"""

import os
import signal
from pathlib import Path

_AT = frozenset(filter(None, os.environ.get("SAYSO_CRASH_AT", "").split(",")))
_FOLDER = Path(os.environ.get("SAYSO_CRASH_DIR", "."))


def mark(name: str) -> None:
    """Die here if told to, once."""
    if name not in _AT:
        return
    try:
        (_FOLDER / name).touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
