"""A timestep of a small network as arithmetic: one step at a time, or all of it; two versions on one page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rnnviz.explain.arithmetic import Equation, vector
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.arithmetic_fit import (
    LEADING,
    LEAST_POINTS,
    LINE,
    LOOSE,
    SHARES,
    Fit,
    Half,
    fitted,
    heading,
    list_factor,
    list_names,
    margin,
    shape,
)
from rnnviz.gui.widgets.fitting_area import FittingPage
from rnnviz.gui.widgets.matrix_equation import COVERED, Setting, said
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ELIDED = Qt.TextElideMode.ElideRight

_RESULT = re.compile(r" [=≈] [^;=≈]*(?=;|$)")  # of each entry of a row


class Stride(StrEnum):
    """How much one press of the key carries out."""

    ROWS = "rows"
    OPERATIONS = "operations"
    TIMESTEP = "timestep"


def stride_named(value: object) -> Stride:
    """Return a stride by its name; raises `Refused`."""
    if value not in list(Stride):
        raise Refused(
            QT_TRANSLATE_NOOP("panels", "There are no steps called {name}; there are {known}."),
            name=repr(value),
            known=", ".join(Stride),
        )
    return Stride(str(value))


def number_of(value: object, names: Sequence[str]) -> int:
    """Return the number of an operation, given by itself or by its name; raises `Refused`."""
    if not isinstance(value, str):
        return number_within(value, len(names))
    if value not in names:
        raise Refused(
            QT_TRANSLATE_NOOP("panels", "There is no operation {name}; there are {known}."),
            name=value,
            known=", ".join(names),
        )
    return names.index(value)


def number_within(value: object, count: int) -> int:
    """Return a number from 0 to less than `count`; raises `Refused` for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < count:
        raise Refused(
            QT_TRANSLATE_NOOP("panels", "There is no number {value}: they go from 0 to {last}."),
            value=repr(value),
            last=count - 1,
        )
    return value


@dataclass(frozen=True)
class Where:
    """Which step, which of its rows, and whether the result is covered."""

    operation: int = 0
    row: int | None = 0  # None: the whole operation
    covered: bool = False
    whole: bool = False  # all operations at once


