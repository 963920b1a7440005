"""A legend that can be clicked: a button for each curve shows or hides it, and says its value."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look, Theme
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.sentences import QT_TRANSLATE_NOOP

SIZE = 0.9  # of the font
LOSS, SMOOTHED, NORM, HELD_OUT = "loss", "smoothed", "norm", "held out"  # the curves of a run
LOSS_B, SMOOTHED_B = "loss of B", "smoothed of B"
SETTING, CONDITION = "setting", "condition"  # what is noted at an update: kinds of marks

WORDS = {
    LOSS: QT_TRANSLATE_NOOP("panels", "loss"),
    SMOOTHED: QT_TRANSLATE_NOOP("panels", "smoothed"),
    NORM: QT_TRANSLATE_NOOP("panels", "gradient norm"),
}
#: Of two sessions: A has the names that a single one has.
PAIR_WORDS = {
    LOSS: QT_TRANSLATE_NOOP("panels", "A: loss"),
    SMOOTHED: QT_TRANSLATE_NOOP("panels", "smoothed"),
    LOSS_B: QT_TRANSLATE_NOOP("panels", "B: loss"),
    SMOOTHED_B: QT_TRANSLATE_NOOP("panels", "smoothed"),
}


def colours(theme: Theme, pair: bool = False) -> Mapping[str, str]:
    """Return the colour of each curve: of one session, or of two, each in its own."""
    # As noisy as the norm is, it must not drown the loss. Mixed beforehand: a translucent pen costs five times as much.
    first = {LOSS: theme.accent, SMOOTHED: theme.positive}
    if pair:
        first = {LOSS: _faint(theme.accent, theme), SMOOTHED: theme.accent}
    second = {LOSS_B: _faint(theme.second, theme), SMOOTHED_B: theme.second}
    return first | second | {NORM: _faint(theme.bar, theme), HELD_OUT: theme.good}


def _faint(colour: str, theme: Theme) -> str:
    own, ground = QColor(colour), QColor(theme.panel)
    mixed = ((getattr(own, part)() + getattr(ground, part)()) // 2 for part in ("red", "green", "blue"))
    return QColor(*mixed).name()


class CurveButton(QAbstractButton):
    """A square in the curve's colour, hollow while the curve is hidden; its name and its value."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.colour = ""
        self.name = ""
        self.value = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else all that it stands in is painted with it
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, name: str, value: str) -> None:
        """Change the words; a value that is as long as the last one moves nothing."""
        if (name, value) != (self.name, self.value):
            longer = len(name) + len(value) != len(self.name) + len(self.value)
            self.name, self.value = name, value
            self.setAccessibleName(f"{name} {value}".strip())
            if longer:
                self.updateGeometry()
            self.update()

    def width_of(self, name: str, value: str) -> int:
        """Return how much room these words need, in px; digits count as equally wide."""
        text = f"{name} {'0' * len(value)}" if value else name
        return self._look.width_of(text, SIZE) + self._look.px(24)

    def sizeHint(self) -> QSize:
        """Ask for what the words need."""
        return QSize(self.width_of(self.name, self.value), self.fontMetrics().height() + self._look.px(4))

    def minimumSizeHint(self) -> QSize:
        """Ask for the square: a panel can be made narrow."""
        return QSize(self._look.px(14), self.sizeHint().height())

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint square, name and value."""
        del event
        theme, side, px = self._look.theme, self._look.px(8), self._look.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.panel))
        square = QRect(px(2), (self.height() - side) // 2, side, side)
        painter.setPen(QColor(self.colour))
        painter.setBrush(QColor(self.colour) if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRect(square.adjusted(0, 0, -1, -1))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        words = self.rect().adjusted(square.right() + px(5), 0, 0, 0)
        painter.setPen(QColor(theme.muted))
        name = self.name
        if self._look.width_of(name, SIZE) > words.width():
            name = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, align, name)
        if self.value:
            painter.setPen(QColor(theme.text))
            painter.drawText(words.adjusted(self._look.width_of(f"{name} ", SIZE), 0, 0, 0), align, self.value)
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class CurveButtons(QWidget):
    """The buttons in a row, after a word on where their values are from."""

    toggled = Signal(str, bool)  # the curve's key, whether it is shown

    def __init__(self, look: Look, colours: Mapping[str, str]) -> None:
        super().__init__()
        self._look = look
        self._words: dict[str, tuple[str, str]] = {}  # key -> name, value
        self._where = ""
        self.place = ElidedLabel()
        self.buttons = {key: CurveButton(look) for key in colours}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in self.buttons.values():
            row.addWidget(button)
            button.toggled.connect(self._toggled)
        row.addWidget(self.place, 1)
        self.place.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, place: str, words: Mapping[str, tuple[str, str]]) -> None:
        """Write where the values are from, and each curve's name and value; a curve without a name has no button."""
        self._words, self._where = dict(words), place
        for key, button in self.buttons.items():
            if button.isHidden() is (key in words):
                button.setVisible(key in words)
        self._write()

    def shown(self, key: str) -> bool:
        """Return whether a curve is wanted."""
        return self.buttons[key].isChecked()

    def restyle(self, colours: Mapping[str, str]) -> None:
        """Show curves in these colours, in the font size in force."""
        self.place.setFont(self._look.font(SIZE))
        for key, button in self.buttons.items():
            button.colour = colours[key]
            button.setFont(self._look.font(SIZE))
            button.updateGeometry()
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the values out where there is no room."""
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        fits = sum(self.buttons[key].width_of(*words) for key, words in self._words.items()) <= self.width()
        for key, (name, value) in self._words.items():
            self.buttons[key].say(name, value if fits else "")
        self.place.setText(self._where if fits else "")

    @Slot(bool)
    def _toggled(self, shown: bool) -> None:
        key = next(key for key, button in self.buttons.items() if button is self.sender())
        self.toggled.emit(key, shown)
