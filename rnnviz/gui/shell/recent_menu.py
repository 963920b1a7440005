"""The menu Recent runs: each with its curve, name, loss, update and when it was kept."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QObject, QPointF, QSize, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QKeySequence, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QMenu

from rnnviz.engine.presets import presets
from rnnviz.explain.number import grouped
from rnnviz.gui.style.theme import Look
from rnnviz.gui.workbench.keeping.keeping import Keeping
from rnnviz.sentences import language, translate
from rnnviz.sessions.store import Entry

_MOST = 20
_SIZE = QSize(16, 16)  # px: as large as a menu has pictures
_SMOOTHED = 5  # the column of the smoothed loss


class RecentMenu(QObject):
    """Filled anew whenever it is about to be shown; the key of `back` brings the first one."""

    def __init__(self, keeping: Keeping, menu: QMenu, look: Look, back: QAction) -> None:
        super().__init__(menu)
        self._keeping, self._menu, self._look, self._back = keeping, menu, look, back
        menu.aboutToShow.connect(self._fill)
        menu.triggered.connect(self._open)

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        entries = self._keeping.recent(_MOST)
        keys = self._back.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        for k, entry in enumerate(entries):
            words = said(entry).replace("&", "&&")  # a letter after one would be underlined
            action = self._menu.addAction(QIcon(self._picture(entry)), words if k else f"{words}\t{keys}")
            action.setData(entry.key)
            action.setIconVisibleInMenu(True)
        if not entries:
            self._menu.addAction(translate("window", "There are none yet.")).setEnabled(False)

    def _picture(self, entry: Entry) -> QPixmap:
        return picture(entry, QColor(self._look.theme.accent), self._menu.devicePixelRatioF())

    @Slot(QAction)
    def _open(self, action: QAction) -> None:
        if isinstance(action.data(), str):
            self._keeping.open_recent((action.data(),))


def said(entry: Entry) -> str:
    """Return a run in one line, in the language in force."""
    known = {each.key: each for each in presets()}.get(entry.card.experiment)
    title = entry.card.title if known is None else known.said("title", language())
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(entry.card.saved))
    words = translate("window", "{title}, loss {loss}, update {n}, {when}")
    return words.format(title=title, loss=f"{entry.card.loss:.3f}", n=grouped(entry.card.update), when=when)


def picture(entry: Entry, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """Return the curve of its smoothed loss, for a screen with so many pixels in a unit of length."""
    made = QPixmap(_SIZE * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(QColor("transparent"))
    curve = entry.curve[:, _SMOOTHED] if entry.curve.ndim == 2 and entry.curve.shape[1] > _SMOOTHED else np.zeros(0)
    curve = curve[np.isfinite(curve)]
    if len(curve) > 1:
        low, high = float(curve.min()), float(curve.max())
        x = np.linspace(1, _SIZE.width() - 2, len(curve))
        y = _SIZE.height() - 2 - (curve - low) / ((high - low) or 1.0) * (_SIZE.height() - 4)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.6))
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]))
        painter.end()
    return made
