"""Gradient: how much of the loss's gradient reaches each timestep, and by which way."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.engine.messages import Phase
from rnnviz.explain.prediction import resting_timestep
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.lacking import NO_RECURRENCE
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.recurrence_view import RecurrenceView
from rnnviz.gui.widgets.bands import Band
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.gui.widgets.log_bars import LogBars, Series
from rnnviz.gui.widgets.scale import Kind, Scale
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate


class GradientView(RecurrenceView):
    """Norms over units as bars on a logarithmic axis, or every unit as a heatmap."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._resting: int | None = None
        self._still: Frame | None = None  # the one that was on screen half a second ago
        self._bars = LogBars(look)
        self._heatmap = Heatmap(look)
        self._stack = QStackedWidget()
        for page in (self.empty, self._bars, self._heatmap):
            self._stack.addWidget(page)
        self.state = Chooser(look, translate("panels", "Gradient of the hidden state or of the cell state"))
        self.shape = Chooser(look, translate("panels", "Norm over units, or every unit"))
        self.shape.offer(
            [("norms", translate("panels", "norm over units")), ("units", translate("panels", "every unit"))]
        )
        self._lay_out()
        for chooser in (self.state, self.shape):
            chooser.picked.connect(self._choose)
        self._bars.pointed.connect(self.point)
        self._bars.chosen.connect(self.pin)
        self._heatmap.pointed.connect(self.point_cell)
        self._heatmap.chosen.connect(self.pin_cell)
        self._heatmap.extended.connect(self.extend_to_cell)
        session.cursor.selected.connect(self.redraw)
        session.built.connect(self._forget)
        session.pulse.connect(self._settle)

    def _lay_out(self) -> None:
        self._bars.setAccessibleName(translate("panels", "Norm of the gradient at each timestep"))
        self._heatmap.setAccessibleName(translate("panels", "Gradient of each unit at each timestep"))
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.layers)
        row.addStretch(1)
        row.addWidget(self.state)
        row.addWidget(self.shape)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._row)
        column.addWidget(self._stack, 1)

    @override
    def restyle(self) -> None:
        for part in (self.layers, self.state, self.shape, self.empty, self._bars, self._heatmap):
            part.restyle()
        self.redraw()

    def show_cursor(self) -> None:
        """Mark the timestep, and in the heatmap the unit."""
        record = self.record
        timestep = self.session.cursor.timestep(record.axis) if record is not None else None
        self._bars.mark(timestep, self._resting)
        self._heatmap.mark(timestep, self.session.cursor.unit, self._resting)
        self._heatmap.mark_span(self.session.cursor.span(self.record.axis) if self.record is not None else None)

    @Slot(object)
    def _forget(self, _built: object) -> None:
        self.frame = None
        self.redraw()

    @Slot()
    def _settle(self) -> None:
        """Fit the axis to a run that stands still: no other picture comes, as it does between two turns of a pair."""
        if self.session.phase is Phase.PAUSED and self.frame is self._still and self._bars.isVisible():
            self._bars.settle()
        self._still = self.frame

    @Slot(object)
    def _choose(self, _key: object) -> None:
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draw the Frame again: something was chosen."""
        record = self.recurrence(self.frame) if self.frame is not None else None
        self.record = record if record is not None and record.dh is not None else None
        self._row.setVisible(self.record is not None)
        if self.frame is None or self.record is None:
            self._show_nothing()
            return
        states = [("h", "∂L/∂h"), ("c", "∂L/∂c")]
        self.state.offer(states if self.record.dc is not None else states[:1])
        self._resting = resting_timestep(self.frame, self.record, self._resting)
        symbols = tuple(self.frame.sequences.get(self.record.axis, ()))
        if self.shape.key == "units":
            self._show_units(self.record, symbols)
        else:
            self._show_norms(self.record, symbols)
        self.show_cursor()

    def _show_nothing(self) -> None:
        self._stack.setCurrentWidget(self.empty)
        self.set_subtitle("")
        if self.frame is None:
            self.empty.say(translate("panels", "Waiting for the first picture."))
        elif not self.frame.recurrences:
            left_out = self.why_left_out(self.frame, Want.GRADIENTS)
            self.empty.say(left_out or translate("panels", NO_RECURRENCE))
        else:
            self.empty.say(translate("panels", "No gradient was taken for this picture."))

    def _show_norms(self, record: Recurrence, symbols: tuple[str, ...]) -> None:
        series = self._series(record)
        zeros = int(np.count_nonzero(series[0].values == 0))
        self._bars.show_series(symbols, series)
        self._stack.setCurrentWidget(self._bars)
        name = "‖∂L/∂c⁽ᵗ⁾‖₂" if self._is_cell(record) else "‖∂L/∂h⁽ᵗ⁾‖₂"
        note = translate("panels", "no bar: zero ({count})").format(count=zeros)
        self.set_subtitle(f"{name} · {note}" if zeros else name)

    def _show_units(self, record: Recurrence, symbols: tuple[str, ...]) -> None:
        name = "∂L/∂c⁽ᵗ⁾" if self._is_cell(record) else "∂L/∂h⁽ᵗ⁾"
        if [band.key for band in self._heatmap.bands] != [name]:
            self._heatmap.set_bands([Band(name, scale=self.scale(name, lambda: Scale(Kind.SIGNED, None)))])
        self._heatmap.set_symbols(symbols)
        self._heatmap.show_values([self._shown(record).T])
        self._stack.setCurrentWidget(self._heatmap)
        timesteps, units = self._shown(record).shape
        self.set_subtitle(f"{name} · {units} × {timesteps}")

    def _is_cell(self, record: Recurrence) -> bool:
        return self.state.key == "c" and record.dc is not None

    def _shown(self, record: Recurrence) -> Array:
        """Return the gradients on screen, (timestep, unit)."""
        shown = record.dc if self._is_cell(record) else record.dh
        assert shown is not None
        return shown

    def _series(self, record: Recurrence) -> list[Series]:
        theme = self.look.theme
        gradients = [self._shown(record)]
        if not self._is_cell(record) and record.dh_local is not None:
            with np.errstate(invalid="ignore"):
                recurrent = record.dh_recurrent
            assert recurrent is not None
            gradients += [record.dh_local, recurrent]
        words = (
            (translate("panels", "total"), theme.accent),
            (translate("panels", "local"), theme.positive),
            (translate("panels", "recurrent"), theme.text),
        )
        norms = _norms(np.stack(gradients, dtype=np.float64))
        return [Series(word, colour, values) for (word, colour), values in zip(words, norms, strict=False)]

    def numbers(self) -> Mapping[str, Array]:
        """Return the norms, (timestep,), or the gradients of every unit, (timestep, unit)."""
        if self.record is None:
            return {}
        if self.shape.key == "units":
            return {"dc" if self._is_cell(self.record) else "dh": self._shown(self.record)}
        names = ("total", "local", "recurrent")
        return {name: s.values for name, s in zip(names, self._series(self.record), strict=False)}

    def describe(self) -> str:
        """Say where the most and the least gradient arrives."""
        if self.record is None:
            return self.empty.text()
        norms = _norms(self._shown(self.record))
        if not np.isfinite(norms).all():
            return translate("panels", "Timesteps at which the gradient is not finite: {count}.").format(
                count=int((~np.isfinite(norms)).sum())
            )
        return translate(
            "panels",
            "The gradient's norm is largest at timestep {most} ({high}) and smallest at timestep {least} ({low}).",
        ).format(
            most=int(norms.argmax()),
            high=f"{norms.max():.2e}",
            least=int(norms.argmin()),
            low=f"{norms.min():.2e}",
        )


def _norms(gradients: Array) -> Array:
    """Return the Euclidean norm over units, (..., T, U) -> (..., T); in doubles, as squares of singles overflow."""
    doubles = gradients.astype(np.float64, copy=False)
    with np.errstate(invalid="ignore", over="ignore"):
        norms: Array = np.sqrt(np.einsum("...u,...u->...", doubles, doubles))
    return norms


PANEL = Panel(
    key="gradient",
    title=QT_TRANSLATE_NOOP("panels", "Gradient at each timestep"),
    shortcut="Ctrl+3",
    area=Area.MIDDLE_LEFT,
    order=0,
    wants=frozenset({Want.GRADIENTS}),
    make=GradientView,
    hint=QT_TRANSLATE_NOOP("panels", "How strongly each timestep's state is held responsible for the loss."),
    per_second=8.0,
    compared=Compared.DIFFERENCE,
)
