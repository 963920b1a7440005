"""Directions and layers: which direction knew what when, and the states of every layer above one another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from rnnviz.explain.contributions import NOTHING, Addend, Sum
from rnnviz.explain.directions import BACKWARD, FORWARD, Split, matrices, split
from rnnviz.explain.number import number
from rnnviz.explain.prediction import default_timestep
from rnnviz.explain.value_ranges import state_range
from rnnviz.gui.views.lacking import NO_RECURRENCE
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.addends import Addends
from rnnviz.gui.widgets.bands import Band, Cell
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.gui.widgets.named import named
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.scale import Kind, Scale, scale_in
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

ANSWER, STATES = "answer", "states"
TALL = 250  # px at 10 points: from here on there is room for the addends below
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class DirectionsView(View):
    """The right answer by direction: its probability and the evidence for it; or h of every layer and direction."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._frame: Frame | None = None
        self._split: Split | None = None
        self._bands: object = None
        self.show_what = Chooser(look, translate("panels", "The answer by direction, or all states"))
        self.show_what.offer(
            [
                (ANSWER, translate("panels", "the answer, by direction")),
                (STATES, translate("panels", "states, by layer")),
            ]
        )
        self.words = named(ElidedLabel(), "muted")
        self.heatmap = Heatmap(look)
        self.heatmap.setAccessibleName(translate("panels", "Directions and layers"))
        self.addends = Addends(look)
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self._lay_out()
        self.setFocusProxy(self.heatmap)
        self.show_what.picked.connect(self._picked)
        self.heatmap.pointed.connect(self._point)
        self.heatmap.chosen.connect(self._pin)

    def _lay_out(self) -> None:
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.words, 1)
        self._bar.addWidget(self.show_what)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addWidget(self.heatmap, 1)
        column.addWidget(self.addends)
        column.addWidget(self.empty, 1)
        self.heatmap.hide()
        self.addends.hide()

    @override
    def restyle(self) -> None:
        self._bar.setContentsMargins(self.look.px(4), 0, self.look.px(4), 0)
        self.words.setFont(self.look.font(0.9))
        self.addends.setFixedHeight(4 * self.look.px(22))
        for part in (self.show_what, self.heatmap, self.empty):
            part.restyle()
        self.addends.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the addends out where they have no room; their numbers are in the picture."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        answers = self.show_what.key == ANSWER and self.empty.isHidden()
        self.addends.setVisible(answers and self.height() >= self.look.px(TALL))

    # --- drawing ---

    def show_frame(self, frame: Frame) -> None:
        """Draw a new Frame."""
        self._frame = frame
        self._split = split(frame)
        self._redraw()

    @Slot(object)
    def _picked(self, _key: object) -> None:
        self._redraw()

    def _redraw(self) -> None:
        frame = self._frame
        if frame is None:
            return
        why = self._reason(frame)
        self.empty.say(why)
        self.empty.setVisible(bool(why))
        self.heatmap.setVisible(not why)
        self._make_room()
        if why:
            self.words.setText("")
            self.set_subtitle("")
        elif self.show_what.key == ANSWER and self._split is not None:
            self._show_answer(frame, self._split)
        else:
            self._show_states(frame)
        self.show_cursor()

    def _reason(self, frame: Frame) -> str:
        if not frame.recurrences:
            return translate("panels", NO_RECURRENCE)
        if self.show_what.key == ANSWER and self._split is None:
            return translate(
                "panels", "The output of this model is not W_hy h⁽ᵗ⁾ + b: there is no exact share of each direction."
            )
        return ""

    def _use(self, bands: list[Band]) -> None:
        key = tuple((band.key, id(band.scale)) for band in bands)
        if key != self._bands:
            self._bands = key
            self.heatmap.set_bands(bands)

    def _show_answer(self, frame: Frame, shown: Split) -> None:
        several = len(shown.directions) > 1
        known = {FORWARD: translate("panels", "past"), BACKWARD: translate("panels", "future")}
        rows = [known[direction] for direction in shown.directions]
        rows += [translate("panels", "both")] if several else []
        signed = self.scale("evidence", lambda: Scale(Kind.SIGNED, None))
        unit = self.scale("probability", lambda: Scale(Kind.UNIT))
        self._use([Band("p", scale=unit), Band("Δ", scale=signed)])
        self.heatmap.set_symbols(frame.sequences.get(shown.axis, ()), rows)
        evidence, p = shown.evidence, shown.together[None]
        if several:
            p = np.vstack([shown.alone, p])
            evidence = np.vstack([evidence[:-1], evidence.sum(axis=0)])
        else:
            evidence = evidence.sum(axis=0, keepdims=True)
        self.heatmap.show_values([p, evidence])
        self.set_subtitle(translate("panels", "p of the right answer · Δ: its logit less its strongest rival's"))

    def _show_states(self, frame: Frame) -> None:
        shown = self._stack(frame)
        held = {name: state_range(record) for name, record in shown.items()}
        self._use([Band(name, scale=self.scale((name, held[name]), partial(scale_in, held[name]))) for name in shown])
        self.heatmap.set_symbols(frame.sequences.get(self._axis(frame), ()))
        self.heatmap.show_values([record.h.T for record in shown.values()])
        self.words.setText(_sizes(frame))
        self.set_subtitle(translate("panels", "h⁽ᵗ⁾ of every layer: the input below, the output above"))

    def _axis(self, frame: Frame) -> str:
        return frame.recurrences[-1].axis

    def _stack(self, frame: Frame) -> dict[str, Recurrence]:
        """Return the recurrences along the last sequence by name, the one nearest to the output first."""
        along = [record for record in frame.recurrences if record.axis == self._axis(frame)]
        deep, both = len({r.layer for r in along}) > 1, any(r.reverse for r in along)
        layers = (str(r.layer + 1).translate(_SUPERSCRIPTS) if deep else "" for r in along)
        names = (f"h{layer}{_way(r) if both else ''}" for layer, r in zip(layers, along, strict=True))
        return dict(reversed(list(zip(names, along, strict=True))))

    def show_cursor(self) -> None:
        """Mark the timestep, and say of what its evidence is made."""
        frame = self._frame
        if frame is None or self.heatmap.isHidden():
            return
        cursor = self.session.cursor
        if self.show_what.key == STATES or self._split is None:
            self.heatmap.mark(cursor.timestep(self._axis(frame)), cursor.unit)
            return
        shown, t = self._split, cursor.timestep(self._split.axis)
        resting = default_timestep(shown.output)
        self.heatmap.mark(t, None, resting)
        at = min(resting if t is None else t, len(shown.wanted) - 1)
        self.words.setText(self._answer_in_words(frame, shown, at))
        self.addends.show_sum(_sum(shown, at))

    def _answer_in_words(self, frame: Frame, shown: Split, t: int) -> str:
        symbols = frame.sequences.get(shown.axis, ())
        labels, parts = shown.output.labels, [*map(float, shown.alone[:, t])]
        said = (
            "   ".join(f"{d} {p:.2f}" for d, p in zip(shown.directions, parts, strict=True)) if len(parts) > 1 else ""
        )
        return translate("panels", "t = {t} “{symbol}”: “{answer}” rather than “{rival}”   p = {p}   {alone}").format(
            t=t,
            symbol=symbols[t] if t < len(symbols) else "",
            answer=labels[int(shown.wanted[t])],
            rival=labels[int(shown.rivals[t])],
            p=f"{float(shown.together[t]):.2f}",
            alone=said,
        )

    @Slot(object)
    def _point(self, cell: Cell | None) -> None:
        self.session.cursor.hover(None if cell is None else self._place(cell))

    @Slot(object)
    def _pin(self, cell: Cell) -> None:
        if (place := self._place(cell)) is not None:
            self.session.cursor.pin(place)

    def _place(self, cell: Cell) -> Place | None:
        if self._frame is None:
            return None
        if self.show_what.key == STATES:
            return Place(self._axis(self._frame), cell.column, cell.row)
        return None if self._split is None else Place(self._split.axis, cell.column)

    # --- what is asked of it ---

    def choose(self, option: str, value: object) -> None:
        """Show the answer by direction or the states: "show" is "answer" or "states"."""
        if option != "show":
            super().choose(option, value)
        if value not in (ANSWER, STATES):
            raise Refused(QT_TRANSLATE_NOOP("panels", "It shows answer or states, not {value}."), value=value)
        self.show_what.follow(value)

    def numbers(self) -> Mapping[str, Array]:
        """Return probability and evidence by direction, (timestep,), or the states, (timestep, unit)."""
        if self._frame is None or self._reason(self._frame):
            return {}
        if self.show_what.key == STATES or self._split is None:
            return {name: record.h for name, record in self._stack(self._frame).items()}
        shown = self._split
        words = ["backward" if record.reverse else "forward" for record in shown.states]
        found: dict[str, Array] = {"probability": shown.together, "evidence": shown.evidence.sum(axis=0)}
        for k, word in enumerate(words):
            found[f"probability {word}"] = shown.alone[k]
            found[f"evidence {word}"] = shown.evidence[k]
        return found | {"evidence bias": shown.evidence[-1]}

    def describe(self) -> str:
        """Say which direction knows more of the answers."""
        if self._frame is None or self._reason(self._frame):
            return self.empty.text()
        if self.show_what.key == STATES or self._split is None:
            return translate("panels", "Layers and directions whose states are shown: {count}.").format(
                count=len(self._stack(self._frame))
            )
        shown = self._split
        means = [
            f"{d} {number(float(p.mean()), signed=False)}" for d, p in zip(shown.directions, shown.alone, strict=True)
        ]
        return translate(
            "panels", "Mean probability of the right answer: {together}; by one direction alone: {alone}."
        ).format(together=number(float(shown.together.mean()), signed=False), alone=", ".join(means))


