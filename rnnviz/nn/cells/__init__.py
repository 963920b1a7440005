"""Cells: one file each, ending in ``CELL = Cell(...)``.

Importing this package loads no torch, importing a cell does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from rnnviz.settings import ModelSettings, module_names

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True)
class Cell:
    """A kind of recurrent layer.

    ``layer(settings, inputs, bidirectional)`` returns a module with the calling convention of ``nn.LSTM``: time first,
    ``output, state = layer(x, state)``. ``step(settings, inputs)`` returns the single cell, called as
    ``nn.LSTMCell`` is.
    """

    title: str
    gates: tuple[str, ...]  # in the order shown; empty for a cell without gates
    has_cell_state: bool
    layer: Callable[[ModelSettings, int, bool], nn.Module]
    step: Callable[[ModelSettings, int], nn.Module]


def names() -> tuple[str, ...]:
    """Return every cell's name."""
    return module_names("nn/cells")


def load(name: str) -> Cell:
    """Import a cell (and torch)."""
    cell: Cell = import_module(f"rnnviz.nn.cells.{name}").CELL
    return cell
