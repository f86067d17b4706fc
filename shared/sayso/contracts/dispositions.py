"""The closed vocabulary of how work ends and why.

Every unit of work, at every stage, ends in exactly one :class:`Disposition`. It is the same word in the log line,
in the record of the URL's life and (later) in the counter. Where the word alone does not tell an operator what to
do, a :class:`Reason` goes with it. Both lists are closed on purpose: a new word is a change of contract, and
``docs/generated/dispositions.md`` is made from what stands here. Next: ``outcomes``, which turns these words into
instructions for the pipeline.
"""

from enum import StrEnum


class Disposition(StrEnum):
    """The one named end of a unit of work at a stage."""

    FETCHED = "fetched"
    NOT_MODIFIED = "not_modified"
    LISTED = "listed"
    REFUSED = "refused"
    ROBOTS_DENIED = "robots_denied"
    UNREACHABLE = "unreachable"
    TOO_LARGE = "too_large"
    NOT_HTML = "not_html"
    NO_ARTICLE = "no_article"
    EXTRACTED = "extracted"
    NO_CLAIMS = "no_claims"
    RESOLVED = "resolved"
    DUPLICATE = "duplicate"
    STORED = "stored"
    RECORDED = "recorded"
    PUBLISHED = "published"
    DEFERRED = "deferred"
    RETRIED = "retried"
    DEAD_LETTERED = "dead_lettered"
    HANDED_OVER = "handed_over"

    @property
    def meaning(self) -> str:
        """One sentence for people, shown by ``sayso trace`` and in the generated page."""
        return _MEANINGS[self]


_MEANINGS: dict[Disposition, str] = {
    Disposition.FETCHED: "The page was fetched, or came with the entry, and went on to extraction.",
    Disposition.NOT_MODIFIED: "The page has not changed since it was last fetched; nothing went on.",
    Disposition.LISTED: "A feed or sitemap was read, and what is new in it was pushed.",
    Disposition.REFUSED: "The URL is malformed, or its scheme, port, host or address is not one Sayso fetches.",
    Disposition.ROBOTS_DENIED: "The host's robots.txt asks not to fetch this URL, or the page not to mine it.",
    Disposition.UNREACHABLE: "The host answered with an error that another try will not change.",
    Disposition.TOO_LARGE: "The body is larger than the limit.",
    Disposition.NOT_HTML: "The body is neither an HTML page nor readable text.",
    Disposition.NO_ARTICLE: "The page holds no article text.",
    Disposition.EXTRACTED: "Statements were found and went on to dedupe.",
    Disposition.NO_CLAIMS: "The article was read and nobody says anything in it; the article is stored all the same.",
    Disposition.RESOLVED: "Each statement was given its claim.",
    Disposition.DUPLICATE: "The same article text is known already; it is kept as a copy.",
    Disposition.STORED: "Rows and events were committed to the store.",
    Disposition.RECORDED: "The end of another stage's work was written to the store.",
    Disposition.PUBLISHED: "The event stands on the claims stream.",
    Disposition.DEFERRED: "Nothing is wrong; the work waits for its turn, such as its host's next fetch.",
    Disposition.RETRIED: "The work failed in a way that may pass, and waits for its next try.",
    Disposition.DEAD_LETTERED: "The work was set aside with its reason, for a person to look at.",
    Disposition.HANDED_OVER: "Another worker had finished this work already; this result was dropped.",
}


class Reason(StrEnum):
    """Why work was refused, retried or set aside. Snake case, stable, safe as a metric label."""

    # what an entry on a stream can be wrong about
    INVALID_UTF8 = "invalid_utf8"
    RESERVED_FIELD = "reserved_field"
    MISSING_FIELD = "missing_field"
    INVALID_FIELD = "invalid_field"
    UNKNOWN_SCHEMA = "unknown_schema"
    ENTRY_TOO_LARGE = "entry_too_large"
    # what delivery can find
    DELIVERY_BUDGET = "delivery_budget"
    HANDLER_TIMEOUT = "handler_timeout"
    UNEXPECTED_ERROR = "unexpected_error"
    # what a URL can be wrong about
    URL_MALFORMED = "url_malformed"
    URL_TOO_LONG = "url_too_long"
    SCHEME = "scheme"
    PORT = "port"
    PRIVATE_ADDRESS = "private_address"
    # what a fetch can meet
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    HTTP_PROTOCOL = "http_protocol"
    HTTP_STATUS = "http_status"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BODY_TOO_LARGE = "body_too_large"
    HEADERS_TOO_LARGE = "headers_too_large"
    CONTENT_ENCODING = "content_encoding"
    CONTENT_TYPE = "content_type"
    ROBOTS = "robots"
    TDM_RESERVED = "tdm_reserved"
    # why nothing went on
    UNCHANGED = "unchanged"
    RECENTLY_FETCHED = "recently_fetched"
    NOT_A_LISTING = "not_a_listing"
    # what a fetch can wait for
    HOST_BUSY = "host_busy"
    OTHER_HOST = "other_host"
    SCHEDULE_UNAVAILABLE = "schedule_unavailable"
    # what a document can be
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    NO_ARTICLE = "no_article"
    CHARSET_REFUSED = "charset_refused"
    TOO_DEEP = "too_deep"
    PARSE_TIMEOUT = "parse_timeout"
    PARSE_ERROR = "parse_error"
    # what the store can meet
    ARCHIVE_UNAVAILABLE = "archive_unavailable"
    STORE_UNAVAILABLE = "store_unavailable"
    INDEX_UNAVAILABLE = "index_unavailable"
