"""A - B: what sets one observation apart from another, part by part where their shapes agree. No torch here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from rnnviz.probe.frame import Activation, Array, Attention, Frame, Output, Recurrence, State, Want, Weights
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence

SEQUENCES = QT_TRANSLATE_NOOP("engine", "A and B read different sequences, so their timesteps cannot be subtracted.")
LAYERS = QT_TRANSLATE_NOOP("engine", "A and B have no layer in common.")
UNITS = QT_TRANSLATE_NOOP("engine", "h(t) is {a} in A and {b} in B: only equal sizes can be subtracted.")
GATES = QT_TRANSLATE_NOOP("engine", "A and B have no gate in common: A has {a}, B has {b}.")
ATTENTION = QT_TRANSLATE_NOOP("engine", "A and B have no attention of one size in common.")
VOCABULARIES = QT_TRANSLATE_NOOP("engine", "A and B predict different symbols: these cannot be subtracted.")
ACTIVATIONS = QT_TRANSLATE_NOOP("engine", "A and B have no activation of one module and size in common.")
MATRICES = QT_TRANSLATE_NOOP("engine", "A and B have no weight matrix of one name and size in common.")


@dataclass(frozen=True, eq=False)
class Difference(Frame):
    """A Frame whose every array is A's minus B's: signed, and unbounded where A's own is in [0, 1].

    What cannot be subtracted is not there. A spectrum never is: that of a difference is no difference of spectra.
    """

    other_update: int = 0  # of B; `update` is A's
    left_out: Mapping[Want, Sentence] = field(default_factory=lambda: MappingProxyType({}))


def difference(a: Frame, b: Frame) -> Difference:
    """Subtract b from a.

    Recurrences are matched by `Recurrence.key`, attentions and weights by name, gates by letter.
    """
    together = dict(a.sequences) == dict(b.sequences)
    recurrences = _recurrences(a, b) if together else ()
    attentions = _attentions(a, b) if together else ()
    output = _output(a.output, b.output) if together else None
    weights = _weights(a, b)
    activations = _activations(a, b, together)
    reasons = {
        Want.STATES: _why_no_states(a, b, recurrences),
        Want.GRADIENTS: _why_no_states(a, b, recurrences),
        Want.GATES: _why_no_states(a, b, recurrences) or _why_no_gates(a, b, recurrences),
        Want.ATTENTION: _lost(a.attentions or b.attentions, attentions, ATTENTION),
        Want.OUTPUT: _lost(a.output or b.output, output, VOCABULARIES),
        Want.WEIGHTS: _lost(a.weights or b.weights, weights, MATRICES),
        Want.ACTIVATIONS: _lost(a.activations or b.activations, activations, ACTIVATIONS),
    }
    if not together:
        reasons |= dict.fromkeys((Want.STATES, Want.GRADIENTS, Want.GATES, Want.OUTPUT), Sentence(SEQUENCES))
        reasons[Want.ATTENTION] = Sentence(SEQUENCES) if a.attentions or b.attentions else None
    return Difference(
        update=a.update,
        loss=a.loss - b.loss,
        sequences=a.sequences,
        recurrences=recurrences,
        attentions=attentions,
        output=output,
        weights=weights,
        activations=activations,
        wants=a.wants & b.wants,
        observe_ms=a.observe_ms + b.observe_ms,
        other_update=b.update,
        left_out=MappingProxyType({want: why for want, why in reasons.items() if why is not None}),
    )


def _minus(a: Array | None, b: Array | None) -> Array | None:
    """Return a - b, read-only; None where one is missing or their shapes differ."""
    if a is None or b is None or a.shape != b.shape:
        return None
    with np.errstate(invalid="ignore", over="ignore"):
        found: Array = np.subtract(a, b)
    found.flags.writeable = False
    return found


def _each(a: Mapping[str, Array], b: Mapping[str, Array]) -> Mapping[str, Array]:
    found = {key: _minus(a[key], b[key]) for key in a if key in b}
    return MappingProxyType({key: values for key, values in found.items() if values is not None})


def _recurrences(a: Frame, b: Frame) -> tuple[Recurrence, ...]:
    others = {record.key: record for record in b.recurrences}
    pairs = ((record, others[record.key]) for record in a.recurrences if record.key in others)
    return tuple(found for pair in pairs if (found := _recurrence(*pair)) is not None)


def _recurrence(a: Recurrence, b: Recurrence) -> Recurrence | None:
    h, h0 = _minus(a.h, b.h), _minus(a.h0, b.h0)
    if h is None or h0 is None or a.axis != b.axis:
        return None
    return Recurrence(
        name=a.name,
        cell=a.cell if a.cell == b.cell else "",
        layer=a.layer,
        reverse=a.reverse,
        call=a.call,
        axis=a.axis,
        h=h,
        h0=h0,
        c=_minus(a.c, b.c),
        c0=_minus(a.c0, b.c0),
        x=_minus(a.x, b.x),
        gates=_each(a.gates, b.gates),
        before=_each(a.before, b.before),
        dh=_minus(a.dh, b.dh),
        dh_local=_minus(a.dh_local, b.dh_local),
        dh_recurrent=_minus(a.dh_recurrent, b.dh_recurrent),
        dc=_minus(a.dc, b.dc),
        states=_states(a.states, b.states),
    )


def _states(a: Mapping[str, State], b: Mapping[str, State]) -> Mapping[str, State]:
    found = {}
    for name, mine in a.items():
        other = b.get(name)
        values = None if other is None or other.axes != mine.axes else _minus(mine.values, other.values)
        if other is not None and values is not None:
            initial, gradient = _minus(mine.initial, other.initial), _minus(mine.gradient, other.gradient)
            found[name] = State(mine.axes, values, initial, gradient, _common(mine, other))
    return MappingProxyType(found)


def _activations(a: Frame, b: Frame, together: bool) -> tuple[Activation, ...]:
    """Subtract those of one name; where the sequences differ, only those that no axis runs along."""
    others, found = {each.key: each for each in b.activations}, []
    for mine in a.activations:
        other = others.get(mine.key)
        if other is None or other.axes != mine.axes or not (together or a.sequences.keys().isdisjoint(mine.axes)):
            continue
        if (values := _minus(mine.values, other.values)) is not None:
            gradient = _minus(mine.gradient, other.gradient)
            found.append(Activation(mine.name, mine.axes, values, gradient, _common(mine, other), mine.call))
    return tuple(found)


def _common(a: State | Activation, b: State | Activation) -> Mapping[str, tuple[str, ...]]:
    """Return the labels that are the same in both."""
    return MappingProxyType({axis: names for axis, names in a.labels.items() if b.labels.get(axis) == names})


def _attentions(a: Frame, b: Frame) -> tuple[Attention, ...]:
    others = {each.name: each for each in b.attentions}
    found = []
    for mine in a.attentions:
        if (other := others.get(mine.name)) is None:
            continue
        weights = _minus(mine.weights, other.weights)
        if weights is not None:
            further = _minus(mine.energies, other.energies), _minus(mine.contexts, other.contexts)
            found.append(Attention(mine.name, mine.target_axis, mine.source_axis, weights, *further))
    return tuple(found)


def _output(a: Output | None, b: Output | None) -> Output | None:
    if a is None or b is None or a.labels != b.labels or a.axis != b.axis:
        return None
    probabilities, losses = _minus(a.probabilities, b.probabilities), _minus(a.losses, b.losses)
    if probabilities is None or losses is None:
        return None
    targets = np.where(a.targets == b.targets, a.targets, -1)  # (T,)
    targets.flags.writeable = False
    return Output(a.axis, a.labels, targets, probabilities, losses, a.own_answer)


def _weights(a: Frame, b: Frame) -> tuple[Weights, ...]:
    others = {each.name: each.values for each in b.weights}
    pairs = ((mine.name, _minus(mine.values, others.get(mine.name))) for mine in a.weights)
    return tuple(Weights(name, values) for name, values in pairs if values is not None)


def _lost(there: object, left: object, template: str) -> Sentence | None:
    """Return why nothing is left of what was there."""
    return Sentence(template) if there and not left else None


def _why_no_states(a: Frame, b: Frame, left: Sequence[Recurrence]) -> Sentence | None:
    if left or not (a.recurrences or b.recurrences):
        return None
    others = {record.key: record for record in b.recurrences}
    for mine in a.recurrences:
        if mine.key in others:
            sizes = {"a": _size(mine.h), "b": _size(others[mine.key].h)}
            return Sentence(UNITS, MappingProxyType(sizes))
    return Sentence(LAYERS)


def _why_no_gates(a: Frame, b: Frame, left: Sequence[Recurrence]) -> Sentence | None:
    if any(record.gates for record in left) or not any(r.gates for r in (*a.recurrences, *b.recurrences)):
        return None
    names = {"a": _gates(a), "b": _gates(b)}
    return Sentence(GATES, MappingProxyType(names))


def _gates(frame: Frame) -> str:
    return ", ".join(dict.fromkeys(key for record in frame.recurrences for key in record.gates)) or "—"


def _size(values: Array) -> str:
    return " × ".join(map(str, values.shape))
