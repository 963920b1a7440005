"""Stepping in every session that commands reach: what one of them does, all do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.capability import Capability
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import PLUMBING
from rnnviz.gui.workbench.notices import Notices
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.ports import PanelHost
from rnnviz.gui.workbench.stepper import Stepper

SHOWN = ("graph", "step")  # the panels that come into view when one begins to step; the last is in front


class Stepping(QObject):
    """Stepping while a network learns pauses it first, and begins at the first operation of the next update."""

    playing_changed = Signal()  # slow motion began or ended, or has another pace

    plumbing_changed = Signal()  # what computes nothing is stepped through, or passed over

    def __init__(
        self, pair: Pair, host: PanelHost, notices: Notices, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pair, self._host, self._notices, self._preferences = pair, host, notices, preferences
        self._heard: list[QObject] = []
        pair.changed.connect(self._hear)
        self._hear()

    @property
    def stepper(self) -> Stepper:
        """That of the session that is meant where only one can be."""
        return self._pair.chosen.stepper

    @property
    def playing(self) -> bool:
        """Whether slow motion plays."""
        return self.stepper.playing

    def step(self, move: Callable[[Stepper], object]) -> None:
        """Take a step in each."""
        if self._pair.running:
            self._pair.pause()
        self.each(move)

    def each(self, act: Callable[[Stepper], object]) -> None:
        """Do something with the stepper of each."""
        for session in self._pair.able(Capability.TRACE) or self._pair.acting:
            act(session.stepper)

    def slow_motion(self) -> None:
        """Play, or stop playing."""
        self.step(Stepper.slow_motion)
        self.playing_changed.emit()

    def set_pace(self, pace: float) -> None:
        """Play so many timesteps a second."""
        self.each(lambda stepper: stepper.set_pace(pace))

    @property
    def plumbing_shown(self) -> bool:
        """Whether steps stop at what computes nothing: zeros, views, conversions."""
        return self._preferences.get(PLUMBING)

    def show_plumbing(self, shown: bool) -> None:
        """Stop there too from now on, in every session and from the next start on; or pass it over."""
        self._preferences.put(PLUMBING, shown)
        for session in self._pair.sessions:
            session.stepper.show_plumbing(shown)
        self.plumbing_changed.emit()

    def go_on(self) -> None:
        """Let training go on, to the next breakpoint."""
        if not self._pair.running:
            self._pair.run()

    @Slot()
    def _hear(self) -> None:
        """Listen to a session that is new here."""
        for session in self._pair.sessions:
            if session not in self._heard:
                session.stepper.show_plumbing(self.plumbing_shown)
                session.stepper.refused.connect(self._notices.say)
                session.stepper.wanted.connect(self._show)
                session.stepper.playing_changed.connect(self.playing_changed)
        self._heard = list(self._pair.sessions)

    @Slot()
    def _show(self) -> None:
        self._host.reveal(SHOWN)
        self._host.give_room(SHOWN[-1])
