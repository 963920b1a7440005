"""Attention: where each target position looks in the source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from rnnviz.explain.number import number
from rnnviz.gui.views.lacking import NO_ATTENTION
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.bands import Band, Cell
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.scale import Kind, Scale
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.difference import Difference
from rnnviz.probe.frame import Array, Attention, Frame, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

EACH, MEAN = "each", "mean"
SIDE_BY_SIDE = 4  # heads: with more of them their mean is shown at first


class AttentionView(View):
    """Weights, target x source, of one attention: every head, their mean, or one of them."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.frame: Frame | None = None
        self.attention: Attention | None = None
        self.heatmap = Heatmap(look)
        self.heatmap.setAccessibleName(translate("panels", "Attention"))
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self.which = Chooser(look, translate("panels", "Which attention"))
        self.heads = Chooser(look, translate("panels", "Which head"))
        self._pointed_source: int | None = None
        self._bands: tuple[str, ...] = ()
        self._arrange()
        self.setFocusProxy(self.heatmap)
        self.heatmap.pointed.connect(self._pointed)
        self.heatmap.chosen.connect(self._chosen)
        self.which.picked.connect(self._picked)
        self.heads.picked.connect(self._picked)

    def _arrange(self) -> None:
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.which)
        self.bar.addWidget(self.heads)
        self.bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.bar)
        column.addWidget(self.heatmap, 1)
        column.addWidget(self.empty, 1)
        self.heatmap.hide()

    def show_frame(self, frame: Frame) -> None:
        """Draw a new Frame."""
        self.frame = frame
        self.which.offer([(k, a.name or str(k + 1)) for k, a in enumerate(frame.attentions)])
        index = self.which.key
        self.attention = frame.attentions[index] if isinstance(index, int) else None
        there = self.attention is not None and self.attention.weights.size > 0
        left_out = self.why_left_out(frame, Want.ATTENTION)
        self.empty.say("" if there else left_out or translate("panels", NO_ATTENTION))
        self.empty.setVisible(not there)
        self.heatmap.setVisible(there)
        if self.attention is None or not there:
            self.set_subtitle("")
            self.heads.offer([])
            return
        self._draw(frame, self.attention)
        self.show_cursor()

    def _draw(self, frame: Frame, attention: Attention) -> None:
        heads, targets, sources = attention.weights.shape
        self._offer_heads(heads)
        shown = self._shown(attention)
        if tuple(shown) != self._bands:
            self._bands = tuple(shown)
            # Of a difference of weights in [0, 1] the scale is signed, and follows the values.
            scale = Scale(Kind.SIGNED, None) if isinstance(frame, Difference) else Scale(Kind.UNIT)
            self.heatmap.set_bands([Band(key, scale=self.scale(attention.name, lambda: scale)) for key in shown])
        self.heatmap.set_symbols(
            frame.sequences.get(attention.source_axis, ()), frame.sequences.get(attention.target_axis, ())
        )
        self.heatmap.show_values(list(shown.values()))
        self.set_subtitle(
            (
                translate("panels", "{targets} × {sources}")
                if isinstance(frame, Difference)
                else translate("panels", "{targets} × {sources} · in [0, 1]")
            ).format(targets=targets, sources=sources)
        )

    def _offer_heads(self, heads: int) -> None:
        if heads == 1:
            self.heads.offer([(0, "")])
            return
        single = [(k, translate("panels", "head {number}").format(number=k + 1)) for k in range(heads)]
        both = [(EACH, translate("panels", "every head")), (MEAN, translate("panels", "mean of the heads"))]
        self.heads.offer([*(both if heads <= SIDE_BY_SIDE else both[::-1]), *single])

    def _shown(self, attention: Attention) -> dict[str, Array]:
        """Return what is shown, (target, source) by the name of its band."""
        weights, key = attention.weights, self.heads.key
        if key == MEAN:
            with np.errstate(invalid="ignore"):
                return {MEAN: weights.mean(axis=0)}
        chosen = [key] if isinstance(key, int) else range(len(weights))
        return {str(k + 1): weights[k] for k in chosen}

    def show_cursor(self) -> None:
        """Mark the target's row and the source's column."""
        if self.attention is None:
            return
        cursor, attention = self.session.cursor, self.attention
        column = self._pointed_source
        if column is None and attention.source_axis:
            column = cursor.timestep(attention.source_axis)
        row = cursor.timestep(attention.target_axis) if attention.target_axis else None
        self.heatmap.mark(column, row)

    @override
    def restyle(self) -> None:
        self.bar.setSpacing(self.look.px(6))
        self.bar.setContentsMargins(self.look.px(4), 0, self.look.px(4), 0)
        for part in (self.which, self.heads, self.empty, self.heatmap):
            part.restyle()

    @Slot(object)
    def _picked(self, key: object) -> None:
        del key
        if self.frame is not None:
            self.show_frame(self.frame)

    @Slot(object)
    def _pointed(self, cell: Cell | None) -> None:
        """Point at the target in every panel; the source is marked here, as one place is hovered at a time."""
        self._pointed_source = None if cell is None else cell.column
        axis = self.attention.target_axis if self.attention is not None else ""
        self.session.cursor.hover(Place(axis, cell.row) if cell is not None and axis else None)
        self.show_cursor()

    @Slot(object)
    def _chosen(self, cell: Cell) -> None:
        """Hold the target and the source, each on its own axis."""
        if self.attention is None:
            return
        axes = (self.attention.source_axis, cell.column), (self.attention.target_axis, cell.row)
        for axis, timestep in axes:  # in self-attention both are one axis: the target, last, is held
            if axis:
                self.session.cursor.pin(Place(axis, timestep))

    def numbers(self) -> Mapping[str, Array]:
        """Return the weights, (head, target, source)."""
        return {} if self.attention is None else {"weights": self.attention.weights}

    def describe(self) -> str:
        """Say what is on screen: at which source symbol the marked target looks most."""
        if self.attention is None or self.frame is None or not self.attention.weights.size:
            return self.empty.text()
        heads, targets, sources = self.attention.weights.shape
        size = translate("panels", "Attention. Heads: {heads}, targets: {targets}, sources: {sources}.").format(
            heads=heads, targets=targets, sources=sources
        )
        return " ".join([size, self._strongest(self.frame, self.attention)]).strip()

    def _strongest(self, frame: Frame, attention: Attention) -> str:
        target = self.session.cursor.timestep(attention.target_axis) if attention.target_axis else None
        if target is None or target >= attention.weights.shape[1]:
            return ""
        row = np.nan_to_num(attention.weights[:, target].mean(axis=0))
        source = int(row.argmax())
        symbols = frame.sequences.get(attention.source_axis, ())
        alike = int(np.count_nonzero(row == row[source]))
        if alike > 1:
            words = translate("panels", "Target {target} looks at {count} sources alike, and at none more: {weight}.")
            return words.format(target=target, count=alike, weight=number(float(row[source]), signed=False))
        return translate("panels", "Target {target} looks most at source {source} “{symbol}”: {weight}.").format(
            target=target,
            source=source,
            symbol=symbols[source] if source < len(symbols) else "",
            weight=number(float(row[source]), signed=False),
        )


PANEL = Panel(
    key="attention",
    title=QT_TRANSLATE_NOOP("panels", "Attention"),
    shortcut="Ctrl+5",
    area=Area.TOP_RIGHT,
    order=1,
    wants=frozenset({Want.ATTENTION}),
    make=AttentionView,
    hint=QT_TRANSLATE_NOOP("panels", "Which symbols it looks at (right) while it writes each symbol (down)."),
    compared=Compared.DIFFERENCE,
)
