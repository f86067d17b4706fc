"""Stopping a thread at a query, so that another can come in between."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event


@contextmanager
def stopped_after(engine: Engine, beginning: str) -> Iterator[tuple[threading.Event, threading.Event]]:
    """The first thread to run a query that begins so says it (first event), and waits for the second."""
    reached, go_on = threading.Event(), threading.Event()

    def look(_c: Connection, _cursor: Any, query: str, *_: Any) -> None:
        if query.startswith(beginning) and not reached.is_set():
            reached.set()
            assert go_on.wait(10)

    event.listen(engine, "after_cursor_execute", look)
    yield reached, go_on
    event.remove(engine, "after_cursor_execute", look)
