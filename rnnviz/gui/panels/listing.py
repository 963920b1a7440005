"""Listing: the file that runs, with the line lit that carries out the operation one stands on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.explain.listing import Listing, listing
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.listing_text import ListingText
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import TracePhase
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


class ListingView(View):
    """The code of the session's task, or of the operation under the cursor of its stepper."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._listing: Listing | None = None
        self._wanted: int | None = None  # a line that was chosen before there was a Trace
        words = translate("panels", "Pause (Space), then F11 steps into the update about to happen.")
        self.empty = Placeholder(look, words)
        self.code = ListingText(look)
        self.code.setAccessibleName(translate("panels", "Listing"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.code)
        self.setFocusProxy(self.code)
        self.code.chosen.connect(self.go_to_line)
        session.stepper.traced.connect(self._traced)
        session.stepper.moved.connect(self.redraw)
        session.built.connect(self._begin)
        self.redraw()

    def see(self, visible: bool) -> None:
        """Look at the update about to happen only while it can be seen."""
        self.session.stepper.watch(self, visible)
        self.redraw()

    @override
    def restyle(self) -> None:
        self.empty.restyle()
        self.code.restyle()

    @Slot(object)
    def _begin(self, _built: object) -> None:
        self.redraw()

    @Slot()
    def _traced(self) -> None:
        """Go to the line that was chosen before."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.session.stepper.trace is not None:
            self.go_to_line(wanted)
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Light the line of the operation that one stands on."""
        stepper = self.session.stepper
        operation, trace = stepper.operation, stepper.trace
        found = listing(self.session.config.task, operation)
        if found is None and operation is not None and self._listing is not None:
            found = self._listing  # what has no line of its own, such as the optimiser's step, leaves the file open
        self._listing = found
        self._stack.setCurrentIndex(int(found is not None))
        if found is None:
            self.set_subtitle("")
            return
        self.code.show_lines(found.lines)
        line = None if operation is None else found.line(operation)
        self.code.light(line, frozenset() if trace is None else found.lines_in_use(trace))
        self.set_subtitle(self._said(found, line))

    def _said(self, found: Listing, line: int | None) -> str:
        operation = self.session.stepper.operation
        if line is not None:
            return translate("panels", "{file}, line {line}").format(file=found.name, line=line)
        if operation is not None and operation.phase in (TracePhase.CLIPPING, TracePhase.STEP):
            return translate("panels", "{file} · clipping and step are the optimiser's").format(file=found.name)
        return found.name

    @Slot(int)
    def go_to_line(self, line: int) -> None:
        """Stand at the next operation that a line carries out; if there is no Trace yet, as soon as there is."""
        stepper, found = self.session.stepper, self._listing
        if stepper.trace is None or stepper.operation is None:
            self._wanted = line
            stepper.step_into()
            return
        there = None if found is None else found.next_at(stepper.trace, line, stepper.operation.index)
        if there is not None:
            stepper.move_to(there)

    # --- in words and numbers ---

    def choose(self, option: str, value: object) -> None:
        """Set "line": stand at the next operation that it carries out."""
        if option != "line":
            super().choose(option, value)
            return
        count = 0 if self._listing is None else len(self._listing.lines)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= count:
            raise Refused(QT_TRANSLATE_NOOP("panels", "The listing has no line {value}."), value=repr(value))
        self.go_to_line(value)

    def numbers(self) -> Mapping[str, Array]:
        """Return the lines, the one that is lit (0: none), those in use, and how often some are in this phase."""
        if self._listing is None:
            return {}
        trace, operation = self.session.stepper.trace, self.session.stepper.operation
        again = () if trace is None or operation is None else self._listing.visits(trace, operation.phase)
        used = sorted(self._listing.lines_in_use(trace)) if trace is not None else []
        return {
            "text": np.array(self._listing.lines, np.str_),
            "lines": np.array([len(self._listing.lines)]),
            "line": np.array([self.code.lit or 0]),
            "in use": np.array(used, np.int64),
            "visits": np.array(again, np.int64),
        }

    def describe(self) -> str:
        """Say which line it is, and what stands on it."""
        if self._listing is None:
            return self.empty.text()
        line = self.code.lit
        return self.subtitle if line is None else f"{self.subtitle}: {self._listing.lines[line - 1].strip()}"


PANEL = Panel(
    key="listing",
    title=QT_TRANSLATE_NOOP("panels", "Listing"),
    shortcut="Ctrl+Alt+I",
    area=Area.MIDDLE_RIGHT,
    order=80,
    needs=Capability.TRACE,
    wants=frozenset(),
    make=ListingView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "The code that runs: the line of the operation one stands on is lit, a click goes to a line."
    ),
    live=True,
)
