"""Thinning curves without losing a peak."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.gui.widgets.plot import LogAxis, peaks, thinned


@given(st.integers(1, 3000), st.integers(1, 500), st.integers(0, 9999))
def test_no_peak_is_lost(count, most, seed):
    rng = np.random.default_rng(seed)
    x, low = np.arange(count, dtype=float), rng.normal(size=count)
    high = low + rng.random(count)
    at, line = peaks(x, low, high, most)
    assert len(at) == len(line) <= 2 * most
    assert line.max() == high.max()
    assert line.min() == low.min()
    assert (np.diff(at) >= 0).all()


def test_not_a_number_hides_nothing_beside_it():
    x = np.arange(4.0)
    values = np.array([1.0, np.nan, 5.0, np.nan])
    _, line = peaks(x, values, values, 2)
    assert sorted(line) == [1, 1, 5, 5]
    _, line = peaks(x, np.full(4, np.nan), np.full(4, np.nan), 4)
    assert np.isnan(line).all()


def test_few_points_stay_as_they_are():
    x, y = np.arange(3.0), np.array([3.0, 1.0, 2.0])
    at, line = peaks(x, y, y, 100)
    np.testing.assert_array_equal(line[::2], y)
    np.testing.assert_array_equal(at[::2], x)
    np.testing.assert_array_equal(thinned(x, y, 100)[1], y)
    assert len(peaks(x[:0], y[:0], y[:0], 100)[0]) == 0
    assert len(thinned(x[:0], y[:0], 100)[0]) == 0


@given(st.integers(1, 3000), st.integers(1, 500))
def test_thinning_keeps_the_last_point(count, most):
    x = np.arange(count, dtype=float)
    at, y = thinned(x, x, most)
    assert at[-1] == count - 1
    assert len(y) <= most


@pytest.mark.parametrize(("low", "high"), [(-9, 2), (-1, 1), (0.1, 0.2)])
def test_logarithmic_ticks_lie_within_and_are_written_as_numbers(qapp, low, high):
    axis = LogAxis("right")
    ((_, ticks),) = axis.tickValues(low, high, 200)
    assert all(low <= tick <= high for tick in ticks)
    assert len(ticks) <= 200 / axis.row + 1
    assert axis.tickStrings([0.0, -1.0, np.log10(2) + 1, -7.0], 1, 1) == ["1", "0.1", "20", "10⁻⁷"]
