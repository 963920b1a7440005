"""The line or two above a plot: what each colour is, and its value where the cursor stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from rnnviz.gui.style.theme import Look

SIZE = 0.9  # of the font


class Entry(NamedTuple):
    """One quantity. Without a colour it is written without a mark before it."""

    name: str
    value: str = ""
    colour: str = ""


def legend_height(look: Look, lines: int = 1) -> int:
    """Return how much room so many lines need, in px."""
    return lines * (QFontMetrics(look.font(SIZE)).height() + look.px(4))


def legend_lines(look: Look, entries: Sequence[Entry], room: int, most: int = 2) -> int:
    """Return how many lines the names of the coloured entries need, `most` at most; values come and go in them."""
    names = [entry._replace(value="") for entry in entries if entry.colour]
    return min(max(len(in_lines(look, names, room)), 1), most)


def paint_legend(painter: QPainter, look: Look, entries: Sequence[Entry], area: QRect) -> None:
    """Write the entries side by side, on as many lines as the area has room for, as `fitting` says."""
    painter.setFont(look.font(SIZE))
    line = legend_height(look)
    lines = max(area.height() // line, 1)
    rows = in_lines(look, entries, area.width())
    if len(rows) > lines:
        rows = in_lines(look, fitting(look, entries, area.width(), lines), area.width())
    for k, row in enumerate(rows):
        left = area.left()
        for entry in row:
            width = _width(look, entry)
            _paint(painter, look, entry, QRect(left, area.top() + k * line, width, min(line, area.height())))
            left += width


def fitting(look: Look, entries: Sequence[Entry], room: int, lines: int = 1) -> list[Entry]:
    """Return what of the entries is written on so many lines of `room` px.

    Where not all of it fits, notes beside values go first: what is asked for at the cursor is a value. Then the values
    of coloured entries go, then notes; then the longest names are shortened, so that no colour is without one.
    """

    def fits(some: Sequence[Entry]) -> bool:
        return len(in_lines(look, some, room)) <= lines

    shown = list(entries)
    valued = [entry for entry in shown if entry.value]
    while valued and not fits(shown) and not shown[-1].colour and not shown[-1].value:
        shown.pop()
    if not fits(shown):
        shown = [entry._replace(value="") if entry.colour else entry for entry in entries]
    while any(entry.colour for entry in shown) and not fits(shown) and not shown[-1].colour:
        shown.pop()
    return shown if fits(shown) else _shortened(look, shown, fits)


def _shortened(look: Look, entries: Sequence[Entry], fits: Callable[[Sequence[Entry]], bool]) -> list[Entry]:
    """Cut all names to one length: the longest at which they fit. Where no word fits, the colours stand alone."""
    metrics, step = QFontMetrics(look.font(SIZE)), look.px(4)
    longest = max((look.width_of(entry.name, SIZE) for entry in entries), default=0)
    for length in range(longest, metrics.horizontalAdvance("…") - 1, -step):
        cut = [e._replace(name=metrics.elidedText(e.name, Qt.TextElideMode.ElideRight, length)) for e in entries]
        if fits(cut):
            return cut
    shown = [entry._replace(name="", value="") for entry in entries]
    while shown and not fits(shown):
        shown.pop()
    return shown


def in_lines(look: Look, entries: Sequence[Entry], room: int) -> list[list[Entry]]:
    """Return the entries line by line; one that no line has room for counts as two."""
    rows, left = list[list[Entry]](), 0
    for entry in entries:
        width = _width(look, entry)
        if not rows or left + width - look.px(10) > room:
            rows += [[]] if width - look.px(10) <= room else [[], []]
            left = 0
        rows[-1].append(entry)
        left += width
    return rows


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
        left += look.width_of(f"{entry.name} ", SIZE) if entry.name else 0
        painter.setPen(QColor(look.theme.text))
        painter.drawText(place.adjusted(left - place.left(), 0, 0, 0), align, entry.value)


def _width(look: Look, entry: Entry) -> int:
    text = look.width_of(f"{entry.name} {entry.value}".strip(), SIZE)
    return text + look.px(10) + (look.px(12) if entry.colour else 0)
