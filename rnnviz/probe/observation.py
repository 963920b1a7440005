"""`observe`: one Frame of any model, exact, with the model and the world as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor, nn

from rnnviz.probe import fused, looped, spectrum
from rnnviz.probe.decoding import Decoding
from rnnviz.probe.frame import EVERYTHING, Attention, Frame, Recurrence, Want, Weights
from rnnviz.probe.fused import Gradient
from rnnviz.probe.gradient_flow import flowing
from rnnviz.probe.outcome import Outcome, by_prefix, prediction, symbols
from rnnviz.probe.padding import unpadded_attention, unpadded_recurrence
from rnnviz.probe.preserving import frozen_parameters, preserved
from rnnviz.probe.watching import Watching, run

__all__ = ["Outcome", "observe"]

_STATES = frozenset({Want.STATES, Want.GATES, Want.GRADIENTS})


def observe(
    model: nn.Module,
    forward: Callable[[nn.Module], Tensor | Outcome],
    *,
    wants: frozenset[Want] = EVERYTHING,
    sequence: int = 0,
    update: int = 0,
) -> Frame:
    """Run a model once on the probe sequence and look inside.

    Every ``nn.RNN``, ``nn.LSTM`` and ``nn.GRU``, every cell called in a loop (`rnnviz.probe.cell`) and every attention
    is found wherever the model holds it; the model needs no change. It runs in the mode it is in, train or eval. Its
    weights, their ``.grad`` and ``requires_grad``, buffers, modes, hooks and torch's random state are the same
    afterwards, also if `forward` raises.

    Parameters
    ----------
    model : nn.Module
    forward : callable
        Runs the model and returns the loss, a scalar, or an `Outcome`.
    wants : frozenset of Want
        What is computed; the rest of the Frame stays empty. Without GRADIENTS no graph is built. For
        PARAMETER_GRADIENTS the model runs once more, unwatched, as it does when it learns.
    sequence : int
        The watched sequence: its index in the batch, in the caller's order also where it is packed.
    update : int
        Optimiser steps taken so far, for `Frame.update`.

    Returns
    -------
    Frame
        Its gradients are None where the loss does not depend on any parameter or state through autograd.

    Raises
    ------
    ValueError
        If the loss is not a scalar.
    IndexError
        If a batch has no such sequence.
    """
    began = perf_counter()
    wants = wants | {Want.GATES, Want.GRADIENTS} if Want.FLOW in wants else wants
    with torch.inference_mode(False), preserved(model):
        outcome, watching = _run(model, forward, sequence, wants)
        gradients = _gradients(outcome.loss, watching.nodes) if Want.GRADIENTS in wants else None
        by_parameter = _by_parameter(model, forward) if Want.PARAMETER_GRADIENTS in wants else ()
        decoding = _decoding(outcome) if Want.DECODING in wants else None
    with torch.no_grad():
        found = _seen(model, outcome, watching, None if gradients is None else lambda node: gradients[id(node)], wants)
    found |= {"loss": float(outcome.loss.detach()), "parameter_gradients": by_parameter, "decoding": decoding}
    return Frame(update, wants=wants, **found, observe_ms=(perf_counter() - began) * 1e3)


def _run(
    model: nn.Module, forward: Callable[[nn.Module], Tensor | Outcome], sequence: int, wants: frozenset[Want]
) -> tuple[Outcome, Watching]:
    """Run the model, watched; raises ValueError if its loss is no scalar."""
    with frozen_parameters(model):
        returned, watching = run(model, forward, sequence, wants)
    outcome = returned if isinstance(returned, Outcome) else Outcome(returned)
    if outcome.loss.numel() != 1:
        raise ValueError(f"the loss must be a scalar, not of shape {tuple(outcome.loss.shape)}")
    return outcome, watching


def _seen(
    model: nn.Module, outcome: Outcome, watching: Watching, gradient: Gradient | None, wants: frozenset[Want]
) -> dict[str, Any]:
    """Return the parts of a Frame that follow from what was seen, by their names."""
    recurrences = _recurrences(outcome, watching, gradient, wants) if wants & _STATES else ()
    recurrences = flowing(model, recurrences) if Want.FLOW in wants else recurrences
    seen = watching.attentions.attentions(outcome) if watching.attentions else ()
    attentions = tuple(unpadded_attention(attention, outcome.lengths) for attention in seen)
    found = parts(model, outcome, recurrences, attentions, wants)
    if watching.activations is not None:
        found["activations"] = tuple(watching.activations.found(gradient))
    return found


def _gradients(loss: Tensor, nodes: list[Tensor]) -> dict[int, Tensor | None] | None:
    """Return what autograd delivers at each node, by the node's identity."""
    if not loss.requires_grad or not nodes:
        return None
    found = torch.autograd.grad(loss.sum(), nodes, allow_unused=True)
    return {id(node): gradient for node, gradient in zip(nodes, found, strict=True)}


def _by_parameter(model: nn.Module, forward: Callable[[nn.Module], Tensor | Outcome]) -> tuple[Weights, ...]:
    """Return autograd's gradient of each parameter that learns, and that the loss depends on."""
    learning = {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}
    with torch.enable_grad():
        returned = forward(model)
    found = _gradients(returned.loss if isinstance(returned, Outcome) else returned, list(learning.values())) or {}
    gradients = ((name, found.get(id(parameter))) for name, parameter in learning.items())
    return tuple(spectrum.as_matrix(name, gradient) for name, gradient in gradients if gradient is not None)


def _decoding(outcome: Outcome) -> Decoding | None:
    """Have the sequence decoded aside, unwatched, where the task knows how."""
    if outcome.decoding is None:
        return None
    with torch.no_grad():
        return outcome.decoding()


def parts(
    model: nn.Module,
    outcome: Outcome,
    recurrences: tuple[Recurrence, ...],
    attentions: tuple[Attention, ...],
    wants: frozenset[Want],
) -> dict[str, Any]:
    """Return the parts of a Frame, by their names."""
    output = prediction(outcome) if Want.OUTPUT in wants else None
    return {
        "sequences": MappingProxyType(symbols(outcome, recurrences, attentions, output)),
        "recurrences": recurrences,
        "attentions": tuple(_explained(model, attention) for attention in attentions),
        "output": output,
        "weights": spectrum.weights(model) if Want.WEIGHTS in wants else (),
        "spectra": spectrum.spectra(model) if Want.SPECTRUM in wants else (),
    }


def _explained(model: nn.Module, attention: Attention) -> Attention:
    """Return an attention with what its module says of it: of what kind it is, and by which parameters."""
    module = next((module for found, module in model.named_modules() if found == attention.name), None)
    kind = str(getattr(module, "kind", ""))
    if module is None or not kind:
        return attention
    return replace(attention, kind=kind, parameters=spectrum.weights(module))


def _recurrences(
    outcome: Outcome, watching: Watching, gradient: Gradient | None, wants: frozenset[Want]
) -> tuple[Recurrence, ...]:
    def axis(name: str) -> str:
        return by_prefix(outcome.axes, name, outcome.axis)

    def timesteps(name: str) -> int | None:
        return outcome.lengths.get(axis(name))

    fused_ones = (fused.recurrences(layer, wants, gradient, axis(layer.name)) for layer in watching.layers)
    whole = (r for layer in fused_ones for r in layer)
    looped_ones = (
        looped.recurrence(loop, wants, gradient, axis(loop.name), timesteps(loop.name)) for loop in watching.loops.found
    )
    return (*(unpadded_recurrence(r, timesteps(r.name)) for r in whole), *looped_ones)
