"""What modules give out that are no recurrence: of those whose output has axes that everybody calls the same.

A convolution's first axis is the batch, its second one the channel, the rest are places: so says torch. What a linear
layer's axes mean only its model knows, so it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn

from rnnviz.probe.frame import Activation
from rnnviz.probe.numbers import frozen

_PLACES: Mapping[int, tuple[str, ...]] = {1: ("position",), 2: ("row", "column"), 3: ("depth", "row", "column")}
_KINDS = {
    **dict.fromkeys((nn.Conv1d, nn.ConvTranspose1d, nn.MaxPool1d, nn.AvgPool1d), 1),
    **dict.fromkeys((nn.Conv2d, nn.ConvTranspose2d, nn.MaxPool2d, nn.AvgPool2d), 2),
    **dict.fromkeys((nn.Conv3d, nn.ConvTranspose3d, nn.MaxPool3d, nn.AvgPool3d), 3),
}


def axes_of(module: nn.Module) -> tuple[str, ...]:
    """Return the names of the axes of what a module gives out, without the batch; empty: they are not known."""
    places = next((count for kind, count in _KINDS.items() if isinstance(module, kind)), 0)
    return ("channel", *_PLACES[places]) if places else ()


@dataclass(eq=False)
class _Seen:
    name: str
    call: int
    axes: tuple[str, ...]
    row: int | None  # of the watched sequence in the batch; None: there is no batch
    node: Tensor  # autograd delivers dL/dvalues there
    values: Tensor  # of the watched sequence, before anybody changes them in place


@dataclass(eq=False)
class Activations:
    """Keeps what such modules give out in one forward pass.

    Parameters
    ----------
    sequence : int
        The watched sequence: its index in the batch.
    node : callable
        Makes a tensor one that autograd can deliver a gradient at.
    """

    sequence: int
    node: Callable[[Tensor], Tensor]
    _seen: list[_Seen] = field(default_factory=list)

    @property
    def nodes(self) -> list[Tensor]:
        """The tensors whose gradient is needed."""
        return [seen.node for seen in self._seen]

    def follow(self, name: str, module: nn.Module) -> list[Callable[[], None]]:
        """Register a hook on a module whose axes are known; return what removes it."""
        axes = axes_of(module)

        def leave(_: nn.Module, __: object, output: Any) -> Any:
            return self._see(name, axes, output) if isinstance(output, Tensor) else output

        return [module.register_forward_hook(leave).remove] if axes else []

    def _see(self, name: str, axes: tuple[str, ...], output: Tensor) -> Tensor:
        """Note an output, and hand the caller a copy: a node must not be changed in place."""
        node = self.node(output)
        row = self.sequence if output.dim() > len(axes) else None
        values = node.detach() if row is None else node.detach()[row]
        call = sum(seen.name == name for seen in self._seen)
        self._seen.append(_Seen(name, call, axes, row, node, values.clone()))
        return node.clone()

    def found(self, gradient: Callable[[Tensor], Tensor | None] | None) -> Iterator[Activation]:
        """Yield each, with its gradient where `gradient` knows one."""
        for seen in self._seen:
            delivered = None if gradient is None else gradient(seen.node)
            if delivered is not None and seen.row is not None:
                delivered = delivered[seen.row]
            yield Activation(
                seen.name,
                seen.axes,
                frozen(seen.values),
                None if delivered is None else frozen(delivered, copy=True),
                call=seen.call,
            )
