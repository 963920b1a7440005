"""The metrics of every update, some at a time, as one message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.metrics import Metrics


@dataclass(frozen=True, eq=False)
class MetricsRows:
    """One row an update, in their order."""

    update: NDArray[np.int64]  # (n,)
    values: NDArray[np.float64]  # (n, 4): loss, gradient norm before clipping and after, smoothed loss
    finite: NDArray[np.bool_]  # (n,)

    @classmethod
    def of(cls, metrics: Sequence[Metrics]) -> MetricsRows:
        """Return some updates as rows."""
        return cls(
            np.array([each.update for each in metrics], np.int64),
            np.array([(m.loss, m.gradient_norm, m.clipped_norm, m.smoothed) for m in metrics], float).reshape(-1, 4),
            np.array([each.finite for each in metrics], bool),
        )

    def __iter__(self) -> Iterator[Metrics]:
        """Yield the updates."""
        for update, (loss, norm, clipped, smoothed), finite in zip(
            self.update.tolist(), self.values.tolist(), self.finite.tolist(), strict=True
        ):
            yield Metrics(update, loss, norm, smoothed, finite, clipped)