class ArithmeticPage(FittingPage):
    """Paints the halves side by side or one above the other, as large as they fit."""

    picked = Signal(int)  # a step of the list
    moved = Signal(int, bool)  # by keyboard: steps forward (-1: back), whether whole operations
    revealed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._halves: tuple[Half, ...] = ()
        self._where = Where()
        self._lines: dict[int, list[tuple[QRect, int]]] = {}  # of each half's list of steps, where they can be clicked
        self._fit: Fit | None = None
        self._list, self._leading = 1.0, LEADING  # the list's font, and what its lines have of its height

    @property
    def halves(self) -> tuple[Half, ...]:
        """The versions on the page."""
        return self._halves

    @property
    def where(self) -> Where:
        """Which step one stands on."""
        return self._where

    @property
    def arrangement(self) -> Fit | None:
        """How large the equations are and where they stand; None: there are none yet."""
        return self._fit

    @property
    def listed(self) -> tuple[tuple[QRect, int], ...]:
        """Where each line of the list of steps was painted, and the step that a click on it goes to."""
        return tuple(line for lines in self._lines.values() for line in lines)

    @property
    def list_size(self) -> float:
        """The font of the list of steps: a multiple of the look's."""
        return self._list

    def show_halves(self, halves: Sequence[Half], where: Where) -> None:
        """Show other numbers, or another step."""
        before = (self._halves, self._where, self._fit)
        self._halves, self._where = tuple(halves), where
        self.fit()
        if len(before[0]) != len(self._halves) or where.whole:
            self._lines = {}
        if before[1:] != (where, self._fit) or self._fit is None or len(before[0]) != len(self._halves):
            self.update()
            return
        for k, (old, new) in enumerate(zip(before[0], self._halves, strict=True)):
            if old.equations is not new.equations or old.title != new.title:
                self.update(self._fit.area(k, self.size()))

    def sizeHint(self) -> QSize:
        """Ask for little: it fits itself into what there is."""
        return QSize(self._look.px(240), self._look.px(120))

    def fit(self) -> None:
        """Lay the equations out; kept until the size of something changes, so that numbers do not make it jump."""
        if not self._halves:
            return
        shown = [self._shown(half) for half in self._halves]
        page = self.room
        shares = (1.0,) if self._where.whole else SHARES if self._listing else SHARES[-1:]
        below = self._below(shown)
        listed = max(len(half.equations) for half in self._halves) if len(shares) > 1 else 0
        key = ([[shape(e) for e in half] for half in shown], page, shares, below, self._look.points)
        if self._fit is not None and key == self._key:
            self._fit.renew(shown)
            return
        self._key, self._fit = key, fitted(self._look, shown, page, shares, below, listed)
        self.setMinimumSize(QSize(0, 0) if self._fit.fits else self._fit.least())
        room = self._fit.area(0, page).size() - QSize(2 * margin(self._look), self._used(self._fit))
        self._list = list_factor(self._look, self._halves, room, self._fit.factor)
        lines = QFontMetrics(self._look.mono(self._list)).height() * max(len(half.equations) for half in self._halves)
        self._leading = min(max(room.height() / lines, LEADING), LOOSE)

    def _shown(self, half: Half) -> tuple[Equation, ...]:
        return half.equations if self._where.whole else half.equations[self._where.operation :][:1]

    def _below(self, shown: Sequence[Sequence[Equation]]) -> int:
        """Return how many lines stand below an equation: the row that is computed, and a note."""
        noted = any(e.note for half in shown for e in half)
        return 0 if self._where.whole else (self._where.row is not None) + noted

    @property
    def _listing(self) -> bool:
        """Whether there is more than one step, and so a list."""
        return any(len(half.equations) > 1 for half in self._halves)

    def _used(self, fit: Fit) -> int:
        """Return the height of heading, equation and its row: where the list begins."""
        return fit.needed.height() + self._look.px(2)

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each half."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if self._fit is None:
            return
        for k, half in enumerate(self._halves):
            if event.rect().intersects(self._fit.area(k, self.size())):
                self._paint_half(painter, half, self._fit, k)
        if self.hasFocus():
            painter.setPen(QColor(self._look.theme.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_half(self, painter: QPainter, half: Half, fit: Fit, index: int) -> None:
        look, edge, area = self._look, margin(self._look), fit.area(index, self.size())
        if index:
            painter.setPen(QColor(look.theme.border))
            along = area.bottomLeft() if fit.beside else area.topRight()
            painter.drawLine(area.topLeft(), along)
        painter.setFont(look.font(1.05, bold=True))
        painter.setPen(QColor(look.theme.text))
        head = QRect(area.left() + edge, area.top() + look.px(3), area.width() - 2 * edge, heading(look))
        title = painter.fontMetrics().elidedText(half.title, _ELIDED, head.width())
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        body = area.adjusted(edge, heading(look), -edge, 0)
        if self._where.whole:
            for at, setting in fit.settings[index]:
                setting.paint(painter, QPointF(body.topLeft() + at))
            return
        for _, setting in fit.settings[index]:
            self._paint_step(painter, setting, body, fit.factor)
        below = body.adjusted(0, self._used(fit) - heading(look), 0, 0)
        self._lines[index] = self._paint_list(painter, half, below)

    def _paint_step(self, painter: QPainter, setting: Setting, body: QRect, factor: float) -> None:
        """Paint the step that one stands on; below it the row that is computed, and a note."""
        where, equation, look = self._where, setting.equation, self._look
        row = None if where.row is None else min(where.row, equation.rows - 1)
        setting.paint(painter, QPointF(body.topLeft()), None if row is None else row + 1, row, where.covered)
        painter.setFont(look.mono(LINE * factor))
        height = painter.fontMetrics().height()
        line = QRect(body.left(), body.top() + setting.height, body.width(), height)
        if row is not None:
            painter.setPen(QColor(look.theme.accent))
            self._write(painter, self._line(equation, row), line)
        if equation.note:
            painter.setFont(look.mono(0.9 * LINE * factor))
            painter.setPen(QColor(look.theme.muted))
            self._write(painter, said(equation.note), line.translated(0, 0 if row is None else height))

    def _line(self, equation: Equation, row: int) -> str:
        line = equation.line(row)
        return _RESULT.sub(f" = {COVERED}", line) if self._where.covered else line

    def _write(self, painter: QPainter, text: str, place: QRect) -> None:
        """Write a line; in a smaller font where it is too long, and cut where that does not help."""
        font = painter.font()
        while QFontMetrics(font).horizontalAdvance(text) > place.width() and font.pointSizeF() > LEAST_POINTS:
            font.setPointSizeF(max(LEAST_POINTS, font.pointSizeF() * 0.9))
        painter.setFont(font)
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
        painter.drawText(place, _LEFT, cut)

    def _paint_list(self, painter: QPainter, half: Half, area: QRect) -> list[tuple[QRect, int]]:
        """Paint the steps, a line each, with what has been computed; as many around the present one as have room.

        Returns the place of each line, and its step.
        """
        now = self._where.operation
        height = int(QFontMetrics(self._look.mono(self._list)).height() * self._leading)
        room = area.height() // height
        if room < 2 or not self._listing:
            return []
        first = max(0, min(now - room // 2, len(half.equations) - room))
        names = list_names(self._look, [said(e.name) for e in half.equations], self._list)
        lines = []
        for k, equation in enumerate(half.equations[first : first + room], first):
            line = QRect(area.left(), area.top() + (k - first) * height, area.width(), height)
            lines.append((line, k))
            self._paint_listed(painter, equation, line, min(names, area.width() // 2), k)
        return lines

    def _paint_listed(self, painter: QPainter, equation: Equation, line: QRect, names: int, index: int) -> None:
        look, now = self._look, self._where.operation
        if index == now:
            ground = line.adjusted(-margin(look), 0, 0, 0)
            painter.fillRect(ground, QColor(look.theme.entry))
            painter.fillRect(QRect(ground.left(), ground.top(), look.px(3), ground.height()), QColor(look.theme.accent))
        painter.setPen(QColor(look.theme.text if index <= now else look.theme.muted))
        self._cut(painter, said(equation.name), look.font(self._list), line.adjusted(0, 0, names - line.width(), 0))
        if index <= now:
            text = COVERED if index == now and self._where.covered else self._listed(equation, index == now)
            self._cut(painter, text, look.mono(self._list), line.adjusted(names, 0, 0, 0))

    def _cut(self, painter: QPainter, text: str, font: QFont, place: QRect) -> None:
        painter.setFont(font)
        painter.drawText(place, _LEFT, painter.fontMetrics().elidedText(text, _ELIDED, place.width()))

    def _listed(self, equation: Equation, is_now: bool) -> str:
        values, row = equation.result.values, self._where.row
        if values.shape[1] > 1:
            return f"{values.shape[0]} × {values.shape[1]}"
        if equation.result.texts:
            return f"({', '.join(text for (text,) in equation.result.texts)})"
        if is_now and row is not None and row + 1 < len(values):
            return f"{vector(values[: row + 1])[:-1]}, …)"
        return vector(values)

    # --- events ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a step of the list."""
        for line, index in self.listed:
            if line.contains(event.position().toPoint()):
                self.picked.emit(index)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right: a row or what the stride is; up and down: an operation; Return: uncover."""
        match event.key():
            case Qt.Key.Key_Right:
                self.moved.emit(1, False)
            case Qt.Key.Key_Left:
                self.moved.emit(-1, False)
            case Qt.Key.Key_Down:
                self.moved.emit(1, True)
            case Qt.Key.Key_Up:
                self.moved.emit(-1, True)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.revealed.emit()
            case _:
                super().keyPressEvent(event)
