"""How a service presents itself: its roles, its settings, and what it can do for the command line.

Each service's distribution names one :class:`Service` in the entry-point group ``sayso.services``. That is how
``sayso run`` finds what to start and how shared code never imports a service. A role is built by one function, which
wires settings, adapters and handlers together and hands the handlers to the worker.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from sayso.runtime.settings import PlaceSettings, Settings
from sayso.runtime.worker import Build

GROUP = "sayso.services"


@dataclass(frozen=True, slots=True)
class Service:
    """An installed service. ``abilities`` are factories of the protocols in ``abilities``."""

    name: str
    roles: Mapping[str, Build]
    settings: tuple[type[Settings], ...] = ()
    abilities: Mapping[str, Callable[[PlaceSettings], Any]] = field(default_factory=dict)
    prepare: Callable[[PlaceSettings], None] | None = None
    """Run once before the roles start, such as the store's migrations."""


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
            return service.abilities[name](place or PlaceSettings())
    raise MissingAbility(name)


def _loaded(entry: EntryPoint) -> Service:
    service = entry.load()
    if not isinstance(service, Service):
        raise TypeError(f"entry point {entry.name!r} of {GROUP} is not a Service")
    return service
