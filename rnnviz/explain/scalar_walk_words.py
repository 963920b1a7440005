"""The walk through the scalar net as equations, formula and numbers, and as far as it has come. No Qt here."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnnviz.explain.frame_equations import Equation
from rnnviz.explain.number import MINUS, number
from rnnviz.explain.shown_digits import worked
from rnnviz.nn.scalar_walk import Phase, Place, Walk
from rnnviz.probe.frame import Array, Frame, Output, Weights
from rnnviz.sentences import QT_TRANSLATE_NOOP

NAMES = {"u": "cell.u", "w": "cell.w", "v": "v"}  # of the parameters of `rnnviz.nn.scalar.ScalarNet`

#: name in `numbers()` and in `Walk` -> how it is written
FORWARD = {"x": "x", "z": "z", "h": "h", "r": "r", "y": "y", "targets": "d"}
BACKWARD = {
    "dr": "∂L/∂r",
    "dh_local": QT_TRANSLATE_NOOP("panels", "local"),
    "dh_recurrent": QT_TRANSLATE_NOOP("panels", "recurrent"),
    "dh": "∂L/∂h",
    "dz": "∂L/∂z",
}
GIVEN = frozenset({"x", "targets"})  # known before the walk begins


class ScalarWeights(NamedTuple):
    """The three weights, or autograd's derivative by each."""

    u: float
    w: float
    v: float


def weights_of(matrices: tuple[Weights, ...]) -> ScalarWeights | None:
    """Return the three weights by their letters; None if the model is another one."""
    found = {each.name: each.values for each in matrices}
    if not set(NAMES.values()) <= set(found):
        return None
    return ScalarWeights(*(float(found[NAMES[letter]].item()) for letter in ScalarWeights._fields))


def read(frame: Frame) -> tuple[Array, Array] | None:
    """Return x(t) and the targets, +1, -1 or 0 for none, each (T,); None if the Frame lacks them."""
    record, output = frame.recurrences[0] if frame.recurrences else None, frame.output
    if record is None or record.x is None or output is None:
        return None
    return record.x[:, 0].astype(np.float64), signs(output)


def signs(output: Output) -> Array:
    """Return the targets as y(t) is to be: +1, -1, or 0 where none is known, (T,)."""
    return np.select([output.targets == 1, output.targets == 0], [1.0, -1.0], 0.0)


def forward(weights: ScalarWeights, walk: Walk, t: int) -> list[Equation]:
    """Return what is computed at a timestep: z, h, r, y and, where there is a target, its share of the loss."""
    before = float(walk.h[t - 1]) if t else 0.0
    z, h, r, y, d = (float(series[t]) for series in (walk.z, walk.h, walk.r, walk.y, walk.targets))
    numbers = lambda: f"{_factor(weights.u)}·{_factor(walk.x[t])} + {_factor(weights.w)}·{_factor(before)}"  # noqa: E731
    found = [
        Equation(f"z({t})", (f"u x({t}) + w h({_before(t)})", *worked(z, numbers))),
        Equation(f"h({t})", (f"φ(z({t}))", *worked(h, lambda: f"tanh {_factor(z)}"))),
        Equation(f"r({t})", (f"v h({t})", *worked(r, lambda: f"{_factor(weights.v)}·{_factor(h)}"))),
        Equation(f"y({t})", (f"φ(r({t}))", *worked(y, lambda: f"tanh {_factor(r)}"))),
    ]
    if d:
        loss = float(np.logaddexp(0.0, -2.0 * d * r)) / _asked(walk)
        formula = f"{MINUS}ln((1 {'+' if d > 0 else MINUS} y({t}))/2) / {_asked(walk)}"
        found.append(Equation(f"L({t})", (formula, number(loss))))
    return found


