"""A local site with as many small articles as are asked for, each made from a seed and its number.

The same seed and number always give the same page, so a page that is fetched twice is the same page, and a run can be
repeated. Everybody and everything in the articles is made up. An article has six statements; the last one it shares
with the articles whose numbers are near, with one of two prices, so that there are corroborations and conflicts as
well as new claims. Seven hosts answer, all on one loopback port. ``/slow/<n>`` waits, ``/broken/<n>`` answers 500.

Served by aiohttp in a thread of its own. Nothing of Sayso is imported here. Next: ``scene``, which pushes the URLs.
"""

import asyncio
import contextlib
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from aiohttp import web

Writer = Callable[[int, int], str]

HOSTS = 7
STATEMENTS = 6
SHARED_BY = 5
"""Articles in a row that have one statement in common."""
SLOW_SECONDS = 30.0

_SYLLABLES, _ADJECTIVES, _NOUNS, _VERBS = (words.split() for words in (
    "ba bel cor dan dor el fen gar hol ind jas kel lor mar nel or pel quin ros sel tam ul ven wil yar zan",
    "broken coastal cheap distant early empty familiar frozen golden hidden hollow idle late local modest narrow "
    "northern old orderly painted patient private quiet rural rusty second silent slow stone sudden tall upper useful "
    "vacant western wide wooden young",
    "archive bakery barn basin bell boathouse brewery bridge canal cellar chapel clinic college court dairy depot dock "
    "engine factory ferry fountain garden gate granary hall harbour hospital kiln kitchen ladder library lock market "
    "meadow mill museum nursery orchard park pier pump quarry railway reservoir road roof school shelter signal stable "
    "station street tower tram tunnel warehouse wharf workshop",
    "abandon borrow clean close copy cover drain expand fence finish guard heat inspect lease light measure move open "
    "paint patrol photograph rebuild rent repair replace reserve restore search seal sell share survey test visit",
))  # fmt: skip
_ROLES = ("the engineer", "the mayor", "the head teacher", "the harbour master", "a farmer", "the librarian")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site is, and what its articles are called."""

    port: int
    seed: int

    def url(self, number: int) -> str:
        """The URL of an article."""
        return f"http://paper{number % HOSTS}.localhost:{self.port}/story/{number}"

    @property
    def hosts(self) -> str:
        """The hosts, as SAYSO_ALLOW_PRIVATE_HOSTS wants them."""
        return f"*.localhost:{self.port}"


def page(seed: int, number: int) -> str:
    """An article as HTML."""
    paragraphs = "".join(f"<p>{each}</p>\n" for each in _paragraphs(seed, number))
    title = _title(seed, number)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>'
        f'<meta property="og:site_name" content="Paper {number % HOSTS}"></head>'
        f"<body><article><h1>{title}</h1>\n{paragraphs}</article></body></html>"
    )


def text(seed: int, number: int) -> str:
    """An article as plain text."""
    return "\n\n".join([_title(seed, number), *_paragraphs(seed, number)])


def _title(seed: int, number: int) -> str:
    chance = random.Random(f"title {seed} {number}")
    return f"{chance.choice(_ADJECTIVES).title()} {chance.choice(_NOUNS)} in {person(chance)} is story {number}"


def _paragraphs(seed: int, number: int) -> Iterator[str]:
    yield f"The council of {person(random.Random(f'place {seed} {number}'))} met on Tuesday for the story {number}."
    for place in range(STATEMENTS - 1):
        yield said(random.Random(f"{seed} {number} {place}"))
    shared = random.Random(f"shared {seed} {number // SHARED_BY}")
    what = f"{person(shared)} would {plan(shared)} for {price(number)} crowns"
    yield f"The mayor, {person(shared)} {person(shared)}, said that {what}."


def price(number: int) -> int:
    """The price in an article's shared statement: two prices a group, which are a conflict."""
    return 40 + number % 2


@lru_cache(maxsize=4096)
def _cached(write: Writer, seed: int, number: int) -> bytes:
    return write(seed, number).encode()


def said(chance: random.Random) -> str:
    """A sentence in which somebody says something."""
    who, role = f"{person(chance)} {person(chance)}", chance.choice(_ROLES)
    what = plan(chance)
    form = chance.randrange(3)
    if form == 0:
        return f"“We will {what} for {person(chance)},” said {who}, {role}."
    if form == 1:
        return f"{who}, {role}, said that {person(chance)} would {what}."
    return f"According to {who}, {person(chance)} has promised to {what}."


def plan(chance: random.Random) -> str:
    """What somebody means to do."""
    return (
        f"{chance.choice(_VERBS)} the {chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)} near {person(chance)} and "
        f"{chance.choice(_VERBS)} {person(chance)}'s {chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)}"
    )


def person(chance: random.Random) -> str:
    """A name."""
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3)))).title()


@contextlib.contextmanager
def served(seed: int, port: int = 0, write: Writer = page) -> Iterator[Site]:
    """The site, for the time of a ``with`` block; ``write`` makes an article of a seed and its number."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="site", daemon=True)
    thread.start()
    runner, bound = asyncio.run_coroutine_threadsafe(_start(seed, port, write), loop).result(10)
    try:
        yield Site(bound, seed)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _start(seed: int, port: int, write: Writer) -> tuple[web.AppRunner, int]:
    async def story(request: web.Request) -> web.Response:
        body = _cached(write, seed, int(request.match_info["number"]))
        return web.Response(body=body, content_type="text/html", charset="utf-8")

    async def slow(request: web.Request) -> web.Response:
        await asyncio.sleep(SLOW_SECONDS)
        return await story(request)

    async def broken(_: web.Request) -> web.Response:
        return web.Response(status=500, text="broken")

    app = web.Application()
    app.router.add_get("/story/{number:\\d+}", story)
    app.router.add_get("/slow/{number:\\d+}", slow)
    app.router.add_get("/broken/{number:\\d+}", broken)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", port)
    await listener.start()
    bound: int = runner.addresses[0][1]
    return runner, bound
