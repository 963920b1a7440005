"""Under edits the probe sequence is what the edited equations make of it, and the run does not notice."""

from __future__ import annotations

import math
from dataclasses import fields

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine.checkpoints import snapshot
from rnnviz.engine.config import RunConfig
from rnnviz.engine.observing import observed
from rnnviz.engine.presets import preset
from rnnviz.engine.training import Run, build, train_once
from rnnviz.engine.whatif import what_if
from rnnviz.probe.edits import ClampGate, Edit, EditInput, EditState, EditWeight, applicable
from rnnviz.probe.frame import EVERYTHING, Frame, Recurrence, arrays
from rnnviz.sentences import Refused

SMALL = {"hidden": 6, "batch": 3, "sequence_length": 8, "device": "cpu"}
CONFIGS = {
    "lstm": {"cell": "lstm"},
    "two layers": {"cell": "lstm", "layers": 2, "dropout": 0.5},
    "gru": {"cell": "gru"},
    "vanilla": {"cell": "rnn"},
    "elu": {"cell": "rnn", "nonlinearity": "elu"},
    "learned initial state": {"cell": "lstm", "initial_state": "learned", "chunks": "independent"},
    "dates, learned initial state": {"task": "dates", "cell": "peephole", "initial_state": "learned"},
    "dates": {"task": "dates", "cell": "gru"},
    "dates, lstm": {"task": "dates", "cell": "lstm", "layers": 2},
    "dates, elu": {"task": "dates", "cell": "rnn", "nonlinearity": "elu"},
    "classic": {"task": "classic"},
}


def trained(updates: int = 3, **values: object) -> Run:
    run = build(RunConfig.checked({**SMALL, **values}))
    for _ in range(updates):
        train_once(run)
    return run


def assert_same(mine: Frame, theirs: Frame, tolerance: float = 1e-5) -> None:
    assert mine.loss == pytest.approx(theirs.loss, rel=tolerance)
    assert mine.sequences == theirs.sequences
    one, other = (sorted(arrays(f), key=lambda a: a[0]) for f in (ordered(mine), ordered(theirs)))
    assert [(path, axes, a.shape) for path, axes, a in one] == [(path, axes, a.shape) for path, axes, a in other]
    for (path, _, a), (_, _, b) in zip(one, other, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-3, atol=tolerance * max(1e-3, float(np.abs(b).max())), err_msg=path)


def ordered(frame: Frame) -> Frame:
    values = {f.name: getattr(frame, f.name) for f in fields(frame)}
    return Frame(**{**values, "recurrences": tuple(sorted(frame.recurrences, key=lambda r: r.key))})


@pytest.mark.parametrize("name", CONFIGS)
def test_without_edits_nothing_is_otherwise(name: str) -> None:
    run = trained(**CONFIGS[name])
    probe = run.task.watch(run.task.default_probe())
    found = what_if(run, probe, ())
    assert_same(found.frame, found.original)
    assert_same(found.original, observed(run, probe, EVERYTHING))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_run_does_not_notice(name: str) -> None:
    run, other = trained(**CONFIGS[name]), trained(**CONFIGS[name])
    probe = run.task.watch(run.task.default_probe())
    r = observed(run, probe, EVERYTHING).recurrences[-1]
    edits: list[Edit] = [
        EditInput(1, probe.text[2]),
        EditWeight("output.weight", 1, 2, math.inf),
        EditState(r.key, "h", 1, 2, 0.5),
    ]
    if r.cell in ("lstm", "gru"):
        edits.append(ClampGate(r.key, next(iter(r.gates)), 1.0, 0, 3))
    what_if(run, probe, edits)
    assert snapshot(run).digest == snapshot(other).digest
    for _ in range(3):
        assert train_once(run) == train_once(other)
    assert snapshot(run).digest == snapshot(other).digest


def recurrence(frame: Frame, key: tuple[str, int, bool, int]) -> Recurrence:
    return next(r for r in frame.recurrences if r.key == key)


def sigmoid(a: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-a))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 9), st.integers(0, 9), st.sampled_from("ifgo"), st.booleans(), st.floats(-1, 1))
def test_a_clamped_gate_makes_what_the_equations_say(
    first: int, last: int, gate: str, all_: bool, value: float
) -> None:
    first, last = sorted((first, last))
    run = _LSTM
    probe = run.task.watch(run.task.default_probe()[:12])
    units = None if all_ else (1, 4)
    key = ("rnn", 0, False, 0)
    frame, _ = what_if(run, probe, (ClampGate(key, gate, value, first, last, units),))
    r = recurrence(frame, key)
    weights = {n: p.detach().double().numpy() for n, p in run.model.rnn.named_parameters()}
    h = c = np.zeros(6)
    for t in range(12):
        a = (
            weights["weight_ih_l0"] @ r.x[t]
            + weights["weight_hh_l0"] @ h
            + weights["bias_ih_l0"]
            + weights["bias_hh_l0"]
        )
        gates = dict(zip("ifgo", np.split(a, 4), strict=True))
        gates = {n: np.tanh(v) if n == "g" else sigmoid(v) for n, v in gates.items()}
        if first <= t <= last:
            gates[gate][slice(None) if units is None else list(units)] = value
        c = gates["f"] * c + gates["i"] * gates["g"]
        h = gates["o"] * np.tanh(c)
        np.testing.assert_allclose(r.h[t], h, atol=1e-5)
        np.testing.assert_allclose(r.c[t], c, atol=1e-5)
        np.testing.assert_allclose(r.gates[gate][t], gates[gate], atol=1e-5)


