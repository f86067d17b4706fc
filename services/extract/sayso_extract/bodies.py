"""A fetched page's body as it stands on the stream, unpacked.

It is unpacked where the page is read, in the confined process: a packed body is the first thing a hostile page can be
hostile with. Who asks: ``parsers``.
"""

import zstandard

from sayso.contracts import Quarantine, Reason

MOST_BYTES = 64 * 1024 * 1024
"""The largest body that is unpacked: ingest bounds bodies well below it, an inline document may be larger."""

PIECE = 256 * 1024
"""Bytes that are unpacked at a time: room for the largest body would be made, and given back, for each."""


def unpack(body: bytes) -> bytes:
    """A page's body as it was fetched. Raises ``Quarantine`` for what is not zstd, or is a bomb."""
    try:
        unpacked = bytearray()
        with zstandard.ZstdDecompressor().stream_reader(body) as reader:
            while len(unpacked) <= MOST_BYTES and (piece := reader.read(PIECE)):
                unpacked += piece
    except zstandard.ZstdError as error:
        raise Quarantine(Reason.INVALID_FIELD, f"body: {error}") from None
    if len(unpacked) > MOST_BYTES:
        raise Quarantine(Reason.ENTRY_TOO_LARGE, f"body: more than {MOST_BYTES} bytes")
    return bytes(unpacked)
