"""A plain Celery and Redis pipeline that does the same extraction: a task a page, prefork, acknowledged late."""

import os

from celery import Celery

from sayso_extract import pipeline

app = Celery("peer", broker=os.environ["PEER_BROKER"])
app.conf.update(
    task_acks_late=True, task_ignore_result=True, worker_prefetch_multiplier=1, worker_hijack_root_logger=False
)


@app.task(name="read")
def read(page: str, number: int) -> None:
    """Clean and extract one page."""
    pipeline.read(
        page.encode(),
        url=f"https://paper.example/{number}",
        media="html",
        charset="utf-8",
        fetched_at="2026-03-30T00:00:00Z",
    )
