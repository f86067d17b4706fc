"""Which URLs name the same article: one key for all spellings of a page's address, and none for two pages.

A pure function over text: :func:`identity` gives the key, :func:`site` the site a URL is on. The key is for
comparing, never for showing or fetching: it says https where the page is on http, and leaves ``m.`` out. Ingest keeps
what it knows of a page under it, extract makes an article's id of it.

What is unified, and nothing else:

- http and https, upper and lower case of the host, the scheme's own port, a dot after the host, ``www.``;
- percent-escapes of what needs none, small hex digits, dot segments, the fragment;
- parameters that say how a reader came here (:data:`TRACKING`) or who it is (:data:`SESSIONS`), by their names; the
  order of the others, and empty ones;
- a slash at the end, and an index document (:data:`INDEX_DOCUMENTS`);
- the host of the mobile or the AMP edition (:data:`EDITIONS`) and AMP's marks in path and query, on pages only whose
  path is an article's (:func:`is_article_path`): ``m.news.example/`` is a front page of its own.

What may be two pages stays apart: a page that is kept twice is found again by its canonical link or by its text, while
of two pages under one key the second would be lost. So case, ``;`` and ``+`` in paths, unknown parameters, ``id``,
``page``, ``ref`` and their like, double slashes, print views and other editions are all left as they are, and text
that is no plain http or https URL is its own key. Measured in ``tests/unit/shared/test_web_identity.py``; why so:
ADR 0011.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LONGEST = 2048
"""Characters of a key. A URL that would need more is its own key: ingest's gate lets no longer one through."""

TRACKING = _words(
    "_branch_match_id _branch_referrer _ga _gac _gl _hsenc _hsmi _kx amp_gsa amp_js_v at_campaign at_creation "
    "at_emailtype at_format at_medium at_ptr_name at_recipient_id at_send_date at_variant ck_subscriber_id cmpid "
    "cndid dclid dicbo epik fb_action_ids fb_action_types fb_ref fb_source fbclid ftcamp gad_campaignid gad_source "
    "gbraid gclid gclsrc guccounter guce_referrer guce_referrer_sig hsctatracking icid igsh igshid intcid intcmp "
    "li_fat_id mc_cid mc_eid mc_tc mibextid mkt_tok msclkid ncid ns_campaign ns_fee ns_linkname ns_mchannel "
    "ns_source oborigurl ocid oly_anon_id oly_enc_id pk_campaign pk_cid pk_content pk_keyword pk_kwd pk_medium "
    "pk_source rb_clickid s_cid sfnsn smid smtyp soc_src soc_trk srnd ss_email_id taid tblci ttclid twclid usqp "
    "vero_conv vero_id wbraid wickedid wt.mc_id wt_mc xtor yclid ysclid"
)
"""Names of parameters that say where a reader comes from, in lower case."""

TRACKING_PREFIXES = ("__hs", "at_bbc_", "at_custom", "at_link_", "bsft_", "hsa_", "mtm_", "utm_")
"""Beginnings of such names."""

SESSIONS = frozenset({"jsessionid", "phpsessid"})
"""Names that say who the reader is, as a parameter or, as ``;name=value``, at the end of a path."""

EDITIONS = frozenset({"m", "mobile", "mobil", "amp"})
"""First labels of the hosts that serve the same articles to telephones."""

INDEX_DOCUMENTS = frozenset({"index.html", "index.htm"})
"""What a server gives for a folder. Programs, such as ``index.php``, may give anything."""

AMP_PARAMETERS = {"amp": {"", "1", "true"}, "outputtype": {"amp"}, "output": {"amp", "amphtml"}}
"""Parameters, and their values, that ask for the AMP edition."""

_SECOND_LEVEL = _words("ac asn co com edu go gob gouv gov govt id ltd mil ne net nom or org plc sch web")
"""Labels that are part of a suffix, as in ``co.uk``: what stands before them may be the name itself."""

_URL = re.compile(r"(https?)://([^/?#@\\\s]+)([^?#\s\\]*)(?:\?([^#\s\\]*))?(?:#.*)?", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:]+)(?::([0-9]{0,5}))?")
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_ESCAPE = re.compile(r"(?<!%)(?<!%[0-9A-Fa-f])%([0-9A-Fa-f]{2})")
"""An escape, but none after half of another: the two would make a new one."""
_LONG_NUMBER = re.compile(r"[0-9]{5}")
_AS_WRITTEN = "%/?:@!$&'()*+,;=~[]"
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PORTS = {"http": 80, "https": 443}
_DOTS = (".", "..")
_WWW = frozenset({"www"})
_ALL_EDITIONS = _WWW | EDITIONS


