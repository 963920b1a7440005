"""Dates as people write them in a language, and back: one table of patterns serves for both.

Rules that make every writing mean one day: between numbers alone the day comes first (03/04/2026 is 3 April), but after
a year of four digits the month; two digits of a year stand for 1950 to 2049.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from rnnviz.text.composing import composed

FIRST_YEAR, LAST_YEAR = 1950, 2049

_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")

#: Between numbers alone: the same in every language.
_IN_NUMBERS = (
    "{dd}/{mm}/{yyyy}",
    "{d}/{m}/{yyyy}",
    "{d}/{m}/{yy}",
    "{dd}-{mm}-{yyyy}",
    "{dd}.{mm}.{yyyy}",
    "{d}.{m}.{yyyy}",
    "{yyyy}.{m}.{d}",
    "{yyyy}/{mm}/{dd}",
    "{yyyy}-{mm}-{dd}",
)


def _english_nth(day: int) -> str:
    suffix = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


def _portuguese_nth(day: int) -> str:
    return "1º" if day == 1 else str(day)  # only the first day of a month is counted so


class DateLanguage(NamedTuple):
    """The words and patterns of one language.

    d: 3; dd: 03; nth: 3rd; word: third; m, mm: 3, 03; month, mon: March, Mar; yyyy, yy: 2026, 26; weekday, day:
    Tuesday, Tue; spelt: two thousand and twenty-six.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]  # from Monday on
    short_days: tuple[str, ...]
    days: tuple[str, ...]  # of a month, in words
    patterns: tuple[str, ...]
    nth: Callable[[int], str]
    any_nth: str  # as a regular expression
    years: tuple[str, ...] = ()  # from FIRST_YEAR on, in words, where a pattern has them


