"""What stands between commas beside a speaker's mention: a description, a name, or what the speaker does.

Three kinds add to a mention: a description ("the transport minister of Veldania"), a name beside a role ("its founder,
Evander Solt"), and a clause that tells a post ("who runs the Copper Kettle cafe", "for the defence").

Guaranteed: what the mention itself says stays; names and roles are words of the article, but for the nouns of `POSTS`
and `SIDES`.

Next: `speakers`.
"""

from collections.abc import Sequence
from dataclasses import replace

from sayso_extract.domain.speakers.names import (
    Description,
    affiliation_in,
    bare,
    is_name,
    mention_words,
    read_mention,
)
from sayso_extract.domain.speakers.role_words import HONORIFICS, ORGANISATIONS, ROLES
from sayso_extract.domain.word_lists import word_set

POSTS = {
    "leads": "leader", "led": "leader", "heads": "head", "headed": "head", "chairs": "chair", "chaired": "chair",
    "founded": "founder", "owns": "owner", "manages": "manager", "directs": "director", "edits": "editor",
    "represents": "representative", "teaches": "teacher",
}  # fmt: skip
"""Verbs that tell a post, and the post."""
_KEEPS = word_set("runs ran owns manages leads heads chairs founded directs edits teaches")
SIDES = {"defence": "defence lawyer", "defense": "defense lawyer", "prosecution": "prosecutor"}
_WORKS = word_set(
    "study research trial project team campaign inquiry investigation review expedition strike march protest"
)
_VAGUE = word_set("witness resident source man woman person neighbour neighbor passenger customer victim")
"""Roles that say less than any description beside them."""


def describe(mention: str, appositions: Sequence[str] = ()) -> Description:
    """Read a mention and its appositions."""
    found = read_mention(mention_words(mention))
    for apposition in appositions:
        words = mention_words(apposition)
        if words and not words[0][:1].isdigit():
            found = _with(found, words)
    return found


def _with(found: Description, words: list[str]) -> Description:
    if bare(words[0]) == "who":
        return _with_post(found, words[1:])
    if words[0].lower() in ("which", "whose"):
        return found
    if found.name is None and found.role:
        return _with_name(found, words)
    if len(words) > 2 and words[0].lower() == "for" and bare(words[-1]) in SIDES:
        return replace(found, role=found.role or SIDES[bare(words[-1])], kind="person") if found.name else found
    return _with_description(found, words)


def _with_name(found: Description, words: list[str]) -> Description:
    """A role, and beside it who holds it: "its founder, Evander Solt"; or what the unnamed one is."""
    titled = [word for word in words if bare(word) not in HONORIFICS]
    while len(titled) > 2 and bare(titled[0]) in ROLES:
        titled = titled[1:]
    if len(titled) > 1 and is_name(titled):
        return replace(found, name=" ".join(titled), kind="person")
    if all(word[:1].isupper() for word in titled) and bare(titled[-1]) in ORGANISATIONS:
        return replace(found, name=" ".join(titled), kind="organisation")
    beside = read_mention(words)
    if beside.role and bare((found.role or "").split()[-1]) in _VAGUE:
        return replace(found, role=beside.role, affiliation=found.affiliation or beside.affiliation)
    return found


def _with_post(found: Description, words: list[str]) -> Description:
    """Who leads, runs or speaks for something."""
    verb = next((bare(word) for word in words[:2] if bare(word) in POSTS or bare(word) in _KEEPS), None)
    if verb is None or found.kind not in ("person", "unknown") or found.name is None:
        return found
    begin = [bare(word) for word in words[:2]].index(verb) + 1
    what = [word for word in words[begin:] if word.lower() not in ("a", "an", "the", "its", "their")]
    post = POSTS.get(verb)
    if post and what and what[0] in _WORKS:
        post = f"{what[0]} {post}"
    where = affiliation_in(["of", *words[begin:]])
    return replace(found, role=found.role or post, affiliation=found.affiliation or where, kind="person")


def _with_description(found: Description, words: list[str]) -> Description:
    """Fill role and affiliation from a description: "an analyst at Greyfinch Securities"."""
    beside = read_mention(words)
    if found.kind == "person" and (found.role is None or found.affiliation is None):
        if bare(words[-1]) in ROLES or beside.role:
            role = beside.role or " ".join(words)
            return replace(found, role=found.role or role, affiliation=found.affiliation or beside.affiliation)
        return replace(found, affiliation=found.affiliation or affiliation_in(words))
    if found.kind == "unknown" and found.name:
        if beside.role:
            return replace(found, role=beside.role, affiliation=beside.affiliation, kind="person")
        return replace(found, kind=beside.kind if beside.kind == "organisation" else found.kind)
    if found.kind == "organisation" and all(word[:1].isupper() for word in words) and len(words) > 1:
        return replace(found, name=" ".join(words)) if bare(words[-1]) in ORGANISATIONS else found
    return found
