"""What the View menu does to colours and sizes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication

from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import NORMAL, POINTS, THEME
from rnnviz.gui.style.theme import DARK, LIGHT, THEMES, Look, contrasty


class Appearance(QObject):
    """Theme, contrast and size of one window; remembered."""

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        theme = THEMES[preferences.get(THEME)]
        self.look = Look(theme, preferences.get(POINTS), self)
        self.strong = _contrast_wished()
        if self.strong:
            self.look.set_theme(contrasty(self.look.theme))
        self.look.changed.connect(self._remember)

    @Slot()
    def _remember(self) -> None:
        self._preferences.put(POINTS, self.look.wished)

    @Slot()
    def toggle_theme(self) -> None:
        """Change between light and dark."""
        self._take("dark" if self.look.theme.name == "light" else "light")
        self._preferences.put(THEME, self.look.theme.name)

    def begin_with(self, name: str) -> None:
        """Take a theme for this start, whatever the user had before; that is not forgotten."""
        self._take(name)

    def toggle_contrast(self) -> None:
        """Mute nothing, or mute again."""
        self.strong = not self.strong
        self._take(self.look.theme.name)

    def _take(self, name: str) -> None:
        theme = LIGHT if name == "light" else DARK
        self.look.set_theme(contrasty(theme) if self.strong else theme)

    @Slot()
    def bigger(self) -> None:
        """Scale everything up."""
        self.look.set_points(self.look.points + 1)

    @Slot()
    def smaller(self) -> None:
        """Scale everything down."""
        self.look.set_points(self.look.points - 1)

    @Slot()
    def normal_size(self) -> None:
        """Scale everything as at first."""
        self.look.set_points(NORMAL)


def _contrast_wished() -> bool:
    """Whether the user has told the system that they need more contrast."""
    hints = QGuiApplication.styleHints()  # both are held: what is asked of a temporary one is gone already
    wishes = hints.accessibility()
    return wishes.contrastPreference() == Qt.ContrastPreference.HighContrast
