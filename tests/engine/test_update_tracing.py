"""The Trace of an update is that update, and the run does not notice that it was traced."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz import tasks
from rnnviz.engine.checkpoints import snapshot
from rnnviz.engine.config import RunConfig
from rnnviz.engine.training import Run, build, train_once
from rnnviz.engine.update_tracing import trace_update
from rnnviz.engine.whatif import what_if
from rnnviz.nn import cells
from rnnviz.probe.culprit import CulpritKind
from rnnviz.probe.cursor import TraceCursor
from rnnviz.probe.edits import EditWeight
from rnnviz.probe.trace import LeafKind, Trace, TracePhase
from rnnviz.sentences import Refused

SMALL = {"hidden": 6, "batch": 3, "sequence_length": 7}
CONFIGS = {
    "lstm, adam": {"cell": "lstm"},
    "gru, two layers, dropout": {"cell": "gru", "layers": 2, "dropout": 0.4, "optimiser": "adamw"},
    "vanilla, momentum": {"cell": "rnn", "optimiser": "sgd", "momentum": 0.9, "clip": "value", "clip_at": 1e-3},
    "elu, embedding": {"cell": "rnn", "nonlinearity": "elu", "embedding": 4, "optimiser": "rmsprop"},
    "classic": {"task": "classic", "optimiser": "adagrad", "learning_rate": 0.1, "clip": "value", "clip_at": 5.0},
    "hello": {"task": "hello"},
    "dates": {"task": "dates", "layers": 2, "dropout": 0.3, "clip_at": 0.1},
    "dates, sigmoid": {"task": "dates", "cell": "rnn", "nonlinearity": "sigmoid", "clip": "none"},
}


def trained(updates: int = 3, **values: object) -> Run:
    run = build(RunConfig.checked({**SMALL, **values}))
    for _ in range(updates):
        train_once(run)
    return run


@pytest.mark.parametrize("name", CONFIGS)
def test_the_change_is_the_one_that_training_makes(name: str) -> None:
    run = trained(**CONFIGS[name])
    trace, culprit = trace_update(run)
    before = {n: p.detach().clone() for n, p in run.model.named_parameters()}
    metrics = train_once(run)
    assert culprit is None
    assert trace.applied
    assert trace.update == metrics.update
    assert trace.loss == pytest.approx(metrics.loss, rel=1e-5)
    assert trace.clipping is not None
    assert trace.clipping.norm == pytest.approx(metrics.gradient_norm, rel=1e-4)
    learning = dict(run.model.named_parameters())
    assert {p.name for p in trace.parameters} == {n for n, p in learning.items() if p.requires_grad}
    for p in trace.parameters:
        after = learning[p.name].detach()
        np.testing.assert_array_equal(p.before, before[p.name].numpy())
        change = (after - before[p.name]).numpy()
        np.testing.assert_allclose(p.change, change, atol=2e-2 * float(np.abs(change).max()) + 1e-9)
        # the gradients that training left behind are the clipped ones
        gradient = learning[p.name].grad.numpy()
        np.testing.assert_allclose(p.clipped, gradient, rtol=1e-3, atol=1e-5 * float(np.abs(gradient).max()) + 1e-9)
        assert p.ratio > 0 or not p.change.any() or math.isnan(p.ratio)


@pytest.mark.parametrize("name", CONFIGS)
def test_the_run_does_not_notice(name: str) -> None:
    run, other = trained(**CONFIGS[name]), trained(**CONFIGS[name])
    gradients = [None if p.grad is None else p.grad.clone() for p in run.model.parameters()]
    versions = [p._version for p in run.model.parameters()]
    drawn = torch.get_rng_state()
    trace_update(run)
    assert torch.equal(drawn, torch.get_rng_state())
    assert snapshot(run).digest == snapshot(other).digest
    assert versions == [p._version for p in run.model.parameters()]
    for p, gradient in zip(run.model.parameters(), gradients, strict=True):
        assert (p.grad is None) == (gradient is None)
        assert gradient is None or torch.equal(p.grad, gradient)
    assert [p.requires_grad for p in run.model.parameters()] == [p.requires_grad for p in other.model.parameters()]
    for _ in range(3):
        assert train_once(run) == train_once(other)
    assert snapshot(run).digest == snapshot(other).digest


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["train", "trace", "what if", "another sequence"]), min_size=1, max_size=8))
def test_whatever_is_looked_at_training_goes_on_to_the_same_bits(actions: list[str]) -> None:
    run, other = (trained(1, cell="gru", layers=2, dropout=0.5) for _ in range(2))
    probe = run.task.watch(run.task.default_probe()[:9])
    for action in actions:
        if action == "train":
            assert train_once(run) == train_once(other)
        elif action == "trace":
            trace_update(run)
        elif action == "another sequence":
            trace_update(run, 2)
        else:
            what_if(run, probe, (EditWeight("output.bias", 1, 0, 3.0),))
        assert snapshot(run).digest == snapshot(other).digest


@pytest.mark.parametrize("name", CONFIGS)
def test_the_phases_and_what_is_in_them(name: str) -> None:
    run = trained(**CONFIGS[name])
    trace = trace_update(run).trace
    assert [o.index for o in trace.operations] == list(range(len(trace.operations)))
    phases = list(dict.fromkeys(o.phase for o in trace.operations))
    assert phases == list(TracePhase)
    loss = [o for o in trace.operations if o.phase is TracePhase.LOSS][-1]
    assert (loss.name, float(loss.value)) == ("cross_entropy", trace.loss)
    assert loss.source.text
    first = trace.operations[loss.index + 1]
    assert (first.phase, first.of, float(first.value)) == (TracePhase.BACKWARD, loss.index, 1.0)
    learning = {n for n, p in run.model.named_parameters() if p.requires_grad}
    named = {trace.named(o.of) for o in trace.operations if o.phase is TracePhase.BACKWARD and (o.of or 0) < 0}
    assert named == learning
    for o in trace.operations:
        if o.phase in (TracePhase.FORWARD, TracePhase.LOSS):
            assert o.source.line > 0
            assert "torch" not in o.source.file.split("/")
            assert "probe" not in o.source.file.split("/")
        assert all(k < o.index for k in o.operands)


@pytest.mark.parametrize("name", CONFIGS)
def test_the_axes_are_those_of_the_task_and_carry_its_symbols(name: str) -> None:
    trace = trace_update(trained(**CONFIGS[name]), 0).trace
    for r in trace.recurrences:
        assert r.axis in ("source", "target", "time")
        assert len(trace.sequences[r.axis]) == r.timesteps or "dates, sigmoid" in name
    dates = trace.sequences.get("target", ())
    assert not dates or "".join(dates[4:8:3]) == "--"


def test_the_state_that_is_carried_is_where_the_trace_starts() -> None:
    run = trained(cell="lstm")
    trace = trace_update(run, 1).trace
    np.testing.assert_array_equal(trace.recurrences[0].h0, run.carried[0][0, 1].numpy())
    np.testing.assert_array_equal(trace.recurrences[0].c0, run.carried[1][0, 1].numpy())


def test_a_sequence_that_is_not_there_is_said() -> None:
    run = trained()
    for sequence in (-1, 3):
        with pytest.raises(Refused, match=f"no sequence {sequence}: a batch has 3"):
            trace_update(run, sequence)


def test_clipping_says_what_it_did() -> None:
    run = trained(cell="lstm", clip="norm", clip_at=1e-3)
    trace = trace_update(run).trace
    clipping = trace.clipping
    assert clipping is not None
    assert clipping.factor == pytest.approx(1e-3 / clipping.norm)
    for p in trace.parameters:
        np.testing.assert_allclose(p.clipped, p.gradient * clipping.factor, rtol=1e-5, atol=1e-12)
    whole = math.sqrt(sum(float((p.clipped.astype(float) ** 2).sum()) for p in trace.parameters))
    assert whole == pytest.approx(1e-3, rel=1e-4)


def test_an_update_that_is_not_finite_is_traced_but_not_applied() -> None:
    run = trained(cell="lstm")
    with torch.no_grad():
        run.model.rnn.weight_hh_l0[5, 2] = math.nan
    trace, culprit = trace_update(run)
    assert not trace.applied
    assert not any(o.phase is TracePhase.STEP for o in trace.operations)
    assert not any(p.change.any() for p in trace.parameters)
    assert culprit is not None
    assert (culprit.kind, culprit.name, culprit.place.element) == (CulpritKind.PARAMETER, "rnn.weight_hh_l0", (5, 2))
    leaf = trace.at(culprit.leaf)
    assert (leaf.kind, leaf.name) == (LeafKind.PARAMETER, "rnn.weight_hh_l0")
    assert f"update {run.update}" in str(culprit.sentence)


def test_a_step_that_would_overflow_is_named() -> None:
    run = trained(0, task="classic", optimiser="sgd", learning_rate=3e38, clip="none")
    trace, culprit = trace_update(run)
    assert trace.applied  # loss and gradient are finite: training takes it, and the next update is refused
    assert culprit is not None
    assert (culprit.kind, culprit.phase) == (CulpritKind.STEP, TracePhase.STEP)
    cursor = TraceCursor(trace, culprit.operation)
    assert cursor.operation.phase is TracePhase.STEP
    assert cursor.operation.name == culprit.name


def walk(trace: Trace) -> list[int]:
    cursor, found = TraceCursor(trace), [0]
    while cursor.over():
        found.append(cursor.index)
    return found


@pytest.mark.parametrize("name", ["dates", "dates, sigmoid", "gru, two layers, dropout"])
def test_over_visits_every_timestep_of_every_recurrence_both_ways(name: str) -> None:
    trace = trace_update(trained(**CONFIGS[name])).trace
    visited = [trace.operations[k] for k in walk(trace)]
    for number, r in enumerate(trace.recurrences):
        for phase in (TracePhase.FORWARD, TracePhase.BACKWARD):
            order = [o.timestep for o in visited if o.recurrence == number and o.phase is phase]
            forwards = (phase is TracePhase.FORWARD) != r.reverse
            assert order == sorted(range(r.timesteps), reverse=not forwards)


@pytest.mark.parametrize("task", tasks.names())
@pytest.mark.parametrize("cell", cells.names())
def test_every_task_with_every_cell_can_be_traced(task: str, cell: str) -> None:
    try:
        run = trained(2, task=task, cell=cell)
    except Refused as refused:
        pytest.skip(str(refused))
    trace, culprit = trace_update(run)
    assert culprit is None
    found = what_if(run, run.task.watch(run.task.default_probe()), ())
    assert found.frame.loss == pytest.approx(found.original.loss, rel=1e-4)
    assert [r.key for r in found.frame.recurrences] == [r.key for r in found.original.recurrences]
    assert all(r.forward["h"] for r in trace.recurrences)
    assert trace.loss == pytest.approx(train_once(run).loss, rel=1e-4)
