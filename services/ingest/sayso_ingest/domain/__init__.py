"""What ingest decides, without doing any of it: pure functions over text and bytes, no I/O, nothing of the wire.

Read in this order: ``url_gate`` (may this URL be fetched?), ``addresses`` (may this address be dialled?),
``private_hosts`` (what an operator excepts from both), ``robots`` (what does its host ask?), ``manners`` (how often may
it be fetched from?), ``http_policy`` (what a status means), ``sniff`` (what the body is), ``response`` (what a fetch
brings home), ``journey`` (where a URL stands that has to wait). Who acts on it: ``sayso_ingest.adapters``.
"""
