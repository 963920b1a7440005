"""The rows above the panels: controls; which sessions, and the watched sequence; the past; messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from rnnviz.gui.commands import ALL
from rnnviz.gui.preferences import LAYOUT_VERSION
from rnnviz.gui.shell.comparison_bar import ComparisonBar
from rnnviz.gui.shell.dock_groups import restore_layout
from rnnviz.gui.shell.step_bar import StepBar
from rnnviz.gui.style.icons import icon
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.shell.window import Window

_FIRST = ("toggle", "one_update", "reset", "new_seed")
_LAST = ("open_text", "toggle_theme", "hints")


class ControlBar(QToolBar):
    """Buttons with words; where there is not room for all, the icons of `wordless` stand alone, group by group.

    No button is lost then: each has its words as a tool tip.
    """

    wordless: tuple[tuple[str, ...], ...] = (_LAST, _FIRST[1:])

    def __init__(self, title: str, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(title, parent)
        self._by_key = actions
        self._fitted: tuple[object, ...] = ()  # the width and the words that it was laid out for

    def fit(self, anew: bool = False) -> None:
        """Write as many words as there is room for; `anew`: they have another size."""
        wanted = (self.width(), *(action.text() for action in self.actions()))
        if wanted == self._fitted and not anew:
            return
        self._fitted = wanted
        styles = Qt.ToolButtonStyle
        for count in range(len(self.wordless) + 1):
            for place, keys in enumerate(self.wordless):
                self._style(keys, styles.ToolButtonIconOnly if place < count else styles.ToolButtonTextBesideIcon)
            if self.sizeHint().width() <= self.width():
                return

    def _style(self, keys: tuple[str, ...], style: Qt.ToolButtonStyle) -> None:
        for key in keys:
            button = self.widgetForAction(self._by_key[key])
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(style)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write more words, or fewer."""
        super().resizeEvent(event)
        self.fit()


class ToolBars:
    """Tool bars that a user cannot move; the last three come and go with what they speak of."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._actions = window.actions_by_key
        self._titles: dict[str, QToolBar] = {}
        self._controls = self._make_controls()
        window.addToolBarBreak()
        self.sessions = ComparisonBar(window.bench.pair, window.look, self._actions)
        self.compare = self._row(self.sessions, "compare bar", QT_TRANSLATE_NOOP("window", "Comparison"))
        self.sessions.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.probe = self._row(window.probe_bar, "probe", QT_TRANSLATE_NOOP("window", "Watched sequence"))
        window.addToolBarBreak()
        self.past = self._row(window.past, "past bar", QT_TRANSLATE_NOOP("window", "Past"))
        window.addToolBarBreak()
        self.message = self._row(window.messages, "message bar", QT_TRANSLATE_NOOP("window", "Messages"))
        self.hide_passing()

    def _make_controls(self) -> ControlBar:
        window, title = self._window, QT_TRANSLATE_NOOP("window", "Controls")
        bar = ControlBar(translate("window", title), self._actions, window)
        self._add(bar, "controls", title)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for key in _FIRST:
            bar.addAction(self._actions[key])
        button = bar.widgetForAction(self._actions["toggle"])
        assert isinstance(button, QToolButton)
        button.setObjectName("primary")
        bar.addWidget(window.speed)
        bar.addWidget(StepBar(window.bench.stepping, window.look, self._actions))
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(gap)
        for key in _LAST:
            bar.addAction(self._actions[key])
        return bar

    def _row(self, widget: QWidget, key: str, title: str) -> QToolBar:
        bar = self._bar(key, title)
        bar.toggleViewAction().setVisible(False)
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(widget)
        return bar

    def _bar(self, key: str, title: str) -> QToolBar:
        bar = QToolBar(translate("window", title), self._window)
        self._add(bar, key, title)
        return bar

    def _add(self, bar: QToolBar, key: str, title: str) -> None:
        self._titles[title] = bar
        bar.setObjectName(key)
        bar.setMovable(False)
        self._window.addToolBar(bar)

    @property
    def all(self) -> tuple[QToolBar, ...]:
        """Every row but the one of messages."""
        return tuple(bar for bar in self._titles.values() if bar is not self.message)

    def hide_passing(self) -> None:
        """Hide what speaks of nothing yet."""
        for bar in (self.compare, self.past, self.message):
            bar.hide()

    def restore(self, saved: QByteArray) -> None:
        """Put the window's docks where they stood, and leave the bars as they are."""
        shown = {bar: not bar.isHidden() for bar in (self.compare, self.past, self.message)}
        restore_layout(self._window, saved, LAYOUT_VERSION)
        for bar, visible in shown.items():
            bar.setVisible(visible)

    def restyle(self) -> None:
        """Draw every icon in the theme's colour, as large as the font asks for."""
        look = self._window.look
        size = self._controls.iconSize().scaled(look.px(16), look.px(16), Qt.AspectRatioMode.KeepAspectRatio)
        self._controls.setIconSize(size)
        for row in ALL:
            if row.icon:
                self._actions[row.id].setIcon(icon(row.icon, look.theme.text))
        self.follow()
        self._controls.fit(anew=True)

    def retranslate(self) -> None:
        """Say what the bars are called, and what can be done, in the language in force."""
        for title, bar in self._titles.items():
            bar.setWindowTitle(translate("window", title))
        self.follow()

    def follow(self) -> None:
        """Show on the button that runs what it would do now."""
        name = "pause.svg" if self._window.bench.pair.running else "run.svg"
        self._actions["toggle"].setIcon(icon(name, self._window.look.theme.on_accent))
        self._controls.fit()
