"""What is noted on the timeline: marks at its top, said under the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip, QWidget

from rnnviz.engine.run_log import Entry, SettingChanged
from rnnviz.explain.log_words import said
from rnnviz.gui.widgets.curve_buttons import CONDITION, SETTING

if TYPE_CHECKING:
    from rnnviz.gui.widgets.timeline_plot import TimelinePlot

MOST = 12  # things that happened, said at once


class TimelineNotes:
    """Has the plot mark a run's log, and says what a mark is of."""

    def __init__(self) -> None:
        self._log: tuple[Entry, ...] = ()  # drawn
        self._plot: TimelinePlot | None = None

    def draw(self, log: Sequence[Entry], plot: TimelinePlot) -> None:
        """Mark another log, if it is another."""
        if tuple(log) == self._log and plot is self._plot:
            return
        self._log, self._plot = tuple(log), plot
        kinds: dict[str, list[int]] = {SETTING: [], CONDITION: []}
        for entry in log:
            kinds[SETTING if isinstance(entry, SettingChanged) else CONDITION].append(entry.update)
        plot.mark_notes({kind: np.unique(np.array(updates, float)) for kind, updates in kinds.items()})

    def at(self, update: float | None) -> str:
        """Say what is noted at an update, or so near to it that the mouse cannot tell; empty: nothing is."""
        if update is None or self._plot is None:
            return ""
        reach = self._plot.reach()
        near = [entry for entry in self._log if abs(entry.update - update) <= reach]
        return "\n".join(map(said, near[:MOST]))

    def point(self, update: float | None, view: QWidget) -> None:
        """Say under the mouse what it points at."""
        words = self.at(update)
        if words:
            QToolTip.showText(QCursor.pos(), words, view)
        elif QToolTip.isVisible():
            QToolTip.hideText()
