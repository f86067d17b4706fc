"""Who may do what in Redis: a user a role, with the keys it touches and the commands it needs, and nothing else.

Made from the topology: a role may touch the streams that its stages read and write, with what belongs to them (dead
letters, waiting entries), and the keys its service keeps for itself. So no worker that was taken over can read or
write another stage's work, and none can change Redis's settings or empty it. The console, which shows the work of all
stages and redrives it, may touch all streams; it alone can list keys. Besides the roles there are three users for
people and programs: ``pusher`` adds to ``urls``, ``reader`` reads ``claims`` and ``matches``, and ``operator`` is
whoever runs ``sayso`` by hand.

What takes work in batches may also ask how long the streams are that lead to it. ``sayso topology --acl`` prints
these as a file that Redis loads (``aclfile``). A new role, a key of its own or a command that was not used before is
written down here; the tests run every role as its own user and look into Redis's ACL LOG.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.contracts.topology import (
    CLAIMS,
    CONSOLE_ROLE,
    MATCHES,
    PUBLISH_ROLE,
    RESOLVED,
    STAGES,
    URLS,
    WATCH_ROLE,
    Stage,
    Stream,
    upstream,
)

_CONNECT = "auth hello ping select client|setname client|id"
_WORK = "info time set mget sadd srem smembers del"
_SIGNS_OF_LIFE = ("workers", "worker:*")
"""Every role says that it lives, and clears the names of those who do not."""
_LOOK = "xinfo|groups exists"
_CLUSTER = "command cluster|slots cluster|shards cluster|nodes cluster|info cluster|myid readonly readwrite asking"
_CONSUME = (
    "xgroup|create xgroup|delconsumer xreadgroup xack xadd xdel xclaim xpending xrange xlen zadd zcard zrangebyscore "
    "zrem type get set exists eval"
)


@dataclass(frozen=True, slots=True)
class Own:
    """What a role keeps in Redis beside streams, and the commands for it. Names as ``Keys`` is given them; * is any."""

    keys: tuple[str, ...] = ()
    commands: str = ""
    leads_here: Stream | None = None
    """A stream whose length, with those that lead to it, it may ask for."""


def _parts(of: Stream) -> tuple[str, ...]:
    return (of.name, of.dead, of.later, of.parked, of.halted)


_FEEDS = ("feeds", "feeds.due", "feeds.polls", "feeds.asked")
OWN: dict[str, Own] = {
    "ingest": Own(
        ("host:*", "robots:*", "page:*", "listing:*", "listings.children", *_FEEDS),
        "hget hset hdel hmget hgetall hexists del expire pexpireat zrange zscore zmscore zremrangebyrank multi exec",
    ),
    "feeds": Own((URLS.name, *_FEEDS), "xadd hget hset zadd zrange zrangebyscore zrem eval"),
    "dedupe": Own(("dedupe:*", "dedupe.*"), "del expire hdel hgetall hmget hset"),
    "persist": Own(("outbox.bell",), "rpush ltrim multi exec"),
    PUBLISH_ROLE: Own(
        (CLAIMS.name, f"{{{CLAIMS.name}}}.position", "outbox.bell"),
        "xadd xrange xlen xtrim xinfo|stream exists get set del blpop eval",
        leads_here=RESOLVED,
    ),
    WATCH_ROLE: Own((CLAIMS.name, MATCHES.name), "xread xadd xlen xinfo|stream exists"),
    CONSOLE_ROLE: Own(
        (*(part for stage in STAGES for part in _parts(stage.reads)), CLAIMS.name, "console.*", "host:*"),
        "xread xrange xrevrange xlen xadd xdel xpending xinfo|groups zcard zrange zscore hgetall exists get pttl type "
        "eval scan",
    ),
}
"""Of each role what its stages do not say."""

_PEOPLE = {
    "pusher": Own((URLS.name,), "xadd xlen multi exec"),
    "reader": Own((CLAIMS.name, MATCHES.name), "xread xrange xrevrange xlen xinfo|stream"),
}
_OPERATOR = (
    "+@read +@write +@stream +@connection +@transaction +@scripting -@dangerous +info +acl|load +acl|log +acl|whoami"
)


@dataclass(frozen=True, slots=True)
class User:
    """A user of Redis: its name and its rules as ACL SETUSER takes them, without a password."""

    name: str
    rules: tuple[str, ...]
    measures: tuple[str, ...] = ()
    """Keys whose length it may ask for, and no more: a selector, which Redis knows from version 7 on."""

    def line(self, password_sha256: str | None) -> str:
        """The user's line in an aclfile. Without a password's hash the user is off."""
        how = ("off",) if password_sha256 is None else ("on", f"#{password_sha256}")
        lengths = (f"({' '.join(f'~{key}' for key in self.measures)} -@all +xlen)",) if self.measures else ()
        return " ".join(("user", self.name, "reset", *how, *self.rules, *lengths))


def users(partitions: int | None = None) -> list[User]:
    """Every user, for a pipeline of so many partitions."""
    roles = dict.fromkeys([*(stage.role for stage in STAGES), *OWN])
    return [
        *(_user(role, [*_of_stages(role)], OWN.get(role, Own()), partitions) for role in roles),
        *(_user(name, [], own, partitions) for name, own in _PEOPLE.items()),
        User("operator", ("~*", "resetchannels", "-@all", *_OPERATOR.split(), *_allowed(_CONNECT, _WORK, _CLUSTER))),
    ]


DEFAULT = "user default reset on nopass resetchannels -@all +ping +hello"
"""Who has not signed in: may ask whether Redis is there, and no more."""


def spellings(name: str, partitions: int | None) -> Iterable[str]:
    """All keys that a name may stand for, as ``runtime.delivery.keys`` spells them: with partitions, in hash tags."""
    if partitions is None:
        return (name,)
    head = min((name.find(each) for each in ":." if each in name), default=len(name))
    own_slot = f"{{{name[:head]}}}{name[head:]}"
    return (*(f"{{{each}}}:{name}" for each in range(partitions)), name, own_slot)


def _user(name: str, stages: list[Stage], own: Own, partitions: int | None) -> User:
    names = dict.fromkeys([*(each for stage in stages for each in _names(stage)), *own.keys])
    if name not in _PEOPLE:
        names |= dict.fromkeys(_SIGNS_OF_LIFE)
    keys = dict.fromkeys(key for each in names for key in spellings(each, partitions))
    more = f"{_WORK} {_LOOK} {_CONSUME}" if stages else "" if name in _PEOPLE else _WORK
    commands = _allowed(_CONNECT, "" if partitions is None else _CLUSTER, more, own.commands)
    ahead = dict.fromkeys(each.name for stage in stages if stage.in_batches for each in upstream(stage.reads))
    if own.leads_here is not None:
        ahead |= dict.fromkeys(each.name for each in (own.leads_here, *upstream(own.leads_here)))
    measured = [key for each in ahead if each not in names for key in spellings(each, partitions)]
    return User(name, (*(f"~{key}" for key in keys), "resetchannels", "-@all", *commands), tuple(measured))


def _of_stages(role: str) -> Iterator[Stage]:
    return (stage for stage in STAGES if stage.role == role)


def _names(stage: Stage) -> Iterator[str]:
    yield from _parts(stage.reads)
    for each in stage.writes:
        yield each.name
        yield each.later  # read only, for back-pressure


def _allowed(*commands: str) -> list[str]:
    return list(dict.fromkeys(f"+{each}" for some in commands for each in some.split()))
