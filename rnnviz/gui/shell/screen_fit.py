"""The window stays within its screen: letters that there is room for, docks stacked where they ask for more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, QTimer, Slot
from PySide6.QtWidgets import QDockWidget

from rnnviz.gui.shell.on_screen import bring_within
from rnnviz.gui.style.theme import LINES, PRESENTED

if TYPE_CHECKING:
    from rnnviz.gui.shell.panel_docks import PanelDocks
    from rnnviz.gui.shell.window import Window


SETTLED_MS = 60  # what is opened or closed is laid out by then: on the way more room may be asked for
_LAID_OUT = (QEvent.Type.Show, QEvent.Type.Resize, QEvent.Type.LayoutRequest)


class ScreenFit(QObject):
    """Looks whenever the window changes its size: Qt enlarges it until the least sizes of all docks fit into it."""

    def __init__(self, window: Window, docks: PanelDocks) -> None:
        super().__init__(window)
        self._window, self._docks = window, docks
        self._lines = LINES
        self._followed = False
        self._grown = False  # whether it was enlarged because something asked for more room than there is
        self._soon = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._soon.timeout.connect(self.heal)
        window.installEventFilter(self)
        self.take_screen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look once the window is shown, and when its size is another."""
        if event.type() == QEvent.Type.Show:
            self._follow_screen()
        if event.type() in _LAID_OUT and self._outgrown():
            self._grown = True
            if not self._soon.isActive():  # what goes on being laid out must not put it off for ever
                self._soon.start()
        return super().eventFilter(watched, event)

    def _follow_screen(self) -> None:
        handle = self._window.windowHandle()
        if not self._followed and handle is not None:
            self._followed = True
            handle.screenChanged.connect(self.take_screen)

    def present(self, on: bool) -> None:
        """Hold the letters to what can be read at once, or to what the screen has room for."""
        self._lines = PRESENTED if on else LINES
        self.take_screen()

    @Slot()
    def take_screen(self) -> None:
        """Hold the letters to what the screen has room for."""
        window, screen = self._window, self._window.screen()
        window.look.fit(screen.availableGeometry().height(), screen.logicalDotsPerInchY(), self._lines)

    @property
    def _room(self) -> QSize:
        """How large the window can be, without its frame."""
        window = self._window
        return window.screen().availableSize() - (window.frameGeometry().size() - window.size())

    def _outgrown(self) -> bool:
        """Whether the docks ask for more room than the screen has, or have asked for it when they were laid out."""
        return self._held_larger or self._excess() != QSize(0, 0)

    @property
    def _held_larger(self) -> bool:
        """Whether the layout, as it was last made, lets the window be no smaller than is too large."""
        asked = self._window.minimumSize()
        return asked != asked.boundedTo(self._room)

    def _excess(self) -> QSize:
        """Return how much more room the docks ask for than the screen has; (0, 0): none."""
        return (self._window.minimumSizeHint() - self._room).expandedTo(QSize(0, 0))

    @Slot()
    def heal(self) -> None:
        """Put docks behind one another until the others have room, and the window back onto its screen.

        Qt learns what the others ask for only once it has laid them out: then it is looked again.
        """
        window = self._window
        if (excess := self._excess()) == QSize(0, 0):
            if self._grown:
                bring_within(window)
                self._grown = self._held_larger
                if self._grown:
                    self._soon.start()
            return
        before = self._fronts()
        fronts = list(before)
        while (found := _crowded(fronts, excess.width() > 0)) is not None:
            smallest, neighbour = found
            fronts.remove(smallest)  # what stands behind another one says so only later
            for dock in (smallest, *window.tabifiedDockWidgets(smallest)):  # or one behind it would take its place
                window.tabifyDockWidget(neighbour, dock)
            neighbour.raise_()
            if (layout := window.layout()) is not None:
                layout.activate()
            if (excess := self._excess()) == QSize(0, 0):
                break
        if len(fronts) < len(before):
            self._soon.start()
        else:
            bring_within(window)  # as far as it can be

    def _fronts(self) -> list[QDockWidget]:
        """Return the panels that can be seen in the window itself."""
        docks = self._docks.there.values()
        return [dock for dock in docks if dock.isVisible() and not dock.isFloating() and dock.seen]


def _crowded(docks: Sequence[QDockWidget], beside: bool) -> tuple[QDockWidget, QDockWidget] | None:
    """Return the smallest dock that has another one beside it (else: above or below it), and that one."""
    for dock in sorted(docks, key=lambda each: each.width() if beside else each.height()):
        mine = dock.geometry()
        across = [other for other in docks if other is not dock and _same_line(mine, other.geometry(), beside)]
        if across:
            return dock, min(across, key=lambda each: (each.geometry().center() - mine.center()).manhattanLength())
    return None


def _same_line(a: QRect, b: QRect, beside: bool) -> bool:
    """Whether two docks share a row (else: a column) of the window."""
    if beside:
        return a.top() <= b.bottom() and b.top() <= a.bottom()
    return a.left() <= b.right() and b.left() <= a.right()
