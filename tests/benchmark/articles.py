"""Articles for measuring: as long as news is, with ten statements each, in pages as heavy as news pages are.

The same seed and number always give the same page. Names, verbs and plans are those of the chaos tests' site, so that
everything is made up; around the ten statements stand paragraphs of narration, and around the article what real
pages have around theirs: menus, related links, a share bar, styles and scripts. Some 780 words of text in 50 kB of
HTML. No two articles share a statement unless ``shared`` says that neighbours do, as outlets that report one story.
"""

import random
from collections.abc import Iterator

from tests.chaos.site import person, plan, said

STATEMENTS = 10
PARAGRAPHS = 11
"""Paragraphs of narration, among which the statements stand."""
SHARED_BY = 4
"""Articles in a row that report one story, where stories are shared."""

_FILLER = (
    "The {noun} stands between {a} and {b}, where the road turns towards the river and the old mill once was. "
    "It was built for the traders who came down from {a} each autumn with wool and timber, and it was left empty "
    "after the second flood. People from {b} still gather there in the evening when the weather is fine.",
    "Work in {a} began before sunrise and went on until the lamps along the quay were lit. A crane from {b} lifted "
    "the first beams over the wall while a small crowd watched from the steps of the library. By noon the street "
    "was open again, and the bus to {b} ran as it does on other days.",
    "The valley of {a} has some nine thousand inhabitants, two schools and a market on Thursdays. Its railway was "
    "closed a generation ago and the track is now a path for walkers. From the hill above {b} one can see the "
    "harbour and, on clear days, the islands beyond.",
)


def text(seed: int, number: int, *, shared: bool = False) -> str:
    """An article as plain text: a title, then paragraphs."""
    return "\n\n".join([_title(seed, number), *_paragraphs(seed, number, shared=shared)])


def page(seed: int, number: int, *, shared: bool = False) -> str:
    """An article as a news page of some 50 kB."""
    title = _title(seed, number)
    body = "\n".join(f"<p>{each}</p>" for each in _paragraphs(seed, number, shared=shared))
    menu = "".join(f'<li class="menu-item"><a href="/s/{n}">Section {n}</a></li>' for n in range(40))
    links = "".join(f'<li><a href="/story/{number + n}/x">{_title(seed, number + n)}</a></li>' for n in range(1, 30))
    style = "".join(f".c{n}{{margin:{n}px;padding:{n % 7}px;color:#{n:06x}}}" for n in range(300))
    script = "".join(f'window.data.push({{id:{n},kind:"slot",size:[{n},250]}});' for n in range(350))
    return (
        f'<!doctype html><html lang="en"><head><title>{title} - The Paper</title><style>{style}</style>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Paper">'
        f'<meta property="article:published_time" content="2026-03-{1 + number % 28:02d}T08:00:00+00:00">'
        f'<meta name="author" content="{person(random.Random(number))} Marlo"><script>window.data=[];{script}</script>'
        f"</head><body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>"
        f'<div class="share"><a href="#">Share</a><a href="#">Copy link</a></div>{body}</article>'
        f"<aside><h2>Read more</h2><ul>{links}</ul></aside></main>"
        f"<footer><p>All rights reserved. The Paper, {person(random.Random(7))}.</p>{style}</footer></body></html>"
    )


def _title(seed: int, number: int) -> str:
    chance = random.Random(f"headline {seed} {number}")
    return f"{person(chance)} and {person(chance)} look for a way out of dispute {number}"


def _paragraphs(seed: int, number: int, *, shared: bool) -> Iterator[str]:
    chance = random.Random(f"narration {seed} {number}")
    for place in range(PARAGRAPHS):
        if place < STATEMENTS:
            yield _statement(seed, number, place, shared=shared)
        yield chance.choice(_FILLER).format(
            noun=chance.choice(("tower", "barn", "depot")), a=person(chance), b=person(chance)
        )


def _statement(seed: int, number: int, place: int, *, shared: bool) -> str:
    if shared and place >= STATEMENTS // 2:
        chance = random.Random(f"story {seed} {number // SHARED_BY} {place}")
        return f"{person(chance)} {person(chance)}, the mayor, said that {person(chance)} would {plan(chance)}."
    return said(random.Random(f"said {seed} {number} {place}"))
