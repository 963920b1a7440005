"""The one sentence that is said to the user now: what went wrong, or what happened. Nobody is stopped by it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.gui.workbench.fault_places import places
from rnnviz.sentences import Refused, Sentence, say

REMEMBERED = 10  # of the last things that went wrong


class Notice(NamedTuple):
    """What is said."""

    text: str
    details: str = ""  # for an engineer: a traceback, a list of places
    wrong: bool = True  # whether something went wrong; else it is only told
    offer: str = ""  # what can be done about it, on a button; empty: nothing
    act: Callable[[], object] | None = None  # does it


class Notices(QObject):
    """Holds the newest notice until it is closed; an older one is forgotten."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: Notice | None = None
        self.went_wrong: deque[str] = deque(maxlen=REMEMBERED)  # in words of ours alone: no path, no text of a user's

    @property
    def text(self) -> str:
        """The sentence on show; empty: there is none."""
        return "" if self.current is None else self.current.text

    @property
    def offers(self) -> bool:
        """Whether what is said waits for an answer."""
        return self.current is not None and self.current.act is not None

    @Slot(str)
    @Slot(str, str)
    def warn(self, text: str, details: str = "") -> None:
        """Say what went wrong."""
        if details:
            self.went_wrong.append(places(details))
        self._show(Notice(text, details))

    @Slot(str)
    def note(self, text: str) -> None:
        """Say what happened."""
        self._show(Notice(text, wrong=False))

    def offer(self, text: str, words: str, act: Callable[[], object]) -> None:
        """Say what happened, and offer to do something about it."""
        self._show(Notice(text, wrong=False, offer=words, act=act))

    @Slot()
    def take_up(self) -> None:
        """Do what is offered."""
        there = self.current
        self.close()
        if there is not None and there.act is not None:
            there.act()

    @Slot(object)
    def say(self, sentence: Sentence) -> None:
        """Say a sentence of a lower layer: what went wrong there."""
        self.went_wrong.append(sentence.template)
        self._show(Notice(say(sentence)))

    def refuse(self, refused: Refused) -> None:
        """Say why something was refused."""
        self.went_wrong.append(refused.sentence.template)
        self._show(Notice(say(refused.sentence), refused.details))

    @Slot()
    def close(self) -> None:
        """Forget the notice: nothing is said."""
        self._show(None)

    def _show(self, notice: Notice | None) -> None:
        if notice is not None or self.current is not None:
            self.current = notice
            self.changed.emit()
