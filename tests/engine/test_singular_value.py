"""W_hh is held at a largest singular value, and nothing else of a run is touched by it."""

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.engine import commands as c
from rnnviz.engine.checkpoints import begun, snapshot
from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Phase
from rnnviz.engine.observing import observed
from rnnviz.engine.sampling import sample
from rnnviz.engine.singular_value import hold, largest_singular_value
from rnnviz.engine.time_travel import Travel
from rnnviz.engine.torch_loading import load_torch
from rnnviz.engine.training import build, train_once
from rnnviz.engine.update_tracing import trace_update
from rnnviz.engine.whatif import what_if
from rnnviz.probe.edits import EditWeight
from rnnviz.probe.frame import EVERYTHING, Want
from rnnviz.probe.spectrum import recurrent_blocks
from rnnviz.sentences import Refused
from tests.engine.test_training import CONFIGS, SMALL, metrics

LONG = 45
KINDS = {
    "vanilla, fused": SMALL.changed(cell="rnn"),
    "vanilla, looped": SMALL.changed(cell="rnn", nonlinearity="elu"),
    "lstm, two layers, dropout": SMALL.changed(layers=2, dropout=0.4),
    "gru": SMALL.changed(cell="gru"),
    "peephole": SMALL.changed(cell="peephole"),
    "coupled": SMALL.changed(cell="cifg"),
    "112 lines": CONFIGS["classic"],
    "encoder and decoder": CONFIGS["dates"],
}


@pytest.fixture(autouse=True)
def one_thread():
    load_torch()


def largest(model):
    return [float(torch.linalg.svdvals(block)[0]) for *_, block in recurrent_blocks(model)]


def weights(run):
    return {name: value.clone() for name, value in run.model.state_dict().items()}


def same(one, other):
    return all(torch.equal(one[name], other[name]) for name in one)


def learning_with(run, monkeypatch):
    """Collect the largest singular values that each forward pass of an update finds."""
    found, loss = [], run.task.loss

    def watched(model, batch, state):
        found.append(largest(model))
        return loss(model, batch, state)

    monkeypatch.setattr(run.task, "loss", watched)
    return found


@pytest.mark.parametrize("config", KINDS.values(), ids=KINDS)
def test_every_update_is_computed_with_the_held_matrices(config, monkeypatch):
    run = build(config)
    free = largest(run.model)
    found = learning_with(run, monkeypatch)
    for value in (0.0, 1.3, 0.5):
        run.set_live(run.config.changed(singular_value=value))
        metrics(run, 2)
    assert found[0] == free
    assert free != pytest.approx([1.3] * len(free), rel=0.05)
    for each, value in zip(found[2:], (1.3, 1.3, 0.5, 0.5), strict=True):
        assert each == pytest.approx([value] * len(free), rel=1e-5)


def test_only_its_strength_is_changed():
    run = build(KINDS["gru"])
    before = weights(run)
    hold(run.model, 2.0)
    after = weights(run)
    for name in before:
        if "weight_hh" in name:
            for old, new in zip(before[name].chunk(3), after[name].chunk(3), strict=True):
                factor = new.norm() / old.norm()
                assert torch.allclose(new, old * factor, rtol=1e-5)
        else:
            assert torch.equal(before[name], after[name])


def test_holding_twice_is_holding_once():
    run = build(KINDS["lstm, two layers, dropout"])
    hold(run.model, 0.7)
    once = weights(run)
    assert hold(run.model, 0.7) == []
    assert same(once, weights(run))


@pytest.mark.parametrize("odd", [0.0, float("nan"), float("inf")])
def test_a_matrix_that_has_no_strength_stays_as_it_is(odd):
    run = build(KINDS["vanilla, fused"])
    with torch.no_grad():
        run.model.rnn.weight_hh_l0.fill_(odd)
    assert largest_singular_value(run.model.rnn.weight_hh_l0) == 0.0
    assert hold(run.model, 1.5) == []


def test_free_matrices_cost_nothing(monkeypatch):
    monkeypatch.setattr("rnnviz.engine.singular_value.recurrent_blocks", lambda _model: pytest.fail("was looked for"))
    metrics(build(SMALL), 2)


