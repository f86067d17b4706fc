"""Which spellings of a URL are one page, and which two URLs stay two: the tables that the rules are measured by."""

import pytest

from sayso.contracts.web_identity import identity, is_article_path, parameters_of, path_of, site

STORY = "https://news.example/2025/04/09/bridge-closes-in-saltby"

SAME = [
    ("scheme", "http://news.example/a/b", "https://news.example/a/b"),
    ("host in capitals", "https://News.Example/a/b", "https://news.example/a/b"),
    ("scheme in capitals", "HTTPS://news.example/a/b", "https://news.example/a/b"),
    ("default port of https", "https://news.example:443/a/b", "https://news.example/a/b"),
    ("default port of http", "http://news.example:80/a/b", "http://news.example/a/b"),
    ("a dot after the host", "https://news.example./a", "https://news.example/a"),
    ("www", "https://www.news.example/a", "https://news.example/a"),
    ("www and http", "http://www.news.example/a", "https://news.example/a"),
    ("www before a longer suffix", "https://www.news.co.example/a", "https://news.co.example/a"),
    ("fragment", "https://news.example/a#comments", "https://news.example/a"),
    ("text fragment", "https://news.example/a#:~:text=the%20bridge", "https://news.example/a"),
    ("no path", "https://news.example", "https://news.example/"),
    ("empty query", "https://news.example/a?", "https://news.example/a"),
    ("utm", f"{STORY}?utm_source=feed&utm_medium=rss&utm_campaign=x", STORY),
    ("utm in capitals", f"{STORY}?UTM_Source=feed", STORY),
    ("fbclid", f"{STORY}?fbclid=IwAR0abc", STORY),
    ("gclid and others", f"{STORY}?gclid=1&dclid=2&gbraid=3&wbraid=4&msclkid=5&yclid=6", STORY),
    ("newsletter", f"{STORY}?mc_cid=1&mc_eid=2&mkt_tok=3", STORY),
    ("broadcaster's campaign", f"{STORY}?at_medium=social&at_campaign=x&at_custom1=y&at_link_id=z", STORY),
    ("tracking among others", "https://news.example/a?id=7&utm_source=x&lang=en", "https://news.example/a?id=7&lang=en"),
    ("order of parameters", "https://news.example/a?lang=en&id=7", "https://news.example/a?id=7&lang=en"),
    ("an empty parameter", "https://news.example/a?&id=7&", "https://news.example/a?id=7"),
    ("a session", "https://news.example/a;jsessionid=0A1B?PHPSESSID=x&id=7", "https://news.example/a?id=7"),
    ("a slash at the end", "https://news.example/a/b/", "https://news.example/a/b"),
    ("index.html", "https://news.example/2025/04/09/bridge/index.html", "https://news.example/2025/04/09/bridge/"),
    ("index.htm of the front page", "https://news.example/index.htm", "https://news.example/"),
    ("escape of a letter", "https://news.example/%62ridge", "https://news.example/bridge"),
    ("escape of a tilde", "https://news.example/%7Eada/x", "https://news.example/~ada/x"),
    ("small hex digits", "https://news.example/caf%c3%a9", "https://news.example/caf%C3%A9"),
    ("letters that are not ASCII", "https://news.example/café", "https://news.example/caf%C3%A9"),
    ("dot segments", "https://news.example/a/../b/./c", "https://news.example/b/c"),
    ("escaped dot segments", "https://news.example/a/%2e%2e/b", "https://news.example/b"),
    ("amp at the end", f"{STORY}/amp", STORY),
    ("amp and a slash at the end", f"{STORY}/amp/", f"{STORY}/"),
    ("amp at the beginning", "https://news.example/amp/bridge-closes-in-saltby", "https://news.example/bridge-closes-in-saltby"),
    (".amp", "https://news.example/news/story-12345678.amp", "https://news.example/news/story-12345678"),
    (".amp.html", f"{STORY}.amp.html", f"{STORY}.html"),
    ("?amp", f"{STORY}?amp", STORY),
    ("?amp=1", f"{STORY}?amp=1", STORY),
    ("?outputType=amp", f"{STORY}?outputType=amp", STORY),
    ("amp host", STORY.replace("news", "amp.news", 1), STORY),
    ("amp host with www", STORY.replace("news", "www.amp.news", 1), STORY),
    ("m host", STORY.replace("news", "m.news", 1), STORY),
    ("mobile host", STORY.replace("news", "mobile.news", 1), STORY.replace("news", "www.news", 1)),
    ("mobil host", STORY.replace("news", "mobil.news", 1), STORY),
    ("m host, article by number", "https://m.news.example/a/1234567", "https://news.example/a/1234567"),
    ("all at once", "http://WWW.News.Example:80/2025/04/09/bridge-closes-in-saltby/amp/?utm_source=x#top", STORY),
]  # fmt: skip

