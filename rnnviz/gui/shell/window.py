"""The main window as its parts know it: what it stands on, and what was made before them. `MainWindow` makes it all."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QMainWindow, QMenu

from rnnviz.gui.settings.column import SettingsColumn
from rnnviz.gui.settings.experiment_list import ExperimentList
from rnnviz.gui.shell.actions import CommandAction
from rnnviz.gui.shell.message_bar import MessageBar
from rnnviz.gui.shell.panel_export import PanelExport
from rnnviz.gui.shell.past_bar import PastBar
from rnnviz.gui.shell.probe_bar import ProbeBar
from rnnviz.gui.shell.speed_slider import SpeedSlider
from rnnviz.gui.shell.status_bar import StatusBar
from rnnviz.gui.style.appearance import Appearance
from rnnviz.gui.style.theme import Look
from rnnviz.gui.workbench.workbench import Workbench


class Window(QMainWindow):
    """None of these knows docks, tool bars or presentation, which are made for it."""

    bench: Workbench
    appearance: Appearance
    look: Look
    messages: MessageBar
    past: PastBar
    probe_bar: ProbeBar
    speed: SpeedSlider
    experiments: ExperimentList
    settings: SettingsColumn
    exporter: PanelExport
    status: StatusBar
    actions_by_key: Mapping[str, CommandAction]
    menus: Mapping[str, QMenu]
