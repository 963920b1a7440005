"""A window against a state: Markov models that see the last n symbols, and the network, on the watched text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain.contributions import Addend, Sum
from rnnviz.explain.markov_models import HIGHEST, WORDS, Counted, Windows, counted, windows
from rnnviz.explain.number import grouped
from rnnviz.explain.prediction import default_timestep
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.addends import Addends
from rnnviz.gui.widgets.named import muted
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.wheel import Slider
from rnnviz.gui.widgets.window_strip import WindowStrip
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Output, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate
from rnnviz.text.markov import MOST

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

TALL = 230  # px at 10 points: from here on there is room for the mean losses below
_OF_TEXTS = frozenset({"characters", "classic", WORDS})  # tasks that learn a text, symbol by symbol or word by word


class WindowModelView(View):
    """The probability of each next symbol by network and window, and the mean loss of every window."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._frame: Frame | None = None
        self._text: Counted | None = None
        self._counts: tuple[object, ...] = ()  # the settings that it was counted by
        self._windows: Windows | None = None
        self.strip = WindowStrip(look)
        self.bars = Addends(look)
        self.bars.setAccessibleName(translate("panels", "Mean losses"))
        self.slider = Slider(0, HIGHEST)
        self.slider.setPageStep(1)
        self.slider.setValue(2)
        self.slider.setAccessibleName(translate("panels", "Symbols in the window"))
        self.slider.setToolTip(translate("panels", "How many symbols back the Markov model sees"))
        self.sees = muted()
        self.words = muted()
        self.words.setWordWrap(True)  # the network's probability, at the end, is what the lesson speaks of
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self._lay_out()
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._redraw)
        self.strip.pointed.connect(self._point)
        self.strip.chosen.connect(self._pin)
        session.built.connect(self._forget)

    def _lay_out(self) -> None:
        body, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self.sees)
        row.addWidget(self.slider, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.strip, 2)
        column.addWidget(self.words)
        column.addWidget(self.bars, 3)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(body)

    @override
    def restyle(self) -> None:
        self.empty.restyle()
        self.slider.setMinimumHeight(self.look.px(20))
        for label in (self.sees, self.words):
            label.setFont(self.look.font(0.9))
        for part in (self.strip, self.bars):
            part.update()
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the mean losses out where they have no room; they stand in the words too."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.bars.setVisible(self.height() >= self.look.px(TALL))

    # --- drawing ---

    @property
    def order(self) -> int:
        """The symbols in the window, n."""
        return self.slider.value()

    def show_frame(self, frame: Frame) -> None:
        """Draw the network's probabilities; the windows are looked up anew only where the sequence is another."""
        self._frame = frame
        self._look_up(frame)
        self._redraw()

    @property
    def windows(self) -> Windows | None:
        """What the text says of every window of the sequence; None: it is not known."""
        return self._windows

    @Slot(object)
    def _forget(self, _built: object) -> None:
        self._windows = None

    def _look_up(self, frame: Frame) -> None:
        output, config = frame.output, self.session.config
        if output is None or config.task not in _OF_TEXTS:
            self._windows = None
            return
        symbols = tuple(frame.sequences.get(output.axis, ()))
        last = self._windows
        if last is not None and last.symbols == symbols and np.array_equal(last.targets, output.targets):
            return
        counts = (config.material, config.task, config.words)
        if self._text is None or self._counts != counts:
            self._text, self._counts = counted(config), counts
        self._windows = None if self._text is None else windows(self._text, symbols, output)

    @Slot()
    @Slot(int)
    def _redraw(self, _order: int = 0) -> None:
        frame, found = self._frame, self._windows
        if frame is None:
            return
        if found is None or frame.output is None:
            why = translate("panels", "Windows are counted for models of a text, symbol by symbol or word by word.")
            self.empty.say(why)
            self._stack.setCurrentIndex(0)
            self.set_subtitle("")
            return
        self._stack.setCurrentIndex(1)
        self.sees.setText(translate("panels", "window n = {n}").format(n=self.order))
        names = (translate("panels", "network"), translate("panels", "window"))
        own = self._own(frame.output)
        self.strip.show_values(found.symbols, names, np.stack([own, found.probabilities[self.order]]))
        self.bars.show_sum(self._mean_losses(frame.output, found), signed=False)
        self.set_subtitle(self._compared(frame.output, found))
        self.show_cursor()

    def _own(self, output: Output) -> Array:
        """Return the network's probability of each next symbol, (T,)."""
        targets = output.targets
        own = output.probabilities[np.arange(len(targets)), targets.clip(0)].astype(float)
        return np.where(targets >= 0, own, np.nan)

    def _mean_loss(self, output: Output) -> float:
        known = output.losses[output.targets >= 0]
        return float(known.mean()) if len(known) else float("nan")

    def _mean_losses(self, output: Output, found: Windows) -> Sum:
        title = translate("panels", "mean loss, nats per symbol · {smoothing}").format(smoothing=self._smoothing())
        rows = [Addend(translate("panels", "network"), self._mean_loss(output))]
        rows += [
            Addend(translate("panels", "window {n}").format(n=n), float(loss)) for n, loss in enumerate(found.losses)
        ]
        return Sum(title, tuple(rows))

    def _compared(self, output: Output, found: Windows) -> str:
        return translate("panels", "mean loss: network {own}, window of {n} {loss}").format(
            own=f"{self._mean_loss(output):.2f}", n=self.order, loss=f"{float(found.losses[self.order]):.2f}"
        )

    def show_cursor(self) -> None:
        """Box what the window sees at the cursor."""
        frame, found = self._frame, self._windows
        if frame is None or found is None or frame.output is None:
            return
        output = frame.output
        t = self.session.cursor.timestep(output.axis)
        t = min(default_timestep(output) if t is None else t, len(found.symbols) - 1)
        self.strip.mark(t, self.order)
        self.words.setText(self._at_in_words(output, found, t))

    def _at_in_words(self, output: Output, found: Windows, t: int) -> str:
        between = " " if self.session.config.task == WORDS else ""
        seen = between.join(found.symbols[k] for k in self.strip.seen)
        what = (
            translate("panels", "t = {t}: the window sees “{seen}”").format(t=t, seen=seen)
            if seen
            else translate("panels", "t = {t}: the window sees nothing").format(t=t)
        )
        target = int(output.targets[t])
        parts = [what]
        if target >= 0:
            words = translate("panels", "p(“{symbol}”): window {window}, network {network}")
            p = float(found.probabilities[self.order, t]), float(output.probabilities[t, target])
            parts.append(words.format(symbol=output.labels[target], window=f"{p[0]:.3f}", network=f"{p[1]:.3f}"))
        return "  ·  ".join(parts)

    def _smoothing(self) -> str:
        """Say how contexts are counted that the text hardly holds."""
        said = translate("panels", "rare contexts borrow from shorter ones (Witten-Bell)")
        if self._windows is not None and self._windows.left_out:
            said += translate("panels", "; the watched passage is not counted")
        if self._text is not None and self._text.cut:
            said += translate("panels", "; counted: the first {n} symbols").format(n=grouped(MOST))
        return said

    @Slot(object)
    def _point(self, timestep: int | None) -> None:
        axis = self._frame.output.axis if self._frame is not None and self._frame.output is not None else ""
        self.session.cursor.hover(None if timestep is None else Place(axis, timestep))

    @Slot(int)
    def _pin(self, timestep: int) -> None:
        if self._frame is not None and self._frame.output is not None:
            self.session.cursor.pin(Place(self._frame.output.axis, timestep))

    # --- what is asked of it ---

    def pair_with(self, other: View) -> None:
        """Have windows of one size."""
        super().pair_with(other)
        if isinstance(other, WindowModelView):
            self.slider.setValue(other.order)
            self.slider.valueChanged.connect(other.slider.setValue)
            other.slider.valueChanged.connect(self.slider.setValue)

    def choose(self, option: str, value: object) -> None:
        """Set the window: "order", 0 to 6 symbols."""
        if option != "order":
            super().choose(option, value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= HIGHEST:
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "A window has 0 to {most} symbols, not {value}."), most=HIGHEST, value=value
            )
        self.slider.setValue(value)

    def numbers(self) -> Mapping[str, Array]:
        """Return the probabilities of each next symbol, (timestep,), and the mean losses, those of windows by order."""
        if self._frame is None or self._windows is None or self._frame.output is None:
            return {}
        output, found = self._frame.output, self._windows
        return {
            "probability network": self._own(output),
            "probability window": found.probabilities[self.order],
            "loss network": np.array(self._mean_loss(output)),
            "loss window": np.array(found.losses[self.order]),
            "losses": found.losses,
            "order": np.array(self.order),
        }

    def describe(self) -> str:
        """Say which of the two expects the text better."""
        if self._frame is None or self._windows is None or self._frame.output is None:
            return self.empty.text()
        return f"{self._compared(self._frame.output, self._windows)}. {self.words.text()}."


PANEL = Panel(
    key="window_model",
    title=QT_TRANSLATE_NOOP("panels", "Window against state"),
    shortcut="Ctrl+Alt+F4",
    area=Area.MIDDLE_RIGHT,
    order=20,
    wants=frozenset({Want.OUTPUT}),
    make=WindowModelView,
    hint=QT_TRANSLATE_NOOP(
        "panels",
        "A Markov model sees the last n symbols and no more; the network keeps a state. Both learn from the same text.",
    ),
    per_second=5.0,
    compared=Compared.EACH,
)
