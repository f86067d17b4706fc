"""The sample site serves its folders and nothing else."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.cli import samples


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "secret.html").write_text("secret")
    site = tmp_path / "site"
    (site / "a.localhost" / "2026").mkdir(parents=True)
    (site / "a.localhost" / "2026" / "story.html").write_text("<p>story")
    with samples.served(site, 0) as port:
        yield port


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("a.localhost", "/2026/story.html", 200),
        ("a.localhost", "/2026/story.html?x=1", 200),
        ("b.localhost", "/2026/story.html", 404),
        ("a.localhost", "/2026/", 404),
        ("a.localhost", "/../../secret.html", 404),
        ("..", "/secret.html", 404),
        ("", "/secret.html", 404),
    ],
)
def test_only_pages_of_the_host(port: int, host: str, path: str, status: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": host})
    assert connection.getresponse().status == status
    connection.close()


def test_a_listing_may_have_comments(tmp_path: Path) -> None:
    listing = tmp_path / "urls.txt"
    listing.write_text("# all\na.localhost/x.html\n\nb.localhost/y.html # later\n")
    assert list(samples.paths(listing)) == ["a.localhost/x.html", "b.localhost/y.html"]
