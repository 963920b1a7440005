"""What edits do, in words and numbers: the edits themselves, the loss, the gradient, the prediction. No Qt widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from rnnviz.engine.messages import Consequences
from rnnviz.explain.number import number, percent
from rnnviz.explain.prediction import default_timestep, predict
from rnnviz.explain.value_ranges import FREE, UNIT, range_of, state_range
from rnnviz.probe.edits import ClampGate, Edit, EditAttention, EditInput, EditState, EditWeight, Key
from rnnviz.probe.frame import Array, Frame, Recurrence
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate
from rnnviz.text.white_space import SIGNS

LIKELIEST = 3  # symbols named


def written(edit: Edit) -> str:
    """Write an edit as an equation."""
    match edit:
        case EditInput():
            shown = SIGNS.get(edit.symbol, edit.symbol)
            return f"x({edit.timestep}) = “{shown}”"
        case EditWeight():
            return f"{edit.parameter}[{edit.row}, {edit.column}] = {edit.value:g}"
        case EditState():
            return f"{edit.state}({_span(*edit.span)})[{edit.unit}] = {edit.value:g}"
        case ClampGate():
            units = "" if edit.units is None else f"[{', '.join(map(str, edit.units))}]"
            return f"{edit.gate}({_span(edit.first, edit.last)}){units} = {edit.value:g}"
        case EditAttention(quantity="c"):
            return f"c({edit.target})[{edit.place}] = {edit.value:g}"
        case EditAttention():
            return f"{'α' if edit.quantity == 'alpha' else edit.quantity}({edit.target}, {edit.place}) = {edit.value:g}"


def _span(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}…{last}"


def read(values: Mapping[str, Any], key: Key | None) -> Edit:
    """Return the edit that a lesson's table means: its fields, and one that says what is changed.

    That is "symbol" (an `EditInput`), "weight" (an `EditWeight`), "state" ("h" or "c"), "gate" or "attention" (the name
    of one, with "quantity", "target" and "place"); a gate is held from "first" to "last", a state from "timestep" to
    "last", which is the same timestep if it is left out.

    Parameters
    ----------
    values : mapping
        Such as ``{gate = "f", value = 0, first = 5}``.
    key : tuple or None
        `Recurrence.key` of the layer on show.

    Raises
    ------
    Refused
        If it says nothing that can be changed, or names a field that there is not.
    """
    fields = dict(values)
    if "weight" in fields:
        fields["parameter"] = fields.pop("weight")
    if "gate" in fields:
        fields |= {"last": fields.get("last", fields.get("first")), "units": _units(fields.get("units"))}
    kinds: Mapping[str, Callable[..., Edit]] = {
        "symbol": EditInput,
        "parameter": EditWeight,
        "state": EditState,
        "gate": ClampGate,
        "attention": EditAttention,
    }
    kind = next((kind for name, kind in kinds.items() if name in fields), None)
    of_layer = {"recurrence": key} if kind in (EditState, ClampGate) else {}
    no_edit = Refused(
        QT_TRANSLATE_NOOP("what-if", "{values} is no edit of a gate, a state, a symbol, a weight or an attention."),
        values=str(dict(values)),
    )
    if kind is None:
        raise no_edit
    try:
        return kind(**of_layer, **fields)
    except TypeError:
        raise no_edit from None


def _units(units: object) -> tuple[int, ...] | None:
    """Return the units of a clamp; None: all."""
    return tuple(units) if isinstance(units, list | tuple) else None


def lines(known: Consequences, key: object, timestep: int | None) -> list[tuple[str, str, str]]:
    """Return (quantity, as it is, under the edits) for the recurrence of a key, at a timestep or where it counts."""
    before, after = known.original, known.frame
    rows = [(translate("panels", "loss"), _n(before.loss), _n(after.loss))]
    pair = _recurrences(before, after, key)
    if pair is not None and pair[0].dh is not None and pair[1].dh is not None:
        name = "‖dL/dh‖" if timestep is None else f"‖dL/dh({timestep})‖"
        rows.append((name, _n(_norm(pair[0], timestep)), _n(_norm(pair[1], timestep))))
    return rows + _predictions(before, after, timestep)


def quantities(known: Consequences, key: object) -> dict[str, tuple[Array, Array]]:
    """Return every quantity of a recurrence by name, as it is and under the edits, (timestep, unit) each."""
    found = _recurrences(known.original, known.frame, key)
    if found is None:
        return {}
    before, after = found
    pairs = [("h", before.h, after.h), ("c", before.c, after.c)]
    pairs += [(gate, before.gates[gate], after.gates[gate]) for gate in before.gates if gate in after.gates]
    pairs += [("dL/dh", before.dh, after.dh)]
    return {name: (a, b) for name, a, b in pairs if a is not None and b is not None}


def _recurrences(before: Frame, after: Frame, key: object) -> tuple[Recurrence, Recurrence] | None:
    found = [next((r for r in f.recurrences if r.key == key), None) for f in (before, after)]
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _norm(r: Recurrence, timestep: int | None) -> float:
    assert r.dh is not None
    at = r.dh if timestep is None or timestep >= len(r.dh) else r.dh[timestep]
    return float(np.linalg.norm(at))


def _predictions(before: Frame, after: Frame, timestep: int | None) -> list[tuple[str, str, str]]:
    if before.output is None or after.output is None or not len(before.output.targets):
        return []
    known = timestep is not None and timestep < len(before.output.targets)
    t = timestep if known and timestep is not None else default_timestep(before.output)
    rows = [(translate("panels", "after t = {t}").format(t=t), _likeliest(before, t), _likeliest(after, t))]
    target = int(before.output.targets[t])
    if target >= 0:
        values = [float(f.output.probabilities[t, target]) for f in (before, after) if f.output is not None]
        rows.append((f"p(“{before.output.labels[target]}”)", _percent(values[0]), _percent(values[1])))
    return rows


def _likeliest(frame: Frame, timestep: int) -> str:
    assert frame.output is not None
    shown = predict(frame.output, timestep, LIKELIEST)
    return "  ".join(f"{frame.output.labels[k]} {_percent(float(shown.probabilities[k]))}" for k in shown.ranked)


def held_in(record: Recurrence, name: str, *values: Array) -> str:
    """Return the range, of `value_ranges`, that a quantity is held in; an edit can put it elsewhere."""
    own = state_range(record) if name == "h" else FREE
    held = range_of(record.cell, name) if name in record.gates else own
    low = 0.0 if held == UNIT else -1.0
    there = [v[np.isfinite(v)] for v in values]
    inside = all(((low <= v) & (v <= 1.0)).all() for v in there)
    return held if inside else FREE


def of_targets(frame: Frame) -> Array:
    """Return the probability that each target was given, (timestep,); NaN: nothing is asked there."""
    if frame.output is None:
        return np.empty(0)
    targets = frame.output.targets
    given = frame.output.probabilities[np.arange(len(targets)), np.maximum(targets, 0)]
    return np.where(targets >= 0, given, np.nan)


def _percent(value: float) -> str:
    return percent(value)


def _n(value: float) -> str:
    return number(value, signed=False)
