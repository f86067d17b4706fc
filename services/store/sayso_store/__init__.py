"""Sayso's last stages: which statements are the same claim, the store of record, and the stream of claim events.

Three roles, each a process of its own, meet in this package. ``dedupe`` reads ``statements`` and gives each statement
its claim; ``persist`` writes what was resolved to the SQL store and puts the claims' events in its outbox, in one
transaction; ``publish`` moves the outbox to the ``claims`` stream. Read ``dedupe.handler``, ``persist`` and
``publish`` for the three, ``schema`` for what is stored and ``dedupe.domain`` for the decisions.
"""
