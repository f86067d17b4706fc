"""The garbage collector of a worker process: told once what stays, and to look at the rest less often.

A worker imports some hundred thousand objects, which live as long as it does, and makes thousands of small values an
entry, few of which are part of a cycle. Python's collector, as it comes, looks at the young ones every 700 and at all
of them now and then: a fifth of the time of ``dedupe``. What is there when the worker is ready is therefore frozen,
and young ones are looked at every :data:`YOUNG`. Cycles are still found, a little later.
"""

import gc

YOUNG = 100_000
"""Objects made, less objects gone, between two looks at the young ones."""


def leave_what_stays() -> None:
    """Freeze what is there, and look less often. Called once, when everything is imported and open."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
