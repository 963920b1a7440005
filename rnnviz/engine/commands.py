"""What a watcher can ask of the worker. Plain data: it waits in a queue and is carried out between two updates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.config import RunConfig
from rnnviz.engine.run_record import RunRecord
from rnnviz.engine.snapshot import Snapshot
from rnnviz.probe.edits import Edit, EditWeight
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

    `probe` is watched if the task can read it; otherwise (or if empty) the task's own. With `start` the run is a
    branch: it goes on from there (`checkpoints.begun`) instead of from new weights. With `fit` a text that
    is too short for the config is learned in fewer timesteps, fewer sequences at once. The run before is kept
    (`BringBack`), unless `keeps` says that it need not be.
    """

    config: RunConfig
    running: bool = False
    probe: str = ""
    start: Snapshot | None = None
    fit: bool = False
    keeps: bool = True


@dataclass(frozen=True)
class BringBack:
    """Have the former run again as it was, paused; the one that is there is the former one then.

    Weights, optimiser, snapshots, metrics, the place in time and the watched sequence are the same to the bit.
    """


@dataclass(frozen=True)
class Record:
    """Say all that the run is made of, as it stands, to be written down (`messages.Recorded`). Nothing changes."""


@dataclass(frozen=True)
class WriteScript:
    """Say the run as a PyTorch script, to be written to a path (`messages.Scripted`). Nothing changes.

    It begins where the run stands; with `from_seed` with new weights, of its seed and its settings of now.
    """

    path: str
    from_seed: bool = False


@dataclass(frozen=True)
class Open:
    """Have the run that a record is of, where it stood, and pause; training goes on if `running`.

    Its text must be there already. The run before is kept, as it is for `Build`.
    """

    record: RunRecord
    running: bool = False


@dataclass(frozen=True)
class CancelBuild:
    """Give up what is being built, at once; the run before goes on as it was."""


@dataclass(frozen=True)
class Live:
    """Change settings that need no new model (`engine.config.LIVE`).

    In the past the paths would part: there it is answered as `Branch` with these changes is, and nothing changes here.
    """

    values: Mapping[str, Any]


@dataclass(frozen=True)
class Seek:
    """Pause, and go to a past update of this run; a newer one takes the place of one under way.

    Answered by `messages.Sought` once it is there. Other commands that depend on the update wait until then; Pause
    stays where the run has come to.
    """

    update: int


@dataclass(frozen=True)
class Return:
    """Go back to the newest update, at once."""


@dataclass(frozen=True)
class Branch:
    """Publish what another runner needs to go on from an update of this run in another way (`messages.Branched`).

    A past update is gone to first.
    """

    update: int | None = None  # None: where the run stands
    changes: Mapping[str, Any] = field(default_factory=dict)  # of any field of the config
    weights: tuple[EditWeight, ...] = ()


@dataclass(frozen=True)
class KeepHistory:
    """Change the memory limit of the snapshots; 0: none are kept, and there is no going back."""

    limit: int  # bytes


@dataclass(frozen=True)
class SetBreakpoints:
    """Have these breakpoints and no others; if one cannot be read, those before stay."""

    breakpoints: tuple[Breakpoint, ...] = ()


@dataclass(frozen=True)
class TraceNext:
    """Record the update about to happen, aside; answered by `messages.Traced`. Training does not move."""

    sequence: int = 0  # of the batch


@dataclass(frozen=True)
class WatchBatch:
    """Have Frames show a sequence of the batch about to be learned, as long as training stands still there.

    None: they show the probe sequence again.
    """

    sequence: int | None = None


@dataclass(frozen=True)
class WhatIf:
    """Compute the probe sequence under edits, aside; answered by `messages.Consequences`. Training does not move."""

    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Probe:
    """Watch this sequence."""

    text: str


@dataclass(frozen=True)
class Extend:
    """Watch this sequence with one symbol more, as if the model had written it: an index into `Output.labels`."""

    text: str
    symbol: int


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

    rates: Mapping[frozenset[Want], float] = field(default_factory=dict)  # parts seen together -> how often a second
    frames_per_second: float = 25.0
    budget: float = 0.10  # of the time, for observing and painting together


@dataclass(frozen=True)
class Choose:
    """Look at some parts of a user's own model, in one sequence of its batch."""

    parts: tuple[str, ...] = ()  # by their names; empty: whatever is found, up to a number
    sequence: int = 0


@dataclass(frozen=True)
class Stop:
    """End the worker."""


Command = (
    Run | Pause | Update | Build | CancelBuild | BringBack | Record | WriteScript | Open | Live | Seek | Return | Branch
    | KeepHistory | SetBreakpoints | TraceNext | WhatIf | WatchBatch | Probe | Extend | SampleNow | Speed | Watch
    | Choose | Stop
)  # fmt: skip
