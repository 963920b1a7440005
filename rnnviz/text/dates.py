"""Dates as people write them, and back: one table of patterns serves for both.

Rules that make every writing mean one day: between numbers alone the day comes first (03/04/2026 is 3 April), but after
a year of four digits the month; two digits of a year stand for 1950 to 2049.
"""

from __future__ import annotations

import re
from datetime import date

FIRST_YEAR, LAST_YEAR = 1950, 2049

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINALS = (
    *_ONES, "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", *(f"twenty-{one}" for one in _ONES), "thirtieth", "thirty-first",
)  # fmt: skip

#: d: 3; dd: 03; nth: 3rd; word: third; m, mm: 3, 03; month, mon: March, Mar; yyyy, yy: 2026, 26;
#: weekday, day: Tuesday, Tue.
PATTERNS = (
    "{d} {month} {yyyy}",
    "{d} {mon} {yyyy}",
    "{dd} {mon} {yy}",
    "{nth} {month} {yyyy}",
    "{nth} of {month} {yyyy}",
    "{month} {d}, {yyyy}",
    "{month} {nth}, {yyyy}",
    "{mon} {d}, {yyyy}",
    "{mon} {d} {yyyy}",
    "{day} {d} {mon} {yy}",
    "{weekday} {d} {month} {yyyy}",
    "{weekday}, {month} {d}, {yyyy}",
    "{day}, {nth} {mon} {yyyy}",
    "the {word} of {month} {yyyy}",
    "the {nth} of {month}, {yyyy}",
    "{month} the {word}, {yyyy}",
    "{dd}/{mm}/{yyyy}",
    "{d}/{m}/{yyyy}",
    "{d}/{m}/{yy}",
    "{dd}-{mm}-{yyyy}",
    "{dd}.{mm}.{yyyy}",
    "{d}.{m}.{yyyy}",
    "{yyyy}.{m}.{d}",
    "{yyyy}/{mm}/{dd}",
    "{yyyy}-{mm}-{dd}",
    "{yyyy} {month} {d}",
    "{d}-{mon}-{yyyy}",
)


def _nth(day: int) -> str:
    suffix = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


def write(day: date, pattern: str) -> str:
    """Return `day` as one of the `PATTERNS` has it."""
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    return pattern.format(
        d=day.day, dd=f"{day.day:02}", nth=_nth(day.day), word=_ORDINALS[day.day - 1],
        m=day.month, mm=f"{day.month:02}", month=month, mon=month[:3],
        yyyy=day.year, yy=f"{day.year % 100:02}", weekday=weekday, day=weekday[:3],
    )  # fmt: skip


def symbols() -> list[str]:
    """Return every symbol that a written date can hold, capitals or not, sorted."""
    days = [date(2000, 1, day) for day in range(1, 32)] + [date(2000, month, 1) for month in range(1, 13)]
    texts = "".join(write(day, pattern) for day in days for pattern in PATTERNS)
    return sorted({*texts, *texts.lower()})


_FIELDS = {
    "d": r"(?P<d>\d{1,2})",
    "dd": r"(?P<d>\d{1,2})",
    "nth": r"(?P<d>\d{1,2})(?:st|nd|rd|th)",
    "word": rf"(?P<word>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})",
    "m": r"(?P<m>\d{1,2})",
    "mm": r"(?P<m>\d{1,2})",
    "month": rf"(?P<name>{'|'.join(MONTHS)})",
    "mon": rf"(?P<name>{'|'.join(month[:3] for month in MONTHS)})",
    "yyyy": r"(?P<y>\d{4})",
    "yy": r"(?P<y>\d{2})",
    "weekday": rf"(?:{'|'.join(WEEKDAYS)})",
    "day": rf"(?:{'|'.join(weekday[:3] for weekday in WEEKDAYS)})",
}


def _reader(pattern: str) -> re.Pattern[str]:
    literal = re.split(r"\{(\w+)\}", pattern)  # text, field, text, field, ..., text
    parts = (_FIELDS[part] if place % 2 else re.escape(part) for place, part in enumerate(literal))
    return re.compile("".join(parts), re.IGNORECASE)


_READERS = tuple(map(_reader, PATTERNS))


def parse(text: str) -> date | None:
    """Return the day that `text` names in one of the `PATTERNS`, in any case; None if it names none.

    A weekday is not compared with the day.
    """
    for reader in _READERS:
        if match := reader.fullmatch(text.strip()):
            return _day(match.groupdict())
    return None


def _day(found: dict[str, str | None]) -> date | None:
    word, name, year = found.get("word"), found.get("name"), int(found["y"] or 0)
    if year < 100:
        year += 1900 if year >= FIRST_YEAR % 100 else 2000
    month = [m[:3] for m in MONTHS].index(name[:3].capitalize()) + 1 if name else int(found["m"] or 0)
    try:
        return date(year, month, _ORDINALS.index(word.lower()) + 1 if word else int(found["d"] or 0))
    except ValueError:  # 31 February
        return None
