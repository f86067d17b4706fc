"""A fetched page as a WARC record, and a WARC record as a page.

Ours are ``response`` records of ISO 28500 (WARC 1.1), one gzip member each, with block and payload digests. The body
stands decoded, as it was read, so its headers name no content coding. What the standard has no field for stands in
fields of our own: the URL as pushed, what led on to the page, and how the fetcher read it. A document that was given
instead of fetched is a ``resource``.

Records of others (Common Crawl's news archive, say) hold bodies as they were sent; these are decoded here, bounded.

Guaranteed: what :func:`packed` writes :func:`page_in` gives back, byte for byte.
"""

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from io import BytesIO

from fastwarc.warc import WarcRecord, WarcRecordType

from sayso.contracts.events import Media
from sayso.runtime.clock import iso
from sayso_ingest.domain.response import Response, headers_that_matter
from sayso_ingest.domain.sniff import ENOUGH, declared_type, sniff

LEVEL = 2
"""Of gzip: a page shrinks to less than a quarter. At level 6 it would be a seventh smaller, in three times the time."""
_PUSHED, _REDIRECTS, _MEDIA, _CHARSET = "X-Sayso-Url", "X-Sayso-Redirects", "X-Sayso-Media", "X-Sayso-Charset"
_CODED = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""Content codings of other archives that the standard library decodes, with zlib's word for each."""


class NotAPage(Exception):
    """A record that holds no page; ``reason`` is one word for counting."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Archived:
    """A page from an archive and when it was fetched, in ISO form."""

    response: Response
    fetched_at: str


def packed(response: Response, fetched_at: str) -> bytes:
    """A page as one gzip member that holds one record."""
    record = WarcRecord()
    given = response.final_url.startswith("urn:")
    record.init_headers(record_type=WarcRecordType.resource if given else WarcRecordType.response)
    record.headers["WARC-Target-URI"] = response.final_url
    record.headers["WARC-Date"] = fetched_at
    record.headers[_PUSHED] = " ".join(response.url.split())
    record.headers[_MEDIA] = response.media
    if response.charset:
        record.headers[_CHARSET] = response.charset
    if response.redirects:
        record.headers[_REDIRECTS] = json.dumps(response.redirects)
    if given:
        record.headers["Content-Type"] = f"text/{'html' if response.media == 'html' else 'plain'}"
        record.set_bytes_content(response.body)
    else:
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(_http(response))
    plain = BytesIO()
    record.write(plain, checksum_data=True, payload_digest=hashlib.sha1(response.body, usedforsecurity=False).digest())
    return gzip.compress(plain.getvalue(), LEVEL, mtime=0)


def _http(response: Response) -> bytes:
    lines = [f"HTTP/1.1 {response.status} OK"]
    lines += [f"{name}: {' '.join(value.split())}" for name, value in response.headers.items()]
    lines.append(f"content-length: {len(response.body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + response.body


def page_in(record: WarcRecord, most: int) -> Archived:
    """The page of a record, ours or another's, of at most so many bytes. Raises NotAPage."""
    url = target_of(record)
    if not url:
        raise NotAPage("no_url")
    ours = _MEDIA in record.headers
    headers: dict[str, str]
    if record.record_type == WarcRecordType.resource:
        status, headers, body = 200, {}, _bounded(_read(record, most), most)
    else:
        status, headers, body = _answer(record, most, ours=ours)
    declared, charset = declared_type(headers.get("content-type"))
    media = _media(record.headers.get(_MEDIA)) or _sniffed(declared, body)
    response = Response(
        url=record.headers.get(_PUSHED) or url,
        final_url=url,
        status=status,
        media=media,
        charset=record.headers.get(_CHARSET) or (None if ours else charset),
        body=body,
        headers=headers,
        redirects=_redirects(record.headers.get(_REDIRECTS)),
    )
    return Archived(response, _moment(record))


def target_of(record: WarcRecord) -> str:
    """What a record is of; empty if it does not say."""
    return (record.headers.get("WARC-Target-URI") or "").strip("<>")


def _answer(record: WarcRecord, most: int, *, ours: bool) -> tuple[int, dict[str, str], bytes]:
    if not record.is_http:
        raise NotAPage("not_http")
    record.parse_http()
    http = record.http_headers
    if http is None:
        raise NotAPage("not_http")
    status = http.status_code or 0
    if not 200 <= status < 300:
        raise NotAPage("not_ok")
    coding = "" if ours else (http.get("Content-Encoding") or "").strip().lower()
    if coding not in _CODED and coding not in ("", "identity"):
        raise NotAPage("coding")
    if not ours and "chunked" in (http.get("Transfer-Encoding") or "").lower():
        body = _unchunked(_read(record, most), most)
    else:
        body = _bounded(_read(record, most), most)
    headers = headers_that_matter((str(name), _as_sent(str(value))) for name, value in http)
    return status, headers, _decoded(body, coding, most) if coding in _CODED else body


def _as_sent(value: str) -> str:
    """A header's value from its bytes, which the reader takes for Latin-1: UTF-8 where they are that."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _read(record: WarcRecord, most: int) -> bytes:
    """What is left of a record, no more than a byte too many. One that ends before its length says so is damaged."""
    body: bytes = record.reader.read(most + 1)
    if len(body) < min(record.content_length, most + 1):
        raise NotAPage("damaged")
    return body


def _bounded(body: bytes, most: int) -> bytes:
    if len(body) > most:
        raise NotAPage("too_large")
    if not body.strip():
        raise NotAPage("empty")
    return body


def _decoded(body: bytes, coding: str, most: int) -> bytes:
    if coding != "deflate" and not body.startswith(b"\x1f\x8b"):
        return body  # many archives decode and forget to say so
    try:
        return _bounded(zlib.decompressobj(_CODED[coding]).decompress(body, most + 1), most)
    except zlib.error:
        raise NotAPage("coding") from None


def _unchunked(body: bytes, most: int) -> bytes:
    """A body in chunks; one that is not, whatever its headers say, stays as it is."""
    joined, at = bytearray(), 0
    while True:
        end = body.find(b"\r\n", at, at + 20)
        size = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16) if size else -1
        except ValueError:
            length = -1
        if length < 0:
            return _bounded(bytes(joined) if joined else body, most)
        if length == 0:
            return _bounded(bytes(joined), most)
        joined += body[end + 2 : end + 2 + length]
        at = end + 2 + length + 2


def _media(word: str | None) -> Media | None:
    return "html" if word == "html" else "text" if word == "text" else None


def _sniffed(declared: str, body: bytes) -> Media:
    kind = sniff(body[:ENOUGH], declared)
    if kind not in ("html", "text"):
        raise NotAPage("not_html")
    return kind


def _redirects(words: str | None) -> tuple[str, ...]:
    try:
        found = json.loads(words) if words else ()
    except ValueError:
        return ()
    return tuple(str(each) for each in found[:20]) if isinstance(found, list) else ()


def _moment(record: WarcRecord) -> str:
    if record.record_date is None:
        raise NotAPage("no_date")
    return iso(record.record_date)
