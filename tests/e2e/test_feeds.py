"""A feed and a sitemap index, served, added and pushed from outside, to ``claims``. Nothing of Sayso is imported."""

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.e2e import site
from tests.e2e.test_run import Running, start, wait_for

STORY = site.STORY
OTHER = STORY.replace("Tarn Crossing", "Lanmouth Quay").replace("Oren Pike", "Ilse Brandt")
PAGES = {
    "/feed": ("application/rss+xml", "<rss><channel><item><link>/story.html</link></item></channel></rss>"),
    "/sitemaps.xml": (
        "application/xml",
        "<sitemapindex><sitemap><loc>http://news.localhost:{port}/news.xml</loc></sitemap></sitemapindex>",
    ),
    "/news.xml": ("text/xml", "<urlset><url><loc>http://news.localhost:{port}/other.html</loc></url></urlset>"),
    "/story.html": ("text/html", STORY),
    "/other.html": ("text/html", OTHER),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, page = PAGES.get(self.path, ("text/html", ""))
        body = page.replace("{port}", self.headers["Host"].partition(":")[2]).encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Quiet."""


@contextmanager
def served() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def outlets(running: Running) -> set[str]:
    claims = [json.loads(line) for line in running.sayso("claims", "list", "--json").splitlines()]
    return {evidence["url"] for each in claims for evidence in each["evidence"]}


@pytest.mark.timeout(180)
def test_a_feed_and_a_sitemap_index_become_claims(tmp_path: Path) -> None:
    with served() as port:
        running: Running = start(tmp_path / "data", {"SAYSO_ALLOW_PRIVATE_HOSTS": f"*.localhost:{port}"})
        at = f"http://news.localhost:{port}"
        try:
            running.sayso("feeds", "add", f"{at}/feed", "--name", "Tarn", "--tags", "river")
            running.sayso("push", "--sitemap", f"{at}/sitemaps.xml")
            running.sayso("feeds", "add", f"{at}/gone")
            pages = {f"{at}/story.html", f"{at}/other.html"}
            wait_for("claims of both pages", 60, lambda: outlets(running) == pages)
            wait_for(
                "both polls",
                20,
                lambda: all(each["polled_at"] for each in json.loads(running.sayso("feeds", "list", "--json"))),
            )
            feed, gone = json.loads(running.sayso("feeds", "list", "--json"))
            assert (feed["result"], feed["errors"], gone["errors"]) == ("1 new", 0, 1)
            assert "404" in gone["result"]
            assert running.redis_cli("XLEN", "urls.dead").strip() == "0"
        finally:
            running.process.send_signal(signal.SIGTERM)
            running.process.wait(40)
