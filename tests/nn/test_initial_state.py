"""A learned initial state: it begins as zeros, learns as weights do, and is what everything on screen begins from."""

import numpy as np
import pytest
import torch

from rnnviz.engine.checkpoints import begun, snapshot
from rnnviz.engine.config import RunConfig
from rnnviz.engine.observing import observed
from rnnviz.engine.presets import preset
from rnnviz.engine.sampling import sample
from rnnviz.engine.time_travel import Travel
from rnnviz.engine.torch_loading import load_torch
from rnnviz.engine.training import build, train_once
from rnnviz.engine.update_tracing import trace_update
from rnnviz.engine.whatif import what_if
from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.captions import caption
from rnnviz.explain.lecture import headline
from rnnviz.explain.small_networks import learned as arithmetic_of
from rnnviz.nn import cells
from rnnviz.probe.difference import difference
from rnnviz.probe.edits import EditState, EditWeight
from rnnviz.probe.frame import EVERYTHING, Want
from rnnviz.probe.trace import TracePhase

TEXT = "the quick brown fox jumps over the lazy dog, " * 40
SMALL = RunConfig(text=TEXT, hidden=6, sequence_length=7, batch=3, learning_rate=1e-2, chunks="independent")
LEARNED = SMALL.changed(initial_state="learned")
TASKS = ("characters", "words", "spell", "remember", "adding", "brackets", "memorise", "occurrences", "dates", "hello")


@pytest.fixture(autouse=True)
def one_thread():
    load_torch()


def config_of(task, **changed):
    own = preset(task).config if task in ("hello", "dates", "remember", "adding", "memorise") else SMALL
    small = {"task": task, "hidden": 5, "batch": 3, "lag": 6, "sequence_length": 6, "initial_state": "learned"}
    return own.changed(**{**small, **changed})


def trained(config, updates=4):
    run = build(config)
    for _ in range(updates):
        train_once(run)
    return run


def look(run, wants=EVERYTHING):
    return observed(run, run.task.watch(run.task.default_probe()), wants)


def firsts(run):
    return {name: p for name, p in run.model.named_parameters() if cells.initial_of(name)}


@pytest.mark.parametrize("cell", cells.names())
def test_it_begins_as_zeros_with_the_weights_that_zeros_have(cell):
    run, plain = build(LEARNED.changed(cell=cell, layers=2)), build(SMALL.changed(cell=cell, layers=2))
    own = firsts(run)
    form = cells.load(cell).form
    assert {cells.initial_of(name) for name in own} == set(form.states) - form.unlearned
    assert all(p.shape == (2, 6) and not p.any() for p in own.values())
    for name, weights in plain.model.named_parameters():
        assert torch.equal(weights, run.model.get_parameter(name))
    assert look(run).loss == look(plain).loss


@pytest.mark.parametrize("task", TASKS)
def test_every_task_that_can_learns_it_and_every_picture_begins_from_it(task):
    run = trained(config_of(task))
    assert "initial_state" in run.task.uses
    own = firsts(run)
    assert own
    assert all(p.any() for p in own.values())
    first = next(r for r in look(run).recurrences)
    np.testing.assert_array_equal(first.h0, own["first.h"][0].detach())
    if first.c0 is not None:
        np.testing.assert_array_equal(first.c0, own["first.c"][0].detach())


@pytest.mark.parametrize("cell", cells.names())
def test_its_gradient_is_that_of_finite_differences(cell):
    run = trained(LEARNED.changed(cell=cell, layers=2), 2)
    run.model.double()
    frame = look(run, EVERYTHING | {Want.PARAMETER_GRADIENTS})
    for name, parameter in firsts(run).items():
        (found,) = (g.values for g in frame.parameter_gradients if g.name == name)
        for place in np.ndindex(*parameter.shape):
            losses = []
            for by in (1e-5, -1e-5):
                with torch.no_grad():
                    parameter[place] += by
                losses.append(look(run, frozenset({Want.OUTPUT})).loss)
                with torch.no_grad():
                    parameter[place] -= by
            assert found[place] == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-4, abs=1e-8)


@pytest.mark.parametrize("cell", cells.names())
def test_a_trace_begins_from_it_and_goes_back_to_it(cell):
    run = trained(LEARNED.changed(cell=cell))
    trace = trace_update(run).trace
    assert trace.applied
    own = {name: p.detach().clone() for name, p in firsts(run).items()}
    (record,) = trace.recurrences
    for name, values in own.items():
        np.testing.assert_array_equal(record.started[cells.initial_of(name)], values[0])
    steps = {o.name: o for o in trace.operations if o.phase is TracePhase.BACKWARD and cells.initial_of(o.name)}
    assert set(steps) == set(own)
    run.optimiser.zero_grad()
    run.task.loss(run.model, run.task.batch(run.update), None)[0].backward()
    for name, operation in steps.items():
        np.testing.assert_allclose(operation.value, run.model.get_parameter(name).grad, rtol=1e-4, atol=1e-7)


