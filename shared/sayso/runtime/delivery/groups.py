"""Consumer groups, made from the topology before anything is read.

From id 0, so that what was pushed before the first start is read as well (a group made at ``$`` would skip it). Made
again whenever Redis says a group is missing, as after a FLUSHALL.
"""

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from sayso.contracts.topology import STAGES
from sayso.runtime.delivery.keys import Keys


async def ensure_groups(redis: "Redis", keys: Keys) -> list[str]:
    """Make what is missing; the names of the groups made. Safe to run at any time, from any number of processes."""
    made = []
    for stage in STAGES:
        try:
            await redis.xgroup_create(keys(stage.reads.name), stage.group, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise
        else:
            made.append(stage.group)
    return made
