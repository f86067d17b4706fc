"""Who a visitor is and what it may do.

Programs send ``Authorization: Bearer TOKEN``. People sign in with a token once and get a session: a cookie that holds
role, end and a random word, signed with a key made from the tokens, so that a changed token ends every session.
Without any token (loopback only, see ``settings``) everyone may operate; the session is then there for the forgery
token alone.

Tokens and signatures are compared in constant time.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from sayso.runtime.clock import Clock
from sayso_store.console.settings import ConsoleSettings

COOKIE = "sayso_console"
SESSION_SECONDS = 12 * 3600
_LONGEST = 4096


class Role(IntEnum):
    """What a visitor may do; more includes less."""

    NOBODY = 0
    READ = 1
    OPERATE = 2


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent a request. ``session`` is the random word of its cookie; empty where it has none."""

    role: Role
    session: str = ""
    by_token: bool = False

    @property
    def may_read(self) -> bool:
        """Whether it may look."""
        return self.role >= Role.READ

    @property
    def may_operate(self) -> bool:
        """Whether it may change anything."""
        return self.role >= Role.OPERATE


class Access:
    """Tells who visitors are."""

    def __init__(self, settings: ConsoleSettings, clock: Clock) -> None:
        read, operate = settings.console_read_token, settings.console_operate_token
        self._tokens = tuple(
            (role, token.get_secret_value())
            for role, token in ((Role.READ, read), (Role.OPERATE, operate))
            if token is not None and token.get_secret_value()
        )
        self._clock = clock
        given = "\x00".join(token for _, token in self._tokens)
        self._key = hashlib.sha256(f"sayso console\x00{given}".encode()).digest() if given else secrets.token_bytes(32)

    @property
    def is_open(self) -> bool:
        """Whether there are no tokens."""
        return not self._tokens

    def role_of(self, token: str) -> Role:
        """What a token allows. Looks at all of them, however the first compares."""
        found = Role.NOBODY
        for role, known in self._tokens:
            if hmac.compare_digest(known.encode(), token[:_LONGEST].encode("utf-8", "replace")):
                found = max(found, role)
        return found

    def visitor(self, authorization: str | None, cookies: Mapping[str, str]) -> Visitor:
        """Who sent this. A wrong token is nobody, whatever cookie comes with it."""
        if authorization is not None:
            scheme, _, token = authorization.partition(" ")
            role = self.role_of(token.strip()) if scheme.lower() == "bearer" else Role.NOBODY
            return Visitor(role, by_token=True)
        known = self._session(cookies.get(COOKIE, ""))
        if known is not None and not (self.is_open and known.role != Role.OPERATE):
            return known
        return Visitor(Role.OPERATE if self.is_open else Role.NOBODY)

    def session(self, role: Role) -> str:
        """A new session as a cookie's value."""
        ends = int(self._clock().timestamp()) + SESSION_SECONDS
        body = base64.urlsafe_b64encode(json.dumps([int(role), ends, secrets.token_urlsafe(18)]).encode()).decode()
        return f"{body}.{self._sign('session', body)}"

    def forgery_token(self, session: str) -> str:
        """What a form of this session carries."""
        return self._sign("form", session)

    def is_forged(self, session: str, token: str) -> bool:
        """Whether a form does not come from a page of this session."""
        return not session or not hmac.compare_digest(
            self.forgery_token(session).encode(), token[:_LONGEST].encode("utf-8", "replace")
        )

    def _sign(self, use: str, words: str) -> str:
        return hmac.new(self._key, f"{use}\x00{words}".encode(), hashlib.sha256).hexdigest()

    def _session(self, value: str) -> Visitor | None:
        body, _, signature = value[:_LONGEST].partition(".")
        expected = self._sign("session", body)
        if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
            return None
        try:
            role, ends, word = json.loads(base64.urlsafe_b64decode(body))
        except (ValueError, binascii.Error):
            return None
        return Visitor(Role(role), word) if ends > self._clock().timestamp() else None
