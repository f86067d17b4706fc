"""The book of watches as the command line opens it: ``sayso watch`` may come before any worker."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from sayso.runtime.abilities import StoreAway
from sayso.runtime.settings import PlaceSettings
from sayso_store.adapters.engine import open_engine
from sayso_store.migrate import migrate
from sayso_store.watches.book import WatchBook


class StoredWatches:
    """The book for the command line, which may come before any worker: whatever the store says becomes one line."""

    def __init__(self, prepare: Callable[[], None], book: WatchBook) -> None:
        self._prepare: Callable[[], None] | None = prepare
        self._book = book

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._book, name)

        def called(*args: Any, **named: Any) -> Any:
            try:
                if self._prepare is not None:
                    self._prepare()
                    self._prepare = None
                return method(*args, **named)
            except SQLAlchemyError as error:
                raise StoreAway(f"the store does not answer: {str(error).splitlines()[0][:300]}") from None

        return called


def open_watches(place: PlaceSettings) -> StoredWatches:
    """The ability ``watches``."""
    url = place.effective_database_url
    return StoredWatches(lambda: migrate(url), WatchBook(open_engine(url)))
