"""The small networks of the lectures as arithmetic, and their weights as a person would set them. No torch here.

Every number of `by_hand` is one that a lecture shows; the tasks write the same ones into the network that learns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from rnnviz.nn.arithmetic import Apply, Labels, Likeliest, Matrix, Network, Product, Sum
from rnnviz.nn.lecture_words import spoken
from rnnviz.settings import ModelSettings, TaskSettings

BITS: Labels = ("0", "1")
BIAS: Labels = ("",)

_SAME_AND_NEXT = np.vstack([np.eye(3), np.roll(np.eye(3), 1, axis=0)])  # top half "same", bottom half "next day"


def roommate_weather(settings: TaskSettings) -> Network:
    """Let the weather decide the dish: W * sunny = apple pie, W * rainy = burger."""
    words = spoken(settings)
    return Network(
        inputs={"weather": words.weather},
        matrices=(Matrix("W", "cell.weight", words.dishes, words.weather),),
        operations=(Product("dish", "W", "weather"),),
        output="dish",
        by_hand={"cell.weight": np.array([[1.0, 0], [0, 1], [0, 0]])},
    )


def roommate_cycle(settings: TaskSettings) -> Network:
    """Let today's dish decide the next: pie -> burger -> chicken -> pie; the output is fed back as the input."""
    dishes = spoken(settings).dishes
    return Network(
        inputs={"dish": dishes},
        matrices=(Matrix("W", "cell.weight", dishes, dishes),),
        operations=(Product("W·dish", "W", "dish"), Likeliest("next dish", "W·dish")),
        output="W·dish",
        fed_back={"dish": "next dish"},
        by_hand={"cell.weight": np.array([[0.0, 0, 1], [1, 0, 0], [0, 1, 0]])},
    )


def roommate(settings: TaskSettings) -> Network:
    """Cook the same dish when it is sunny, the next when it rains. Food, Weather, Add, threshold, Merge."""
    words = spoken(settings)
    dishes, units = words.dishes, _units(words.same_or_next, settings.hidden)
    return Network(
        inputs={"weather": words.weather, "dish": dishes},
        matrices=(
            Matrix("Food", "cell.weight_yh", units, dishes),
            Matrix("Weather", "cell.weight_ih", units, words.weather),
            Matrix("bias", "cell.bias", units, BIAS),
            Matrix("Merge", "output.weight", dishes, units),
        ),
        operations=(
            Product("Food·dish", "Food", "dish"),
            Product("Weather·weather", "Weather", "weather"),
            Sum("Add", ("Food·dish", "Weather·weather")),
            Sum("Add + bias", ("Add", "bias")),
            Apply("Non-linear", settings.nonlinearity, "Add + bias"),
            Product("Merged", "Merge", "Non-linear"),
            Likeliest("next dish", "Merged"),
        ),
        output="Merged",
        fed_back={"dish": "next dish"},
        by_hand={
            "cell.weight_yh": _SAME_AND_NEXT,
            "cell.weight_ih": np.repeat(np.eye(2), 3, axis=0),
            "cell.bias": np.full(6, -1.5),  # between 1 and 2: on only where both agree
            "output.weight": np.hstack([np.eye(3), np.eye(3)]),
        },
    )


