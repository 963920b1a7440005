"""Scalars of every update: bounded memory, no peak lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine.metrics import RECENT, Metrics, MetricsHistory

CAPACITY = 16
VALUES = st.floats(allow_nan=True, allow_infinity=True, width=64)
RUNS = st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=400)


def filled(values, capacity=CAPACITY):
    history = MetricsHistory(capacity)
    for update, (loss, norm) in enumerate(values):
        finite = bool(np.isfinite(loss) and np.isfinite(norm))
        history.append(Metrics(update, loss, norm, float(update), finite))
    return history


def finite(values):
    values = np.array(values, float)
    return values[np.isfinite(values)]


@given(RUNS)
def test_memory_is_bounded_and_every_update_is_in_a_bucket(values):
    curves = filled(values).curves()
    assert len(curves.update) <= CAPACITY
    assert curves.update[0] == 0
    assert np.all(np.diff(curves.update) == curves.width)
    assert curves.update[-1] <= len(values) - 1 < curves.update[-1] + curves.width


@given(RUNS)
def test_every_peak_is_kept(values):
    curves = filled(values).curves()
    for start, loss_low, loss_high, norm_low, norm_high, bad in zip(
        curves.update.astype(int),
        curves.loss_low,
        curves.loss_high,
        curves.norm_low,
        curves.norm_high,
        curves.nonfinite,
        strict=True,
    ):
        losses, norms = zip(*values[start : start + curves.width], strict=True)
        for low, high, inside in ((loss_low, loss_high, losses), (norm_low, norm_high, norms)):
            known = finite(inside)
            assert (low, high) == (known.min(), known.max()) if len(known) else np.isnan([low, high]).all()
        assert bad == (not np.isfinite(losses + norms).all())


@given(RUNS)
def test_the_smoothed_loss_is_the_last_of_its_bucket(values):
    curves = filled(values).curves()
    last = np.minimum(curves.update + curves.width, len(values)) - 1
    np.testing.assert_array_equal(curves.smoothed, last)


@pytest.mark.parametrize("updates", [1, 15, 16, 17, 63, 64, 65, 1000])
def test_counts_and_last_are_exact_however_thin_the_curves(updates):
    history = filled([(1.0, 2.0)] * updates)
    assert history.count == updates
    assert history.last == Metrics(updates - 1, 1.0, 2.0, updates - 1, True)


def test_an_update_that_is_not_finite_is_not_counted_as_taken():
    history = filled([(1.0, 1.0), (float("nan"), 1.0)])
    assert history.count == 1
    assert not history.last.finite


def test_every_change_is_a_new_version():
    history = MetricsHistory(CAPACITY)
    seen = {history.version}
    history.append(Metrics(0, 1.0, 1.0, 1.0, True))
    seen.add(history.version)
    history.clear()
    assert history.version not in seen
    assert len(seen) == 2


def test_curves_are_a_copy():
    history = filled([(1.0, 1.0)])
    history.curves().loss_high[0] = 9.0
    assert history.curves().loss_high[0] == 1.0


def test_the_last_thousand_are_kept_each_by_itself():
    history = MetricsHistory(4)
    assert len(history.recent().update) == 0
    for update in range(RECENT + 20):
        history.append(Metrics(update, 1.0, 2.0 + update, 1.0, True, 2.0))
    recent = history.recent()
    np.testing.assert_array_equal(recent.update, np.arange(20, RECENT + 20))
    np.testing.assert_array_equal(recent.norm, recent.update + 2.0)
    np.testing.assert_array_equal(recent.clipped_norm, 2.0)
    history.clear()
    assert len(history.recent().norm) == 0
