"""Which statements are the same claim: pure decisions in ``domain``, a shared index, and the worker's handler."""
