"""Catalogue M1: robots.txt by RFC 9309, as tables written from the RFC, and what is read otherwise on purpose.

A row is a file, a path of ``https://news.example``, and whether the crawler ``sayso`` may fetch it.
"""

import pytest

from sayso_ingest.domain.robots import LARGEST, LONGEST_LINE, parse, product_token, reading, unreachable_wait

GROUPS = [
    ("no file at all", b"", "/a", True),
    ("a group for all", b"User-agent: *\nDisallow: /a", "/a", False),
    ("a group for all leaves the rest", b"User-agent: *\nDisallow: /a", "/b", True),
    ("our own group", b"User-agent: sayso\nDisallow: /a", "/a", False),
    ("somebody else's group", b"User-agent: other\nDisallow: /", "/a", True),
    ("our own, not the one for all", b"User-agent: *\nDisallow: /\n\nUser-agent: sayso\nDisallow: /b", "/a", True),
    ("whichever stands first", b"User-agent: sayso\nDisallow: /b\n\nUser-agent: *\nDisallow: /", "/a", True),
    ("our own group may be empty", b"User-agent: *\nDisallow: /\n\nUser-agent: sayso\n", "/a", True),
    ("an empty Disallow allows", b"User-agent: *\nDisallow:\n", "/a", True),
    ("names are compared without case", b"User-agent: SaySo\nDisallow: /a", "/a", False),
    ("a name must be ours, not begin ours", b"User-agent: say\nDisallow: /a", "/a", True),
    ("nor go on after ours", b"User-agent: sayso-news\nDisallow: /a", "/a", True),
    ("nor hold ours", b"User-agent: my-sayso\nDisallow: /a", "/a", True),
    ("a version is no part of a name", b"User-agent: Sayso/2.0\nDisallow: /a", "/a", False),
    ("nor is what follows a space", b"User-agent: Sayso the crawler\nDisallow: /a", "/a", False),
    ("nor a wildcard", b"User-agent: sayso*\nDisallow: /a", "/a", False),
    ("nor digits", b"User-agent: sayso2\nDisallow: /a", "/a", False),
    ("all, and a word after it", b"User-agent: * bots\nDisallow: /a", "/a", False),
    ("a name that is none", b"User-agent: 1234\nDisallow: /a", "/a", True),
    ("an empty name", b"User-agent:\nDisallow: /a", "/a", True),
    ("two names, one group", b"User-agent: other\nUser-agent: sayso\nDisallow: /a", "/a", False),
    ("two names, the first ours", b"User-agent: sayso\nUser-agent: other\nDisallow: /a", "/a", False),
    ("a blank line ends no group", b"User-agent: sayso\n\n\nDisallow: /a", "/a", False),
    ("nor splits the names", b"User-agent: sayso\n\nUser-agent: other\nDisallow: /a", "/a", False),
    ("a rule does", b"User-agent: sayso\nDisallow: /b\nUser-agent: other\nDisallow: /a", "/a", True),
    ("an empty rule does too", b"User-agent: sayso\nDisallow:\nUser-agent: other\nDisallow: /a", "/a", True),
    (
        "our groups are one",
        b"User-agent: sayso\nDisallow: /a\n\nUser-agent: other\nDisallow: /c\n\nUser-agent: sayso\nDisallow: /b",
        "/b",
        False,
    ),
    ("the groups for all too", b"User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/a", False),
    ("rules before any name are nobody's", b"Disallow: /\nUser-agent: other\nDisallow: /b", "/a", True),
    ("all and ours in one group", b"User-agent: *\nUser-agent: sayso\nDisallow: /a", "/a", False),
    # what is not of the RFC must not disturb what is
    ("a line nobody knows between names", b"User-agent: sayso\nFoo: bar\nUser-agent: other\nDisallow: /a", "/a", False),
    ("a sitemap between names", b"User-agent: sayso\nSitemap: /s\nUser-agent: other\nDisallow: /a", "/a", False),
    ("a delay between names", b"User-agent: sayso\nCrawl-delay: 9\nUser-agent: other\nDisallow: /a", "/a", False),
    ("a line nobody knows between rules", b"User-agent: *\nDisallow: /b\nNoindex: /c\nDisallow: /a", "/a", False),
    ("a sitemap between rules", b"User-agent: *\nDisallow: /b\nSitemap: https://x/\nDisallow: /a", "/a", False),
    ("a host line", b"Host: news.example\nUser-agent: *\nDisallow: /a", "/a", False),
]

