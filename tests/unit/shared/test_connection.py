"""How the URL of Redis is understood, and where passwords and partitions come from."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from sayso.cli.config import redis_cli
from sayso.contracts.topology import INGEST
from sayso.runtime.connection import Address, BadRedisUrl, address
from sayso.runtime.delivery import Keys, everywhere, partition_of, served
from sayso.runtime.delivery.units import Unit, read_unit
from sayso.runtime.settings import PlaceSettings


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("redis://host", Address("", False, (("host", 6379),), None, None)),
        ("rediss://u:p%40ss@host:7000/2", Address("", True, (("host", 7000),), "u", "p@ss", db=2)),
        ("redis://u@[::1]:7000", Address("", False, (("::1", 7000),), "u", None)),
        (
            "redis+sentinel://u:p@a,b:1/main/3",
            Address("sentinel", False, (("a", 26379), ("b", 1)), "u", "p", service="main", db=3),
        ),
        ("rediss+cluster://a:1,b", Address("cluster", True, (("a", 1), ("b", 6379)), None, None)),
    ],
)
def test_a_url_is_taken_apart(url: str, found: Address) -> None:
    assert address(url) == found


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://host", "none of redis"),
        ("redis+other://host", "none of redis"),
        ("redis+sentinel://host", "service's name"),
        ("redis+cluster://host/1", "database"),
        ("redis://host/x", "database"),
        ("redis:///0", "no host"),
    ],
)
def test_a_url_that_cannot_be_understood_says_why(url: str, why: str) -> None:
    with pytest.raises(BadRedisUrl, match=why):
        address(url)


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("redis://ingest@redis", "redis://ingest:s%2Fcret@redis"),
        ("redis://redis:6379/0", "redis://:s%2Fcret@redis:6379/0"),
        ("redis://ingest:own@redis", "redis://ingest:own@redis"),
        ("redis+cluster://u@a:1,b:2", "redis+cluster://u:s%2Fcret@a:1,b:2"),
        ("unix:///tmp/redis.sock", "unix:///tmp/redis.sock"),
    ],
)
def test_a_password_comes_by_itself(url: str, whole: str) -> None:
    place = PlaceSettings.model_validate({"redis_url": url, "redis_password": "s/cret"})
    assert place.effective_redis_url == whole
    assert "s/cret" not in repr(place)


def test_a_secret_comes_from_a_file_unless_the_environment_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sayso_database_password").write_text("from a file\n")
    monkeypatch.setenv("SAYSO_SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("SAYSO_DATABASE_URL", "postgresql://sayso@db/sayso")
    assert PlaceSettings().effective_database_url == "postgresql+psycopg://sayso:from%20a%20file@db/sayso"
    monkeypatch.setenv("SAYSO_DATABASE_PASSWORD", "other")
    assert PlaceSettings().effective_database_url == "postgresql+psycopg://sayso:other@db/sayso"


@pytest.mark.parametrize(
    ("url", "command"),
    [
        ("redis://u:secret@host:7000", "-u redis://u:***@host:7000"),
        ("rediss+cluster://u:secret@a:1,b:2", "--tls -c -h a -p 1 --user u"),
        ("redis+sentinel://a,b/main", "-h a -p 26379 sentinel get-master-addr-by-name main"),
    ],
)
def test_the_command_that_opens_redis_by_hand_fits_its_kind(url: str, command: str) -> None:
    assert redis_cli(PlaceSettings(redis_url=url)).partition(" ")[2] == command


def test_without_partitions_names_are_plain() -> None:
    (keys,) = served(PlaceSettings())
    assert (keys("urls"), keys.first("feeds"), keys.slot("dedupe"), keys.alone("claims"), keys.entry("1-0")) == (
        *("urls", "feeds", "dedupe", "claims", "1-0"),
    )


def test_a_worker_serves_all_partitions_or_those_it_is_given() -> None:
    whole = PlaceSettings(partitions=3)
    assert [keys("urls") for keys in served(whole)] == ["{0}:urls", "{1}:urls", "{2}:urls"]
    part = PlaceSettings(partitions=3, partition="0,2")
    assert [keys("urls") for keys in served(part)] == ["{0}:urls", "{2}:urls"]
    assert len(everywhere(part)) == 3
    keys = served(part)[1]
    assert (keys.first("feeds"), keys.slot("dedupe"), keys.alone("claims"), keys.entry("1-0")) == (
        *("{0}:feeds", "{dedupe}", "claims", "1-0@2"),
    )


@pytest.mark.parametrize("wrong", [{"partition": "0"}, {"partitions": 2, "partition": "2"}, {"partition": "a"}])
def test_a_partition_that_is_not_there_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="partition"):
        PlaceSettings.model_validate(wrong)


def test_what_is_pushed_of_one_url_comes_into_one_partition_and_all_get_some() -> None:
    among = [Keys(str(each)) for each in range(4)]
    found = {partition_of(f"https://news.example/{number}", among) for number in range(100)}
    assert found == set(among)
    assert len({partition_of("https://news.example/1", among) for _ in range(10)}) == 1


def test_one_id_in_two_partitions_is_two_units_and_stays_so_over_tries() -> None:
    entry = {b"url": b"https://news.example/a"}
    units = [read_unit(INGEST, b"1-0", entry, 1, Keys(each)) for each in ("0", "1")]
    assert all(isinstance(each, Unit) for each in units)
    assert [each.first_id for each in units] == ["1-0@0", "1-0@1"]
    assert {each.correlation_id for each in units if isinstance(each, Unit)} == {"urls-1-0@0", "urls-1-0@1"}
    again = read_unit(INGEST, b"2-0", {**entry, b"_first": b"1-0@1", b"_attempt": b"2"}, 1, Keys("1"))
    assert again.first_id == "1-0@1"
