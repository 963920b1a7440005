"""Every painted part is told to screen readers, is legible, and is reached by the keyboard.

``widgets``: painted parts of all panels, of the start page and of a lesson's page; ``with_name``: those that an
accessibility client is told a name of; ``low_contrast``: pairs of colours below 4.5:1 in either theme, muted or not;
``confusable``: colours with different meanings that somebody colour-blind takes for one another; ``unreachable``: parts
that answer to the mouse and that the Tab key does not reach.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.engine.presets import preset
from rnnviz.gui.application import application, make_window
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.gui.style.legibility import confusable, faint
from rnnviz.gui.style.theme import THEMES, contrasty
from rnnviz.gui.widgets.spoken import is_painted

LEAST = 40
_BY_MOUSE = ("mousePressEvent", "mouseReleaseEvent", "mouseDoubleClickEvent")


def opened() -> MainWindow:
    """Return a window in which every panel, the start page and a lesson have been made."""
    window = make_window(preset("hello"), running=False)
    window.resize(1600, 1000)
    window.show()
    window.bench.host.reveal(tuple(window.docks))
    window.greeting.show()
    window.lessons.open(window.lessons.list.order()[0])
    QApplication.processEvents()
    return window


def painted(window: MainWindow) -> list[QWidget]:
    """Return every painted part there is."""
    return [each for each in window.findChildren(QWidget) if is_painted(each)]


def nameless(widgets: list[QWidget]) -> Iterator[str]:
    """Yield the kinds of parts that nothing is told of."""
    for each in widgets:
        there = QAccessible.queryAccessibleInterface(each)
        if not there.text(QAccessible.Text.Name) or there.role() == QAccessible.Role.Client:
            yield type(each).__name__


def unreachable(widgets: list[QWidget]) -> Iterator[str]:
    """Yield the kinds of parts that answer to a press and that Tab does not reach."""
    for each in widgets:
        ours = [kind for kind in type(each).__mro__ if kind.__module__.startswith("rnnviz.")]
        if any(name in kind.__dict__ for kind in ours for name in _BY_MOUSE) and not (
            each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            yield type(each).__name__


def main() -> int:
    """Count, and print one line of JSON."""
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        application()
        window = opened()
        widgets = painted(window)
        without, shut = sorted(nameless(widgets)), sorted(set(unreachable(widgets)))
        window.close()
    themes = [each for theme in THEMES.values() for each in (theme, contrasty(theme))]
    low = [line for theme in themes for line in faint(theme)]
    mixed = [line for theme in themes for line in confusable(theme)]
    for line in (*without, *shut, *low, *mixed):
        print(line)
    result = {
        "widgets": len(widgets),
        "with_name": len(widgets) - len(without),
        "low_contrast": len(low),
        "confusable": len(mixed),
        "unreachable": len(shut),
    }
    print(json.dumps(result))
    return int(len(widgets) < LEAST or bool(without or low or mixed or shut))


if __name__ == "__main__":
    sys.exit(main())