@pytest.mark.parametrize("config", KINDS.values(), ids=KINDS)
def test_what_is_looked_at_is_held_and_the_weights_are_given_back_to_the_bit(config):
    run = build(config)
    metrics(run, 3)
    run.set_live(run.config.changed(singular_value=1.7))
    before = weights(run)
    probe = run.task.watch(run.task.default_probe())
    frame = observed(run, probe, EVERYTHING)
    assert {round(float(s.singular_values[0]), 4) for s in frame.spectra} == {1.7}
    trace = trace_update(run).trace
    what_if(run, probe, ())
    if run.task.can_sample:
        sample(run)
    assert same(before, weights(run))
    loss = train_once(run).loss
    assert trace.loss == pytest.approx(loss, rel=1e-5)


def test_a_refused_update_leaves_the_weights_as_they_were():
    run = build(SMALL.changed(singular_value=2.0))
    before = weights(run)
    train_once(run, lambda _metrics: False)
    assert same(before, weights(run))
    assert run.update == 0

    def broken(_metrics):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        train_once(run, broken)
    assert same(before, weights(run))


def test_an_edited_matrix_is_edited_as_it_is_held():
    run = build(KINDS["vanilla, fused"].changed(singular_value=1.5))
    probe = run.task.watch(run.task.default_probe())
    found = what_if(run, probe, (EditWeight("rnn.weight_hh_l0", 1, 2, 9.0),))
    after, before = (next(w for w in f.weights if w.name == "rnn.weight_hh_l0") for f in (found.frame, found.original))
    assert ((after.values != before.values).sum(), after.values[1, 2]) == (1, 9.0)


def planned(update):
    """The value that an update is computed with."""
    return (0.0, 1.3, 0.6, 2.0)[update // 12]


def take(travel, moves=()):
    """Take an update of the present; the slider moves while it is paused before it."""
    for value in moves:
        travel.set_live(travel.run.config.changed(singular_value=value))
        observed(travel.run, travel.run.task.watch(travel.run.task.default_probe()), frozenset({Want.WEIGHTS}))
    travel.set_live(travel.run.config.changed(singular_value=planned(travel.run.update)))
    travel.prepare()
    found = train_once(travel.run)
    travel.updated()
    return found.loss.hex()


@pytest.fixture(scope="module", params=["vanilla, fused", "lstm, two layers, dropout", "peephole", "112 lines"])
def undisturbed(request):
    load_torch()
    travel = Travel(build(KINDS[request.param]), 0)
    found = [(snapshot(travel.run).digest, take(travel)) for _ in range(LONG)]
    return KINDS[request.param], found


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.99]), max_size=3), min_size=LONG, max_size=LONG),
    sought=st.lists(st.integers(0, LONG - 1), max_size=4),
)
def test_the_past_is_the_same_to_the_bit_however_the_slider_was_moved(undisturbed, moves, sought):
    config, found = undisturbed
    travel = Travel(build(config))
    for update, each in enumerate(moves):
        assert snapshot(travel.run).digest == found[update][0]
        assert take(travel, each) == found[update][1]
    for update in sought:
        travel.seek(update)
        while not travel.replay(1.0):
            pass
        assert snapshot(travel.run).digest == found[update][0]
        assert travel.run.config.singular_value == planned(update) or update == travel.present.update
        observed(travel.run, travel.run.task.watch(travel.run.task.default_probe()), frozenset({Want.WEIGHTS}))
        assert train_once(travel.run).loss.hex() == found[update][1]


def test_a_branch_goes_on_held():
    run = build(KINDS["vanilla, fused"].changed(singular_value=1.2))
    metrics(run, 5)
    taken = snapshot(run)
    branch = begun(run.config, run.task, taken)
    assert metrics(branch, 5) == metrics(run, 5)
    free = begun(run.config.changed(singular_value=0.0), run.task, taken)
    assert snapshot(free).digest == taken.digest  # another value needs no new model


@pytest.mark.parametrize("value", [-0.1, float("nan"), float("inf"), 101])
def test_what_cannot_be_held_is_refused(value):
    with pytest.raises(Refused, match="Singular value cannot be"):
        RunConfig().changed(singular_value=value)


def test_a_paused_run_shows_what_is_held_as_soon_as_the_slider_moves(begin):
    heard = begin(KINDS["vanilla, fused"])
    heard.wait_for(Phase.PAUSED)
    for value in (1.3, 0.8):
        heard.runner.send(c.Live({"singular_value": value}))
        while round(float(heard.frame().spectra[0].singular_values[0]), 4) != value:
            pass
    assert heard.runner.metrics.count == 0
