"""Topology: the running network as the lectures draw it, folded or unrolled, with its symbols, states and losses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain.prediction import default_timestep
from rnnviz.explain.topology import Topology, topology
from rnnviz.explain.unrolled import Block, Lane
from rnnviz.gui.views.lacking import NO_RECURRENCE
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.named import button
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.topology_strip import WORDS, TopologyStrip
from rnnviz.gui.widgets.topology_view import TopologyView
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.frame import Array, Frame, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


class TopologyPanel(View):
    """The five topologies in a row, and below them the one that runs."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._frame: Frame | None = None
        self._whole: Topology | None = None  # not folded
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self.network = TopologyView(look)
        self.strip = TopologyStrip(look)
        self.fold = button(
            translate("panels", "Fold"), translate("panels", "One cell with a loop, as before unrolling")
        )
        self.fold.setCheckable(True)
        self._lay_out()
        self.setFocusProxy(self.network)
        self.fold.toggled.connect(self._redraw)
        self.strip.wanted.connect(self.preset_wanted)
        self.network.pointed.connect(self._point)
        self.network.chosen.connect(self._pin)

    def _lay_out(self) -> None:
        bar, body = QHBoxLayout(), QWidget()
        bar.setContentsMargins(0, 0, 4, 0)
        bar.addWidget(self.strip, 1)
        bar.addStretch(0)
        bar.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(body, 1)
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.network)

    @override
    def restyle(self) -> None:
        self.empty.restyle()
        self.strip.restyle()
        self.fold.setFont(self.look.font(0.9))
        self.network.redraw()
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the row of topologies out where it has no room: the experiments stand in the list too."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.strip.setVisible(self.width() >= self.strip.needed + self.fold.sizeHint().width() + self.look.px(8))

    @property
    def _name(self) -> str:
        return self.session.facts.topology if self.session.facts is not None else ""

    def show_frame(self, frame: Frame) -> None:
        """Draw the network as it is now."""
        self._frame = frame
        self._whole = topology(frame, self._name)
        self.strip.show_topology(self._name)
        self._redraw()

    def show_cursor(self) -> None:
        """Mark the timestep of every sequence; folded, show it."""
        self._redraw()

    @Slot()
    def _redraw(self) -> None:
        if self._whole is None or self._frame is None:
            if self._frame is not None:
                self.empty.say(translate("panels", NO_RECURRENCE))
            self._stack.setCurrentWidget(self.empty)
            self.set_subtitle("")
            return
        marked, unit = self._marked(self._frame), self.session.cursor.unit
        shown = self._whole.fold(marked) if self.fold.isChecked() else self._whole
        self.network.show_picture(shown, unit)
        cursor = self.session.cursor
        there = {axis: t for axis in marked if (t := cursor.timestep(axis)) is not None}
        self.network.mark(there)
        self._stack.setCurrentWidget(self.network)
        words = translate("panels", WORDS[self._name]) if self._name in WORDS else self._name
        coloured = (
            translate("panels", "states: every unit")
            if unit is None
            else translate("panels", "states: unit {unit}").format(unit=unit)
        )
        self.set_subtitle(f"{words} · {coloured}")

    def _marked(self, frame: Frame) -> dict[str, int]:
        """Return the timestep of every sequence that is spoken of."""
        found = {axis: self.session.cursor.timestep(axis) for axis in frame.sequences}
        resting = {frame.output.axis: default_timestep(frame.output)} if frame.output is not None else {}
        return resting | {axis: t for axis, t in found.items() if t is not None}

    @Slot(object)
    def _point(self, place: tuple[str, int] | None) -> None:
        self.session.cursor.hover(None if place is None or self.fold.isChecked() else Place(*place))

    @Slot(object)
    def _pin(self, node: tuple[Block, Lane, int]) -> None:
        if not self.fold.isChecked():
            self.session.cursor.pin(Place(node[0].axis, node[2]))

    def choose(self, option: str, value: object) -> None:
        """Fold, or unroll again: "folded" is True or False."""
        if option != "folded":
            super().choose(option, value)
        if not isinstance(value, bool):
            raise Refused(QT_TRANSLATE_NOOP("panels", "The network is folded or not: True or False."))
        self.fold.setChecked(value)

    def numbers(self) -> Mapping[str, Array]:
        """Return the losses, (timestep,), their sum and the loss; whether each answer is right; the states."""
        whole = self._whole
        if whole is None:
            return {}
        answers = whole.strands[-1].answers
        right = [np.nan if a is None or a.right is None else float(a.right) for a in answers]
        found: dict[str, Array] = {
            "losses": whole.losses,
            "sum of losses": np.array(whole.total),
            "loss": np.array(whole.loss),
            "right": np.array(right),
        }
        for strand in whole.strands:
            for lane in (strand.block.lanes[lane] for layer in strand.layers for lane in layer):
                found[f"{strand.block.name} h{lane.layer + 1}{'←' if lane.reverse else ''}"] = lane.values
        return found

    def describe(self) -> str:
        """Say which topology it is, and how much of it is right."""
        whole = self._whole
        if whole is None:
            return self.empty.text()
        answers = [answer for strand in whole.strands for answer in strand.answers if answer is not None]
        return translate(
            "panels", "{topology}: inputs {inputs}, outputs {outputs}, of them right {right}; {sum}."
        ).format(
            topology=translate("panels", WORDS[whole.name]) if whole.name in WORDS else whole.name,
            inputs=sum(bool(symbol) for strand in whole.strands for symbol in strand.inputs),
            outputs=len(answers),
            right=sum(answer.right is True for answer in answers),
            sum=self.network.sum_in_words(whole),
        )


PANEL = Panel(
    key="topology",
    title=QT_TRANSLATE_NOOP("panels", "Topology"),
    shortcut="Ctrl+Alt+F1",
    area=Area.TOP_LEFT,
    order=20,
    wants=frozenset({Want.STATES, Want.OUTPUT, Want.ATTENTION}),
    make=TopologyPanel,
    hint=QT_TRANSLATE_NOOP(
        "panels", "What is read, kept and answered at each timestep: the arrows are the connections that there are."
    ),
    per_second=6.0,
)
