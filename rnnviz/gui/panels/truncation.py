"""Truncated backpropagation through time: states go on from chunk to chunk, gradients stop at the chunk's edge."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain.number import number
from rnnviz.explain.numerals import Range
from rnnviz.explain.prediction import default_timestep
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.chunk_plot import ChunkPlot, Cut
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.named import named
from rnnviz.gui.widgets.number_fields import WholeField
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.difference import Difference
from rnnviz.probe.frame import Array, Frame, Want
from rnnviz.probe.truncation import can_follow, chunks, steps, truncated
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

SHORTEST = 2  # timesteps of a chunk
CHUNK, TIMESTEP, ALL = "chunk", "timestep", "all"  # whose loss is followed back


class TruncationView(View):
    """The norm of h over all chunks, and of one loss's gradient: in full, and cut off at the edge."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._frame: Frame | None = None
        self._cut: Cut | None = None  # on screen
        self._wished: int | None = None  # the chunk's length as the user set it; None: that of training
        self._length = WholeField(Range(SHORTEST, SHORTEST))
        self._length_label = named(ElidedLabel(), "muted")
        self._length_label.setBuddy(self._length)
        self.loss = Chooser(look, translate("panels", "Whose loss is followed back"))
        self.loss.offer(
            [
                (CHUNK, translate("panels", "loss of the last chunk")),
                (TIMESTEP, translate("panels", "loss at the cursor")),
                (ALL, translate("panels", "loss of all chunks")),
            ]
        )
        self._plot, self._empty = ChunkPlot(look), Placeholder(look)
        self._lay_out()
        self._length.valueChanged.connect(self._set_length)
        self.loss.picked.connect(self._redraw)
        self._plot.pointed.connect(self._point)
        self._plot.chosen.connect(self._pin)
        session.built.connect(self._forget)

    def _lay_out(self) -> None:
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self._length)
        row.addWidget(self._length_label, 1)
        row.addWidget(self.loss)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._plot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._row)
        column.addWidget(self._stack, 1)

    @override
    def restyle(self) -> None:
        self._length_label.setText(translate("panels", "timesteps a chunk"))
        self._length.setToolTip(translate("panels", "Timesteps of a chunk: the gradient stops at its edge"))
        self._length.setAccessibleName(translate("panels", "Timesteps of a chunk"))
        self._plot.setAccessibleName(translate("panels", "State and gradient at each timestep, chunk by chunk"))
        for widget in (self._length_label, self._length):
            widget.setFont(self.look.font())
        for part in (self.loss, self._plot, self._empty):
            part.restyle()
        self._redraw()

    def show_frame(self, frame: Frame) -> None:
        """Follow the loss back through another picture."""
        self._frame = frame
        self._redraw()

    def show_cursor(self) -> None:
        """Mark the timestep, and follow its loss back if that is asked for."""
        timestep = self._pointed()
        self._plot.mark(timestep)
        if self._cut is not None and self._asked(len(self._cut.h)) != self._cut.asked:
            self._redraw()

    @Slot(object)
    def _forget(self, _built: object) -> None:
        self._frame, self._wished = None, None
        self._redraw()

    def _pointed(self) -> int | None:
        if self._frame is None or not self._frame.recurrences:
            return None
        return self.session.cursor.timestep(self._frame.recurrences[0].axis)

    def _spoken_of(self) -> int:
        """Return the timestep pointed at; else the last one that has a loss."""
        pointed = self._pointed()
        assert self._frame is not None
        assert self._frame.output is not None
        output = self._frame.output
        return default_timestep(output) if pointed is None else min(pointed, len(output.targets) - 1)

    # --- controls ---

    @property
    def length(self) -> int:
        """Timesteps of a chunk."""
        return self._length.value()

    @Slot(object)
    def _set_length(self, length: int) -> None:
        self._wished = length
        self._redraw()

    def choose(self, option: str, value: object) -> None:
        """Set "length" (timesteps of a chunk) or "loss": of the last "chunk", at the cursor's "timestep", of "all"."""
        if option == "length":
            if isinstance(value, bool) or not isinstance(value, int) or value not in self._length.range:
                raise Refused(
                    QT_TRANSLATE_NOOP("panels", "A chunk has {least} to {most} timesteps here, not {value}."),
                    least=SHORTEST,
                    most=self._length.range.high,
                    value=value,
                )
            self._length.setValue(value)
            self._set_length(value)
        elif option == "loss":
            if value not in (CHUNK, TIMESTEP, ALL):
                raise Refused(QT_TRANSLATE_NOOP("panels", "There is no loss of {value} to follow back."), value=value)
            self.loss.choose(value)
            self._redraw()
        else:
            super().choose(option, value)

    @Slot(object)
    def _point(self, timestep: int | None) -> None:
        axis = self._frame.recurrences[0].axis if self._frame is not None and self._frame.recurrences else ""
        self.session.cursor.hover(None if timestep is None else Place(axis, timestep))

    @Slot(int)
    def _pin(self, timestep: int) -> None:
        if self._frame is not None and self._frame.recurrences:
            self.session.cursor.pin(Place(self._frame.recurrences[0].axis, timestep))

    # --- drawing ---

    @Slot()
    @Slot(object)
    def _redraw(self, _picked: object = None) -> None:
        frame = self._frame
        if frame is None or isinstance(frame, Difference) or not can_follow(frame):
            self._show_nothing(frame)
            return
        self._fit(len(frame.recurrences[0].h))
        self._cut = self._computed(frame)
        self._row.show()
        self._plot.show_cut(self._cut)
        self._plot.mark(self._pointed())
        self._stack.setCurrentWidget(self._plot)
        self._say(self._cut)

    def _show_nothing(self, frame: Frame | None) -> None:
        self._cut = None
        self._row.hide()
        self._stack.setCurrentWidget(self._empty)
        self.set_subtitle("")
        if frame is None:
            self._empty.say(translate("panels", "Waiting for the first picture."))
        else:
            self._empty.say(
                translate(
                    "panels",
                    "This view follows one recurrent layer that answers at every timestep: vanilla, LSTM or GRU.",
                )
            )

    def _fit(self, timesteps: int) -> None:
        """Let the chunk be as long as the sequence at most, and at first as long as in training."""
        wished = self.session.config.sequence_length if self._wished is None else self._wished
        with QSignalBlocker(self._length):
            self._length.set_range(Range(SHORTEST, max(timesteps, SHORTEST)))
            self._length.setValue(min(max(wished, SHORTEST), timesteps))

    def _computed(self, frame: Frame) -> Cut:
        record = frame.recurrences[0]
        assert record.dh_local is not None
        cut, asked = chunks(len(record.h), self.length), self._asked(len(record.h))
        found = truncated(steps(frame), record.dh_local, cut, asked)
        symbols = tuple(frame.sequences.get(record.axis, ()))
        return Cut(symbols, cut, asked, _norms(record.h), _norms(found.full), _norms(found.truncated))

    def _asked(self, timesteps: int) -> range:
        """Return the timesteps whose loss is followed back."""
        if self.loss.key == ALL:
            return range(timesteps)
        if self.loss.key == TIMESTEP:
            at = self._spoken_of()
            return range(at, at + 1)
        cut = chunks(timesteps, self.length)
        return next((chunk for chunk in reversed(cut) if self._has_loss(chunk)), cut[-1])

    def _has_loss(self, asked: range) -> bool:
        """Whether any target is known there: nobody knows what comes after the last symbol."""
        output = self._frame.output if self._frame is not None else None
        return output is not None and bool((output.targets[asked.start : asked.stop] >= 0).any())

    def _say(self, cut: Cut) -> None:
        if len(cut.chunks) == 1:
            self.set_subtitle(translate("panels", "one chunk, so no edge: choose a shorter one"))
            return
        length = len(cut.chunks[0])
        words = (
            translate("panels", "{count} chunks of one timestep")
            if length == 1
            else translate("panels", "{count} chunks of {length} timesteps")
        )
        self.set_subtitle(words.format(count=len(cut.chunks), length=length))

    # --- what is on screen, as numbers ---

    def numbers(self) -> Mapping[str, Array]:
        """Return the norms, (timestep,), the first timestep of each chunk and the timesteps whose loss it is."""
        if self._cut is None:
            return {}
        return {
            "h": self._cut.h,
            "full": self._cut.full,
            "truncated": self._cut.truncated,
            "chunk": np.array([chunk.start for chunk in self._cut.chunks]),
            "length": np.array([self.length]),
            "loss": np.array(self._cut.asked),
        }

    def describe(self) -> str:
        """Say how much of the gradient the edge takes."""
        if self._cut is None:
            return self._empty.text()
        lost = (self._cut.truncated == 0) & (self._cut.full > 0)
        return translate(
            "panels",
            "Chunks: {chunks}. Timesteps before the edge at which the gradient of this loss is exactly zero, though in "
            "full it is up to {most}: {lost}.",
        ).format(
            chunks=len(self._cut.chunks),
            lost=int(lost.sum()),
            most=number(float(self._cut.full[lost].max(initial=0.0)), signed=False),
        )


def _norms(values: Array) -> Array:
    """Return Euclidean norms over units, (T,)."""
    found: Array = np.linalg.norm(values.astype(np.float64), axis=1)
    return found


PANEL = Panel(
    key="truncation",
    title=QT_TRANSLATE_NOOP("panels", "Truncated backpropagation"),
    shortcut="Ctrl+Alt+5",
    area=Area.MIDDLE_LEFT,
    order=20,
    wants=frozenset({Want.STATES, Want.GATES, Want.GRADIENTS, Want.OUTPUT, Want.WEIGHTS}),
    make=TruncationView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "The state is carried over every edge of a chunk; the gradient stops at the first one it comes to."
    ),
    per_second=4.0,
    compared=Compared.EACH,
)
