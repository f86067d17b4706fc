"""How a service presents itself: its roles, its settings, and what it can do for the command line.

Each service's distribution names one :class:`Service` in the entry-point group ``sayso.services``. That is how
``sayso run`` finds what to start and how shared code never imports a service. What a service has is told by name
(``module:attribute``) and imported when it is asked for, so that a worker loads what its role needs and a command what
it calls. A role is built by one function, which wires settings, adapters and handlers together and hands the handlers
to the worker.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, cast

from sayso.runtime.settings import PlaceSettings, Settings

if TYPE_CHECKING:
    from sayso.runtime.worker import Build

GROUP = "sayso.services"


@dataclass(frozen=True, slots=True)
class Service:
    """An installed service, by names of what it has.

    ``roles`` are :data:`sayso.runtime.worker.Build`, ``settings`` are classes, ``abilities`` make what the protocols in
    ``sayso.runtime.abilities`` say of a :class:`PlaceSettings`, and ``prepare`` is given one before the roles start,
    as for the store's migrations.
    """

    name: str
    roles: Mapping[str, str]
    settings: tuple[str, ...] = ()
    abilities: Mapping[str, str] = field(default_factory=dict)
    prepare: str | None = None

    def role(self, name: str) -> "Build":
        """What builds one of the roles."""
        return cast("Build", resolve_name(self.roles[name]))

    def groups(self) -> Iterator[type[Settings]]:
        """The groups of settings."""
        for each in self.settings:
            yield resolve_name(each)

    def able(self, name: str, place: PlaceSettings) -> Any:
        """One of the abilities, at a place."""
        return resolve_name(self.abilities[name])(place)

    def make_ready(self, place: PlaceSettings) -> None:
        """What is to be done once before the roles start."""
        if self.prepare is not None:
            resolve_name(self.prepare)(place)


class MissingAbility(LookupError):
    """No installed service can do what was asked."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no installed service offers {name!r}; install the one that does, such as sayso-store")


def installed() -> Iterator[Service]:
    """The services installed here, by name."""
    for entry in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        yield _loaded(entry)


def named(name: str) -> Service:
    """One installed service, without loading the others. Raises :class:`MissingAbility`."""
    for entry in entry_points(group=GROUP, name=name):
        return _loaded(entry)
    raise MissingAbility(name)


def ability(name: str, place: PlaceSettings | None = None) -> Any:
    """An ability of whichever installed service offers it. Raises :class:`MissingAbility`."""
    for service in installed():
        if name in service.abilities:
            return service.able(name, place or PlaceSettings())
    raise MissingAbility(name)


def _loaded(entry: EntryPoint) -> Service:
    service = entry.load()
    if not isinstance(service, Service):
        raise TypeError(f"entry point {entry.name!r} of {GROUP} is not a Service")
    return service
