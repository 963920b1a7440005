"""The line above a plot: what each colour is, and its value where the cursor stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from rnnviz.gui.theme import Look


class Entry(NamedTuple):
    """One quantity. Without a colour it is written without a mark before it."""

    name: str
    value: str = ""
    colour: str = ""


def legend_height(look: Look) -> int:
    """Return how much room the line needs, in px."""
    return QFontMetrics(look.font(0.9)).height() + look.px(4)


def paint_legend(painter: QPainter, look: Look, entries: Sequence[Entry], area: QRect) -> None:
    """Write the entries side by side, as many as `fitting` says."""
    painter.setFont(look.font(0.9))
    left = area.left()
    for entry in fitting(look, entries, area.width()):
        width = _width(look, painter.fontMetrics(), entry)
        _paint(painter, look, entry, QRect(left, area.top(), width, area.height()))
        left += width


def fitting(look: Look, entries: Sequence[Entry], room: int) -> list[Entry]:
    """Return what of the entries is written in `room` px.

    Where not all of it fits, notes beside values go first: what is asked for at the cursor is a value. Then the values
    of coloured entries go, then the last entries.
    """
    metrics = QFontMetrics(look.font(0.9))

    def fits(some: Sequence[Entry]) -> bool:
        return sum(_width(look, metrics, entry) for entry in some) - look.px(10) <= room

    shown = list(entries)
    valued = [entry for entry in shown if entry.value]
    while valued and not fits(shown) and not shown[-1].colour and not shown[-1].value:
        shown.pop()
    if not fits(shown):
        shown = [entry._replace(value="") if entry.colour else entry for entry in entries]
    while shown and not fits(shown):
        shown.pop()
    return shown


def _paint(painter: QPainter, look: Look, entry: Entry, place: QRect) -> None:
    left = place.left()
    if entry.colour:
        side = look.px(8)
        painter.fillRect(left, place.center().y() - side // 2, side, side, QColor(entry.colour))
        left += side + look.px(4)
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.setPen(QColor(look.theme.muted))
    painter.drawText(place.adjusted(left - place.left(), 0, 0, 0), align, entry.name)
    if entry.value:
        left += painter.fontMetrics().horizontalAdvance(f"{entry.name} ") if entry.name else 0
        painter.setPen(QColor(look.theme.text))
        painter.drawText(place.adjusted(left - place.left(), 0, 0, 0), align, entry.value)


def _width(look: Look, metrics: QFontMetrics, entry: Entry) -> int:
    text = metrics.horizontalAdvance(f"{entry.name} {entry.value}".strip())
    return text + look.px(10) + (look.px(12) if entry.colour else 0)
