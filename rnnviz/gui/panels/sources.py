"""Sources: whose lectures, videos and papers each lesson follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout
from typing_extensions import override

from rnnviz.explain.sources import SOURCES
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.probe.frame import Array
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


class SourcesView(View):
    """A text that can be read and copied: lesson by lesson, who thought of it."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.text = QPlainTextEdit(_written())
        self.text.setReadOnly(True)
        self.text.setAccessibleName(translate("panels", "Sources"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        self.setFocusProxy(self.text)

    @override
    def restyle(self) -> None:
        self.text.setFont(self.look.font())

    def numbers(self) -> Mapping[str, Array]:
        """Return the lessons, and how many sources each has: (lesson,)."""
        return {
            "lesson": np.array(list(SOURCES), np.str_),
            "sources": np.array([len(each) for each in SOURCES.values()]),
        }

    def describe(self) -> str:
        """Read all of it out."""
        return self.text.toPlainText()


def _written() -> str:
    head = translate(
        "panels",
        "The lessons follow six university lectures on recurrent networks, held in Portuguese and English (Unicamp and "
        "industry, 2018 and 2019), and what those lectures stand on. Nothing of it is copied: texts, pictures and "
        "programs here are our own.",
    )
    lessons = (f"{number}\n" + "\n".join(f"    {each}" for each in found) for number, found in SOURCES.items())
    return f"{head}\n\n" + "\n\n".join(lessons)


PANEL = Panel(
    key="sources",
    title=QT_TRANSLATE_NOOP("panels", "Sources"),
    shortcut="Ctrl+Alt+F8",
    area=Area.SIDE_TOP,
    order=40,
    wants=frozenset(),
    make=SourcesView,
    hint=QT_TRANSLATE_NOOP("panels", "Whose lectures, videos and papers each lesson follows."),
    per_second=1.0,
)