def parity(settings: ModelSettings) -> Network:
    """Tell whether the number of 1s so far is odd. h1 = AND, h2 = OR of y(t-1) and x(t); y = h2 AND NOT h1."""
    units = _units(("h₁ AND", "h₂ OR"), settings.hidden)
    return Network(
        inputs={"x(t)": ("x(t)",), "y(t-1)": ("y(t-1)",)},
        matrices=(
            Matrix("W_yh", "cell.weight_yh", units, ("y(t-1)",)),
            Matrix("W_xh", "cell.weight_ih", units, ("x(t)",)),
            Matrix("b_h", "cell.bias", units, BIAS),
            Matrix("W_hy", "output.weight", ("y(t)",), units),
            Matrix("b_y", "output.bias", ("y(t)",), BIAS),
        ),
        operations=(
            Product("W_yh·y(t-1)", "W_yh", "y(t-1)"),
            Product("W_xh·x(t)", "W_xh", "x(t)"),
            Sum("z(t)", ("W_yh·y(t-1)", "W_xh·x(t)", "b_h")),
            Apply("h(t)", settings.nonlinearity, "z(t)"),
            Product("W_hy·h(t)", "W_hy", "h(t)"),
            Sum("r(t)", ("W_hy·h(t)", "b_y")),
            Apply("y(t)", "threshold", "r(t)"),
        ),
        output="y(t)",
        fed_back={"y(t-1)": "y(t)"},
        by_hand={
            "cell.weight_yh": np.array([[1.0], [1.0]]),
            "cell.weight_ih": np.array([[1.0], [1.0]]),
            "cell.bias": np.array([-1.5, -0.5]),  # both; at least one
            "output.weight": np.array([[-1.0, 1.0]]),
            "output.bias": np.array([-0.5]),
        },
    )


def sum_of_inputs(_settings: ModelSettings) -> Network:
    """Sum the inputs so far: a linear unit keeps what it has, with recurrent weight 1."""
    return _accumulator(("x(t)",), [[1.0]])


def larger_total(settings: TaskSettings) -> Network:
    """Tell which of two streams is ahead: one adds, the other subtracts, and the logistic unit decides."""
    network = _accumulator(spoken(settings).streams, [[1.0, -1.0]])
    return Network(
        network.inputs,
        network.matrices,
        (*network.operations, Apply("P(first is larger)", "sigmoid", "y(t)")),
        output="P(first is larger)",
        fed_back=network.fed_back,
        by_hand={**network.by_hand, "output.weight": np.array([[10.0]])},  # half a step apart is sure already
    )


def hello(settings: ModelSettings) -> Network:
    """Spell one word, the smallest language model: a vanilla cell and a softmax over h, e, l, o.

    By hand the first unit is on after h, the second after e, and the third at an l before which neither was read: the
    second l. Each answer then leads by 10 in the softmax.
    """
    symbols, units = tuple("helo"), _units((), settings.hidden)
    # torch fuses tanh and ReLU, and has other names for their weights.
    name = "rnn.{}_l0" if settings.nonlinearity in ("tanh", "relu") else "rnn.cells.0.{}"
    return Network(
        inputs={"x(t)": symbols, "h(t-1)": units},
        matrices=(
            Matrix("W_xh", name.format("weight_ih"), units, symbols),
            Matrix("W_hh", name.format("weight_hh"), units, units),
            Matrix("b_x", name.format("bias_ih"), units, BIAS),
            Matrix("b_h", name.format("bias_hh"), units, BIAS),
            Matrix("W_hy", "output.weight", symbols, units),
            Matrix("b_y", "output.bias", symbols, BIAS),
        ),
        operations=(
            Product("W_xh·x(t)", "W_xh", "x(t)"),
            Product("W_hh·h(t-1)", "W_hh", "h(t-1)"),
            Sum("z(t)", ("W_xh·x(t)", "W_hh·h(t-1)", "b_x", "b_h")),
            Apply("h(t)", settings.nonlinearity, "z(t)"),
            Product("W_hy·h(t)", "W_hy", "h(t)"),
            Sum("y(t)", ("W_hy·h(t)", "b_y")),
            Apply("softmax", "softmax", "y(t)"),
        ),
        output="softmax",
        fed_back={"h(t-1)": "h(t)"},
        by_hand={
            name.format("weight_ih"): np.array([[3.0, -3, -3, -3], [-3, 3, -3, -3], [0, 0, 3, 0]]),
            name.format("weight_hh"): np.array([[0.0, 0, 0], [0, 0, 0], [-2, -2, 0]]),
            name.format("bias_ih"): np.array([0.0, 0, -5]),
            name.format("bias_hh"): np.zeros(3),
            "output.weight": np.array([[0.0, 0, 0], [5, 0, 0], [-5, 0, -5], [0, 0, 5]]),  # h, e, l, o
            "output.bias": np.array([-5.0, 0, -5, 0]),
        },
        units_by_hand="tanh",
    )


