"""One observed update, from its first forward pass to the Frame of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor, nn

from rnnviz.agent import by_hand
from rnnviz.agent.attending import Attending
from rnnviz.agent.axes import Axes
from rnnviz.agent.chains import Chain
from rnnviz.agent.convolved import Convolved, convolutions
from rnnviz.agent.names import Names
from rnnviz.agent.node_gradients import Gradients, Graph
from rnnviz.agent.observation import Found, FoundKind
from rnnviz.agent.predictions import Predictions
from rnnviz.agent.recording import Recording
from rnnviz.agent.stepped import Layer, cell_chains, layers_and_chains
from rnnviz.agent.symbols import Symbols
from rnnviz.agent.tape import Tape
from rnnviz.agent.user_code import here
from rnnviz.agent.weights import matrices, parameter_gradients
from rnnviz.agent.wishes import Wishes
from rnnviz.probe.activations import axes_of
from rnnviz.probe.frame import Attention, Frame, Recurrence, Want

_OF_RECURRENCES = frozenset({Want.STATES, Want.GATES, Want.GRADIENTS, Want.FLOW})


@dataclass(eq=False)
class Seen:
    """What was found in one backward pass, before and after it."""

    layers: list[Layer] = field(default_factory=list)
    chains: list[Chain] = field(default_factory=list)
    attending: Attending | None = None
    convolutions: list[Convolved] = field(default_factory=list)
    predictions: Predictions | None = None
    axes: Axes | None = None

    @property
    def listening(self) -> tuple[Layer | Chain | Convolved, ...]:
        """All whose gradients are wanted."""
        return (*self.layers, *self.chains, *self.convolutions)


class Look:
    """Observes one update; at most one is at work at a time.

    Parameters
    ----------
    update : int
    names : Names
    wishes : Wishes
    symbols : Symbols
        What the user calls the symbols of their sequences.
    fault : callable
        Told of what went wrong in here.
    """

    def __init__(
        self, update: int, names: Names, wishes: Wishes, symbols: Symbols, fault: Callable[[Exception], None]
    ) -> None:
        self.update, self.wishes = update, wishes
        self.batch, self.cost = 1, 0.0
        self.found: list[Found] = []
        self._names, self._symbols = names, symbols
        self._recording = Recording(wishes.sequence, fault, self._entered, lambda module: bool(axes_of(module)))
        self._gradients: Gradients | None = None
        self._seen: Seen | None = None
        self._graph: Graph | None = None
        self._parts: dict[str, Any] = {}
        self.loss = float("nan")

    def start(self, before: Look | None = None) -> None:
        """Begin to record; what the update before has computed and not used may still be."""
        if before is not None and (tape := before.left()) is not None:
            self._recording.tape = tape
        self._recording.start()

    def left(self) -> Tape | None:
        """Return what was recorded, if some of it has not been used by a backward pass; None: nothing is left."""
        graph, tape = self._graph, self._recording.tape
        return tape if graph is not None and tape.goes_on(graph.reached) else None

    def stop(self) -> None:
        """Leave nothing behind, however far it is."""
        self._recording.stop()
        if self._gradients is not None:
            self._gradients.stop()

    @property
    def complete(self) -> bool:
        """Whether there is something to be shown."""
        return bool(self._parts)

    def _entered(self, module: nn.Module) -> None:
        self._names.learn(module, here(3))

    # --- around a backward pass ---

    def before(self, roots: tuple[Tensor, ...]) -> None:
        """Find what there is, and have its gradients kept."""
        self._recording.paused = True
        if not self._recording.tape.operations:
            return
        began = perf_counter()
        graph = Graph.of(roots)
        if self._seen is None:
            self._graph, self._seen = graph, self._find(graph)
        elif not any(graph.reached(key) for each in self._seen.listening for key in each.keys):
            return  # another batch of an update that accumulates
        self._gradients = Gradients(graph)
        for each in self._seen.listening:
            each.listen(self._gradients)
        self.cost += perf_counter() - began

    def after(self, loss: float) -> bool:
        """Compute what is shown; the weights are still those of the forward pass. Return whether there is something."""
        self._recording.paused = False
        if self._seen is None or self._gradients is None:
            return False
        began = perf_counter()
        self._gradients.stop()
        if self._gradients.faults:
            raise self._gradients.faults[0]
        self._gradients = None
        self.loss, self.found = loss, []
        with torch.no_grad():
            self._parts = self._explain(self._seen)
        self.cost += perf_counter() - began
        return self.complete

    def _find(self, graph: Graph) -> Seen:
        tape, sequence = self._recording.tape, self.wishes.sequence
        layers, chains = layers_and_chains(tape, graph, self._names)
        chains += cell_chains(tape, graph, self._names, sequence)
        chains += by_hand.chains(tape, graph, self._names, sequence, chains)
        found = [layer.seen.batch for layer in layers] + [chain.batch for chain in chains]
        self.batch = found[0] if found else _batch(tape)
        seen = Seen(layers, chains, convolutions=convolutions(tape, graph, self._names, sequence))
        if Want.OUTPUT in self.wishes.wants:
            first = any(layer.seen.batch_first for layer in layers)
            packed = next((layer.seen.rows for layer in layers if layer.seen.rows is not None), None)
            seen.predictions = Predictions.of(graph, sequence, self.batch, first, packed)
        seen.axes = Axes(tape, layers, chains, sequence, self._symbols)
        seen.attending = Attending(tape, graph, self._names, sequence, self.batch)
        return seen

    def _explain(self, seen: Seen) -> dict[str, Any]:
        assert seen.axes is not None
        assert seen.attending is not None
        wants = self.wishes.wants
        recurrences = self._recurrences(seen) if wants & _OF_RECURRENCES else ()
        attentions = seen.attending.found(seen.axes) if Want.ATTENTION in wants else ()
        self.found += [_attention(a, self.wishes) for a in attentions]
        attentions = tuple(a for a in attentions if self.wishes.includes(a.name))
        activations = tuple(c.activation() for c in seen.convolutions if self.wishes.includes(c.name))
        self.found += [c.fact(self.wishes) for c in seen.convolutions]
        output = seen.predictions.output(seen.axes, self._symbols) if seen.predictions is not None else None
        models = self._names.models
        return {
            "recurrences": recurrences,
            "attentions": attentions,
            "output": output,
            "activations": activations if Want.ACTIVATIONS in wants else (),
            "weights": matrices(models, self.wishes) if wants & {Want.WEIGHTS, Want.SPECTRUM} else (),
            "parameter_gradients": (
                parameter_gradients(models, self.wishes) if Want.PARAMETER_GRADIENTS in wants else ()
            ),
            "sequences": MappingProxyType(seen.axes.sequences(recurrences, attentions, output)),
        }

    def _recurrences(self, seen: Seen) -> tuple[Recurrence, ...]:
        assert seen.axes is not None
        shown: list[Recurrence] = []
        every: list[Layer | Chain] = [*seen.layers, *seen.chains]
        for each in sorted(every, key=_order):
            watched = self.wishes.includes(each.name) and (bool(self.wishes.parts) or len(shown) < self.wishes.most)
            wants = self.wishes.wants if watched else frozenset({Want.STATES})
            began = perf_counter()
            axis = seen.axes.of(each)
            made = each.recurrences(wants, axis) if isinstance(each, Layer) else [each.recurrence(wants, axis)]
            cost = (perf_counter() - began) * 1e3 / len(made)
            self.found += [_recurrence(r, each, cost, watched) for r in made]
            shown += made if watched else []
        return tuple(shown)

    def frame(self) -> Frame:
        """Return what was found."""
        return Frame(
            self.update,
            self.loss,
            wants=self.wishes.wants,
            sequence=self.wishes.sequence,
            observe_ms=self.cost * 1e3,
            **self._parts,
        )


def _batch(tape: Tape) -> int:
    """Return how many sequences there are, where no recurrence tells: as many as the first input has rows."""
    shapes = [v.shape for o in tape.operations[:20] for v in o.operands if v.operation < 0 and not v.learns]
    return next((shape[0] for shape in shapes if len(shape) > 1), 1)


def _order(each: Layer | Chain) -> int:
    return each.operation


def _recurrence(r: Recurrence, each: Layer | Chain, cost: float, watched: bool) -> Found:
    gates = tuple(r.gates)
    return Found(
        FoundKind.RECURRENCE, r.name, r.title, r.cell, each.written, gates, r.h.shape, each.line, cost, watched
    )


def _attention(a: Attention, wishes: Wishes) -> Found:
    return Found(FoundKind.ATTENTION, a.name, a.name, shape=a.weights.shape, watched=wishes.includes(a.name))
