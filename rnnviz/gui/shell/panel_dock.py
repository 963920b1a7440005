"""A dock around the views of a panel: title, what is shown, and whose view it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain.provenance import of_panel
from rnnviz.gui.shell.side_chooser import SideChooser
from rnnviz.gui.shell.title_bar import TitleBar
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.pane import Pane
from rnnviz.gui.views.panel import Panel
from rnnviz.gui.views.view import View, of_session
from rnnviz.gui.widgets.named import hint, named
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.widgets.yielding_area import YieldingArea
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import OFFERED, Compared, Side
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate

MOST = 0.24, 0.2  # of the screen that what stands at the side may ask for at least
HINTED = 200  # px at 10 points: a lower panel does not say what it is
SQUEEZED = 130  # px at 10 points: the least width of one view of two


class SideDock(QDockWidget):
    """A dock for what is no panel: the experiments, the settings."""

    def __init__(self, key: str, title: str, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(key)
        self._bar = TitleBar(self, title)
        self._bar.without_menu()
        self.setTitleBarWidget(self._bar)
        widget.setObjectName("dockBody")
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(YieldingArea(widget, MOST))

    def present(self, on: bool) -> None:
        """Look as a class should see it, without the buttons in the title; or as usual again."""
        self._bar.present(on)

    def say(self, title: str) -> None:
        """Change the title."""
        self.setWindowTitle(title)
        self._bar.title.setText(title)


class PanelDock(Restyled, Retranslated, QDockWidget):
    """Shows a panel: one view of it, or of two sessions one of them, both side by side, or their difference."""

    seen_changed = Signal()  # what can be seen of which session is another
    menu_wanted = Signal(object, object)  # this dock, global position
    meant = Signal(object)  # the session whose view's heading was pressed
    went = Signal(object, int)  # the user had a session go to an update
    text_wanted = Signal(str)  # a view asks for this text to be learned
    preset_wanted = Signal(str, str)  # a view asks for another experiment: its key, and that of this panel

    def __init__(self, panel: Panel, session: Session, look: Look, parent: QWidget | None = None) -> None:
        title = translate("panels", panel.title)
        super().__init__(title, parent)
        self.setObjectName(f"panel.{panel.key}")
        self.panel = panel
        self._look = look
        self._seen = False
        self._sessions: dict[Side, tuple[Session, ...]] = {Side.A: (session,)}
        self._titles: Mapping[str, str] = {}
        self._panes: dict[Side, Pane] = {}
        self._second: Session | None = None  # shown by the one view there is, beside the first
        self._bar = TitleBar(self, title)
        self._bar.setToolTip(translate("panels", panel.hint))
        self.setAccessibleDescription(translate("panels", panel.hint))
        self.setTitleBarWidget(self._bar)
        self._sides = SideChooser()
        self._bar.add(self._sides)
        self._hint = hint(translate("panels", panel.hint))
        self._hint.setContentsMargins(10, 0, 10, 4)
        self._hint.hide()
        self._hinted = False
        self.setWidget(self._body())
        if not panel.special:  # one that stays closed has no view: the window is on screen sooner
            self._pane(Side.A)
        self._connect()
        self._arrange()

    # --- what it shows ---

    @property
    def side(self) -> Side:
        """Whose view is on show."""
        return self._sides.side

    @property
    def view(self) -> View:
        """The view on show; of two side by side, the left one."""
        return self.panes[0].view

    @property
    def session(self) -> Session:
        """The session that it is bound to."""
        return self.panes[0].session

    @property
    def panes(self) -> tuple[Pane, ...]:
        """What is on show, from left to right."""
        sides = (Side.A, Side.B) if self.side is Side.BOTH else (self.side,)
        return tuple(self._pane(side) for side in sides)

    @property
    def picture(self) -> QWidget:
        """All of it as one widget: what is saved as a picture."""
        return self.view if len(self.panes) == 1 else self._room

    def numbers(self) -> Mapping[str, Array]:
        """Return what is on show as arrays by name; of two side by side, after the letter of each."""
        if len(self.panes) == 1:
            return self.view.numbers()
        pairs = zip("AB", self.panes, strict=True)
        return {f"{letter} {name}": values for letter, pane in pairs for name, values in pane.view.numbers().items()}

    def exported(self) -> Mapping[str, Array]:
        """Return what an export writes, as arrays by name; of two side by side, after the letter of each."""
        if len(self.panes) == 1:
            return self.view.exported()
        pairs = zip("AB", self.panes, strict=True)
        return {f"{letter} {name}": values for letter, pane in pairs for name, values in pane.view.exported().items()}

    def provenance(self) -> dict[str, Any]:
        """Return where what is on show is from: of one run, or of both by their letter."""
        first = self.panes[0]
        if len(self.panes) > 1:
            runs = {letter: pane.view.provenance() for letter, pane in zip("AB", self.panes, strict=True)}
        elif len(first.sessions) > 1:  # what they differ in
            runs = {letter: of_session(session) for letter, session in zip("AB", first.sessions, strict=True)}
        else:
            runs = {"": first.view.provenance()}
        return of_panel(self.panel.key, self.windowTitle(), runs)

    @property
    def seen(self) -> bool:
        """Whether the panel can be seen now."""
        return self._seen

    def sees(self, session: Session) -> bool:
        """Whether something of a session can be seen here now."""
        return self._seen and any(session in pane.sessions for pane in self.panes)

    def offers(self, side: Side) -> bool:
        """Whether the panel can show it."""
        return side in self._sides.offered

    def show_side(self, side: Side) -> None:
        """Show a session's view, both, or their difference, if the panel can."""
        if self.offers(side):
            self._sides.choose(side)

    def compare(self, second: Session | None, titles: Mapping[str, str]) -> None:
        """Offer the views of a second session; None: there is none any more.

        `titles` says in what A and B differ.
        """
        first = self._sessions[Side.A][0]
        self._titles = titles
        if self.panel.compared is Compared.TOGETHER:
            self._second = second
            if self._panes:
                self._pane(Side.A).view.show_beside(second)
            return
        if second is None:
            self._sides.offer(())
            self._sessions = {Side.A: (first,)}
            self._drop_others()
        elif Side.B not in self._sessions:
            self._sessions |= {Side.B: (second,), Side.DIFFERENCE: (first, second)}
            self._sides.offer(OFFERED[self.panel.compared], self._first_side)
        self._arrange()

    @property
    def _first_side(self) -> Side:
        return Side.A if self.panel.compared is Compared.ONE else Side.BOTH

    def open_curtains(self) -> None:
        """Show what a lesson has covered."""
        for pane in self._panes.values():
            pane.curtain.open()

    @property
    def hinted(self) -> bool:
        """Whether the sentence that says what the panel is stands below the title, where there is room for it."""
        return self._hinted

    def show_hint(self, shown: bool) -> None:
        """Show or hide the sentence that says what the panel is."""
        self._hinted = shown
        self._fit_hint()

    def _fit_hint(self) -> None:
        self._hint.setVisible(self._hinted and self.height() >= self._look.px(HINTED))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the picture where there is little: the sentence is the title's tool tip, too."""
        super().resizeEvent(event)
        self._fit_hint()

    def present(self, on: bool) -> None:
        """Look as a class should see it, without the buttons in the title; or as usual again."""
        self._bar.present(on)

    @override
    def restyle(self) -> None:
        for pane in self._panes.values():
            pane.restyle()

    # --- its parts ---

    def _body(self) -> QWidget:
        body = named(QWidget(), "dockBody")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(4, 0, 4, 4)
        layout.setSpacing(0)
        layout.addWidget(self._hint)
        self._room = named(QWidget(), "dockBody")
        self._room.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._room)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        layout.addWidget(self._room, 1)
        return body

    def _pane(self, side: Side) -> Pane:
        """Return a session's view, made when it is first shown."""
        if side in self._panes:
            return self._panes[side]
        made = Pane(self.panel, self._sessions[side], self._look)
        self._panes[side] = made
        if side is Side.B:
            made.view.pair_with(self._pane(Side.A).view)
        made.view.setAccessibleName(translate("panels", self.panel.title))
        made.view.setToolTip("")
        made.view.subtitle_changed.connect(self._say)
        made.curtain.moved.connect(self._say)
        made.view.preset_wanted.connect(self._want)
        made.view.text_wanted.connect(self.text_wanted)
        made.view.went.connect(self._go_along)
        made.heading_pressed.connect(self._mean)
        room = self._room.layout()
        assert isinstance(room, QHBoxLayout)
        room.addWidget(made, 1)
        if side is not Side.A or self.panel.special:  # the window restyles those that it begins with
            made.restyle()
        if self._second is not None:
            made.view.show_beside(self._second)
        return made

    @Slot(str)
    def _want(self, preset: str) -> None:
        self.preset_wanted.emit(preset, self.panel.key)

    @Slot(int)
    def _go_along(self, update: int) -> None:
        view = self.sender()
        assert isinstance(view, View)
        self.went.emit(view.session, update)

    def _drop_others(self) -> None:
        """End the views of the second session."""
        for side in [side for side in self._panes if side is not Side.A]:
            self._end(self._panes.pop(side))

    def _end(self, pane: Pane) -> None:
        """Let go of a view."""
        pane.see(False)
        pane.hide()
        pane.deleteLater()

    def renew(self, kept: bool = True) -> None:
        """Make every view anew, in the language in force: each goes on from what the one before showed if `kept`.

        So no view has to know how to say everything again, and none can forget a word.
        """
        before, self._panes = self._panes, {}
        for side, pane in before.items():
            made = self._pane(side)
            if side is Side.A and not self.panel.special:
                made.restyle()
            if kept:
                made.go_on_from(pane)
            self._end(pane)
        self._arrange()

    def _connect(self) -> None:
        self.visibilityChanged.connect(self._see)
        self._bar.menu.clicked.connect(self._ask_for_menu)
        self._sides.chosen.connect(self._arrange)

    @Slot()
    def _arrange(self) -> None:
        """Show the panes that were chosen, and have only those take Frames."""
        shown = self.panes if self._panes else ()
        for side, pane in self._panes.items():
            pane.setVisible(pane in shown)
            pane.see(self._seen and pane in shown)
            # Two side by side must not ask for twice the room: rather each is cut.
            pane.setMinimumWidth(self._look.px(SQUEEZED) if len(shown) > 1 else 0)
            pane.head(str(side) if self._sides.offered else "", self._titles.get(side, ""))
        self._say()
        self.seen_changed.emit()

    @Slot()
    @Slot(str)
    def _say(self, _subtitle: str = "") -> None:
        # Where there are two, each says it over its own view.
        alone = self.panes[0] if self._panes and not self._sides.offered else None
        self._bar.subtitle.setText("" if alone is None else alone.subtitle)

    @Slot()
    def _mean(self) -> None:
        pane = next((pane for pane in self._panes.values() if pane is self.sender()), None)
        if pane is not None:
            self.meant.emit(pane.session)

    @Slot(bool)
    def _see(self, visible: bool) -> None:
        if visible != self._seen:
            self._seen = visible
            if self._panes or visible:
                self._pane(Side.A)
                self._arrange()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the picture and the numbers."""
        self.menu_wanted.emit(self, event.globalPos())

    @Slot()
    def _ask_for_menu(self) -> None:
        self.menu_wanted.emit(self, self._bar.menu.mapToGlobal(self._bar.menu.rect().bottomLeft()))

    @override
    def retranslate(self) -> None:
        title = translate("panels", self.panel.title)
        self.setWindowTitle(title)
        self._bar.title.setText(title)
        self._bar.setToolTip(translate("panels", self.panel.hint))
        self.setAccessibleDescription(translate("panels", self.panel.hint))
        self._hint.setText(translate("panels", self.panel.hint))
        self.renew()
