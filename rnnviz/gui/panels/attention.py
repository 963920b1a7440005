"""Attention: where each target position looks in the source, and what it would write if it looked elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.engine.messages import Phase
from rnnviz.explain.number import number
from rnnviz.explain.setting_words import SETTINGS
from rnnviz.gui.views.forced_alignment import ForcedAlignment
from rnnviz.gui.views.lacking import NO_ATTENTION
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.bands import Band, Cell
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.gui.widgets.named import button, hint
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.scale import Kind, Scale
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.difference import Difference
from rnnviz.probe.frame import Array, Attention, Frame, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

EACH, MEAN = "each", "mean"
WEIGHTS, ENERGIES = "weights", "energies"
VARIANTS = next(setting.titles for setting in SETTINGS if setting.name == "attention")
SIDE_BY_SIDE = 4  # heads: with more of them their mean is shown at first


class AttentionView(View):
    """Weights, target x source, of one attention: every head, their mean, or one of them."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.frame: Frame | None = None
        self.attention: Attention | None = None
        self.heatmap = Heatmap(look)
        self.heatmap.setAccessibleName(translate("panels", "Attention"))
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self.variant = Chooser(
            look, translate("panels", "How it is found where to look; with another one a run begins anew")
        )
        Offered(session, Capability.RESTART, self.variant)
        self.which = Chooser(look, translate("panels", "Which attention"))
        self.heads = Chooser(look, translate("panels", "Which head"))
        self.quantity = Chooser(look, translate("panels", "Weights, or the energies that they are the softmax of"))
        self.force = button(
            translate("panels", "Force"),
            translate("panels", "Have the marked target look at the marked source alone, and see what it would write"),
        )
        self.force.setCheckable(True)
        Offered(session, Capability.EDIT, self.force)
        self.forced = ForcedAlignment(session, self)
        self.consequence = hint()
        self.consequence.setTextFormat(Qt.TextFormat.PlainText)
        self.consequence.hide()
        self._pointed_source: int | None = None
        self._bands: tuple[str, ...] = ()
        self._arrange()
        self._offer_variants()
        self.setFocusProxy(self.heatmap)
        self.heatmap.pointed.connect(self._pointed)
        self.heatmap.chosen.connect(self._chosen)
        self.which.picked.connect(self._picked)
        self.variant.picked.connect(self._vary)
        session.built.connect(self._offer_variants)
        self.heads.picked.connect(self._picked)
        self.quantity.picked.connect(self._picked)
        self.force.clicked.connect(self._force)
        self.forced.changed.connect(self._follow_force)

    def _arrange(self) -> None:
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.variant)
        self.bar.addWidget(self.which)
        self.bar.addWidget(self.heads)
        self.bar.addWidget(self.quantity)
        self.bar.addWidget(self.force)
        self.bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.bar)
        column.addWidget(self.heatmap, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.consequence)
        self.heatmap.hide()

    def show_frame(self, frame: Frame) -> None:
        """Draw a new Frame, under the alignment that is forced, if one is."""
        self.frame = frame
        self.forced.follow(frame)
        self._draw_frame()

    def _draw_frame(self) -> None:
        known = self.forced.known
        frame = self.frame if known is None or isinstance(self.frame, Difference) else known.frame
        if frame is None:
            return
        self.which.offer([(k, a.name or str(k + 1)) for k, a in enumerate(frame.attentions)])
        index = self.which.key
        self.attention = frame.attentions[index] if isinstance(index, int) else None
        there = self.attention is not None and self.attention.weights.size > 0
        left_out = self.why_left_out(frame, Want.ATTENTION)
        self.empty.say("" if there else left_out or translate("panels", NO_ATTENTION))
        self.empty.setVisible(not there)
        self.heatmap.setVisible(there)
        self.force.setVisible(there and not isinstance(frame, Difference))
        if self.attention is None or not there:
            self.set_subtitle("")
            self.heads.offer([])
            self.quantity.offer([])
            return
        self._draw(frame, self.attention)
        self.show_cursor()

    @Slot()
    @Slot(object)
    def _offer_variants(self, _built: object = None) -> None:
        """Offer what the run can look by, where it is a setting."""
        facts, config = self.session.facts, self.session.config
        there = facts is not None and "attention" in facts.uses
        self.variant.offer([(key, translate("settings", title)) for key, title in VARIANTS.items()] if there else [])
        self.variant.choose(config.attention)

    @Slot(object)
    def _vary(self, variant: object) -> None:
        """Begin anew with another attention: its weights are others."""
        config = self.session.config.changed(attention=variant)
        if config != self.session.config:
            self.session.build(config, self.session.phase is Phase.RUNNING, self.session.probe)

    def _draw(self, frame: Frame, attention: Attention) -> None:
        heads, targets, sources = attention.weights.shape
        self._offer_heads(heads)
        self._offer_energies(attention)
        shown, energies = self._shown(attention), self.quantity.key == ENERGIES
        if (*shown, str(energies)) != self._bands:
            self._bands = (*shown, str(energies))
            # Of energies, and of a difference of weights in [0, 1], the scale is signed, and follows the values.
            signed = energies or isinstance(frame, Difference)
            scale = Scale(Kind.SIGNED, None) if signed else Scale(Kind.UNIT)
            name = f"{attention.name} e" if energies else attention.name
            self.heatmap.set_bands([Band(key, scale=self.scale(name, lambda: scale)) for key in shown])
        self.heatmap.set_symbols(
            frame.sequences.get(attention.source_axis, ()), frame.sequences.get(attention.target_axis, ())
        )
        self.heatmap.show_values(list(shown.values()))
        self.set_subtitle(
            (
                translate("panels", "{targets} × {sources}")
                if isinstance(frame, Difference) or energies
                else translate("panels", "{targets} × {sources} · in [0, 1]")
            ).format(targets=targets, sources=sources)
        )

    def _offer_energies(self, attention: Attention) -> None:
        offered = [(WEIGHTS, translate("panels", "weights α")), (ENERGIES, translate("panels", "energies e"))]
        self.quantity.offer(offered if attention.energies is not None else offered[:1])

    def _offer_heads(self, heads: int) -> None:
        if heads == 1:
            self.heads.offer([(0, "")])
            return
        single = [(k, translate("panels", "head {number}").format(number=k + 1)) for k in range(heads)]
        both = [(EACH, translate("panels", "every head")), (MEAN, translate("panels", "mean of the heads"))]
        self.heads.offer([*(both if heads <= SIDE_BY_SIDE else both[::-1]), *single])

    def _shown(self, attention: Attention) -> dict[str, Array]:
        """Return what is shown, (target, source) by the name of its band."""
        energies = attention.energies if self.quantity.key == ENERGIES else None
        weights, key = attention.weights if energies is None else energies, self.heads.key
        if key == MEAN:
            with np.errstate(invalid="ignore"):
                return {MEAN: weights.mean(axis=0)}
        chosen = [key] if isinstance(key, int) else range(len(weights))
        return {str(k + 1): weights[k] for k in chosen}

    def show_cursor(self) -> None:
        """Mark the target's row and the source's column."""
        if self.attention is None:
            return
        cursor, attention = self.session.cursor, self.attention
        column = self._pointed_source
        if column is None and attention.source_axis:
            column = cursor.timestep(attention.source_axis)
        row = cursor.timestep(attention.target_axis) if attention.target_axis else None
        self.heatmap.mark(column, row)

    @override
    def restyle(self) -> None:
        self.bar.setSpacing(self.look.px(6))
        self.bar.setContentsMargins(self.look.px(4), 0, self.look.px(4), 0)
        for part in (self.variant, self.which, self.heads, self.quantity, self.empty, self.heatmap):
            part.restyle()

    @Slot(object)
    def _picked(self, key: object) -> None:
        del key
        self._draw_frame()

    # --- what if it looked elsewhere ---

    @Slot()
    def _force(self) -> None:
        """Force what is marked, or let go of what was."""
        if not self.force.isChecked():
            self.forced.release()
            return
        place = self._marked()
        if self.attention is None or self.frame is None or place is None:
            self.force.setChecked(False)
            self._say(translate("panels", "Click a cell first: its target will look at its source alone."))
            return
        self._force_at(*place)

    def _force_at(self, target: int, source: int) -> None:
        if self.attention is not None and self.frame is not None:
            self.force.setChecked(True)
            self.forced.force(self.attention, target, source)
            self.forced.follow(self.frame)

    def _marked(self) -> tuple[int, int] | None:
        """Return the target and the source under the cursor; None if one of them is not marked."""
        if self.attention is None:
            return None
        cursor, (_, targets, sources) = self.session.cursor, self.attention.weights.shape
        target, source = (cursor.timestep(axis) for axis in (self.attention.target_axis, self.attention.source_axis))
        inside = target is not None and source is not None and target < targets and source < sources
        return (target, source) if inside and target is not None and source is not None else None

    @Slot()
    def _follow_force(self) -> None:
        self.force.setChecked(self.forced.edit is not None)
        self._say(self.forced.said())
        self._draw_frame()

    def _say(self, sentence: str) -> None:
        self.consequence.setText(sentence)
        self.consequence.setVisible(bool(sentence))

    def choose(self, option: str, value: object) -> None:
        """Set "quantity": "weights" or "energies"; "force": a target and the source it looks at alone; [] for none.

        And "variant", which begins a run anew: "additive", "dot product", "position" or "none".
        """
        if option == "variant" and value in VARIANTS:
            self.variant.follow(value)
        elif option == "quantity" and value in (WEIGHTS, ENERGIES):
            self.quantity.follow(value)
        elif option == "force" and value == []:
            self.forced.release()
        elif option == "force" and isinstance(value, list | tuple) and len(value) == 2:
            self._force_at(int(value[0]), int(value[1]))
        else:
            super().choose(option, value)

    @Slot(object)
    def _pointed(self, cell: Cell | None) -> None:
        """Point at the target in every panel; the source is marked here, as one place is hovered at a time."""
        self._pointed_source = None if cell is None else cell.column
        axis = self.attention.target_axis if self.attention is not None else ""
        self.session.cursor.hover(Place(axis, cell.row) if cell is not None and axis else None)
        self.show_cursor()

    @Slot(object)
    def _chosen(self, cell: Cell) -> None:
        """Hold the target and the source, each on its own axis."""
        if self.attention is None:
            return
        axes = (self.attention.source_axis, cell.column), (self.attention.target_axis, cell.row)
        for axis, timestep in axes:  # in self-attention both are one axis: the target, last, is held
            if axis:
                self.session.cursor.pin(Place(axis, timestep))

    def numbers(self) -> Mapping[str, Array]:
        """Return what is drawn, (head, target, source): weights and energies; c(i), (target, element); the symbols.

        Under a forced alignment also its target and source, the probability of the word that is the likeliest there, as
        it is and as it would be ("p", "p forced"), and whether it still is the likeliest ("same word": 1).
        """
        if self.attention is None:
            return {}
        parts = {
            "weights": self.attention.weights,
            "energies": self.attention.energies,
            "contexts": self.attention.contexts,
        }
        found = {name: values for name, values in parts.items() if values is not None}
        if self.frame is not None:
            axes = {"sources": self.attention.source_axis, "targets": self.attention.target_axis}
            found |= {name: np.array(self.frame.sequences.get(axis, ()), np.str_) for name, axis in axes.items()}
        return {**found, **self._of_force()}

    def _of_force(self) -> Mapping[str, Array]:
        edit, known = self.forced.edit, self.forced.known
        if edit is None or known is None or known.original.output is None or known.frame.output is None:
            return {}
        p, q = (frame.output.probabilities[edit.target] for frame in (known.original, known.frame) if frame.output)
        word = int(p.argmax())
        return {
            "forced": np.array([edit.target, edit.place]),
            "p": np.array(p[word]),
            "p forced": np.array(q[word]),
            "same word": np.array(float(word == int(q.argmax()))),
        }

    def describe(self) -> str:
        """Say what is on screen: at which source symbol the marked target looks most."""
        if self.attention is None or self.frame is None or not self.attention.weights.size:
            return self.empty.text()
        heads, targets, sources = self.attention.weights.shape
        size = translate("panels", "Attention. Heads: {heads}, targets: {targets}, sources: {sources}.").format(
            heads=heads, targets=targets, sources=sources
        )
        return " ".join([size, self._strongest(self.frame, self.attention), self.forced.said()]).strip()

    def _strongest(self, frame: Frame, attention: Attention) -> str:
        target = self.session.cursor.timestep(attention.target_axis) if attention.target_axis else None
        if target is None or target >= attention.weights.shape[1]:
            return ""
        row = np.nan_to_num(attention.weights[:, target].mean(axis=0))
        source = int(row.argmax())
        symbols = frame.sequences.get(attention.source_axis, ())
        alike = int(np.count_nonzero(row == row[source]))
        if alike > 1:
            words = translate("panels", "Target {target} looks at {count} sources alike, and at none more: {weight}.")
            return words.format(target=target, count=alike, weight=number(float(row[source]), signed=False))
        return translate("panels", "Target {target} looks most at source {source} “{symbol}”: {weight}.").format(
            target=target,
            source=source,
            symbol=symbols[source] if source < len(symbols) else "",
            weight=number(float(row[source]), signed=False),
        )


PANEL = Panel(
    key="attention",
    title=QT_TRANSLATE_NOOP("panels", "Attention"),
    shortcut="Ctrl+5",
    area=Area.TOP_RIGHT,
    order=1,
    wants=frozenset({Want.ATTENTION}),
    make=AttentionView,
    hint=QT_TRANSLATE_NOOP("panels", "Which symbols it looks at (right) while it writes each symbol (down)."),
    compared=Compared.DIFFERENCE,
)