_PORTUGUESE_ONES = (
    "zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze", "treze",
    "catorze", "quinze", "dezesseis", "dezessete", "dezoito", "dezenove",
)  # fmt: skip
_PORTUGUESE_TENS = ("", "", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa")


def _in_portuguese(number: int) -> str:
    """Return a number from 0 to 99 in words."""
    tens, ones = divmod(number, 10)
    if number < 20:
        return _PORTUGUESE_ONES[number]
    return _PORTUGUESE_TENS[tens] + (f" e {_PORTUGUESE_ONES[ones]}" if ones else "")


def _year_in_portuguese(year: int) -> str:
    century, rest = ("mil novecentos", year - 1900) if year < 2000 else ("dois mil", year - 2000)
    return f"{century} e {_in_portuguese(rest)}" if rest else century


DATES: Mapping[str, DateLanguage] = {
    "en": DateLanguage(
        months=(
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        short_days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        days=(
            *_ONES, "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
            "eighteenth", "nineteenth", "twentieth", *(f"twenty-{one}" for one in _ONES), "thirtieth", "thirty-first",
        ),
        patterns=(
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
            *_IN_NUMBERS,
            "{yyyy} {month} {d}",
            "{d}-{mon}-{yyyy}",
        ),
        nth=_english_nth,
        any_nth=r"\d{1,2}(?:st|nd|rd|th)",
    ),
    "pt_BR": DateLanguage(
        months=(
            "janeiro", "fevereiro", "março", "abril", "maio", "junho",
            "julho", "agosto", "setembro", "outubro", "novembro", "dezembro",
        ),
        weekdays=(
            "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo",
        ),
        short_days=("seg", "ter", "qua", "qui", "sex", "sáb", "dom"),
        days=("primeiro", *(_in_portuguese(day) for day in range(2, 32))),
        patterns=(
            "{nth} de {month} de {yyyy}",
            "{d} de {month} de {yyyy}",
            "{dd} de {month} de {yyyy}",
            "{d} de {mon} de {yyyy}",
            "{d} de {mon}. de {yyyy}",
            "{d} {mon} {yyyy}",
            "{dd} {mon} {yy}",
            "{d} {month} {yyyy}",
            "{weekday}, {nth} de {month} de {yyyy}",
            "{weekday}, {d} de {month} de {yyyy}",
            "{weekday} {d} de {month} de {yyyy}",
            "{day}, {d} de {mon} de {yyyy}",
            "{day}, {dd}/{mm}/{yyyy}",
            "dia {d} de {month} de {yyyy}",
            "{month} {d}, {yyyy}",
            "{word} de {month} de {yyyy}",
            "{word} de {month} de {spelt}",
            *_IN_NUMBERS,
            "{d}/{mon}/{yyyy}",
            "{d}-{mon}-{yyyy}",
        ),
        nth=_portuguese_nth,
        any_nth=r"\d{1,2}[ºo°]?",
        years=tuple(map(_year_in_portuguese, range(FIRST_YEAR, LAST_YEAR + 1))),
    ),
}  # fmt: skip


def patterns(language: str) -> tuple[str, ...]:
    """Return the ways in which a date is written in a language."""
    return DATES[language].patterns


def write(day: date, pattern: str, language: str) -> str:
    """Return `day` as one of the `patterns` of a language has it."""
    words = DATES[language]
    month, weekday = words.months[day.month - 1], day.weekday()
    return pattern.format(
        d=day.day, dd=f"{day.day:02}", nth=words.nth(day.day), word=words.days[day.day - 1],
        m=day.month, mm=f"{day.month:02}", month=month, mon=month[:3],
        yyyy=day.year, yy=f"{day.year % 100:02}", weekday=words.weekdays[weekday], day=words.short_days[weekday],
        spelt=words.years[day.year - FIRST_YEAR] if words.years else "",
    )  # fmt: skip


def symbols(language: str) -> list[str]:
    """Return every symbol that a written date can hold, capitals or not, sorted."""
    days = [date(2000, 1, day) for day in range(1, 32)] + [date(2000, month, 1) for month in range(1, 13)]
    days += [date(year, 1, 1) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
    dates = [write(day, pattern, language) for day in days for pattern in patterns(language)]
    texts = "".join((*dates, *map(other_case, dates)))
    return sorted({*texts})


def other_case(text: str) -> str:
    """Return a written date without its capitals; with one at its beginning, if it has none."""
    return text.lower() if text.lower() != text else text[:1].upper() + text[1:]


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _readers(language: str) -> tuple[re.Pattern[str], ...]:
    words = DATES[language]
    fields = {
        "d": r"(?P<d>\d{1,2})",
        "dd": r"(?P<d>\d{1,2})",
        "nth": f"(?P<nth>{words.any_nth})",
        "word": f"(?P<word>{_any(words.days)})",
        "m": r"(?P<m>\d{1,2})",
        "mm": r"(?P<m>\d{1,2})",
        "month": f"(?P<name>{_any(words.months)})",
        "mon": f"(?P<name>{_any(tuple(month[:3] for month in words.months))})",
        "yyyy": r"(?P<y>\d{4})",
        "yy": r"(?P<y>\d{2})",
        "weekday": f"(?:{_any(words.weekdays)})",
        "day": f"(?:{_any(words.short_days)})",
        "spelt": f"(?P<spelt>{_any(words.years)})",
    }
    return tuple(_reader(pattern, fields) for pattern in words.patterns)


def _reader(pattern: str, fields: Mapping[str, str]) -> re.Pattern[str]:
    literal = re.split(r"\{(\w+)\}", pattern)  # text, field, text, field, ..., text
    parts = (fields[part] if place % 2 else re.escape(part) for place, part in enumerate(literal))
    return re.compile("".join(parts), re.IGNORECASE)


def parse(text: str, language: str) -> date | None:
    """Return the day that `text` names in one of the `patterns`, in any case; None if it names none.

    A weekday is not compared with the day.
    """
    text = composed(text.strip())
    for reader in _readers(language):
        if match := reader.fullmatch(text):
            return _day(match.groupdict(), DATES[language])
    return None


def _day(found: Mapping[str, str | None], words: DateLanguage) -> date | None:
    name = found.get("name")
    month = [m[:3].lower() for m in words.months].index(name[:3].lower()) + 1 if name else int(found["m"] or 0)
    try:
        return date(_year(found, words), month, _day_of_month(found, words))
    except ValueError:  # 31 February
        return None


def _year(found: Mapping[str, str | None], words: DateLanguage) -> int:
    if spelt := found.get("spelt"):
        return FIRST_YEAR + words.years.index(spelt.lower())
    year = int(found["y"] or 0)
    return year if year >= 100 else year + (1900 if year >= FIRST_YEAR % 100 else 2000)


def _day_of_month(found: Mapping[str, str | None], words: DateLanguage) -> int:
    if word := found.get("word"):
        return words.days.index(word.lower()) + 1
    digits = re.match(r"\d+", found.get("d") or found.get("nth") or "")
    return int(digits[0]) if digits else 0
