"""The status bar: what each session does now, how fast, and what watching costs."""

from __future__ import annotations

from collections import deque
from time import perf_counter

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.engine.frame_governor import OBSERVER_CEILING, Limit
from rnnviz.engine.messages import Phase, Status
from rnnviz.explain.measure_words import told
from rnnviz.explain.number import grouped, number
from rnnviz.explain.reading_words import reading_of, short
from rnnviz.explain.snapshot_words import snapshots
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.named import button, named
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.session import Session
from rnnviz.sentences import translate

_SECONDS = 2.0  # over which speeds are averaged
_LONG = 0.6  # seconds; who waits longer for the other one says so
_CANCEL_AFTER_MS = 400  # what is built sooner needs no button


class StatusLine(Retranslated, QWidget):
    """Follows a session; brought up to date a few times a second."""

    def __init__(self, session: Session, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._pair = pair
        self._badge = named(QLabel(), "letter")
        self._line = ElidedLabel()
        self._run = QLabel()
        self._cancel = button("")
        self._cancel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._cancel.hide()
        self._cancel.clicked.connect(session.cancel_build)
        self._soon = QTimer(self, singleShot=True, interval=_CANCEL_AFTER_MS)
        self._soon.timeout.connect(self._cancel.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.addWidget(self._badge)
        row.addWidget(self._line, 1)
        row.addWidget(self._cancel)
        row.addWidget(self._run)
        self._waits_since: float | None = None
        self._counts: deque[tuple[float, int, int]] = deque()
        session.pulse.connect(self.refresh)
        session.status_changed.connect(self._restart)
        pair.changed.connect(self.mark)
        self.retranslate()
        self.mark()

    @property
    def text(self) -> str:
        """What is said of the session's run now."""
        return self._line.text()

    @Slot()
    def mark(self) -> None:
        """Say whose line it is, and whether commands reach it."""
        letter = self._pair.letter(self.session)
        self._badge.setText(letter)
        self._badge.setVisible(bool(letter))
        self._badge.setProperty("whose", letter)
        self._badge.setProperty("meant", self.session in self._pair.acting)
        self._badge.style().polish(self._badge)

    @Slot(object)
    def _restart(self, status: Status) -> None:
        if status.phase is not Phase.RUNNING and not self._pair.learning(self.session):
            self._counts.clear()
        if status.phase is not Phase.BUILDING:
            self._soon.stop()
            self._cancel.hide()
        elif self._cancel.isHidden() and not self._soon.isActive():
            self._soon.start()
        self.refresh()

    @override
    def retranslate(self) -> None:
        self._cancel.setText(translate("status", "Give up"))
        self._cancel.setToolTip(translate("status", "Build no further; the run before goes on (Esc)"))
        self._cancel.setAccessibleName(self._cancel.text())
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say what is true now."""
        self._line.setText("   ".join(self._words()))
        self._line.setToolTip(self._who_looks())
        self._run.setText("   ".join(self._facts()))
        self._run.setToolTip("" if self.session.facts is None else snapshots(self.session.kept))

    def speeds(self) -> tuple[float, float]:
        """Return updates and Frames per second, over the last two seconds."""
        now = perf_counter()
        self._counts.append((now, self.session.position, self.session.frames_shown))
        while len(self._counts) > 2 and now - self._counts[0][0] > _SECONDS:
            self._counts.popleft()
        began, updates, frames = self._counts[0]
        passed = now - began
        if passed <= 0:
            return 0.0, 0.0
        _, last_updates, last_frames = self._counts[-1]
        return max(0.0, (last_updates - updates) / passed), max(0.0, (last_frames - frames) / passed)

    def _who_looks(self) -> str:
        """Say who makes the pictures, and what that may take."""
        seconds = self.session.observer_seconds
        if seconds is None:
            return translate(
                "status",
                "Pictures are made, and held-out data evaluated, by the thread that trains: it waits for them.",
            )
        words = translate(
            "status",
            "Pictures are made in a process of their own, the observer: each takes {ms} ms of a processor. Held-out "
            "data are evaluated and samples written there too, and all of it takes at most {ceiling} % of one.",
        )
        return words.format(ms=f"{1000 * seconds:.1f}", ceiling=f"{100 * OBSERVER_CEILING:.0f}")

    def _words(self) -> list[str]:
        status, words = self.session.status, [f"● {self._phase()}"]
        if status.phase in (Phase.LOADING, Phase.BUILDING, Phase.FAILED, Phase.STOPPED):
            return words
        curves = self.session.metrics.last
        words.append(self._position())
        if curves is not None and not self.session.in_past:
            words.append(translate("status", "smoothed loss {loss}").format(loss=number(curves.smoothed, signed=False)))
        if self._pair.learning(self.session):
            updates, frames = self.speeds()
            words.append(
                translate("status", "{n} updates/s").format(n=grouped(updates) if updates >= 10 else f"{updates:.1f}")
            )
            words.append(translate("status", "watching costs {share} %").format(share=f"{100 * self.session.cost:.1f}"))
            words.append(_rate(self.session.limit).format(n=f"{frames:.0f}"))
            if self.session.observer_lost:
                words.append(translate("status", "the observer has ended: pictures take training's time"))
        return [*words, *self._held_out()]

    def _held_out(self) -> list[str]:
        """Say what was measured on held-out data, and of which update it is where that is not the one shown."""
        position, known = self.session.position, self.session.measured
        if known is None:
            there = bool(self.session.evaluations)  # of later updates only
            words = translate("status", "held out: not measured at update {n}")
            return [words.format(n=grouped(position))] if there else []
        said = told(known.values)
        if not said or known.update == position:
            return [said] if said else []
        return [translate("status", "{measured} (at update {n})").format(measured=said, n=grouped(known.update))]

    def _position(self) -> str:
        present, position = self.session.metrics.count, self.session.position
        if position == present:
            return translate("status", "update {n}").format(n=grouped(present))
        words = translate("status", "update {n} of {present} (past)")
        return words.format(n=grouped(position), present=grouped(present))

    def _phase(self) -> str:
        status, going = self.session.status, self._pair.learning(self.session)
        learning = translate("status", "learning again") if self.session.in_past else translate("status", "learning")
        share = "" if status.progress is None else f" {100 * status.progress:.0f} %"
        return {
            Phase.LOADING: translate("status", "loading PyTorch ..."),
            Phase.BUILDING: translate("status", "reading the text and building the model ...") + share,
            Phase.RUNNING: learning,
            Phase.SEEKING: translate("status", "going back in time ...") + share,
            Phase.PAUSED: self._waiting() or (learning if going else translate("status", "paused")),
            Phase.FAILED: translate("status", "there is no model"),
            Phase.STOPPED: translate("status", "stopped"),
        }[status.phase]

    def _waiting(self) -> str:
        """Say for whom it waits, and where; empty: for nobody, or only as long as a turn takes."""
        pace = self._pair.pace
        other = pace.waited_for(self.session)
        if other is None:
            self._waits_since = None
            return ""
        now = perf_counter()
        self._waits_since = now if self._waits_since is None else self._waits_since
        building = other.phase is Phase.BUILDING
        if not (pace.catching_up or building or now - self._waits_since > _LONG):
            return ""
        words = translate("status", "waits for {letter} at update {n}")
        return words.format(letter=self._pair.letter(other), n=grouped(self.session.position))

    def _facts(self) -> list[str]:
        facts, config = self.session.facts, self.session.config
        if facts is None:
            return []
        weights = translate("status", "{n} weights").format(n=grouped(facts.parameters))
        reading = reading_of(facts)
        read = [] if reading is None else [short(reading)]
        seed = [translate("status", "seed {seed}").format(seed=config.seed)] if facts.uses else []  # none of ours
        return [*read, weights, config.device, *seed]


def _rate(limit: Limit) -> str:
    """Return the words for so many Frames a second, and why there are no more."""
    return {
        Limit.RATE: translate("status", "{n} frames/s"),
        Limit.UPDATES: translate("status", "{n} frames/s (one for each update)"),
        Limit.BUDGET: translate("status", "{n} frames/s (as the budget allows)"),
        Limit.OBSERVER: translate("status", "{n} frames/s (as the observer can)"),
    }[limit]


class StatusBar(QStatusBar):
    """A line for each session."""

    def __init__(self, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair = pair
        self.setSizeGripEnabled(False)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self.addWidget(inside, 1)
        self.lines: list[StatusLine] = []
        pair.changed.connect(self._fill)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        """Keep one line for each session."""
        there = self._pair.sessions
        for line in [line for line in self.lines if line.session not in there]:
            self.lines.remove(line)
            line.hide()
            line.deleteLater()
        for session in there[len(self.lines) :]:
            line = StatusLine(session, self._pair)
            self.lines.append(line)
            self._column.addWidget(line)
