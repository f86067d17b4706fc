"""``python -m sayso.runtime.role_process SERVICE ROLE``: one role as this process, as ``sayso run`` starts it.

Nothing of the command line is loaded, which is a tenth of what a worker needs to start. Whoever is told to end before
there is anything to stop ends at once, and well.
"""

import signal
import sys


def main(service: str, role: str) -> int:
    """Run the role; the exit code."""
    for each in (signal.SIGTERM, signal.SIGINT):  # until the worker has its own
        signal.signal(each, lambda *_: sys.exit(0))
    from sayso.runtime.service import named
    from sayso.runtime.worker import run_role

    return run_role(service, role, named(service).role(role))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
