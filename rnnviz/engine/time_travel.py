"""Where a run stands in its own time: at the newest update, or at a past one.

A past update is another `Run` on the same task, restored from the nearest earlier snapshot and trained forward with the
settings that were in force then. The newest state is put aside meanwhile, whole: returning to it is instant.
"""

from __future__ import annotations

from time import perf_counter

from rnnviz.engine.checkpoints import restore, snapshot
from rnnviz.engine.config import SHOWN_ONLY, RunConfig
from rnnviz.engine.history import LIMIT, History
from rnnviz.engine.training import Run, start, train_once
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused


class Travel:
    """A run with its past.

    Parameters
    ----------
    present : Run
        Before its first update, or where it branched from another.
    limit : int
        Bytes that the snapshots may take; 0: none are kept.
    history : History, optional
        What it has of its past already, under that limit.

    Attributes
    ----------
    run : Run
        At the position: the present itself, or a past state of it.
    present : Run
        At the newest update.
    target : int or None
        The update that is being gone to.
    refused : Refused or None
        Why there is no history, if there is none.
    """

    def __init__(self, present: Run, limit: int = LIMIT, history: History | None = None) -> None:
        self.run = self.present = present
        self.target: int | None = None
        self.history = history
        self.refused: Refused | None = None
        self._past: Run | None = None  # kept from one journey to the next
        self._in_force: RunConfig | None = None  # of the settings that history remembers, those that the past run has
        try:
            self.keep(limit)
        except Refused as refused:
            self.refused = refused

    @property
    def in_past(self) -> bool:
        """Whether the position is not the newest update."""
        return self.run is not self.present

    def keep(self, limit: int) -> None:
        """Keep snapshots under a limit from now on, or none (0); raises `Refused` if it cannot hold one.

        What was kept stays, as far as it fits; where nothing was, the past begins now.
        """
        if limit and self.history is not None:
            self.history.set_limit(limit)
        elif limit:
            self.history = History(snapshot(self.present), limit)
        else:
            self.back()
            self.history = None
        self.refused = None

    def seek(self, update: int) -> None:
        """Begin to go to an update; `replay` goes on with it.

        Raises
        ------
        Refused
            If this run has no such update, or none is kept from which it could be reached.
        """
        if update == self.present.update:
            self.back()
            self.target = update
            return
        history = self._reaching(update)
        nearest = history.nearest(update)
        if not (self.in_past and nearest.update <= self.run.update <= update):
            if self._past is None:
                self._past = start(self.present.config, self.present.task)
            self.run = self._past
            restore(self.run, nearest)
            self._in_force = None
        self.target = update

    def back(self) -> None:
        """Stand at the newest update."""
        self.run, self.target = self.present, None

    def replay(self, seconds: float) -> bool:
        """Train towards the target for a while, one update at least; return whether it is reached."""
        until = perf_counter() + seconds
        while self.target is not None and self.run.update < self.target:
            self.prepare()
            train_once(self.run)
            if perf_counter() >= until and self.run.update < self.target:
                return False
        self.prepare()
        self.target = None
        return True

    def prepare(self) -> None:
        """Have what the next update needs: in the past the settings of then, in the present a snapshot if it is due."""
        if self.history is None:
            return
        if self.in_past:
            self._apply(self.history.config_at(self.run.update))
        elif self.history.due(self.run.update):
            self.history.add(snapshot(self.run))

    def updated(self) -> None:
        """Note that the run took an update: where the past meets the present they are the same, to the bit."""
        if self.in_past and self.run.update == self.present.update:
            self.back()

    def set_live(self, config: RunConfig) -> None:
        """Change settings from now on; in the past only those that learning does not depend on can change."""
        if self.in_past:
            shown = {name: getattr(config, name) for name in SHOWN_ONLY}
            self.present.set_live(self.present.config.changed(**shown))
        elif self.history is not None:
            self.history.note(self.run.update, config)
        self.run.set_live(config)

    def _apply(self, config: RunConfig) -> None:
        if config is not self._in_force:
            shown = {name: getattr(self.present.config, name) for name in SHOWN_ONLY}
            self.run.set_live(config.changed(**shown))
            self._in_force = config

    def _reaching(self, update: int) -> History:
        if self.history is None:
            raise self.refused or Refused(
                QT_TRANSLATE_NOOP("history", "There is no going back in time: no snapshots of this run are kept.")
            )
        if not isinstance(update, int) or not self.history.origin <= update <= self.present.update:
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "history", "There is no update {update} in this run: it goes from {first} to {last} so far."
                ),
                update=update,
                first=self.history.origin,
                last=self.present.update,
            )
        return self.history
