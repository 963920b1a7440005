"""The real program, telling where its docks are: ``python -m benchmarks.docks_told PRESET``.

It answers each line on stdin by one line of JSON on stdout. ``look``: where everything is, in pixels of the screen.
``reset``: what the menu entry that puts all panels back does, then the same. ``reveal KEY``: what a panel's key does
where it cannot be seen, then the same. Nothing else of it differs from `main.py`.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in `rnnviz.app`: before numpy is imported

from PySide6.QtCore import QObject, QPoint, QRect, QSocketNotifier, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDockWidget, QTabBar, QWidget

from rnnviz.engine.presets import preset
from rnnviz.gui.application import run_window
from rnnviz.gui.shell.main_window import MainWindow

GROUP = "QDockWidgetGroupWindow"  # Qt's own window around several floating docks


def box(rect: QRect) -> list[int]:
    """Return left, top, width, height."""
    return [rect.x(), rect.y(), rect.width(), rect.height()]


def on_screen(widget: QWidget, rect: QRect | None = None) -> QRect:
    """Return where a widget, or a part of it, is on the screen."""
    rect = rect or widget.rect()
    return QRect(widget.mapToGlobal(rect.topLeft()), rect.size())


def reachable(widget: QWidget, rect: QRect) -> list[int] | None:
    """Return the middle of a part of a widget if the mouse would hit the widget there; None: something is before it."""
    point = rect.center()
    hit = QApplication.widgetAt(point)
    if hit is None or not (hit is widget or widget.isAncestorOf(hit)):
        return None
    return [point.x(), point.y()]


class Teller(QObject):
    """Answers what is asked on stdin."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._asked.activated.connect(self._answer)

    @Slot()
    def _answer(self) -> None:
        line = sys.stdin.readline()
        if not line:
            self._asked.setEnabled(False)
            self._window.close()
            return
        word, _, key = line.strip().partition(" ")
        if word == "reset":
            self._window.actions_by_key["reset_layout"].trigger()
        elif word == "reveal":
            self._reveal(key)
        QApplication.processEvents()
        print(json.dumps(self._places()), flush=True)

    def _docks(self) -> dict[str, QDockWidget]:
        window = self._window
        return {each.objectName(): each for each in (*window.arrangement.sides, *window.docks.values())}

    def _reveal(self, key: str) -> None:
        dock = self._docks()[key]
        action = next(each for each in self._window.actions() if each.parent() is dock)
        action.trigger()

    def _places(self) -> dict[str, object]:
        window = self._window
        screen = QGuiApplication.primaryScreen().availableGeometry()
        return {
            "screen": box(screen),
            "window": box(window.frameGeometry()),
            "inner": box(on_screen(window)),
            "docks": {key: self._dock(dock) for key, dock in self._docks().items()},
            "tabs": self._tabs(),
        }

    def _dock(self, dock: QDockWidget) -> dict[str, object]:
        title = dock.titleBarWidget()
        assert title is not None
        bar = on_screen(title)
        left = QRect(bar.topLeft(), QPoint(bar.left() + min(60, bar.width() // 3), bar.bottom()))
        shown = dock.isVisible() and not dock.visibleRegion().isEmpty()
        buttons = {"close": title.close_button} if shown else {}  # type: ignore[attr-defined]
        parent = dock.parentWidget()
        return {
            "open": not dock.isHidden(),
            "shown": shown,
            "floating": dock.isFloating(),
            "grouped": parent is not None and parent.metaObject().className() == GROUP,
            "box": box(on_screen(dock)),
            "body": box(on_screen(dock.widget())),
            "title": box(bar),
            "grip": reachable(title, left) if shown else None,
            "beside": sorted(each.objectName() for each in self._window.tabifiedDockWidgets(dock)),
            **{name: reachable(each, on_screen(each)) for name, each in buttons.items()},
        }

    def _tabs(self) -> list[dict[str, object]]:
        """Return the tabs of docks; those of Qt's group windows too."""
        owners = [self._window, *(each for each in QApplication.topLevelWidgets() if each.inherits(GROUP))]
        found: list[dict[str, object]] = []
        for owner in owners:
            for bar in owner.children():
                if isinstance(bar, QTabBar) and bar.isVisible():
                    rects = [on_screen(bar, bar.tabRect(k)) for k in range(bar.count())]
                    found += [
                        {"text": bar.tabText(k), "box": box(rect), "grip": reachable(bar, rect)}
                        for k, rect in enumerate(rects)
                    ]
        return found


def opened(window: MainWindow) -> None:
    """Begin to answer."""
    window.teller = Teller(window)  # type: ignore[attr-defined]


if __name__ == "__main__":
    faulthandler.enable()
    sys.exit(run_window(preset(sys.argv[1]), None, opened))
