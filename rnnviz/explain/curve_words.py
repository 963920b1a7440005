"""What the timeline's curves are at an update, in words."""

from __future__ import annotations

import numpy as np

from rnnviz.engine.metrics import Curves
from rnnviz.explain.number import grouped, number
from rnnviz.sentences import translate


def between(low: float, high: float) -> str:
    """Write the lowest and the highest value of a bucket."""
    if np.isnan(low):
        return "NaN"
    return value(low) if low == high else f"{value(low)}–{value(high)}"


def value(number_: float) -> str:
    """Write a loss, or a norm."""
    return number(float(number_), signed=False)


def updates(curves: Curves, at: int) -> str:
    """Say which updates a bucket is of."""
    first = int(curves.update[at])
    if curves.width == 1:
        return translate("panels", "update {update}").format(update=grouped(first))
    return translate("panels", "updates {first}–{last}").format(
        first=grouped(first), last=grouped(first + curves.width - 1)
    )


def course(curves: Curves, count: int) -> str:
    """Say where the loss began and where it is, after so many updates."""
    at = min(int(np.searchsorted(curves.update, count - 1, side="right")) - 1, len(curves.update) - 1)
    words = (
        translate("panels", "After one update the loss is {now}.")
        if count == 1
        else translate("panels", "After {count} updates the smoothed loss is {now}; at first it was {first}.")
    ).format(count=grouped(count), now=value(curves.smoothed[max(at, 0)]), first=value(curves.smoothed[0]))
    broken = int(curves.nonfinite.sum())
    if not broken:
        return words
    return f"{words} {translate('panels', 'Updates that were not finite: {count}.').format(count=broken)}"
