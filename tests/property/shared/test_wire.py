"""The wire, on inputs nobody thought of: what is written is read back, what cannot be read says so with a reason."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.contracts.dispositions import Reason
from sayso.contracts.events import PageFetched, UnitEnded, UrlPushed
from sayso.contracts.wire import Event, UnreadableEntry

text = st.text(st.characters(exclude_categories=["Cs"]))


@given(url=text.filter(bool), html=st.none() | st.binary(), priority=st.integers(0, 9), tags=st.none() | text)
def test_an_event_survives_the_wire(url: str, html: bytes | None, priority: int, tags: str | None) -> None:
    event = UrlPushed(url=url, html=html, priority=priority, tags=tags)
    assert UrlPushed.from_fields(event.to_fields()) == event


@given(headers=st.dictionaries(text, text), body=st.binary())
def test_nested_values_survive_the_wire(headers: dict[str, str], body: bytes) -> None:
    page = PageFetched(
        url="u",
        final_url="u",
        media="html",
        http_headers=headers,
        fetched_at="2026-01-01T00:00:00Z",
        body=body,
        sha256="0",
    )
    assert PageFetched.from_fields(page.to_fields()) == page


names = st.sampled_from([b"url", b"html", b"text", b"schema", b"priority", b"data", b"headers", b"x"]) | st.binary()


@given(fields=st.dictionaries(names, st.binary()))
def test_any_entry_is_an_event_or_an_error_with_a_reason(fields: dict[bytes, bytes]) -> None:
    for model in (UrlPushed, PageFetched, UnitEnded):
        assert _reads(model, fields)


def _reads(model: type[Event], fields: dict[bytes, bytes]) -> bool:
    try:
        return isinstance(model.from_fields(fields), model)
    except UnreadableEntry as error:
        return isinstance(error.reason, Reason)
