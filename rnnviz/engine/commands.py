"""What a watcher can ask of the worker. Plain data: it waits in a queue and is carried out between two updates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rnnviz.engine.config import RunConfig
from rnnviz.probe.frame import Want


@dataclass(frozen=True)
class Run:
    """Train until told otherwise."""


@dataclass(frozen=True)
class Pause:
    """Stop before the next update."""


@dataclass(frozen=True)
class Update:
    """Take this many updates, then pause."""

    count: int = 1


@dataclass(frozen=True)
class Build:
    """Make text, model and optimiser anew from a config, and pause; training goes on if `running`.

    `probe` is watched if the task can read it; otherwise (or if empty) the task's own.
    """

    config: RunConfig
    running: bool = False
    probe: str = ""


@dataclass(frozen=True)
class Live:
    """Change settings that need no new model (`engine.config.LIVE`)."""

    values: Mapping[str, Any]


@dataclass(frozen=True)
class Probe:
    """Watch this sequence."""

    text: str


@dataclass(frozen=True)
class SampleNow:
    """Let the model write."""

    seed_text: str = ""


@dataclass(frozen=True)
class Speed:
    """Limit the updates per second; None: as fast as it goes."""

    per_second: float | None = None


@dataclass(frozen=True)
class Watch:
    """What is looked at, and what looking may cost. With no rates nothing is observed."""

    rates: Mapping[Want, float] = field(default_factory=dict)  # part -> how often a second it is worth computing
    frames_per_second: float = 30.0
    budget: float = 0.10  # of the time, for observing and painting together


@dataclass(frozen=True)
class Stop:
    """End the worker."""


Command = Run | Pause | Update | Build | Live | Probe | SampleNow | Speed | Watch | Stop
