"""Breakpoints: conditions on named quantities of an update, such as ``loss > 3 and max(grad_norms) > 10``.

An expression is read once (`Condition`): whatever is not a comparison of known quantities is refused with the column of
the fault. What is left is evaluated by simpleeval, never by Python itself. No torch here.

The quantities, all of the update that is about to be applied:

- ``update``, ``loss``, ``lr``, ``finite``; ``grad_norm``, over all parameters, before clipping; ``smoothed``, the
  smoothed loss before this update, so that a jump stands out against it; ``accuracy``, the last one on held-out data;
- ``grad_norms``, one value per timestep of the probe sequence: the Euclidean norm of dL/dh(t) over units, layer after
  layer;
- ``saturation.f``, and so on for every gate: the share of its values on the probe sequence, over timesteps, units and
  layers, that lie within 0.05 of an end of its range; ``saturation.h`` of the states of a vanilla cell with tanh;
- ``spectral_radius``: the largest of any recurrent matrix, gate by gate.

The functions: ``min``, ``max``, ``mean``, ``any`` and ``all`` of one value per timestep; ``abs``; and
``jump(loss, 2)``, which holds when the loss is more than twice the smoothed loss.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from simpleeval import SimpleEval

from rnnviz.engine.breakpoint_expressions import parsed
from rnnviz.engine.breakpoint_grammar import FUNCTIONS, OPERATORS, check
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

SCALARS = ("update", "loss", "smoothed", "grad_norm", "lr", "accuracy", "finite", "spectral_radius")
SERIES = ("grad_norms",)
SATURATION = "saturation"

Value = float | tuple[float, ...]


@dataclass(frozen=True)
class Breakpoint:
    """A condition under which training freezes before the weights change, or which is only written down."""

    expression: str
    every: int = 1  # updates from one evaluation to the next: the price of what is expensive
    enabled: bool = True
    logs: bool = False  # training goes on; the update and the values are noted in the run's log


@dataclass(frozen=True)
class Place:
    """Where in a model, on the probe sequence: what a cursor can be set to."""

    layer: str  # as `Recurrence.title`, or the name of a recurrent matrix
    gate: str = ""
    timestep: int | None = None


@dataclass(frozen=True)
class Known:
    """The quantities that a run has."""

    scalars: frozenset[str] = frozenset(SCALARS)
    gates: tuple[str, ...] = ()  # those of saturation


class Quantities(Protocol):
    """The values of one update, computed when they are asked for."""

    def __getitem__(self, name: str) -> object:
        """Return a quantity: a number, an array over timesteps, or (saturation) an object with a share a gate."""

    def place(self, condition: Condition) -> Place | None:
        """Return where a condition comes from, as far as its quantities tell."""


@dataclass(frozen=True)
class Condition:
    """A breakpoint that has been read and found good."""

    breakpoint: Breakpoint
    tree: ast.expr
    names: frozenset[str] = field(default=frozenset())  # of the quantities in it: "loss", "saturation.f"
    functions: frozenset[str] = field(default=frozenset())

    @classmethod
    def read(cls, breakpoint: Breakpoint, known: Known) -> Condition:
        """Read an expression.

        Raises
        ------
        Refused
            With the column of the first thing in it that is not a known quantity, number, comparison or function.
        """
        if isinstance(breakpoint.every, bool) or not isinstance(breakpoint.every, int) or breakpoint.every < 1:
            raise Refused(
                QT_TRANSLATE_NOOP("breakpoints", "A breakpoint is evaluated every 1, 2, 3, ... updates, not {every}."),
                every=breakpoint.every,
            )
        tree = parsed(breakpoint.expression)
        quantities = {**dict.fromkeys(known.scalars, False), **dict.fromkeys(SERIES, True)}
        check(breakpoint.expression, tree, quantities, {SATURATION: known.gates}, frozenset(SCALARS) - known.scalars)
        nodes = list(ast.walk(tree))
        parts = {f"{ast.unparse(n)}" for n in nodes if isinstance(n, ast.Attribute)}
        names = {n.id for n in nodes if isinstance(n, ast.Name) and n.id in quantities}
        return cls(breakpoint, tree, frozenset(parts | names), frozenset(_called(nodes)))

    def due(self, update: int) -> bool:
        """Whether it is to be evaluated at an update."""
        return self.breakpoint.enabled and update % self.breakpoint.every == 0

    def holds(self, quantities: Quantities) -> bool:
        """Evaluate it; an operation without a result, such as 0 / 0, is NaN and compares as false."""

        def jump(value: float, factor: float = 2.0) -> bool:
            return bool(value > factor * quantities["smoothed"])  # type: ignore[operator]

        evaluator = SimpleEval(OPERATORS, {**FUNCTIONS, "jump": jump}, quantities)
        with np.errstate(all="ignore"):
            return bool(evaluator.eval(self.breakpoint.expression, self.tree))

    def values(self, quantities: Quantities) -> dict[str, Value]:
        """Return what the quantities in it are."""
        return {name: _plain(_of(quantities, name)) for name in sorted(self.names)}


def conditions(breakpoints: Iterable[Breakpoint], known: Known) -> tuple[Condition, ...]:
    """Read several; raises `Refused` for the first that is wrong."""
    return tuple(Condition.read(each, known) for each in breakpoints)


def _called(nodes: Iterable[ast.AST]) -> set[str]:
    return {n.func.id for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}


def _of(quantities: Quantities, name: str) -> object:
    whole, _, part = name.partition(".")
    value = quantities[whole]
    return getattr(value, part) if part else value


def _plain(value: object) -> Value:
    array = np.asarray(value, float)
    return float(array) if array.ndim == 0 else tuple(array.tolist())
