"""Descriptions without a name: who may be meant by them, and who is somebody new."""

from collections.abc import Callable

import pytest

from sayso_extract.domain.model import Statement

Read = Callable[[str], tuple[Statement, ...]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # what counts or contrasts brings somebody else
        ("Bo Reed, a cook, said it was dry. The first resident said it was wet.", ["Bo Reed", None]),
        ("Bo Reed, 54, said it was dry. The other resident said it was wet.", ["Bo Reed", None]),
        ("Bo Reed, 54, said it was dry. Another resident said it was wet.", ["Bo Reed", None]),
        ("Bo Reed, 54, said it was dry. The last caller said it was wet.", ["Bo Reed", None]),
        ("A witness, Bo Reed, 54, said it was dry. The second witness said it was wet.", ["Bo Reed", None]),
        # an owner, a description beside it, another role, the other sex
        ("Bo Reed, 54, said it was dry. The defence's expert said it was wet.", ["Bo Reed", None]),
        ("Bo Reed, 54, said it was dry. The witness, a former deckhand, said it was wet.", ["Bo Reed", None]),
        ("Bo Reed, 54, said it was dry. The resident, who asked not to be named, said it was wet.", ["Bo Reed", None]),
        ("Judge Bo Reed said it was dry. The baker said it was wet.", ["Bo Reed", None]),
        ("Mr Bo Reed said it was dry. The mother said it was wet.", ["Bo Reed", None]),
        # who is charged, and who works at the trial, is not the witness
        ("Bo Reed, 54, denies theft.\n\nThe witness said it was wet.", ["Bo Reed", None]),
        ("Prosecutor Bo Reed said it was dry. The witness said it was wet.", ["Bo Reed", None]),
        (
            "Ada Cole, 54, said it was dry. Judge Bo Reed said it was late. The witness said it was wet.",
            ["Ada Cole", "Bo Reed", "Ada Cole"],
        ),
        # an age, an epithet or a role where none is known may be the speaker before
        ("Bo Reed, 19, said it was dry. The 19-year-old said it was wet.", ["Bo Reed", "Bo Reed"]),
        ("Senator Bo Reed said it was dry. The Kentucky Republican said it was wet.", ["Bo Reed", "Bo Reed"]),
        ("Senator Bo Reed said it was dry. Conservatives said it was wet.", ["Bo Reed", "Conservatives"]),
        ("Bo Reed, 19, said it was dry. The teenager said it was wet.", ["Bo Reed", "Bo Reed"]),
        ("Bo Reed, a baker, said it was dry. The veteran said it was wet.", ["Bo Reed", "Bo Reed"]),
        ("Bo Reed, 54, said it was dry. The baker said it was wet.", ["Bo Reed", "Bo Reed"]),
    ],
)
def test_who_is_meant(read: Read, text: str, names: list[str | None]) -> None:
    assert [each.speaker.name for each in read(text)] == names


def test_the_unnamed_are_met_again_by_their_mention_or_their_role(read: Read) -> None:
    text = "The first witness, a former deckhand, said it was dry.\n\nBo Reed, a cook, said no.\n\n"
    for again in ("The witness", "The deckhand", "The first witness"):
        last = read(f"{text}{again} said it was wet.")[-1].speaker
        assert (last.name, last.role, last.resolved_by) == (None, "former deckhand", "same_head")
    assert read(f"{text}The second witness said it was wet.")[-1].speaker.role == "second witness"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (  # who asked is not who replies
            'Ada Cole, a cook, said it was dry. "Was it?" asked Senator Bo Reed.\n\n"It was," she replied.',
            ["Ada Cole", "Bo Reed", "Ada Cole"],
        ),
        (  # even if the asker opens the sentence before
            "Ms Ada Cole, a cook, said it was dry.\n\n"
            '"Was it warm?" asked Ms Eva Reed, a lawyer. "It was wet all along," she replied.',
            ["Ada Cole", "Eva Reed", "Ada Cole"],
        ),
        ('"Was it dry all along?" asked Hugo Reed, a cook.\n\n"It was," he replied.', ["Hugo Reed", None]),
        ('"Was it dry all along?" asked Bo Reed, a cook.\n\n"It was not," he added.', ["Bo Reed", "Bo Reed"]),
    ],
)
def test_who_replies(read: Read, text: str, names: list[str | None]) -> None:
    assert [each.speaker.name for each in read(text)] == names
