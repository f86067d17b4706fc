"""The side of ingest that touches the world.

``http`` fetches; ``dial_guard`` keeps it off private addresses. ``robots`` fetches and keeps robots.txt, ``politeness``
gives out the hosts' turns; both share what they know with all other workers through Redis.
"""
