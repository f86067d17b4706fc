"""Whatever the text, its identity is found without an error, stays as it is, and leads to a URL where there was one."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.contracts.web_identity import LONGEST, identity, site
from sayso_ingest.domain.url_gate import LONGEST_URL, GatedUrl, UrlRefused, parse

PIECES_OF_URLS = r"""
http:// https:// HTTPS:// www. m. amp. mobile. news.example co.uk uk : :80 :443 :8080 / // /amp /amp/ .amp .html
.amp.html index.html /index.html . .. /../ %2e %41 %c3%a9 %2F %2 % ? & = ; ;jsessionid=1 utm_source=x id=1 p=2
amp amp=1 bridge-closes-again 1234567 café ß # #top [::1] \ @ + ~
"""
PIECES = st.sampled_from(PIECES_OF_URLS.split())
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join),
    st.lists(PIECES, max_size=12).map(lambda parts: "https://news.example/" + "".join(parts)),
    st.lists(PIECES, max_size=12).map(lambda parts: "http://www.m.news.example" + "".join(parts)),
)


def parsed(text: str) -> GatedUrl | None:
    try:
        return parse(text)
    except UrlRefused:
        return None


@settings(max_examples=1500)
@given(TEXTS)
@example("https://" + "m." * 1000 + "news.example/bridge-closes-again")
@example("https://news.example" + "/amp" * 500 + "/bridge-closes-again")
@example("https://news.example/bridge-closes-again" + "/amp" * 500)
@example("https://news.example" + "/index.html" * 180)
@example("http://news.example/" + "a" * 2028)
@example("https://news.example/\ud800")
def test_m8_an_identity_is_found_once_and_is_a_url_again(text: str) -> None:
    key = identity(text)
    assert identity(key) == key
    site(text)
    gated = parsed(text)
    if gated is not None:
        parse(key)
        assert len(key) <= LONGEST
        if text.isascii() and "[" not in text:
            assert identity(gated.url) == key, "what the gate makes of a URL is the same page"


def test_the_longest_key_is_the_longest_url() -> None:
    assert LONGEST == LONGEST_URL
