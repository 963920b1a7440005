"""Making edits: in the weights for as long as a pass lasts, and in states and gates while they are computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from rnnviz.probe.edits import ClampGate, Edit, EditState, EditWeight, Key, number
from rnnviz.probe.tape import TapedRecurrence

_Values = dict[int, dict[int | None, float]]  # timestep -> unit (None: every one) -> value


class Edits:
    """The edits of states and gates, ready to be looked up.

    Parameters
    ----------
    edits : iterable of Edit
        Checked ones.
    lengths : mapping
        Timesteps of each recurrence, by its key: where a reverse loop ends is not known while it runs.
    """

    def __init__(self, edits: Iterable[Edit], lengths: Mapping[Key, int]) -> None:
        self._lengths = lengths
        self._table: dict[tuple[Key, str], _Values] = {}
        for edit in edits:
            match edit:
                case EditState():
                    values = self._table.setdefault((edit.recurrence, edit.state), {})
                    first, last = edit.span
                    for t in range(first, last + 1):
                        values.setdefault(t, {})[edit.unit] = number(edit.value)
                case ClampGate():
                    values = self._table.setdefault((edit.recurrence, edit.gate), {})
                    for t in range(edit.first, edit.last + 1):
                        values.setdefault(t, {}).update(dict.fromkeys(edit.units or (None,), number(edit.value)))

    def applied(self, recurrence: TapedRecurrence, name: str, timestep: int, values: Tensor) -> Tensor:
        """Return what a quantity, (B, N), is instead; the same tensor where nothing is edited."""
        by_timestep = self._table.get((recurrence.key, name))
        if by_timestep is None:
            return values
        if recurrence.looped and recurrence.reverse:
            timestep = self._lengths.get(recurrence.key, 0) - 1 - timestep
        found = by_timestep.get(timestep)
        if not found:
            return values
        mask = torch.zeros(values.shape[-1], dtype=torch.bool, device=values.device)  # (N,)
        constants = values.new_zeros(values.shape[-1])  # (N,)
        for unit, value in found.items():
            where = slice(None) if unit is None else unit
            mask[where], constants[where] = True, value
        return torch.where(mask, constants, values)


@contextmanager
def edited_weights(model: nn.Module, edits: Iterable[Edit]) -> Iterator[None]:
    """Let weights have other values; afterwards they have their own again, to the bit, whatever happens inside."""
    named = dict(model.named_parameters())
    wanted = [e for e in edits if isinstance(e, EditWeight)]
    before = {e.parameter: named[e.parameter].detach().clone() for e in wanted}
    try:
        apply_weights(model, wanted)
        yield
    finally:
        with torch.no_grad():
            for name, values in before.items():
                named[name].copy_(values)


def apply_weights(model: nn.Module, edits: Iterable[EditWeight]) -> None:
    """Give weights other values, for good."""
    named = dict(model.named_parameters())
    with torch.no_grad():
        for edit in edits:
            p = named[edit.parameter]
            # As Frame.weights shows it: a vector is one column, further dimensions are columns too.
            p.view(len(p) if p.dim() else 1, -1)[edit.row, edit.column] = number(edit.value, finite=False)
