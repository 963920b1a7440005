"""The Trace of the update about to happen: asked for while training stands still and somebody needs it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rnnviz.engine.capability import Capability
from rnnviz.engine.commands import TraceNext
from rnnviz.engine.messages import Built, Objected, Phase, Status
from rnnviz.engine.messages import Traced as TracedEvent
from rnnviz.explain.annotated_trace import Reading
from rnnviz.gui.workbench.session_port import SessionPort
from rnnviz.probe.culprit import Culprit
from rnnviz.probe.trace import Trace

SOON_MS = 80  # that training must have stood still for: a Trace takes longer than an update


class NextTrace(QObject):
    """Is forgotten as soon as training goes on, or another update, model or setting makes it one that will not happen.

    Attributes
    ----------
    reading : Reading or None
        The Trace, and what follows from it; None while there is none.
    culprit : Culprit or None
        What made it not finite.
    texts : tuple of str
        What each sequence of the batch reads.
    sequence : int
        Of the batch: the one that is traced.
    """

    came = Signal(object)  # TracedEvent: it is there
    gone = Signal()  # one that was there is forgotten

    def __init__(self, session: SessionPort, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.reading: Reading | None = None
        self.culprit: Culprit | None = None
        self.texts: tuple[str, ...] = ()
        self.sequence = 0
        self._asked = False  # it is on its way
        self._wanted = False  # the user has stepped, and waits for it
        self._watching: set[int] = set()  # who looks: identities of views
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._ask_if_standing)
        session.status_changed.connect(self._follow)
        session.traced.connect(self._take)
        session.built.connect(self._begin_anew)
        session.config_changed.connect(self._change)
        session.objected.connect(self._object)

    @property
    def trace(self) -> Trace | None:
        """The Trace; None while there is none."""
        return None if self.reading is None else self.reading.trace

    @property
    def waiting(self) -> bool:
        """Whether one is on its way."""
        return self._asked or self._wanted

    def watch(self, who: QObject, looks: bool) -> None:
        """Say that somebody looks, or no more; one is asked for if training stands still."""
        (self._watching.add if looks else self._watching.discard)(id(who))
        if looks and self.reading is None:
            self._ask_soon()

    def want(self) -> None:
        """Have one as soon as training stands still."""
        self._wanted = True
        self._ask_soon()

    def choose(self, sequence: int) -> None:
        """Have that of another sequence of the batch from now on; another one is not asked for by that."""
        self.sequence = sequence

    def ask(self) -> None:
        """Ask for one, unless one is on its way."""
        if not self._asked:
            self._asked = True
            self._session.trace_next(self.sequence)

    def ask_again(self) -> None:
        """Ask for one in place of the one that is there."""
        self._asked = False
        self.ask()

    @property
    def _needed(self) -> bool:
        """Whether somebody looks, or waits: two sessions in turn may take another update before they stand still."""
        able = self._session.lacks(Capability.TRACE) is None
        return able and (bool(self._watching) or self._wanted)

    def _ask_soon(self) -> None:
        if self._session.phase is Phase.PAUSED:
            self._soon.start()

    @Slot()
    def _ask_if_standing(self) -> None:
        # An order that is on its way may have training go on: the pause after it asks again.
        if self._session.settled and self.reading is None and self._needed:
            self.ask()

    # --- what comes ---

    @Slot(object)
    def _follow(self, status: Status) -> None:
        if status.phase is not Phase.PAUSED:
            self._forget()
            return
        if self.reading is not None and self.reading.trace.update != status.update:
            self._forget()
        if self.reading is None and self._needed:
            self._soon.start()

    @Slot(object)
    def _take(self, event: TracedEvent) -> None:
        self._asked = False
        if self._session.phase is not Phase.PAUSED or event.update != self._session.status.update:
            return  # training has gone on since
        self._soon.stop()
        self._wanted = False
        self.reading, self.culprit, self.texts = Reading(event.trace), event.culprit, event.texts
        self.came.emit(event)

    @Slot(object)
    def _begin_anew(self, _built: Built) -> None:
        self.sequence = 0
        self._change()

    @Slot()
    @Slot(object)
    def _change(self, _config: object = None) -> None:
        """Forget what is no longer about to happen: other weights, or other settings."""
        self._forget()
        if self._needed:
            self._ask_soon()

    @Slot(object)
    def _object(self, objected: Objected) -> None:
        if objected.about is TraceNext:
            self._asked = False  # if training went on meanwhile, the next pause asks again

    def _forget(self) -> None:
        self._soon.stop()
        self._asked = False
        if self.reading is not None:
            self.reading = self.culprit = None
            self.gone.emit()
