"""The pure core of extraction: from bytes to an article, and from an article to who said what.

No module here does I/O, logs, or knows the wire. Read `model` for the words it speaks in, then `document_kind`,
`decode`, `html_article` and `text_article` for the first half, and `statements` for the second.
"""