def perceptron(settings: ModelSettings) -> Network:
    """Tell whether two bits differ (XOR): y = σ(W3 σ(W2 σ(W1 x))), the smallest net that needs its hidden units."""
    first, second = (tuple(f"h{layer}{n + 1}" for n in range(settings.hidden)) for layer in "₁₂")
    return Network(
        inputs={"x": ("x1", "x2")},
        matrices=(
            Matrix("W1", "cells.0.weight", first, ("x1", "x2")),
            Matrix("W2", "cells.1.weight", second, first),
            Matrix("W3", "output.weight", ("y",), second),
        ),
        operations=(
            Product("z₁", "W1", "x"),
            Apply("h₁", settings.nonlinearity, "z₁"),
            Product("z₂", "W2", "h₁"),
            Apply("h₂", settings.nonlinearity, "z₂"),
            Product("z₃", "W3", "h₂"),
            Apply("y", "sigmoid", "z₃"),
        ),
        output="y",
    )


def by_hand(task: str, settings: TaskSettings) -> Network | None:
    """Return the network that a person would write down, with its own units; None if nobody has."""
    found = NETWORKS[task](settings)
    if not found.by_hand:
        return None
    hidden = max(len(values) for name, values in found.by_hand.items() if not name.startswith("output"))
    return NETWORKS[task](settings.model_copy(update={"hidden": hidden, "nonlinearity": found.units_by_hand}))


def without_meaning(network: Network) -> Network:
    """Return a network whose hidden units are only numbered: what one of them means was a person's idea."""
    known = {*network.inputs.values(), network.labels(network.output), BIAS}

    def numbered(labels: Labels) -> Labels:
        return labels if labels in known else _units((), len(labels))

    matrices = (replace(m, rows=numbered(m.rows), columns=numbered(m.columns)) for m in network.matrices)
    return replace(network, matrices=tuple(matrices))


def _accumulator(streams: Labels, weights: list[list[float]]) -> Network:
    """h(t) = W_xh x(t) + w h(t-1) + b; y(t) = v h(t)."""
    return Network(
        inputs={"x(t)": streams, "h(t-1)": ("h",)},
        matrices=(
            Matrix("W_xh", "rnn.cells.0.weight_ih", ("h",), streams),
            Matrix("w", "rnn.cells.0.weight_hh", ("h",), ("h",)),
            Matrix("b_x", "rnn.cells.0.bias_ih", ("h",), BIAS),
            Matrix("b_h", "rnn.cells.0.bias_hh", ("h",), BIAS),
            Matrix("v", "output.weight", ("y",), ("h",)),
        ),
        operations=(
            Product("W_xh·x(t)", "W_xh", "x(t)"),
            Product("w·h(t-1)", "w", "h(t-1)"),
            Sum("h(t)", ("W_xh·x(t)", "w·h(t-1)", "b_x", "b_h")),
            Product("y(t)", "v", "h(t)"),
        ),
        output="y(t)",
        fed_back={"h(t-1)": "h(t)"},
        by_hand={
            "rnn.cells.0.weight_ih": np.array(weights),
            "rnn.cells.0.weight_hh": np.array([[1.0]]),
            "rnn.cells.0.bias_ih": np.zeros(1),
            "rnn.cells.0.bias_hh": np.zeros(1),
            "output.weight": np.array([[1.0]]),
        },
    )


def _units(named: Labels, hidden: int) -> Labels:
    """Name hidden units: those that a person has a meaning for, and further ones."""
    return (*named, *(f"h{n + 1}" for n in range(len(named), hidden)))[:hidden]


#: Task -> the arithmetic of its network, given how the model is set.
NETWORKS: Mapping[str, Callable[[TaskSettings], Network]] = MappingProxyType(
    {
        "perceptron": perceptron,
        "roommate_weather": roommate_weather,
        "roommate_cycle": roommate_cycle,
        "roommate": roommate,
        "sum_of_inputs": sum_of_inputs,
        "larger_total": larger_total,
        "parity": parity,
        "hello": hello,
    }
)
