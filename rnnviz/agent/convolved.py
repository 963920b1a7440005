"""What convolutions and poolings give out, and its gradient: of the watched sequence, its axes by the field's names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from torch import Tensor

from rnnviz.agent.names import Names
from rnnviz.agent.node_gradients import Gradients, Graph
from rnnviz.agent.observation import Found, FoundKind, UserLine
from rnnviz.agent.tape import NodeKey, Tape, Value
from rnnviz.agent.user_code import line
from rnnviz.agent.wishes import Wishes
from rnnviz.probe.activations import axes_of
from rnnviz.probe.frame import Activation
from rnnviz.probe.numbers import frozen


@dataclass(eq=False)
class Convolved:
    """The output of one call of such a module."""

    name: str
    call: int
    axes: tuple[str, ...]
    row: int  # of the watched sequence in the batch
    value: Value
    numbers: Tensor
    line: UserLine
    _delivered: list[Callable[[], Tensor | None]] = field(default_factory=list)

    @property
    def keys(self) -> tuple[NodeKey | None, ...]:
        """Where it is in the graph."""
        return (self.value.key,)

    def listen(self, gradients: Gradients) -> None:
        """Have what arrives at it kept."""
        self._delivered.append(gradients.at(self.value.key, self._pick))

    def _pick(self, whole: Tensor) -> Tensor:
        return whole[self.row]

    def activation(self) -> Activation:
        """Return what a Frame holds of it."""
        there = [g for g in (get() for get in self._delivered) if g is not None]
        gradient = frozen(sum(there[1:], there[0]), copy=True) if there else None
        return Activation(self.name, self.axes, frozen(self.numbers), gradient, call=self.call)

    def fact(self, wishes: Wishes) -> Found:
        """Return what is said of it."""
        shape = tuple(self.numbers.shape)
        return Found(
            FoundKind.ACTIVATION, self.name, self.name, shape=shape, line=self.line, watched=wishes.includes(self.name)
        )


def convolutions(tape: Tape, graph: Graph, names: Names, sequence: int) -> list[Convolved]:
    """Return those that a gradient will reach."""
    found: list[Convolved] = []
    calls: Counter[str] = Counter()
    for call in tape.calls:
        axes = axes_of(call.module)
        value = call.output
        if (
            len(axes) + 1 != (0 if value is None else len(value.shape))
            or value is None
            or value.data is None
            or not graph.reached(value.key)
        ):
            continue
        name = names.of(call.module)
        row = min(sequence, value.shape[0] - 1)
        where = line(call.places[0]) if call.places else UserLine()
        found.append(Convolved(name, calls[name], axes, row, value, value.data, where))
        calls[name] += 1
    return found
