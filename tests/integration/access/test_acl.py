"""C6: Redis's users may do what their role needs and nothing else, on a real server with the printed aclfile."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.contracts import access
from sayso.contracts.topology import CLAIMS, MATCHES, STAGES, STREAMS, Stage, upstream
from sayso.runtime.service import installed
from sayso.testing.redis import Server
from tests.redis_program import skip_without_rights_of_redis_7

USERS = [user.name for user in access.users()]
ROLES = [name for name in USERS if name not in ("pusher", "reader", "operator")]
FORBIDDEN: tuple[tuple[str, ...], ...] = (
    ("FLUSHALL",),
    ("FLUSHDB",),
    ("CONFIG", "GET", "*"),
    ("CONFIG", "SET", "maxmemory", "1"),
    ("KEYS", "*"),
    ("SHUTDOWN", "NOSAVE"),
    ("BGREWRITEAOF",),
    ("ACL", "SETUSER", "me", "on", "nopass", "+@all", "~*"),
    ("ACL", "LIST"),
    ("MONITOR",),
    ("REPLICAOF", "127.0.0.1", "1"),
    ("MIGRATE", "127.0.0.1", "1", "urls", "0", "1"),
    ("CLIENT", "KILL", "TYPE", "normal"),
    ("MODULE", "LIST"),
)
SCANNING: tuple[tuple[str, ...], ...] = (("SCAN", "0"), ("RANDOMKEY",), ("DBSIZE",))


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with every user's password its name."""
    skip_without_rights_of_redis_7()
    folder = tmp_path_factory.mktemp("acl")
    for name in USERS:
        (folder / f"redis_{name}").write_text(f"{name}\n")
    words = ["topology", "--acl", "--passwords", str(folder), "--out", str(folder / "users.acl")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    owner = hashlib.sha256(b"owner").hexdigest()
    text = (folder / "users.acl").read_text()
    (folder / "users.acl").write_text(f"{text}user owner on #{owner} ~* &* +@all\n")  # for the test itself
    one = Server(folder / "data")
    one.start("--aclfile", str(folder / "users.acl"))
    try:
        yield one
    finally:
        one.stop()


def as_user(guarded: Server, name: str) -> Any:
    return redis.Redis(unix_socket_path=str(guarded.socket), username=name, password=name)


def refused(client: Any, *words: str) -> bool:
    """Whether Redis forbids it. Anything else, an error of the command's own included, means that it may be asked."""
    try:
        client.execute_command(*words)
    except redis.exceptions.NoPermissionError:
        return True
    except redis.RedisError as error:
        return "user executing the script can't" in str(error)  # how a script says it
    return False


@pytest.mark.parametrize("name", USERS)
@pytest.mark.parametrize("words", FORBIDDEN, ids=" ".join)
def test_c6_nobody_may_rule_redis(guarded: Server, name: str, words: tuple[str, ...]) -> None:
    assert refused(as_user(guarded, name), *words)


@pytest.mark.parametrize("name", [each for each in USERS if each not in ("operator", "console")])
@pytest.mark.parametrize("words", SCANNING, ids=" ".join)
def test_c6_no_role_may_look_for_keys(guarded: Server, name: str, words: tuple[str, ...]) -> None:
    assert refused(as_user(guarded, name), *words)


def own_streams(role: str) -> set[str]:
    """The streams a role has to do with, by the topology and by what it is for."""
    mine = {each.name for stage in STAGES if stage.role == role for each in (stage.reads, *stage.writes)}
    others = {"feeds": {"urls"}, "publish": {"claims"}, "pusher": {"urls"}}
    both = {CLAIMS.name, MATCHES.name}
    return mine | {**others, "reader": both, "watch": both}.get(role, set())


@pytest.mark.parametrize("role", [each for each in USERS if each not in ("operator", "console")])
def test_c6_no_role_touches_another_s_streams(guarded: Server, role: str) -> None:
    client = as_user(guarded, role)
    for stream in STREAMS:
        if stream.name in own_streams(role):
            continue
        for name in (stream.name, stream.dead, stream.parked):
            assert refused(client, "XRANGE", name, "-", "+"), name
            assert refused(client, "XADD", name, "*", "a", "b"), name
            assert refused(client, "DEL", name), name
        for group in (each.group for each in STAGES if each.reads is stream):
            assert refused(client, "XREADGROUP", "GROUP", group, "x", "STREAMS", stream.name, ">"), stream.name
        assert refused(client, "EVAL", f"return redis.call('XRANGE', '{stream.name}', '-', '+')", "0"), (
            "not in a script either"
        )


@pytest.mark.parametrize("stage", STAGES, ids=lambda each: each.name)
def test_a_role_may_do_its_work(guarded: Server, stage: Stage) -> None:
    client = as_user(guarded, stage.role)
    stream = stage.reads.name
    assert not refused(client, "XGROUP", "CREATE", stream, stage.group, "0", "MKSTREAM")
    assert not refused(client, "XREADGROUP", "GROUP", stage.group, "x", "COUNT", "1", "STREAMS", stream, ">")
    for each in upstream(stage.reads) if stage.in_batches else ():
        assert not refused(client, "XLEN", each.name)
    for each in stage.writes:
        assert not refused(client, "EVAL", "return redis.call('XLEN', KEYS[1])", "1", each.name)


def test_people_may_push_and_read_and_no_more(guarded: Server) -> None:
    pusher, reader = as_user(guarded, "pusher"), as_user(guarded, "reader")
    assert not refused(pusher, "XADD", "urls", "*", "url", "https://news.example/a")
    assert refused(pusher, "XRANGE", "urls", "-", "+")
    assert refused(pusher, "XADD", CLAIMS.name, "*", "a", "b")
    assert not refused(reader, "XREAD", "COUNT", "1", "STREAMS", CLAIMS.name, "0")
    assert refused(reader, "XTRIM", CLAIMS.name, "MAXLEN", "0")
    assert refused(reader, "XADD", CLAIMS.name, "*", "a", "b")


def test_who_has_not_signed_in_may_only_ask_whether_redis_is_there(guarded: Server) -> None:
    stranger: Any = redis.Redis(unix_socket_path=str(guarded.socket))
    assert stranger.ping()
    assert refused(stranger, "XADD", "urls", "*", "url", "https://news.example/a")
    assert refused(stranger, "INFO")


def test_every_role_of_every_service_has_a_user() -> None:
    assert {role for service in installed() for role in service.roles} <= set(ROLES)


def test_a_user_without_a_password_is_off(tmp_path: Path) -> None:
    lines = CliRunner().invoke(app, ["topology", "--acl", "--passwords", str(tmp_path)]).output.splitlines()
    assert [line.split()[3] for line in lines] == ["on", *("off" for _ in USERS)]


def test_a_role_s_keys_follow_the_partitions() -> None:
    extract = next(user for user in access.users(3) if user.name == "extract")
    keys = {rule for rule in extract.rules if rule.startswith("~")}
    assert {"~{0}:pages", "~{1}:pages", "~{2}:statements"} <= keys
    assert not [key for key in keys if "urls" in key or "resolved" in key or "{3}" in key]