RULES = [
    ("a rule is a beginning", b"Disallow: /fish", "/fish.html", False),
    ("of folders too", b"Disallow: /fish", "/fishheads/yummy.html", False),
    ("not of something else", b"Disallow: /fish", "/catfish", True),
    ("in that case", b"Disallow: /fish", "/Fish.asp", True),
    ("with its slash", b"Disallow: /fish/", "/fish", True),
    ("and what is in it", b"Disallow: /fish/", "/fish/?id=1", False),
    ("the query counts", b"Disallow: /*?page=", "/news?page=2", False),
    ("its order too", b"Disallow: /a?x=1", "/a?y=2&x=1", True),
    ("the longest rule wins", b"Allow: /a/b\nDisallow: /a", "/a/b/c", True),
    ("in any order", b"Disallow: /a\nAllow: /a/b", "/a/b/c", True),
    ("also when it forbids", b"Allow: /a\nDisallow: /a/b", "/a/b", False),
    ("Allow wins a tie", b"Disallow: /a\nAllow: /a", "/a", True),
    ("in any order", b"Allow: /a\nDisallow: /a", "/a", True),
    ("a star is anything", b"Disallow: /*.php", "/a/b.php?c", False),
    ("or nothing", b"Disallow: /a*b", "/ab", False),
    ("stars add up", b"Disallow: /a*b*c", "/a-b-d", True),
    ("stars in a row are one", b"Disallow: /a***b", "/axxb", False),
    ("a star at the end changes nothing", b"Disallow: /fish*", "/fish", False),
    ("a dollar is the end", b"Disallow: /*.php$", "/a.php", False),
    ("and nothing after it", b"Disallow: /*.php$", "/a.php?x", True),
    ("the end of the root", b"Disallow: /$", "/", False),
    ("only", b"Disallow: /$", "/a", True),
    ("a dollar in the middle is a dollar", b"Disallow: /a$b", "/a$b", False),
    ("an escaped dollar is one", b"Disallow: /a%24", "/a$b", False),
    ("an escaped star is one", b"Disallow: /a%2Ab", "/a*b", False),
    ("and nothing else", b"Disallow: /a%2Ab", "/axb", True),
    ("the length of a rule counts its wildcards", b"Allow: /page\nDisallow: /*.htm", "/page.htm", False),
    ("robots.txt may always be fetched", b"Disallow: /", "/robots.txt", True),
    ("everything", b"Disallow: /", "/", False),
    ("a rule without a slash fits nothing", b"Disallow: a", "/a", True),
    # percent-escapes are compared as what they stand for
    ("escaped here, plain there", b"Disallow: /a%3Cd", "/a<d", False),
    ("plain here, escaped there", b"Disallow: /~joe", "/%7Ejoe", False),
    ("in either case", b"Disallow: /%7ejoe", "/~joe", False),
    ("but an escaped slash is no slash", b"Disallow: /a%2Fb", "/a/b", True),
    ("letters beyond ASCII", "Disallow: /ツ".encode(), "/%E3%83%84", False),
    ("written as escapes", b"Disallow: /%E3%83%84", "/ツ", False),
    ("an old file that is not UTF-8", b"Disallow: /caf\xe9", "/caf%E9", False),
    ("a space inside", b"Disallow: /a b", "/a%20b", False),
]

