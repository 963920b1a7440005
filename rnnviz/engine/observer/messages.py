"""What passes between the worker's process and the observer: plain records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.computation import Computation
from rnnviz.engine.observer.shared_state import Part, Written
from rnnviz.probe.frame import Frame, Want
from rnnviz.probe.packed_frame import encode
from rnnviz.settings import Live, Nonlinearity
from rnnviz.tasks import Facts


@dataclass(frozen=True)
class Model:
    """A model is to be looked at from now on; its states will lie in memory that is passed on after this."""

    number: int
    facts: Facts
    nonlinearity: Nonlinearity  # now: it may be another one than that of the facts
    parts: tuple[Part, ...]  # parameters and buffers, in the model's order
    tag: str  # of the memory, see `shared_memory`


@dataclass(frozen=True)
class Forget:
    """A model will not be asked for any more; what was asked about it is not wanted any more."""

    number: int


@dataclass(frozen=True, eq=False)
class Look:
    """A Frame is wanted."""

    ticket: int
    model: int
    written: Written
    update: int
    text: str  # the probe sequence
    wants: frozenset[Want]
    singular_value: float
    start: Any  # where watching begins, as `plain_start` has it
    live: Live  # what the task has put into the model
    packed: bool = False  # the Frame is only passed on: it comes as bytes


@dataclass(frozen=True, eq=False)
class Compute:
    """A value is wanted, when there is time for it."""

    ticket: int
    model: int
    written: Written
    computation: Computation


@dataclass(frozen=True)
class Ready:
    """The observer is up."""


@dataclass(frozen=True, eq=False)
class Packed:
    """A Frame as bytes (`rnnviz.probe.packed_frame`), for whoever only passes it on."""

    values: NDArray[np.uint8]

    @classmethod
    def of(cls, frame: Frame) -> Packed:
        """Pack one."""
        return cls(np.frombuffer(encode(frame), np.uint8))

    @property
    def blob(self) -> memoryview:
        """The bytes, which are not copied."""
        return memoryview(self.values)  # type: ignore[arg-type]


@dataclass(frozen=True, eq=False)
class Seen:
    """The Frame that was asked for."""

    ticket: int
    frame: Frame | Packed
    seconds: float  # of a processor, that it took


@dataclass(frozen=True, eq=False)
class Computed:
    """The value that was asked for."""

    ticket: int
    value: Any


@dataclass(frozen=True)
class Missed:
    """What was asked for does not come: its state was overwritten, or computing it failed."""

    ticket: int
    details: str = ""  # for an engineer: why it failed


@dataclass(frozen=True)
class Failed:
    """A model cannot be looked at here; why is for an engineer."""

    model: int
    details: str


Request = Model | Forget | Look | Compute
Answer = Ready | Seen | Computed | Missed | Failed
