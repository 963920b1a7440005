"""While one steps, the panels' Frame is of the traced sequence, and every number in it is the Trace's."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rnnviz import tasks
from rnnviz.engine import commands as c
from rnnviz.engine.checkpoints import snapshot
from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Phase, Traced
from rnnviz.engine.observing import observed_in_batch
from rnnviz.engine.presets import preset, presets
from rnnviz.engine.training import Run, build, train_once
from rnnviz.engine.update_tracing import trace_update
from rnnviz.probe import records
from rnnviz.probe.frame import EVERYTHING, Frame, Want
from rnnviz.probe.trace import Trace

SMALL = {"hidden": 6, "batch": 3, "sequence_length": 7}
CONFIGS = {
    "lstm, carried": {"cell": "lstm", "chunks": "carried"},
    "gru, two layers, dropout": {"cell": "gru", "layers": 2, "dropout": 0.4},
    "peephole": {"cell": "peephole"},
    "cifg, independent": {"cell": "cifg", "chunks": "independent"},
    "elu": {"cell": "rnn", "nonlinearity": "elu"},
    "classic": {"task": "classic"},
    "dates": {"task": "dates", "layers": 2, "dropout": 0.3},
    "memorise": {"task": "memorise"},
    "words": {"task": "words", "words": 50},
    "adding": {"task": "adding", "lag": 8},
}


def trained(updates: int = 3, **values: object) -> Run:
    run = build(RunConfig.checked({**SMALL, **values}))
    for _ in range(updates):
        train_once(run)
    return run


def assert_same(frame: Frame, trace: Trace) -> None:
    assert frame.update == trace.update
    assert frame.loss == pytest.approx(trace.loss, rel=1e-5)
    by_key = {r.key: r for r in frame.recurrences}
    assert set(by_key) == {r.key for r in trace.recurrences}
    for r in trace.recurrences:
        seen, stepped = by_key[r.key], records.recurrence(trace, r)
        assert seen.axis == stepped.axis
        assert len(seen.h) == r.timesteps
        for name in ("h", "h0", "c", "dh", "dh_local", "dc"):
            mine, theirs = getattr(seen, name), getattr(stepped, name)
            if mine is not None and theirs is not None:
                np.testing.assert_allclose(mine, theirs, rtol=1e-4, atol=1e-6, err_msg=f"{r.key} {name}")
        for gate in stepped.gates:
            np.testing.assert_allclose(seen.gates[gate], stepped.gates[gate], atol=1e-6)


@pytest.mark.parametrize("name", CONFIGS)
@pytest.mark.parametrize("sequence", [0, 2])
def test_the_frame_is_the_trace(name: str, sequence: int) -> None:
    run = trained(**CONFIGS[name])
    sequence = 0 if name == "classic" else sequence
    trace, _ = trace_update(run, sequence)
    frame = observed_in_batch(run, sequence, EVERYTHING)
    assert frame.sequence == sequence
    assert_same(frame, trace)
    for axis, symbols in trace.sequences.items():
        assert frame.sequences[axis] == symbols


READ_AND_WRITTEN = [name for name in tasks.names() if tasks.load(name).topology == "many-to-many after reading"]


@pytest.mark.parametrize("cell", ["gru", "lstm", "peephole"])
@pytest.mark.parametrize("task", READ_AND_WRITTEN)
def test_no_picture_of_a_sequence_has_what_the_batch_pads_it_with(task: str, cell: str) -> None:
    chosen = next(p.config for p in presets() if p.config.task == task)
    run = build(chosen.changed(hidden=6, batch=6, cell=cell))
    batch = run.task.batch(0)
    for k in range(6):
        symbols = run.task.symbols(batch, k)
        lengths = {axis: len(found) for axis, found in symbols.items()}
        frame = observed_in_batch(run, k, EVERYTHING | {Want.FLOW})
        trace, _ = trace_update(run, k)
        assert_same(frame, trace)
        assert frame.sequences == symbols
        for r in frame.recurrences:
            assert len(r.h) == lengths[r.axis], r.key
        assert frame.output is not None
        assert (frame.output.targets >= 0).all()
        assert len(frame.output.probabilities) == lengths["target"]
        for attention in frame.attentions:
            assert attention.weights.shape[1:] == (lengths["target"], lengths["source"])
            np.testing.assert_allclose(attention.weights.sum(axis=2), 1.0, atol=1e-5)


@pytest.mark.parametrize("name", ["lstm, carried", "gru, two layers, dropout", "dates"])
def test_the_run_does_not_notice(name: str) -> None:
    run, other = trained(**CONFIGS[name]), trained(**CONFIGS[name])
    drawn = torch.get_rng_state()
    observed_in_batch(run, 1, EVERYTHING)
    assert torch.equal(drawn, torch.get_rng_state())
    assert snapshot(run).digest == snapshot(other).digest


@pytest.mark.parametrize("task", tasks.names())
def test_every_task_says_what_an_update_is_about(task: str) -> None:
    run = build(next(preset(p.key).config for p in presets() if p.config.task == task).changed(batch=2))
    batch = run.task.batch(0)
    state = run.task.initial_state(0, None)
    outcome = run.task.outcome(run.model, batch, state, 0)
    loss, _ = run.task.loss(run.model, batch, state)
    assert float(outcome.loss.detach()) == pytest.approx(float(loss.detach()), rel=1e-6)  # another order of sums
    assert outcome.axis in outcome.sequences
    assert outcome.logits is not None
    assert outcome.targets is not None
    assert len(outcome.logits) == len(outcome.targets) == len(outcome.sequences[outcome.axis])
    assert outcome.sequences == run.task.symbols(batch, 0)


def test_panels_show_the_traced_sequence_until_training_goes_on(begin) -> None:
    heard = begin(RunConfig.checked({**SMALL, "cell": "lstm"}))
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(c.TraceNext(1))
    heard.until(lambda: heard.of(Traced), "the Trace")
    traced = heard.of(Traced)[-1]
    assert len(traced.texts) == 3
    assert traced.texts[1] == "".join(traced.trace.sequences["time"])
    heard.runner.send(c.WatchBatch(1))
    heard.until(
        lambda: (f := heard.runner.frames.take()) is not None and f.sequence == 1 and not assert_same(f, traced.trace),
        "it",
    )
    heard.runner.send(c.Update())
    heard.until(lambda: (f := heard.runner.frames.take()) is not None and f.sequence is None, "the probe sequence")


def test_a_probe_that_is_typed_is_watched_at_once(begin) -> None:
    heard = begin(RunConfig.checked({**SMALL, "cell": "lstm"}))
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(c.WatchBatch(0))
    heard.until(lambda: (f := heard.runner.frames.take()) is not None and f.sequence == 0, "the sequence")
    heard.runner.send(c.Probe("the text"))
    heard.until(lambda: (f := heard.runner.frames.take()) is not None and f.text == "the text", "the text")
