"""Bytes become text by mark, by what they are, by header, by meta tag, and only then by guessing (F9)."""

import codecs

import pytest

from sayso_extract.document import read_document
from sayso_extract.domain.decoding.byte_marks import marked, zeroed
from sayso_extract.domain.decoding.charset_labels import CODECS, SNIFFED
from sayso_extract.domain.decoding.decode import CharsetRefused, decode
from sayso_extract.domain.decoding.double_encoded import repaired

CAFE = "Café “Reed” opened"
FRENCH = "Le maire a déclaré que le pont resterait fermé jusqu’à l’été, après la découverte de rouille à l’est."
RUSSIAN = "Мэр города заявил в понедельник, что мост останется закрытым до весны, сообщили в пожарной службе."
POLISH = "Burmistrz powiedział w poniedziałek, że most pozostanie zamknięty do wiosny; inżynierowie znaleźli rdzę."
JAPANESE = "市長は月曜日、橋は春まで閉鎖されると述べた。技術者がさびを見つけたためだ。"
CHINESE = "市长星期一表示，由于工程师发现锈迹，大桥将关闭到春天。没有人受伤。"
TAIWANESE = "市長星期一表示，由於工程師發現鏽跡，大橋將關閉到春天。沒有人受傷。"
KOREAN = "시장은 월요일에 기술자들이 녹을 발견했기 때문에 다리가 봄까지 폐쇄될 것이라고 말했다."
GREEK = "Ο δήμαρχος δήλωσε τη Δευτέρα ότι η γέφυρα θα παραμείνει κλειστή μέχρι την άνοιξη."
THAI = "นายกเทศมนตรีกล่าวเมื่อวันจันทร์ว่าสะพานจะปิดจนถึงฤดูใบไม้ผลิ เพราะวิศวกรพบสนิม"


def page(text: str, meta: str = "") -> str:
    return f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("data", "declared", "source", "unsure"),
    [
        (CAFE.encode("utf-8-sig"), None, "bom", False),
        (CAFE.encode("utf-8-sig"), "iso-8859-1", "bom", False),
        (CAFE.encode("utf-16"), "utf-8", "bom", False),
        (codecs.BOM_UTF16_BE + CAFE.encode("utf-16-be"), "utf-8", "bom", False),
        (CAFE.encode("utf-32"), None, "bom", False),
        (codecs.BOM_UTF32_BE + CAFE.encode("utf-32-be"), None, "bom", False),
        (CAFE.encode("utf-16-le"), "utf-16le", "header", False),
        (CAFE.encode("utf-16-be"), None, "zeros", False),
        (CAFE.encode("utf-16-le") + b"x", None, "zeros", False),
        (CAFE.encode("utf-32-le"), None, "zeros", False),
        (CAFE.encode("cp1252"), "windows-1252", "header", False),
        (CAFE.encode("cp1252"), "ISO-8859-1", "header", False),
        (CAFE.encode("cp1252"), ' "latin-1" ', "header", False),
        (CAFE.encode(), "utf-8", "header", False),
        (CAFE.encode(), "no-such-charset", "utf-8", False),
        (CAFE.encode(), None, "utf-8", False),
        (CAFE.encode(), "latin-1", "utf-8", False),
        (CAFE.encode("cp1252"), "utf-8", "guess", True),
        (CAFE.encode() + "é".encode()[:1], "utf-8", "header", False),
    ],
)
def test_f9_source(data: bytes, declared: str | None, source: str, unsure: bool) -> None:
    found = decode(data, declared)
    assert (found.text, found.source, found.unsure) == (CAFE, source, unsure)


