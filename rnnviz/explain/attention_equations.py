"""What one target position sees of one source position: e_ij, α_ij and c(i), by formula and by numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnnviz.explain.frame_equations import Equation
from rnnviz.explain.number import MINUS, number
from rnnviz.explain.prediction import default_timestep
from rnnviz.explain.shown_digits import worked
from rnnviz.probe.frame import Array, Attention, Frame, Recurrence

TERMS = 3  # of a sum over many that are written out: the largest ones; the others are one number
_CLOSE = 1e-3  # how far single precision may part two ways of one sum
_LARGEST = 80.0  # of a number whose exponential can be written


@dataclass(frozen=True, eq=False)
class Looking:
    """One target position i that looks at one source position j.

    Attributes
    ----------
    element : int, optional
        Of c(i), and of the space in which state and annotation are compared; None: none is written about.
    """

    frame: Frame
    attention: Attention
    target: int
    source: int
    element: int | None = None
    head: int = 0

    @cached_property
    def annotations(self) -> Array | None:
        """h(j) of every source position, (S, K): of the last layer, both directions side by side."""
        return _states(self.frame, self.attention.source_axis)

    @cached_property
    def state(self) -> Array | None:
        """s(i-1), (H,): of the decoder's last layer, before the target is written."""
        ours = _last_layer(self.frame, self.attention.target_axis)
        if len(ours) != 1 or self.target >= len(ours[0].h):
            return None
        return np.asarray(ours[0].previous(ours[0].h, ours[0].h0)[self.target])

    def weight(self, name: str) -> Array | None:
        """Return a parameter of the attention, as a matrix; None: it has no such."""
        return next((w.values for w in self.attention.parameters if w.name == name), None)


def looking(frame: Frame, axis: str, places: Callable[[str], int | None], element: int | None) -> Looking | None:
    """Return what is looked at where the cursor is: unmarked, the last target, and the source it looks at most.

    Parameters
    ----------
    axis : str
        Of the recurrence that is spoken of: no attention is shown that has nothing to do with it.
    places : callable
        Returns the marked timestep of an axis, or None.
    element : int, optional
        As `Looking.element`.
    """
    for attention in frame.attentions:
        _, targets, sources = attention.weights.shape
        if axis in (attention.target_axis, attention.source_axis) and targets and sources:
            marked = places(attention.target_axis)
            resting = default_timestep(frame.output) if frame.output is not None and len(frame.output.targets) else 0
            target = min(resting if marked is None else marked, targets - 1)
            source = places(attention.source_axis) if attention.source_axis != attention.target_axis else None
            if source is None or source >= sources:
                source = int(np.nan_to_num(attention.weights[0, target]).argmax())
            return Looking(frame, attention, target, source, element)
    return None


def equations(looking: Looking) -> list[Equation]:
    """Return e_ij, α_ij and, of an element, c(i), as far as the Frame knows what they are made of."""
    attention = looking.attention
    found = []
    if attention.energies is not None:
        found += _energy(looking, float(attention.energies[looking.head, looking.target, looking.source]))
    found.append(_weight(looking))
    if attention.contexts is not None:
        found += _context(looking, attention.contexts[looking.target])
    return found


# --- e_ij ---


def _energy(looking: Looking, energy: float) -> list[Equation]:
    write = _ENERGIES.get(looking.attention.kind)
    if write is None or not np.isfinite(energy):
        return [Equation("e_ij", (number(energy),))]
    formula, parts = write(looking)
    if parts is None or abs(float(np.sum(parts.terms)) - energy) > _CLOSE * max(1.0, float(np.abs(parts.terms).sum())):
        return [Equation("e_ij", (formula, number(energy)))]  # it is held at another value, or something is not known
    e = Equation("e_ij", (formula, parts.written, *worked(energy, lambda: _sum(parts.terms))))
    return [*parts.before, e]


@dataclass(frozen=True, eq=False)
class _Parts:
    """What an energy is the sum of."""

    written: str  # the sum, by formula
    terms: Array
    before: tuple[Equation, ...] = ()  # what a term is made of, of the element that is written about


def _additive(looking: Looking) -> tuple[str, _Parts | None]:
    formula = f"vᵀ·tanh(W·s(i{MINUS}1) + U·h(j))"
    seen, known = _compared(looking), looking.weight("v.weight")
    if seen is None or known is None:
        return formula, None
    (of_state, of_annotation), v = seen, known[0]
    a = of_state + of_annotation
    before: tuple[Equation, ...] = ()
    if (k := looking.element) is not None and k < len(a):
        shares = float(of_state[k]), float(of_annotation[k])
        steps = worked(float(a[k]), lambda: f"({number(shares[0])}) + ({number(shares[1])})")
        before = (Equation(f"a_{k}", (f"(W·s(i{MINUS}1))_{k} + (U·h(j))_{k}", *steps)),)
    return formula, _Parts("∑_k v_k·tanh(a_k)", v * np.tanh(a), before)


