"""The wrapper around google-re2 gives code points and survives what the engine does not."""

from sayso_extract.domain.patterns import Pattern, encodable

WORD = Pattern(r"(b)\pL+")


def test_offsets_are_code_points() -> None:
    text = "é“😀” bridge"
    match = WORD.search(text)
    assert match is not None
    assert (match.span(), match.group(), match.span(1)) == ((5, 11), "bridge", (5, 6))
    assert [m.span() for m in WORD.finditer(text)] == [(5, 11)]


def test_lone_surrogates_keep_their_place() -> None:
    assert encodable("a\ud800b") == "a\ufffdb"
    match = WORD.search("\ud800\udfff bridge")
    assert match is not None
    assert match.span() == (3, 9)


def test_the_other_verbs() -> None:
    assert WORD.match("bridge") is not None
    assert WORD.match(" bridge") is None
    assert WORD.fullmatch("bridges") is not None
    assert WORD.sub("x", "a bridge") == "a x"
