"""The sample site: every folder of ``seeds/site`` is a host, served on one loopback port by its Host header."""

import contextlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"


def paths(listing: Path) -> Iterator[str]:
    """``host/path`` of each page to push, in order."""
    for line in listing.read_text(encoding="utf-8").splitlines():
        path = line.partition("#")[0].strip()
        if path:
            yield path


@contextlib.contextmanager
def served(site: Path, port: int) -> Iterator[int]:
    """Serve the site for the time of a ``with`` block; gives the port: ``port``, or a free one if it is taken."""

    class Handler(http.server.BaseHTTPRequestHandler):
        """Answers GET with the file of the host's folder."""

        def do_GET(self) -> None:
            page = _page(site, self.headers.get("Host", ""), self.path)
            if page is None:
                self.send_error(404)
                return
            body = page.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """The pipeline's own log says what was fetched."""

    try:
        server = http.server.ThreadingHTTPServer((LOOPBACK, port), Handler)
    except OSError:
        server = http.server.ThreadingHTTPServer((LOOPBACK, 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def _page(site: Path, host: str, target: str) -> Path | None:
    folder = (site / host.partition(":")[0]).resolve()
    page = (folder / urlsplit(target).path.lstrip("/")).resolve()
    inside = folder.parent == site.resolve() and page.is_relative_to(folder)
    return page if inside and page.is_file() else None
