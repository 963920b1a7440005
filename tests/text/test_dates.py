from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.text.dates import DATES, FIRST_YEAR, LAST_YEAR, other_case, parse, symbols, write

days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


writings = st.sampled_from([(language, each) for language, words in DATES.items() for each in words.patterns])
known = {language: frozenset(symbols(language)) for language in DATES}


@given(days, writings, st.sampled_from([str, str.lower, str.upper, str.capitalize]))
def test_what_is_written_is_read(day, writing, case):
    language, pattern = writing
    assert parse(case(write(day, pattern, language)), language) == day


@given(days, writings, st.sampled_from([str, other_case]))
def test_every_symbol_is_foreseen(day, writing, case):
    language, pattern = writing
    assert set(case(write(day, pattern, language))) <= known[language]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("3 March 2026", "2026-03-03"),
        ("Tue 3 Mar 26", "2026-03-03"),
        ("03/03/2026", "2026-03-03"),
        ("March 3rd, 2026", "2026-03-03"),
        ("2026.3.3", "2026-03-03"),
        ("the third of march 2026", "2026-03-03"),
        ("03/04/2026", "2026-04-03"),  # the day comes first
        ("1/2/50", "1950-02-01"),
        ("1/2/49", "2049-02-01"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_a_day_is_read_in_whatever_way_it_is_written(text, iso):
    assert parse(text, "en") == date.fromisoformat(iso)


@pytest.mark.parametrize("text", ["", "hello", "31 February 2020", "29/2/2023", "32/1/2000", "3 March 2026 ad"])
def test_what_names_no_day_is_none(text):
    assert parse(text, "en") is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("3 de março de 2026", "2026-03-03"),
        ("3 de marc\u0327o de 2026", "2026-03-03"),  # the cedilla by itself
        ("terça-feira, 3 de março de 2026", "2026-03-03"),
        ("1º de maio de 1999", "1999-05-01"),
        ("vinte e um de abril de dois mil e vinte e seis", "2026-04-21"),
        ("dois de janeiro de mil novecentos e oitenta", "1980-01-02"),
        ("sáb, 7 de fev de 2026", "2026-02-07"),
        ("03/04/2026", "2026-04-03"),
    ],
)
def test_a_portuguese_day_is_read_in_whatever_way_it_is_written(text, iso):
    assert parse(text, "pt_BR") == date.fromisoformat(iso)
