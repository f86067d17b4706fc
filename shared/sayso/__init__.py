"""Sayso: a queue of news URLs in, a stream of claims out.

This package is what all services share: the ``contracts`` between them, the ``runtime`` that moves work from
stage to stage, the ``cli`` people type at, and ``testing`` for whoever writes tests. Start with
``sayso.contracts.topology``, which names every stream and every stage.
"""

__version__ = "0.1.0"
