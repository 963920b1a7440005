"""A run with all that goes with it, and the one that was there before: kept whole in memory, to be brought back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from rnnviz.engine.messages import Former
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.engine.schedule import Reporting
from rnnviz.engine.time_travel import Travel
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused


@dataclass
class Standing:
    """What a worker needs to go on with a run where it stands: put aside and taken up again, it has the same bits."""

    number: int  # of the run, among those of its worker
    travel: Travel  # the run itself, its snapshots and where it stands in time
    reporting: Reporting = field(default_factory=Reporting)
    accuracies: list[tuple[int, float]] = field(default_factory=list)  # (update, value), rising
    probe: str = ""  # the sequence that was watched when it was put aside
    metrics: MetricsHistory | None = None  # while it is put aside; else they are the runner's

    @property
    def learned(self) -> bool:
        """Whether it has taken an update."""
        history = self.travel.history
        return self.travel.present.update > (0 if history is None else history.origin)


class FormerRun:
    """One run at most: memory for a second one there may be, for every one that was ever started there is not."""

    def __init__(self) -> None:
        self.kept: Standing | None = None

    def keep(self, left: Standing | None) -> None:
        """Keep a run that gives way to a new one; one without an update takes no other's place."""
        if left is not None and (left.learned or self.kept is None):
            self.kept = left

    def exchange(self, left: Standing) -> Standing:
        """Keep a run that gives way to the former one, and return that; raises `Refused` if there is none."""
        if self.kept is None:
            raise Refused(QT_TRANSLATE_NOOP("engine", "There is no former run that could be brought back."))
        back, self.kept = self.kept, left
        return back

    def limit(self, nbytes: int) -> None:
        """Have its snapshots keep to a memory limit too; one that cannot hold a single snapshot leaves them be."""
        if self.kept is not None:
            with suppress(Refused):
                self.kept.travel.keep(nbytes)

    @property
    def facts(self) -> Former | None:
        """What is said of it."""
        if self.kept is None:
            return None
        present = self.kept.travel.present
        return Former(self.kept.number, present.config, present.update)
