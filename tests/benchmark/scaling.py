"""How far the pipeline scales: measured with one and two extract workers, simulated beyond what a machine has.

The simulation is a line of stages as ``contracts.topology`` has them, each with its number of workers and the service
time that was measured for it: an article is taken by the first worker that is free, and none is begun before the stage
before it is done. Cores are taken to be as many as workers. Its answer is where adding workers of one stage stops
helping, and which stage that is.
"""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

ARTICLES = 4000


@dataclass(frozen=True, slots=True)
class Flow:
    """Articles a second, and the stage that bounds them."""

    a_second: float
    bound_by: str


def simulated(service_ms: Mapping[str, float], workers: Mapping[str, int], articles: int = ARTICLES) -> Flow:
    """Articles through all stages in their order; a stage not in ``workers`` has one."""
    ready = [0.0] * articles
    busy: dict[str, float] = {}
    for stage, milliseconds in service_ms.items():
        free = [0.0] * workers.get(stage, 1)
        done = []
        for at in ready:
            end = max(at, heapq.heappop(free)) + milliseconds / 1000
            heapq.heappush(free, end)
            done.append(end)
        busy[stage] = milliseconds / workers.get(stage, 1)
        ready = sorted(done)
    return Flow(articles / ready[-1], max(busy, key=busy.__getitem__))


def curve(service_ms: Mapping[str, float], stage: str, most: int = 64) -> dict[int, Flow]:
    """With 1, 2, 4 … workers of one stage and one of each other."""
    found, count = {}, 1
    while count <= most:
        found[count] = simulated(service_ms, {stage: count})
        count *= 2
    return found
