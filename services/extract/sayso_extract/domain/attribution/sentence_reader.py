"""One sentence, all its attributions: which pattern is asked about which cue, and in which order.

Input: a sentence's tokens. A report in the middle or at the end of a sentence holds everything before it, cues
included, so the outer patterns are asked about every cue first; what they leave is read forward from left to right.

Guaranteed: found in reading order, no two overlap; a question holds none unless it is quoted.

Next: `finder`.
"""

from sayso_extract.domain.attribution.after_cue import After, after_cue
from sayso_extract.domain.attribution.cue_hits import Hit, find_hits
from sayso_extract.domain.attribution.frames import PATTERNS
from sayso_extract.domain.attribution.phrases import Phrase, subject_before
from sayso_extract.domain.attribution.scenes import AttributionPattern, Found, Scene
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.values import replace

MOST_CUES = 24
"""A sentence with more verbs of speech than this is no prose; reading stops there."""
LONGEST_COLON_NAME = 6
LONGEST_SIGNATURE = 14
"""Words after the dash of a signed quote: a name and, behind a comma, who that is."""
_DASHES = frozenset(("–", "—", "―", "--"))
_OUTER = tuple(p for p in PATTERNS if p.outer)
_FORWARD = tuple(p for p in PATTERNS if not p.outer)


def read_sentence(tokens: tuple[Token, ...]) -> tuple[Found, ...]:
    """Every attribution of one sentence."""
    hits = find_hits(tokens)[:MOST_CUES]
    if not hits:
        return _read_colon(tokens) or _read_signed(tokens)
    high = _end(tokens)
    asks = tokens[-1].text == "?"
    found: list[Found] = []
    low = 0
    while hits:
        hits = tuple(hit for hit in hits if hit.begin >= low)
        scenes: list[Scene] = []  # those that the outer patterns were asked about are there for the others
        one = _first(_OUTER, tokens, low, high, hits, scenes) or _first(_FORWARD, tokens, low, high, hits, scenes)
        if one is None:
            break
        if not asks or any(t.kind == "quote" for b, e in one.ranges for t in tokens[b:e]):
            found.append(one)
        low = max(one.resume, one.cue[1], low + 1)
    return tuple(found)


def _read_colon(tokens: tuple[Token, ...]) -> tuple[Found, ...]:
    """A name, a colon and a quote, with no verb at all: 'Ada Brook: "The bridge is safe."'."""
    colon = next((i for i, t in enumerate(tokens[:LONGEST_COLON_NAME]) if t.text == ":"), 0)
    rest = tokens[colon + 1 :]
    if not colon or not all(t.capital for t in tokens[:colon]) or not any(t.kind == "quote" for t in rest):
        return ()
    if not all(t.kind in ("quote", "mark") for t in rest):
        return ()
    ranges, speaker = ((colon + 1, len(tokens)),), Phrase(0, colon)
    return (Found(ranges, (colon, colon + 1), speaker, False, None, False, "colon", 0.7, None, len(tokens)),)


def _read_signed(tokens: tuple[Token, ...]) -> tuple[Found, ...]:
    """A quote, a dash and a name, with no verb at all: '"The bridge is safe." — Ada Brook, mayor'."""
    if tokens[0].kind != "quote":
        return ()
    high = _end(tokens)
    dash = next((i for i, t in enumerate(tokens[:high]) if t.kind != "quote"), 0)
    if not dash or tokens[dash].text not in _DASHES or " " not in tokens[0].text or high - dash > LONGEST_SIGNATURE:
        return ()
    comma = next((i for i in range(dash + 1, high) if tokens[i].text == ","), high)
    name = tokens[dash + 1 : comma]
    if not 1 <= len(name) <= LONGEST_COLON_NAME or not (name[0].capital and name[-1].capital):
        return ()
    described = ((comma + 1, high),) if comma + 1 < high else ()
    speaker = Phrase(dash + 1, comma, described)
    return (Found(((0, dash),), (dash, dash + 1), speaker, False, None, False, "signed_quote", 0.8, None, len(tokens)),)


def _end(tokens: tuple[Token, ...]) -> int:
    high = len(tokens)
    while high > 1 and tokens[high - 1].text in (".", "…", "..."):
        high -= 1
    return high


def _first(
    patterns: tuple[AttributionPattern, ...],
    tokens: tuple[Token, ...],
    low: int,
    high: int,
    hits: tuple[Hit, ...],
    scenes: list[Scene],
) -> Found | None:
    for number, hit in enumerate(hits):
        if number == len(scenes):
            subject, after = _around(tokens, low, high, hit)
            scenes.append(Scene(tokens, low, high, hit, hits, subject, after))
        scene = scenes[number]
        for pattern in patterns:
            found = pattern.read(scene)
            if found is not None:
                return replace(found, rule=pattern.name, confidence=pattern.confidence)
    return None


def _around(tokens: tuple[Token, ...], low: int, high: int, hit: Hit) -> tuple[Phrase | None, After]:
    subject = subject_before(tokens, low, hit.begin) if hit.kind in ("active", "hearsay") else None
    return subject, after_cue(tokens, hit.end, high, hit.form.hearer, hit.form.plans)
