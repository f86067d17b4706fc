"""One question to an endpoint that speaks the OpenAI protocol, and its answer or why there is none.

Input: the messages. The library is OpenAI's own, over a transport that bounds what an endpoint may send. It does not
try again: an article that gets no answer has the built-in finder's reading, and the worker goes on.

Guaranteed: `ask` returns a `Reply` or raises `Unanswered`, within the time that is set, whatever the endpoint does.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, cast

import httpx2
from openai import APIStatusError, APITimeoutError, AsyncOpenAI, DefaultAsyncHttpxClient
from openai.types.chat import ChatCompletion

from sayso_extract.confinement import told
from sayso_extract.finder_settings import FinderSettings
from sayso_extract.llm.prompt import response_format
from sayso_extract.llm.unanswered import Unanswered

MOST_BYTES = 1_000_000
"""Bytes of an answer; 4,000 tokens are some 20,000."""
_NO_KEY = "none"  # the library wants one


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered, and the tokens it took, None if the endpoint does not say."""

    words: str
    tokens: int | None


class Endpoint:
    """An endpoint and a model, for the time of an ``async with`` block."""

    def __init__(self, settings: FinderSettings, key: str | None) -> None:
        self._settings = settings
        self._client = AsyncOpenAI(
            api_key=key or _NO_KEY,
            base_url=settings.llm_url,
            timeout=settings.llm_seconds,
            max_retries=0,
            http_client=DefaultAsyncHttpxClient(transport=_Bounded(MOST_BYTES)),
        )

    async def close(self) -> None:
        """Let go of its connections."""
        await self._client.close()

    async def ask(self, messages: list[dict[str, str]]) -> Reply:
        """The model's answer. Raises Unanswered."""
        try:
            async with asyncio.timeout(self._settings.llm_seconds):
                completion = await self._client.chat.completions.create(
                    model=self._settings.llm_model or "", messages=cast("Any", messages), **self._body()
                )
        except (TimeoutError, APITimeoutError):
            raise Unanswered("timed_out", f"no answer within {self._settings.llm_seconds:g} s") from None
        except APIStatusError as error:
            raise Unanswered("endpoint_failed", f"status {error.status_code}") from None
        except Exception as error:  # noqa: BLE001 - whatever an endpoint makes the library do, another reading stands
            raise _unanswered(error) from None
        return _reply(completion)

    def _body(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "max_completion_tokens": self._settings.llm_answer_tokens,
            "response_format": response_format(),
            **self._settings.llm_body,
        }
        return {"extra_body": {name: value for name, value in body.items() if value is not None}}


class TooLarge(httpx2.ReadError):
    """An endpoint sent more than it may."""


class _Bounded(httpx2.AsyncHTTPTransport):
    """Reads no more of any response than so many bytes, as sent; they are not compressed, since none asks for it."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["accept-encoding"] = "identity"
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            await response.aclose()
            raise TooLarge("a compressed answer, which was not asked for", request=request)
        response.stream = _BoundedStream(cast("httpx2.AsyncByteStream", response.stream), self._most)
        return response


class _BoundedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, most: int) -> None:
        self._stream, self._most = stream, most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = self._most
        async for chunk in self._stream:
            left -= len(chunk)
            if left < 0:
                raise TooLarge(f"more than {self._most} bytes")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


def _unanswered(error: Exception) -> Unanswered:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, TooLarge):
            return Unanswered("oversized", str(cause))
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, ValueError):
        return Unanswered("nonsense", told(error))
    return Unanswered("endpoint_failed", told(error.__cause__ or error))


def _reply(completion: Any) -> Reply:
    """The words of a completion; the library builds one of whatever JSON it is given."""
    choices = completion.choices if isinstance(completion, ChatCompletion) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    words = getattr(getattr(first, "message", None), "content", None)
    if not isinstance(words, str) or not words.strip():
        raise Unanswered("nonsense", "the completion holds no words")
    used = getattr(getattr(completion, "usage", None), "total_tokens", None)
    return Reply(words, used if isinstance(used, int) and used >= 0 else None)
