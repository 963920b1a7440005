"""What a sum is made of: one bar an addend, to the left or to the right of zero."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnviz.explain.contributions import NOTHING, Addend, Sum
from rnnviz.explain.number import number
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import widest_of
from rnnviz.gui.widgets.common_decades import CommonReach
from rnnviz.sentences import translate

_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class Addends(QWidget):
    """Bars of the strongest addends, then the sum of the others; as many as there is room for."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._sum = NOTHING
        self._reach = CommonReach()  # of the longest bar
        self._signed = True
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, 40)
        self.setAccessibleName(translate("step", "Strongest contributions"))

    def show_sum(self, shown: Sum, signed: bool = True) -> None:
        """Draw another sum; without a sign, bars begin at the left."""
        if shown != self._sum or signed != self._signed:
            self._sum, self._signed = shown, signed
            self._reach.show(self, max((abs(a.value) for a in shown.addends if math.isfinite(a.value)), default=0.0))
            self.update()

    @property
    def reach(self) -> float:
        """The value of the longest bar, here or where the bars are as long for as much."""
        return self._reach.of(self)

    def share_axis(self, other: Addends) -> None:
        """Have bars of one length for one value, here and there."""
        self._reach = other._reach

    def take_axis(self) -> None:
        """Draw bars of other lengths."""
        self.update()

    @property
    def shown(self) -> Sum:
        """What is drawn."""
        return self._sum

    @property
    def rows_shown(self) -> int:
        """How many bars there is room for."""
        height = QFontMetrics(self._look.mono(0.9)).height() + self._look.px(2)
        return max(1, (self.height() - self._heading) // height)

    @property
    def _heading(self) -> int:
        """The height of the title in px: a long one takes two lines or more."""
        metrics = QFontMetrics(self._look.mono(0.9))
        needed = metrics.boundingRect(QRect(0, 0, max(self.width(), 1), 0), _WRAPPED, self._title())
        return max(needed.height(), metrics.height()) + self._look.px(2)

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a row each: label, bar, value."""
        look = self._look
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.theme.panel))
        if not self._sum.title:
            return
        painter.setFont(look.mono(0.9))
        height = painter.fontMetrics().height() + look.px(2)
        painter.setPen(QColor(look.theme.muted))
        painter.drawText(QRect(0, 0, self.width(), self._heading), _WRAPPED, self._title())
        rows = self._rows()
        if rows:
            self._paint_rows(painter, rows, height, self._heading)

    def _title(self) -> str:
        return translate("step", "{name} is made of").format(name=self._sum.title) if self._signed else self._sum.title

    def _rows(self) -> list[tuple[Addend, bool]]:
        """Return what is drawn, and whether it is the rest."""
        room = self.rows_shown
        shown, hidden = self._sum.addends, self._sum.others
        if len(shown) + bool(hidden) > room:
            cut = shown[max(room - 1, 1) :]
            shown, hidden = shown[: max(room - 1, 1)], hidden + len(cut)
            rest = self._sum.rest + sum(a.value for a in cut)
        else:
            rest = self._sum.rest
        rows = [(a, False) for a in shown]
        if hidden and self._signed:
            words = translate("step", "others ({count})").format(count=hidden)
            rows.append((Addend(words, rest), True))
        return rows

    def _paint_rows(self, painter: QPainter, rows: list[tuple[Addend, bool]], height: int, heading: int) -> None:
        look, theme = self._look, self._look.theme
        texts = [number(a.value, signed=self._signed) for a, _ in rows]
        words = min(widest_of(painter.font(), [a.label for a, _ in rows]) + look.px(6), self.width() // 2)
        values = widest_of(painter.font(), texts) + look.px(4)
        area = QRect(words, heading, max(self.width() - words - values, 1), height * len(rows))
        peak = self._reach.of(self) or 1.0
        zero = area.center().x() if self._signed else area.left()
        reach = area.right() - zero - look.px(2)
        metrics = painter.fontMetrics()
        for k, ((addend, rest), text) in enumerate(zip(rows, texts, strict=True)):
            top = heading + height * k
            painter.setPen(QColor(theme.muted if rest else theme.text))
            label = metrics.elidedText(addend.label, Qt.TextElideMode.ElideMiddle, words - look.px(4))
            align = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(0, top, words, height), align | Qt.AlignmentFlag.AlignLeft, label)
            painter.drawText(
                QRect(self.width() - values, top, values, height), align | Qt.AlignmentFlag.AlignRight, text
            )
            share = addend.value / peak if math.isfinite(addend.value) else 1.0
            length = max(1, round(min(abs(share), 1.0) * reach))
            start = zero if share >= 0 else zero - length
            painter.fillRect(QRect(start, top + look.px(3), length, height - look.px(6)), self._colour(addend, rest))
            if abs(share) > 1.0:  # only the others together: a gap says that their bar is cut
                gap = start + length - look.px(8) if share >= 0 else start + look.px(5)
                painter.fillRect(QRect(gap, top, look.px(3), height), QColor(theme.panel))
        painter.setPen(QColor(theme.border))
        painter.drawLine(zero, area.top(), zero, area.bottom())

    def _colour(self, addend: Addend, rest: bool) -> QColor:
        theme = self._look.theme
        if not math.isfinite(addend.value):
            return QColor(theme.not_a_number if math.isnan(addend.value) else theme.infinite)
        colour = QColor(theme.positive if addend.value >= 0 else theme.negative)
        if not self._signed:
            colour = QColor(theme.accent)
        if rest:
            colour.setAlpha(110)
        return colour
