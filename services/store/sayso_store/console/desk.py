"""What the pages and the API work with, in one value: readers of the store, Redis, and who may do what."""

from collections.abc import Sequence
from dataclasses import dataclass

from redis.asyncio import Redis
from sqlalchemy import Engine
from starlette.requests import Request

from sayso.runtime.clock import Clock
from sayso.runtime.delivery import Keys
from sayso.runtime.settings import PlaceSettings
from sayso_store.adapters.article_details import ArticleDetails
from sayso_store.adapters.claim_details import ClaimDetails
from sayso_store.adapters.claim_search import ClaimSearch
from sayso_store.adapters.speaker_details import SpeakerDetails
from sayso_store.console.live import Hub
from sayso_store.console.safety.access import Access
from sayso_store.console.safety.rates import Rate
from sayso_store.console.settings import ConsoleSettings
from sayso_store.console.watching import Watch
from sayso_store.life import Life
from sayso_store.watches.book import WatchBook


@dataclass(frozen=True, slots=True)
class Desk:
    """The console's own. The readers block: call them off the event loop."""

    engine: Engine
    redis: "Redis"
    partitions: Sequence[Keys]
    place: PlaceSettings
    settings: ConsoleSettings
    access: Access
    rate: Rate
    tries: Rate
    hub: Hub
    watch: Watch
    clock: Clock

    @property
    def keys(self) -> Keys:
        """The keys of what all partitions share."""
        return self.partitions[0]

    @property
    def search(self) -> ClaimSearch:
        """Claims by query."""
        return ClaimSearch(self.engine)

    @property
    def claims(self) -> ClaimDetails:
        """One claim."""
        return ClaimDetails(self.engine)

    @property
    def articles(self) -> ArticleDetails:
        """One article."""
        return ArticleDetails(self.engine)

    @property
    def speakers(self) -> SpeakerDetails:
        """Speakers."""
        return SpeakerDetails(self.engine)

    @property
    def watches(self) -> WatchBook:
        """Standing queries."""
        return WatchBook(self.engine, self.clock)

    @property
    def life(self) -> Life:
        """What the store knows of one thing."""
        return Life(self.engine)


def desk_of(request: Request) -> Desk:
    """The desk of the application that got this request."""
    desk: Desk = request.app.state.desk
    return desk
