"""What can be changed in the computation of the probe sequence, to see what follows. Plain data, no torch here.

An edit is looked at, not made: nothing of a run changes. Only a weight can later be *applied*, to a branch.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from rnnviz.nn import cells
from rnnviz.probe.frame import Frame, Recurrence
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, did_you_mean
from rnnviz.text.white_space import meant

Key: TypeAlias = tuple[str, int, bool, int]  # Recurrence.key


@dataclass(frozen=True)
class EditInput:
    """Read another symbol at one timestep of the probe sequence."""

    timestep: int
    symbol: str  # one, as it is typed; a word, where words are read


@dataclass(frozen=True)
class EditWeight:
    """Give one element of a parameter another value.

    Infinity is allowed, since seeing what it does is the point; but no run can go on with it: `applicable` refuses it.
    """

    parameter: str  # as in Frame.weights
    row: int
    column: int
    value: float


@dataclass(frozen=True)
class EditState:
    """Give one unit of h(t) or c(t) another value, after it was computed and before anything reads it.

    From `timestep` to `last`, included; None: at that timestep alone.
    """

    recurrence: Key
    state: str  # "h" or "c"
    timestep: int
    unit: int
    value: float
    last: int | None = None

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last timestep."""
        return self.timestep, self.timestep if self.last is None else self.last


@dataclass(frozen=True)
class ClampGate:
    """Hold a gate at a value over a span of timesteps, for some units or (None) for all.

    The clamped value is a constant: no gradient flows through it to what the gate was computed from.
    """

    recurrence: Key
    gate: str  # a key of Recurrence.gates
    value: float
    first: int
    last: int  # included
    units: tuple[int, ...] | None = None


@dataclass(frozen=True)
class EditAttention:
    """Give one element of an attention another value, at one target position.

    Of "alpha" the other weights of that target are scaled, so that all sum to 1 again: 1 forces an alignment. Of "e"
    the softmax is taken of the new energies; of "c" nothing but that element of the context is changed.
    """

    attention: str  # its name
    quantity: str  # "alpha", "e" or "c"
    target: int
    place: int  # of the source; of "c" an element
    value: float


Edit: TypeAlias = EditInput | EditWeight | EditState | ClampGate | EditAttention


def checked(edits: Iterable[Edit], frame: Frame, text: str) -> tuple[Edit, ...]:
    """Return the edits if they can be made to what a Frame shows of a text.

    Raises
    ------
    Refused
        With the first fault.
    """
    edits = tuple(edits)
    for edit in edits:
        match edit:
            case EditInput():
                _check_input(edit, typed_symbols(text, frame))
            case EditWeight():
                _check_weight(edit, frame)
            case EditState():
                _check_state(edit, frame)
            case ClampGate():
                _check_clamp(edit, frame)
            case EditAttention():
                _check_attention(edit, frame)
    return edits


class TypedSymbols(NamedTuple):
    """A text as what is read of it: one letter each, or one word each."""

    symbols: list[str]
    joint: str  # what stands between them in the text

    @property
    def by_word(self) -> bool:
        """Whether words are read."""
        return bool(self.joint)


def typed_symbols(text: str, frame: Frame) -> TypedSymbols:
    """Return what of a text is read at each timestep, as it is typed.

    A Frame shows one symbol for each letter, or else one for each word: where a word as typed is read as two, such as
    "girl's", the words are those that are shown.
    """
    read = frame.sequences.get(frame.recurrences[0].axis, ()) if frame.recurrences else ()
    if not read or len(read) == len(text):
        return TypedSymbols(list(text), "")
    words = text.split()
    by_word = len(words) < len(text) and any(len(symbol) > 1 for symbol in read)
    if not by_word:
        return TypedSymbols(list(text), "")
    return TypedSymbols(words if len(words) == len(read) else [meant(symbol) for symbol in read], " ")


def _check_input(edit: EditInput, typed: TypedSymbols) -> None:
    symbol = str(edit.symbol)
    if typed.by_word and len(symbol.split()) != 1:
        raise Refused(QT_TRANSLATE_NOOP("what-if", "An input is one word here, not {text}."), text=repr(symbol))
    if not typed.by_word and len(symbol) != 1:
        raise Refused(QT_TRANSLATE_NOOP("what-if", "An input is one symbol, not {text}."), text=repr(symbol))
    _within(edit.timestep, len(typed.symbols), _TIMESTEP)


def applicable(edits: Iterable[Edit]) -> tuple[EditWeight, ...]:
    """Return the edits if a run could go on with them.

    Raises
    ------
    Refused
        If one is not of a weight, or not finite.
    """
    found = []
    for edit in edits:
        if not isinstance(edit, EditWeight):
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "what-if", "Only weights can be applied: states, gates and attention are computed anew."
                )
            )
        if not math.isfinite(number(edit.value, finite=False)):
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "what-if", "An infinite weight can be looked at but not applied: {name} would stay so."
                ),
                name=edit.parameter,
            )
        found.append(edit)
    return tuple(found)


