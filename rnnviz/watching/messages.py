"""What passes between a user's own run and a window, beside `rnnviz.agent`'s observations: plain records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.agent.observation import Observation, Stop, UpdateMetrics
from rnnviz.agent.wishes import Wishes
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.sentences import Sentence

_COLUMNS = 6  # as the fields of `UpdateMetrics`


@dataclass(frozen=True, eq=False)
class Updates:
    """Metrics of some updates, in their order."""

    rows: NDArray[np.float64]  # (n, 6), a column for each field of `UpdateMetrics`

    @classmethod
    def of(cls, metrics: Iterable[UpdateMetrics]) -> Updates:
        """Return those of some updates."""
        rows = [(m.update, m.loss, m.gradient_norm, m.clipped_norm, m.learning_rate, m.seconds) for m in metrics]
        return cls(np.array(rows, float).reshape(-1, _COLUMNS))

    def each(self) -> Iterable[UpdateMetrics]:
        """Yield them again; raises ValueError if they are none."""
        if self.rows.ndim != 2 or self.rows.shape[1] != _COLUMNS or self.rows.dtype != float:
            raise ValueError(f"updates of {self.rows.shape}")
        for update, *rest in self.rows.tolist():
            yield UpdateMetrics(int(update), *rest)


@dataclass(frozen=True)
class Said:
    """Something that a user has to know; `about_breakpoints`: those that were wished for last are not taken."""

    sentence: Sentence
    details: str = ""
    about_breakpoints: bool = False


@dataclass(frozen=True)
class Going:
    """The loop goes on, or waits from its next update on; said whenever it was told to."""

    running: bool


@dataclass(frozen=True)
class Bye:
    """Nothing more will be said."""


@dataclass(frozen=True)
class Go:
    """Let every update pass."""


@dataclass(frozen=True)
class Hold:
    """Wait before the next update changes the weights."""


@dataclass(frozen=True)
class Advance:
    """Let some updates pass, and wait."""

    updates: int


@dataclass(frozen=True)
class Break:
    """Have these breakpoints and no others."""

    breakpoints: tuple[Breakpoint, ...]


@dataclass(frozen=True)
class Wish:
    """What is looked at from now on, and how often."""

    wishes: Wishes
    per_second: float  # pictures; 0: none
    budget: float = 0.05  # of the time, that looking may take


@dataclass(frozen=True)
class Leave:
    """The window watches no more."""


TO_THE_WINDOW = (Observation, Updates, Stop, Said, Going, Bye)
TO_THE_RUN = (Go, Hold, Advance, Break, Wish, Leave)
