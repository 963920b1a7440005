"""What is computed of a model beside its training, as plain data; no torch here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rnnviz.settings import Live


@dataclass(frozen=True, eq=False)
class Computation:
    """What is computed, of which state."""

    name: str  # in the table of `rnnviz.engine.computations`
    update: int  # optimiser steps that the model has taken
    singular_value: float = 0.0  # at which its recurrent matrices are held; 0: they are free
    start: Any = None  # where watching and writing begin, as `plain_start` has it
    live: Live = field(default_factory=Live)  # what the task has put into the model
    given: Mapping[str, Any] = field(default_factory=dict)  # what else it needs to know, plain
