"""How often a feed is polled, as a table of what its polls found."""

from collections.abc import Sequence

import pytest

from sayso_ingest.domain.polling import Bounds, Poll, Polling, after

BOUNDS = Bounds(least=300, most=21_600)
NEW, NONE = Poll("read", "3 new", new=3), Poll("read", "0 new")
FAILED, GONE = Poll("failed", "timeout"), Poll("gone", "404 Not Found")


def polled(polls: Sequence[Poll], every: float | None = None) -> list[Polling]:
    """The states after each poll, each made when the one before asked for it."""
    states, now = [Polling()], 1_000_000.0
    for number, poll in enumerate(polls):
        states.append(after(states[-1], poll, now=now, bounds=BOUNDS, every=every, unit=str(number)))
        now += states[-1].wait
    return states[1:]


@pytest.mark.parametrize(
    ("polls", "waits"),
    [
        ([NEW] * 3, [300, 300, 300]),
        ([NONE] * 4, [450, 675, 1012.5, 1518.75]),
        ([NONE] * 30, [21_600]),
        ([NONE] * 4 + [NEW] * 2, [759.375, 379.6875]),
        ([NEW, FAILED, FAILED, FAILED], [300, 600, 1200, 2400]),
        ([NEW] + [FAILED] * 50, [21_600]),
        ([NEW, GONE], [21_600]),
        ([NONE, FAILED, FAILED, NEW], [450, 900, 1800, 300]),
        ([Poll("read", "", new=1, asked=3600)], [3600]),
        ([Poll("read", "", new=1, asked=86_400)], [21_600]),
        ([Poll("read", "", asked=60)], [450]),
        ([Poll("failed", "503", asked=3000)], [3000]),
    ],
    ids=[
        "always news", "never news", "never news for long", "news again", "failing", "failing for long", "gone",
        "well again", "ttl", "a long ttl", "a short ttl", "Retry-After",
    ],
)  # fmt: skip
def test_the_wait_until_the_next_poll(polls: list[Poll], waits: list[float]) -> None:
    assert [state.wait for state in polled(polls)][-len(waits) :] == waits


def test_a_fixed_interval_stays_unless_the_feed_is_broken() -> None:
    assert [each.wait for each in polled([NEW, NONE, NONE, Poll("read", "", asked=9999)], every=900)] == [900] * 4
    assert [each.wait for each in polled([FAILED, FAILED, FAILED], every=900)] == [900, 1200, 2400]


def test_errors_in_a_row_are_counted_and_what_was_said_is_kept() -> None:
    states = polled([FAILED, GONE, NONE])
    assert [each.errors for each in states] == [1, 2, 0]
    assert [each.said for each in states] == ["timeout", "404 Not Found", "0 new"]


def test_a_poll_that_is_told_twice_counts_once() -> None:
    once = after(Polling(), NEW, now=1000, bounds=BOUNDS, unit="5-0")
    assert after(once, NEW, now=1060, bounds=BOUNDS, unit="5-0") == once
    assert after(once, NEW, now=1060, bounds=BOUNDS, unit="6-0") != once


def test_items_a_day() -> None:
    state = Polling()
    for hour in range(24 * 30):
        state = after(state, Poll("read", "", new=100 if hour == 0 else 2), now=1e6 + hour * 3600, bounds=BOUNDS)
    assert state.items_a_day(state.polled) == pytest.approx(48, rel=0.05)
    first = after(Polling(), Poll("read", "", new=500), now=1e6, bounds=BOUNDS)
    assert first.items_a_day(1e6) == 0
    soon = after(first, Poll("read", "", new=1), now=1e6 + 60, bounds=BOUNDS)
    assert soon.items_a_day(1e6 + 60) <= 24.2
