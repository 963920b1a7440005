"""What happens at an operation, in one sentence, in the words of a lecture."""

from __future__ import annotations

import numpy as np

from rnnviz.gui.explaining.reading import Reading
from rnnviz.gui.language import translate
from rnnviz.gui.number import number
from rnnviz.probe.trace import Operation, TracePhase
from rnnviz.sentences import QT_TRANSLATE_NOOP

_LSTM = {
    "a": QT_TRANSLATE_NOOP(
        "step",
        "Timestep {t}: the cell reads {symbol} and the hidden state of {before}: W_xh·x + W_hh·h + b, for every gate.",
    ),
    "i": QT_TRANSLATE_NOOP("step", "The input gate decides, unit by unit, how much of the candidate is let in."),
    "f": QT_TRANSLATE_NOOP("step", "The forget gate decides how much of the cell state before is kept."),
    "g": QT_TRANSLATE_NOOP("step", "The candidate: what could be added to the cell state."),
    "o": QT_TRANSLATE_NOOP("step", "The output gate decides how much of the cell state the rest of the network sees."),
    "c": QT_TRANSLATE_NOOP(
        "step", "The cell state keeps f of the old and adds i of the new: by this sum gradients survive."
    ),
    "h": QT_TRANSLATE_NOOP(
        "step", "The hidden state of timestep {t} goes to the next timestep and to the layer above."
    ),
}
_GRU = {
    "a": _LSTM["a"],
    "r": QT_TRANSLATE_NOOP("step", "The reset gate decides how much of the old state the candidate may look at."),
    "z": QT_TRANSLATE_NOOP("step", "The update gate decides how much of the old state stays: near 1 it is copied."),
    "hn": QT_TRANSLATE_NOOP("step", "What the old state says to the candidate, before the reset gate."),
    "n": QT_TRANSLATE_NOOP("step", "The candidate: what the state could become."),
    "h": QT_TRANSLATE_NOOP("step", "The hidden state of timestep {t} mixes the old state and the candidate, by z."),
}
_VANILLA = {
    "a": QT_TRANSLATE_NOOP(
        "step", "Timestep {t}: the cell reads {symbol} and the hidden state of {before}: a = W_xh·x + W_hh·h + b."
    ),
    "h": QT_TRANSLATE_NOOP(
        "step", "The nonlinearity makes the hidden state of timestep {t}; the next timestep reads it."
    ),
}
_SCALAR = {
    "a": QT_TRANSLATE_NOOP(
        "step", "Timestep {t}: the cell reads {symbol} and the hidden state of {before}: a = u·x + w·h."
    ),
    "h": _VANILLA["h"],
}
_OTHER = {"h": _LSTM["h"]}
_JORDAN = {
    "a": QT_TRANSLATE_NOOP(
        "step", "Timestep {t}: the cell reads {symbol} and the network's own last answer: a = W_xh·x + W_yh·y + b."
    ),
    "h": QT_TRANSLATE_NOOP(
        "step", "The nonlinearity makes the hidden state of timestep {t}; the network answers from it, and reads that."
    ),
}
_FEED_FORWARD = {
    "a": QT_TRANSLATE_NOOP("step", "Timestep {t}: the layer weighs {symbol}, and knows of no other timestep: a = W·x."),
    "h": QT_TRANSLATE_NOOP("step", "What the layer says at timestep {t}; the next timestep does not hear of it."),
}
_CELLS = {"lstm": _LSTM, "gru": _GRU, "rnn": _VANILLA, "scalar": _SCALAR, "jordan": _JORDAN, "feed": _FEED_FORWARD}
_CALLS = {
    "linear": QT_TRANSLATE_NOOP("step", "A linear layer: every row of the matrix is weighed against its input."),
    "embedding": QT_TRANSLATE_NOOP("step", "Each symbol is looked up: it becomes a vector that is learned too."),
    "scatter": QT_TRANSLATE_NOOP("step", "Each symbol becomes a unit vector: 1 at its own place, 0 elsewhere."),
    "output": QT_TRANSLATE_NOOP("step", "The hidden states of all timesteps together are the layer's output."),
    "softmax": QT_TRANSLATE_NOOP("step", "Softmax turns energies into shares that sum to 1."),
    "bmm": QT_TRANSLATE_NOOP("step", "The context: a sum of annotations, weighed by attention."),
    "tanh": QT_TRANSLATE_NOOP("step", "tanh presses every value into (−1, 1)."),
    "dropout": QT_TRANSLATE_NOOP("step", "Dropout silences some values by chance, only while the network learns."),
    "masked_fill": QT_TRANSLATE_NOOP("step", "What lies beyond a sequence's end is masked out."),
    "cross_entropy": QT_TRANSLATE_NOOP(
        "step", "The loss: −ln of the probability that each true symbol was given: {value}."
    ),
}
_CALL = QT_TRANSLATE_NOOP("step", "The program calls {name}; its result is {shape}.")
_BACKWARD_STARTS = QT_TRANSLATE_NOOP(
    "step", "Backpropagation begins: ∂L/∂L = 1; everything else follows by the chain rule."
)
_SPLIT = QT_TRANSLATE_NOOP(
    "step",
    "∂L/∂h of timestep {t}: {local} from its own output (local), {recurrent} through the other timesteps (recurrent).",
)
_BACKWARD = {
    "c": QT_TRANSLATE_NOOP(
        "step", "∂L/∂c of timestep {t}: through h, and, times the next forget gate, from the next cell state."
    ),
    "a": QT_TRANSLATE_NOOP("step", "The gradient before the nonlinearity; W_hhᵀ takes it on to {before}."),
    "gate": QT_TRANSLATE_NOOP("step", "How the loss would change with the gate {name} of timestep {t}."),
}
_CALL_BACKWARD = QT_TRANSLATE_NOOP("step", "The gradient with respect to the result of {name}: norm {norm}.")
_SHARED = QT_TRANSLATE_NOOP("step", "{name} is shared by all timesteps: their gradients add up to one, of norm {norm}.")
_PARAMETER = QT_TRANSLATE_NOOP("step", "The gradient of {name}: norm {norm}.")
_CLIPPED = QT_TRANSLATE_NOOP(
    "step", "The gradient's norm {norm} is above {threshold}: all of it is multiplied by {factor}."
)
_NOT_CLIPPED = QT_TRANSLATE_NOOP("step", "The gradient's norm {norm} is not above {threshold}: nothing is clipped.")
_BY_VALUE = QT_TRANSLATE_NOOP("step", "Every element of the gradient is held within ±{threshold}.")
_NO_CLIPPING = QT_TRANSLATE_NOOP("step", "The gradient is not clipped; its norm is {norm}.")
_STEP = QT_TRANSLATE_NOOP("step", "The optimiser changes {name}, by {ratio} of its norm.")
_REFUSED = QT_TRANSLATE_NOOP("step", "Loss or gradient are not finite: this update is not applied.")


