"""The debugger's buttons: back, forward, slow motion. What goes on is the button that runs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar
from typing_extensions import override

from rnnviz.gui.style.icons import icon
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.widgets.wheel import Combo
from rnnviz.gui.workbench.slow_motion import PACES
from rnnviz.gui.workbench.stepping import Stepping
from rnnviz.sentences import translate

GROUPS = (
    ("step_back_out", "step_back_over", "step_back_into"),
    ("step_into", "step_over", "step_out"),
    ("slow_motion",),
)


class StepBar(Restyled, Retranslated, QToolBar):
    """Icons only, each with its words and its key as a tool tip; beside slow motion, its pace."""

    def __init__(self, stepping: Stepping, look: Look, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._stepping, self._look = stepping, look
        self._actions = {key: actions[key] for group in GROUPS for key in group}
        self.setObjectName("stepBar")
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.pace = Combo()
        self.pace.addItems([""] * len(PACES))
        self.pace.activated.connect(self._choose)
        for group in GROUPS:
            if self.actions():
                self.addSeparator()
            self.addActions([actions[key] for key in group])
            if "slow_motion" in group:
                self.addWidget(self.pace)
        stepping.playing_changed.connect(self._follow)
        look.changed.connect(self.restyle)
        self.retranslate()
        self.restyle()
        self._follow()

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(translate("window", "Step"))
        for index, pace in enumerate(PACES):
            self.pace.setItemText(index, translate("window", "{pace}/s").format(pace=f"{pace:g}"))
        self.pace.setAccessibleName(translate("window", "Pace of slow motion"))
        self.pace.setToolTip(translate("window", "Timesteps a second in slow motion"))

    @Slot()
    @override
    def restyle(self) -> None:
        self.setIconSize(QSize(self._look.px(15), self._look.px(15)))
        for key, action in self._actions.items():
            action.setIcon(icon(f"{key}.svg", self._look.theme.text))

    @Slot()
    def _follow(self) -> None:
        self.pace.setCurrentIndex(PACES.index(self._stepping.stepper.pace))

    @Slot(int)
    def _choose(self, index: int) -> None:
        self._stepping.set_pace(PACES[index])
