"""Everything that can be done, as one table: words, key, menu. Each has a menu entry and a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from rnnviz.gui.language import translate

_T = QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Entry:
    """One action; it calls the method of the window that has its key."""

    key: str
    menu: str
    text: str
    shortcut: str
    help: str = ""
    icon: str = ""
    checkable: bool = False
    separated: bool = False  # a line stands before it


ENTRIES = (
    Entry("open_text", "file", _T("actions", "&Open text..."), "Ctrl+O",
          _T("actions", "Learn a text file of yours"), "open.svg"),
    Entry("paste_text", "file", _T("actions", "&Paste or type a text..."), "Ctrl+Shift+V",
          _T("actions", "Learn a text that you type or paste")),
    Entry("quit", "file", _T("actions", "&Quit"), "Ctrl+Q", separated=True),
    Entry("toggle", "training", _T("actions", "&Run"), "Space",
          _T("actions", "Learn, or stop before the next update"), "run.svg"),
    Entry("one_update", "training", _T("actions", "One &update"), "N",
          _T("actions", "Take one optimiser step, then pause"), "update.svg"),
    Entry("reset", "training", _T("actions", "R&eset, same seed"), "R",
          _T("actions", "Start again from the same random weights"), "reset.svg", separated=True),
    Entry("new_seed", "training", _T("actions", "&New seed"), "Shift+R",
          _T("actions", "Start again from other random weights"), "seed.svg"),
    Entry("sample_now", "training", _T("actions", "&Sample now"), "S",
          _T("actions", "Let the model write"), separated=True),
    Entry("slower", "training", _T("actions", "S&lower"), "Ctrl+Left", _T("actions", "Fewer updates a second"),
          separated=True),
    Entry("faster", "training", _T("actions", "&Faster"), "Ctrl+Right", _T("actions", "More updates a second")),
    Entry("focus_probe", "view", _T("actions", "Edit the &watched sequence"), "Ctrl+L",
          _T("actions", "Type the text that every panel shows")),
    Entry("hints", "view", _T("actions", "Say what each panel &is"), "F1",
          _T("actions", "Show a sentence in every panel"), "help.svg", checkable=True),
    Entry("toggle_theme", "view", _T("actions", "&Light or dark"), "Ctrl+T",
          _T("actions", "Change between the light and the dark theme"), "theme.svg", separated=True),
    Entry("contrast", "view", _T("actions", "High &contrast"), "Ctrl+Shift+T",
          _T("actions", "Nothing muted: for a weak projector"), checkable=True),
    Entry("bigger", "view", _T("actions", "&Bigger"), "Ctrl++", _T("actions", "Larger text and lines")),
    Entry("smaller", "view", _T("actions", "&Smaller"), "Ctrl+-", _T("actions", "Smaller text and lines")),
    Entry("normal_size", "view", _T("actions", "&Normal size"), "Ctrl+0", _T("actions", "Text and lines as at first")),
    Entry("reset_layout", "view", _T("actions", "&Put all panels back"), "Ctrl+Shift+0",
          _T("actions", "Every panel where it was at first"), separated=True),
    Entry("show_keys", "help", _T("actions", "&Keys"), "Shift+F1", _T("actions", "Every key, in one list")),
    Entry("about", "help", _T("actions", "&About RNNviz"), "Ctrl+F1"),
)  # fmt: skip

MENUS = {
    "file": _T("actions", "&File"),
    "training": _T("actions", "&Training"),
    "view": _T("actions", "&View"),
    "panels": _T("actions", "&Panels"),
    "help": _T("actions", "&Help"),
}

#: Keys that are no actions: they reach the window when nothing else takes them.
CURSOR_KEYS = (
    ("← →", _T("actions", "Cursor to the previous or next timestep")),
    ("↑ ↓", _T("actions", "Cursor to the previous or next unit")),
    ("Home End", _T("actions", "Cursor to the first or last timestep")),
    ("Esc", _T("actions", "Let go of the cursor")),
)


def make_actions(window: QMainWindow) -> Mapping[str, QAction]:
    """Make the menus and every action of the table; each calls the method of its name."""
    made: dict[str, QAction] = {}
    for entry in ENTRIES:
        action = QAction(translate("actions", entry.text), window)
        action.setObjectName(entry.key)
        action.setShortcuts(_shortcuts(entry.shortcut))
        action.setCheckable(entry.checkable)
        action.triggered.connect(getattr(window, entry.key))
        plain = action.text().replace("&", "").rstrip(".")
        words = translate("actions", entry.help) if entry.help else plain
        action.setToolTip(f"{words}  ({entry.shortcut})")
        action.setStatusTip("")
        made[entry.key] = action
        window.addAction(action)
    return made


def _shortcuts(text: str) -> list[QKeySequence]:
    # "+" needs Shift on most keyboards, or is "=" on some: all of them make it bigger.
    return [QKeySequence(k) for k in (("Ctrl++", "Ctrl+=", "Ctrl+Shift+=") if text == "Ctrl++" else (text,))]


def fill_menus(window: QMainWindow, actions: Mapping[str, QAction], panels: list[QAction]) -> None:
    """Fill the menu bar."""
    bar = window.menuBar()
    menus = {key: bar.addMenu(translate("actions", title)) for key, title in MENUS.items()}
    for entry in ENTRIES:
        if entry.separated:
            menus[entry.menu].addSeparator()
        menus[entry.menu].addAction(actions[entry.key])
    menus["panels"].addActions(panels)
