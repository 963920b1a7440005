"""Making edits of attention: energies, weights and contexts have other values from where they are computed on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from rnnviz.probe.attention import Attentions, targets_of
from rnnviz.probe.edits import Edit, EditAttention, number


class AttentionEdits:
    """The edits of attentions, made where softmaxes are taken and where their results are read.

    Parameters
    ----------
    edits : iterable of Edit
        Checked ones; others than of attention are left to others.
    attentions : Attentions
        Knows which calls there were.
    """

    def __init__(self, edits: Iterable[Edit], attentions: Attentions) -> None:
        self._edits = [edit for edit in edits if isinstance(edit, EditAttention)]
        self._attentions = attentions

    def concern(self, module: str, function: str) -> bool:
        """Whether a call of that function, made by the module of that name, may be about to be edited."""
        return any(edit.attention == module for edit in self._edits) and (
            function == "softmax" or self._attentions.following
        )

    def given(self, module: str, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """Return the arguments of a softmax with the energies that are wanted."""
        if function != "softmax" or not args or not isinstance(args[0], Tensor):
            return args
        dim = _dimension(args, kwargs)
        energies = args[0].movedim(dim, -1)
        edited = self._changed(energies, module, "e", self._attentions.before(module))
        return args if edited is energies else (edited.movedim(-1, dim), *args[1:])

    def result(self, module: str, function: str, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> Any:
        """Return the weights, or the context, that are wanted instead of what was computed."""
        if not isinstance(result, Tensor):
            return result
        if function == "softmax":
            dim = _dimension(args, kwargs)
            weights = result.movedim(dim, -1)
            edited = self._changed(weights, module, "alpha", self._attentions.before(module))
            return result if edited is weights else edited.movedim(-1, dim)
        origin = self._attentions.read_by(function, (*args, *kwargs.values()))
        if origin is None or origin.name != module or result.dim() != 3:
            return result
        return self._changed(result, module, "c", self._attentions.before(origin))

    def _changed(self, values: Tensor, module: str, quantity: str, first: int) -> Tensor:
        """Return values, laid out as in `Softmax`, under the edits of a quantity; the same tensor if there are none."""
        for edit in self._edits:
            row = edit.target - first
            if (edit.attention, edit.quantity) == (module, quantity) and 0 <= row < targets_of(values):
                values = _edited(values, None if values.dim() <= 2 else row, edit)
        return values


def _edited(values: Tensor, row: int | None, edit: EditAttention) -> Tensor:
    """Return values of which one element of a row is another one, in every sequence and every head."""
    wanted = number(edit.value)
    mask = torch.zeros_like(values, dtype=torch.bool)
    rows = mask if row is None else mask[..., row, :]
    rows[..., edit.place] = True
    if edit.quantity != "alpha":
        return torch.where(mask, torch.full_like(values, wanted), values)
    others = values.masked_fill(mask, 0.0)
    left = others.sum(dim=-1, keepdim=True)  # of the row, without the place
    even = (1 - wanted) / max(values.shape[-1] - 1, 1)
    scaled = torch.where(left > 0, others * ((1 - wanted) / left.clamp_min(torch.finfo(left.dtype).tiny)), even)
    made = torch.where(mask, torch.full_like(values, wanted), scaled)
    if row is None:
        return made
    here = torch.zeros_like(mask)
    here[..., row, :] = True
    return torch.where(here, made, values)


def _dimension(args: tuple[Any, ...], kwargs: dict[str, Any]) -> int:
    dim = kwargs.get("dim", args[1] if len(args) > 1 else None)
    if dim is None:  # what torch.nn.functional.softmax does then
        dim = 0 if args[0].dim() in (0, 1, 3) else 1
    return int(dim)
