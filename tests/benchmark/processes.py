"""What processes cost: CPU seconds and memory of a worker with everything it has started, read from ``/proc`` (Linux).

A worker's children count for it: extract parses in processes of its own. CPU of children that have ended is what
their parents have waited for. Ticks are hundredths of a second, so only differences over seconds mean anything.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU in seconds, resident memory in bytes."""

    cpu: float
    memory: int


def usage(pid: int) -> Usage:
    """Of a process and all that descend from it."""
    stats = _stats()
    family: set[int] = set()
    found = {pid}
    while found:
        family |= found
        found = {each for each, (parent, _, _) in stats.items() if parent in family} - family
    own = [stats[each] for each in family if each in stats]
    return Usage(sum(cpu for _, cpu, _ in own) / _TICK, sum(memory for _, _, memory in own) * _PAGE)


def _stats() -> dict[int, tuple[int, int, int]]:
    """By process: parent, ticks with those of children waited for, resident pages."""
    stats = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            # after the name, which may hold anything but ends with the last ")"
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            stats[int(entry.name)] = (int(fields[1]), sum(map(int, fields[11:15])), int(fields[21]))
    return stats