_LSTM = trained(cell="lstm")


@pytest.mark.parametrize("name", ["lstm", "gru", "vanilla", "elu"])
def test_an_edited_state_is_read_by_what_follows_and_cuts_the_gradient(name: str) -> None:
    run = trained(**CONFIGS[name])
    probe = run.task.watch(run.task.default_probe()[:12])
    key = observed(run, probe, EVERYTHING).recurrences[0].key
    everything = tuple(EditState(key, "h", 5, k, 0.25) for k in range(6))
    if name == "lstm":
        everything += tuple(EditState(key, "c", 5, k, 0.5) for k in range(6))
    frame, original = what_if(run, probe, everything)
    mine, theirs = recurrence(frame, key), recurrence(original, key)
    np.testing.assert_array_equal(mine.h[5], np.full(6, 0.25, np.float32))
    np.testing.assert_allclose(mine.h[:5], theirs.h[:5], atol=1e-6)
    assert np.abs(mine.h[6:] - theirs.h[6:]).max() > 1e-6
    assert frame.loss != pytest.approx(original.loss, rel=1e-6)
    # nothing flows back through what was replaced: before it, only the local part is left
    np.testing.assert_allclose(mine.dh[4], mine.dh_local[4], atol=1e-9)
    assert np.abs(theirs.dh[4] - theirs.dh_local[4]).max() > 1e-9
    if name == "lstm":
        assert mine.c[5].tolist() == [0.5] * 6


def test_the_gradient_at_an_edited_state_is_that_of_the_loss() -> None:
    run = trained(cell="lstm")
    run.model.double()
    probe = run.task.watch(run.task.default_probe()[:10])
    key = ("rnn", 0, False, 0)

    def loss(value: float) -> Frame:
        return what_if(run, probe, (EditState(key, "h", 3, 2, value),)).frame

    step = 1e-5
    slope = (loss(0.3 + step).loss - loss(0.3 - step).loss) / (2 * step)
    assert recurrence(loss(0.3), key).dh[3, 2] == pytest.approx(slope, rel=1e-6)


def test_an_edited_weight_is_that_weight() -> None:
    run = trained(cell="gru")
    probe = run.task.watch(run.task.default_probe())
    frame = what_if(run, probe, (EditWeight("rnn.weight_hh_l0", 7, 3, 0.75),)).frame
    with torch.no_grad():
        run.model.rnn.weight_hh_l0[7, 3] = 0.75
    assert_same(frame, observed(run, probe, EVERYTHING))


def test_an_edited_input_is_as_if_it_had_been_typed() -> None:
    run = trained(cell="lstm")
    text = run.task.default_probe()
    changed = text[:3] + "e" + text[4:]
    frame = what_if(run, run.task.watch(text), (EditInput(3, "e"),)).frame
    assert_same(frame, observed(run, run.task.watch(changed), EVERYTHING))


def test_an_infinite_weight_can_be_looked_at_but_not_applied() -> None:
    run = trained(cell="lstm")
    edit = EditWeight("output.weight", 0, 0, math.inf)
    frame = what_if(run, run.task.watch(run.task.default_probe()), (edit,)).frame
    assert not math.isfinite(frame.loss)
    with pytest.raises(Refused, match="not applied"):
        applicable((edit,))
    with pytest.raises(Refused, match="Only weights"):
        applicable((EditState(("rnn", 0, False, 0), "h", 0, 0, 0.0),))
    allowed = EditWeight("output.weight", 0, 0, 2.0)
    assert applicable([allowed]) == (allowed,)


