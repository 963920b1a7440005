"""What the model expects next at one timestep, ranked. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnnviz.probe.frame import Array, Frame, Output, Recurrence, Want

TOP = 10


@dataclass(frozen=True)
class Prediction:
    """The most likely symbols at one timestep, and what became of them."""

    timestep: int
    target: int | None  # index into the vocabulary
    probabilities: Array  # (symbol,) of the whole vocabulary
    entropy: float  # nats
    loss: float  # nats; NaN where no target is known
    top: int = TOP
    signed: bool = False  # differences of probabilities: ranked by size

    @cached_property
    def ranked(self) -> tuple[int, ...]:
        """The `top` most likely ones as indices into the vocabulary; NaN comes last."""
        return _ranked(np.abs(self.probabilities) if self.signed else self.probabilities, self.top)

    @property
    def outsider(self) -> int | None:
        """The target, if it is not among the ranked ones."""
        return None if self.target in self.ranked else self.target


def default_timestep(output: Output) -> int:
    """Return the timestep to show when none is pointed at: the last one whose target is known, or the last one."""
    return len(output.targets) - 1 if output.last_known is None else output.last_known


def resting_timestep(frame: Frame, record: Recurrence, before: int | None = None) -> int | None:
    """Return the timestep of a recurrence that is spoken of when none is pointed at.

    Not every Frame holds the prediction that decides it: until the next one that does, it is the one `before`.
    """
    if Want.OUTPUT not in frame.wants:
        return before
    output = output_along(frame, record)
    return default_timestep(output) if output is not None else len(record.h) - 1


def output_along(frame: Frame, record: Recurrence) -> Output | None:
    """Return the prediction at the recurrence's own timesteps; None if the model predicts along another sequence."""
    output = frame.output
    return output if output is not None and output.axis == record.axis and len(output.targets) else None


def predict(output: Output, timestep: int, top: int = TOP, signed: bool = False) -> Prediction:
    """Return what is expected at one timestep. It is ranked when first asked how: not every picture is."""
    probabilities = output.probabilities[timestep]  # (V,)
    target = int(output.targets[timestep])
    return Prediction(
        timestep=timestep,
        target=target if target >= 0 else None,
        probabilities=probabilities,
        entropy=entropy(probabilities),
        loss=float(output.losses[timestep]),
        top=top,
        signed=signed,
    )


def entropy(probabilities: Array) -> float:
    """Return -sum p ln p in nats, with 0 ln 0 = 0; NaN if any of them is."""
    p = probabilities.astype(np.float64)
    if not np.isfinite(p).all():
        return float("nan")
    positive = p[p > 0]
    return float(-np.sum(positive * np.log(positive))) + 0.0


def _ranked(probabilities: Array, top: int) -> tuple[int, ...]:
    lowest_last = np.where(np.isnan(probabilities), 1.0, -probabilities)
    if len(lowest_last) > 4 * top:  # a vocabulary of thousands is not worth sorting whole
        nearest = np.sort(np.argpartition(lowest_last, top)[:top])
    else:
        nearest = np.arange(len(lowest_last))
    order = np.argsort(lowest_last[nearest], kind="stable")[:top]
    return tuple(nearest[order].tolist())