LINES = [
    ("comments end a line", b"User-agent: *\nDisallow: /a # not b", "/a", False),
    ("whole lines of comment", b"# hello\nUser-agent: *\n# Disallow: /a\nDisallow: /b", "/a", True),
    ("a comment takes the value", b"User-agent: *\nDisallow: #/a", "/a", True),
    ("CR LF", b"User-agent: *\r\nDisallow: /a\r\n", "/a", False),
    ("CR only", b"User-agent: *\rDisallow: /a\r", "/a", False),
    ("all three mixed", b"User-agent: *\r\nDisallow: /b\rDisallow: /c\nDisallow: /a", "/a", False),
    ("no end of the last line", b"User-agent: *\nDisallow: /a", "/a", False),
    ("a byte order mark", b"\xef\xbb\xbfUser-agent: *\nDisallow: /a", "/a", False),
    ("white space anywhere", b"  User-agent\t:  *  \n\t Disallow :\t/a\t", "/a", False),
    ("no white space", b"user-agent:*\ndisallow:/a", "/a", False),
    ("names of lines in any case", b"USER-AGENT: *\nDISALLOW: /a", "/a", False),
    ("a form feed ends no line", b"User-agent: *\nDisallow: /b\x0cDisallow: /a", "/a", True),
    ("nor does a next-line character", "User-agent: *\nDisallow: /b\u2028Disallow: /a".encode(), "/a", True),
    ("a NUL is a character", b"User-agent: *\nDisallow: /a\x00b\nDisallow: /c", "/a", True),
    ("and does not end the file", b"User-agent: *\nDisallow: /a\x00b\nDisallow: /c", "/c", False),
    ("a page of HTML", b"<!doctype html><html><body><h1>Disallow: /</h1></body></html>", "/a", True),
    ("garbage", bytes(range(256)) * 50, "/a", True),
    ("JSON", b'{"User-agent": "*", "Disallow": "/"}', "/a", True),
    ("the longest line", b"User-agent: *\nDisallow: /" + b"a" * (LONGEST_LINE - 11), "/" + "a" * 17_000, False),
    ("a longer one is cut", b"User-agent: *\nDisallow: /" + b"a" * 20_000, "/" + "a" * (LONGEST_LINE - 11), False),
    ("and only it", b"User-agent: *\n#" + b"a" * 20_000 + b"\nDisallow: /a", "/a", False),
    ("what stands before the size limit", b"User-agent: *\nDisallow: /a\n#".ljust(LARGEST + 9, b"x"), "/a", False),
    ("what stands behind it", b"User-agent: *\n".ljust(LARGEST, b"\n") + b"Disallow: /a", "/a", True),
    ("a rule that the limit cuts", b"User-agent: *\n".ljust(LARGEST - 11, b"\n") + b"Disallow: /abc", "/b", True),
]

ON_PURPOSE = [
    # more than the RFC asks, as Google's parser does: site owners write so, and mean it
    ("a misspelling", b"User-agent: *\nDissallow: /a", "/a", False),
    ("names without a hyphen", b"Useragent: *\nDisallow: /a", "/a", False),
    ("a forgotten colon", b"User-agent *\nDisallow /a", "/a", False),
    ("Allow of an index page allows its folder", b"User-agent: *\nDisallow: /\nAllow: /a/index.html", "/a/", True),
    # the RFC has the dollar as the end only; protego takes it as a character too, which forbids more
    ("a dollar at the end is also a dollar", b"User-agent: *\nDisallow: /a$", "/a$b", False),
    # the RFC bounds the file at 500 KiB at least, and says nothing on lines; a rule cut short would forbid more
    ("a long line is cut, not left out", b"User-agent: *\nDisallow: /b" + b"c" * 20_000, "/b" + "c" * 16_700, False),
]


def allows(file: bytes, path: str) -> bool:
    return parse(file, "sayso").allows(f"https://news.example{path}")


@pytest.mark.parametrize(("file", "path", "allowed"), [row[1:] for row in GROUPS], ids=[row[0] for row in GROUPS])
def test_m1_whose_lines_are_ours(file: bytes, path: str, allowed: bool) -> None:
    assert allows(file, path) is allowed


@pytest.mark.parametrize(("rules", "path", "allowed"), [row[1:] for row in RULES], ids=[row[0] for row in RULES])
def test_m1_what_a_rule_is_about(rules: bytes, path: str, allowed: bool) -> None:
    assert allows(b"User-agent: *\n" + rules, path) is allowed
    assert allows(b"User-agent: sayso\n" + rules, path) is allowed
    assert allows(b"User-agent: other\n" + rules, path)


