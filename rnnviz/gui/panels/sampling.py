"""Sampling at test time: one symbol is drawn from the softmax, fed back, and so on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain.prediction import TOP
from rnnviz.explain.softmax_draws import Distribution, Draws
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.lacking import NO_READING_ON, NO_SYMBOLS
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.coloured_text import ColouredText, Stretch
from rnnviz.gui.widgets.named import button, named
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.probability_bars import Bar, ProbabilityBars
from rnnviz.gui.widgets.probability_segments import ProbabilitySegments, parts
from rnnviz.gui.widgets.sampling_settings import COLDEST, HOTTEST, LARGEST_SEED, SamplingSettings
from rnnviz.gui.workbench.drawn_text import DrawnText
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Output, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

MOST = 500  # symbols at once
PACE = 2.0  # symbols a second at first
NARROW, LOW = 330, 185  # px at 10 points: below these, settings and bars give way
NARROWEST, LOWEST = 200, 130  # px at 10 points: below these, only what a draw needs is on show


class SamplingView(View):
    """The text so far, [0, 1] with the random number on it, and the likeliest symbols.

    The text so far is the watched sequence, so every other panel shows the network as it writes; the user's own is
    watched again when this panel is closed.
    """

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._writing = DrawnText(session, self)
        self._draws = Draws(session.config.seed)
        self._to_draw = 0
        self._written, self._segments, self._bars = ColouredText(look), ProbabilitySegments(look), ProbabilityBars(look)
        self._empty = Placeholder(look)
        self._make_controls()
        self._lay_out()
        self._connect()

    def _make_controls(self) -> None:
        self._again, self._undo, self._play = button("⟲"), button("↶"), button("▶")
        self._play.setCheckable(True)
        self._draw = named(button(""), "primary")
        self._start = QLineEdit()
        self._settings = SamplingSettings(self.look, self.session.config.temperature, self._draws.seed)
        self._timer = QTimer(self, interval=round(1000 / PACE))

    def _lay_out(self) -> None:
        page = QWidget()
        drawing = QHBoxLayout()
        for each in (self._again, self._undo, self._play, self._draw):
            drawing.addWidget(each)
        drawing.addWidget(self._start, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 0, 4, 2)
        column.setSpacing(3)
        column.addWidget(self._written, 2)
        column.addWidget(self._segments, 1)
        column.addWidget(self._bars, 4)
        column.addWidget(self._settings)
        column.addLayout(drawing)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)
        self._page = page

    def _connect(self) -> None:
        self._draw.clicked.connect(self.draw_one)
        self._undo.clicked.connect(self.undo)
        self._again.clicked.connect(self.start_again)
        self._play.toggled.connect(self._set_playing)
        self._timer.timeout.connect(self.draw_one)
        self._start.returnPressed.connect(self._start_from)
        self._settings.changed.connect(self._redraw)
        self._settings.reseeded.connect(self._set_seed)
        self._writing.changed.connect(self._redraw)
        self._writing.failed.connect(self._stop)

    @override
    def restyle(self) -> None:
        self._draw.setText(translate("panels", "Draw"))
        names = (
            (self._draw, translate("panels", "Draw a symbol and feed it back  (Enter)")),
            (self._undo, translate("panels", "Take the last symbol back  (Backspace)")),
            (self._again, translate("panels", "Begin again with the text as it was")),
            (self._play, translate("panels", "Draw one symbol after the other")),
            (self._start, translate("panels", "The text to begin with")),
        )
        for widget, name in names:
            widget.setToolTip(name)
            widget.setAccessibleName(name)
            widget.setFont(self.look.font())
        self._start.setPlaceholderText(translate("panels", "Begin with"))
        self._written.setAccessibleName(translate("panels", "The text so far"))
        self._segments.setAccessibleName(translate("panels", "The random number on the cumulative probabilities"))
        self._bars.setAccessibleName(translate("panels", "Probability of each next symbol"))
        for part in (self._written, self._segments, self._bars, self._empty, self._settings):
            part.restyle()
        self._redraw()

    # --- the text so far is the watched sequence ---

    def see(self, visible: bool) -> None:
        """Watch the text so far, or what the user watched before."""
        if not visible:
            self._play.setChecked(False)
            self._to_draw = 0
        self._writing.see(visible)

    def show_frame(self, frame: Frame) -> None:
        """Take the softmax after the text so far, and draw from it if more is to be drawn."""
        if self._writing.take(frame):
            self._redraw()
            if self._to_draw:
                self._draw_next()

    @Slot()
    def _stop(self) -> None:
        """Draw no more: there is another model, or what was drawn cannot be read."""
        self._to_draw = 0
        self._play.setChecked(False)
        self._redraw()

    # --- drawing ---

    @property
    def playing(self) -> bool:
        """Whether one symbol is drawn after the other."""
        return self._timer.isActive()

    @property
    def distribution(self) -> Distribution | None:
        """What the next symbol is drawn from; None: it is not known yet."""
        output = self._output
        if output is None or not len(output.probabilities) or not np.isfinite(output.probabilities[-1]).all():
            return None
        return Distribution(output.probabilities[-1], self.temperature)

    @property
    def _output(self) -> Output | None:
        return self._writing.frame.output if self._writing.frame is not None else None

    @property
    def temperature(self) -> float:
        """What logits are divided by."""
        return self._settings.temperature

    @property
    def greedy(self) -> bool:
        """Whether the likeliest symbol is taken."""
        return self._settings.greedy

    @property
    def u(self) -> float:
        """The random number of the coming draw; NaN if it is greedy."""
        return float("nan") if self.greedy else self._draws.number(len(self._writing.drawn))

    def _next(self, shown: Distribution) -> int:
        return int(shown.order[0]) if self.greedy else shown.falls_on(self.u)

    @Slot()
    def draw_one(self) -> None:
        """Draw a symbol and feed it back."""
        if not self._to_draw:
            self._to_draw = 1
            self._draw_next()

    def _draw_next(self) -> None:
        """Draw now, or as soon as the softmax after the text so far is there."""
        shown = self.distribution
        if shown is not None and self._writing.current:
            self._to_draw -= 1
            self._writing.feed(self._next(shown), self.u)

    @Slot()
    def undo(self) -> None:
        """Take the last symbol back."""
        self._take_back(1)

    @Slot()
    def start_again(self) -> None:
        """Take all of them back; the same random numbers come again."""
        self._take_back(len(self._writing.drawn))

    def _take_back(self, count: int) -> None:
        self._to_draw = 0
        self._writing.take_back(count)

    @Slot()
    def _start_from(self) -> None:
        """Begin with another text."""
        if self._start.text():
            self._to_draw = 0
            self._writing.begin(self._start.text())

    @Slot(bool)
    def _set_playing(self, playing: bool) -> None:
        self._play.setText("❚❚" if playing else "▶")
        if playing:
            self._timer.start()
        else:
            self._timer.stop()

    @Slot(object)
    def _set_seed(self, seed: int) -> None:
        """Draw other random numbers from here on."""
        self._draws = Draws(seed)
        self._redraw()

    def choose(self, option: str, value: object) -> None:
        """Set "temperature", "greedy", "seed", "play", its "pace" a second, or "text"; "draw" or "undo" so many."""
        try:
            self._choose(option, value)
        except (TypeError, ValueError) as error:
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "{option} cannot be {value} here."), option=option, value=value
            ) from error

    def _choose(self, option: str, value: object) -> None:
        match option:
            case "temperature":
                self._settings.set_temperature(_within(value, COLDEST, HOTTEST))
            case "seed":
                self._settings.set_seed(_whole(value, 0, LARGEST_SEED))
            case "pace":
                self._timer.setInterval(round(1000 / _within(value, 0.1, 50.0)))
            case "draw":
                self._to_draw = _whole(value, 1, MOST)
                self._draw_next()
            case "undo":
                self._take_back(_whole(value, 1, MOST))
            case "greedy" | "play" if not isinstance(value, bool):
                raise TypeError
            case "greedy":
                self._settings.set_greedy(bool(value))
            case "play":
                self._play.setChecked(bool(value))
            case "text" if isinstance(value, str) and value:
                self._start.setText(value)
                self._start_from()
            case "text":
                raise TypeError
            case _:
                super().choose(option, value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Draw, or take back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._start.hasFocus():
            self.draw_one()
        elif event.key() == Qt.Key.Key_Backspace:
            self.undo()
        else:
            super().keyPressEvent(event)

    # --- showing ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a small panel has no room for."""
        super().resizeEvent(event)
        wide, high = self.width() >= self.look.px(NARROW), self.height() >= self.look.px(LOW)
        self._start.setVisible(wide)
        self._settings.show_seed(wide)
        self._bars.setVisible(high)
        self._settings.setVisible(self.height() >= self.look.px(LOWEST))
        for each in (self._again, self._undo):
            each.setVisible(self.width() >= self.look.px(NARROWEST))

    @Slot()
    def _redraw(self) -> None:
        self._undo.setEnabled(bool(self._writing.drawn))
        self._again.setEnabled(bool(self._writing.drawn))
        shown = self.distribution
        if shown is None or not self._reads_on:
            self._show_nothing()
            return
        self._stack.setCurrentWidget(self._page)
        self._write()
        if self._writing.frame is not None and self._writing.frame.text == self._writing.text:
            self._show(shown)

    @property
    def _reads_on(self) -> bool:
        """Whether what the model predicts is what it reads next."""
        facts = self.session.facts
        return facts is None or (facts.can_sample and facts.topology == "many-to-many in step")

    def _show_nothing(self) -> None:
        self._stack.setCurrentWidget(self._empty)
        self.set_subtitle("")
        if not self._reads_on:
            self._empty.say(translate("panels", NO_READING_ON))
        elif self._writing.frame is None:
            self._empty.say(translate("panels", "Waiting for the first picture."))
        elif self._output is None:
            self._empty.say(translate("panels", NO_SYMBOLS))
        else:
            self._empty.say(translate("panels", "The probabilities are no longer finite: nothing can be drawn."))

    def _write(self) -> None:
        first, text, theme = self._writing.first, self._writing.text, self.look.theme
        begun = Stretch(first if text.startswith(first) else "", theme.text)
        self._written.show_parts([begun, Stretch(text[len(begun.text) :], theme.accent)])

    def _show(self, shown: Distribution) -> None:
        assert self._output is not None
        labels, chosen = self._output.labels, self._next(shown)
        top = shown.order[:TOP].tolist()
        bars = [Bar(labels[k], float(shown.probabilities[k]), k == chosen) for k in top]
        if chosen not in top:
            bars.append(Bar(labels[chosen], float(shown.probabilities[chosen]), True, apart=True))
        self._bars.show_bars(bars, [])
        self._segments.show_segments(parts(shown, labels, chosen), None if self.greedy else self.u)
        words = translate("panels", "{count} drawn; next “{symbol}”")
        self.set_subtitle(words.format(count=len(self._writing.drawn), symbol=labels[chosen]))

    # --- what is on screen, as numbers ---

    @property
    def busy(self) -> bool:
        """Whether symbols are still to be drawn, or the softmax after the last one is not known yet."""
        return not self._play.isChecked() and (self._to_draw > 0 or not self._writing.current)

    def numbers(self) -> Mapping[str, Array]:
        """Return the distribution, (symbol,), the number of the coming draw, and the draws so far, (draw,)."""
        shown = self.distribution
        if shown is None or self._output is None:
            return {}
        return {
            "symbol": np.array(self._output.labels, np.str_),
            "probability": shown.model,
            "at_temperature": shown.probabilities,
            "order": shown.order,
            "cumulative": shown.cumulative,
            "temperature": np.array([0.0 if self.greedy else self.temperature]),
            "u": np.array([self.u]),
            "next": np.array([self._next(shown)]),
            "drawn": np.array([each.symbol for each in self._writing.drawn], np.int64),
            "drawn_u": np.array([each.u for each in self._writing.drawn], np.float64),
            "text": np.array([self._writing.text], np.str_),
        }

    def describe(self) -> str:
        """Say the text so far, and what comes next."""
        shown = self.distribution
        if shown is None or self._output is None or self._stack.currentWidget() is self._empty:
            return self._empty.text()
        symbol = self._next(shown)
        return translate("panels", "“{text}” goes on with “{symbol}”, which has {percent} percent.").format(
            text=self._writing.text,
            symbol=self._output.labels[symbol],
            percent=f"{100 * shown.probabilities[symbol]:.1f}",
        )


def _within(value: object, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise ValueError
    return float(value)


def _whole(value: object, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError
    return value


PANEL = Panel(
    key="sampling",
    title=QT_TRANSLATE_NOOP("panels", "Sampling, symbol by symbol"),
    shortcut="Ctrl+Alt+6",
    area=Area.MIDDLE_RIGHT,
    order=20,
    wants=frozenset({Want.OUTPUT}),
    make=SamplingView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "A random number falls on one symbol's share; that symbol is written, and read as the next input."
    ),
    per_second=20.0,
    compared=Compared.ONE,
)
