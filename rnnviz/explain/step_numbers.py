"""Numbers beside the operation that one steps to: single operands, a bound of its Jacobian, norms of the update."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.contributions import NOTHING, Addend, Sum
from rnnviz.explain.frame_equations import Equation
from rnnviz.explain.jacobian_products import FlowingBack
from rnnviz.explain.number import number
from rnnviz.explain.operands import Picture
from rnnviz.probe.trace import ParameterStep
from rnnviz.sentences import translate


def without(board: Sequence[Equation], equation: Equation) -> Equation:
    """Leave out of an equation the formula that stands on the board already: its numbers remain."""
    shown = {(e.name, e.steps[0]) for e in board}
    return equation._replace(steps=equation.steps[1:]) if (equation.name, *equation.steps[:1]) in shown else equation


def lone(pictures: Sequence[Picture], board: Sequence[Equation]) -> list[Equation]:
    """Write operands that are one number, where no equation has them."""
    if board and all(p.values.size == 1 for p in pictures if p.result):
        pictures = [p for p in pictures if not p.result]  # what is made is in the equation
    return [
        Equation(f"\\text{{{p.name}}}", (number(float(p.values.flat[0])),))
        for p in pictures
        if p.values.size == 1 and not p.along_units
    ]


def bound(flow: FlowingBack, timestep: int) -> list[Equation]:
    """Return what bounds the Jacobian of a vanilla cell's step: weak weights, or saturated units, make it small."""
    if flow.strength is None:
        return []
    slope = flow.chain.largest_slope(timestep)
    numbers = f"{number(flow.strength, signed=False)}·{number(slope, signed=False)}"
    return [Equation("‖J(t)‖₂ ≤ σ_max·max|φ′|", (numbers,))]


def norms(reading: Reading) -> Sum:
    """Return the norm of the gradient, the threshold, and the norm of each parameter's gradient."""
    clipping = reading.trace.clipping
    if clipping is None:
        return NOTHING
    first = [Addend(translate("panels", "all parameters"), clipping.norm)]
    if clipping.kind != "none":
        first.append(Addend(translate("panels", "threshold"), clipping.threshold))
    each = sorted(_each(reading, lambda p: float(np.linalg.norm(p.gradient))), key=lambda a: -a.value)
    return Sum(translate("panels", "Norms of the gradient"), (*first, *each))


def ratios(reading: Reading) -> Sum:
    """Return ‖ΔW‖ / ‖W‖ of each parameter."""
    each: Sequence[Addend] = _each(reading, lambda p: p.ratio)
    return Sum("‖ΔW‖ / ‖W‖", tuple(each))


def _each(reading: Reading, value: Callable[[ParameterStep], float]) -> list[Addend]:
    return [Addend(p.name, value(p)) for p in reading.trace.parameters]
