"""What an operator may set about fetching: bounds, manners and exceptions, each with its reason.

Read from the environment as ``SAYSO_<FIELD>`` and checked before the first message. Who uses it: ``adapters.http``.
"""

from pydantic import Field, field_validator

from sayso.runtime.settings import Settings
from sayso_ingest.domain.private_hosts import PrivateHosts

MEGABYTE = 1_000_000


class IngestSettings(Settings):
    """How pages are fetched."""

    user_agent: str = Field(
        default="Sayso/0.1 (+https://github.com/sayso/sayso)",
        pattern=r"^[\x20-\x7e]{1,200}$",
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
        description="Seconds for one URL with all its redirects, from name to last byte. Less than half the stage's "
        "lease, so that no slow server makes another worker take the entry over.",
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

    @field_validator("allow_private_hosts")
    @classmethod
    def _readable(cls, value: str) -> str:
        PrivateHosts.parse(value)
        return value

    @property
    def private_hosts(self) -> PrivateHosts:
        """The exceptions, parsed."""
        return PrivateHosts.parse(self.allow_private_hosts)

    @property
    def full_user_agent(self) -> str:
        """The user agent with the contact, if there is one."""
        return f"{self.user_agent} {self.contact}" if self.contact else self.user_agent
