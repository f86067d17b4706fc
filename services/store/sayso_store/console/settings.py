"""Where the console listens and who may use it; checked before it listens.

Bound to loopback and without tokens everyone on the machine may use it, as with the private Redis. Any other address
needs tokens, and a word about TLS, so that a token never goes over a network in the clear by oversight.
"""

import ipaddress
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from sayso.runtime.settings import Settings

USUAL_PORT = 8484
SHORTEST_TOKEN = 16


class ConsoleRefused(Exception):
    """The console would not be safe as it is set up; one line says what to change."""


class ConsoleSettings(Settings):
    """How the console is reached."""

    console_host: str = Field(
        default="127.0.0.1",
        description="Address to listen on. Any but loopback needs a token, and TLS to be stated.",
    )
    console_port: int | None = Field(
        default=None, ge=0, le=65535, description=f"Port. Unset: {USUAL_PORT}, or a free one if it is taken; 0: free."
    )
    console_read_token: SecretStr | None = Field(
        default=None, description="Whoever has it may look. At least 16 characters."
    )
    console_operate_token: SecretStr | None = Field(
        default=None, description="Whoever has it may also push, redrive and drop. At least 16 characters."
    )
    console_tls: Literal["none", "proxy", "here"] = Field(
        default="none",
        description="Who ends TLS: nobody (loopback only), a proxy in front, or the console itself with its files.",
    )
    console_tls_cert: Path | None = Field(default=None, description="Certificate chain, PEM, for console_tls=here.")
    console_tls_key: Path | None = Field(default=None, description="Its key, PEM.")
    console_names: str = Field(
        default="",
        description="Host names it is reached by, with commas between; loopback's are known. Others are refused, "
        "so that a web page cannot point its own name here.",
    )
    console_push_per_minute: int = Field(default=600, ge=1, description="Entries a visitor may push a minute.")

    @property
    def is_loopback(self) -> bool:
        """Whether nobody but this machine can reach it."""
        if self.console_host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.console_host).is_loopback
        except ValueError:
            return False

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens there are."""
        given = (self.console_read_token, self.console_operate_token)
        return tuple(each.get_secret_value() for each in given if each is not None and each.get_secret_value())

    @property
    def names(self) -> frozenset[str]:
        """The host names that are answered to, in lower case."""
        own = {each.strip().lower() for each in self.console_names.split(",") if each.strip()}
        return frozenset(own | {"localhost", "127.0.0.1", "::1", self.console_host.lower()})


def check(settings: ConsoleSettings) -> None:
    """Raises ConsoleRefused."""
    if any(len(each) < SHORTEST_TOKEN for each in settings.tokens):
        raise ConsoleRefused(f"a console token has fewer than {SHORTEST_TOKEN} characters")
    if len(set(settings.tokens)) != len(settings.tokens):
        raise ConsoleRefused("SAYSO_CONSOLE_READ_TOKEN and SAYSO_CONSOLE_OPERATE_TOKEN are the same")
    if settings.console_tls == "here" and not (settings.console_tls_cert and settings.console_tls_key):
        raise ConsoleRefused("SAYSO_CONSOLE_TLS=here needs SAYSO_CONSOLE_TLS_CERT and SAYSO_CONSOLE_TLS_KEY")
    if settings.is_loopback:
        return
    where = f"the console is to listen on {settings.console_host}, which is not loopback"
    if not settings.tokens:
        raise ConsoleRefused(f"{where}: set SAYSO_CONSOLE_OPERATE_TOKEN or SAYSO_CONSOLE_READ_TOKEN")
    if settings.console_tls == "none":
        raise ConsoleRefused(f"{where}: say who ends TLS with SAYSO_CONSOLE_TLS=proxy or here")
