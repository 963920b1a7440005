from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.text.dates import FIRST_YEAR, LAST_YEAR, PATTERNS, parse, symbols, write

days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@given(days, st.sampled_from(PATTERNS), st.sampled_from([str, str.lower, str.upper]))
def test_what_is_written_is_read(day, pattern, case):
    assert parse(case(write(day, pattern))) == day


@given(days, st.sampled_from(PATTERNS))
def test_every_symbol_is_foreseen(day, pattern):
    assert set(write(day, pattern)) <= set(symbols())


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
    assert parse(text) == date.fromisoformat(iso)


@pytest.mark.parametrize("text", ["", "hello", "31 February 2020", "29/2/2023", "32/1/2000", "3 March 2026 ad"])
def test_what_names_no_day_is_none(text):
    assert parse(text) is None
