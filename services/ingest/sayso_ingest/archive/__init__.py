"""The archive: every fetched page as it was read, in WARC files, so that it can be read again.

Begin with `records` (a page as a WARC record and back), then `files` (a file that grows, rotates and is repaired),
`keeper` (what ingest waits for), `housekeeping` (upload and retention) and `reading` (replay).
"""