@pytest.mark.parametrize(("file", "path", "allowed"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_m1_how_a_file_is_read(file: bytes, path: str, allowed: bool) -> None:
    assert allows(file, path) is allowed


@pytest.mark.parametrize(
    ("file", "path", "allowed"), [row[1:] for row in ON_PURPOSE], ids=[row[0] for row in ON_PURPOSE]
)
def test_m1_what_differs_from_the_rfc_on_purpose(file: bytes, path: str, allowed: bool) -> None:
    assert allows(file, path) is allowed


def test_m1_has_as_many_cases_as_the_catalogue_asks() -> None:
    assert len(GROUPS) + len(RULES) + len(LINES) >= 70


@pytest.mark.parametrize(
    ("file", "delay"),
    [
        (b"User-agent: *\nDisallow: /a", None),
        (b"User-agent: *\nCrawl-delay: 10", 10.0),
        (b"User-agent: *\nCrawl-delay: 10000", 300.0),
        (b"User-agent: *\nCrawl-delay: 0.5\nDisallow: /a", 0.5),
        (b"User-agent: *\nDisallow: /a\nCrawl-delay: 7", 7.0),
        (b"User-agent: *\nCrawl-delay: 3\nCrawl-delay: 7\nCrawl-delay: 5", 7.0),
        (b"User-agent: *\nCrawl-delay: 0", None),
        (b"User-agent: *\nCrawl-delay: -5", None),
        (b"User-agent: *\nCrawl-delay: nan", None),
        (b"User-agent: *\nCrawl-delay: inf", None),
        (b"User-agent: *\nCrawl-delay: 1e9", 300.0),
        (b"User-agent: *\nCrawl-delay: ten", None),
        (b"User-agent: *\nCrawl-delay:", None),
        (b"User-agent: other\nCrawl-delay: 9\nUser-agent: *\nDisallow: /a", None),
        (b"User-agent: other\nCrawl-delay: 9\nUser-agent: *\nCrawl-delay: 4", 4.0),
        (b"User-agent: other\nUser-agent: *\nCrawl-delay: 4", 4.0),
        (b"User-agent: *\nCrawl-delay: 9\nUser-agent: sayso\nDisallow: /a", None),
        (b"Crawl-delay: 9\nUser-agent: *", None),
    ],
)
def test_m3_crawl_delay(file: bytes, delay: float | None) -> None:
    assert parse(file, "sayso").crawl_delay == delay


@pytest.mark.parametrize(
    ("status", "means"),
    [
        (200, "parse"), (206, "parse"), (299, "parse"),
        (301, "allow"), (302, "allow"), (308, "allow"),
        (400, "allow"), (401, "allow"), (403, "allow"), (404, "allow"), (410, "allow"), (451, "allow"),
        (429, "later"),
        (500, "later"), (502, "later"), (503, "later"), (504, "later"), (599, "later"), (999, "later"), (103, "later"),
    ],
)  # fmt: skip
def test_m2_what_a_status_stands_for(status: int, means: str) -> None:
    assert reading(status) == means


def test_m2_an_unreachable_file_is_asked_for_less_and_less() -> None:
    assert [unreachable_wait(n, 600) for n in range(1, 6)] == [600, 1200, 2400, 3600, 3600]
    assert unreachable_wait(1, 600, asked=900) == 900
    assert unreachable_wait(2, 600, asked=900) == 1200


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [("Sayso/0.1 (+https://example.org)", "sayso"), ("My-News_Bot 2", "my-news_bot"), ("2bot", "")],
)
def test_the_name_robots_txt_knows_us_by(user_agent: str, token: str) -> None:
    assert product_token(user_agent) == token


def test_a_large_file_is_read_and_asked_in_bounded_time() -> None:
    file = b"User-agent: *\n" + b"".join(b"Disallow: /folder/%d*x$\n" % n for n in range(25_000))
    rules = parse(file, "sayso")
    assert rules.allows("https://news.example/elsewhere")
