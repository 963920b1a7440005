"""The one sentence that is said to the user now: what went wrong, or what happened. Nobody is stopped by it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.sentences import Refused, Sentence, say


class Notice(NamedTuple):
    """What is said."""

    text: str
    details: str = ""  # for an engineer: a traceback, a list of places
    wrong: bool = True  # whether something went wrong; else it is only told


class Notices(QObject):
    """Holds the newest notice until it is closed; an older one is forgotten."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: Notice | None = None

    @property
    def text(self) -> str:
        """The sentence on show; empty: there is none."""
        return "" if self.current is None else self.current.text

    @Slot(str)
    @Slot(str, str)
    def warn(self, text: str, details: str = "") -> None:
        """Say what went wrong."""
        self._show(Notice(text, details))

    @Slot(str)
    def note(self, text: str) -> None:
        """Say what happened."""
        self._show(Notice(text, wrong=False))

    @Slot(object)
    def say(self, sentence: Sentence) -> None:
        """Say a sentence of a lower layer: what went wrong there."""
        self.warn(say(sentence))

    def refuse(self, refused: Refused) -> None:
        """Say why something was refused."""
        self.warn(say(refused.sentence), refused.details)

    @Slot()
    def close(self) -> None:
        """Forget the notice: nothing is said."""
        self._show(None)

    def _show(self, notice: Notice | None) -> None:
        if notice is not None or self.current is not None:
            self.current = notice
            self.changed.emit()
