"""The inspector's lines, parsed back: every number is the array's, and every product gives the value beside it."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.explain import frame_equations as equations
from rnnviz.explain.cell_behaviours import ADD, ERASE, OVERWRITE, REMEMBER, behaviour
from rnnviz.explain.frame_equations import COMMON, norms, recurrent
from rnnviz.explain.number import number
from rnnviz.explain.shown_digits import ABOUT, worked
from tests.explain.test_every_equation import says

SHARED = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
KNOWN = {
    "tanh": np.tanh,
    "σ": lambda a: 1 / (1 + np.exp(-a)),
    "ReLU": lambda a: max(a, 0.0),
    "square_tanh": lambda a: np.tanh(a) ** 2,
}


def parsed(text: str) -> float:
    return float(text.removeprefix(ABOUT).replace("−", "-").replace("∞", "inf"))


def value_of(step: str) -> float:
    source = (
        step.removeprefix(ABOUT)
        .replace("·", "*")
        .replace("−", "-")
        .replace("tanh²", "square_tanh")
        .replace("σ", "sigma")
    )
    return float(eval(source, {"sigma": KNOWN["σ"], **{k: v for k, v in KNOWN.items() if k != "σ"}}))


def is_numeric(step: str) -> bool:
    return re.search(r"\d\.\d{2,}", step) is not None


def by_name(record, timestep, unit):
    return {e.name: e.steps for paragraph in recurrent(record, timestep, unit) for e in paragraph}


places = st.fixed_dictionaries(
    {
        "cell": st.sampled_from(["lstm", "gru", "rnn_tanh", "rnn_relu"]),
        "seed": st.integers(0, 10_000),
        "reverse": st.booleans(),
        "timestep": st.integers(0, 6),
        "unit": st.integers(0, 4),
    }
)


@given(places)
@SHARED
def test_each_line_computes_what_it_says(frame, place):
    seen = frame(place["cell"], units=5, timesteps=7, bidirectional=True, seed=place["seed"])
    record = seen.recurrences[place["reverse"]]
    lines = by_name(record, place["timestep"], place["unit"])
    lines.pop(COMMON, None)
    for name, steps in lines.items():
        result = parsed(steps[-1])
        for step in filter(is_numeric, steps[:-1]):
            size = max([1.0, *(abs(parsed(n)) for n in re.findall(r"\d+\.\d+(?:e−?\d+)?", step))])
            assert value_of(step) == pytest.approx(result, abs=0.003 * size), (name, steps)


@given(places)
@SHARED
def test_each_value_is_the_arrays(frame, place):
    seen = frame(place["cell"], units=5, timesteps=7, bidirectional=True, seed=place["seed"])
    record, t, u = seen.recurrences[place["reverse"]], place["timestep"], place["unit"]
    lines = by_name(record, t, u)
    wanted = {"h(t)": record.h, "∂L/∂h(t)": record.dh, **record.gates}
    wanted |= {} if record.c is None else {"c(t)": record.c, "∂L/∂c(t)": record.dc}
    assert set(lines) - {COMMON} == set(wanted)
    for name, values in wanted.items():
        assert says(lines[name][-1], float(values[t, u])), name


def test_a_cell_state_starts_from_the_one_before_it_and_from_after_it_in_reverse(frame):
    seen = frame("lstm", units=3, timesteps=4, bidirectional=True)
    forward, backward = seen.recurrences
    assert f"({number(float(forward.c[1, 2]))[:5]}" in by_name(forward, 2, 2)["c(t)"][1]
    assert f"({number(float(backward.c[3, 2]))[:5]}" in by_name(backward, 2, 2)["c(t)"][1]
    assert "c(t+1)" in by_name(backward, 2, 2)["c(t)"][0]
    assert "·(0) +" in by_name(forward, 0, 0)["c(t)"][1]


def test_a_gate_reads_the_state_before_and_the_input(frame):
    forward, backward = frame("lstm", units=3, timesteps=4, bidirectional=True).recurrences
    assert by_name(forward, 2, 2)[COMMON] == ("W_xh·x(t) + W_hh·h(t−1) + b",)
    assert by_name(backward, 2, 2)[COMMON] == ("W_xh·x(t) + W_hh·h(t+1) + b",)
    assert by_name(forward, 2, 2)["g"][:2] == (
        "tanh(a_g)",
        worked(float(forward.gates["g"][2, 2]), lambda: f"tanh({number(float(forward.before['g'][2, 2]))})")[0],
    )


@pytest.mark.parametrize(("i", "f", "word"), [(0, 1, REMEMBER), (1, 1, ADD), (0, 0, ERASE), (1, 0, OVERWRITE)])
def test_what_a_unit_does_with_its_cell_is_one_of_four_words(i, f, word):
    assert behaviour(i, f) == word


@given(st.floats(-1e300, 1e300))
def test_a_number_reads_back_to_its_digits(value):
    assert parsed(number(value)) == pytest.approx(value, abs=5.1e-4 if 0.01 <= abs(value) < 1e4 else 0, rel=5.1e-3)
    assert number(value)[0] == ("0" if value == 0 else "+" if value > 0 else "−")


def test_a_number_that_is_none_is_written_as_what_it_is(frame):
    assert [number(v) for v in (float("nan"), float("inf"), float("-inf"))] == ["NaN", "+∞", "−∞"]
    lines = [e for p in recurrent(frame("lstm", nonfinite=True).recurrences[0], 3, 0) for e in p]
    assert any("NaN" in step for e in lines for step in e.steps)


def test_an_unknown_cell_lists_what_there_is(frame):
    seen = frame("lstm", units=3, timesteps=4)
    record = equations.Recurrence(**{**vars(seen.recurrences[0]), "cell": "of one's own"})
    lines = by_name(record, 2, 1)
    assert lines["i"][0] == f"φ({number(float(record.before['i'][2, 1]))})"
    assert lines["c(t−1)"] == (number(float(record.c[1, 1])),)


@pytest.mark.parametrize(
    ("cell", "word"),
    [("rnn_relu", "ReLU("), ("rnn_leaky_relu", "leakyReLU("), ("rnn_elu", "ELU("), ("rnn_sigmoid", "σ(")],
)
def test_a_vanilla_cell_is_written_with_its_nonlinearity(frame, cell, word):
    record = frame(cell, units=3, timesteps=4).recurrences[0]
    assert all(step.startswith(word) for step in by_name(record, 2, 1)["h(t)"][:2])


def test_a_projected_state_has_no_product_with_numbers(frame):
    seen = frame("lstm", units=6, timesteps=4)
    whole = seen.recurrences[0]
    record = equations.Recurrence(
        **{
            **vars(whole),
            "h": whole.h[:, :2],
            "h0": whole.h0[:2],
            "dh": whole.dh[:, :2],
            "dh_local": whole.dh_local[:, :2],
        }
    )
    assert by_name(record, 1, 1)["h(t)"] == ("W_hr·(o·tanh(c(t)))", number(float(record.h[1, 1])))


def test_the_norm_that_is_written_is_the_euclidean_one(frame):
    record = frame("lstm", units=3, timesteps=4).recurrences[0]
    shown = {e.name: parsed(e.steps[0]) for e in norms(record, 2)}
    assert shown["‖∂L/∂h(t)‖₂"] == pytest.approx(np.sqrt((record.dh[2] ** 2).sum()), rel=0.02)
