"""The side of ingest that touches the world. ``http`` fetches; ``dial_guard`` keeps it off private addresses."""
