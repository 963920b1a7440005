"""One view in a dock, of one session or of A - B, told of Frames only while it can be seen."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.engine.messages import Phase
from rnnviz.explain.number import grouped
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.panel import Panel
from rnnviz.gui.widgets.curtain import Curtain
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.named import button, named
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.yielding_area import YieldingArea
from rnnviz.gui.workbench.session import Session
from rnnviz.probe.difference import difference
from rnnviz.probe.frame import Frame
from rnnviz.sentences import say, translate

MOST = 0.13, 0.09  # of the screen that a view may ask for at least


class Pane(Restyled, QWidget):
    """A view, and under a heading of its own whose it is where there are two.

    Parameters
    ----------
    panel : Panel
        What makes the view.
    sessions : tuple of Session
        The one that is shown, or the two whose difference is: then the view is bound to the first.
    look : Look
        Theme and font size.
    """

    heading_pressed = Signal()  # the user means this session

    def __init__(self, panel: Panel, sessions: tuple[Session, ...], look: Look) -> None:
        super().__init__()
        self.sessions = sessions
        self.view = panel.make(sessions[0], look)
        self._panel = panel
        self._waiting: list[Frame | None] = [None] * len(sessions)  # the last ones with all that the view needs
        self._shown = 0.0  # when the view got its last Frame
        self._late = False  # whether the view has not been told of the last one
        self._told = -1  # the update of the Frame that the view was told of last
        self._lags = False  # whether other views were told of Frames that this one was not
        self._seen = False
        self._name = ""
        self._head = QWidget()
        self._badge = named(button(""), "badge")
        self._badge.clicked.connect(self.heading_pressed)
        self._words = named(ElidedLabel(), "muted")
        self.curtain = Curtain(look, self.view)
        self._empty = Placeholder(look)  # in the view's place while there is nothing that any view could show
        self._lay_out()
        self._connect()

    @property
    def session(self) -> Session:
        """The session that the view is bound to."""
        return self.sessions[0]

    @property
    def busy(self) -> bool:
        """Whether the view needs more pictures for what it was told."""
        return self.view.busy

    @property
    def update_shown(self) -> int:
        """The update of the newest Frame that the view could show; -1: there is none."""
        frame = self._waiting[0]
        return -1 if frame is None else frame.update

    @property
    def subtitle(self) -> str:
        """The words beside the title; none while the view is covered, whose answer they may tell.

        Views are told of Frames at rates of their own. One that lags behind says of which update it is.
        """
        if not self.curtain.isHidden():
            return ""
        own = translate("window", "update {update}").format(update=grouped(self._told)) if self._lags else ""
        return " · ".join(part for part in (own, self.view.subtitle) if part)

    @property
    def told(self) -> int:
        """The update that is on screen; -1: none is, or the view shows no Frame."""
        return self._told

    @property
    def says_update(self) -> bool:
        """Whether it says of which update it is, as others are of another one."""
        return self._lags or len(self.sessions) > 1

    def see(self, visible: bool) -> None:
        """Take Frames, or take none any more."""
        if visible != self._seen:
            self._seen, self._shown = visible, 0.0
            if visible and self.session.frame is not None:
                self._fall_behind(self.session.frame)  # until the next Frame, which is on its way
            self.view.see(visible)

    def go_on_from(self, before: Pane) -> None:
        """Show what another pane of this panel showed, which goes."""
        shown, seen = not before.isHidden(), before._seen
        before.see(False)
        before.hide()  # first: the two together would ask for twice the room
        self.setVisible(shown)  # at once: some views draw only what can be seen
        self._waiting = list(before._waiting)
        self._name = before._name
        self.see(seen)
        if self._waiting[0] is not None:
            self._show()
        self.view.go_on_from(before.view)
        if not before.curtain.isHidden():
            self.curtain.close_over()
        if self._seen:
            self.view.show_cursor()

    def head(self, letter: str, words: str) -> None:
        """Say whose view this is; an empty letter: there is only one."""
        self._head.setVisible(bool(letter))
        self._badge.setText(letter)
        self._badge.setProperty("whose", letter)
        self._badge.setAccessibleName(translate("window", "Act on {letter}").format(letter=letter))
        self._badge.setToolTip(self._badge.accessibleName() if len(self.sessions) == 1 else "")
        self._badge.setEnabled(len(self.sessions) == 1)
        self._badge.style().polish(self._badge)
        self._name = words
        self._say()

    def choose(self, option: str, value: object) -> None:
        """Set one of the view's controls; "cover" hides all of a view that does not cover parts of itself."""
        if option != "cover" or self.view.covers_itself:
            self.view.choose(option, value)
        elif value:
            self.curtain.close_over()
        else:
            self.curtain.open()

    def uncover(self) -> None:
        """Show what is covered until somebody has guessed it."""
        self.curtain.open()
        self.view.uncover()

    @override
    def restyle(self) -> None:
        self._empty.restyle()
        self.view.restyle()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._head)
        row.setContentsMargins(4, 0, 0, 2)
        row.setSpacing(6)
        row.addWidget(self._badge)
        row.addWidget(self._words, 1)
        self._head.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        self._yielding = YieldingArea(self.view, MOST)
        column.addWidget(self._yielding, 1)
        column.addWidget(self._empty, 1)
        self._empty.hide()
        self._follow()

    def _connect(self) -> None:
        self.view.subtitle_changed.connect(self._say)
        self.curtain.moved.connect(self._say)
        first, *others = self.sessions
        first.frame_arrived.connect(self._take)
        first.pulse.connect(self._catch_up)
        first.cursor.moved.connect(self._mark)
        first.cursor.selected.connect(self._reshow)
        for other in others:
            other.frame_arrived.connect(self._take_second)
        for session in self.sessions:
            session.built.connect(self._forget)
            session.sought.connect(self._renew_ranges)
            session.status_changed.connect(self._follow)

    @Slot()
    @Slot(str)
    def _say(self, _subtitle: str = "") -> None:
        if not self._head.isHidden():
            self._words.setText("  ·  ".join(part for part in (self._name, self.subtitle) if part))

    @Slot(object)
    def _take(self, frame: Frame) -> None:
        self._keep(0, frame)

    @Slot(object)
    def _take_second(self, frame: Frame) -> None:
        self._keep(1, frame)

    @Slot()
    @Slot(object)
    def _follow(self, _status: object = None) -> None:
        """Show the view, or say that there is nothing that it could show."""
        reason = self._why_empty()
        if bool(reason) is self._empty.isHidden():
            self._empty.setVisible(bool(reason))
            self._yielding.setVisible(not reason)
        self._empty.say(reason)

    def _why_empty(self) -> str:
        if any(s.phase is Phase.FAILED and s.facts is None for s in self.sessions):
            return translate(
                "window", "There is no model: it could not be made. Change the settings, or choose another."
            )
        needs = self._panel.needs
        lacking = None if needs is None else next(filter(None, (s.lacks(needs) for s in self.sessions)), None)
        return "" if lacking is None else say(lacking)

    @Slot(object)
    def _forget(self, _built: object) -> None:
        """Another model: what was seen before is of none."""
        self._waiting = [None] * len(self.sessions)
        self._late, self._told, self._lags = False, -1, False
        self.view.renew_ranges()

    @Slot(object)
    def _renew_ranges(self, _sought: object) -> None:
        """Another time: a range that had grown since, or was smaller then, is not that of what comes."""
        self.view.renew_ranges()

    def renew_ranges(self) -> None:
        """Have every range fit what is on screen."""
        self.view.renew_ranges()
        self._show()

    def _keep(self, place: int, frame: Frame) -> None:
        if not self._seen:
            return
        if not self._panel.wants <= frame.wants:
            self._fall_behind(frame)
            return
        self._waiting[place] = frame
        soon = perf_counter() - self._shown + 0.008 < 1 / self._panel.per_second
        self._late = soon and self.sessions[place].phase is Phase.RUNNING  # of a paused run all show the same Frame
        if self._late:
            self._fall_behind(frame)
        else:
            self._show()

    def _fall_behind(self, frame: Frame) -> None:
        """Say of which update this is while others show a newer one, and until it stands still: no word flickers."""
        if not self._lags and self._panel.wants and self._told not in (-1, frame.update) and len(self.sessions) == 1:
            self._lags = True
            self.view.subtitle_changed.emit(self.view.subtitle)

    def _show(self) -> None:
        frames = [frame for frame in self._waiting if frame is not None]
        if len(frames) < len(self.sessions):
            return
        self._late = False
        self._shown = perf_counter()
        lagged = self._lags
        self._told = frames[0].update if self._panel.wants else -1  # what wants nothing of a Frame shows none
        if len(frames) == 1:
            self._lags = self._lags and (self.session.phase is Phase.RUNNING or self._told != self._newest)
            self.view.show_frame(frames[0])
            if self._lags or lagged:  # then it says, or said, of which update it is
                self.view.subtitle_changed.emit(self.view.subtitle)
            return
        a, b = frames
        self._name = translate("window", "update {a} − update {b}").format(a=grouped(a.update), b=grouped(b.update))
        self.view.show_frame(difference(a, b))
        self._say()

    def _could_show(self, frame: Frame) -> bool:
        """Whether a Frame is of another update than what is on screen, and holds all that the view needs."""
        other = len(self.sessions) == 1 and self._told not in (-1, frame.update)
        return other and self._panel.wants <= frame.wants

    @property
    def _newest(self) -> int:
        """The update of the newest Frame, whatever it holds."""
        return -1 if self.session.frame is None else self.session.frame.update

    @Slot()
    def _mark(self) -> None:
        if not self._seen:
            return
        latest = self.session.frame
        if latest is not None and self.view.catches_up and self._could_show(latest):
            self._waiting[0] = latest
            self._show()
        self.view.show_cursor()

    @Slot()
    def _catch_up(self) -> None:
        """Show the last Frame if it came too soon after another: nothing newer may come for long."""
        if self._late and self._seen:
            self._show()

    @Slot()
    def _reshow(self) -> None:
        if self._seen:
            self._show()
