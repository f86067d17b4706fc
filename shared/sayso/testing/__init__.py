"""For whoever writes tests against Sayso: a real Redis, and the pipeline's own words for what to expect.

There is no fake of Redis here on purpose: delivery is the promise, and a fake would make it.
"""
