"""The title bar of a dock: its title, what it shows, and buttons that give way to them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.named import button, named
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.sentences import translate

LEFT, RIGHT, SPACING, GAP = 10, 4, 2, 6  # px


class TitleBar(Retranslated, QWidget):
    """Title, what is shown, and buttons; the dock is dragged by it, as by Qt's own title bar."""

    def __init__(self, dock: QDockWidget, title: str) -> None:
        super().__init__(dock)
        self._dock = dock
        self.setObjectName("dockTitle")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = named(ElidedLabel(title, wished=True), "title")
        self.subtitle = named(ElidedLabel(), "muted")
        self.menu, self.float, self.close_button = self._button("⋯"), self._button("⤢"), self._button("✕")
        self._buttons = [self.menu, self.float, self.close_button]  # the last one gives way first
        self._added: list[QWidget] = []
        self._presented = False
        # By which of what was added is hidden: Qt asks for it a hundred times a layout.
        self._least_size: dict[tuple[bool, ...], QSize] = {}
        self.retranslate()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(LEFT, 3, RIGHT, 1)
        layout.setSpacing(SPACING)
        layout.addWidget(self.title)
        layout.addSpacing(GAP)
        layout.addWidget(self.subtitle, 1)
        for each in self._buttons:
            layout.addWidget(each)
        self.float.clicked.connect(self._toggle_floating)
        self.close_button.clicked.connect(dock.close)

    def without_menu(self) -> None:
        """Offer nothing to save."""
        self._buttons.remove(self.menu)
        self.menu.hide()

    def add(self, widget: QWidget) -> None:
        """Put something before the buttons."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(layout.indexOf(self.menu), widget)
        self._added.append(widget)

    def present(self, on: bool) -> None:
        """Hide the buttons, so that the words have their room: nobody presses them in front of a class."""
        self._presented = on
        self._fit()

    def _fit(self) -> None:
        """Show as many buttons as there is room for beside the title; what they do is in the menus, too."""
        left = self.width() - self._least(self.title.least)
        for each in self._buttons:
            left -= each.sizeHint().width() + SPACING
            hidden = self._presented or left < 0
            if hidden is not each.isHidden():  # Qt takes the focus away from whatever is hidden
                each.setHidden(hidden)

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of a short title: the buttons give way."""
        hidden = tuple(each.isHidden() for each in self._added)
        if hidden not in self._least_size:
            width = self._least(self.title.minimumSizeHint().width())
            self._least_size[hidden] = QSize(width, super().minimumSizeHint().height())
        return self._least_size[hidden]

    def _least(self, title: int) -> int:
        """Return the width of a bar with a title of some width and without buttons."""
        there = (self.subtitle, *(each for each in self._added if not each.isHidden()))
        width = sum(each.minimumSizeHint().width() + SPACING for each in there)
        return title + SPACING + width + LEFT + GAP + RIGHT

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more buttons, or fewer."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Show more buttons, or fewer, too, when what stands beside them comes or goes."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._least_size.clear()
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    @Slot()
    def _toggle_floating(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())

    @override
    def retranslate(self) -> None:
        self.menu.setToolTip(translate("window", "Save picture or numbers"))
        self.float.setToolTip(translate("window", "Float or dock"))
        self.close_button.setToolTip(translate("window", "Close"))
        for each in (self.menu, self.float, self.close_button):
            each.setAccessibleName(each.toolTip())

    def _button(self, text: str) -> QToolButton:
        made = named(button(text), "flat")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made
