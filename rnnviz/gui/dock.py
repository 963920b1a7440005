"""A dock around a panel's view: title, what is shown, and the Frames it is told of."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from rnnviz.gui.bridge import Session
from rnnviz.gui.language import translate
from rnnviz.gui.panels import Panel
from rnnviz.gui.theme import Look
from rnnviz.gui.widgets.elided import Elided
from rnnviz.gui.widgets.named import button, hint, named
from rnnviz.probe.frame import Frame


class TitleBar(QWidget):
    """Title, what is shown, and buttons; the dock is dragged by it, as by Qt's own title bar."""

    def __init__(self, dock: QDockWidget, title: str) -> None:
        super().__init__(dock)
        self._dock = dock
        self.setObjectName("dockTitle")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = named(QLabel(title), "title")
        self.subtitle = named(Elided(), "muted")
        self.menu = self._button("⋯", translate("window", "Save picture or numbers"))
        self.float = self._button("⤢", translate("window", "Float or dock"))
        self.close_button = self._button("✕", translate("window", "Close"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 4, 1)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addSpacing(6)
        layout.addWidget(self.subtitle, 1)
        for each in (self.menu, self.float, self.close_button):
            layout.addWidget(each)
        self.float.clicked.connect(self._toggle_floating)
        self.close_button.clicked.connect(dock.close)

    @Slot()
    def _toggle_floating(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())

    def _button(self, text: str, name: str) -> QToolButton:
        made = named(button(text, name), "flat")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made


class SideDock(QDockWidget):
    """A dock for what is no panel: the experiments, the settings."""

    def __init__(self, key: str, title: str, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(key)
        bar = TitleBar(self, title)
        bar.menu.hide()
        self.setTitleBarWidget(bar)
        widget.setObjectName("dockBody")
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(widget)


class PanelDock(QDockWidget):
    """Shows a panel; tells its view of Frames only while it can be seen, and no oftener than it asks."""

    seen_changed = Signal()  # it came into view or went out of it
    menu_wanted = Signal(object, object)  # this dock, global position

    def __init__(self, panel: Panel, session: Session, look: Look, parent: QWidget | None = None) -> None:
        title = translate("panels", panel.title)
        super().__init__(title, parent)
        self.setObjectName(f"panel.{panel.key}")
        self.panel = panel
        self.session = session
        self.view = panel.make(session, look)
        self.view.setAccessibleName(title)
        self.view.setToolTip("")
        self._seen = False
        self._shown = 0.0  # when the view got its last Frame
        self._waiting: Frame | None = None  # the last one with all that the view needs
        self._late = False  # whether the view has not been told of it
        self._bar = TitleBar(self, title)
        self._bar.setToolTip(translate("panels", panel.hint))
        self.setTitleBarWidget(self._bar)
        self._hint = hint(translate("panels", panel.hint))
        self._hint.setContentsMargins(10, 0, 10, 4)
        self._hint.hide()
        self.setWidget(self._body())
        self._connect()

    @property
    def seen(self) -> bool:
        """Whether the panel can be seen now."""
        return self._seen

    def show_hint(self, shown: bool) -> None:
        """Show or hide the sentence that says what the panel is."""
        self._hint.setVisible(shown)

    def restyle(self) -> None:
        """Take over colours and sizes."""
        self.view.restyle()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the picture and the numbers."""
        self.menu_wanted.emit(self, event.globalPos())

    def _body(self) -> QWidget:
        body = named(QWidget(), "dockBody")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(4, 0, 4, 4)
        layout.setSpacing(0)
        layout.addWidget(self._hint)
        layout.addWidget(self.view, 1)
        return body

    def _connect(self) -> None:
        self.visibilityChanged.connect(self._see)
        self.view.subtitle_changed.connect(self._bar.subtitle.setText)
        self._bar.subtitle.setText(self.view.subtitle)
        self._bar.menu.clicked.connect(self._ask_for_menu)
        self.session.frame_arrived.connect(self._take)
        self.session.cursor.moved.connect(self._mark)
        self.session.cursor.selected.connect(self._reshow)
        self.session.pulse.connect(self._catch_up)

    @Slot(bool)
    def _see(self, visible: bool) -> None:
        if visible == self._seen:
            return
        self._seen = visible
        self._shown = 0.0
        self.seen_changed.emit()

    @Slot(object)
    def _take(self, frame: Frame) -> None:
        if not self._seen or not self.panel.wants <= frame.wants:
            return
        self._waiting = frame
        self._late = perf_counter() - self._shown + 0.008 < 1 / self.panel.per_second
        if not self._late:
            self._show(frame)

    @Slot()
    def _mark(self) -> None:
        if self._seen:
            self.view.show_cursor()

    @Slot()
    def _catch_up(self) -> None:
        """Show the last Frame if it came too soon after another: nothing newer may come for long."""
        if self._late and self._seen and self._waiting is not None:
            self._show(self._waiting)

    def _show(self, frame: Frame) -> None:
        self._late = False
        self._shown = perf_counter()
        self.view.show_frame(frame)

    @Slot()
    def _reshow(self) -> None:
        if self._seen and self._waiting is not None:
            self.view.show_frame(self._waiting)

    @Slot()
    def _ask_for_menu(self) -> None:
        self.menu_wanted.emit(self, self._bar.menu.mapToGlobal(self._bar.menu.rect().bottomLeft()))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the title bar's words when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        title = translate("panels", self.panel.title)
        self.setWindowTitle(title)
        self._bar.title.setText(title)
        self._bar.setToolTip(translate("panels", self.panel.hint))
        self._hint.setText(translate("panels", self.panel.hint))