@pytest.mark.parametrize(
    ("label", "written_in", "text"),
    [
        ("latin-1", "cp1252", FRENCH),
        ("us-ascii", "cp1252", FRENCH),
        ("windows-1251", "cp1251", RUSSIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("ibm866", "cp866", RUSSIAN),
        ("iso-8859-2", "iso8859-2", POLISH),
        ("x-cp1250", "cp1250", POLISH),
        ("gb2312", "gb18030", CHINESE + "镕"),
        ("big5", "big5", TAIWANESE),
        ("shift_jis", "cp932", JAPANESE + "①髙"),
        ("x-sjis", "cp932", JAPANESE),
        ("euc-jp", "euc_jp", JAPANESE),
        ("iso-2022-jp", "iso2022_jp", JAPANESE),
        ("ks_c_5601-1987", "cp949", KOREAN + "똠방각하"),
        ("iso-2022-kr", "iso2022_kr", KOREAN),
        ("hz-gb-2312", "hz", CHINESE),
        ("greek", "iso8859-7", GREEK),
        ("tis-620", "cp874", THAI),
        ("utf-16", "utf-16-le", JAPANESE + "\n"),
    ],
)
def test_f9_labels_mean_what_they_mean_to_browsers(label: str, written_in: str, text: str) -> None:
    for said in (label, label.upper(), f" {label}\n"):
        found = decode(text.encode(written_in), said)
        assert (found.text, found.source, found.unsure) == (text, "header", False)


def test_every_label_has_codecs_that_exist() -> None:
    assert len(CODECS) > 220
    for names in CODECS.values():
        assert all(codecs.lookup(name).name for name in names)
    assert all(codecs.lookup(name).name for name in SNIFFED)


@pytest.mark.parametrize(
    ("meta", "written_in", "text"),
    [
        ('<meta charset="windows-1252">', "cp1252", FRENCH),
        ("<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=shift_jis'>", "cp932", JAPANESE),
        ("<!-- <meta charset=koi8-r> --><meta charset=windows-1251>", "cp1251", RUSSIAN),
        ('<meta charset="utf-16">', "utf-8", FRENCH),
        ('<meta charset="iso-2022-jp">', "iso2022_jp", JAPANESE),
    ],
)
def test_f9_a_meta_tag_is_believed(meta: str, written_in: str, text: str) -> None:
    found = decode(page(text, meta).encode(written_in))
    assert text in found.text
    assert not found.unsure


def test_f9_an_xml_declaration_is_believed() -> None:
    found = decode(f'<?xml version="1.0" encoding="windows-1251"?>{page(RUSSIAN)}'.encode("cp1251"))
    assert (RUSSIAN in found.text, found.source) == (True, "xml")


@pytest.mark.parametrize(
    ("written_in", "header", "meta", "source", "unsure"),
    [
        ("cp1251", "windows-1251", "koi8-r", "header", False),
        ("cp1251", "utf-8", "windows-1251", "meta", False),
        ("utf-8", "windows-1251", "koi8-r", "utf-8", False),
        ("utf-8-sig", "windows-1251", "koi8-r", "bom", False),
        ("cp1251", "utf-8", "utf-8", "guess", True),
        ("cp1251", "shift_jis", "utf-8", "guess", True),
        ("cp1251", "utf-16", "windows-1251", "meta", False),
    ],
)
def test_f9_conflicts(written_in: str, header: str, meta: str, source: str, unsure: bool) -> None:
    found = decode(page(RUSSIAN, f"<meta charset={meta}>").encode(written_in), header)
    assert (RUSSIAN in found.text, found.source, found.unsure) == (True, source, unsure)


def test_f9_a_mark_that_lies_gives_way() -> None:
    found = decode(codecs.BOM_UTF8 + FRENCH.encode("cp1252"), "windows-1252")
    assert (FRENCH in found.text, found.source) == (True, "header")


@pytest.mark.parametrize(
    ("text", "written_in"),
    [
        (FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (POLISH, "cp1250"), (POLISH, "iso8859-2"),
        (GREEK, "cp1253"), (THAI, "cp874"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (CHINESE, "gb18030"),
        (TAIWANESE, "big5"), (KOREAN, "cp949"),
    ],
)  # fmt: skip
def test_f9_a_guess_is_unsure(text: str, written_in: str) -> None:
    found = decode(page(text).encode(written_in))
    assert (text in found.text, found.source, found.unsure) == (True, "guess", True)


def test_f9_western_text_is_not_taken_for_central_european() -> None:
    text = (
        "Le maire de Saltby a déclaré lundi que le pont resterait fermé jusqu’à l’été prochain, après la découverte de "
        "rouille à plusieurs endroits. « Personne n’a été blessé », a-t-il précisé à la presse."
    )
    assert text in decode(page(text).encode("cp1252")).text


def test_f9_undeclared_iso_2022_jp_is_told_by_its_escapes() -> None:
    found = decode(page(JAPANESE).encode("iso2022_jp"))
    assert (JAPANESE in found.text, found.source, found.unsure) == (True, "escapes", False)
    assert decode(b"words \x1b$ that are none").unsure


def test_f9_a_few_broken_bytes_stay_utf8_and_unsure() -> None:
    found = decode(("café " * 1000).encode() + b"\xff", "windows-1252")
    assert (found.charset, found.unsure, found.text.count("é")) == ("utf-8", True, 1000)


def test_f9_a_few_broken_bytes_stay_as_declared_and_unsure() -> None:
    found = decode((JAPANESE * 20).encode("euc_jp") + b"\xff\xfe.", "euc-jp")
    assert (found.text.startswith(JAPANESE), found.source, found.unsure) == (True, "header", True)


@pytest.mark.parametrize("declared", ["utf-7", "UTF7", "unicode-1-1-utf-7", "csUTF7", "iso-2022-cn"])
def test_f9_text_that_hides_in_ascii_is_refused(declared: str) -> None:
    with pytest.raises(CharsetRefused):
        decode(b"+ADw-script+AD4-", declared)
    with pytest.raises(CharsetRefused):
        decode(page("+ADw-script+AD4-", f"<meta charset={declared}>").encode())


@pytest.mark.parametrize("declared", ["base64", "hex", "zlib", "idna", "rot13", "unicode_escape", "cp037", "mbcs", ""])
def test_codecs_that_are_no_charset_of_a_page_are_ignored(declared: str) -> None:
    found = decode(b"plain", declared)
    assert (found.text, found.source) == ("plain", "utf-8")


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, JAPANESE, "“Why?” – “Because…”"])
def test_double_encoding_is_undone_and_unsure(text: str) -> None:
    twice = "".join(bytes((b,)).decode("cp1252") if b not in b"\x81\x8d\x8f\x90\x9d" else chr(b) for b in text.encode())
    found = decode(twice.encode(), "utf-8")
    assert (found.text, found.unsure) == (text, True)


def test_partly_double_encoded_text_is_left_and_unsure() -> None:
    text = "â€œWhy?â€\x9d â€œSo.â€\x9d " + "é" * 12
    assert repaired(text) == (text, True)


@pytest.mark.parametrize(
    "text", [FRENCH, RUSSIAN, "« Il a été blessé », a-t-il dit.\u00a0« Né »", "„Spaß“ „Maß“ „Fuß“"]
)
def test_text_that_was_encoded_once_is_left(text: str) -> None:
    assert repaired(text) == (text, False)


def test_marks_and_zeros() -> None:
    assert marked(b"\xff\xfe\0\0x\0\0\0") == ("utf-32-le", 4)
    assert marked(b"\xff\xfex\0") == ("utf-16-le", 2)
    assert marked(b"plain") is None
    assert zeroed("plain text".encode("utf-32-be")) == "utf-32-be"
    assert zeroed(b"a\0b" * 40) is None
    assert zeroed(b"\0" * 64) is None
    assert zeroed(b"") is None


def test_f9_the_article_tells_that_its_charset_was_unsure() -> None:
    body = f"{FRENCH}</p><p>{FRENCH}"
    assert read_document(page(body).encode("cp1252"), url=None).charset_unsure
    assert not read_document(page(body).encode("cp1252"), url=None, charset="windows-1252").charset_unsure
    assert not read_document(page(body).encode("utf-16"), url=None).charset_unsure
    assert read_document(FRENCH.encode("cp1252"), url=None, as_is=True).charset_unsure