DIFFERENT = [
    ("another story", "https://news.example/a", "https://news.example/b"),
    ("case of the path", "https://news.example/Ab3", "https://news.example/aB3"),
    ("id", "https://news.example/story?id=1", "https://news.example/story?id=2"),
    ("id or none", "https://news.example/story?id=1", "https://news.example/story"),
    ("page", "https://news.example/story?page=1", "https://news.example/story?page=2"),
    ("page or none", f"{STORY}?page=2", STORY),
    ("p", "https://news.example/?p=101", "https://news.example/?p=102"),
    ("p or front page", "https://news.example/?p=101", "https://news.example/"),
    ("article", "https://news.example/x?article=5", "https://news.example/x?article=6"),
    ("story", "https://news.example/x?story=bridge", "https://news.example/x?story=road"),
    ("ref", "https://news.example/doc?ref=12", "https://news.example/doc?ref=13"),
    ("source", "https://news.example/doc?source=council", "https://news.example/doc?source=police"),
    ("v", "https://news.example/watch?v=a", "https://news.example/watch?v=b"),
    ("language", f"{STORY}?lang=en", f"{STORY}?lang=cy"),
    ("a parameter without value", "https://news.example/?123", "https://news.example/?124"),
    ("order of a repeated parameter", "https://news.example/s?q=a&q=b", "https://news.example/s?q=b&q=a"),
    ("a parameter like a tracking one", "https://news.example/s?utmost=1", "https://news.example/s"),
    ("primary key", "https://news.example/s?pk_article=1", "https://news.example/s?pk_article=2"),
    ("subdomain", "https://sport.news.example/a", "https://news.example/a"),
    ("country's edition", "https://uk.news.example/a", "https://us.news.example/a"),
    ("another site", "https://news.example/a", "https://news-example.example/a"),
    ("www2", "https://www2.news.example/a", "https://news.example/a"),
    ("www alone", "https://www.example/a", "https://example/a"),
    ("a name that is www", "https://www.co.uk/a", "https://co.uk/a"),
    ("a name that is m", f"https://m.co.uk{STORY[20:]}", f"https://co.uk{STORY[20:]}"),
    ("mobile front page", "https://m.news.example/", "https://news.example/"),
    ("section about telephones", "https://mobile.news.example/reviews", "https://news.example/reviews"),
    ("another port", "https://news.example:8443/a", "https://news.example/a"),
    ("ports of another scheme", "http://news.example:8080/a", "https://news.example:8080/a"),
    ("https's port under http", "http://news.example:443/a", "https://news.example:443/a"),
    ("amp as a topic", "https://news.example/tag/amp", "https://news.example/tag"),
    ("amp as a story's word", "https://news.example/guitar-gear/amp", "https://news.example/guitar-gear"),
    ("a slug that ends in amp", f"{STORY}-amp", STORY),
    ("amp with another value", f"{STORY}?amp=50", STORY),
    ("amp as a parameter of a list", "https://news.example/parts?amp=1", "https://news.example/parts"),
    ("print view", f"{STORY}?output=print", STORY),
    ("index.php with a path", "https://news.example/index.php/a", "https://news.example/a"),
    ("index.php", "https://news.example/index.php?id=5", "https://news.example/index.html?id=5"),
    ("double slash", "https://news.example/a//b", "https://news.example/a/b"),
    ("escaped slash", "https://news.example/a%2Fb", "https://news.example/a/b"),
    ("escaped question mark", "https://news.example/a%3Fid=1", "https://news.example/a?id=1"),
    ("escaped percent", "https://news.example/a%2541", "https://news.example/a%41"),
    ("half an escape", "https://news.example/a%2%35", "https://news.example/a%25"),
    ("amp as the third word", "https://news.example/guitar-gear-.amp", "https://news.example/guitar-gear-"),
    ("plus and space", "https://news.example/s?q=a+b", "https://news.example/s?q=a%2Bb"),
    ("a path's parameter", "https://news.example/a;v=1", "https://news.example/a;v=2"),
    ("live page by fragmentless path", f"{STORY}/live", STORY),
    ("second page by path", f"{STORY}/2", STORY),
    ("extension", f"{STORY}.html", STORY),
    ("date in the path", "https://news.example/2025/04/09/x", "https://news.example/2025/04/10/x"),
]  # fmt: skip


@pytest.mark.parametrize(("_what", "a", "b"), SAME, ids=[row[0] for row in SAME])
def test_m8_one_page_has_one_identity(_what: str, a: str, b: str) -> None:
    assert identity(a) == identity(b)


@pytest.mark.parametrize(("_what", "a", "b"), DIFFERENT, ids=[row[0] for row in DIFFERENT])
def test_m8_two_pages_have_two_identities(_what: str, a: str, b: str) -> None:
    assert identity(a) != identity(b)


@pytest.mark.parametrize(
    "url", ["https://news.example/1", STORY, "https://news.example/", "https://news.example/a?id=1"]
)
def test_a_simple_url_is_its_own_identity(url: str) -> None:
    assert identity(url) == url


@pytest.mark.parametrize(
    "text",
    ["", "words", "urn:sha256:00ff", "ftp://news.example/a", "https://", "https:///a", "https://u@news.example/",
     "https://news.example:port/", "https://news.example/a b", "https://[::1/", "https://news.example\\a", "/a/b"],
)  # fmt: skip
def test_what_is_no_url_is_its_own_identity(text: str) -> None:
    assert identity(text) == text
    assert site(text) is None


def test_a_site_has_editions() -> None:
    assert site("http://www.m.news.example/a") == site("https://news.example/b") == "https://news.example"
    assert site("https://news.example:8443/") != site("https://news.example/")
    assert site("https://sport.news.example/") != site("https://news.example/")


def test_what_else_is_told_of_a_url() -> None:
    assert path_of("https://news.example/a/index.html?x") == "/a"
    assert parameters_of("https://news.example/a?utm_id=1&b=2&c") == {"b": "2", "c": ""}
    assert is_article_path("/news/bridge-closes-again")
    assert is_article_path("/a/10234.html")
    assert not is_article_path("/2025/04/09/local-news")
    assert not is_article_path("/archive/2025-04-09")
