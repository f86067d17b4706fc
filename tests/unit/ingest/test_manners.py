"""How long a host is left alone, and what a deferred entry carries."""

import json

import pytest

from sayso_ingest.domain.journey import Journey
from sayso_ingest.domain.manners import Ending, Rest, delay, host_key, rest_after
from sayso_ingest.domain.url_gate import parse


def test_a_host_is_a_name_and_a_port() -> None:
    assert host_key(parse("https://News.Example/a")) == "news.example:443"
    assert host_key(parse("http://news.example/a")) == "news.example:80"
    assert host_key(parse("http://[2606:4700::1]:8080/")) == "2606:4700::1:8080"


def test_an_origin_is_what_one_robots_txt_is_about() -> None:
    assert parse("https://News.Example:443/a/b?c//d").origin == "https://news.example"
    assert parse("http://news.example:8080?x").origin == "http://news.example:8080"


def test_the_longer_delay_counts() -> None:
    assert (delay(2, None), delay(2, 10), delay(2, 0.5), delay(0, None)) == (2, 10, 2, 0)


@pytest.mark.parametrize(
    ("ending", "troubles", "asked", "rest"),
    [
        ("well", 0, None, Rest(0, 0)),
        ("well", 9, None, Rest(0, 0)),
        ("overloaded", 0, 120, Rest(1, 120)),
        ("overloaded", 7, 5, Rest(8, 5)),
        ("overloaded", 0, None, Rest(1, 30)),
        ("overloaded", 0, 0, Rest(1, 30)),
        ("overloaded", 1, None, Rest(2, 60)),
        ("overloaded", 50, None, Rest(51, 3600)),
        ("overloaded", 0, 99_999, Rest(1, 3600)),
        ("failed", 0, None, Rest(1, 0)),
        ("failed", 1, None, Rest(2, 0)),
        ("failed", 2, None, Rest(3, 30)),
        ("failed", 3, None, Rest(4, 60)),
        ("failed", 0, 120, Rest(1, 120)),
        ("failed", 99, None, Rest(100, 3600)),
    ],
)
def test_m4_how_a_host_rests(ending: Ending, troubles: int, asked: float | None, rest: Rest) -> None:
    assert rest_after(ending, troubles, asked) == rest


def test_a_journey_survives_its_memo() -> None:
    begun = Journey.resume("http://a.example/1", "")
    assert begun == Journey("http://a.example/1")
    waiting = begun.later(2.5, reserved=True)
    assert Journey.resume("http://a.example/1", waiting.memo) == waiting
    assert (waiting.reserved, waiting.waited) == (True, 2.5)
    gone_on = waiting.onward("http://b.example/2", ("http://a.example/1",))
    assert Journey.resume("http://a.example/1", gone_on.memo) == gone_on
    assert (gone_on.at, gone_on.reserved, gone_on.waited) == ("http://b.example/2", False, 2.5)


def test_a_url_is_not_written_twice() -> None:
    assert "example" not in Journey("http://a.example/1").later(1).memo


@pytest.mark.parametrize(
    "memo",
    [
        "nonsense", "[]", "7", "null", "{}", "[" * 100_000,
        json.dumps({"at": 7, "trail": [], "reserved": True, "waited": 0.0}),
        json.dumps({"at": "http://b.example/", "trail": "x", "reserved": True, "waited": 0.0}),
        json.dumps({"at": "http://b.example/", "trail": [], "reserved": 1, "waited": 0.0}),
        json.dumps({"at": "http://b.example/", "trail": [], "reserved": True, "waited": "long"}),
    ],
    ids=range(10),
)  # fmt: skip
def test_a_memo_that_is_none_begins_afresh(memo: str) -> None:
    assert Journey.resume("http://a.example/1", memo) == Journey("http://a.example/1")
