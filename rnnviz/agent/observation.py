"""What the agent hands over: plain records, which `rnnviz.packing.records` writes and reads. No torch here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite, nan
from types import MappingProxyType

from rnnviz.engine.breakpoints import Breakpoint, Place, Value
from rnnviz.probe.frame import Frame
from rnnviz.sentences import Sentence


@dataclass(frozen=True)
class UserLine:
    """A line of the user's own code."""

    file: str = ""
    line: int = 0  # from 1; 0: not known
    text: str = ""


@dataclass(frozen=True)
class Part:
    """A module, with what is in it.

    Attributes
    ----------
    name : str
        As in a Frame: ``"encoder.rnn"``. The first word is the variable that holds the model, or else its class.
    kind : str
        Its class.
    parameters : int
        Numbers that it learns, those of its parts among them.
    shapes : tuple of (str, tuple of int)
        Of its own parameters, by their names.
    parts : tuple of Part
    """

    name: str
    kind: str
    parameters: int
    shapes: tuple[tuple[str, tuple[int, ...]], ...] = ()
    parts: tuple[Part, ...] = ()


class FoundKind(StrEnum):
    """What something in a model is."""

    RECURRENCE = "recurrence"
    ATTENTION = "attention"
    ACTIVATION = "activation"


class Written(StrEnum):
    """How a recurrence was written."""

    FUSED = "fused"  # one call for all timesteps
    PER_TIMESTEP = "per timestep"  # a layer or a cell of torch, called once a timestep
    BY_HAND = "by hand"  # out of the user's own operations


@dataclass(frozen=True)
class Found:
    """A recurrence, an attention or an activation of a model.

    Attributes
    ----------
    name : str
        Of the part that it belongs to, as in the Frame.
    title : str
        As panels name it: with layer and direction, where there is more than one to tell apart.
    cell : str
        As `Recurrence.cell`; of a recurrence that was written by hand, the name of its class or function.
    gates : tuple of str
        By the names of the user's own variables, where it was written by hand.
    shape : tuple of int
        Of what is shown: (timestep, unit), (head, target, source), ...
    line : UserLine
        Where it is computed.
    cost_ms : float
        What looking at it took, the last time that it was looked at.
    watched : bool
        Whether it is in the Frames: see `Wishes.parts`.
    """

    kind: FoundKind
    name: str
    title: str
    cell: str = ""
    written: Written = Written.FUSED
    gates: tuple[str, ...] = ()
    shape: tuple[int, ...] = ()
    line: UserLine = UserLine()
    cost_ms: float = 0.0
    watched: bool = True


@dataclass(frozen=True)
class Facts:
    """What is known of the user's models, apart from any one update."""

    models: tuple[Part, ...] = ()
    found: tuple[Found, ...] = ()
    batch: int = 1  # sequences in the last batch: `Wishes.sequence` is one of them
    parameters: int = 0
    device: str = "cpu"
    dtype: str = "float32"
    optimisers: tuple[str, ...] = ()  # their classes
    said: tuple[Sentence, ...] = ()  # what cannot be looked at, and why


@dataclass(frozen=True)
class UpdateMetrics:
    """What is known of every update.

    Attributes
    ----------
    update : int
        Optimiser steps that were taken before it, since the agent is there.
    loss : float
        What was given to backward, without a GradScaler's scale; the sum over the passes of an update that accumulates.
    gradient_norm : float
        Euclidean, over all parameters of the optimisers that stepped, before clipping.
    clipped_norm : float
        The same when the optimiser was called; NaN if nobody had touched the gradients.
    learning_rate : float
        Of the first group of the first optimiser; NaN without one.
    seconds : float
        Since the update before, what waiting at the gate took left out.
    """

    update: int
    loss: float = nan
    gradient_norm: float = nan
    clipped_norm: float = nan
    learning_rate: float = nan
    seconds: float = nan

    @property
    def finite(self) -> bool:
        """Whether loss and gradient are."""
        return isfinite(self.loss) and isfinite(self.gradient_norm)


@dataclass(frozen=True, eq=False)
class Observation:
    """One update, looked at."""

    update: int
    frame: Frame
    facts: Facts | None = None  # None: as they were
    cost_ms: float = 0.0  # that it took from training, recording and computing together


class Cause(StrEnum):
    """Why the loop waits, or why nothing is watched any more."""

    PAUSED = "paused"
    BREAKPOINT = "breakpoint"
    NOT_FINITE = "not finite"


@dataclass(frozen=True)
class Stop:
    """The loop waits before it changes the weights: `update` has been computed and not yet applied."""

    cause: Cause
    update: int
    metrics: UpdateMetrics
    breakpoint: Breakpoint | None = None
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    place: Place | None = None
