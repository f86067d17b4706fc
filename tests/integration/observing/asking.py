"""Asking a worker over HTTP, with a plain socket."""

import asyncio


async def ask(port: int, path: str) -> tuple[int, str]:
    """The status and body of a GET."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    return int(head.split()[1]), body.decode()


async def gauges(port: int) -> dict[str, float]:
    """Every series that /metrics tells."""
    status, body = await ask(port, "/metrics")
    assert status == 200
    lines = [line.rpartition(" ") for line in body.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}
