"""The weights of the parts that are looked at, copied: under what their owner is called, as matrices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from torch import Tensor, nn

from rnnviz.agent.wishes import Wishes
from rnnviz.probe.frame import Weights
from rnnviz.probe.spectrum import as_matrix

LARGEST = 1 << 20  # elements of a matrix that is shown
MOST = 1 << 22  # elements of all of them: 16 MB


def matrices(models: Mapping[str, nn.Module], wishes: Wishes) -> tuple[Weights, ...]:
    """Return every parameter of the parts that are looked at; recurrent ones first, if all were too many."""
    return _within_bounds(list(_named(models, wishes)))


def parameter_gradients(models: Mapping[str, nn.Module], wishes: Wishes) -> tuple[Weights, ...]:
    """Return what their gradients are when backward returns."""
    found = ((name, p.grad) for name, p in _named(models, wishes))
    return _within_bounds([(name, g.to_dense() if g.is_sparse else g) for name, g in found if g is not None])


def _named(models: Mapping[str, nn.Module], wishes: Wishes) -> Iterator[tuple[str, nn.Parameter]]:
    for model, module in models.items():
        for name, parameter in module.named_parameters():
            if wishes.includes(whole := f"{model}.{name}") and not nn.parameter.is_lazy(parameter):
                yield whole, parameter


def _within_bounds(found: list[tuple[str, Tensor]]) -> tuple[Weights, ...]:
    chosen, left = set[str](), MOST
    for name, values in sorted(found, key=lambda each: "weight_hh" not in each[0]):
        if values.numel() <= min(LARGEST, left):
            chosen.add(name)
            left -= values.numel()
    return tuple(as_matrix(name, values) for name, values in found if name in chosen)
