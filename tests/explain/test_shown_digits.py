"""Who works out what stands in an equation, with the digits that stand there, gets what stands there."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.arithmetic import equations as arithmetic
from rnnviz.explain.frame_equations import recurrent
from rnnviz.explain.number import number
from rnnviz.explain.scalar_walk_words import ScalarWeights, backward, forward
from rnnviz.explain.shown_digits import ABOUT, holds, joined, rest, value_of, worked
from rnnviz.explain.small_networks import learned as small_version
from rnnviz.explain.trace_equations import equations
from rnnviz.nn.scalar_walk import walk
from tests.explain.test_every_equation import CONFIGS, MEANT, learned

SHARED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SIGNS = {"·": "*", "−": "-", "tanh²": "square_tanh", "²": "**2"}


def meant(text: str) -> float | None:
    """Compute what is shown, by Python's own rules; None: it has letters, or no digits."""
    source = text.removeprefix(ABOUT)
    for shown, python in SIGNS.items():
        source = source.replace(shown, python)
    source = re.sub(r"tanh \(?(-?[\d.]+(?:e-?\d+)?)\)?", r"tanh(\1)", source)
    source = re.sub(r"e\^\(?(-?[\d.]+(?:e-?\d+)?)\)?", r"exp(\1)", source)
    if not re.search(r"\d\.\d|\d", source) or re.search(
        r"[^\W\d_]+",
        re.sub(r"\b(tanh|square_tanh|exp|ReLU|leakyReLU|ELU|step|min|max|σ)\(|(?<=\d)e(?=-?\d)", "(", source),
    ):
        return None
    try:
        found = float(eval(source, {**MEANT, "min": min, "max": max}))
    except (SyntaxError, NameError, OverflowError, ZeroDivisionError, TypeError):
        return None
    return found if np.isfinite(found) else None


def last_place(text: str) -> float:
    mantissa, _, power = text.removeprefix(ABOUT).lstrip("+−").replace("−", "-").partition("e")
    decimals = len(mantissa.partition(".")[2])
    return 10.0 ** (int(power or 0) - decimals) if decimals or power else 0.0


def adds_up(steps: tuple[str, ...]) -> None:
    """Each step comes to the last one, in the digits that are shown; or the sign before what follows is no equals."""
    result = meant(steps[-1])
    if result is None:
        return
    for step, after in pairwise(steps):
        value = meant(step)
        if value is None or after.startswith(ABOUT):
            continue
        room = 0.5 * last_place(steps[-1]) * (1 + 1e-6) + 3e-6 * min(abs(result), 1.0) + 1e-11
        assert abs(value - result) <= room, joined("", steps)


thirds = st.floats(-3.0, 3.0)


@given(st.lists(thirds, min_size=2, max_size=6))
def test_terms_add_up_to_what_is_shown_or_the_sign_says_that_they_do_so_only_about(terms):
    steps = worked(sum(terms), lambda: " + ".join(f"({number(t)})" for t in terms))
    adds_up(steps)
    shown = [float(t.replace("−", "-")) for t in re.findall(r"[+−]?\d+\.?\d*(?:e−?\d+)?", steps[0])]
    if not steps[-1].startswith(ABOUT):
        assert sum(shown) == pytest.approx(
            float(steps[-1].replace("−", "-")), abs=0.5001 * last_place(steps[-1]) + 1e-12
        )


def test_a_third_three_times_is_about_one():
    steps = worked(1.0, lambda: " + ".join([number(1 / 3, False)] * 3), signed=False)
    assert steps == ("0.333 + 0.333 + 0.333", "≈ 1.000")


def test_a_sum_gets_as_many_digits_as_it_takes():
    terms = (0.1236, 0.2346, 0.3456)
    steps = worked(sum(terms), lambda: " + ".join(number(t, False) for t in terms), signed=False)
    assert steps == ("0.1236 + 0.2346 + 0.3456", "0.7038")


@given(thirds, thirds)
def test_a_product_comes_to_what_is_shown(a, b):
    adds_up(worked(a * b, lambda: f"({number(a)})·({number(b)})"))


@given(thirds)
def test_what_is_applied_comes_to_what_is_shown(a):
    adds_up(worked(float(np.tanh(a)), lambda: f"tanh({number(a)})"))
    adds_up(worked(1 / (1 + np.exp(-a)), lambda: f"σ({number(a)})", signed=False))


@pytest.mark.parametrize("text", ["NaN + 1", "h(t)", "+∞", "0.1/0", "", "φ(0.3)"])
def test_what_nobody_can_work_out_is_let_be(text):
    assert value_of(text) is None
    assert holds(text, "0.500")


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
def test_what_is_only_rounding_is_nothing(size):
    total = np.float32(size) * np.float32(1.1)
    assert rest(float(total), size * 1.1) == 0.0
    assert rest(float(total), 0.0) == float(total)


@given(
    st.sampled_from(["lstm", "gru", "rnn_tanh", "rnn_relu"]), st.integers(0, 10_000), st.integers(0, 6), st.booleans()
)
@SHARED
def test_the_inspector_s_equations_hold_as_they_are_shown(frame, cell, seed, timestep, reverse):
    record = frame(cell, units=5, timesteps=7, bidirectional=True, seed=seed).recurrences[reverse]
    for unit in range(3):
        for equation in (e for paragraph in recurrent(record, timestep, unit) for e in paragraph):
            adds_up(equation.steps)


@pytest.mark.parametrize("name", CONFIGS)
def test_the_equations_of_every_step_hold_as_they_are_shown(name):
    run = learned(name)
    from rnnviz.engine.update_tracing import trace_update

    trace = trace_update(run).trace
    reading = Reading(trace)
    for operation in trace.operations:
        for unit in (0, 1):
            for equation in equations(reading, operation, min(unit, max(operation.value.shape[-1:] or (1,)) - 1)):
                adds_up(equation.steps)


@given(thirds, thirds, thirds, st.lists(st.sampled_from([-1.0, 1.0]), min_size=2, max_size=6))
def test_the_walk_s_equations_hold_as_they_are_shown(u, w, v, x):
    targets = np.array([0.0] * (len(x) - 1) + [1.0])
    weights = ScalarWeights(u, w, v)
    found = walk(u, w, v, np.array(x), targets)
    for t in range(len(x)):
        for equation in (*forward(weights, found, t), *backward(weights, found, t)):
            adds_up(equation.steps)


@pytest.mark.parametrize("name", CONFIGS)
def test_the_blackboard_s_rows_hold_as_they_are_shown(name):
    run = learned(name)
    from rnnviz.engine.observing import observed
    from rnnviz.probe.frame import EVERYTHING

    frame = observed(run, run.task.watch(run.task.default_probe()), EVERYTHING)
    version = small_version(frame, run.config)
    for timestep in range(len(version.timesteps)) if version is not None else ():
        for equation in arithmetic(version, timestep):
            for row in range(equation.rows):
                for line in equation.line(row).split(";   "):
                    left, sign, right = re.split(r" (=|≈) (?=[^=≈]*$)", line)
                    adds_up((left, right if sign == "=" else f"{ABOUT}{right}"))
