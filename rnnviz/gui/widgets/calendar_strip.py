"""The roommate's week as a strip: weather above, dish below, arrows from what a dish depends on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from rnnviz.explain.roommate_week import WEEKDAYS, Day, Week
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.column_widget import ColumnWidget
from rnnviz.gui.widgets.dish_icons import paint_icon
from rnnviz.nn.lecture_words import WORDS
from rnnviz.sentences import translate


class CalendarStrip(ColumnWidget):
    """A column a day. A click, or Space, turns the weather of a day; the arrow keys go from day to day."""

    turned = Signal(int)  # a day

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._week: Week | None = None
        self._covered = False
        self.setAccessibleName(translate("calendar", "Calendar of the week"))

    def show_week(self, week: Week) -> None:
        """Show other days."""
        if week != self._week:
            self._week = week
            self.update()

    def cover(self, covered: bool) -> None:
        """Hide every answer until it was guessed, or show them again."""
        self._covered = covered
        self.update()

    def mark(self, day: int | None) -> None:
        """Mark a day: where the cursor stands."""
        if day != self.marked:
            self.marked = day
            self.update()

    @property
    def count(self) -> int:
        """How many days there are."""
        return 0 if self._week is None else len(self._week.days)

    @property
    def area(self) -> QRect:
        """Where the days are: all of it."""
        return self.rect()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn the weather of a day."""
        day = self.column_at(event.position().x())
        if day is not None and event.button() is Qt.MouseButton.LeftButton:
            self.turned.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the weather of the marked day with Space or Enter; go from day to day with the arrows."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.count:
            self.turned.emit(self.marked or 0)
        else:
            super().keyPressEvent(event)

    # --- painting ---

    def _column(self, day: int) -> QRectF:
        width = self.width() / self.count
        return QRectF(day * width, 0, width, self.height())

    def _places(self, day: int) -> tuple[QRectF, QRectF, QRectF]:
        """Return where a day's name, weather and dish are."""
        column, line = self._column(day), self._line()
        middle = min(
            (column.height() - line) / 2, column.width() + self._look.px(40)
        )  # what belongs together stands so
        pad = min(self._look.px(8), column.width() * 0.08)
        top = line + (column.height() - line - 2 * middle) / 2
        above = QRectF(column.left(), top, column.width(), middle).adjusted(pad, pad / 2, -pad, -self._look.px(10))
        below = above.translated(0, middle)
        return QRectF(column.left(), 0, column.width(), line), above, below

    def _line(self) -> int:
        return self._look.px(24)

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint arrows, then every day."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if (week := self._week) is None:
            return
        for k, day in enumerate(week.days):
            self._paint_ground(painter, k)
            self._paint_arrows(painter, week, k, day)
            self._paint_day(painter, week, k, day)

    def _paint_ground(self, painter: QPainter, k: int) -> None:
        theme, column = self._look.theme, self._column(k)
        if k == self.marked:
            painter.fillRect(column, QColor(theme.entry))
        painter.setPen(QColor(theme.border))
        painter.drawLine(column.topRight(), column.bottomRight())

    def _paint_arrows(self, painter: QPainter, week: Week, k: int, day: Day) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _, above, below = self._places(k)
        colour = QColor(self._look.theme.accent)
        gap = self._look.px(3)
        if day.weather >= 0:
            self._arrow(
                painter,
                QPointF(above.center().x(), above.bottom() + gap - self._look.px(4)),
                QPointF(below.center().x(), below.top() - gap),
                colour,
            )
        if week.remembers and k:
            before = self._places(k - 1)[2]
            side = min(below.width(), below.height() - self._look.px(20)) / 2
            y = below.center().y() - self._look.px(8)
            self._arrow(painter, QPointF(before.center().x() + side, y), QPointF(below.center().x() - side, y), colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _arrow(self, painter: QPainter, start: QPointF, end: QPointF, colour: QColor) -> None:
        painter.setPen(QPen(colour, self._look.px(1.5)))
        painter.drawLine(start, end)
        way = end - start
        length = max((way.x() ** 2 + way.y() ** 2) ** 0.5, 1e-6)
        along = way / length
        across, back = QPointF(-along.y(), along.x()), end - along * self._look.px(6)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([end, back + across * self._look.px(3), back - across * self._look.px(3)]))

    def _paint_day(self, painter: QPainter, week: Week, k: int, day: Day) -> None:
        look, theme = self._look, self._look.theme
        head, above, below = self._places(k)
        painter.setFont(look.font(0.9, bold=k == self.marked))
        painter.setPen(QColor(theme.text))
        painter.drawText(head, Qt.AlignmentFlag.AlignCenter, self._day_name(painter, k, head.width()))
        if day.weather >= 0:
            self._paint_one(
                painter, above, WORDS["en"].weather[day.weather], week.words.weather[day.weather], theme.text
            )
        elif day.timestep < 0:
            painter.setPen(QColor(theme.muted))
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, translate("calendar", "given"))
        if self._covered and day.timestep >= 0:
            painter.setPen(QColor(theme.accent))
            painter.setFont(look.font(2.0, bold=True))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, "?")
            return
        right = day.dish == day.wanted
        self._paint_one(
            painter, below, week.icons[day.dish], self._dish_words(week, day), theme.text if right else theme.warning
        )

    def _dish_words(self, week: Week, day: Day) -> str:
        """Name the dish, and whether it is the right one: ✗ says that it is not."""
        word = week.words.dishes[day.dish]
        return word if day.timestep < 0 else f"{word} {'✓' if day.dish == day.wanted else '✗'}"

    def _paint_one(self, painter: QPainter, place: QRectF, icon: str, word: str, colour: str) -> None:
        painter.setFont(self._look.font(0.9))
        line = painter.fontMetrics().height()
        paint_icon(painter, icon, place.adjusted(0, 0, 0, -line))
        painter.setPen(QColor(colour))
        below = QRectF(place.left() - 6, place.bottom() - line, place.width() + 12, line)
        elided = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, int(below.width()))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, elided)

    def _day_name(self, painter: QPainter, k: int, room: float) -> str:
        name = translate("calendar", WEEKDAYS[k % 7])
        return name if painter.fontMetrics().horizontalAdvance(name) <= room - 4 else name[:3]
