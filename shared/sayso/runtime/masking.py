"""Taking secrets out of words that people or machines will read: log lines, errors, dead letters' details.

Nobody writes a password into a log on purpose. They come along: in the URL that a library names in its error, in the
query of a page that was shared with its token, in a connection string. So whatever is shown passes here, and what looks
like a secret in one of these places becomes ``***``::

    redis://user:secret@host          the password of a URL's user, or a user that is a token itself
    https://host/p?access_token=…     the value of a query's field whose name speaks of a secret
    host=db password=…                the same in a connection string or a header

What is left says where it was. All patterns take time linear in the text, since the text may be a stranger's. An entry
that was set aside keeps its own fields as they came, for it may be put back: see ``delivery.dead``.
"""

import re

_USER = re.compile(r"(?<=://)[^\s/?#\"'<>\\]+(?=@)")
_TELLTALE = (
    r"(?:[\w.%-]{0,32}(?:token|secret|passw(?:or)?d|passphrase|signature|credential|api[_-]?key|access[_-]?key|"
    r"session[_-]?id)|(?:x-amz-)?sig|pwd|pass|auth|key|jwt)"
)
_FIELD = re.compile(rf"([?&;#]{_TELLTALE}=)[^&;#\s\"'<>\\]+", re.IGNORECASE)
_WORD = re.compile(
    r"\b((?:password|passwd|pwd|passphrase|client_secret|access_token|api[_-]?key)['\"]?\s{0,3}[=:]\s{0,3}['\"]?)"
    r"[^\s,&;#'\"]+",
    re.IGNORECASE,
)
_HEADER = re.compile(r"\b((?:proxy-)?authorization['\"]?\s{0,3}[:=]\s{0,3}['\"]?(?:bearer |basic )?)[^\s,'\"]+", re.I)
_BEARER = re.compile(r"\b(bearer )[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE)
_SIGNS = re.compile(r"[=:]|bearer", re.IGNORECASE)
"""What stands in every text in which anything here finds something."""
_SPEAKING = ("pass", "pwd", "secret", "token", "key", "authorization", "bearer")
_SPOKEN_OF = re.compile("|".join(_SPEAKING), re.IGNORECASE)
"""What stands in every text in which one of the last three finds something: most have none of it."""


def masked_text(text: str) -> str:
    """The text without what looks like a secret."""
    if _SIGNS.search(text) is None:
        return text
    text = without_password(text)
    if "=" in text:
        text = _FIELD.sub(r"\1***", text)
    if _SPOKEN_OF.search(text):
        for pattern in (_WORD, _HEADER, _BEARER):
            text = pattern.sub(r"\1***", text)
    return text


_NEEDED = ("@", "=", *_SPEAKING)
"""Each of the patterns needs one of these, in whatever case."""


def nothing_to_mask(text: str) -> bool:
    """Whether :func:`masked_text` would surely leave the text: quick, and what is not ASCII it does not judge."""
    if not text.isascii():
        return False
    lower = text.lower()
    return not any(map(lower.__contains__, _NEEDED))


def without_password(url: str) -> str:
    """A URL without what stands behind its user's name; its query is left, for it says which page is meant."""
    return _USER.sub(_user_only, url) if "@" in url else url


def _user_only(found: "re.Match[str]") -> str:
    user, colon, _ = found[0].partition(":")
    return f"{user}:***" if colon else "***"
