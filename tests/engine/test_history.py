"""Snapshots under a memory limit: thinned with age, never above it, and the settings of every update remembered."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine.config import RunConfig
from rnnviz.engine.history import SPACING, History
from rnnviz.engine.snapshot import Snapshot
from rnnviz.probe.edits import EditWeight
from rnnviz.sentences import Refused

CONFIG = RunConfig()


def taken(update, floats=25_000):
    return Snapshot(update, CONFIG, 1.0, {"w": np.zeros(floats, np.float32)}, {})


def grown(updates, limit, first=0):
    history = History(taken(first), limit)
    for update in range(first, first + updates):
        if history.due(update):
            history.add(taken(update))
    return history


@given(updates=st.integers(1, 6000), snapshots=st.integers(1, 40), first=st.sampled_from([0, 7, 500]))
def test_the_limit_holds_and_the_first_is_kept(updates, snapshots, first):
    limit = snapshots * taken(0).nbytes
    history = grown(updates, limit, first)
    kept = history.updates
    assert history.nbytes == sum(taken(u).nbytes for u in kept) <= limit
    assert kept[0] == first
    gaps = np.diff([*kept, first + updates])
    assert (np.diff(gaps[:-1]) <= 0).all()  # never wider when younger
    if len(gaps) > 1:
        assert gaps.max() <= 2 * history.spacing
    assert len(kept) >= min(snapshots, (updates + SPACING - 1) // SPACING) // 2


def test_the_nearest_is_the_latest_that_is_not_after():
    history = grown(100, 10**9)
    assert [history.nearest(u).update for u in (0, 19, 20, 59, 99, 10**6)] == [0, 0, 20, 40, 80, 80]


def test_a_limit_below_one_snapshot_is_refused_and_the_one_before_stays():
    with pytest.raises(Refused, match=r"1 MB cannot hold .* takes 4 MB"):
        History(taken(0, 10**6), 10**6)
    history = grown(100, 10**9)
    kept = history.updates
    with pytest.raises(Refused):
        history.set_limit(10)
    assert (history.limit, history.updates) == (10**9, kept)


def test_a_lower_limit_drops_at_once():
    history = grown(2000, 10**9)
    history.set_limit(3 * taken(0).nbytes)
    assert history.nbytes <= history.limit
    assert history.updates[0] == 0


def test_the_settings_of_every_update_are_remembered():
    fast, faster = CONFIG.changed(learning_rate=1.0), CONFIG.changed(learning_rate=2.0)
    history = History(taken(0))
    history.note(5, fast)
    history.note(5, faster)
    history.note(9, CONFIG)
    assert [history.config_at(u).learning_rate for u in (0, 4, 5, 8, 9, 50)] == [2e-3, 2e-3, 2.0, 2.0, 2e-3, 2e-3]


def test_a_setting_made_before_the_first_update_is_the_first():
    history = History(taken(0))
    history.note(0, CONFIG.changed(learning_rate=1.0))
    assert history.config_at(0).learning_rate == 1.0


@pytest.fixture
def matrix():
    return Snapshot(3, CONFIG, 1.0, {"rnn.weight": np.zeros((2, 3), np.float32), "bias": np.zeros(4)}, {})


def test_a_weight_is_edited_in_a_copy(matrix):
    edited = matrix.edited([EditWeight("rnn.weight", 1, 2, 5.0), EditWeight("bias", 3, 0, -1)])
    np.testing.assert_array_equal(edited.model["rnn.weight"], [[0, 0, 0], [0, 0, 5]])
    np.testing.assert_array_equal(edited.model["bias"], [0, 0, 0, -1])
    assert not matrix.model["rnn.weight"].any()
    assert edited.digest != matrix.digest
    assert matrix.edited([]).digest == matrix.digest


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([EditWeight("rnn.wieght", 0, 0, 1.0)], "did you mean 'rnn.weight'"),
        ([EditWeight("rnn.weight", 2, 0, 1.0)], "2 rows and 3 columns"),
        ([EditWeight("rnn.weight", 0, -1, 1.0)], "2 rows and 3 columns"),
        ([EditWeight("bias", 0, 1, 1.0)], "4 rows and 1 columns"),
        ([EditWeight("bias", 0, 0, float("inf"))], "cannot be inf"),
        ([EditWeight("bias", 0, 0, float("nan"))], "cannot be nan"),
        ([EditWeight("bias", 0, 0, "much")], "cannot be much"),
        ([EditWeight("bias", 0, 0, True)], "cannot be True"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(matrix, edits, said):
    with pytest.raises(Refused, match=said):
        matrix.edited(edits)


def test_a_snapshot_counts_all_that_it_holds():
    carried = (np.zeros(10, np.float32), (np.zeros(5, np.float64),))
    whole = Snapshot(0, CONFIG, 1.0, {"w": np.zeros(3)}, {"w": {"m": np.zeros(3), "step": np.zeros(())}}, carried)
    assert len(list(whole.arrays())) == 5
    assert whole.nbytes > 24 + 24 + 8 + 40 + 40
