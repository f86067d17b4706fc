"""A site on loopback with one good story and every kind of bad one. Imports nothing of Sayso, like all of this tier."""

import contextlib
import http.server
import threading
import time
from collections.abc import Iterator

STORY = """<!doctype html><html lang="en"><head><title>Bridge closes at Tarn Crossing</title>
<meta property="og:site_name" content="Tarn Observer"></head><body><article><h1>Bridge closes at Tarn Crossing</h1>
<p>The old bridge at Tarn Crossing will close on Friday for at least six weeks, the county's roads office said.</p>
<p>"We found cracks in three of the nine piers and cannot take the risk," said Marta Holloway, the county engineer. She
said that the repair would cost about 2.4 million crowns and that the ferry would run every ten minutes until then.</p>
<p>"Nobody told us anything," said Oren Pike, who keeps a bakery on the east bank. According to Pike, half of his
customers cross the bridge on foot every morning before the mill opens its gates.</p>
</article></body></html>"""


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/story.html":
            self._answer(STORY.encode())
        elif path == "/report.pdf":
            self._answer(b"%PDF-1.7\n1 0 obj\n", kind="application/pdf")
        elif path == "/empty.html":
            self._answer(b"")
        elif path == "/menu.html":
            self._answer(b"<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>")
        elif path == "/broken":
            self._answer(b"oops", status=500)
        elif path == "/huge.html":
            self._huge()
        elif path == "/slow.html":
            self._slow()
        else:
            self._answer(b"not here", status=404)

    def _answer(self, body: bytes, *, status: int = 200, kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(200):
                self.wfile.write(b"<p>more</p>" * 10_000)

    def _slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(100):
                self.wfile.write(b"<p>")
                time.sleep(0.2)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Quiet."""


@contextlib.contextmanager
def served() -> Iterator[int]:
    """The site's port, for the time of a ``with`` block."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
