"""What a cell written in Python offers so that the probe can look inside it.

PyTorch's own cells are known to the probe. Any other ``nn.Module`` that is called in a loop, one timestep a call, and
has the members of `ExplainedCell` is watched in the same way; nothing needs to be registered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol, TypeAlias, TypeGuard

from torch import Tensor, nn

from rnnviz.nn import cells

State: TypeAlias = Tensor | tuple[Tensor, ...]  # h, or (h, c), or h and as many more as there are


class Explanation(NamedTuple):
    """The insides of a cell at many timesteps at once; a plain pair of mappings will do."""

    gates: Mapping[str, Tensor]  # after their nonlinearity, each (N, H)
    before: Mapping[str, Tensor]  # before it, each (N, H), under the same names; a cell without gates: "h"


class ExplainedCell(Protocol):
    """A cell that can say what its gates were.

    The call takes ``x`` (B, I) and the state, and returns the new state: ``h`` (B, H), or ``(h, c)`` where ``h`` is
    computed from the very tensor ``c`` that is returned (its gradient is then total, through ``h`` too).

    Two optional attributes place it in a deeper layer: ``layer: int`` (0) and ``reverse: bool`` (False: it runs from
    the first timestep to the last). If it is an element of a ``ModuleList`` called ``cells``, as in ``"rnn.cells.1"``,
    what it does is shown under the name of the module that holds the list, ``"rnn"``.

    States beside h and c are shown too, whatever their shape. Two optional attributes name them: ``states:
    tuple[str, ...]``, of all that it returns, such as ``("h", "C", "n")``; and ``axes: dict[str, tuple[str, ...]]``, of
    those that are more than a vector for each sequence of the batch: ``{"C": ("key", "value")}``.

    A recurrent matrix called ``weight_hh`` (G H, H) has its spectrum shown; for G > 1, the optional attribute
    ``gates: tuple[str, ...]`` names its G parts in their order.
    """

    key: str  # what `Recurrence.cell` says

    def __call__(self, x: Tensor, state: State, /) -> State:
        """Return the state after one timestep."""

    def explain(self, x: Tensor, h: Tensor, c: Tensor | None, /) -> Explanation:
        """Return the gates of N independent timesteps from x (N, I) and the state before each, h and c (N, H).

        A cell whose state is more than (h, c) is given the others after c.
        """


def is_explained(module: nn.Module) -> bool:
    """Tell whether a module has the members of `ExplainedCell`."""
    return callable(getattr(type(module), "explain", None)) and isinstance(getattr(module, "key", None), str)


def state_names(module: nn.Module, count: int) -> tuple[str, ...]:
    """Return the names of the states that a cell returns, h first."""
    form = cells.form(str(getattr(module, "key", "")))
    own = getattr(module, "states", None) if form is None else form.handed_on
    return own if _are_names(own, count) else ("h", "c", *(f"state {k}" for k in range(2, count)))[:count]


def state_axes(module: nn.Module, name: str, dimensions: int) -> tuple[str, ...]:
    """Return the names of the axes of a state of one sequence, over its timesteps."""
    given = getattr(module, "axes", None)
    own = given.get(name) if isinstance(given, Mapping) else None
    if _are_names(own, dimensions) and "timestep" not in own:
        return ("timestep", *own)
    usual = {0: (), 1: ("unit",), 2: ("row", "column")}
    return ("timestep", *usual.get(dimensions, tuple(f"axis {k}" for k in range(dimensions))))


def _are_names(given: object, count: int) -> TypeGuard[tuple[str, ...]]:
    """Whether these are so many different names that can stand in a path."""
    if not isinstance(given, tuple) or not len(given) == count == len(set(given)):
        return False
    return all(isinstance(name, str) and name and "/" not in name for name in given)
