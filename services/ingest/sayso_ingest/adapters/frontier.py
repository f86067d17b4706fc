"""What was fetched, by whom and when, so that the same page is neither fetched nor read again without need.

One record a page, under its identity (``contracts.web_identity``), in Redis for all workers, for thirty days: the URL
that answered, its validators, the hash of its body, the time, and the unit of work that fetched it. A URL that led
there by redirects gets a pointer, which has a time of its own, since it may lead elsewhere by tomorrow.

Nothing may be lost by it, and that rests on who believes a record. It is written last, when the page is archived, but
before the hand-over, so its unit may die in between:

- the **unit that wrote it** does not believe it. That it meets it means that the page was not handed over: it takes the
  record out and fetches again. So does a unit that was set aside as a dead letter and is put back.
- **any other unit** believes it. The one that wrote it is through, or pending and will be taken up again, or a dead
  letter, which says so.
- a record is replaced only **as it was seen**. A worker that was paused while its unit ended elsewhere comes back to
  another's record and leaves it there: written over, it would be believed on the word of a unit that is no more.
- a unit that finds the page **unchanged** renews the time and not the unit, since it hands nothing over itself.

When Redis has trouble, asking is tried again later, like everything else that ingest asks it. What cannot be written
is left out, since the page is at hand: then the next push is fetched. Who asks: ``handler``; why so: ADR 0011.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import structlog
from redis.asyncio import Redis

from sayso.contracts.web_identity import identity
from sayso.runtime.clock import Clock, utc_now
from sayso.runtime.delivery import Keys
from sayso.runtime.delivery.patience import passes
from sayso_ingest.adapters.politeness import patiently
from sayso_ingest.domain.request import A_PAGE, Ask
from sayso_ingest.domain.response import LONGEST_VALUE, Response

log = structlog.get_logger(__name__)

VALIDATORS = ("etag", "last-modified")

_REPLACE = """
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1
"""
"""KEYS: the record. ARGV: what it was when it was seen, what it becomes (both empty for none), ms it is kept."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it was when it was last fetched. ``at`` in seconds, ``unit`` is whose work it was."""

    url: str
    sha256: str
    at: float
    unit: str
    validators: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """As it is written down."""
        return json.dumps({name: getattr(self, name) for name in _FIELDS}).encode()


_FIELDS = tuple(each.name for each in fields(Fetched))


@dataclass(frozen=True, slots=True)
class Recollection:
    """What is known of a URL. ``place`` is where its page's record stands or will stand, ``seen`` what stands there."""

    place: str
    seen: bytes = b""
    page: Fetched | None = None
    led_here_at: float | None = None

    def age(self, now: float) -> float | None:
        """Seconds since the URL led to the page as it is known; None if it is not known or the clock went back."""
        if self.page is None:
            return None
        since = self.page.at if self.led_here_at is None else min(self.led_here_at, self.page.at)
        return now - since if now >= since else None

    @property
    def ask(self) -> Ask:
        """What to ask the server for."""
        if self.page is None or not self.page.validators:
            return A_PAGE
        return Ask(validators=self.page.validators, about=self.page.url)

    def is_unchanged(self, response: Response) -> bool:
        """Whether an answer is the page as it is known: the server says so, or its bytes do."""
        if self.page is None or identity(response.final_url) != identity(self.page.url):
            return False
        return response.status == 304 or _hash(response) == self.page.sha256


class Frontier:
    """The records. ``kept`` in seconds."""

    def __init__(self, redis: "Redis", keys: Keys, *, kept: float, clock: Clock = utc_now) -> None:
        self._redis, self._keys, self._kept_ms, self._clock = redis, keys, round(kept * 1000), clock

    async def recall(self, url: str, unit_id: str) -> Recollection:
        """What is known of a (gated) URL, as far as that unit may believe it."""
        place = identity(url)
        seen = await self._get(place)
        led_here_at: float | None = None
        match _read(seen):
            case {"leads_to": str(there), "at": float(led_here_at)}:
                place = there
                seen = await self._get(place)
        page = _page(seen)
        if page is not None and page.unit == unit_id:
            await patiently(lambda: self._replace(place, seen, b""))
            return Recollection(place)
        return Recollection(place, seen, page, led_here_at)

    async def remember(self, known: Recollection, response: Response, unit_id: str) -> None:
        """Write down a page that is about to be handed over."""
        now = self._clock().timestamp()
        place = identity(response.final_url)
        page = Fetched(response.final_url, _hash(response), now, unit_id, _validators(response))
        await self._write(place, known.seen if place == known.place else b"", page, {response.url, *response.redirects})

    async def renew(self, known: Recollection, response: Response) -> None:
        """Write down that a page is still as it is known."""
        if known.page is None:
            return
        now = self._clock().timestamp()
        page = replace(known.page, at=now, validators={**known.page.validators, **_validators(response)})
        await self._write(known.place, known.seen, page, {response.url, *response.redirects})

    async def _write(self, place: str, seen: bytes, page: Fetched, led_here: set[str]) -> None:
        pointer = json.dumps({"leads_to": place, "at": page.at})
        try:
            await self._replace(place, seen, page.to_json())
            for other in {identity(url) for url in led_here} - {place}:
                await self._redis.set(self._key(other), pointer, px=self._kept_ms)
        except Exception as error:
            if not passes(error):
                raise
            log.warning("page_not_remembered", url=page.url, error=f"{type(error).__name__}: {error}"[:200])

    async def _replace(self, place: str, seen: bytes, now: bytes) -> bool:
        answer: Any = self._redis.eval(_REPLACE, 1, self._key(place), seen, now, self._kept_ms)
        return bool(await answer)

    async def _get(self, place: str) -> bytes:
        found: Any = await patiently(lambda: self._redis.get(self._key(place)))
        return found or b""

    def _key(self, place: str) -> str:
        return self._keys.alone(f"page:{place}")


def _read(seen: bytes) -> Any:
    try:
        return json.loads(seen or b"null")
    except ValueError:
        return None


def _page(seen: bytes) -> Fetched | None:
    match _read(seen):
        case {
            "url": str(url), "sha256": str(sha256), "at": float(at), "unit": str(unit), "validators": dict(validators)
        }:  # fmt: skip
            return Fetched(url, sha256, at, unit, validators)
    return None


def _hash(response: Response) -> str:
    return hashlib.sha256(response.body).hexdigest()


def _validators(response: Response) -> dict[str, str]:
    """The validators that can be given back as they came: one that was cut would never fit."""
    given = {name: response.headers[name] for name in VALIDATORS if name in response.headers}
    return {name: value for name, value in given.items() if value.isprintable() and len(value) < LONGEST_VALUE}
