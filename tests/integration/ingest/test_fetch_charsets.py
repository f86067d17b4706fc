"""Catalogue F9: bytes in many charsets, fetched over HTTP and read as extract reads them.

The text is the reference's, or the article says that the charset is unsure; UTF-7 is refused. What the server says, the
page says and the bytes say may contradict each other. The two services meet here only: the fetcher must let such pages
through as they are, with the charset as it was declared, and extract must make text of them.
"""

import codecs

import pytest

from sayso_extract.document import DocumentError, read_document
from sayso_extract.domain.decoding.decode import decode
from tests.integration.ingest.conftest import Open, Site
from tests.integration.ingest.servers import answer

JAPANESE = "港の改修は来年の春に始まると、市長のハナ・キタは火曜日に述べた。費用は四十億円になる見込みだ。"
CHINESE = "市长奥娜说,港口的改建工程将于明年春天开始,预计费用为四十亿元。居民表示欢迎这一决定。"
KOREAN = "항구 개축은 내년 봄에 시작될 것이라고 시장 오나가 화요일에 말했다. 비용은 사십억 원으로 예상된다."
RUSSIAN = "Ремонт гавани начнётся весной, сказала во вторник мэр Остреля Она Линд. Он обойдётся в сорок миллионов."
GERMAN = "Die Bürgermeisterin sagte am Dienstag, der Hafen werde im Frühjahr für 40 Millionen Euro größer gebaut."
POLISH = "Burmistrzyni powiedziała we wtorek, że przebudowa portu zacznie się wiosną i będzie kosztować źle."
QUOTED = "“The harbour opens in spring,” said the mayor – who is sure of it – of the café’s new jetty."


def page(text: str, meta: str = "") -> str:
    tag = f'<meta charset="{meta}">' if meta else ""
    return f'<!doctype html><html><head>{tag}<title>Harbour</title></head><body><p id="t">{text}</p></body></html>'


Case = tuple[str, str, str | None, str]
"""The text, the charset it is sent in, the charset the server declares, the charset the page declares."""

SURE: dict[str, Case] = {
    "utf-8": (QUOTED, "utf-8", "utf-8", ""),
    "iso-2022-jp, by the server": (JAPANESE, "iso2022_jp", "ISO-2022-JP", ""),
    "iso-2022-jp, by the page": (JAPANESE, "iso2022_jp", None, "iso-2022-jp"),
    "shift_jis, by the server": (JAPANESE, "cp932", "Shift_JIS", ""),
    "shift_jis, by the page": (JAPANESE, "cp932", None, "shift_jis"),
    "euc-jp": (JAPANESE, "euc_jp", "EUC-JP", ""),
    "gb18030": (CHINESE, "gb18030", "gb18030", ""),
    "gb18030 as gb2312": (CHINESE + "鎔", "gb18030", None, "gb2312"),
    "big5": ("市長說,港口明年春天開始改建。", "big5", "Big5", ""),
    "euc-kr": (KOREAN, "euc_kr", "EUC-KR", ""),
    "windows-1251": (RUSSIAN, "cp1251", "windows-1251", ""),
    "koi8-r": (RUSSIAN, "koi8_r", None, "koi8-r"),
    "windows-1252 as iso-8859-1": (QUOTED, "cp1252", "ISO-8859-1", ""),
    "iso-8859-2": (POLISH, "iso8859_2", "iso-8859-2", ""),
    "utf-16 with a mark": (RUSSIAN, "utf-16", None, ""),
    "utf-16le, by the server": (GERMAN, "utf-16-le", "utf-16le", ""),
    "utf-16be, by the server": (GERMAN, "utf-16-be", "utf-16be", ""),
    "mark against server": (GERMAN, "utf-8-sig", "iso-8859-1", ""),
    "mark against page": (GERMAN, "utf-8-sig", None, "koi8-r"),
    "mark against both": (RUSSIAN, "utf-16", "windows-1252", "utf-8"),
    "server against page": (RUSSIAN, "cp1251", "windows-1251", "koi8-r"),
    "bytes against server": (RUSSIAN, "utf-8", "windows-1251", ""),
    "bytes against page": (JAPANESE, "utf-8", None, "shift_jis"),
}
UNSURE: dict[str, Case] = {
    "windows-1251, undeclared": (RUSSIAN, "cp1251", None, ""),
    "koi8-r, undeclared": (RUSSIAN, "koi8_r", None, ""),
    "shift_jis, undeclared": (JAPANESE * 3, "cp932", None, ""),
    "windows-1252 as utf-8": (GERMAN, "cp1252", "utf-8", "utf-8"),
}


async def fetched(case: Case, site: Site, fetcher: Open) -> tuple[bytes, str | None, str]:
    """Body and declared charset as they come out of the fetcher, and the page as it was written."""
    text, codec, declared, meta = case
    whole = page(text, meta)
    kind = f"text/html; charset={declared}" if declared else "text/html"
    news = await site(answer(whole.encode(codec), kind=kind))
    got = await (await fetcher()).fetch(news.url())
    assert got.body == whole.encode(codec), "bytes come home as they were sent"
    assert got.charset == (declared.lower() if declared else None)
    return got.body, got.charset, whole


@pytest.mark.parametrize("name", SURE)
async def test_f9_the_text_is_the_references(name: str, site: Site, fetcher: Open) -> None:
    body, charset, whole = await fetched(SURE[name], site, fetcher)
    found = decode(body, charset)
    assert found.text.removeprefix("\ufeff") == whole


@pytest.mark.parametrize("name", UNSURE)
async def test_f9_what_is_guessed_is_right_or_says_so(name: str, site: Site, fetcher: Open) -> None:
    body, charset, whole = await fetched(UNSURE[name], site, fetcher)
    found = decode(body, charset)
    assert found.unsure or found.text == whole
    assert read_document(body, url=None, charset=charset).charset_unsure is found.unsure


async def test_f9_utf16_without_a_mark_or_a_word_is_read_too(site: Site, fetcher: Open) -> None:
    for codec in ("utf-16-le", "utf-16-be"):
        body, charset, whole = await fetched((GERMAN, codec, None, ""), site, fetcher)
        found = decode(body, charset)
        assert found.unsure or found.text == whole


@pytest.mark.parametrize(("declared", "meta"), [("utf-7", ""), ("UTF-7", "utf-8"), (None, "utf-7")])
async def test_f9_utf7_is_refused(declared: str | None, meta: str, site: Site, fetcher: Open) -> None:
    hidden = page("+ADw-script+AD4-alert(1)+ADw-/script+AD4- said the mayor.", meta).encode()
    kind = f"text/html; charset={declared}" if declared else "text/html"
    news = await site(answer(hidden, kind=kind))
    got = await (await fetcher()).fetch(news.url())
    with pytest.raises(DocumentError) as refused:
        read_document(got.body, url=None, charset=got.charset)
    assert refused.value.reason == "charset_refused"


def test_f9_there_are_twelve_charsets_or_more() -> None:
    assert len({codecs.lookup(each[1]).name for each in SURE.values()}) >= 12
