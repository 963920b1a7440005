"""A text that a model writes symbol by symbol: it is what is watched, until the user's own comes back."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.commands import Extend, Probe
from rnnviz.engine.messages import Objected
from rnnviz.gui.workbench.session import Session
from rnnviz.probe.difference import Difference
from rnnviz.probe.frame import Frame


class Drawn(NamedTuple):
    """One draw."""

    symbol: int  # index into the vocabulary
    u: float  # the random number; NaN if it was greedy
    before: str  # the text that it was added to


class DrawnText(QObject):
    """The text so far, which is the session's watched sequence as long as somebody looks.

    Parameters
    ----------
    session : Session
        Whose model writes.
    """

    changed = Signal()
    failed = Signal()  # what was asked for could not be read

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.frame: Frame | None = None  # the newest of the text so far, or of the one before it
        self.text = session.probe
        self.drawn: list[Drawn] = []
        self._theirs: str | None = None  # what the user watched before anything was written; None: nothing was
        self._asked = False  # for a longer text, or another one
        self._seen = False
        session.probe_changed.connect(self._follow)
        session.objected.connect(self._object)
        session.built.connect(self._forget)

    @property
    def first(self) -> str:
        """The text that the drawing began with."""
        return self.drawn[0].before if self.drawn else self.text

    @property
    def current(self) -> bool:
        """Whether the Frame is of the text so far, and nothing else is on its way."""
        return not self._asked and self.frame is not None and self.frame.text == self.text

    def take(self, frame: Frame) -> bool:
        """Take a Frame if it is of the text so far."""
        if frame.text != self.text or frame.sequence is not None or isinstance(frame, Difference):
            return False
        self.frame = frame
        return True

    def see(self, seen: bool) -> None:
        """Watch the text so far, or again what the user watched before."""
        self._seen = seen
        if self._theirs is None:
            return
        if seen:
            self._watch(self.text)
            return
        if self._asked and self.drawn and self.drawn[-1].before == self.text:
            self.drawn.pop()  # it will not be seen to arrive
        self._asked = False
        self.session.set_probe(self._theirs)

    def feed(self, symbol: int, u: float) -> None:
        """Add a symbol that was drawn; the text is longer as soon as the model has read it."""
        if self._theirs is None:
            self._theirs = self.session.probe
        self.drawn.append(Drawn(symbol, u, self.text))
        self._asked = True
        self.session.extend_probe(self.text, symbol)

    def take_back(self, count: int = 1) -> None:
        """Take the last draws back, as many as there are."""
        if self.drawn and not self._asked:
            before = self.drawn[-min(count, len(self.drawn))].before
            del self.drawn[-count:]
            self._watch(before)

    def begin(self, text: str) -> None:
        """Begin with another text."""
        self.drawn = []
        self._watch(text)

    def _watch(self, text: str) -> None:
        if self._theirs is None:
            self._theirs = self.session.probe
        self._asked = True
        self.session.set_probe(text)

    @Slot(str)
    def _follow(self, text: str) -> None:
        """Go on with what is watched now; what the user typed takes the place of what was drawn."""
        if not self._seen and self._theirs is not None:
            return  # the user's own is back while nobody looks
        if not self._asked and text != self.text:
            self._theirs, self.drawn = None, []
        self.text, self._asked = text, False
        self.changed.emit()

    @Slot(object)
    def _object(self, objected: Objected) -> None:
        """Take a draw back that could not be read."""
        if self._asked and objected.about in (Extend, Probe):
            self._asked = False
            if objected.about is Extend and self.drawn:
                self.drawn.pop()
            self.failed.emit()

    @Slot(object)
    def _forget(self, _built: object) -> None:
        self.frame, self._asked = None, False
        self.failed.emit()
