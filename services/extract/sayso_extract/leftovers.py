"""Removes what killed workers left in the temporary folder.

The server that parsing processes are forked from has a socket there, in a folder that multiprocessing makes and removes
at a clean end. A worker that is killed has none, so each leaves a folder behind. A lock (``flock``) on a file in it
tells the living from the dead: the kernel gives it up when its holder dies, however it dies and wherever it ran.

Next: ``parsers``, which calls :func:`mark_and_sweep` before its first process.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from functools import cache
from multiprocessing import util
from pathlib import Path

MARK = "sayso.lock"


@cache
def mark_and_sweep() -> Path:
    """Mark this process's folder as in use, for as long as it lives, and remove those of the dead. Once a process."""
    own = Path(util.get_temp_dir())
    file = os.open(own / MARK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    for mark in Path(tempfile.gettempdir()).glob(f"pymp-*/{MARK}"):
        if mark.parent != own:
            _remove_if_dead(mark)
    return own


def _remove_if_dead(mark: Path) -> None:
    with contextlib.suppress(OSError):  # another's, in use, or somebody else is at it
        file = os.open(mark, os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(mark.parent, ignore_errors=True)
        finally:
            os.close(file)
