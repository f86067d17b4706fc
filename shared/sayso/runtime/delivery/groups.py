"""Consumer groups, made from the topology before anything is read.

From id 0, so that what was pushed before the first start is read as well (a group made at ``$`` would skip it). Made
again whenever Redis says a group is missing, as after a FLUSHALL.
"""

from collections.abc import Iterable

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from sayso.contracts.topology import STAGES, Stage
from sayso.runtime.delivery.keys import Keys


async def ensure_groups(redis: "Redis", keys: Keys, stages: Iterable[Stage] = STAGES) -> list[str]:
    """Make what is missing, of all stages or of these; the names of the groups made. Safe at any time, by anyone."""
    made = []
    for stage in stages:
        try:
            await redis.xgroup_create(keys(stage.reads.name), stage.group, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise
        else:
            made.append(stage.group)
    return made