def number(value: object, finite: bool = True) -> float:
    """Return a value as a number; raises `Refused` if it is none, or not finite although it must be."""
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        found = math.nan
    if math.isnan(found):
        raise Refused(QT_TRANSLATE_NOOP("what-if", "{value} is not a number."), value=repr(value))
    if finite and math.isinf(found):
        raise Refused(QT_TRANSLATE_NOOP("what-if", "A state or a gate must be finite; only a weight may be infinite."))
    return found


_TIMESTEP = QT_TRANSLATE_NOOP("what-if", "There is no timestep {number}: the sequence has {count}.")
_UNIT = QT_TRANSLATE_NOOP("what-if", "There is no unit {number}: there are {count}.")


def _within(index: int, count: int, sentence: str) -> None:
    if not 0 <= index < count:
        raise Refused(sentence, number=index, count=count)


def _recurrence(key: Key, frame: Frame) -> Recurrence:
    found = next((r for r in frame.recurrences if r.key == tuple(key)), None)
    if found is None:
        raise Refused(
            QT_TRANSLATE_NOOP("what-if", "There is no recurrent layer {name}."), name=f"{key[0]} {key[1] + 1}"
        )
    return found


def _known(name: str, names: Sequence[str], sentence: str) -> None:
    if name not in names:
        raise Refused(sentence, name=name, hint=did_you_mean(name, names))


def _check_weight(edit: EditWeight, frame: Frame) -> None:
    number(edit.value, finite=False)
    names = {w.name: w.values.shape for w in frame.weights}
    _known(edit.parameter, tuple(names), QT_TRANSLATE_NOOP("what-if", "There is no weight called {name}{hint}."))
    rows, columns = names[edit.parameter]
    _within(edit.row, rows, QT_TRANSLATE_NOOP("what-if", "There is no row {number}: the weight has {count}."))
    _within(edit.column, columns, QT_TRANSLATE_NOOP("what-if", "There is no column {number}: the weight has {count}."))


def _check_state(edit: EditState, frame: Frame) -> None:
    number(edit.value)
    r = _recurrence(edit.recurrence, frame)
    states = {"h": r.h} | ({} if r.c is None else {"c": r.c})
    _known(edit.state, tuple(states), QT_TRANSLATE_NOOP("what-if", "This layer has no state called {name}{hint}."))
    _check_span(*edit.span, len(r.h))
    _within(edit.unit, states[edit.state].shape[1], _UNIT)


def _check_span(first: int, last: int, timesteps: int) -> None:
    for timestep in (first, last):
        _within(timestep, timesteps, _TIMESTEP)
    if first > last:
        raise Refused(QT_TRANSLATE_NOOP("what-if", "The span of timesteps must not end before it begins."))


def _check_clamp(edit: ClampGate, frame: Frame) -> None:
    number(edit.value)
    r = _recurrence(edit.recurrence, frame)
    # A cell written in Python is run as it is: its gates can be seen, but not be taken hold of.
    gates = tuple(r.gates) if r.cell in cells.fused() else ()
    _known(
        edit.gate,
        gates,
        QT_TRANSLATE_NOOP("what-if", "This layer has no gate called {name} that can be clamped{hint}."),
    )
    _check_span(edit.first, edit.last, len(r.h))
    for unit in edit.units or ():
        _within(unit, r.gates[edit.gate].shape[1], _UNIT)


def _check_attention(edit: EditAttention, frame: Frame) -> None:
    value = number(edit.value)
    attention = next((a for a in frame.attentions if a.name == edit.attention), None)
    if attention is None:
        raise Refused(QT_TRANSLATE_NOOP("what-if", "There is no attention called {name}."), name=edit.attention)
    _known(
        edit.quantity,
        ("alpha", "e", "c"),
        QT_TRANSLATE_NOOP("what-if", "An attention has no {name}{hint}; it has alpha, e and c."),
    )
    if attention.energies is None or (edit.quantity == "c" and attention.contexts is None):
        raise Refused(
            QT_TRANSLATE_NOOP("what-if", "This attention is computed in one call: nothing in it can be taken hold of.")
        )
    _, targets, sources = attention.weights.shape
    _within(edit.target, targets, _TARGET)
    elements = sources if attention.contexts is None or edit.quantity != "c" else attention.contexts.shape[1]
    _within(edit.place, elements, _PLACE)
    if edit.quantity == "alpha" and not 0 <= value <= 1:
        raise Refused(QT_TRANSLATE_NOOP("what-if", "A weight of attention lies between 0 and 1."))


_TARGET = QT_TRANSLATE_NOOP("what-if", "There is no target {number}: there are {count}.")
_PLACE = QT_TRANSLATE_NOOP("what-if", "There is no place {number}: there are {count}.")
