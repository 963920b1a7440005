"""A truth table: inputs, the right answer, by hand, as learned so far, and a tick for each row that is right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rnnviz.explain.truth import Line, Truth
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.arithmetic_fit import SCROLL_BAR, factors
from rnnviz.gui.widgets.fitting_area import FittingPage
from rnnviz.gui.widgets.matrix_equation import said
from rnnviz.sentences import translate

RIGHT, WRONG = "✓", "✗"
LOOSE = 1.7  # of the font's height: a row, where there is room
TIGHT = 1.05
SPREAD = 1.6  # of the columns' least width, at most


class TruthTable(FittingPage):
    """Paints the table as large as it fits; a row that stands in the watched sequence can be chosen."""

    chosen = Signal(int)  # a row

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._truth: Truth | None = None
        self._marked: int | None = None
        self._factor = 1.0
        self._dense = False  # whether headings stand word under word, and columns close together

    @property
    def marked(self) -> int | None:
        """The row where the cursor stands."""
        return self._marked

    @property
    def factor(self) -> float:
        """How large the letters are: a multiple of the look's."""
        return self._factor

    @property
    def dense(self) -> bool:
        """Whether headings stand word under word, and columns close together."""
        return self._dense

    def show_truth(self, truth: Truth) -> None:
        """Show other answers."""
        if truth != self._truth:
            self._truth = truth
            self.fit()
            self.update()

    def mark(self, row: int | None) -> None:
        """Mark a row: where the cursor stands."""
        if row != self._marked:
            self._marked = row
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for little: it fits itself into what there is."""
        return QSize(self._look.px(200), self._look.px(100))

    # --- sizes ---

    def fit(self) -> None:
        """Find the largest font with which all rows are seen; where there is none the page scrolls."""
        truth, page = self._truth, self.room
        if truth is None:
            return
        key = (page, len(truth.lines), [len(words) for words in self._widest(truth)], self._look.points)
        if key == self._key:
            return
        self._key = key
        sizes = [f for f in factors(self._look) if f <= 2.0] or [1.0]
        across = page.width() - self._look.px(SCROLL_BAR)
        # Of two ways at one size, the loose one is the first.
        needed = {(f, dense): self.needed(truth, f, dense) for f in sizes for dense in (False, True)}
        fitting = [key for key, n in needed.items() if n.width() <= page.width() and n.height() <= page.height()]
        scrolling = [key for key, n in needed.items() if n.width() <= across and key[0] <= 1.0]
        self._factor, self._dense = chosen = [*fitting, *scrolling, (sizes[-1], True)][0]
        self.setMinimumSize(QSize(0, 0) if fitting else needed[chosen])

    def needed(self, truth: Truth, factor: float, dense: bool) -> QSize:
        """Return the room that a table takes in letters of some size, its headings word under word or not."""
        height = round(QFontMetrics(self._look.mono(factor)).height() * TIGHT)
        return QSize(
            sum(self._columns(truth, factor, dense)),
            height * (len(truth.lines) + 2 + dense) + self._look.px(4),
        )

    def _columns(self, truth: Truth, factor: float, dense: bool) -> list[int]:
        digits, words = QFontMetrics(self._look.mono(factor)), QFontMetrics(self._look.font(0.8 * factor))
        gap = (1 if dense else 2) * digits.horizontalAdvance("0")
        heads = [words.horizontalAdvance(head) for head in self._heads(truth)]
        found = [max(digits.horizontalAdvance(w), h) + gap for w, h in zip(self._widest(truth), heads, strict=True)]
        bold = QFontMetrics(self._look.font(0.8 * factor, bold=True))
        for first, count, title in self._groups(truth):
            lines = title.split() if dense else [title]
            widest = max((bold.horizontalAdvance(line) for line in lines), default=0)
            short = widest + gap - sum(found[first : first + count])
            found[first + count - 1] += max(0, short)
        return found

    def _widest(self, truth: Truth) -> list[str]:
        """Return the longest entry of each column."""
        return [max(column, key=len) for column in zip(*(_cells(line) for line in truth.lines), strict=True)]

    def _heads(self, truth: Truth) -> list[str]:
        return [*map(said, truth.inputs), "", *map(said, truth.by_hand), *map(said, truth.learned), ""]

    def _groups(self, truth: Truth) -> list[tuple[int, int, str]]:
        """Return (first column, how many, heading)."""
        wanted, hand, learned = len(truth.inputs), len(truth.by_hand), len(truth.learned)
        found = [(0, wanted, ""), (wanted, 1, translate("panels", "right answer"))]
        if hand:
            found.append((wanted + 1, hand, translate("panels", "by hand")))
        return [*found, (wanted + 1 + hand, learned + 1, translate("panels", "learned"))]

    def row_rect(self, index: int) -> QRect:
        """Return the place of a row; the two heads are -2 and -1, the upper one twice as high where it is dense."""
        truth = self._truth
        assert truth is not None
        height = QFontMetrics(self._look.mono(self._factor)).height()
        room = (self.height() - self._look.px(4)) // (len(truth.lines) + 2 + self._dense)
        each = max(round(height * TIGHT), min(round(height * LOOSE), room))
        if index == -2:
            return QRect(0, 0, self.width(), each * (1 + self._dense))
        return QRect(0, (index + 2 + self._dense) * each, self.width(), each)

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint heads and rows."""
        painter, theme = QPainter(self), self._look.theme
        painter.fillRect(event.rect(), QColor(theme.panel))
        if self._truth is None or not self._truth.lines:
            return
        columns = self._columns(self._truth, self._factor, self._dense)
        spare = max(0, min(self.width(), round(SPREAD * sum(columns))) - sum(columns)) // len(columns)
        columns = [column + spare for column in columns]
        self._paint_heads(painter, self._truth, columns)
        for index, line in enumerate(self._truth.lines):
            self._paint_line(painter, line, index, columns)
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_heads(self, painter: QPainter, truth: Truth, columns: Sequence[int]) -> None:
        painter.setFont(self._look.font(0.8 * self._factor, bold=True))
        painter.setPen(QColor(self._look.theme.text))
        top, below = self.row_rect(-2), self.row_rect(-1)
        for first, count, title in self._groups(truth):
            place = QRect(sum(columns[:first]), top.top(), sum(columns[first : first + count]), top.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "\n".join(title.split()) if self._dense else title)
        self._paint_cells(painter, self._heads(truth), below, columns, self._look.font(0.8 * self._factor))
        painter.setPen(QColor(self._look.theme.border))
        painter.drawLine(0, below.bottom(), sum(columns), below.bottom())
        last = self.row_rect(len(truth.lines) - 1).bottom()
        for first, *_ in self._groups(truth)[1:]:
            x = sum(columns[:first])
            painter.drawLine(x, self._look.px(4), x, last)

    def _paint_line(self, painter: QPainter, line: Line, index: int, columns: Sequence[int]) -> None:
        theme, place = self._look.theme, self.row_rect(index)
        if index == self._marked:
            painter.fillRect(place, QColor(theme.entry))
            painter.fillRect(QRect(0, place.top(), self._look.px(3), place.height()), QColor(theme.accent))
        painter.setPen(QColor(theme.text))
        *cells, tick = _cells(line)
        font = self._look.mono(self._factor)
        self._paint_cells(painter, cells, place, columns, font)
        painter.setPen(QColor(theme.accent if line.right else theme.warning))
        font.setBold(True)
        painter.setFont(font)
        left = sum(columns[:-1])
        painter.drawText(QRect(left, place.top(), columns[-1], place.height()), Qt.AlignmentFlag.AlignCenter, tick)

    def _paint_cells(
        self, painter: QPainter, cells: Sequence[str], row: QRect, columns: Sequence[int], font: QFont
    ) -> None:
        painter.setFont(font)
        x = 0
        for text, width in zip(cells, columns, strict=False):
            painter.drawText(QRect(x, row.top(), width, row.height()), Qt.AlignmentFlag.AlignCenter, text)
            x += width

    # --- events ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row."""
        point = event.position().toPoint()
        count = 0 if self._truth is None else len(self._truth.lines)
        row = next((k for k in range(count) if self.row_rect(k).contains(point)), None)
        if row is not None:
            self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the row above or below."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or self._truth is None:
            super().keyPressEvent(event)
            return
        row = 0 if self._marked is None else self._marked + step
        if 0 <= row < len(self._truth.lines):
            self.chosen.emit(row)


def _cells(line: Line) -> tuple[str, ...]:
    hand = () if line.by_hand is None else line.by_hand.written
    tick = "" if line.right is None else RIGHT if line.right else WRONG
    return (*map(said, (*line.inputs, line.wanted, *hand, *line.learned.written)), tick)
