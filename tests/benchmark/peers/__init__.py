"""What others do with the same pages on the same machine in the same run, each in a process of its own.

``readers`` is run by an environment that has the other libraries and nothing of ours; ``tasks`` is a Celery worker
that calls our extraction, so that what differs is what carries the work; ``loop`` is the least that could carry it.
"""
