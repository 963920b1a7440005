"""A forced alignment: one target made to look at one place alone, asked of the run again at every new picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.commands import WhatIf
from rnnviz.engine.messages import Consequences, Objected
from rnnviz.explain.number import percent
from rnnviz.probe.edits import EditAttention
from rnnviz.probe.frame import Attention, Frame
from rnnviz.sentences import translate

if TYPE_CHECKING:
    from rnnviz.gui.workbench.session import Session


class ForcedAlignment(QObject):
    """What would be written if a target looked at one place of the source and at no other."""

    changed = Signal()  # what is known of it

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._edit: EditAttention | None = None
        self._asked: tuple[object, ...] = ()
        self._waiting = False  # for an answer: one question at a time is taken from training
        self.known: Consequences | None = None
        session.consequences_known.connect(self._take)
        session.objected.connect(self._object)
        session.built.connect(self._forget)

    @property
    def edit(self) -> EditAttention | None:
        """What is forced; None: nothing."""
        return self._edit

    def force(self, attention: Attention, target: int, source: int) -> None:
        """Have a target look at a place alone."""
        self._edit, self._asked, self.known = EditAttention(attention.name, "alpha", target, source, 1.0), (), None
        self._waiting = False

    @Slot()
    @Slot(object)
    def _forget(self, _built: object = None) -> None:
        self.release()

    def release(self) -> None:
        """Force nothing any more."""
        if self._edit is not None:
            self._edit, self.known, self._asked, self._waiting = None, None, (), False
            self.changed.emit()

    def follow(self, frame: Frame) -> None:
        """Ask what follows at these weights, unless that is known or on its way."""
        question = (frame.update, self._session.probe, self._edit)
        if self._edit is not None and not self._waiting and frame.sequence is None and question != self._asked:
            self._asked, self._waiting = question, True
            self._session.what_if((self._edit,))

    @Slot(object)
    def _take(self, known: Consequences) -> None:
        if self._edit is not None and known.edits == (self._edit,):
            self.known, self._waiting = known, False
            self.changed.emit()

    @Slot(object)
    def _object(self, objected: Objected) -> None:
        """Let go of what cannot be: the sentence that is watched has become shorter."""
        if objected.about is WhatIf and self._waiting:
            self.release()

    def said(self) -> str:
        """Say which word it would write, and which one it writes."""
        if self._edit is None or self.known is None:
            return ""
        before, after = self.known.original, self.known.frame
        sources = after.sequences.get(self._axis(after), ())
        if before.output is None or after.output is None or self._edit.target >= len(after.output.probabilities):
            return ""
        p, q = (frame.output.probabilities[self._edit.target] for frame in (before, after) if frame.output is not None)
        words = translate("panels", "Looking at “{source}” alone it would write “{new}” ({q}), and not “{old}” ({p}).")
        if p.argmax() == q.argmax():
            words = translate("panels", "Looking at “{source}” alone it would still write “{new}”: {q}, was {p}.")
        labels = after.output.labels
        place = self._edit.place
        return words.format(
            source=sources[place] if place < len(sources) else place,
            new=labels[int(q.argmax())],
            q=percent(float(q.max())),
            old=labels[int(p.argmax())],
            p=percent(float(p.max())),
        )

    def _axis(self, frame: Frame) -> str:
        assert self._edit is not None
        return next((a.source_axis for a in frame.attentions if a.name == self._edit.attention), "")
