"""What is written of an attention at one target and one source: it holds, whatever the attention is made of."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from rnnviz.engine.observing import observed
from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, train_once
from rnnviz.engine.whatif import what_if
from rnnviz.explain.attention_equations import Looking, equations, looking
from rnnviz.explain.number import number
from rnnviz.probe.edits import EditAttention
from rnnviz.probe.frame import EVERYTHING

KINDS = ("additive", "dot product", "position")
CELLS = ("gru", "lstm", "peephole")


def seen(kind, cell="gru", layers=1):
    torch.set_num_threads(1)
    run = build(preset("translation").config.changed(attention=kind, cell=cell, hidden=7, batch=4, layers=layers))
    for _ in range(3):
        train_once(run)
    return run, observed(run, run.watch(run.task.default_probe()), EVERYTHING)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_quantity_is_worked_out_from_its_parts(kind, cell):
    _, frame = seen(kind, cell, layers=2)
    (attention,) = frame.attentions
    assert attention.kind == kind
    for target, source in ((0, 0), (2, 3), (4, 1)):
        found = {e.name: e.steps for e in equations(Looking(frame, attention, target, source, element=3))}
        e, alpha, c = found["e_ij"], found["α_ij"], found["c_3(i)"]
        assert len(e) == 4, "the formula, the sum, its numbers, the value"
        assert len(alpha) == 3
        assert len(c) == 3
        assert float_of(e[-1]) == pytest.approx(float(attention.energies[0, target, source]), abs=2e-3)
        assert float_of(alpha[-1]) == pytest.approx(float(attention.weights[0, target, source]), abs=2e-3)
        assert float_of(c[-1]) == pytest.approx(float(attention.contexts[target, 3]), abs=2e-3)


def float_of(written):
    return float(written.removeprefix("≈ ").replace("−", "-").replace("+", ""))


@pytest.mark.parametrize("quantity", ["e", "alpha", "c"])
def test_what_is_held_is_not_said_to_be_worked_out(quantity):
    run, _ = seen("additive")
    edit = EditAttention("attention", quantity, 2, 3, 0.9)
    edited = what_if(run, run.watch(run.task.default_probe()), [edit]).frame
    (attention,) = edited.attentions
    name = {"e": "e_ij", "alpha": "α_ij", "c": "c_3(i)"}[quantity]
    steps = {e.name: e.steps for e in equations(Looking(edited, attention, 2, 3, element=3))}[name]
    assert len(steps) == 2, "the formula and the value"
    assert float_of(steps[-1]) == pytest.approx(0.9, abs=1e-3)


def test_unmarked_it_is_about_the_source_that_is_looked_at_most():
    _, frame = seen("additive")
    found = looking(frame, "target", {"target": 1}.get, None)
    assert found.target == 1
    assert found.source == frame.attentions[0].weights[0, 1].argmax()
    assert looking(frame, "source", {"target": 1, "source": 4}.get, None).source == 4
    assert looking(frame, "elsewhere", {}.get, None) is None


def test_of_an_attention_that_nobody_explains_the_numbers_are_written():
    _, frame = seen("additive")
    attention = replace(frame.attentions[0], kind="")
    found = {e.name: e.steps for e in equations(Looking(frame, attention, 1, 1))}
    assert found["e_ij"] == (number(float(attention.energies[0, 1, 1])),)
    assert np.isfinite(attention.contexts).all()
    assert found["c(i)"] == ("∑_j α_ij·h(j)",)
    assert found["‖c(i)‖₂"] == (number(float(np.linalg.norm(attention.contexts[1])), signed=False),)
