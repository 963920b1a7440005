"""What says its words again when the user changes the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Base
else:
    _Base = object  # it stands before some widget of Qt among the bases of a class


class Retranslated(_Base):
    """A widget that is not made anew for another language, as the views of panels are.

    It calls `retranslate` itself when its words are said for the first time; Qt tells it of every later language.
    """

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Hear of another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