def test_a_trace_calls_it_h_0_and_says_that_it_is_learned():
    run = trained(LEARNED)
    reading = Reading(trace_update(run).trace)
    (step,) = (o for o in reading.trace.operations if o.phase is TracePhase.BACKWARD and o.name == "first.h")
    (equation,) = headline(reading, step)
    assert equation.name == "∂L/∂h_0"
    assert caption(reading, step).startswith("h₀, before the first timestep, is learned too")


def test_the_first_step_away_from_zero_is_told_without_a_share_of_nothing():
    reading = Reading(trace_update(build(LEARNED)).trace)
    (step,) = (o for o in reading.trace.operations if o.phase is TracePhase.STEP and o.name == "first.h")
    assert caption(reading, step).startswith("The optimiser changes first.h, which was zero before")
    assert "NaN" not in caption(reading, step)


def test_where_chunks_are_carried_it_waits_for_the_next_pass():
    run = build(LEARNED.changed(chunks="carried"))
    train_once(run)
    after_first = {name: p.detach().clone() for name, p in firsts(run).items()}
    assert all(p.any() for p in after_first.values())
    for _ in range(run.task.chunks - 1):
        train_once(run)
    assert all(torch.equal(p, after_first[name]) for name, p in firsts(run).items())
    train_once(run)
    assert not any(torch.equal(p, after_first[name]) for name, p in firsts(run).items())


def test_any_past_update_is_what_it_was_to_the_bit():
    travel, states = Travel(build(LEARNED.changed(cell="gru"))), []
    for _ in range(40):
        states.append(snapshot(travel.run).digest)
        travel.prepare()
        train_once(travel.run)
    for update in (31, 3, 0, 39):
        travel.seek(update)
        while not travel.replay(1.0):
            pass
        assert snapshot(travel.run).digest == states[update]


def test_a_branch_that_begins_to_learn_it_goes_on_with_everything_else():
    run = trained(SMALL, 6)
    branch = begun(LEARNED, run.task.__class__(LEARNED, run.task.device), snapshot(run))
    assert look(branch).loss == look(run).loss
    back = begun(SMALL, run.task, snapshot(branch))
    assert snapshot(back).digest == snapshot(run).digest


def test_what_if_edits_it_as_any_weight_and_a_state_after_it():
    run = trained(LEARNED)
    probe = run.task.watch(run.task.default_probe())
    key = look(run).recurrences[0].key
    found = what_if(run, probe, (EditWeight("first.h", 0, 2, 0.75),))
    assert found.frame.recurrences[0].h0[2] == np.float32(0.75)
    assert found.original.recurrences[0].h0[2] != np.float32(0.75)
    found = what_if(run, probe, (EditState(key, "h", 0, 2, 0.5),))
    np.testing.assert_array_equal(found.frame.recurrences[0].h0, found.original.recurrences[0].h0)


def test_a_comparison_with_zeros_shows_all_of_it_as_the_difference():
    run, plain = trained(LEARNED), build(SMALL)
    found = difference(look(run), look(plain))
    np.testing.assert_array_equal(found.recurrences[0].h0, firsts(run)["first.h"][0].detach())


def test_what_it_writes_begins_from_it():
    run = trained(LEARNED)
    before = sample(run)
    with torch.no_grad():
        firsts(run)["first.h"].fill_(50.0)
        firsts(run)["first.c"].fill_(-50.0)
    assert sample(run).text != before.text


def test_the_gradient_flows_to_the_first_timestep_as_without_it():
    run = trained(LEARNED)
    record = look(run, EVERYTHING | {Want.FLOW}).recurrences[0]
    assert record.flow is not None
    with torch.no_grad():
        for p in firsts(run).values():
            p.zero_()
    zeros = look(run, EVERYTHING | {Want.FLOW}).recurrences[0]
    assert not np.array_equal(record.flow.products, zeros.flow.products)  # it goes through other states


def test_the_arithmetic_of_a_small_network_begins_from_it():
    run = trained(preset("hello").config.changed(initial_state="learned"), 20)
    version = arithmetic_of(look(run), run.config)
    assert version is not None
    first = run.model.get_parameter("first.h")[0].detach().numpy()
    np.testing.assert_array_equal(version.timesteps[0]["h(t-1)"], first)
    np.testing.assert_allclose(version.timesteps[0]["h(t)"], look(run).recurrences[0].h[0], atol=1e-6)
