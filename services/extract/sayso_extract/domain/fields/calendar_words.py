"""Months, weekdays, seasons and the days that weeks, months and years cover.

Calendar data and the arithmetic of whole periods; no reading of text.

Next: `dates`.
"""

from datetime import date, timedelta

from sayso_extract.domain.word_lists import word_set

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONG = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december")  # fmt: skip
MONTHS = {name: i for i, name in enumerate(_LONG, start=1)} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
NAMED_DAYS = word_set("yesterday today tonight tomorrow morning afternoon evening night christmas")
PERIODS = frozenset(("week", "weekend", "month", "year"))
TIME_WORDS = (
    frozenset(WEEKDAYS) | frozenset(MONTHS) | frozenset(SEASONS) | PERIODS | NAMED_DAYS
    | word_set("first second third fourth decade ago")
)  # fmt: skip
"""Every word a time expression can turn on; others are stepped over."""


def ranges_around(period: str, day: date, step: int) -> tuple[date, date]:
    """First and last day of the period that holds the day, or of the one `step` periods on."""
    if period == "year":
        return date(day.year + step, 1, 1), date(day.year + step, 12, 31)
    if period == "month":
        months = day.year * 12 + day.month - 1 + step
        start = date(months // 12, months % 12 + 1, 1)
        following = date((months + 1) // 12, (months + 1) % 12 + 1, 1) if start.year < 9999 else date(9999, 12, 31)
        return start, following - timedelta(days=1)
    monday = day - timedelta(days=day.weekday())
    if period == "week":
        start = monday + timedelta(weeks=step)
        return start, start + timedelta(days=6)
    saturday = monday + timedelta(days=5)
    if step <= 0 and saturday > day:
        saturday -= timedelta(weeks=1)
    if step > 0 and saturday <= day:
        saturday += timedelta(weeks=1)
    return saturday, saturday + timedelta(days=1)
