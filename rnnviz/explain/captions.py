"""What happens at an operation, in one sentence, in the words of a lecture."""

from __future__ import annotations

import numpy as np

from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.number import number, percent
from rnnviz.nn import cells
from rnnviz.nn.forms import SAYS, Form
from rnnviz.probe.trace import Operation, TracedRecurrence, TracePhase
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

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
    "a without W_hh": QT_TRANSLATE_NOOP(
        "step", "The gradient before the nonlinearity: from here it reaches the weights."
    ),
    "c with peepholes": QT_TRANSLATE_NOOP(
        "step",
        "∂L/∂c of timestep {t}: through h, through the gates that see c, and from the next cell state, times what is "
        "kept of it.",
    ),
    "gate": QT_TRANSLATE_NOOP("step", "How the loss would change with the gate {name} of timestep {t}."),
}
_CALL_BACKWARD = QT_TRANSLATE_NOOP("step", "The gradient with respect to the result of {name}: norm {norm}.")
_SHARED = QT_TRANSLATE_NOOP("step", "{name} is shared by all timesteps: their gradients add up to one, of norm {norm}.")
_INITIAL = QT_TRANSLATE_NOOP(
    "step", "{first}, before the first timestep, is learned too: what reaches it from all sequences has norm {norm}."
)
_PARAMETER = QT_TRANSLATE_NOOP("step", "The gradient of {name}: norm {norm}.")
_CLIPPED = QT_TRANSLATE_NOOP(
    "step", "The gradient's norm {norm} is above {threshold}: all of it is multiplied by {factor}."
)
_NOT_CLIPPED = QT_TRANSLATE_NOOP("step", "The gradient's norm {norm} is not above {threshold}: nothing is clipped.")
_BY_VALUE = QT_TRANSLATE_NOOP("step", "Every element of the gradient is held within ±{threshold}.")
_NO_CLIPPING = QT_TRANSLATE_NOOP("step", "The gradient is not clipped; its norm is {norm}.")
_STEP = QT_TRANSLATE_NOOP("step", "The optimiser changes {name}, by {ratio} of its norm.")
_FROM_ZERO = QT_TRANSLATE_NOOP(
    "step", "The optimiser changes {name}, which was zero before: the change has norm {norm}."
)
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

    def _first(self) -> str:
        return f"{cells.initial_of(self._operation.name)}₀"

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
        return "" if index is None else percent(self._reading.trace.parameters[index].ratio, 2)


def _size(values: object) -> str:
    return "" if values is None else number(float(np.linalg.norm(np.asarray(values))), signed=False)


def _template(reading: Reading, operation: Operation) -> str:
    match operation.phase:
        case TracePhase.BACKWARD:
            return _backward(reading, operation)
        case TracePhase.CLIPPING:
            return _clipping(reading)
        case TracePhase.STEP:
            index = reading.weights.get(operation.name)
            was_zero = index is not None and not reading.trace.parameters[index].before.any()
            return _FROM_ZERO if was_zero else _STEP
    r = reading.trace.recurrence(operation)
    if r is not None and operation.equation:
        known = cells.form(r.cell) or cells.convention(r.gates)
        said = SAYS.get(operation.name, "") if known is None else known.sentence(operation.name)
        if said and (known is not None or operation.name != "a"):  # of an unknown sum nothing is said
            return said
    return _CALLS.get(operation.name, _CALL)


def _backward(reading: Reading, operation: Operation) -> str:
    if operation.timestep is not None and operation.equation:
        if operation.name == "h" and operation.local is not None:
            return _SPLIT
        r = reading.trace.recurrence(operation)
        return _BACKWARD[_kind(operation.name, None if r is None else cells.form(r.cell))]
    if operation.of is not None and operation.of < 0:
        if cells.initial_of(operation.name):
            return _INITIAL
        return _SHARED if any(_shares(r, operation.name) for r in reading.trace.recurrences) else _PARAMETER
    return _CALL_BACKWARD if operation.value.size > 1 else _BACKWARD_STARTS


def _kind(name: str, form: Form | None) -> str:
    """Return which sentence tells how the gradient comes to a quantity of a cell."""
    if name == "a" and form is not None and "W_hh" not in {term.weight for term in form.terms}:
        return "a without W_hh"
    if name == "c" and form is not None and form.peepholes:
        return "c with peepholes"
    return name if name in ("a", "c") else "gate"


def _shares(r: TracedRecurrence, parameter: str) -> bool:
    """Tell whether several timesteps of a recurrence have a parameter in common."""
    form = cells.form(r.cell)
    apart = form is not None and any(term.unshared for term in form.terms)
    return parameter in r.parameters.values() and r.timesteps > 1 and not apart


def _clipping(reading: Reading) -> str:
    clipping = reading.trace.clipping
    if not reading.trace.applied:
        return _REFUSED
    if clipping is None or clipping.kind == "none":
        return _NO_CLIPPING
    if clipping.kind == "value":
        return _BY_VALUE
    return _CLIPPED if clipping.factor < 1.0 else _NOT_CLIPPED
