"""A model's parts as a tree, for a chooser."""

from __future__ import annotations

from torch import nn

from rnnviz.agent.observation import Part


def part(name: str, module: nn.Module, seen: set[int] | None = None) -> Part:
    """Return a module with all that is in it; one that stands in two places is in both, its parameters counted once."""
    seen = set() if seen is None else seen
    own = [(n, p) for n, p in module._parameters.items() if p is not None]
    counted = sum(_size(p) for _, p in own if id(p) not in seen)
    seen.update(id(p) for _, p in own)
    parts = tuple(part(f"{name}.{n}", child, seen) for n, child in module.named_children())
    shapes = tuple((n, tuple(p.shape)) for n, p in own if not _lazy(p))
    return Part(name, type(module).__name__, counted + sum(p.parameters for p in parts), shapes, parts)


def _lazy(parameter: nn.Parameter) -> bool:
    return isinstance(parameter, nn.parameter.UninitializedParameter)


def _size(parameter: nn.Parameter) -> int:
    return 0 if _lazy(parameter) or not parameter.requires_grad else parameter.numel()