def _way(record: Recurrence) -> str:
    return BACKWARD if record.reverse else FORWARD


def _sum(shown: Split, t: int) -> Sum:
    """Return what the evidence at a timestep is made of."""
    if t >= len(shown.wanted):
        return NOTHING
    names = (*(f"W_hy h{d}" for d in shown.directions), "b")
    total = number(float(shown.evidence[:, t].sum()))
    pairs = zip(names, shown.evidence[:, t], strict=True)
    return Sum(f"Δ⁽ᵗ⁾ = {total}", tuple(Addend(name, float(value)) for name, value in pairs))


def _sizes(frame: Frame) -> str:
    """Write how large each layer's matrix is, in the lectures' form."""
    parts = []
    for layer, (rows, below, own, n) in matrices(frame).items():
        name = str(layer + 1).translate(_SUPERSCRIPTS)
        times = f"{rows // n}n" if rows != n else "n"
        stacked = (below + own) // n if layer and (below + own) % n == 0 else 0
        form = f" = {times} × {stacked}n" if stacked else ""
        parts.append(f"W{name}: {rows} × ({below} + {own}){form}")
    return "  ·  ".join(parts) + (f"  ·  n = {n}" if parts else "")


PANEL = Panel(
    key="directions",
    title=QT_TRANSLATE_NOOP("panels", "Directions and layers"),
    shortcut="Ctrl+Alt+F2",
    area=Area.MIDDLE_LEFT,
    order=20,
    wants=frozenset({Want.STATES, Want.OUTPUT, Want.WEIGHTS}),
    make=DirectionsView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "What the states of each direction alone would answer, and how their shares add up to the answer."
    ),
    per_second=6.0,
    compared=Compared.EACH,
)
