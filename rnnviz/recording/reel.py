"""A recording as one run: the branch that was gone on with, and before it those that it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Built, Event
from rnnviz.engine.metrics import Metrics, MetricsHistory
from rnnviz.engine.run_log import ConditionMet, SettingChanged
from rnnviz.probe.frame import Frame
from rnnviz.recording.recording import News, Recording
from rnnviz.recording.rows import MetricsRows


class _Stretch(NamedTuple):
    """Updates that became known at one time."""

    branch: int
    rows: MetricsRows


class Reel:
    """What there is of the newest branch, put together as it becomes known.

    Parameters
    ----------
    recording : Recording
    metrics : MetricsHistory
        Is filled.

    Attributes
    ----------
    built : Built or None
        What the run said of itself last.
    branch : int
        The one that is shown.
    """

    def __init__(self, recording: Recording, metrics: MetricsHistory) -> None:
        self.recording, self.metrics = recording, metrics
        self.built: Built | None = None
        self.branch = 0
        self._begins: dict[int, int] = {}  # branch -> its first update
        self._stretches: list[_Stretch] = []
        self._changes: list[SettingChanged] = []
        self._times: list[float] = []  # of the stretches
        self._ends: list[float] = []  # their last updates

    def refresh(self) -> bool:
        """Look for what was added; return whether that is anything."""
        return self.recording.refresh()

    def events(self) -> Iterator[Event]:
        """Take in what became known; yield what was said beside the metrics."""
        for news in self.recording.news():
            match news.record:
                case MetricsRows():
                    self._add(news, news.record)
                case SettingChanged():
                    self._changes.append(news.record)
                    self.metrics.note(news.record)
                case ConditionMet():
                    self.metrics.note(news.record)
                case Built():
                    self.built = news.record
                    yield news.record
                case event:
                    yield event

    def _add(self, news: News, rows: MetricsRows) -> None:
        if not len(rows.update):
            return
        self._begins.setdefault(news.branch, int(rows.update[0]))
        self._stretches.append(_Stretch(news.branch, rows))
        self._times.append(news.when * 1e-9)
        self._ends.append(float(rows.update[-1]))
        if news.branch > self.branch:
            self.branch = news.branch
            self._begin_anew()
        else:
            self._append(rows)

    def _append(self, rows: Iterable[Metrics]) -> None:
        for metrics in rows:
            if self.metrics.last is None and metrics.update:
                self.metrics.clear(metrics.update)  # the run had gone on from somewhere
            self.metrics.append(metrics)

    def _begin_anew(self) -> None:
        """Show another branch: what was before it, as far as it came from that, and what it has."""
        log = self.metrics.log
        self.metrics.clear()
        for stretch in self._stretches:
            end = self._end(stretch.branch)
            self._append(metrics for metrics in stretch.rows if metrics.update < end)
        self.metrics.note(*log)

    def _end(self, branch: int) -> float:
        """Return the update at which a later branch has left this one."""
        return min((first for later, first in self._begins.items() if later > branch), default=float("inf"))

    def place(self, update: int) -> tuple[int, int] | None:
        """Return branch and number of the last Frame of an update or an earlier one; None: there is none at all."""
        for branch in reversed(range(self.branch + 1)):
            updates = self.recording.updates(branch)
            if updates and (updates[0] <= update or branch == min(self.recording.branches)):
                return branch, max(bisect_right(updates, update) - 1, 0)
        return None

    def frame(self, place: tuple[int, int]) -> Frame:
        """Return a Frame; raises `Refused` if it is damaged or gone."""
        branch, number = place
        return self.recording.frame(number, branch)

    def config(self, update: int) -> RunConfig | None:
        """Return the settings that were in force at an update; None: they are not known."""
        if self.built is None:
            return None
        values: Mapping[str, Any] = {each.name: each.after for each in self._changes if each.update <= update}
        first = {each.name: each.before for each in reversed(self._changes)}
        return self.built.config.model_copy(update={**first, **values})

    def after(self, update: float, seconds: float) -> float:
        """Return the update that came so long after another one, as it was recorded."""
        return _interpolated(self._times, self._ends, _interpolated(self._ends, self._times, update) + seconds)


def _interpolated(xs: list[float], ys: list[float], x: float) -> float:
    """Return the value at x of the line through points of which xs rise, as a rule; its ends go on as they are."""
    if not xs:
        return 0.0
    k = min(max(bisect_right(xs, x), 1), len(xs) - 1)
    if len(xs) == 1 or xs[k] <= xs[k - 1]:
        return ys[k if len(xs) > 1 else 0]
    share = (x - xs[k - 1]) / (xs[k] - xs[k - 1])
    return ys[k - 1] + min(max(share, 0.0), 1.0) * (ys[k] - ys[k - 1])
