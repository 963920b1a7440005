"""A panel's picture and its numbers, by its menu."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import EXPORTED_TO
from rnnviz.gui.shell.panel_dock import PanelDock
from rnnviz.sentences import Refused, say, translate


def _clear(folder: Path) -> None:
    from rnnviz.files.temporary import clear  # only here: see `PanelExport.save`

    clear(folder)


class PanelExport(QObject):
    """Asks where to, writes, and says how it went."""

    done = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QWidget, preferences: Preferences) -> None:
        super().__init__(parent)
        self._window = parent
        self._preferences = preferences
        self._folder = str(Path.home())
        self._tidy(preferences.get(EXPORTED_TO))

    def _tidy(self, folder: str) -> None:
        """Clear away what an export that was killed has left in the folder of the last one; it may be far away."""
        if folder:
            Thread(target=_clear, args=(Path(folder),), name="rnnviz tidying", daemon=True).start()

    @Slot(object, object)
    def open_menu(self, dock: PanelDock, at: QPoint) -> None:
        """Show a panel's menu."""
        menu = QMenu(self._window)
        choices = {
            menu.addAction(translate("export", "Save picture (PNG)...")): "png",
            menu.addAction(translate("export", "Save picture (SVG)...")): "svg",
            menu.addAction(translate("export", "Copy picture")): "copy",
        }
        menu.addSeparator()
        choices[menu.addAction(translate("export", "Save numbers (CSV)..."))] = "csv"
        choices[menu.addAction(translate("export", "Save numbers (NPZ)..."))] = "npz"
        chosen: QAction | None = menu.exec(at)
        menu.deleteLater()
        if chosen is not None:
            self._carry_out(dock, choices[chosen])

    def _carry_out(self, dock: PanelDock, kind: str) -> None:
        if kind == "copy":
            QGuiApplication.clipboard().setPixmap(dock.picture.grab())
            return
        frame = dock.session.frame
        stem = f"{dock.panel.key}-{frame.update if frame else 0}"
        title = translate("export", "Save {panel}").format(panel=dock.windowTitle())
        suggested = str(Path(self._folder, f"{stem}.{kind}"))
        path, _ = QFileDialog.getSaveFileName(self._window, title, suggested, f"{kind.upper()} (*.{kind})")
        if path:
            self.save(dock, kind, path)

    def save(self, dock: PanelDock, kind: str, path: str) -> None:
        """Write a panel's picture ("png", "svg") or numbers ("csv", "npz") to a path, with what they are of.

        That is in the file itself, as JSON; of a CSV file in another one beside it, of its name and ".json".
        """
        # Only here: what writes files would be read before the window is on screen.
        import numpy as np

        from rnnviz.explain.provenance import KEY, written
        from rnnviz.files import csv, npz
        from rnnviz.files.replacing import write
        from rnnviz.gui.export.pictures import save_png, save_svg

        about = written(dock.provenance())
        self._folder = str(Path(path).parent)
        self._preferences.put(EXPORTED_TO, self._folder)
        try:
            match kind:
                case "png":
                    save_png(dock.picture, Path(path), about=about)
                case "svg":
                    save_svg(dock.picture, Path(path), about)
                case "csv":
                    csv.save(Path(path), dock.exported())
                    write(Path(path).with_suffix(".json"), about.encode())  # a comment would confuse a spreadsheet
                case "npz":
                    npz.save(Path(path), {**dock.exported(), KEY: np.array(about)})
        except Refused as refused:
            self.failed.emit(say(refused.sentence))
        else:
            self.done.emit(translate("export", "Written: {path}").format(path=path))
