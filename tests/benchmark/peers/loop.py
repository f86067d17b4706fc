"""A bare redis-py loop that does the same extraction: XREADGROUP, read, XADD, XACK; no retries, limits or isolation.

``python -m tests.benchmark.peers.loop SOCKET COUNT`` reads so many entries of ``peer.pages``; prints CPU ms each.
"""

import sys
import time

import redis

from sayso_extract import pipeline


def main() -> None:
    """Work until so many are done."""
    client = redis.Redis(unix_socket_path=sys.argv[1])
    count, began = int(sys.argv[2]), 0.0
    for done in range(count):
        if done == count // 10:  # warm
            began = time.process_time()
        entry: tuple[bytes, dict[bytes, bytes]] = client.xreadgroup("g", "c", {"peer.pages": ">"}, count=1)[0][1][0]  # type: ignore[index,assignment]
        read = pipeline.read(
            entry[1][b"page"], url=f"https://paper.example/{done}", media="html", charset="utf-8",
            fetched_at="2026-03-30T00:00:00Z",
        )  # fmt: skip
        client.xadd("peer.statements", {"read": read.model_dump_json()})
        client.xack("peer.pages", "g", entry[0])
    print((time.process_time() - began) / (count - count // 10) * 1000)


if __name__ == "__main__":
    main()