@np.errstate(all="ignore")
def caption(reading: Reading, operation: Operation) -> str:
    """Return one translated sentence about an operation; another one if its picture has nothing to be seen."""
    said = translate("step", _template(reading, operation)).format_map(_Values(reading, operation))
    nothing = operation.value.size > 1 and not operation.value.any()
    return f"{said} {translate('step', 'All its numbers are zero.')}" if nothing else said


class _Values(dict[str, str]):
    """The words and numbers that sentences ask for, each made when asked for."""

    def __init__(self, reading: Reading, operation: Operation) -> None:
        super().__init__()
        self._reading, self._operation = reading, operation

    def __missing__(self, key: str) -> str:
        return str(getattr(self, f"_{key}")())

    def _t(self) -> str:
        return str(self._operation.timestep)

    def _before(self) -> str:
        r, t = self._reading.trace.recurrence(self._operation), self._operation.timestep or 0
        before = t + 1 if r is not None and r.reverse else t - 1
        if r is None or not 0 <= before < r.timesteps:
            return translate("step", "the start")
        return translate("step", "timestep {t}").format(t=before)

    def _symbol(self) -> str:
        symbol = self._reading.symbol(self._operation)
        return f"“{symbol}”" if symbol else translate("step", "its input")

    def _name(self) -> str:
        return self._operation.name

    def _shape(self) -> str:
        return " × ".join(map(str, self._operation.shape)) or translate("step", "one number")

    def _value(self) -> str:
        value = self._operation.value
        return number(float(value.flat[0]), signed=False) if value.size == 1 else self._shape()

    def _norm(self) -> str:
        clipping = self._reading.trace.clipping
        if self._operation.phase is TracePhase.CLIPPING and clipping is not None:
            return number(clipping.norm, signed=False)
        return number(self._operation.norm, signed=False)

    def _local(self) -> str:
        return _size(self._operation.local)

    def _recurrent(self) -> str:
        return _size(self._operation.recurrent)

    def _threshold(self) -> str:
        clipping = self._reading.trace.clipping
        return "" if clipping is None else number(clipping.threshold, signed=False)

    def _factor(self) -> str:
        clipping = self._reading.trace.clipping
        return "" if clipping is None else number(clipping.factor, signed=False)

    def _ratio(self) -> str:
        index = self._reading.weights.get(self._operation.name)
        return "" if index is None else f"{self._reading.trace.parameters[index].ratio:.2%}"


def _size(values: object) -> str:
    return "" if values is None else number(float(np.linalg.norm(np.asarray(values))), signed=False)


def _template(reading: Reading, operation: Operation) -> str:
    match operation.phase:
        case TracePhase.BACKWARD:
            return _backward(reading, operation)
        case TracePhase.CLIPPING:
            return _clipping(reading)
        case TracePhase.STEP:
            return _STEP
    r = reading.trace.recurrence(operation)
    if r is not None and operation.equation:
        known = _CELLS.get(r.cell.partition("_")[0]) or (_LSTM if set(r.gates) <= set("ifgo") else _OTHER)
        if operation.name in known:
            return known[operation.name]
    return _CALLS.get(operation.name, _CALL)


def _backward(reading: Reading, operation: Operation) -> str:
    if operation.timestep is not None and operation.equation:
        if operation.name == "h" and operation.local is not None:
            return _SPLIT
        return _BACKWARD.get(operation.name, _BACKWARD["gate"])
    if operation.of is not None and operation.of < 0:
        shared = any(operation.name in r.parameters.values() for r in reading.trace.recurrences)
        return _SHARED if shared else _PARAMETER
    return _CALL_BACKWARD if operation.value.size > 1 else _BACKWARD_STARTS


def _clipping(reading: Reading) -> str:
    clipping = reading.trace.clipping
    if not reading.trace.applied:
        return _REFUSED
    if clipping is None or clipping.kind == "none":
        return _NO_CLIPPING
    if clipping.kind == "value":
        return _BY_VALUE
    return _CLIPPED if clipping.factor < 1.0 else _NOT_CLIPPED
