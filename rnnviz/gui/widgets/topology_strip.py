"""The five topologies as small pictures in a row: the one that runs is marked, a click on another asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from rnnviz.explain.topology import AFTER_READING, IN_STEP, MANY_TO_ONE, ONE_TO_MANY, ONE_TO_ONE, TOPOLOGIES
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.named import button, named
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

WORDS = {
    ONE_TO_ONE: QT_TRANSLATE_NOOP("panels", "one to one"),
    ONE_TO_MANY: QT_TRANSLATE_NOOP("panels", "one to many"),
    MANY_TO_ONE: QT_TRANSLATE_NOOP("panels", "many to one"),
    AFTER_READING: QT_TRANSLATE_NOOP("panels", "many to many, after reading"),
    IN_STEP: QT_TRANSLATE_NOOP("panels", "many to many, in step"),
}

#: Topology -> a preset that learns in seconds.
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        ONE_TO_ONE: "roommate-weather",
        ONE_TO_MANY: "spell",
        MANY_TO_ONE: "brackets",
        AFTER_READING: "reverse",
        IN_STEP: "parity",
    }
)

#: Topology -> columns, those that read, those that answer.
_SHAPES = {
    ONE_TO_ONE: (1, (0,), (0,)),
    ONE_TO_MANY: (3, (0,), (0, 1, 2)),
    MANY_TO_ONE: (3, (0, 1, 2), (2,)),
    AFTER_READING: (4, (0, 1), (2, 3)),
    IN_STEP: (3, (0, 1, 2), (0, 1, 2)),
}
_WIDTH, _HEIGHT = 46, 34  # px of a picture at 10 points


class TopologyStrip(Restyled, QWidget):
    """One button each."""

    wanted = Signal(str)  # the key of a preset

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._buttons: dict[str, QToolButton] = {}
        self.running = ""  # the topology that is marked
        self._row = QHBoxLayout(self)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # it never keeps a dock from narrowing
        for name in TOPOLOGIES:
            made = named(button("", translate("panels", WORDS[name])), "flat")
            made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            made.clicked.connect(self._press)
            self._buttons[name] = made
            self._row.addWidget(made)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(1)
        self.restyle()

    def show_topology(self, name: str) -> None:
        """Mark the one that runs."""
        if name != self.running:
            self.running = name
            self.restyle()

    @property
    def needed(self) -> int:
        """The px that all of them take side by side."""
        return self._row.sizeHint().width()

    def button(self, name: str) -> QToolButton:
        """Return the button of a topology."""
        return self._buttons[name]

    @override
    def restyle(self) -> None:
        look = self._look
        self._row.setContentsMargins(look.px(4), 0, look.px(4), 0)
        self._row.setSpacing(look.px(2))
        for name, each in self._buttons.items():
            runs = name == self.running
            each.setIcon(QIcon(_picture(name, look, self.devicePixelRatioF(), runs)))
            each.setAccessibleDescription(translate("panels", "this one runs") if runs else "")
            each.setIconSize(QSize(look.px(_WIDTH), look.px(_HEIGHT)))

    @Slot()
    def _press(self) -> None:
        pressed = self.sender()
        for name, each in self._buttons.items():
            if each is pressed:
                self.wanted.emit(EXAMPLES[name])


def _picture(name: str, look: Look, ratio: float, runs: bool) -> QPixmap:
    made = QPixmap(int(look.px(_WIDTH) * ratio), int(look.px(_HEIGHT) * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, 0, look.px(_WIDTH), look.px(_HEIGHT))
        _paint(painter, name, look, area.adjusted(0, 0, 0, -look.px(3)))
        if runs:
            painter.fillRect(QRectF(0, area.bottom() - look.px(3), area.width(), look.px(3)), QColor(look.theme.accent))
    return made


def _paint(painter: QPainter, name: str, look: Look, area: QRectF) -> None:
    """Paint boxes in three rows, answers above states above inputs, and the lines between them."""
    theme = look.theme
    columns, read, answered = _SHAPES[name]
    step, row, side = area.width() / 4.2, area.height() / 3, area.height() * 0.2
    left = area.center().x() - (columns - 1) * step / 2

    def at(column: int, place: int) -> QPointF:
        return QPointF(left + column * step, area.bottom() - (place + 0.5) * row)

    boxes = [(c, 1, theme.good) for c in range(columns)]
    lines = [(at(c, 1), at(c + 1, 1)) for c in range(columns - 1)]
    for c in read:
        boxes.append((c, 0, theme.bar))
        lines.append((at(c, 0), at(c, 1)))
    for c in answered:
        boxes.append((c, 2, theme.accent))
        lines.append((at(c, 1), at(c, 2)))
    painter.setPen(QPen(QColor(theme.muted), max(1.0, look.px(1.2))))
    for start, end in lines:
        painter.drawLine(start, end)
    painter.setPen(Qt.PenStyle.NoPen)
    for c, place, colour in boxes:
        middle = at(c, place)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), 2, 2)