_KEY = ("rnn", 0, False, 0)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (EditWeight("output.weight", 0, 0, "text"), "'text' is not a number"),
        (EditWeight("output.weight", 0, 0, math.nan), "nan is not a number"),
        (EditWeight("output.weight", 0, 0, None), "None is not a number"),
        (EditWeight("output.weigth", 0, 0, 1.0), "did you mean 'output.weight'"),
        (EditWeight("output.weight", 999, 0, 1.0), "no row 999"),
        (EditWeight("output.weight", 0, -1, 1.0), "no column -1"),
        (EditState(_KEY, "h", 0, 0, math.inf), "must be finite"),
        (EditState(_KEY, "h", 99, 0, 1.0), "no timestep 99"),
        (EditState(_KEY, "h", 0, 6, 1.0), "no unit 6"),
        (EditState(_KEY, "s", 0, 0, 1.0), "no state called s"),
        (EditState(("rnn", 3, False, 0), "h", 0, 0, 1.0), "no recurrent layer rnn 4"),
        (ClampGate(_KEY, "x", 1.0, 0, 1), "no gate called x"),
        (ClampGate(_KEY, "f", "open", 0, 1), "'open' is not a number"),
        (ClampGate(_KEY, "f", 1.0, 3, 1), "must not end before"),
        (ClampGate(_KEY, "f", 1.0, 0, 1, (1, 17)), "no unit 17"),
        (EditInput(0, "ab"), "one symbol"),
        (EditInput(0, ""), "one symbol"),
        (EditInput(500, "a"), "no timestep 500"),
        (EditInput(0, "\u2603"), "\u2603"),
    ],
)
def test_what_cannot_be_edited_is_said(edit: Edit, said: str) -> None:
    before = snapshot(_LSTM).digest
    with pytest.raises(Refused, match=said):
        what_if(_LSTM, _LSTM.task.watch(_LSTM.task.default_probe()), (edit,))
    assert snapshot(_LSTM).digest == before


def test_a_cell_written_in_python_shows_its_insides_but_its_gates_are_its_own() -> None:
    run = trained(**CONFIGS["elu"])
    with pytest.raises(Refused, match="clamped"):
        what_if(run, run.task.watch(run.task.default_probe()), (ClampGate(("rnn", 0, False, 0), "h", 1.0, 0, 1),))


@pytest.mark.parametrize("name", ["dates", "dates, elu"])
def test_a_layer_that_reads_from_the_end_is_edited_at_the_position_that_is_shown(name: str) -> None:
    run = trained(**CONFIGS[name])
    probe = run.task.watch(run.task.default_probe())
    key = ("encoder", 0, True, 0)
    frame, original = what_if(run, probe, (EditState(key, "h", 4, 1, 0.9),))
    mine, theirs = recurrence(frame, key), recurrence(original, key)
    assert mine.h[4, 1] == np.float32(0.9)
    np.testing.assert_allclose(mine.h[5:], theirs.h[5:], atol=1e-6)
    assert np.abs(mine.h[:4] - theirs.h[:4]).max() > 1e-6


@pytest.mark.parametrize("cell", ["rnn", "lstm"])
@pytest.mark.parametrize(("first", "last"), [(0, 0), (2, 5), (0, 9), (9, 9)])
def test_a_state_held_over_a_span_makes_what_a_loop_by_hand_makes(cell: str, first: int, last: int) -> None:
    run = trained(cell=cell)
    run.model.double()
    probe = run.task.watch(run.task.default_probe()[:10])
    key, states = ("rnn", 0, False, 0), ("h", "c") if cell == "lstm" else ("h",)
    for state in states:
        mine = recurrence(what_if(run, probe, (EditState(key, state, first, 2, 0.75, last),)).frame, key)
        w = {name: p.detach().numpy() for name, p in run.model.rnn.named_parameters()}
        inputs = recurrence(observed(run, probe, EVERYTHING), key)
        h, c = np.zeros(6), np.zeros(6)
        bias = w["bias_ih_l0"] + w["bias_hh_l0"]
        symbols = run.task.corpus.vocabulary.encode(probe.text)
        for t in range(len(inputs.h)):
            a = w["weight_ih_l0"][:, symbols[t]] + w["weight_hh_l0"] @ h + bias
            if cell == "rnn":
                h = np.tanh(a)
            else:
                i, f, g, o = np.split(a, 4)
                c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
                if state == "c" and first <= t <= last:
                    c[2] = 0.75
                h = sigmoid(o) * np.tanh(c)
            if state == "h" and first <= t <= last:
                h[2] = 0.75
            np.testing.assert_allclose(mine.h[t], h, atol=1e-6)


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    run = trained(cell="rnn")
    probe = run.task.watch(run.task.default_probe()[:10])
    with pytest.raises(Refused, match="must not end before"):
        what_if(run, probe, (EditState(("rnn", 0, False, 0), "h", 5, 0, 0.0, 3),))
    with pytest.raises(Refused, match="no timestep 99"):
        what_if(run, probe, (EditState(("rnn", 0, False, 0), "h", 5, 0, 0.0, 99),))


def test_a_word_is_changed_and_the_line_breaks_around_it_stay() -> None:
    run = build(preset("words").config.changed(hidden=8))
    probe = run.task.watch("print (i)\ni = 5 # this will")
    found = what_if(run, probe, (EditInput(7, "6"),))
    before, after = (list(frame.sequences["time"]) for frame in (found.original, found.frame))
    assert before[4] == "↵"
    assert after == [*before[:7], after[7], *before[8:]]
    assert what_if(run, probe, (EditInput(4, "↵"), EditInput(7, "5"))).frame.loss == found.original.loss
