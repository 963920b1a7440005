"""Files that are dragged in: learned as if they had been opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from rnnviz.engine.capability import Capability
from rnnviz.gui.shell.window import Window
from rnnviz.sentences import say

_OVER = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class DroppedFiles(QObject):
    """Takes what is dropped anywhere on the window, where no text field takes it for itself."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept files, and learn them."""
        over = event.type() in _OVER
        if not (over or event.type() is QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        paths = paths_of(event)
        if not paths:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if not over:
            self._learn(paths)
        return True

    def _learn(self, paths: list[str]) -> None:
        bench = self._window.bench
        lacking = bench.pair.lacks(Capability.RESTART)
        if lacking is not None:
            bench.notices.note(say(lacking))
            return
        bench.experiments.learn_files(paths)


def paths_of(event: QDropEvent) -> list[str]:
    """Return the paths of the files that are dragged; none: they are no files of this machine."""
    urls = event.mimeData().urls()
    return [url.toLocalFile() for url in urls] if urls and all(url.isLocalFile() for url in urls) else []
