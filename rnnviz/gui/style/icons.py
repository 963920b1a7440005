"""Icons from resources/icons, in the theme's colour."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QIcon, QImageReader, QPixmap

from rnnviz.assets import resource

_DRAWN_IN = "#888888"  # the colour in the files, replaced by the theme's


def icon(name: str, colour: str, size: int = 48) -> QIcon:
    """Return an icon in a colour; an empty one if there is no such file."""
    try:
        svg = resource("icons", name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return QIcon()
    buffer = QBuffer()
    buffer.setData(QByteArray(svg.replace(_DRAWN_IN, colour).encode()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(size, size))
    return QIcon(QPixmap.fromImage(reader.read()))
