"""The status bar: what it does now, how fast, and what watching costs."""

from __future__ import annotations

from collections import deque
from time import perf_counter

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from rnnviz.engine.messages import Phase, Status
from rnnviz.gui.bridge import Session
from rnnviz.gui.language import translate
from rnnviz.gui.widgets.elided import Elided

_SECONDS = 2.0  # over which speeds are averaged


class StatusBar(QStatusBar):
    """Follows a session; brought up to date a few times a second."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 12, 0)
        self._line = Elided()
        self._run = QLabel()
        self.addWidget(self._line, 1)
        self.addPermanentWidget(self._run)
        self._counts: deque[tuple[float, int, int]] = deque()
        session.pulse.connect(self.refresh)
        session.status_changed.connect(self._restart)

    @Slot(object)
    def _restart(self, status: Status) -> None:
        if status.phase is not Phase.RUNNING:
            self._counts.clear()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say what is true now."""
        self._line.setText("   ".join(self._words()))
        self._run.setText("   ".join(self._facts()))

    def speeds(self) -> tuple[float, float]:
        """Return updates and Frames per second, over the last two seconds."""
        now = perf_counter()
        self._counts.append((now, self.session.metrics.count, self.session.frames_shown))
        while len(self._counts) > 2 and now - self._counts[0][0] > _SECONDS:
            self._counts.popleft()
        began, updates, frames = self._counts[0]
        passed = now - began
        if passed <= 0:
            return 0.0, 0.0
        _, last_updates, last_frames = self._counts[-1]
        return max(0.0, (last_updates - updates) / passed), max(0.0, (last_frames - frames) / passed)

    def _words(self) -> list[str]:
        status, words = self.session.status, [f"● {self._phase()}"]
        if status.phase in (Phase.LOADING, Phase.BUILDING, Phase.FAILED, Phase.STOPPED):
            return words
        curves = self.session.metrics.last
        words.append(translate("status", "update {n}").format(n=f"{self.session.metrics.count:,}"))
        if curves is not None:
            words.append(translate("status", "loss {loss}").format(loss=f"{curves.smoothed:.4f}"))
        if status.phase is Phase.RUNNING:
            updates, frames = self.speeds()
            words.append(
                translate("status", "{n} updates/s").format(n=f"{updates:,.0f}" if updates >= 10 else f"{updates:.1f}")
            )
            words.append(translate("status", "watching costs {share} %").format(share=f"{100 * self.session.cost:.1f}"))
            words.append(translate("status", "{n} frames/s").format(n=f"{frames:.0f}"))
        if self.session.evaluations:
            values = self.session.evaluations[-1].values
            words += [f"{translate('status', name)} {value:.1%}" for name, value in values.items()]
        return words

    def _phase(self) -> str:
        status = self.session.status
        share = "" if status.progress is None else f" {100 * status.progress:.0f} %"
        return {
            Phase.LOADING: translate("status", "loading PyTorch ..."),
            Phase.BUILDING: translate("status", "reading the text and building the model ...") + share,
            Phase.RUNNING: translate("status", "learning"),
            Phase.PAUSED: translate("status", "paused"),
            Phase.FAILED: translate("status", "there is no model"),
            Phase.STOPPED: translate("status", "stopped"),
        }[status.phase]

    def _facts(self) -> list[str]:
        facts, config = self.session.facts, self.session.config
        if facts is None:
            return []
        weights = translate("status", "{n} weights").format(n=f"{facts.parameters:,}")
        return [weights, config.device, translate("status", "seed {seed}").format(seed=config.seed)]
