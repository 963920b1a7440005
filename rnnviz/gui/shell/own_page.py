"""The page behind the door *My own model or data*: which text, or how one's own program is watched."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.named import muted, named
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.sentences import translate

TEXTS = ("open_text", "paste_text", "texts")
#: What an own program says to have its network observed; it runs as it stands, after a model and a batch x are there.
LINES = """\
from rnnviz.probe import observe

frame = observe(model, lambda model: model(x).square().mean())
for record in frame.recurrences:
    print(record.title, record.h.shape)
"""


class OwnPage(Retranslated, QWidget):
    """The commands that bring a text in, as large buttons, and the lines that observe a model."""

    wanted = Signal(str)  # the id of a command
    left = Signal()

    def __init__(self, look: Look, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._look, self._actions = look, actions
        self._data, self._model = named(QLabel(), "title"), named(QLabel(), "title")
        self._about = muted()
        self._about.setWordWrap(True)
        self.buttons = {key: QPushButton() for key in TEXTS}
        self.lines = QLabel(LINES)
        self.lines.setFont(look.mono())
        self.lines.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy, self.back = QPushButton(), QPushButton()
        self.copy.clicked.connect(self._copy)
        self.back.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setSpacing(look.px(8))
        column.addWidget(self._data)
        for button in self.buttons.values():
            button.clicked.connect(self._take)
            column.addWidget(button)
        column.addSpacing(look.px(10))
        for widget in (self._model, self._about, self.lines, self.copy):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def begin(self) -> None:
        """Be ready for a key."""
        self.buttons[TEXTS[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def retranslate(self) -> None:
        self._data.setText(translate("start", "Data: a text that the network learns"))
        self._model.setText(translate("start", "Model: the network of your own program"))
        self._about.setText(
            translate(
                "start",
                "Any torch module that holds an RNN, an LSTM or a GRU is observed as it is, and left as it was:",
            )
        )
        self.lines.setAccessibleName(translate("start", "Lines for your own program"))
        self.copy.setText(translate("start", "&Copy these lines"))
        self.back.setText(translate("start", "&Back"))
        for key, button in self.buttons.items():
            action = self._actions[key]
            button.setText(action.text())
            button.setAccessibleDescription(action.toolTip())
            button.setToolTip(action.toolTip())

    @Slot()
    def _take(self) -> None:
        sender = self.sender()
        self.wanted.emit(next(key for key, button in self.buttons.items() if button is sender))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(LINES)
