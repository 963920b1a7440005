"""The ranking of the next symbol."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from rnnviz.explain.prediction import default_timestep, entropy, predict, resting_timestep
from rnnviz.probe.frame import Output, Want


def output(probabilities, targets):
    p = np.atleast_2d(np.asarray(probabilities, np.float32))
    losses = np.full(len(p), np.nan)
    return Output("text", tuple(map(str, range(p.shape[1]))), np.asarray(targets), p, losses)


@given(arrays.arrays(np.float32, st.integers(1, 200), elements=st.floats(0, 1, width=32)))
def test_the_ranked_are_the_largest_in_falling_order(p):
    ranked = predict(output(p, [-1]), 0).ranked
    np.testing.assert_array_equal(p[list(ranked)], np.sort(p)[::-1][:10])
    assert len(set(ranked)) == len(ranked)


def test_a_target_that_is_not_ranked_is_an_outsider():
    p = np.arange(20) / 190
    assert predict(output(p, [3]), 0).outsider == 3
    assert predict(output(p, [19]), 0).outsider is None
    assert predict(output(p, [-1]), 0).target is None


def test_the_entropy_is_largest_where_all_symbols_are_equally_likely():
    assert entropy(np.full(8, 1 / 8)) == pytest.approx(np.log(8))
    assert entropy(np.array([1.0, 0.0])) == 0.0
    assert np.isnan(entropy(np.array([np.nan, 1.0])))


def test_not_a_number_ranks_last():
    assert predict(output([np.nan, 0.2, 0.7], [-1]), 0).ranked == (2, 1, 0)


def test_the_default_is_the_last_timestep_with_a_known_target():
    p = np.full((4, 2), 0.5)
    assert default_timestep(output(p, [1, 0, 1, -1])) == 2
    assert default_timestep(output(p, [-1] * 4)) == 3


def test_the_timestep_spoken_of_is_kept_while_a_frame_holds_no_prediction(frame):
    seen = frame("lstm", timesteps=7)
    record = seen.recurrences[0]
    targets = seen.output.targets.copy()
    targets[-1] = -1
    known = replace(seen, output=replace(seen.output, targets=targets))
    assert resting_timestep(known, record) == 5
    without = replace(seen, output=None, wants=frozenset({Want.STATES}))
    assert resting_timestep(without, record, 5) == 5
    assert resting_timestep(without, record) is None
    assert resting_timestep(replace(seen, output=None), record, 5) == 6  # a model that predicts nothing
