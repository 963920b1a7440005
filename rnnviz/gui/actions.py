"""Everything that can be done, as one table: words, key, menu. Each has a menu entry and a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from rnnviz.gui.language import translate
from rnnviz.sentences import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Entry:
    """One action; it calls the method of the window that has its key."""

    key: str
    menu: str
    text: str
    shortcut: str
    help: str = ""
    icon: str = ""
    short: str = ""  # on a button
    checkable: bool = False
    separated: bool = False  # a line stands before it


ENTRIES = (
    Entry(
        "open_text",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Open text..."),
        "Ctrl+O",
        QT_TRANSLATE_NOOP("actions", "Learn a text file of yours"),
        "open.svg",
        short=QT_TRANSLATE_NOOP("actions", "Open text"),
    ),
    Entry(
        "paste_text",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Paste or type a text..."),
        "Ctrl+Shift+V",
        QT_TRANSLATE_NOOP("actions", "Learn a text that you type or paste"),
    ),
    Entry("quit", "file", QT_TRANSLATE_NOOP("actions", "&Quit"), "Ctrl+Q", separated=True),
    Entry(
        "toggle",
        "training",
        QT_TRANSLATE_NOOP("actions", "&Run"),
        "Space",
        QT_TRANSLATE_NOOP("actions", "Learn, or stop before the next update"),
        "run.svg",
    ),
    Entry(
        "one_update",
        "training",
        QT_TRANSLATE_NOOP("actions", "One &update"),
        "N",
        QT_TRANSLATE_NOOP("actions", "Take one optimiser step, then pause"),
        "update.svg",
    ),
    Entry(
        "reset",
        "training",
        QT_TRANSLATE_NOOP("actions", "R&eset, same seed"),
        "R",
        QT_TRANSLATE_NOOP("actions", "Start again from the same random weights"),
        "reset.svg",
        short=QT_TRANSLATE_NOOP("actions", "Reset"),
        separated=True,
    ),
    Entry(
        "new_seed",
        "training",
        QT_TRANSLATE_NOOP("actions", "&New seed"),
        "Shift+R",
        QT_TRANSLATE_NOOP("actions", "Start again from other random weights"),
        "seed.svg",
    ),
    Entry(
        "sample_now",
        "training",
        QT_TRANSLATE_NOOP("actions", "&Sample now"),
        "S",
        QT_TRANSLATE_NOOP("actions", "Let the model write"),
        separated=True,
    ),
    Entry(
        "slower",
        "training",
        QT_TRANSLATE_NOOP("actions", "S&lower"),
        "Ctrl+Left",
        QT_TRANSLATE_NOOP("actions", "Fewer updates a second"),
        separated=True,
    ),
    Entry(
        "faster",
        "training",
        QT_TRANSLATE_NOOP("actions", "&Faster"),
        "Ctrl+Right",
        QT_TRANSLATE_NOOP("actions", "More updates a second"),
    ),
    Entry(
        "focus_probe",
        "view",
        QT_TRANSLATE_NOOP("actions", "Edit the &watched sequence"),
        "Ctrl+L",
        QT_TRANSLATE_NOOP("actions", "Type the text that every panel shows"),
    ),
    Entry(
        "hints",
        "view",
        QT_TRANSLATE_NOOP("actions", "Say what each panel &is"),
        "F1",
        QT_TRANSLATE_NOOP("actions", "Show a sentence in every panel"),
        "help.svg",
        short=QT_TRANSLATE_NOOP("actions", "Explain"),
        checkable=True,
    ),
    Entry(
        "toggle_theme",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Light or dark"),
        "Ctrl+T",
        QT_TRANSLATE_NOOP("actions", "Change between the light and the dark theme"),
        "theme.svg",
        short=QT_TRANSLATE_NOOP("actions", "Theme"),
        separated=True,
    ),
    Entry(
        "contrast",
        "view",
        QT_TRANSLATE_NOOP("actions", "High &contrast"),
        "Ctrl+Shift+T",
        QT_TRANSLATE_NOOP("actions", "Nothing muted: for a weak projector"),
        checkable=True,
    ),
    Entry(
        "bigger",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Bigger"),
        "Ctrl++",
        QT_TRANSLATE_NOOP("actions", "Larger text and lines"),
    ),
    Entry(
        "smaller",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Smaller"),
        "Ctrl+-",
        QT_TRANSLATE_NOOP("actions", "Smaller text and lines"),
    ),
    Entry(
        "normal_size",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Normal size"),
        "Ctrl+0",
        QT_TRANSLATE_NOOP("actions", "Text and lines as at first"),
    ),
    Entry(
        "reset_layout",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Put all panels back"),
        "Ctrl+Shift+0",
        QT_TRANSLATE_NOOP("actions", "Every panel where it was at first"),
        separated=True,
    ),
    Entry(
        "show_keys",
        "help",
        QT_TRANSLATE_NOOP("actions", "&Keys"),
        "Shift+F1",
        QT_TRANSLATE_NOOP("actions", "Every key, in one list"),
    ),
    Entry("about", "help", QT_TRANSLATE_NOOP("actions", "&About RNNviz"), "Ctrl+F1"),
)

MENUS = {
    "file": QT_TRANSLATE_NOOP("actions", "&File"),
    "training": QT_TRANSLATE_NOOP("actions", "&Training"),
    "view": QT_TRANSLATE_NOOP("actions", "&View"),
    "panels": QT_TRANSLATE_NOOP("actions", "&Panels"),
    "help": QT_TRANSLATE_NOOP("actions", "&Help"),
}

#: Keys that are no actions: they reach the window when nothing else takes them.
CURSOR_KEYS = (
    ("← →", QT_TRANSLATE_NOOP("actions", "Cursor to the previous or next timestep")),
    ("↑ ↓", QT_TRANSLATE_NOOP("actions", "Cursor to the previous or next unit")),
    ("Home End", QT_TRANSLATE_NOOP("actions", "Cursor to the first or last timestep")),
    ("Esc", QT_TRANSLATE_NOOP("actions", "Let go of the cursor")),
)


def make_actions(window: QMainWindow) -> Mapping[str, QAction]:
    """Make the menus and every action of the table; each calls the method of its name."""
    made: dict[str, QAction] = {}
    for entry in ENTRIES:
        action = QAction(translate("actions", entry.text), window)
        action.setObjectName(entry.key)
        if entry.short:
            action.setIconText(translate("actions", entry.short))
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
    return [QKeySequence(k) for k in (("Ctrl++", "Ctrl+=") if text == "Ctrl++" else (text,))]


def fill_menus(window: QMainWindow, actions: Mapping[str, QAction], panels: list[QAction]) -> None:
    """Fill the menu bar."""
    bar = window.menuBar()
    menus = {key: bar.addMenu(translate("actions", title)) for key, title in MENUS.items()}
    for entry in ENTRIES:
        if entry.separated:
            menus[entry.menu].addSeparator()
        menus[entry.menu].addAction(actions[entry.key])
    menus["panels"].addActions(panels)
