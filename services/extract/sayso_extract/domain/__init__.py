"""The pure core of extraction: from bytes to an article, and from an article to who said what.

No module here does I/O, logs, or knows the wire. Read `model` for the words it speaks in, then the rooms in the order a
page goes through them: `decoding` (bytes to text), `html` and `text` (a page to its article), `attribution` (who said
what, as spans, by rules), `tagging` (the same by a fitted network, and both made one), `speakers` and `fields` (who
that is, and what it says beyond its words). `statements` brings the second half together, `explain`
shows the first half's steps.
"""
