"""datasketch's MinHashLSH with its Redis storage over claims from standard input, for ``dedupe``; prints JSON.

Runs in an environment that has datasketch and redis, and imports nothing of ours. Each claim is queried, then inserted,
as one that looks for duplicates does; shingles are a claim's words and each two that follow one another.
"""

import json
import re
import sys
import time
from importlib.metadata import version
from itertools import pairwise
from typing import Any

from datasketch import MinHash, MinHashLSH
from redis import Redis

BANDS, ROWS = 32, 4


def main() -> None:
    """Query and insert, and print what a claim cost."""
    claims: list[str] = json.load(sys.stdin)
    socket = sys.argv[1]
    redis: Any = Redis(unix_socket_path=socket)
    storage = {"type": "redis", "basename": b"rival", "redis": {"unix_socket_path": socket}}
    lsh = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS), storage_config=storage)
    empty = redis.info("memory")["used_memory"]
    began, cpu = time.perf_counter(), time.process_time()
    for number, claim in enumerate(claims):
        words = re.findall(r"\w+", claim.lower())
        signed = MinHash(num_perm=BANDS * ROWS)
        signed.update_batch([each.encode() for each in (*words, *map(" ".join, pairwise(words)))])
        lsh.query(signed)
        lsh.insert(str(number), signed)
    print(
        json.dumps(
            {
                "version": version("datasketch"),
                "wall": (time.perf_counter() - began) / len(claims) * 1e6,
                "cpu": (time.process_time() - cpu) / len(claims) * 1e6,
                "memory": (redis.info("memory")["used_memory"] - empty) / len(claims),
            }
        )
    )


if __name__ == "__main__":
    main()
