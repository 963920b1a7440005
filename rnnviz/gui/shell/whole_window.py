"""The main window with all of its parts, for what acts on several of them: the workbench's host, and commands."""

from __future__ import annotations

from rnnviz.gui.shell.arrangement import Arrangement
from rnnviz.gui.shell.greeting import Greeting
from rnnviz.gui.shell.lesson_docks import LessonDocks
from rnnviz.gui.shell.panel_docks import PanelDocks
from rnnviz.gui.shell.presentation import Presentation
from rnnviz.gui.shell.toolbars import ToolBars
from rnnviz.gui.shell.window import Window


class WholeWindow(Window):
    """A window whose parts are there."""

    lessons: LessonDocks
    docks: PanelDocks
    arrangement: Arrangement
    bars: ToolBars
    presenting: Presentation
    greeting: Greeting
