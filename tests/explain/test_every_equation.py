"""Every recurrence of every experiment is written down: a formula, its numbers, and they give the value beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

import numpy as np
import pytest

from rnnviz.engine.config import RunConfig
from rnnviz.engine.presets import preset, presets
from rnnviz.engine.torch_loading import load_torch
from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.frame_equations import Equation, recurrent
from rnnviz.explain.number import number
from rnnviz.explain.shown_digits import ABOUT
from rnnviz.explain.trace_equations import equations
from rnnviz.nn import cells
from rnnviz.probe.frame import EVERYTHING
from rnnviz.probe.trace import TracePhase
from rnnviz.settings import Nonlinearity
from tests.traces import TEXT

SMALL = preset("characters").config.changed(text=TEXT, hidden=5, batch=2, sequence_length=6)
CONFIGS = {each.key: each.config for each in presets()}
CONFIGS |= {f"cell {name}": SMALL.changed(cell=name) for name in cells.names()}
CONFIGS |= {f"{name} units": SMALL.changed(cell="rnn", nonlinearity=name) for name in get_args(Nonlinearity)}
MEANT = {
    "tanh": np.tanh,
    "exp": np.exp,
    "max": max,
    "cos": np.cos,
    "sin": np.sin,
    "sqrt": np.sqrt,
    "d": lambda a: np.exp(-np.exp(a)),
    "g": lambda a: a + 0.5 if a >= 0 else 1 / (1 + np.exp(-a)),
    "σ": lambda a: 1 / (1 + np.exp(-a)),
    "ReLU": lambda a: max(a, 0.0),
    "leakyReLU": lambda a: a if a > 0 else 0.01 * a,
    "ELU": lambda a: a if a > 0 else np.expm1(a),
    "step": lambda a: float(a > 0),
    "square_tanh": lambda a: np.tanh(a) ** 2,
}


@cache
def learned(name: str):
    load_torch()
    from rnnviz.engine.training import build, train_once

    config: RunConfig = CONFIGS[name]
    most = {"hidden": 8, "batch": 2, "sequence_length": 8, "lag": 8}
    text = {"text": TEXT} if config.task in ("characters", "words", "classic") else {}
    run = build(config.changed(**text, **{key: min(getattr(config, key), value) for key, value in most.items()}))
    train_once(run)
    return run


def value_of(step: str) -> float:
    source = (
        step.replace("·", "*")
        .replace("−", "-")
        .replace("tanh²", "square_tanh")
        .replace("²", "**2")
        .replace("√", "sqrt")
    )
    return float(eval(source, dict(MEANT)))


def numeric(step: str) -> bool:
    return re.search(r"\d\.\d\d", step) is not None


def says(shown: str, value: float) -> bool:
    """Whether what is shown is a value in some number of digits."""
    text = shown.removeprefix(ABOUT).lstrip("+")
    if text == number(value).lstrip("+"):
        return True
    mantissa, _, power = text.replace("−", "-").partition("e")
    last = 10.0 ** (int(power or 0) - len(mantissa.partition(".")[2]))
    return abs(float(text.replace("−", "-")) - value) <= 0.51 * last


def check(equation: Equation, value: float) -> None:
    """A formula first; each step with numbers gives the value; the last step is the value itself."""
    assert re.search(r"[a-zA-Z∂α-ω]", equation.steps[0]), equation
    assert says(equation.steps[-1], value), equation
    for step in filter(numeric, equation.steps[1:-1]):
        step = step.removeprefix(ABOUT)
        parts = [float(n.replace("−", "-")) for n in re.findall(r"\d+\.\d+(?:e−?\d+)?", step)]
        assert value_of(step) == pytest.approx(value, abs=0.003 * max(1.0, *map(abs, parts)), nan_ok=True), equation


@pytest.mark.parametrize("name", CONFIGS)
def test_the_inspector_has_the_equations_of_every_recurrence(name: str) -> None:
    run = learned(name)
    from rnnviz.engine.observing import observed

    frame = observed(run, run.task.watch(run.task.default_probe()), EVERYTHING)
    assert frame.recurrences
    for r in frame.recurrences:
        t, unit = len(r.h) // 2, r.h.shape[1] - 1
        lines = {e.name: e for paragraph in recurrent(r, t, unit) for e in paragraph}
        check(lines["h(t)"], float(r.h[t, unit]))
        for gate, values in r.gates.items():
            check(lines[gate], float(values[t, unit]))
        if r.c is not None:
            check(lines["c(t)"], float(r.c[t, unit]))


@pytest.mark.parametrize("name", ["scalar", "cell rnn", "cell lstm", "cell gru", "cell cifg"])
def test_the_inspector_and_the_step_panel_write_one_sum(name: str) -> None:
    run = learned(name)
    from rnnviz.engine.observing import observed
    from rnnviz.engine.update_tracing import trace_update

    r = observed(run, run.task.watch(run.task.default_probe()), EVERYTHING).recurrences[0]
    inspected = {step for paragraph in recurrent(r, 1, 0) for e in paragraph for step in e.steps}
    trace = trace_update(run).trace
    first = next(o for o in trace.operations if o.name in ("a", "a_i") and trace.recurrence(o) and o.timestep == 1)
    (formula, *_), *_ = (e.steps for e in equations(Reading(trace), first, 0))
    assert any(formula in step for step in inspected), (formula, inspected)
    assert ("+ b" in formula) is (name != "scalar")


@pytest.mark.parametrize("name", CONFIGS)
def test_a_step_has_an_equation_with_its_numbers_in_every_recurrence(name: str) -> None:
    run = learned(name)
    from rnnviz.engine.update_tracing import trace_update

    trace = trace_update(run).trace
    reading, checked = Reading(trace), set()
    for operation in trace.operations:
        r = trace.recurrence(operation)
        if r is None or not operation.equation or operation.timestep != r.timesteps // 2:
            continue
        found = equations(reading, operation, 0)
        assert found, (operation.phase, operation.equation)
        assert len(found[-1].steps) >= 2 or operation.phase is TracePhase.BACKWARD, found
        if operation.value.shape == (len(r.h0),):  # one value a unit
            check_unit(found[-1], float(operation.value[0]))
        checked.add(r.key)
    assert checked == {r.key for r in trace.recurrences}


def check_unit(equation: Equation, value: float) -> None:
    if equation.steps[0].startswith(("+", "−", "(")) and numeric(equation.steps[0]):
        equation = Equation(equation.name, (equation.name, *equation.steps))  # its formula stands in a line of its own
    if len(equation.steps) > 1:
        check(equation, value)


@pytest.mark.parametrize("name", ["leaky_relu units", "elu units", "relu units"])
def test_a_slope_is_that_of_the_nonlinearity_itself(name: str) -> None:
    from rnnviz.engine.update_tracing import trace_update

    trace = trace_update(learned(name)).trace
    reading = Reading(trace)
    found = [o for o in trace.operations if o.phase is TracePhase.BACKWARD and o.name == "a" and o.equation]
    assert found
    for o in found:
        for unit in range(len(o.value)):
            check(equations(reading, o, unit)[-1], float(o.value[unit]))


def test_a_layer_that_runs_from_the_end_starts_from_the_timestep_after() -> None:
    from rnnviz.engine.update_tracing import trace_update

    trace = trace_update(learned("dates")).trace
    reading, written = Reading(trace), []
    for o in trace.operations:
        r = trace.recurrence(o)
        if r is not None and r.reverse and o.equation:
            written += [step for e in equations(reading, o, 0) for step in e.steps]
    assert any("(t+1)" in step for step in written)
    assert not any("(t−1)" in step for step in written)
