"""What a run says by the way and its worker does not keep: what it wrote, and how it did on held-out data."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from rnnviz.engine.messages import Built, Evaluated, Sample

SAMPLES_KEPT = 500


class _Said(NamedTuple):
    samples: tuple[Sample, ...] = ()
    evaluations: tuple[Evaluated, ...] = ()


class RunWords:
    """Of the run that is there, and of the former one, whose words come back with it.

    Attributes
    ----------
    samples : deque of Sample
        The last `SAMPLES_KEPT`, oldest first.
    evaluations : list of Evaluated
        Oldest first.
    """

    def __init__(self) -> None:
        self.samples: deque[Sample] = deque(maxlen=SAMPLES_KEPT)
        self.evaluations: list[Evaluated] = []
        self._put_aside: dict[int, _Said] = {}  # by the number of the run: the former one's

    def turn(self, before: Built | None, built: Built) -> None:
        """Turn to another run; `before`: the one that was there."""
        if before is not None:
            self._put_aside[before.run] = _Said(tuple(self.samples), tuple(self.evaluations))
        said = self._put_aside.get(built.run, _Said()) if built.brought_back else _Said()
        former = None if built.former is None else built.former.run
        self._put_aside = {run: each for run, each in self._put_aside.items() if run == former}
        self.have(said.samples, said.evaluations)

    def have(self, samples: Sequence[Sample], evaluations: Sequence[Evaluated]) -> None:
        """Have these and no others, oldest first."""
        self.samples.clear()
        self.samples.extend(samples)
        self.evaluations[:] = evaluations
