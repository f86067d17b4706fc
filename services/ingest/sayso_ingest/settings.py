"""What an operator may set about fetching: bounds, manners and exceptions, each with its reason.

Read from the environment as ``SAYSO_<FIELD>`` and checked before the first message. Who uses it: ``adapters``, wired
in ``service``.
"""

from typing import Literal

from pydantic import Field, field_validator

from sayso.runtime.settings import Settings
from sayso_ingest.domain.private_hosts import PrivateHosts

MEGABYTE = 1_000_000
LEAST_DELAY = 0.1


class IngestSettings(Settings):
    """How pages are fetched."""

    user_agent: str = Field(
        default="Sayso/0.1 (+https://github.com/sayso/sayso)",
        pattern=r"^[A-Za-z][\x20-\x7e]{0,199}$",
        description="How Sayso names itself to servers; robots.txt is read for its first word.",
    )
    contact: str | None = Field(
        default=None,
        pattern=r"^[\x20-\x7e]{1,200}$",
        description="A mail address or page of whoever runs this, added to the user agent: a site's operator who can "
        "ask is one who need not block.",
    )
    fetch_deadline: float = Field(
        default=20.0,
        gt=0,
        description="Seconds for one URL with its redirects on the same host, from name to last byte; half of it for a "
        "robots.txt. Together less than the stage's time, so that no slow server makes its work time out.",
    )
    connect_timeout: float = Field(
        default=5.0, gt=0, description="Seconds to connect, TLS included; a host that needs more is down."
    )
    dns_timeout: float = Field(
        default=5.0, gt=0, description="Seconds to resolve a name; resolvers that need more have no answer."
    )
    max_body: int = Field(
        default=10 * MEGABYTE,
        gt=0,
        description="Bytes of a body, both as sent and as decoded. News pages have 0.1 to 2 MB; what has more is a "
        "file or a decompression bomb.",
    )
    max_redirects: int = Field(
        default=5, ge=0, description="Redirects followed for one URL; each target passes the gate like a pushed URL."
    )
    max_connections: int = Field(
        default=100,
        gt=0,
        description="Connections at once. A TLS connection holds about 1.2 MB, so this bounds memory.",
    )
    allow_private_hosts: str = Field(
        default="",
        description="Hosts excepted from the rule that only public addresses and the ports 80, 443, 8080 and 8443 are "
        "fetched, with commas between: intranet.example:8080, *.localhost, 127.0.0.1:8093. Pages anywhere can "
        "redirect to them and anyone who may push a URL can read them. Empty: none.",
    )

    host_delay: float = Field(
        default=2.0,
        ge=0,
        description="Seconds between the end of one fetch of a host and the start of the next, over all workers; a "
        "longer Crawl-delay counts, up to five minutes. 0, for sites of your own: no delay, and any number at once.",
    )
    ignore_robots_hosts: str = Field(
        default="",
        description="Hosts whose robots.txt is neither fetched nor heeded, written as in allow_private_hosts. For "
        "sites whose operator has agreed.",
    )
    robots_retry_seconds: float = Field(
        default=600.0,
        gt=0,
        description="Seconds until a robots.txt that could not be had is asked for again; doubles up to an hour. After "
        "the sixth time in a row the host's URLs end as unreachable.",
    )

    remember_days: float = Field(
        default=30.0,
        ge=0,
        description="Days a fetched page is remembered with its ETag, Last-Modified and hash: pushed again, it goes on "
        "only if it has changed. 0: nothing is remembered, and whatever is pushed is fetched and goes on.",
    )
    refetch_seconds: float = Field(
        default=300.0,
        ge=0,
        description="Seconds after a fetch in which the same page, pushed again, is not asked for at all. News is "
        "pushed by many at once; what changes sooner is read at the next push. 0: it is always asked for.",
    )
    tdm_reservation: Literal["heed", "ignore"] = Field(
        default="heed",
        description="What becomes of a page that reserves itself from text and data mining (TDM-Reservation: 1, as a "
        "header or meta tag): heed leaves it, ignore reads it like any other, for those who have a licence.",
    )

    @field_validator("allow_private_hosts", "ignore_robots_hosts")
    @classmethod
    def _readable(cls, value: str) -> str:
        PrivateHosts.parse(value)
        return value

    @field_validator("host_delay")
    @classmethod
    def _none_or_some(cls, value: float) -> float:
        if 0 < value < LEAST_DELAY:
            raise ValueError(f"0, or at least {LEAST_DELAY} s: the schedule is no finer than that")
        return value

    @property
    def private_hosts(self) -> PrivateHosts:
        """The exceptions, parsed."""
        return PrivateHosts.parse(self.allow_private_hosts)

    @property
    def robots_deadline(self) -> float:
        """Seconds for one robots.txt: half a page's, so that both together stay within the stage's time."""
        return self.fetch_deadline / 2

    @property
    def longest_turn(self) -> float:
        """Seconds a host's turn may last: its robots.txt, a page, and some room."""
        return self.robots_deadline + self.fetch_deadline + 5.0

    @property
    def full_user_agent(self) -> str:
        """The user agent with the contact, if there is one."""
        return f"{self.user_agent} {self.contact}" if self.contact else self.user_agent
