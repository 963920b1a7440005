"""What is remembered from one start to the next: language, theme, size, layout, folders."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QByteArray, QSettings

LAYOUT_VERSION = 3  # raised when docks are added or renamed: an older layout is left aside


class Layout(NamedTuple):
    """Where everything stands, as Qt writes it, and which panels are open."""

    places: QByteArray
    open: tuple[str, ...]


class Preferences:
    """Typed access to the settings file."""

    def __init__(self) -> None:
        self._settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "RNNviz", "RNNviz")

    def get(self, key: str, default: Any) -> Any:
        """Return a value of the default's type."""
        return self._settings.value(key, default, type=type(default))

    def put(self, key: str, value: Any) -> None:
        """Remember a value."""
        self._settings.setValue(key, value)

    @property
    def language(self) -> str:
        """The code of the language that the user chose; empty at the first start."""
        return str(self.get("language", ""))

    @property
    def geometry(self) -> QByteArray:
        """The window's place; empty at the first start."""
        return self._bytes("geometry")

    @property
    def layout(self) -> Layout | None:
        """How the window was left; None at the first start."""
        places = self._bytes("layout")
        return None if places.isEmpty() else Layout(places, tuple(str(self.get("open", "")).split()))

    def keep_layout(self, layout: Layout) -> None:
        """Remember how the window is left."""
        self.put("layout", layout.places)
        self.put("open", " ".join(layout.open))

    def _bytes(self, key: str) -> QByteArray:
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()
