"""Named places where a process can be made to die, so that tests kill it exactly there.

``SAYSO_CRASH_AT=persist.after_commit`` ends the process with SIGKILL the first time it passes that mark;
``SAYSO_CRASH_ONCE=FILE`` makes it the first time among all processes that share the file. Without the variable a
mark is one comparison with None. The marks are part of the code on purpose: what a test does not name, it does not
test.
"""

import os
import signal
from pathlib import Path

_AT = os.environ.get("SAYSO_CRASH_AT")
_ONCE = os.environ.get("SAYSO_CRASH_ONCE")


def mark(name: str) -> None:
    """Die here if told to."""
    if _AT is not None and name == _AT and _is_first():
        os.kill(os.getpid(), signal.SIGKILL)


def _is_first() -> bool:
    if _ONCE is None:
        return True
    try:
        Path(_ONCE).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
