"""Next symbol: what the model expects after the timestep that the cursor marks, against what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import monotonic

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout
from typing_extensions import override

from rnnviz.engine.messages import Phase, Status
from rnnviz.explain.number import number
from rnnviz.explain.prediction import Prediction, default_timestep, predict
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.lacking import NO_SYMBOLS
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.legend import Entry
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.probability_bars import Bar, ProbabilityBars
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.difference import Difference
from rnnviz.probe.frame import Array, Frame, Output, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence, say, translate
from rnnviz.text.white_space import written

RESORT_SECONDS = 0.4  # bars that change places at every picture cannot be read
CLEARLY = 0.01  # by which shares must be out of order for that
BEFORE = 9  # symbols quoted


class NextSymbolView(View):
    """The ten most likely symbols as sorted bars, and the target."""

    catches_up = True

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._frame: Frame | None = None
        self._shown: Prediction | None = None
        self._order: tuple[int, ...] = ()  # symbols from left to right
        self._sorted_for: tuple[object, ...] = ()
        self._sorted_at = 0.0
        self._bars = ProbabilityBars(look)
        self._bars.setAccessibleName(translate("panels", "Probability of each next symbol"))
        self._empty = Placeholder(look)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._bars)
        self._settled = session.phase is not Phase.RUNNING
        session.built.connect(self._forget)
        session.status_changed.connect(self._settle)

    @override
    def restyle(self) -> None:
        self._empty.restyle()
        self._bars.restyle()
        self._redraw()

    def show_frame(self, frame: Frame) -> None:
        """Draw the softmax at the cursor."""
        self._frame = frame
        self._redraw()

    def show_cursor(self) -> None:
        """Draw the softmax at another timestep."""
        self._redraw()

    @Slot(object)
    def _forget(self, _built: object) -> None:
        self._frame = None
        self._redraw()

    @Slot(object)
    def _settle(self, status: Status) -> None:
        """Sort what stays on screen: the last Frame can come before training is said to have stopped."""
        settled = status.phase is not Phase.RUNNING
        if settled != self._settled:
            self._settled = settled
            self._redraw()

    def _redraw(self) -> None:
        output = self._frame.output if self._frame is not None else None
        if output is None or not len(output.targets):
            self._show_nothing()
            return
        timestep = self.session.cursor.timestep(output.axis)
        if timestep is None or timestep >= len(output.targets):
            timestep = default_timestep(output)
        self._shown = predict(output, timestep, signed=self._signed)
        self._sort(output, self._shown)
        self._bars.set_signed(self._signed)
        self._bars.show_bars(self._drawn(output, self._shown), self._entries(self._shown))
        self._stack.setCurrentWidget(self._bars)
        self.set_subtitle(self._question(output, self._shown))

    @property
    def _signed(self) -> bool:
        """Whether these are differences of probabilities."""
        return isinstance(self._frame, Difference)

    def _show_nothing(self) -> None:
        self._shown = None
        self._stack.setCurrentWidget(self._empty)
        self.set_subtitle("")
        if self._frame is None:
            self._empty.say(translate("panels", "Waiting for the first picture."))
        else:
            left_out = self.why_left_out(self._frame, Want.OUTPUT)
            self._empty.say(left_out or translate("panels", NO_SYMBOLS))

    def _sort(self, output: Output, shown: Prediction) -> None:
        """Sort at once what is another question or stays on screen; while the answer changes, only now and then."""
        asked = (shown.timestep, shown.target, output.labels)
        now = monotonic()
        rested = now - self._sorted_at >= RESORT_SECONDS
        if asked != self._sorted_for or self._settled or (rested and self._is_unsorted(shown)):
            self._order, self._sorted_for, self._sorted_at = shown.ranked, asked, now

    def _is_unsorted(self, shown: Prediction) -> bool:
        """Whether the bars clearly do not fall from left to right, or leave out one that is clearly larger."""
        sizes = np.abs(shown.probabilities) if shown.signed else shown.probabilities
        there, sorted_ = sizes[list(self._order)], sizes[list(shown.ranked)]
        return bool((np.abs(sorted_ - there) > CLEARLY).any())

    def _drawn(self, output: Output, shown: Prediction) -> list[Bar]:
        p = shown.probabilities
        bars = [Bar(output.labels[k], float(p[k]), k == shown.target) for k in self._order]
        if shown.target is not None and shown.target not in self._order:
            bars.append(Bar(output.labels[shown.target], float(p[shown.target]), True, apart=True))
        return bars

    def _entries(self, shown: Prediction) -> list[Entry]:
        entropy = translate("panels", "{nats} nats").format(nats=number(shown.entropy, signed=False))
        # The entropy of a difference is nothing: it is no distribution.
        entries = [] if self._signed else [Entry(translate("panels", "entropy"), entropy)]
        if shown.target is not None:
            entries.insert(
                0,
                Entry(
                    translate("panels", "loss"),
                    translate("panels", "{nats} nats").format(nats=number(shown.loss, signed=self._signed)),
                ),
            )
        return entries

    def _question(self, output: Output, shown: Prediction) -> str:
        assert self._frame is not None
        symbols = self._frame.sequences.get(output.axis, ())
        end = shown.timestep if _shows_targets(output, symbols) else shown.timestep + 1
        before = written(symbols[max(0, end - BEFORE) : end])
        if output.own_answer:
            return say(Sentence(output.own_answer))
        if shown.target is None:
            return translate("panels", "after “{before}”").format(before=before)
        return translate("panels", "after “{before}” → target “{target}”").format(
            before=before, target=output.labels[shown.target]
        )

    def numbers(self) -> Mapping[str, Array]:
        """Return the whole softmax on screen, (symbol,), with the symbols."""
        if self._shown is None or self._frame is None or self._frame.output is None:
            return {}
        return {
            "symbol": np.array(self._frame.output.labels, np.str_),
            "probability": self._shown.probabilities,
            "timestep": np.array([self._shown.timestep]),
            "target": np.array([-1 if self._shown.target is None else self._shown.target]),
            "entropy_nats": np.array([self._shown.entropy]),
            "loss_nats": np.array([self._shown.loss]),
        }

    def describe(self) -> str:
        """Say what is expected and what came."""
        if self._shown is None or self._frame is None or self._frame.output is None:
            return self._empty.text()
        best = self._shown.ranked[0]
        return translate("panels", "{question}; most likely is “{best}” with {percent} percent.").format(
            question=self._question(self._frame.output, self._shown),
            best=self._frame.output.labels[best],
            percent=f"{100 * self._shown.probabilities[best]:.1f}",
        )


def _shows_targets(output: Output, symbols: Sequence[str]) -> bool:
    """Return whether the axis carries what is to be written (a decoder's), rather than what was read."""
    known = np.flatnonzero(output.targets[: len(symbols)] >= 0).tolist()
    return bool(known) and all(output.labels[output.targets[t]] == symbols[t] for t in known)


PANEL = Panel(
    key="next_symbol",
    title=QT_TRANSLATE_NOOP("panels", "Next symbol"),
    shortcut="Ctrl+4",
    area=Area.MIDDLE_RIGHT,
    order=0,
    wants=frozenset({Want.OUTPUT}),
    make=NextSymbolView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "How likely the model finds each answer, or each next symbol; green: the right one."
    ),
    per_second=8.0,
    compared=Compared.DIFFERENCE,
)