def backward(weights: ScalarWeights, walk: Walk, t: int) -> list[Equation]:
    """Return the derivatives at a timestep: by r, by h as local and recurrent part, by z."""
    last = t + 1 == len(walk.x)
    after = 0.0 if last else float(walk.dz[t + 1])
    dy, dr, dh, dz = (float(series[t]) for series in (walk.dy, walk.dr, walk.dh, walk.dz))
    local, recurrent = float(walk.dh_local[t]), float(walk.dh_recurrent[t])
    by_r, by_z = 1 - float(walk.y[t]) ** 2, 1 - float(walk.h[t]) ** 2
    if not walk.targets[t]:
        dr_steps: tuple[str, ...] = (number(0.0, signed=False),)
    else:
        dr_steps = (f"∂L/∂y({t}) φ′(r({t}))", *worked(dr, lambda: f"{_factor(dy)}·{_factor(by_r)}"))
    through = lambda: f"{_factor(dr)}·{_factor(weights.v)} + {_factor(after)}·{_factor(weights.w)}"  # noqa: E731
    return [
        Equation(f"∂L/∂r({t})", dr_steps),
        Equation(
            f"∂L/∂h({t})",
            (
                f"∂L/∂r({t}) v + ∂L/∂z({t + 1}) w",
                *worked(dh, through, lambda: f"{number(local)} {_added(recurrent)}"),
            ),
        ),
        Equation(f"∂L/∂z({t})", (f"∂L/∂h({t}) φ′(z({t}))", *worked(dz, lambda: f"{_factor(dh)}·{_factor(by_z)}"))),
    ]


def sums(walk: Walk) -> list[Equation]:
    """Return the derivatives by the three weights."""
    return [
        Equation("∂L/∂u", ("Σ ∂L/∂z(t) x(t)", number(walk.du))),
        Equation("∂L/∂w", ("Σ ∂L/∂z(t+1) h(t)", number(walk.dw))),
        Equation("∂L/∂v", ("Σ ∂L/∂r(t) h(t)", number(walk.dv))),
    ]


def _asked(walk: Walk) -> int:
    return int(np.count_nonzero(walk.targets))


def _before(t: int) -> str:
    return str(t - 1).replace("-", MINUS)


def _factor(value: float) -> str:
    """Write a value as a factor: a negative one in parentheses."""
    text = number(float(value), signed=False)
    return f"({text})" if text.startswith(MINUS) else text


def _added(value: float) -> str:
    """Write a value as the second addend."""
    return f"{MINUS if value < 0 else '+'} {number(abs(value), signed=False)}"


def known(shown: Walk, place: Place) -> dict[str, Array]:
    """Return every quantity of the table, (timestep,), with a mask over what the walk has not come to."""
    timesteps = range(len(shown.x))
    there = {name: [name in GIVEN or place.computed(t) for t in timesteps] for name in FORWARD}
    there |= {name: [place.differentiated(t) for t in timesteps] for name in BACKWARD}
    return {name: np.ma.array(getattr(shown, name), mask=~np.array(where)) for name, where in there.items()}


def summed(shown: Walk, place: Place, weights: ScalarWeights, autograd: ScalarWeights | None) -> dict[str, Array]:
    """Return the loss, and of each weight its value, what is summed up so far, autograd's and the difference, (1,)."""
    so_far, ended = shown.sums_from(place.timestep), place.phase is Phase.SUMS and autograd is not None
    found: dict[str, Array] = {"loss": np.array([shown.loss])}
    for letter in ScalarWeights._fields:
        sum_, by_autograd = getattr(so_far, f"d{letter}"), getattr(autograd, letter, np.nan)
        found[letter] = np.array([getattr(weights, letter)])
        found[f"d{letter}"] = np.ma.array([sum_], mask=[place.phase is Phase.FORWARD])
        found[f"autograd_d{letter}"] = np.ma.array([by_autograd], mask=[not ended])
        found[f"difference_d{letter}"] = np.ma.array([sum_ - by_autograd], mask=[not ended])
    return found
