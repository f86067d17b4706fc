"""What the language model has answered, and what of the day's tokens is used, in one SQLite file.

All workers with the same file share both, and a worker that starts again goes on with them. Tokens are taken before a
request is made and what it did not use is given back, so that workers at the same time never use more than a day has.

Guaranteed: each method is one transaction. Raises ``sqlite3.Error`` where the file cannot be used.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

_TABLES = """
create table if not exists answer (key text primary key, words text not null, made_at text not null) without rowid;
create table if not exists used (day text primary key, tokens integer not null) without rowid;
"""
_BUSY_SECONDS = 5.0


def key_of(*parts: str) -> str:
    """The key of an answer: a hash of all that it depends on."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class Memory:
    """The file. Opened for each use: forks, threads and other workers cannot be in its way."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def answer(self, key: str) -> str | None:
        """What was answered, if it is known."""
        with self._open() as file:
            row = file.execute("select words from answer where key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, key: str, words: str, now: datetime, days: float) -> None:
        """Remember an answer; forget those that are older than so many days."""
        with self._open() as file:
            file.execute("delete from answer where made_at < ?", ((now - timedelta(days=days)).isoformat(),))
            file.execute("insert or replace into answer values (?, ?, ?)", (key, words, now.isoformat()))

    def take(self, tokens: int, now: datetime, most: int) -> bool:
        """Take so many of the day's tokens; False, and nothing taken, if there are not as many left."""
        day = now.date().isoformat()
        with self._open() as file:
            file.execute("insert or ignore into used values (?, 0)", (day,))
            change = "update used set tokens = tokens + ?1 where day = ?2 and tokens + ?1 <= ?3"
            return file.execute(change, (tokens, day, most)).rowcount == 1

    def give_back(self, tokens: int, now: datetime) -> None:
        """Give back what a request did not use; less than none if it used more."""
        with self._open() as file:
            file.execute("update used set tokens = tokens - ? where day = ?", (tokens, now.date().isoformat()))

    def used(self, now: datetime) -> int:
        """Tokens used or taken that day."""
        with self._open() as file:
            row = file.execute("select tokens from used where day = ?", (now.date().isoformat(),)).fetchone()
        return 0 if row is None else int(row[0])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise sqlite3.OperationalError(f"its folder cannot be made: {error}") from error
        with closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None)) as file:
            file.executescript(_TABLES)
            file.execute("begin immediate")
            try:
                yield file
            except BaseException:
                file.rollback()
                raise
            file.commit()
