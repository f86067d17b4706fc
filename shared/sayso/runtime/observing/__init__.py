"""What the people who run Sayso can see of it: metrics, health, heartbeats, status and traces.

A worker counts what it does (``metrics``, by the names of ``vocabulary``), says that it is there (``heartbeat``) and
answers for its health over HTTP (``health``, ``http``, put together in ``endpoint``). Whoever wants to know how the
whole pipeline does asks ``status``, which reads Redis and whatever the services know.
"""
