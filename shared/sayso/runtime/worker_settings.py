"""How a worker process behaves, and how it ends: known to commands that start no worker of their own, too."""

from pydantic import Field

from sayso.contracts.topology import Limits, Stage
from sayso.runtime.settings import Settings

EXIT_FAILED, EXIT_UNFIT, EXIT_HALTED = 1, 3, 4


class WorkerSettings(Settings):
    """How a worker process behaves. A stage's own limits stand in the topology."""

    drain_seconds: float = Field(
        default=20.0, ge=0, description="Seconds that work in flight gets at a stop. Keep it under the stop grace."
    )
    concurrency: int | None = Field(
        default=None, ge=1, description="Entries a worker works on at once. Unset: as the topology says."
    )
    lease_seconds: float | None = Field(
        default=None, gt=0, description="Seconds without a sign of life after which work is taken over."
    )
    retry_first_seconds: float | None = Field(
        default=None, ge=0, description="Seconds before the second try. Unset: as the topology says."
    )
    attempts: int | None = Field(
        default=None, ge=1, description="Tries before work that fails is set aside. Unset: as the topology says."
    )

    company_seconds: float | None = Field(
        default=None,
        ge=0,
        description="Seconds a batch may wait to fill while more is on its way. Unset: as the topology says.",
    )
    deliveries: int | None = Field(
        default=None, ge=1, description="Workers that may die over an entry before it is set aside."
    )

    def limits_of(self, stage: Stage, partitions: int = 1) -> Limits:
        """The stage's limits with these settings over them, for each of so many partitions that a worker serves."""
        own = stage.limits
        concurrency = own.concurrency if self.concurrency is None or stage.in_batches else self.concurrency
        return Limits(
            concurrency=max(1, concurrency // partitions),
            batch=own.batch,
            company=own.company if self.company_seconds is None else self.company_seconds,
            timeout=own.timeout,
            lease=own.lease if self.lease_seconds is None else self.lease_seconds,
            attempts=own.attempts if self.attempts is None else self.attempts,
            deliveries=own.deliveries if self.deliveries is None else self.deliveries,
            first_delay=own.first_delay if self.retry_first_seconds is None else self.retry_first_seconds,
            longest_delay=own.longest_delay,
        )
