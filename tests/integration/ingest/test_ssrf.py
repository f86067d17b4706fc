"""Catalogue S2 to S10: 227 attacks on the fetcher as it is, and on the same with its guards taken away.

The figure alone: ``python -m tests.integration.ingest.ssrf``. Each client is sent once, and the tests look at what came
of it. What shows that they can fail is in the same run: without guards the secret listener is reached by most vectors,
and each guard that is taken away lets some through.
"""

import asyncio
from collections.abc import Mapping

import pytest

from tests.integration.ingest.ssrf import Run, attack, honeypot, plain, sayso
from tests.integration.ingest.ssrf_vectors import LEGITIMATE, VECTORS, Vector

GUARDED, NO_GATE, NO_GUARD, PLAIN = "guarded", "without the gate", "without gate and socket factory", "plain aiohttp"

ENDS: Mapping[str, set[str]] = {
    "S2": {"url_malformed", "private_address"},
    "S3": {"url_malformed"},
    "S4": {"scheme", "port"},
    "S5": {"private_address", "url_malformed"},
    "S6": {"private_address", "url_malformed", "scheme"},
    "S7": {"private_address"},
    "S8": {"fetched", "tls", "connect"},
}
NOT_FOLLOWED = {"meta refresh", "Refresh header"}


@pytest.fixture(scope="module")
def runs() -> Mapping[str, Run]:
    async def all_of_them() -> dict[str, Run]:
        async with (
            honeypot() as pot,
            sayso(pot) as guarded,
            plain(pot) as careless,
        ):
            found = {GUARDED: await attack(pot, guarded), PLAIN: await attack(pot, careless)}
            async with sayso(pot, gate=False) as open_gate:
                found[NO_GATE] = await attack(pot, open_gate)
            async with sayso(pot, gate=False, socket_factory=False) as half_a_guard:
                found[NO_GUARD] = await attack(pot, half_a_guard)
            return found

    return asyncio.run(all_of_them())


def of(*groups: str) -> list[Vector]:
    return [each for each in VECTORS if each.group in groups]


def test_there_are_227_vectors_each_with_a_name() -> None:
    assert len(VECTORS) == 227
    assert len({each.name for each in VECTORS}) == len(VECTORS)
    sizes = {group: len(of(group)) for group in ENDS}
    assert sizes == {"S2": 39, "S3": 23, "S4": 23, "S5": 7, "S6": 98, "S7": 28, "S8": 9}


def test_s2_to_s8_no_vector_reaches_the_secret_and_every_legitimate_url_is_fetched(runs: Mapping[str, Run]) -> None:
    print(f"\n{runs[GUARDED]}")
    assert str(runs[GUARDED]) == "vectors 227, private connections 0, legitimate 6/6"
    assert runs[GUARDED].hits == {}


@pytest.mark.parametrize("group", ENDS)
def test_what_becomes_of_a_vector(group: str, runs: Mapping[str, Run]) -> None:
    ends = {each.name: runs[GUARDED].ends[each.name] for each in of(group)}
    for name in NOT_FOLLOWED & ends.keys():
        assert ends.pop(name) == "fetched", "a page is read, whatever it says about elsewhere"
    assert {name: end for name, end in ends.items() if end not in ENDS[group]} == {}


@pytest.mark.parametrize("vector", [each for each in VECTORS if each.group == "S4"], ids=lambda each: each.name)
def test_s4_the_reason_is_the_scheme_or_the_port(vector: Vector, runs: Mapping[str, Run]) -> None:
    assert runs[GUARDED].ends[vector.name] == vector.name.partition(" ")[0]


def test_s2_to_s5_are_refused_before_dns(runs: Mapping[str, Run]) -> None:
    assert {each.name: runs[GUARDED].questions[each.name] for each in of("S2", "S3", "S4", "S5")} == {
        each.name: [] for each in of("S2", "S3", "S4", "S5")
    }


def test_s6_nothing_is_asked_or_dialled_beyond_the_page_that_redirects(runs: Mapping[str, Run]) -> None:
    for each in of("S6"):
        hops = 4 if each.name == "a chain of 4" else 1
        names = ["news.example"] * hops + ["private.example"] * each.name.endswith("to http://private.example/")
        assert (runs[GUARDED].questions[each.name], runs[GUARDED].public[each.name]) == (names, hops), each.name


def test_s7_each_connection_is_resolved_once(runs: Mapping[str, Run]) -> None:
    run = runs[GUARDED]
    rebinding = {each.name: len(run.questions[each.name]) for each in of("S7") if "rebinding" in each.name}
    assert len(rebinding) == 7
    for each in of("S7"):
        # all that was asked for was dialled, but for the last, whose answer was not public
        assert len(run.questions[each.name]) == run.public[each.name] + 1, each.name
    assert run.questions["DNS: rebinding between two connections"] == ["evil.example"] * 2
    assert run.questions["DNS: 302 into rebinding"] == ["news.example", "evil.example", "evil.example"]


def test_s9_control_without_guards_the_secret_is_reached(runs: Mapping[str, Run]) -> None:
    print(f"\nplain aiohttp: {len(runs[PLAIN].hits)} of {len(VECTORS)} vectors reach the secret")
    assert len(runs[PLAIN].hits) >= 100
    assert runs[PLAIN].connections >= len(runs[PLAIN].hits), "by real connections"
    assert runs[PLAIN].fetched == len(LEGITIMATE)
    for group in ("S2", "S3", "S5", "S6", "S7", "S8"):
        assert any(each.name in runs[PLAIN].hits for each in of(group)), group


def test_s10_without_the_url_gate_the_guard_still_holds(runs: Mapping[str, Run]) -> None:
    assert (runs[NO_GATE].connections, runs[NO_GATE].hits) == (0, {})
    assert runs[NO_GATE].fetched == len(LEGITIMATE)
    assert "fetched" not in {runs[NO_GATE].ends[each.name] for each in of("S5", "S7")}


def test_s10_mutation_without_the_socket_factory_addresses_get_through(runs: Mapping[str, Run]) -> None:
    print(f"\nwithout gate and socket factory: {len(runs[NO_GUARD].hits)} vectors reach the secret")
    assert len(runs[NO_GUARD].hits) >= 60
    assert {each.name for each in of("S7")}.isdisjoint(runs[NO_GUARD].hits), "the resolver alone still judges names"
