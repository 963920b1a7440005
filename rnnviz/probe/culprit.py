"""Where a value that is not finite was born: plain data, no torch here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rnnviz.probe.trace import Source, TracePhase
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence


class CulpritKind(StrEnum):
    """What it was born in, or that it was there before."""

    OPERATION = "operation"
    PARAMETER = "parameter"  # not finite before the update began
    INPUT = "input"  # the batch or the carried state
    STEP = "step"  # of the optimiser: finite gradients, but a parameter would not be finite after it


class OperandState(NamedTuple):
    """One operand of the culprit."""

    reference: int  # into the Trace, as in Operation
    name: str
    finite: bool


class Place(NamedTuple):
    """The first element that is not finite; None where it has no such axis or the axes are not known."""

    sequence: int | None  # in the batch
    timestep: int | None
    unit: int | None
    element: tuple[int, ...]  # into what torch computed, the whole batch


@dataclass(frozen=True)
class Culprit:
    """The first operation with a result that is not finite and operands that are."""

    kind: CulpritKind
    phase: TracePhase  # backward: the forward operation's result is finite, the gradient that it hands on is not
    name: str  # of the operation or the leaf
    module: str
    source: Source
    operands: tuple[OperandState, ...]
    place: Place
    value: float  # of that element: NaN or an infinity
    operation: int = 0  # where a TraceCursor is to stand
    leaf: int | None = None  # reference of a parameter or an input
    update: int = 0  # at which it was found

    @property
    def sentence(self) -> Sentence:
        """Say to a person what happened."""
        shown = "NaN" if self.value != self.value else "∞" if self.value > 0 else "−∞"
        text = self.source.text.partition("  #")[0]
        values = {"value": shown, "name": self.name, "source": self.source.place, "text": text}
        backward, timestep = self.phase is TracePhase.BACKWARD, self.place.timestep
        if self.kind is CulpritKind.OPERATION and timestep is not None:
            values["timestep"] = str(timestep)
            return Sentence(_BACKWARD_AT if backward else _FORWARD_AT, {"update": self.update, **values})
        return Sentence(_SAID[self.kind, backward], {"update": self.update, **values})


_FORWARD = QT_TRANSLATE_NOOP(
    "hunt",
    "At update {update}, {value} was born in the operation {name} ({source}: “{text}”). The weights were not changed.",
)
_FORWARD_AT = QT_TRANSLATE_NOOP(
    "hunt",
    "At update {update}, {value} was born at timestep {timestep}, in the operation {name} ({source}: “{text}”). "
    "The weights were not changed.",
)
_BACKWARD = QT_TRANSLATE_NOOP(
    "hunt",
    "At update {update}, {value} was born in the backward pass of the operation {name} ({source}: “{text}”). "
    "The weights were not changed.",
)
_BACKWARD_AT = QT_TRANSLATE_NOOP(
    "hunt",
    "At update {update}, {value} was born at timestep {timestep}, in the backward pass of the operation {name} "
    "({source}: “{text}”). The weights were not changed.",
)
_PARAMETER = QT_TRANSLATE_NOOP(
    "hunt", "At update {update}, the parameter {name} held {value} from the start: an earlier step made it so."
)
_INPUT = QT_TRANSLATE_NOOP(
    "hunt",
    "At update {update}, the data held {value}; it was first read at {source}: “{text}”. The weights were not changed.",
)
_STEP = QT_TRANSLATE_NOOP("hunt", "At update {update}, the optimiser's step makes {value} of the parameter {name}.")
_SAID = {
    (CulpritKind.OPERATION, False): _FORWARD,
    (CulpritKind.OPERATION, True): _BACKWARD,
    (CulpritKind.PARAMETER, False): _PARAMETER,
    (CulpritKind.PARAMETER, True): _PARAMETER,
    (CulpritKind.INPUT, False): _INPUT,
    (CulpritKind.INPUT, True): _INPUT,
    (CulpritKind.STEP, False): _STEP,
}