def identity(url: str) -> str:
    """The key of a URL: equal for all spellings of one page's address. Idempotent; never raises."""
    parts = _parts(url)
    if parts is None:
        return url
    scheme, host, port, path, query = parts
    path = _tidy_end(path)
    article = is_article_path(path)
    if article:
        path = _without_amp(path)
    pairs = [(name, value) for name, value in _pairs(query) if not _is_noise(name, value, article=article)]
    pairs.sort(key=lambda pair: pair[0])
    key = f"{_origin(scheme, _main_host(host) if article else _without_www(host), port)}{path}"
    if pairs:
        key += "?" + "&".join(name if value is None else f"{name}={value}" for name, value in pairs)
    return key if len(key) <= LONGEST else url


def site(url: str) -> str | None:
    """The site a URL is on: its host without ``www.``, ``m.``, ``amp.`` and the like; None if it is no URL."""
    parts = _parts(url)
    return None if parts is None else _origin(parts[0], _main_host(parts[1]), parts[2])


def path_of(url: str) -> str:
    """The path as the key has it, ``/`` at least; empty if it is no URL."""
    parts = _parts(url)
    return "" if parts is None else _tidy_end(parts[3])


def parameters_of(url: str) -> dict[str, str]:
    """The parameters that the key has."""
    _, _, query = identity(url).partition("?")
    return {name: value or "" for name, value in _pairs(query)}


def is_article_path(path: str) -> bool:
    """Whether a path looks like one article's: a segment of three words, or with a long number."""
    return any(_is_slug(segment) for segment in path.split("/"))


def _is_slug(segment: str) -> bool:
    words = [word for word in segment.replace("_", "-").split("-") if word]
    return (len(words) > 2 and not all(map(str.isdigit, words))) or _LONG_NUMBER.search(segment) is not None


def _parts(url: str) -> tuple[str, str, int, str, str] | None:
    """Scheme, host, port, path and query in one spelling, or None where a reader may be in doubt."""
    whole = _URL.fullmatch(url) if len(url) <= LONGEST and url.isprintable() else None
    authority = None if whole is None else _AUTHORITY.fullmatch(whole[2])
    if whole is None or authority is None:
        return None
    scheme = whole[1].lower()
    host = authority[1]
    if host.isascii():
        host = host.lower().removesuffix(".")
        if not host.startswith("[") and _NAME.fullmatch(host) is None:
            return None
    port = int(authority[2] or 0) or _PORTS[scheme]
    rest = whole[3]
    if rest and not rest.startswith("/"):
        return None
    return scheme, host, port, _spelled(_without_dots(_spelled(rest or "/"))), _spelled(whole[4] or "")


def _spelled(text: str) -> str:
    """Escapes in one spelling: none where none is needed, else with capital digits."""
    return _ESCAPE.sub(_escape, quote(text, safe=_AS_WRITTEN))


def _escape(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join([*kept, ""] if segments[-1] in _DOTS else kept)


def _pairs(query: str) -> Iterator[tuple[str, str | None]]:
    for part in query.split("&"):
        name, equals, value = part.partition("=")
        if part:
            yield name, value if equals else None


def _is_noise(name: str, value: str | None, *, article: bool) -> bool:
    low = name.lower()
    if low in TRACKING or low in SESSIONS or low.startswith(TRACKING_PREFIXES):
        return True
    return article and (value or "").lower() in AMP_PARAMETERS.get(low, ())


def _without_amp(path: str) -> str:
    """``/amp/…``, ``…/amp`` and ``….amp`` of an article are the article, as long as what is left still is one."""
    left, before = path, ""
    while left != before:
        before = left
        left = left.removesuffix("/amp").removesuffix(".amp")
        if left.endswith(".amp.html"):
            left = left.removesuffix(".amp.html") + ".html"
        if left.startswith("/amp/"):
            left = left.removeprefix("/amp")
        left = _without_dots(_tidy_end(left or "/"))
    return left if is_article_path(left) else path


def _tidy_end(path: str) -> str:
    """Without a session, an index document and a slash at the end."""
    while True:
        folder, _, last = path.rpartition("/")
        name, semicolon, parameter = last.rpartition(";")
        if semicolon and name not in _DOTS and parameter.partition("=")[0].lower() in SESSIONS:
            path = f"{folder}/{name}"
        elif not folder:
            return "/" if last.lower() in INDEX_DOCUMENTS else path
        elif folder.endswith("/") or (last and last.lower() not in INDEX_DOCUMENTS):
            return path
        else:
            path = folder


def _origin(scheme: str, host: str, port: int) -> str:
    return f"https://{host}" if port == _PORTS[scheme] else f"{scheme}://{host}:{port}"


def _without_www(host: str) -> str:
    return _without_label(host, _WWW)


def _main_host(host: str) -> str:
    return _without_label(host, _ALL_EDITIONS)


def _without_label(host: str, labels: frozenset[str]) -> str:
    """The host without first labels that are among these, as long as what is left is surely a name of its own."""
    while True:
        first, _, rest = host.partition(".")
        left = rest.split(".")
        if first not in labels or len(left) < 2 or (len(left) == 2 and left[0] in _SECOND_LEVEL) or left[-1].isdigit():
            return host
        host = rest
