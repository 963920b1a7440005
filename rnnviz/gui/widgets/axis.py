"""Axes as every panel paints them: the sequence's symbols under the columns, and ticks at nice steps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from rnnviz.gui.style.theme import Look

SMALLEST = 6.0  # points: symbols get no smaller; where they still do not fit, columns are numbered
SHARE = 0.7  # of the font: nor smaller than this, for in front of a class the font is large because it has to be
OUTLINED = 4  # px: from here on a column has room for lines of its own
TICK = 4  # px, at 10 points
TICKS = 0.85  # of the font: numbers along an axis
MARGIN = 3  # px at 10 points that every plot has to its right, at least


def nice_step(least: float) -> float:
    """Return the smallest of ... 0.1, 0.2, 0.5, 1, 2, 5, 10 ... that is not below `least`."""
    if not (least > 0 and math.isfinite(least)):
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= least * (1 - 1e-9))


def index_ticks(count: int, length: float, room: float) -> range:
    """Return which of `count` rows to number, over `length` px, so that numbers stand at least `room` px apart."""
    step = nice_step(max(1.0, room * count / max(length, 1.0)))
    return range(0, count, max(1, math.ceil(step - 1e-9)))


def tick_font(look: Look) -> QFont:
    """Return the font of numbers along an axis."""
    return look.font(TICKS)


def symbol_font(look: Look, symbols: Sequence[str], column: float) -> QFont | None:
    """Return the largest font in which each symbol has room under a column `column` px wide; None: there is none.

    A text with symbols left out would be read as another text, so all of them are written or none.
    """
    least = min(1.0, max(SHARE, SMALLEST / look.points))
    for k in range(6):
        font = look.mono(1.0 - (1.0 - least) * k / 5)
        if widest_of(font, symbols) <= column:
            return font
    return None


def widest_of(font: QFont, texts: Iterable[str]) -> int:
    """Return the width of the widest text, in px."""
    metrics = QFontMetrics(font)
    return max((metrics.horizontalAdvance(text) for text in set(texts)), default=0)


def symbols_height(look: Look) -> int:
    """Return how much room the row of symbols needs below a plot, in px."""
    return QFontMetrics(look.mono()).height() + look.px(2)


def column_edges(column: int, count: int, area: QRect) -> tuple[int, int]:
    """Return the first px of a column and of the one after it, as an image stretched over `area` has them."""
    return (
        area.left() + round(column * area.width() / count),
        area.left() + round((column + 1) * area.width() / count),
    )


def paint_symbols(
    painter: QPainter, look: Look, symbols: Sequence[str], area: QRect, marked: int | None = None
) -> None:
    """Write a symbol under each of equally wide columns, in muted colour; where not all have room, number them.

    Parameters
    ----------
    painter, look
        Where and how.
    symbols : sequence of str
        One a column.
    area : QRect
        As wide as the columns; the symbols stand at its top.
    marked : int, optional
        Write only this one, in full colour on a ground of its own: the column that the cursor marks.
    """
    if not symbols or area.width() <= 0:
        return
    width = area.width() / len(symbols)
    if marked is not None:
        painter.setFont(look.mono())
        _paint_marked(painter, look, symbols[marked], area, area.left() + (marked + 0.5) * width)
        return
    font = symbol_font(look, symbols, width)
    if font is None:
        font = tick_font(look)
        last = str(len(symbols) - 1)
        places = index_ticks(len(symbols), area.width(), widest_of(font, [last]) + look.px(8))
        written = {k: str(k) for k in places}
    else:
        written = dict(enumerate(symbols))
    painter.setFont(font)
    painter.setPen(QColor(look.theme.muted))
    room = widest_of(font, written.values()) + 2  # an odd px must not clip a glyph
    end = area.right() + 1 + look.px(MARGIN)  # a number is wider than a narrow column: the last one must not be cut
    for index, text in written.items():
        left = round(area.left() + (index + 0.5) * width - room / 2)
        place = QRect(min(left, end - room), area.top(), room, area.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)


def paint_cursor(painter: QPainter, look: Look, column: int, count: int, area: QRect) -> None:
    """Mark the column of the cursor: a frame around it, and a veil."""
    left, right = column_edges(column, count, area)
    line, veil = QColor(look.theme.cursor), QColor(look.theme.cursor)
    veil.setAlpha(40)
    painter.setPen(line)
    painter.setBrush(veil)
    painter.drawRect(left - 1, area.top(), right - left + 1, area.height() - 1)


def outline(left: int, right: int) -> tuple[int, int]:
    """Return where the two lines that mark a column stand: at its edges, or beside one too narrow to be seen then."""
    return (left, right - 1) if right - left >= OUTLINED else (left - 1, right)


def paint_resting(painter: QPainter, look: Look, column: int, count: int, area: QRect) -> None:
    """Mark the column that is spoken of while none is pointed at: dotted, and fainter than the cursor."""
    left, right = column_edges(column, count, area)
    line = QColor(look.theme.cursor)
    line.setAlpha(150)
    painter.setPen(QPen(line, 1, Qt.PenStyle.DotLine))
    for x in outline(left, right):
        painter.drawLine(x, area.top(), x, area.bottom())


def _paint_marked(painter: QPainter, look: Look, symbol: str, area: QRect, centre: float) -> None:
    width = QFontMetrics(painter.font()).horizontalAdvance(symbol) + look.px(6)
    left = min(max(round(centre - width / 2), area.left()), max(area.right() + 1 - width, area.left()))
    ground = QRect(left, area.top(), width, area.height())
    painter.fillRect(ground, QColor(look.theme.border))
    painter.setPen(QColor(look.theme.text))
    painter.drawText(ground, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, symbol)


def paint_lines(painter: QPainter, look: Look, ticks: Iterable[tuple[float, str]], area: QRect) -> None:
    """Draw a faint line across the plot at each tick, (y in px, label)."""
    painter.setPen(QColor(look.theme.border))
    for y, _ in ticks:
        painter.drawLine(area.left(), round(y), area.right(), round(y))


def paint_ticks(
    painter: QPainter,
    look: Look,
    ticks: Iterable[tuple[float, str]],
    right: int,
    within: tuple[int, int],
    font: QFont | None = None,
) -> None:
    """Write (y in px, label) pairs to the left of x = `right`, each with a short line, in muted colour.

    Labels are kept between the y values `within`, and one that would touch the last written is left out.
    """
    painter.setFont(font or tick_font(look))
    painter.setPen(QColor(look.theme.muted))
    metrics = painter.fontMetrics()
    height, dash = metrics.height(), look.px(TICK)
    taken: list[tuple[float, float]] = []
    for y, label in ticks:
        top = min(max(y - height / 2, within[0] - height / 4), max(within[1] - 3 * height / 4, within[0]))
        if any(top < end and start < top + metrics.ascent() for start, end in taken):
            continue
        taken.append((top, top + metrics.ascent()))
        painter.drawLine(right - dash, round(y), right - 1, round(y))
        place = QRect(0, round(top), right - dash - look.px(2), height)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, label)