def _dot_product(looking: Looking) -> tuple[str, _Parts | None]:
    formula = f"\\frac{{(W·s(i{MINUS}1))ᵀ·(U·h(j))}}{{√A}}"
    seen = _compared(looking)
    if seen is None:
        return formula, None
    q, key = seen
    before: tuple[Equation, ...] = ()
    if (k := looking.element) is not None and k < len(q):
        before = (
            Equation(f"(W·s(i{MINUS}1))_{k}", (number(float(q[k])),)),
            Equation(f"(U·h(j))_{k}", (number(float(key[k])),)),
        )
    written = f"∑_k (W·s(i{MINUS}1))_k·(U·h(j))_k/√{len(q)}"
    return formula, _Parts(written, q * key / np.sqrt(len(q)), before)


def _position(looking: Looking) -> tuple[str, _Parts | None]:
    formula = f"w_jᵀ·s(i{MINUS}1) + b_j"
    weight, bias, state = looking.weight("W.weight"), looking.weight("W.bias"), looking.state
    if weight is None or bias is None or state is None or looking.source >= len(weight):
        return formula, None
    b = float(bias[looking.source, 0])
    terms = np.append(weight[looking.source] * state, b)
    return formula, _Parts(f"∑_k w_jk·s_k(i{MINUS}1) + b_j", terms, (Equation("b_j", (number(b),)),))


def _compared(looking: Looking) -> tuple[Array, Array] | None:
    """Return W s(i-1) and U h(j), (A,) each."""
    w, u = looking.weight("W.weight"), looking.weight("U.weight")
    state, annotations = looking.state, looking.annotations
    if w is None or u is None or state is None or annotations is None or looking.source >= len(annotations):
        return None
    return w @ state, u @ annotations[looking.source]


_ENERGIES: Mapping[str, Callable[[Looking], tuple[str, _Parts | None]]] = {
    "additive": _additive,
    "dot product": _dot_product,
    "position": _position,
}


# --- α_ij, c(i) ---


def _weight(looking: Looking) -> Equation:
    weights = looking.attention.weights[looking.head, looking.target]
    value, steps = float(weights[looking.source]), ["\\frac{exp(e_ij)}{∑_k exp(e_ik)}"]
    energies = looking.attention.energies
    if energies is None:
        return Equation("α_ij", (*steps, number(value, signed=False)))
    row = energies[looking.head, looking.target]
    finite = row[np.isfinite(row)]
    if not len(finite) or np.abs(finite).max() > _LARGEST:
        return Equation("α_ij", (*steps, number(value, signed=False)))
    above, below = float(np.exp(row[looking.source])), float(np.exp(finite).sum())
    if abs(above / below - value) > _CLOSE:  # it is held at another value
        return Equation("α_ij", (*steps, number(value, signed=False)))
    written = lambda: f"{number(above, signed=False)}/{number(below, signed=False)}"  # noqa: E731
    return Equation("α_ij", (*steps, *worked(value, written, signed=False)))


def _context(looking: Looking, context: Array) -> list[Equation]:
    k, annotations = looking.element, looking.annotations
    if k is None or k >= len(context):
        size = number(float(np.linalg.norm(context)), signed=False)
        return [Equation("c(i)", ("∑_j α_ij·h(j)",)), Equation("‖c(i)‖₂", (size,))]
    value, formula = float(context[k]), f"∑_j α_ij·h_{k}(j)"
    weights = looking.attention.weights[looking.head, looking.target]
    if annotations is None or annotations.shape != (len(weights), len(context)):
        return [Equation(f"c_{k}(i)", (formula, number(value)))]
    terms = weights * annotations[:, k]
    if abs(float(terms.sum()) - value) > _CLOSE:
        return [Equation(f"c_{k}(i)", (formula, number(value)))]
    products = lambda: _sum(terms, [_product(weights[j], annotations[j, k]) for j in range(len(terms))])  # noqa: E731
    return [Equation(f"c_{k}(i)", (formula, *worked(value, products)))]


def _product(weight: float, value: float) -> str:
    return f"{number(float(weight), signed=False)}·({number(float(value))})"


def _sum(terms: Array, written: Sequence[str] = ()) -> str:
    """Write the largest terms of a sum, and what all others come to as one."""
    largest = np.sort(np.argsort(-np.abs(terms), kind="stable")[:TERMS])
    shown = [written[k] if written else f"({number(float(terms[k]))})" for k in largest.tolist()]
    others = np.delete(terms, largest)
    if len(others):
        shown.append(f"({number(float(others.sum()))})")
    return " + ".join(shown)


# --- the two nets ---


def _last_layer(frame: Frame, axis: str) -> list[Recurrence]:
    """Return the recurrences of the last layer along an axis: forward first."""
    along = [r for r in frame.recurrences if r.axis == axis and len(r.h)]
    last = max((r.layer for r in along), default=0)
    return sorted((r for r in along if r.layer == last), key=lambda r: r.reverse)


def _states(frame: Frame, axis: str) -> Array | None:
    ours = _last_layer(frame, axis)
    return np.concatenate([r.h for r in ours], axis=1) if ours else None
