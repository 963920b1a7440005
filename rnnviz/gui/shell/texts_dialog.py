"""Texts to learn from: those that the machine has, counted; those of the lectures, with source and licence."""

from __future__ import annotations

from threading import Thread

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rnnviz.explain.number import grouped
from rnnviz.gui.widgets.named import hint
from rnnviz.sentences import translate
from rnnviz.text.catalogue import ENTRIES, Entry
from rnnviz.text.machine_texts import KINDS, Found, found
from rnnviz.user_files.faults import size

_LOOK_MS = 50  # between two looks at what was found
_KEY = Qt.ItemDataRole.UserRole


class TextsDialog(QDialog):
    """A list; `wanted` is the text that the user chose to learn: its name as a setting has it, or empty."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("texts", "Texts"))
        self.wanted = ""
        self.opens_file = False  # whether the user asked for a file instead
        self._found: dict[str, Found] = {}
        self.list = QTreeWidget()
        self._head()
        self._here = self._group(translate("texts", "On this machine"))
        self._elsewhere = self._group(translate("texts", "To fetch yourself, then open"))
        self._rows = {key: self._row_of(key) for key in KINDS}
        for entry in ENTRIES:
            self._elsewhere.addChild(_row(entry))
        self.list.expandAll()
        self._lay_out()
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemActivated.connect(self._learn)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._show_found)
        self._look.start()
        # Reading thousands of files takes seconds; the thread knows nothing of the dialog.
        self._finder = Thread(target=_count, args=(self._found,), name="texts", daemon=True)
        self._finder.start()

    def _head(self) -> None:
        self.list.setAccessibleName(translate("texts", "Texts"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(
            [
                translate("texts", "Text"),
                translate("texts", "Licence"),
                translate("texts", "Size"),
                translate("texts", "Source"),
            ]
        )
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def _group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.list.addTopLevelItem(item)
        item.setFirstColumnSpanned(True)
        return item

    def _row_of(self, key: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([translate("texts", KINDS[key].title), "", translate("texts", "being counted ..."), ""])
        item.setData(0, _KEY, key)
        self._here.addChild(item)
        return item

    def _lay_out(self) -> None:
        self.learn = QPushButton(translate("texts", "Learn it"))
        self.learn.setDefault(True)
        self.learn.setEnabled(False)
        self.learn.clicked.connect(self._learn)
        self.open_file = QPushButton(translate("texts", "Open a file..."))
        self.open_file.clicked.connect(self._want_file)
        buttons = QDialogButtonBox()
        buttons.addButton(self.learn, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.open_file, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(translate("texts", "Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.address = hint()
        self.address.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column = QVBoxLayout(self)
        column.addWidget(
            hint(
                translate(
                    "texts",
                    "RNNviz ships no text that others wrote. What your machine has is read where it stands; what the "
                    "lectures used is fetched by you, under its licence, and opened as a file.",
                )
            )
        )
        column.addWidget(self.list, 1)
        column.addWidget(self.address)
        column.addWidget(buttons)
        self.resize(1040, 480)

    # --- what is found ---

    @Slot()
    def _show_found(self) -> None:
        """Take over what has been counted so far."""
        done = not self._finder.is_alive()
        for key, there in list(self._found.items()):
            self._rows[key].setText(2, counted(there))
            self._rows[key].setDisabled(not there.files)
        if done:
            self._look.stop()
        self._choose()

    # --- what is chosen ---

    @property
    def _key(self) -> str:
        item = self.list.currentItem()
        return "" if item is None else str(item.data(0, _KEY) or "")

    @Slot()
    def _choose(self) -> None:
        item, there = self.list.currentItem(), self._found.get(self._key)
        self.learn.setEnabled(there is not None and bool(there.files))
        self.address.setText("" if item is None else item.toolTip(0))

    @Slot()
    def _learn(self) -> None:
        there = self._found.get(self._key)
        if there is not None and there.files:
            self.wanted = self._key
            self.accept()

    @Slot()
    def _want_file(self) -> None:
        self.opens_file = True
        self.accept()


def _count(into: dict[str, Found]) -> None:
    """Count what there is of every kind."""
    for key in KINDS:
        into[key] = found(key)


def counted(there: Found) -> str:
    """Say how much there is of a kind."""
    if not there.files:
        return translate("texts", "none here")
    words = translate("texts", "files: {files}, {size}")
    if there.left_out:
        words = translate("texts", "files: {files}, {size}; {more} more are left out")
    return words.format(files=grouped(len(there.files)), size=size(there.size), more=grouped(there.left_out))


def _row(entry: Entry) -> QTreeWidgetItem:
    length = size(entry.size) if entry.size else ""
    item = QTreeWidgetItem([translate("texts", entry.title), translate("texts", entry.licence), length, entry.source])
    checked = f"\nSHA-256 {entry.sha256}" if entry.sha256 else ""
    for column in range(4):
        item.setToolTip(column, f"{entry.url}{checked}")
    return item
