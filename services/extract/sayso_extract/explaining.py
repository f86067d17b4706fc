"""The ability ``explain``: what each step of reading took out of a document. See ``domain.explain``."""

from collections.abc import Sequence

from sayso.contracts import Discard, Disposition, Quarantine, Reason
from sayso.contracts.events import Media
from sayso.runtime.abilities import Explain, ExplainedBlock
from sayso.runtime.settings import PlaceSettings
from sayso_extract.domain.decoding.decode import CharsetRefused, decode
from sayso_extract.domain.decoding.document_kind import document_kind
from sayso_extract.domain.explain import explain_page, explain_text
from sayso_extract.domain.html.depth import TooDeep


def explain(body: bytes, *, media: Media | None = None, charset: str | None = None) -> Sequence[ExplainedBlock]:
    """Every block of a document, in its order. Raises ``contracts.Failure``."""
    kind = document_kind(body)
    if kind == "binary":
        raise Discard(Disposition.NOT_HTML, Reason.NOT_TEXT, "the document's bytes are not text")
    try:
        text = decode(body, charset).text
    except CharsetRefused as refused:
        raise Discard(Disposition.NOT_HTML, Reason.CHARSET_REFUSED, f"charset {refused} is not read") from None
    try:
        blocks = explain_page(text) if (media or kind) == "html" else explain_text(text.removeprefix("\ufeff"))
    except TooDeep as error:
        raise Quarantine(Reason.TOO_DEEP, str(error)) from None
    return [ExplainedBlock(place=each.place, words=each.words, step=each.step) for each in blocks]


def open_explain(_: PlaceSettings) -> Explain:
    """The ability ``explain``."""
    return explain
