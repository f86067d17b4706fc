"""Standing queries: whoever asks once is told of every event of a claim that answers, until the watch is removed.

Two steps, joined by the table ``delivery``. ``matching`` holds each event of the outbox against every watch and writes
what answers, with the watch's new position, in one transaction; so nothing is skipped, whoever dies. From there
``streaming`` adds the matches to the stream ``matches``, and ``couriers`` post them to the watches' webhooks, one in
flight a watch, signed as in ``signing``. ``book`` is the list that people work with. ``role`` wires it all.
"""
