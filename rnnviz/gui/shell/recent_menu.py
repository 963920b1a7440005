"""The menu Recent runs: each with its curve, name, loss, update and when it was kept."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QObject, QPointF, QSize, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QMenu

from rnnviz.explain.number import grouped
from rnnviz.gui.workbench.keeping.keeping import Keeping
from rnnviz.sentences import translate
from rnnviz.sessions.store import Entry

_MOST = 20
_SIZE = QSize(48, 20)  # px
_SMOOTHED = 5  # the column of the smoothed loss


class RecentMenu(QObject):
    """Filled anew whenever it is about to be shown."""

    def __init__(self, keeping: Keeping, menu: QMenu) -> None:
        super().__init__(menu)
        self._keeping, self._menu = keeping, menu
        menu.aboutToShow.connect(self._fill)
        menu.triggered.connect(self._open)

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        entries = self._keeping.recent(_MOST)
        for entry in entries:
            action = self._menu.addAction(QIcon(picture(entry)), said(entry))
            action.setData(entry.key)
            action.setIconVisibleInMenu(True)
        if not entries:
            self._menu.addAction(translate("window", "There are none yet.")).setEnabled(False)

    @Slot(QAction)
    def _open(self, action: QAction) -> None:
        if isinstance(action.data(), str):
            self._keeping.open_recent((action.data(),))


def said(entry: Entry) -> str:
    """Return a run in one line."""
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(entry.card.saved))
    words = translate("window", "{title}, loss {loss}, update {n}, {when}")
    return words.format(title=entry.card.title, loss=f"{entry.card.loss:.3f}", n=grouped(entry.card.update), when=when)


def picture(entry: Entry) -> QPixmap:
    """Return the curve of its smoothed loss."""
    made = QPixmap(_SIZE)
    made.fill(QColor("transparent"))
    curve = entry.curve[:, _SMOOTHED] if entry.curve.ndim == 2 and entry.curve.shape[1] > _SMOOTHED else np.zeros(0)
    curve = curve[np.isfinite(curve)]
    if len(curve) > 1:
        low, high = float(curve.min()), float(curve.max())
        x = np.linspace(1, _SIZE.width() - 2, len(curve))
        y = _SIZE.height() - 2 - (curve - low) / ((high - low) or 1.0) * (_SIZE.height() - 4)
        painter = QPainter(made)
        painter.setPen(QColor("#4c8bf5"))
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]))
        painter.end()
    return made
