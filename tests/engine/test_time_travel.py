"""Whatever is done between two updates, the run goes on to the same bits, and every past update is what it was."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.engine.checkpoints import snapshot
from rnnviz.engine.history import LIMIT
from rnnviz.engine.sampling import sample
from rnnviz.engine.time_travel import Travel
from rnnviz.engine.torch_loading import load_torch
from rnnviz.engine.training import build, train_once
from rnnviz.engine.update_tracing import trace_update
from rnnviz.engine.whatif import what_if
from rnnviz.probe.edits import EditWeight
from rnnviz.probe.observation import observe
from rnnviz.sentences import Refused
from tests.engine.test_training import CONFIGS, SMALL

LONG = 70  # updates of the undisturbed run, more than three snapshots
TINY = SMALL.changed(hidden=4, sequence_length=4, batch=2)
CHOSEN = {
    "lstm": TINY,
    "dropout": CONFIGS["gru, two layers, dropout"],
    "momentum": CONFIGS["sgd with momentum, clipped by value"],
    "adagrad": CONFIGS["hello"].changed(optimiser="adagrad"),
}


@pytest.fixture(autouse=True)
def one_thread():
    load_torch()


def take(travel):
    travel.prepare()
    metrics = train_once(travel.run)
    travel.updated()
    return metrics


def go(travel, update):
    travel.seek(update)
    while not travel.replay(1e-9):
        pass


def rate(update):
    """The learning rate that is set before an update, if one is."""
    return {10: 0.02, 33: 0.005, 50: 0.02}.get(update)


def due_change(travel):
    """Change what is due now in the present: a setting belongs to an update, not to a moment."""
    if not travel.in_past and (wanted := rate(travel.run.update)) and travel.run.config.learning_rate != wanted:
        travel.set_live(travel.run.config.changed(learning_rate=wanted))


@pytest.fixture(scope="module", params=CHOSEN)
def undisturbed(request):
    """The config, and loss and state of every update of a run that was let alone."""
    load_torch()
    travel = Travel(build(CHOSEN[request.param]), 0)
    found = {}
    for update in range(LONG):
        due_change(travel)
        state = snapshot(travel.run).digest
        found[update] = (state, take(travel).loss.hex())
    return CHOSEN[request.param], found


ACTIONS = st.one_of(
    st.tuples(st.just("take"), st.integers(1, 25)),
    st.tuples(st.just("seek"), st.integers(0, LONG)),
    st.tuples(st.just("set out"), st.integers(0, LONG)),  # and give up on the way
    st.tuples(st.just("return"), st.none()),
    st.tuples(st.just("observe"), st.none()),
    st.tuples(st.just("sample"), st.none()),
    st.tuples(st.just("trace"), st.none()),
    st.tuples(st.just("what if"), st.floats(-2, 2)),
    st.tuples(st.just("temperature"), st.sampled_from([0.1, 2.0])),
    st.tuples(st.just("limit"), st.sampled_from([1, 2, 50])),  # snapshots
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(ACTIONS, max_size=12))
def test_any_sequence_of_actions_leaves_the_run_as_it_would_be(undisturbed, actions):
    config, found = undisturbed
    travel = Travel(build(config))
    each = snapshot(travel.run).nbytes * 3  # without moments the first one is smaller
    for name, value in actions:
        act(travel, name, value, found, each)
        assert travel.history.nbytes <= travel.history.limit
        if travel.run.update < LONG:
            due_change(travel)
            assert snapshot(travel.run).digest == found[travel.run.update][0]
    travel.back()
    while travel.run.update < LONG:
        due_change(travel)
        assert take(travel).loss.hex() == found[travel.run.update - 1][1]


def act(travel, name, value, found, each):
    match name:
        case "take":
            for _ in range(value):
                if travel.run.update == LONG:
                    return
                due_change(travel)
                update = travel.run.update
                assert take(travel).loss.hex() == found[update][1]
        case "seek" | "set out":
            if value > travel.present.update:
                with pytest.raises(Refused, match=f"no update {value}"):
                    travel.seek(value)
            elif name == "seek":
                go(travel, value)
                assert travel.run.update == value
                assert travel.in_past == (value < travel.present.update)
            else:
                travel.seek(value)
                travel.replay(1e-9)
                travel.target = None
        case "return":
            travel.back()
        case "observe":
            probe = travel.run.task.watch(travel.run.task.default_probe())
            observe(travel.run.model, travel.run.forward(probe), update=travel.run.update)
        case "trace":
            trace_update(travel.run)
        case "what if":
            run, (name, _) = travel.run, next(travel.run.model.named_parameters())
            what_if(run, run.task.watch(run.task.default_probe()), [EditWeight(name, 0, 0, value)])
        case "sample":
            sample(travel.run)
        case "temperature":
            travel.set_live(travel.run.config.changed(temperature=value))
            assert travel.run.config.temperature == travel.present.config.temperature == value
        case "limit":
            travel.keep(value * each)


@pytest.fixture
def travelled():
    travel = Travel(build(TINY))
    for _ in range(LONG):
        take(travel)
    return travel


@pytest.mark.parametrize("update", [-1, LONG + 1, 10**9, "five", 2.5])
def test_an_update_that_there_is_not_is_refused_and_nothing_moves(travelled, update):
    go(travelled, 30)
    with pytest.raises(Refused, match="from 0 to 70"):
        travelled.seek(update)
    assert (travelled.run.update, travelled.target) == (30, None)


def test_a_new_target_takes_the_place_of_the_one_before(travelled):
    travelled.seek(59)
    assert not travelled.replay(1e-9)
    here = travelled.run.update
    travelled.seek(55)  # on the way: nothing is restored again
    assert travelled.run.update == here
    travelled.seek(3)
    assert travelled.run.update == 0
    while not travelled.replay(1.0):
        pass
    assert travelled.run.update == 3


def test_without_a_history_the_present_is_all_there_is():
    travel = Travel(build(TINY), 0)
    take(travel)
    with pytest.raises(Refused, match="no snapshots"):
        travel.seek(0)
    go(travel, 1)
    travel.keep(LIMIT)  # the past begins now
    take(travel)
    go(travel, 1)
    with pytest.raises(Refused, match="from 1 to 2"):
        travel.seek(0)


def test_a_limit_that_holds_no_snapshot_is_said_and_training_goes_on():
    travel = Travel(build(CONFIGS["lstm"].changed(hidden=400)), 10**6)
    assert "1 MB cannot hold" in str(travel.refused)
    take(travel)
    with pytest.raises(Refused, match="1 MB cannot hold"):
        travel.seek(0)
    assert not travel.in_past


def test_keeping_no_history_any_more_returns_to_the_present(travelled):
    go(travelled, 5)
    travelled.keep(0)
    assert not travelled.in_past
    assert travelled.run.update == LONG
