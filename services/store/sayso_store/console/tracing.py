"""One thing's life for the page and the API: what the store knows of it, and where in Redis it is right now."""

import asyncio
from typing import Literal

from redis.exceptions import RedisError

from sayso.contracts.dispositions import Disposition
from sayso.contracts.wire import Record
from sayso.runtime.abilities import LifeView
from sayso.runtime.whereabouts import Asked, Whereabouts, look
from sayso_store.console.desk import Desk


class Whereabout(Record):
    """One entry in Redis that has to do with it."""

    stage: str
    state: Literal["queued", "being_worked_on", "waiting", "set_aside", "ended"]
    entry_id: str
    url: str | None
    detail: str


class Trace(Record):
    """A thing's life. ``verdict``: in one sentence, what came of it."""

    what: str
    verdict: str
    life: LifeView
    now: tuple[Whereabout, ...]
    not_read_to_the_end: tuple[str, ...] = ()
    redis_away: bool = False

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.life.units or self.life.articles or self.life.known_as or self.now)


async def trace(desk: Desk, what: str) -> Trace:
    """Look a thing up. Raises StoreAway."""
    life = await asyncio.to_thread(desk.life, what)
    urls = {url for each in life.articles for url in (each.article.url, each.article.fetched_url)}
    urls |= {each.url for each in life.units if each.url} if "correlation" not in life.known_as else set()
    ids = {each.entry_id for each in life.units if each.entry_id}
    away = False
    try:
        now = await look(desk.redis, desk.partitions, Asked.about(what, urls, ids))
    except (RedisError, OSError):
        now, away = Whereabouts(), True
    found = tuple(
        Whereabout(stage=each.stage, state=each.state, entry_id=each.entry_id, url=each.url, detail=each.detail)
        for each in now.found
    )
    return Trace(
        what=what, verdict=_verdict(life, found), life=life, now=found, not_read_to_the_end=tuple(now.cut),
        redis_away=away,
    )  # fmt: skip


def _verdict(life: LifeView, now: tuple[Whereabout, ...]) -> str:
    """What came of it; where nothing did, why."""
    waiting = [each for each in now if each.state in ("queued", "being_worked_on", "waiting")]
    said = sum(each.superseded_at is None for article in life.articles for each in article.statements)
    if any(each.state == "set_aside" for each in now):
        return "It was set aside and waits for a person: redrive it when what was wrong is mended."
    if waiting:
        return f"It is on its way: {waiting[-1].stage} has it."
    if said:
        return f"{said} statement{'s' if said != 1 else ''} came of it."
    if life.articles:
        return "It was read, and nobody says anything in it, so it made no claim."
    if life.units:
        last = life.units[-1]
        why = f" ({last.reason})" if last.reason else ""
        return f"No claim came of it: {last.disposition}{why}. {Disposition(last.disposition).meaning}"
    return "Nothing is known of it: it was never pushed here, or its record is older than what is kept."
