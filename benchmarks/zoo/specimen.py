"""A training loop, and what is to be found in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import nn


class Expected(NamedTuple):
    """A recurrence that a reader would point at.

    Attributes
    ----------
    name : str
        Of the part that it belongs to, as the user would write it.
    timesteps, units : int
    gates : str
        Their names, apart by spaces; empty: none has a name.
    count : int
        How many there are of that kind: layers times directions.
    """

    name: str
    timesteps: int
    units: int
    gates: str = ""
    count: int = 1


class Hand(NamedTuple):
    """Where the truth about a recurrence that was written by hand is found: a line's beginning, its last function."""

    line: str
    function: str
    state: str = "h"


class Trained(NamedTuple):
    """What a loop leaves behind."""

    losses: list[float]
    models: tuple[nn.Module, ...]


@dataclass(frozen=True)
class Specimen:
    """One loop.

    Attributes
    ----------
    train : callable
        Trains for some updates, from a seed that is set before, with weights of a type.
    recurrences : tuple of Expected
    attentions : tuple of (str, int, int)
        Name, targets, sources of each.
    activations : tuple of str
        Names of convolutions.
    updates : int, optional
        How many there are, if the loop's own count is another.
    hand : tuple of Hand
    doubles : bool
        Whether it can be trained in float64: not where it is about a type.
    """

    train: Callable[[int, torch.dtype], Trained]
    recurrences: tuple[Expected, ...] = ()
    attentions: tuple[tuple[str, int, int], ...] = ()
    activations: tuple[str, ...] = ()
    hand: tuple[Hand, ...] = ()
    doubles: bool = True

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.train.__name__
