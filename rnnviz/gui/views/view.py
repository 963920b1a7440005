"""The content of a panel: what every panel's widget can be told and asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from weakref import ref

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from rnnviz.explain.provenance import of_run
from rnnviz.gui.views.control_state import carry
from rnnviz.gui.views.lacking import says_so
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.scale import Scale
from rnnviz.probe.difference import Difference
from rnnviz.probe.frame import Array, Frame, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, say

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


@runtime_checkable
class FollowsValues(Protocol):
    """A painted part whose range follows what it draws."""

    def renew_range(self) -> None:
        """Have the range fit the next values at once."""


@runtime_checkable
class SharesAxis(Protocol):
    """A painted part that can have its axis in common with another one of its kind, beside which it stands."""

    def share_axis(self, other: Any) -> None:
        """Have the same axis."""


class View(QWidget):
    """A panel's widget, bound to one session. It is told of Frames only while it can be seen."""

    subtitle_changed = Signal(str)
    went = Signal(int)  # the user had the session go to an update: one that is linked with it goes along
    preset_wanted = Signal(str)  # another experiment is to begin: its key
    text_wanted = Signal(str)  # this text is to be learned
    catches_up = False  # with the cursor's move it shows the newest Frame: it is read number by number, beside others
    covers_itself = False  # whether its own control "cover" hides what is to be predicted; else all of it is covered

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self.session = session
        self.look = look
        self._subtitle = ""
        self._scales: dict[object, Scale] = {}
        self._partner: ref[View] | None = None

    def show_frame(self, frame: Frame) -> None:
        """Draw a new Frame. Keep it cheap: this time is taken from training."""

    def show_cursor(self) -> None:
        """Mark the session's cursor."""

    def see(self, visible: bool) -> None:
        """Come into view, or go out of it."""

    def restyle(self) -> None:
        """Take colours and sizes from `look` as it is now: it has changed."""

    @property
    def vacant(self) -> bool:
        """Whether it can show nothing of this model, however long it learns: then it gives others its room."""
        return any(each.isVisible() and says_so(each.text()) for each in self.findChildren(QLabel))

    @property
    def busy(self) -> bool:
        """Whether it is still doing what `choose` told it, Frame by Frame."""
        return False

    def numbers(self) -> Mapping[str, Array]:
        """Return what is on screen as arrays by name: what an export and a screen reader get."""
        return {}

    def exported(self) -> Mapping[str, Array]:
        """Return what an export writes: what is on screen, unless there is more of the same."""
        return self.numbers()

    def provenance(self) -> dict[str, Any]:
        """Return what an export says of where it is from: update, symbols, settings."""
        return of_session(self.session)

    def describe(self) -> str:
        """Say what is on screen in one translated sentence, for assistive tools; empty: nothing to say."""
        return ""

    def choose(self, option: str, value: object) -> None:
        """Set one of the panel's own controls, as a user would: what a lesson does; raises `Refused`."""
        del value
        raise Refused(QT_TRANSLATE_NOOP("panels", "This panel has no control called {option}."), option=option)

    def uncover(self) -> None:
        """Show what is covered until somebody has guessed it."""

    @property
    def beside(self) -> View | None:
        """The view of another session with which this one is compared, while it is there."""
        other = None if self._partner is None else self._partner()
        return other if other is not None and isValid(other) else None

    def show_beside(self, other: Session | None) -> None:
        """Show a second session too (only of a panel whose `compared` is TOGETHER); None: no longer."""

    def pair_with(self, other: View) -> None:
        """Show the same as another view of this panel: the same choices, and equal values in equal colours."""
        self._scales = other._scales
        self._partner, other._partner = ref(other), ref(self)
        choosers = ([c for c in view.findChildren(Chooser) if type(c) is Chooser] for view in (self, other))
        for mine, theirs in zip(*choosers, strict=True):
            mine.follow(theirs.key)
            mine.picked.connect(theirs.follow)
            theirs.picked.connect(mine.follow)
        stand = ([w for w in view.findChildren(QWidget) if isinstance(w, SharesAxis)] for view in (self, other))
        for part, same in zip(*stand, strict=True):
            part.share_axis(same)

    def renew_ranges(self) -> None:
        """Have every range follow what is drawn next alone: it is of another time, or of another model."""
        for scale in self._scales.values():
            scale.renew()
        for part in self.findChildren(QWidget):
            if isinstance(part, FollowsValues):
                part.renew_range()

    def go_on_from(self, before: View) -> None:
        """Show what another view of this panel shows, which goes: its words are in another language.

        What the user set is carried over; a view with more than its controls to remember extends this.
        """
        self._scales = before._scales
        carry(before, self)

    def scale(self, key: object, make: Callable[[], Scale]) -> Scale:
        """Return the scale of something, made when it is first asked for."""
        if key not in self._scales:
            self._scales[key] = make()
        return self._scales[key]

    @staticmethod
    def why_left_out(frame: Frame, want: Want) -> str:
        """Say why a difference lacks a part; empty: it has it, or is none."""
        reason = frame.left_out.get(want) if isinstance(frame, Difference) else None
        return "" if reason is None else say(reason)

    @property
    def subtitle(self) -> str:
        """The words beside the title: what is shown, its size and range."""
        return self._subtitle

    def set_subtitle(self, text: str) -> None:
        """Change the words beside the title."""
        if text != self._subtitle:
            self._subtitle = text
            self.subtitle_changed.emit(text)

    def recurrence(self, frame: Frame) -> Recurrence | None:
        """Return the recurrence that the cursor selects in a Frame; the first one if it is not there."""
        for record in frame.recurrences:
            if record.key == self.session.cursor.recurrence:
                return record
        return frame.recurrences[0] if frame.recurrences else None


def of_session(session: Session) -> dict[str, Any]:
    """Return what an export says of a session: the update and the symbols of its last Frame, and its settings."""
    frame, facts = session.frame, session.facts
    uses = None if facts is None else facts.uses
    if frame is None:
        return of_run(session.config, uses, None, {})
    return of_run(session.config, uses, frame.update, frame.sequences)
