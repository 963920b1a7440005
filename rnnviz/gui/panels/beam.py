"""Beam: the tree of a beam search, and of the node that is chosen the states and probabilities of its sequence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.explain.beam_tree import BeamTree, Symbols, score
from rnnviz.explain.number import number, percent
from rnnviz.explain.setting_words import allowed
from rnnviz.explain.topology import START
from rnnviz.gui.views.lacking import NO_DECODER
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.bands import Band
from rnnviz.gui.widgets.beam_view import BeamView
from rnnviz.gui.widgets.equation_lines import EquationLines
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.gui.widgets.legend import Entry
from rnnviz.gui.widgets.named import hint, muted
from rnnviz.gui.widgets.number_fields import WholeField
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.probability_bars import Bar, ProbabilityBars
from rnnviz.gui.widgets.scale import Kind, Scale
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

BARS = 10  # symbols that may follow
TALL, TALLER = 230, 330  # px at 10 points: room for what belongs to a node, and for the equations
TARGET = "target"  # the axis of what is written


class BeamPanel(View):
    """The tree above; below it the states along the chosen node's sequence, and what may follow it."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.frame: Frame | None = None
        self.tree: BeamTree | None = None
        self._wished: Symbols | None = None  # the sequence whose node is chosen; None: the best one
        self.width_field = WholeField(allowed("beam"))
        self.width_label = muted()
        self.width_label.setBuddy(self.width_field)
        self.said = hint()
        self.view = BeamView(look)
        self.states = Heatmap(look)
        self.bars = ProbabilityBars(look)
        self.lines = EquationLines(look, 3)
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self._bands = 0
        self._arrange()
        self.setFocusProxy(self.view)
        self._offered = Offered(session, Capability.TUNE, self.width_field)
        self.width_field.valueChanged.connect(self._set_width)
        self.view.chosen.connect(self._choose)
        session.config_changed.connect(self._follow_config)
        session.built.connect(self._forget)

    def _arrange(self) -> None:
        self._body, self._below = QWidget(), QWidget()
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.width_label)
        self.bar.addWidget(self.width_field)
        self.bar.addWidget(self.said, 1)
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.states, 1)
        below.addWidget(self.bars, 1)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.bar)
        column.addWidget(self.view, 3)
        column.addWidget(self._below, 2)
        column.addWidget(self.lines)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._body)

    # --- what is shown ---

    def show_frame(self, frame: Frame) -> None:
        """Show the tree of another moment; the chosen sequence stays chosen."""
        if Want.DECODING not in frame.wants:
            return  # not looked at this time
        self.frame = frame
        self._redraw()

    def show_cursor(self) -> None:
        """Mark the timestep of the decoder."""
        self.view.mark(self.session.cursor.timestep(TARGET))

    @property
    def node(self) -> int:
        """The node that is chosen."""
        assert self.tree is not None
        return self.tree.beam.best if self._wished is None else self.tree.node_of(self._wished)

    def _redraw(self) -> None:
        if self.frame is None:
            return
        self.tree = None if self.frame.decoding is None else BeamTree(self.frame.decoding)
        if self.tree is None:
            self.empty.say(translate("panels", NO_DECODER))
            self._stack.setCurrentWidget(self.empty)
            self.set_subtitle("")
            return
        self._stack.setCurrentWidget(self._body)
        self.view.show_tree(self.tree, self.node)
        self.show_cursor()
        self._show_node(self.tree, self.node)
        self.set_subtitle(
            translate("panels", "“{text}” · score {score}").format(
                text=self.tree.text(self.tree.beam.best),
                score=number(float(self.tree.beam.scores[self.tree.beam.best])),
            )
        )

    def _show_node(self, tree: BeamTree, node: int) -> None:
        """Show the states and probabilities of one sequence."""
        self.said.setText(self._sentence(tree, node))
        self.lines.show_equations(score(tree, node))
        states = tree.states(node)  # (timestep, layer, unit)
        layers = states.shape[1]
        if layers != self._bands:
            self._bands = layers
            scale = self.scale("h", lambda: Scale(Kind.SIGNED))
            self.states.set_bands([Band(f"s{k + 1}" if layers > 1 else "s", scale=scale) for k in range(layers)])
        shown = (START, *(tree.decoding.labels[s] for s in tree.symbols(node)))[: len(states)]
        self.states.set_symbols(shown)
        self.states.show_values([states[:, k].T for k in range(layers)])
        self._show_bars(tree, node)

    def _show_bars(self, tree: BeamTree, node: int) -> None:
        source = tree.computed(node)
        p, labels = tree.beam.probabilities[source], tree.decoding.labels
        kept = {int(tree.beam.symbols[n]) for n in tree.children(source) if tree.beam.kept[n]}
        singled = kept if source == node else {int(tree.beam.symbols[node])}
        order = np.argsort(-np.nan_to_num(p), kind="stable")[:BARS].tolist()
        bars = [Bar(labels[k], float(p[k]), k in singled) for k in order]
        words = (
            translate("panels", "what follows “{text}”; green: kept")
            if source == node
            else translate("panels", "what follows “{text}”; green: the node's own")
        )
        self.bars.show_bars(bars, [Entry(words.format(text=tree.text(source) or START))])

    def _sentence(self, tree: BeamTree, node: int) -> str:
        if not node:
            return translate("panels", "Before the first symbol: nothing is written yet.")
        kept, ended = bool(tree.beam.kept[node]), bool(tree.beam.ended[node])
        words = (
            translate("panels", "“{text}” ends here; p = {p}.")
            if kept and ended
            else translate("panels", "“{text}” is kept; p = {p}.")
            if kept
            else translate("panels", "“{text}” is cut off: others are likelier; p = {p}.")
        )
        return words.format(text=tree.text(node), p=_share(float(np.exp(tree.beam.log_p[node]))))

    @override
    def restyle(self) -> None:
        px = self.look.px
        self.bar.setSpacing(px(6))
        self.bar.setContentsMargins(px(6), 0, px(4), 0)
        self.width_label.setText(translate("panels", "Beam"))
        self.width_field.setToolTip(translate("panels", "How many beginnings are kept at each timestep; 1: greedy"))
        self.width_field.setAccessibleName(translate("panels", "Width of the beam"))
        self.states.setAccessibleName(translate("panels", "States of the decoder along the chosen sequence"))
        self.bars.setAccessibleName(translate("panels", "What may follow the chosen sequence"))
        for widget in (self.width_label, self.width_field):
            widget.setFont(self.look.font())
        for part in (self.view, self.states, self.bars, self.lines, self.empty):
            part.restyle()
        self._follow_config()
        self._fit()
        self._redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._below.setVisible(self.height() >= self.look.px(TALL))
        self.lines.setVisible(self.height() >= self.look.px(TALLER))

    # --- what is done ---

    @Slot(object)
    def _set_width(self, value: int) -> None:
        self.session.set_live(beam=value)

    @Slot(object)
    def _follow_config(self, _config: object = None) -> None:
        with QSignalBlocker(self.width_field):
            self.width_field.setValue(self.session.config.beam)

    @Slot(object)
    def _forget(self, _built: object) -> None:
        self.frame = self.tree = self._wished = None
        self.empty.say(translate("panels", "Waiting for the first picture."))
        self._stack.setCurrentWidget(self.empty)

    @Slot(int)
    def _choose(self, node: int) -> None:
        """Choose a node, and hold its timestep in every panel."""
        if self.tree is None:
            return
        self._wished = self.tree.symbols(node)
        if node:
            self.session.cursor.pin(Place(TARGET, int(self.tree.depths[node]) - 1))
        self._redraw()

    def choose(self, option: str, value: object) -> None:
        """Set "width", of the beam, or "node": the symbols of a sequence as one text, or "best"."""
        if option == "width":
            self.session.set_live(beam=value)
        elif option == "node":
            self._wished = None if value == "best" else self._sequence(str(value))
            self._redraw()
        else:
            super().choose(option, value)

    def _sequence(self, text: str) -> Symbols:
        if self.tree is None:
            raise Refused(QT_TRANSLATE_NOOP("panels", "There is no tree on show in which a node could be chosen."))
        nodes = [n for n in range(len(self.tree.beam.parents)) if self.tree.text(n) == text]
        if not nodes:
            raise Refused(QT_TRANSLATE_NOOP("panels", "No node of this tree is the sequence “{text}”."), text=text)
        return self.tree.symbols(nodes[0])

    def go_on_from(self, before: View) -> None:
        """Have the same node chosen."""
        super().go_on_from(before)
        if isinstance(before, BeamPanel):
            self._wished = before._wished

    # --- in words and numbers ---

    def numbers(self) -> Mapping[str, Array]:
        """Return the tree, (node,), and of the chosen node its sequence, states and probabilities.

        `best` and `chosen` are nodes, `best_text` and `chosen_text` their sequences; `score` is that of the best one.
        """
        if self.tree is None:
            return {}
        tree, beam, node = self.tree, self.tree.beam, self.node
        return {
            "sequence": np.array([tree.text(n) for n in range(len(beam.parents))], np.str_),
            "parent": beam.parents,
            "log_p": beam.log_p,
            "scores": beam.scores,
            "kept": beam.kept,
            "ended": beam.ended,
            "best": np.array(beam.best),
            "chosen": np.array(node),
            "best_text": np.array(tree.text(beam.best)),
            "chosen_text": np.array(tree.text(node)),
            "p": np.array(np.exp(beam.log_p[node])),
            "score": np.array(beam.scores[beam.best]),
            "width": np.array(beam.width),
            "states": tree.states(node),
            "symbol": np.array(tree.decoding.labels, np.str_),
            "probability": beam.probabilities[tree.computed(node)],
        }

    def describe(self) -> str:
        """Say what was found, and what is chosen."""
        if self.tree is None:
            return self.empty.text()
        found = translate("panels", "A beam of {width} finds “{text}”.").format(
            width=self.tree.beam.width, text=self.tree.text(self.tree.beam.best)
        )
        return f"{found} {self._sentence(self.tree, self.node)}"


def _share(share: float) -> str:
    return percent(share, 1) if share >= 0.001 else number(share, signed=False)


PANEL = Panel(
    key="beam",
    title=QT_TRANSLATE_NOOP("panels", "Beam"),
    shortcut="Ctrl+Alt+B",
    area=Area.TOP_RIGHT,
    order=31,
    wants=frozenset({Want.DECODING}),
    make=BeamPanel,
    hint=QT_TRANSLATE_NOOP(
        "panels", "Instead of one likeliest symbol after another, several beginnings are kept; click one to see inside."
    ),
    per_second=4.0,
    compared=Compared.EACH,
)
