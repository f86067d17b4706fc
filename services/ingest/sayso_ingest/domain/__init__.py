"""What ingest decides, without doing any of it: pure functions over text and bytes, no I/O, nothing of the wire.

Read in this order: ``url_gate`` (may this URL be fetched?), ``addresses`` (may this address be dialled?),
``private_hosts`` (what an operator excepts from both), ``http_policy`` (what a status means), ``sniff`` (what the body
is), ``response`` (what a fetch brings home). Who acts on it: ``sayso_ingest.adapters``.
"""
