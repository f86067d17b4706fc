"""Dates as machines and people write them."""

import pytest

from sayso_extract.domain.html.month_names import MONTHS
from sayso_extract.domain.html.stated_dates import iso_date, machine_date, stated_date


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2025-04-09", "2025-04-09"),
        (" 2025-04-09T10:00:00Z ", "2025-04-09T10:00:00+00:00"),
        ("2025-04-09T10:00:00.123+02:00", "2025-04-09T10:00:00.123000+02:00"),
        ("2025-04-09T10:00:00+0200", "2025-04-09T10:00:00+02:00"),
        ("2025-04-09 10:00", "2025-04-09T10:00:00"),
        ("2025-04-09 10:00:59.0", "2025-04-09T10:00:59"),
        ("2025-04-09T10:00:00.000000000Z", "2025-04-09T10:00:00+00:00"),
        ("2025-04-09 10:00 CEST", "2025-04-09T10:00:00"),
        ("20250409", "2025-04-09"),
        ("202504091030", "2025-04-09T10:30:00"),
        ("Wed, 09 Apr 2025 10:00:00 +0200", "2025-04-09T10:00:00+02:00"),
        ("Wed, 09 Apr 2025 10:00:00 GMT", "2025-04-09T10:00:00+00:00"),
        ("1744192800", "2025-04-09T10:00:00+00:00"),
        ("1744192800000", "2025-04-09T10:00:00+00:00"),
        ("2025-13-09", None),
        ("2025-02-30", None),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("9 April", None),
        ("12", None),
        ("9" * 4000, None),
        ("", None),
        (None, None),
    ],
)
def test_what_machines_write(value: str | None, iso: str | None) -> None:
    assert machine_date(value) == iso


def test_only_iso_is_iso() -> None:
    assert iso_date("2025-04-09") == "2025-04-09"
    assert iso_date("1744192800") is None
    assert iso_date("Wed, 09 Apr 2025 10:00:00 GMT") is None


@pytest.mark.parametrize(
    ("line", "language", "iso"),
    [
        ("9 April 2025", None, "2025-04-09"),
        ("Published: April 9, 2025 at 10:30 am", None, "2025-04-09T10:30:00"),
        ("Apr. 9, 2025, 10:30 p.m.", None, "2025-04-09T22:30:00"),
        ("Wednesday 9th of April 2025", None, "2025-04-09"),
        ("Veröffentlicht am 09.04.2025 um 10:30 Uhr", None, "2025-04-09T10:30:00"),
        ("9. April 2025, 10.30 Uhr", None, "2025-04-09T10:30:00"),
        ("9 avril 2025 à 10h30", None, "2025-04-09T10:30:00"),
        ("9 de abril de 2025", None, "2025-04-09"),
        ("9 aprile 2025", None, "2025-04-09"),
        ("9 апреля 2025 г.", None, "2025-04-09"),
        ("9 Nisan 2025", None, "2025-04-09"),
        ("9. huhtikuuta 2025", None, "2025-04-09"),
        ("9 kwietnia 2025", None, "2025-04-09"),
        ("2025年4月9日", None, "2025-04-09"),
        ("2025. 4. 9. 10:30", None, "2025-04-09T10:30:00"),
        ("2025/04/09", None, "2025-04-09"),
        ("25.04.2025", None, "2025-04-25"),
        ("25/04/2025", None, "2025-04-25"),
        ("04/25/2025", None, "2025-04-25"),
        ("04/09/2025", "en", None),
        ("04/09/2025", None, None),
        ("04/09/2025", "fr", "2025-09-04"),
        ("April 2025", None, None),
        ("9 Bridges 2025", None, None),
        ("99.99.2025", None, None),
        ("31 February 2025", None, None),
        ("call 020 7946 0000", None, None),
        ("nothing", None, None),
        ("The bridge was opened " + "long " * 20 + "ago, on 9 April 2025", None, None),
        (None, None, None),
    ],
)
def test_what_people_write(line: str | None, language: str | None, iso: str | None) -> None:
    assert stated_date(line, language) == iso


def test_every_month_is_known_in_every_language() -> None:
    assert sorted(set(MONTHS.values())) == list(range(1, 13))
    assert (MONTHS["mars"], MONTHS["mayo"], MONTHS["августа"], MONTHS["dezember"]) == (3, 5, 8, 12)
