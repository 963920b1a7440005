"""Watching one forward pass: a mode that sees torch's functions, and hooks that know whose they are.

Both are there for this one pass, and gone after it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence
from torch.overrides import TorchFunctionMode

from rnnviz.probe.activations import Activations
from rnnviz.probe.attention import Attentions
from rnnviz.probe.frame import Want
from rnnviz.probe.fused import FUSED, FusedCall, FusedLayer, run_layers
from rnnviz.probe.looped import Loops
from rnnviz.probe.recurrent import CellWeights
from rnnviz.probe.running_modules import CellHooks, RunningModules


class Watching(TorchFunctionMode):
    """Collects the recurrent layers, cells and attentions of what runs inside ``with Watching(...)``.

    Parameters
    ----------
    model : nn.Module
    sequence : int
        The watched sequence: its index in the batch.
    wants : frozenset of Want
        Without GRADIENTS nothing is put into autograd's graph; without ATTENTION no softmax is followed, and without
        ACTIVATIONS no convolution.
    """

    def __init__(self, model: nn.Module, sequence: int, wants: frozenset[Want]) -> None:
        super().__init__()
        self.layers: list[FusedLayer] = []
        self._node = _into_graph if Want.GRADIENTS in wants else _as_it_is
        self.loops = Loops(sequence, self._node)
        self.attentions = Attentions(sequence) if Want.ATTENTION in wants else None
        self.activations = Activations(sequence, self._node) if Want.ACTIVATIONS in wants else None
        self._sequence = sequence
        self._modules = RunningModules(model)

    def hooked(self) -> AbstractContextManager[None]:
        """Keep track of which module runs, as long as the context lasts."""
        attended = self.attentions is not None
        return self._modules.hooked(
            CellHooks(self._before_cell, self.loops.after),
            follows=lambda module: attended or isinstance(module, nn.RNNBase),
            also=(lambda _name, _module: []) if self.activations is None else self.activations.follow,
        )

    @property
    def nodes(self) -> list[Tensor]:
        """The tensors of the graph whose gradient is needed."""
        layers = [node for layer in self.layers for node in layer.nodes]
        loops = [node for loop in self.loops.found for node in loop.nodes]
        return layers + loops + ([] if self.activations is None else self.activations.nodes)

    def _before_cell(self, name: str, cell: nn.Module, args: tuple[Any, ...]) -> tuple[Any, ...]:
        args = self.loops.before(name, cell, args)
        if self.attentions is not None and args[0].dim() > 1:
            self.attentions.batch = len(args[0])
        return args

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        name = getattr(func, "__name__", "")
        if name in FUSED and not kwargs:
            return self._fused(func, name, args)
        result = func(*args, **(kwargs or {}))
        if name == "where":
            self.loops.passed(args, result)
        if self.attentions is not None:
            self.attentions.see(self._modules.name, func, args, kwargs or {}, result)
        return result

    def _fused(self, function: Any, cell: str, args: Any) -> Any:
        name, given, number = self._modules.called()

        def seen(layer: int, call: FusedCall, data: Tensor, nodes: tuple[Tensor, ...]) -> None:
            self.layers.append(_layer(name, cell, number, layer, call, data, nodes, self._sequence, given))
            if self.attentions is not None:
                self.attentions.batch = nodes[1].shape[1]

        return run_layers(function, args, self._node, seen)


def _into_graph(tensor: Tensor) -> Tensor:
    """Return a tensor that autograd can deliver a gradient at."""
    if tensor.requires_grad or not tensor.is_floating_point():
        return tensor
    return tensor.detach().requires_grad_()


def _as_it_is(tensor: Tensor) -> Tensor:
    return tensor


def _layer(
    name: str,
    cell: str,
    number: int,
    layer: int,
    call: FusedCall,
    data: Tensor,
    nodes: tuple[Tensor, ...],
    sequence: int,
    given: object,
) -> FusedLayer:
    row, rows = call.place(sequence, given if isinstance(given, PackedSequence) else None)
    d, per_layer = call.directions, len(call.weights) // call.layers
    flat = call.weights[layer * per_layer : (layer + 1) * per_layer]
    each = per_layer // d
    weights = tuple(CellWeights.of(flat[k * each : (k + 1) * each], call.has_biases).detached() for k in range(d))
    start = tuple(s.detach()[layer * d : (layer + 1) * d, row].clone() for s in call.state)
    x = data.detach()
    x = (
        x[:, row].clone() if rows is None else x[rows]
    )  # a copy: what the model goes on to do with its input is its own affair
    return FusedLayer(name, cell, number, layer, row, rows, x, start, weights, nodes[0], nodes[1:])


def run(
    model: nn.Module, forward: Callable[[nn.Module], Any], sequence: int, wants: frozenset[Want]
) -> tuple[Any, Watching]:
    """Run the forward, watched; returns what it returned, and what was seen."""
    watching = Watching(model, sequence, wants)
    with torch.set_grad_enabled(Want.GRADIENTS in wants), watching.hooked(), watching:
        return forward(model), watching
