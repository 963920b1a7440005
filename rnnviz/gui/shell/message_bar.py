"""What went wrong, in one sentence, above the panels: it does not stop anybody, and nothing is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.gui.widgets.named import button
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.notices import Notice, Notices
from rnnviz.sentences import translate

_ONE_LINE = 120  # letters
_NO_LIMIT = (1 << 24) - 1  # px: what Qt calls QWIDGETSIZE_MAX


class MessageBar(Retranslated, QFrame):
    """One sentence, with details on demand; closed by its button or by Escape."""

    wanted = Signal(bool)  # whether there is something to say

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        notices.changed.connect(self._follow)
        self.setObjectName("message")
        self._text = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.hide()
        self._details.setMaximumHeight(220)
        self._offer = self._button(notices.take_up)
        self._more = self._button(self._toggle)
        self._copy = self._button(self._copy_all)
        self._close = self._button(notices.close)
        self.retranslate()
        line = QHBoxLayout()
        line.addWidget(self._text, 1)
        for each in (self._offer, self._more, self._copy, self._close):
            line.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 3, 8, 3)
        layout.addLayout(line)
        layout.addWidget(self._details)

    @Slot()
    def _follow(self) -> None:
        """Show the newest notice, or nothing."""
        notice = self._notices.current
        if notice is not None:
            self._show(notice)
        self.wanted.emit(notice is not None)

    def _show(self, notice: Notice) -> None:
        self.setProperty("kind", "warning" if notice.wrong else "note")
        self.style().polish(self)
        self._text.setWordWrap(len(notice.text) > _ONE_LINE)  # one that may wrap asks for the height of several lines
        self._text.setText(notice.text)
        self._text.setAccessibleName(notice.text)
        self._fit()
        self._details.setPlainText(notice.details)
        self._details.hide()
        self._offer.setText(notice.offer)
        self._offer.setAccessibleName(notice.offer)
        self._offer.setVisible(bool(notice.offer))
        self._more.setVisible(bool(notice.details))
        self._copy.setVisible(bool(notice.details))

    def _fit(self) -> None:
        """Take the lines that the text needs and no more: a label that may wrap asks for several."""
        lines = self._text.heightForWidth(self._text.width()) if self._text.wordWrap() else -1
        self._text.setMaximumHeight(lines if lines > 0 else _NO_LIMIT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the text anew."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._notices.close()
        else:
            super().keyPressEvent(event)

    @override
    def retranslate(self) -> None:
        self._more.setText(translate("window", "Details"))
        self._copy.setText(translate("window", "Copy"))
        self._close.setText(translate("window", "Close"))
        for each in (self._more, self._copy, self._close):
            each.setAccessibleName(each.text())

    def _button(self, act: object) -> QToolButton:
        made = button("")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(act)
        return made

    @Slot()
    def _toggle(self) -> None:
        self._details.setVisible(self._details.isHidden())

    @Slot()
    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._text.text()}\n\n{self._details.toPlainText()}")
