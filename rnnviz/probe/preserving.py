"""Leaving no trace: what a forward pass may change in a model, and in the world, is put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from operator import is_
from typing import Any

import torch
from torch import Tensor, nn

from rnnviz.nn.generator import GLOBAL_GENERATOR


@contextmanager
def preserved(model: nn.Module) -> Iterator[None]:
    """Restore a model's attributes, buffers and modes and torch's random state, whatever happens inside.

    Attributes are restored by reference, so that a model which keeps its state between calls keeps that of before.
    Whoever else draws from torch's generator waits: put back while another thread draws, it would draw twice the same.
    """
    with GLOBAL_GENERATOR, _preserved(model):
        yield


@contextmanager
def _preserved(model: nn.Module) -> Iterator[None]:
    modules = list(model.modules())
    attributes = [pair for module in modules for pair in _attributes(module)]
    values = [(tensor, tensor._version, tensor.detach().clone()) for tensor in _written_to(modules)]
    on_cpu = torch.get_rng_state()
    on_cuda = torch.cuda.get_rng_state_all() if _uses_cuda() else []
    try:
        yield
    finally:
        for living, before in attributes:
            if living.keys() != before.keys() or not all(map(is_, living.values(), before.values())):
                _restore(living, before)
        with torch.no_grad():
            for tensor, version, value in values:
                if tensor._version != version or not torch.equal(tensor, value):  # else leave its version alone too
                    tensor.copy_(value)
        torch.set_rng_state(on_cpu)
        if on_cuda:
            torch.cuda.set_rng_state_all(on_cuda)


def _uses_cuda() -> bool:
    initialised: bool = torch.cuda.is_initialized()  # type: ignore[no-untyped-call]  # asking for more would start it
    return initialised


@contextmanager
def frozen_parameters(model: nn.Module) -> Iterator[None]:
    """Let no parameter require a gradient: what is asked for is dL/dh, and the graph need not begin before it."""
    learning = [p for p in model.parameters() if p.requires_grad]
    try:
        for parameter in learning:
            parameter.requires_grad_(False)
        yield
    finally:
        for parameter in learning:
            parameter.requires_grad_(True)


@contextmanager
def learning_parameters(model: nn.Module) -> Iterator[None]:
    """Let every parameter require a gradient: then all that is computed from one has its own gradient too."""
    frozen = [p for p in model.parameters() if not p.requires_grad and p.is_floating_point()]
    try:
        for parameter in frozen:
            parameter.requires_grad_(True)
        yield
    finally:
        for parameter in frozen:
            parameter.requires_grad_(False)


def _attributes(module: nn.Module) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pair each dictionary of a module with its present contents: train or eval mode is one of them."""
    living = (vars(module), module._parameters, module._buffers)
    return [(d, dict(d)) for d in living]


def _restore(living: dict[str, Any], before: dict[str, Any]) -> None:
    for name in [n for n in living if n not in before]:
        del living[name]
    for name, value in before.items():
        if living.get(name) is not value:
            living[name] = value


def _written_to(modules: Iterable[nn.Module]) -> Iterator[Tensor]:
    """Yield what a forward pass may write to: buffers, and the rows that an embedding with max_norm scales."""
    for module in modules:
        yield from (buffer for buffer in module._buffers.values() if buffer is not None)
        if getattr(module, "max_norm", None) is not None:
            yield from module.parameters(recurse=False)
