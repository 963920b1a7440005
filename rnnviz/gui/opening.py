"""Texts of the user's own: from a file, or typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from rnnviz.engine.config import RunConfig
from rnnviz.engine.fitting import shorter
from rnnviz.engine.messages import Built
from rnnviz.engine.presets import preset
from rnnviz.gui.language import translate
from rnnviz.gui.preferences.declared import FOLDER
from rnnviz.gui.widgets.named import hint
from rnnviz.settings import BUILT_IN

if TYPE_CHECKING:
    from rnnviz.gui.window import Window

LONGEST = 100_000  #: characters that can be pasted: they are laid out in the window's thread


def with_text(config: RunConfig, text: str = "", path: str = "") -> RunConfig:
    """Return the config that learns this text: the same experiment if it learns texts, else the character model.

    A text that comes after a short one, which was learned in fewer timesteps and a smaller batch, gets those back that
    the experiment has.
    """
    base = config if config.task in ("characters", "classic") else preset("characters").config
    if config.text or config.text_file != BUILT_IN:
        usual = preset(base.task).config
        more = max(base.sequence_length, usual.sequence_length), max(base.batch, usual.batch)
        base = base.model_copy(update={"sequence_length": more[0], "batch": more[1]})
    return base.model_copy(update={"text": text, "text_file": path or BUILT_IN})


def shortened(wished: RunConfig | None, built: RunConfig) -> str:
    """Say that a text was too short for the settings that were wished for; empty: it was not, or it is another one."""
    same = wished is not None and (wished.text, wished.text_file) == (built.text, built.text_file)
    if wished is None or not same or not shorter(built, wished):
        return ""
    words = translate("window", "The text is short: it is learned {t} timesteps at a time, {b} sequences at once.")
    return words.format(t=built.sequence_length, b=built.batch)


def source_of(built: Built) -> str:
    """Return the name of the text that is learned."""
    path = built.config.text_file
    return translate("window", "a text of yours") if built.config.text else Path(path).name


def encoding_of(built: Built) -> str:
    """Say how a text was read, if it was not UTF-8: it may be wrong, and then nothing else looks right."""
    encoding = str(built.facts.get("encoding", ""))
    if (
        built.config.text
        or not encoding
        or encoding.lower().replace("_", "-").startswith(("utf-8", "built-in", "ascii"))
    ):
        return ""
    return translate("window", "The text is read as {encoding}; it is not UTF-8.").format(encoding=encoding)


def ask_for_file(parent: QWidget, folder: str) -> str:
    """Return the path that the user chooses; empty if none."""
    title, kinds = (
        translate("window", "Open a text"),
        translate("window", "Texts (*.txt *.md *.tex *.py *.c *.csv);;All files (*)"),
    )
    return QFileDialog.getOpenFileName(parent, title, folder, kinds)[0]


class Sheet(QPlainTextEdit):
    """A field for plain text that takes no more than it can lay out while somebody waits."""

    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        # A line without a space would be broken by Qt in a time that grows with the square of its length.
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)

    def put(self, text: str) -> None:
        """Put a text in; nothing of it if it is too long."""
        if len(text) > LONGEST:
            self.refused.emit()
        else:
            self.insertPlainText(text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted or dropped."""
        self.put(source.text())


class TextDialog(QDialog):
    """A sheet to type or paste a text on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("window", "Learn this text"))
        self._fault = hint()
        self._fault.hide()
        self.edit = Sheet()
        self.edit.refused.connect(self._object)
        self.edit.put(QGuiApplication.clipboard().text())
        self.edit.setAccessibleName(translate("window", "Text to learn"))
        self.edit.selectAll()
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        buttons = QDialogButtonBox(ok | cancel)
        buttons.button(ok).setText(translate("window", "Learn it"))
        buttons.button(cancel).setText(translate("window", "Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            QLabel(translate("window", "Type or paste a text: the model learns to predict its next character."))
        )
        layout.addWidget(self.edit)
        layout.addWidget(self._fault)
        layout.addWidget(buttons)
        self.resize(640, 420)

    @Slot()
    def _object(self) -> None:
        words = translate("window", "More than {most} characters do not fit here: save them as a file, and open that.")
        self._fault.setText(words.format(most=LONGEST))
        self._fault.show()

    @property
    def text(self) -> str:
        """What is on the sheet."""
        return self.edit.toPlainText()


class Opening(QObject):
    """What the File menu does; its methods have the names of the entries."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def open_text(self) -> None:
        """Learn a file."""
        preferences = self._window.preferences
        path = ask_for_file(self._window, preferences.get(FOLDER))
        if path:
            preferences.put(FOLDER, QFileInfo(path).absolutePath())
            self._window.runs.learn_text(path=path)

    @Slot()
    def paste_text(self) -> None:
        """Learn what is typed."""
        dialog = TextDialog(self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._window.runs.learn_text(text=dialog.text)
        dialog.deleteLater()
