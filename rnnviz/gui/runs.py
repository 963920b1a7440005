"""Begins runs and brings them back, and says of each in the window which experiment it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Built, Phase
from rnnviz.engine.presets import Preset, preset
from rnnviz.gui.bridge import Session
from rnnviz.gui.dock import PanelDock
from rnnviz.gui.language import language, translate
from rnnviz.gui.number import grouped
from rnnviz.gui.opening import encoding_of, shortened, source_of, with_text
from rnnviz.gui.starting import Asked, Starting

if TYPE_CHECKING:
    from rnnviz.gui.window import Window


class Runs(QObject):
    """What runs in a window: its experiments by the list, by a text, by a panel or by a lesson."""

    def __init__(self, window: Window, chosen: Preset) -> None:
        super().__init__(window)
        self._window = window
        self.starting = Starting(window.session, window.presets, chosen, self)
        self.starting.begun.connect(self._take_over)
        self.starting.failed.connect(self.mark)

    @property
    def panels(self) -> tuple[str, ...]:
        """The panels of the first session's experiment, the most telling first."""
        experiment = self.starting.experiment(self._window.session)
        return () if experiment is None else experiment.panels

    @Slot(object)
    def start_preset(self, chosen: Preset, front: str = "") -> None:
        """Begin another experiment, or one with its own settings again; `front`: the panel in front of the others."""
        session, starting = self._window.pair.chosen, self.starting
        if starting.experiment(session) is chosen and session.config == chosen.config:
            if starting.pending(session):  # another one was chosen meanwhile, and is not wanted any more
                session.cancel_build()
            return
        panels = (*reversed(chosen.panels), *((front,) if front else ()))
        self._window.bars.message.hide()
        starting.begin(session, Asked(chosen, chosen.config, panels), chosen.probe)

    @Slot(str)
    def start_wanted(self, key: str) -> None:
        """Begin the experiment that a panel asks for, and leave that panel in front."""
        asking = self.sender()
        self.start_preset(preset(key), asking.panel.key if isinstance(asking, PanelDock) else "")

    def expect(self, chosen: Preset) -> None:
        """Take an experiment as the one that the first session is about to be of."""
        self.starting.expect(self._window.session, chosen)
        self.mark()

    def learn(self, config: RunConfig, probe: str = "") -> None:
        """Build a config and train; what was there goes on if it is refused."""
        self._window.bars.message.hide()
        self._window.pair.chosen.build(config, running=True, probe=probe)

    def learn_text(self, text: str = "", path: str = "") -> None:
        """Learn a text of the user's: both sessions do, while they are linked."""
        self._window.bars.message.hide()
        for session in self._window.pair.acting:
            self.starting.begin(session, Asked(None, with_text(session.config, text=text, path=path)), fit=True)

    @Slot()
    def mark(self) -> None:
        """Mark in the list what runs in the session that is meant, and say it in the title."""
        session = self._window.pair.chosen
        there = session.phase is not Phase.FAILED
        self._window.experiments.select(self.starting.experiment(session) if there else None)
        self.name()

    @Slot(object, object, object)
    def _take_over(self, session: Session, built: Built, asked: Asked | None) -> None:
        self.mark()
        for key in () if asked is None else asked.panels:
            self._window.bring(key)
        if session is not self._window.session:
            return
        self._window.actions_by_key["sample_now"].setEnabled(built.can_sample)
        notices = [shortened(None if asked is None else asked.wished, built.config), encoding_of(built)]
        if built.brought_back:
            notices = [self._back(session)]
        if any(notices):
            self._window.note(" ".join(filter(None, notices)))
        elif self._window.messages.text != self._window.of_the_start:  # nobody could have read that before
            self._window.bars.message.hide()

    def _back(self, session: Session) -> str:
        """Say that the former run is there again, and what becomes of the other one."""
        words = translate(
            "window", "The former run is back, at update {n}, and stands still. {key} returns to the other one."
        )
        key = self._window.actions_by_key["bring_back"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return words.format(n=grouped(session.metrics.count), key=key)

    def name(self) -> None:
        """Have the window named after what its first session runs."""
        facts, experiment = self._window.session.facts, self.starting.experiment(self._window.session)
        title = experiment.said("title", language()) if experiment else source_of(facts) if facts is not None else ""
        self._window.setWindowTitle(f"RNNviz – {title}" if title and facts is not None else "RNNviz")
