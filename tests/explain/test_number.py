"""Shares that make up a whole are written so that what is shown adds up to 100 %."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.explain.number import percent, percents


def shown(text: str) -> float:
    return float(text.removesuffix(" %").lstrip("<>"))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8).filter(any), st.integers(0, 2))
def test_what_is_shown_of_a_whole_adds_up_to_100_per_cent(counts, decimals):
    shares = [count / sum(counts) for count in counts]
    written = percents(shares, decimals)
    least = 10.0**-decimals
    whole = [shown(text) + least * (text[0] == ">") - least * (text[0] == "<") for text in written]
    assert math.isclose(sum(whole), 100.0, abs_tol=1e-6)
    for share, text in zip(shares, written, strict=True):
        assert abs(shown(text) - 100 * share) <= least * (1 + 1e-6)
        if share == 0.0:
            assert shown(text) == 0.0


def test_three_thirds_are_a_whole():
    assert percents([1 / 3, 1 / 3, 1 / 3], 0) == ("34 %", "33 %", "33 %")
    assert percents([0.5, 0.25, 0.25]) == ("50.0 %", "25.0 %", "25.0 %")
    assert percents([1.0, 0.0]) == ("100.0 %", "0.0 %")


def test_what_is_not_quite_all_or_nothing_is_not_written_so():
    assert percents([0.9999, 0.0001]) == (">99.9 %", "<0.1 %")


def test_shares_that_are_no_whole_are_written_one_by_one():
    assert percents([0.333, 0.333], 0) == (percent(0.333), percent(0.333))
    assert percents([math.nan, 0.5]) == ("NaN", "50.0 %")
    assert percents(list(np.array([0.25, 0.75], np.float32))) == ("25.0 %", "75.0 %")
