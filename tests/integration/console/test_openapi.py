"""schemathesis on the OpenAPI document: whatever is asked, no answer is a 5xx, and each is as it is described."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from redis.asyncio import Redis

from sayso_store.console.api.description import ADDRESS
from sayso_store.console.app import make_app
from sayso_store.console.desk import Desk
from sayso_store.console.serving import address_of, listening, serve

CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method",
)  # fmt: skip
EXAMPLES = os.environ.get("SAYSO_API_EXAMPLES", "4")
"""A few of each operation here; ``make fuzz-api`` tries many."""
PROGRAM = Path(sys.executable).parent / "schemathesis"


@pytest.mark.timeout(1800)
def test_the_document_is_kept(redis_url: str, desk: Callable[..., Desk], tmp_path: Path) -> None:
    own = desk(console_port=0, console_push_per_minute=1_000_000)
    stop, loop = asyncio.Event(), asyncio.new_event_loop()
    told: list[str] = []

    async def run() -> None:
        async with Redis.from_url(redis_url) as client:
            object.__setattr__(own, "redis", client)
            object.__setattr__(own.watch, "redis", client)
            await serve(make_app(own), listener, own.settings, stop)

    with listening(own.settings) as listener:
        address = address_of(listener, own.settings)
        server = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
        server.start()
        command = [
            str(PROGRAM), "run", f"{address.rstrip('/')}{ADDRESS}", "--checks", ",".join(CHECKS),
            "--max-examples", EXAMPLES, "--seed", "7", "--workers", "1", "--request-timeout", "20",
            "--suppress-health-check", "all", "--wait-for-schema", "20",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=1750, check=False)
        told.append(done.stdout[-6000:] + done.stderr[-1000:])
        loop.call_soon_threadsafe(stop.set)
        server.join(20)
    print(done.stdout[-1500:])
    assert done.returncode == 0, told[0]
