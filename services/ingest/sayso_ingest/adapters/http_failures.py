"""Every way a fetch can fail, as an instruction to the pipeline.

aiohttp raises two dozen kinds of errors; here they become the few that matter: *discard* what another try will not
change (a refused address, a certificate, an unreadable coding), *retry* what may pass (a name, a connection, a
deadline, a broken answer). The cases stand from special to general, in the order they are tried. Used by ``http``.
"""

from collections.abc import Iterator

import aiohttp
from aiohttp.http_exceptions import ContentEncodingError, LineTooLong

from sayso.contracts import Discard, Disposition, Failure, Reason, Retry
from sayso_ingest.adapters.dial_guard import DialRefused

EXPECTED = (aiohttp.ClientError, OSError)
"""What a fetch may raise besides its own failures; TimeoutError is an OSError. All else is a bug and flies on."""


class Overloaded(Retry):
    """A status by which a host asks everybody for fewer requests."""


def failure_of(error: Exception) -> Failure:
    """What to do about an error of a fetch."""
    causes = tuple(_causes(error))
    for cause in causes:
        if isinstance(cause, DialRefused):
            return Discard(Disposition.REFUSED, Reason.PRIVATE_ADDRESS, str(cause))
        if isinstance(cause, LineTooLong) or "Too many headers" in str(cause):
            return Discard(Disposition.UNREACHABLE, Reason.HEADERS_TOO_LARGE, _line(cause))
        if isinstance(cause, ContentEncodingError):
            return Discard(Disposition.UNREACHABLE, Reason.CONTENT_ENCODING, _line(cause))
    match error:
        case TimeoutError():
            return Retry(Reason.TIMEOUT, _line(error))
        case aiohttp.ClientConnectorCertificateError():
            return Discard(Disposition.UNREACHABLE, Reason.TLS, _line(error.certificate_error))
        case aiohttp.ClientSSLError():
            return Retry(Reason.TLS, _line(error))
        case aiohttp.ClientConnectorDNSError():
            return Retry(Reason.DNS, _line(error.os_error))
        case aiohttp.InvalidURL():
            return Discard(Disposition.REFUSED, Reason.URL_MALFORMED, _line(error))
        case aiohttp.ClientConnectorError():
            return Retry(Reason.CONNECT, _line(error.os_error))
        case aiohttp.ClientResponseError():
            return Retry(Reason.HTTP_PROTOCOL, _line(error.message))
        case aiohttp.ServerDisconnectedError() | OSError():
            return Retry(Reason.CONNECT, _line(error))
        case _:
            return Retry(Reason.HTTP_PROTOCOL, _line(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it comes from, as aiohttp chains it."""
    for _ in range(6):
        if error is None:
            return
        yield error
        error = error.__cause__


def _line(error: BaseException | str) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:200]
