"""The marks of an article's sentences are those of their normal forms, however the sentences are gone through."""

import re

import xxhash
from hypothesis import given
from hypothesis import strategies as st

from sayso_store.dedupe.domain import sentence_marks
from sayso_store.dedupe.domain.articles import WORDS
from sayso_store.dedupe.domain.normalise import normal_form

_PIECES = (
    "a", "B", "bridge", "no", "one", "no one", "per", "cent", "per cent", "won't", "'s", "'", "3,000", "%", "“", "”",
    "’", '"', ")", "]", ".", "!", "?", ",", "…", "´", "\u00a0", "\u200b", "\u0301", "\n", "\t", " ", " ", " ", "x" * 50,
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=80).map("".join)


@given(st.lists(_TEXTS | st.text(max_size=40), max_size=4).map(" ".join))
def test_a_mark_is_that_of_a_sentences_normal_form(text: str) -> None:
    forms = map(normal_form, re.split(r"(?<=[.!?])[\"'”’)\]]*\s+|\n+", text))
    long = [form for form in forms if form.count(" ") + 1 >= WORDS]
    marks = [xxhash.xxh3_64_intdigest(form.encode("utf-8", "replace")) for form in long]
    assert sentence_marks(text) == tuple(dict.fromkeys(marks))
