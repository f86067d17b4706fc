"""An endpoint that speaks the OpenAI protocol, on loopback: it answers what a test tells it to, and keeps what it was
asked."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Says:
    """One response. `drips`: it comes byte by byte, each so many seconds after the other."""

    body: bytes
    status: int = 200
    content_type: str = "application/json"
    after: float = 0.0
    drips: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


Respond = Callable[[dict[str, Any]], Says]


@dataclass
class Model:
    """What a test sees of the endpoint."""

    url: str = ""
    respond: Respond = lambda _: Says(b"{}")
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def completion(words: str | None, tokens: int | None = 900) -> Says:
    """A response that holds these words."""
    body: dict[str, Any] = {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "stub",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": words}}],
    }  # fmt: skip
    if tokens is not None:
        body["usage"] = {"prompt_tokens": 0, "completion_tokens": tokens, "total_tokens": tokens}
    return Says(json.dumps(body).encode())


def claim(*content: str, speaker: str | None = None, cue: str | None = None) -> dict[str, Any]:
    return {"content": list(content), "speaker": speaker, "cue": cue}


def answer(*claims: dict[str, Any], tokens: int | None = 900) -> Says:
    """A response that holds these claims."""
    return completion(json.dumps({"claims": claims}), tokens)


@contextmanager
def served() -> Iterator[Model]:
    """The endpoint, for the time of a ``with`` block."""
    model = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            model.asked.append(json.loads(body))
            model.keys.append(self.headers.get("authorization", ""))
            model.paths.append(self.path)
            says = model.respond(model.asked[-1])
            time.sleep(says.after)
            self.send_response(says.status)
            self.send_header("content-type", says.content_type)
            self.send_header("content-length", str(len(says.body)))
            for name, value in says.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if not says.drips:
                self.wfile.write(says.body)
                return
            for at in range(len(says.body)):
                time.sleep(says.drips)
                self.wfile.write(says.body[at : at + 1])
                self.wfile.flush()

        def log_message(self, *_: Any) -> None:
            pass

        def handle(self) -> None:
            with suppress(OSError):  # who asked has gone
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
