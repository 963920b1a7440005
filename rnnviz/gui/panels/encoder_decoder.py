"""Encoder and decoder: two unrolled nets, and the one vector, or the attention, that passes between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.explain.number import grouped, number
from rnnviz.explain.prediction import default_timestep
from rnnviz.explain.two_nets import TwoNets, equations, two_nets
from rnnviz.gui.views.lacking import NO_RECURRENCE, ONE_NET
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.equation_lines import EquationLines
from rnnviz.gui.widgets.named import hint
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.scale import Kind, Scale
from rnnviz.gui.widgets.two_nets_view import Spot, TwoNetsView
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

VALUE, GRADIENT = "value", "gradient"
FORCED, FREE = "teacher forcing", "free running"
LINES, TALL = 5, 260  # lines of equations; px at 10 points that the panel must be high to have them


class Feeding(Chooser):
    """The switch of what the decoder is fed; each session's own, where two stand side by side."""


class EncoderDecoderView(View):
    """The picture, above it what colours it and what the decoder is fed, below it the equations with their numbers."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.frame: Frame | None = None
        self.nets: TwoNets | None = None
        self.colouring = Chooser(look, translate("panels", "What colours the states"))
        self.feeding = Feeding(look, translate("panels", "What the decoder reads after each symbol, and learns from"))
        self.said = hint()
        self.picture = TwoNetsView(look)
        self.lines = EquationLines(look, LINES)
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self._arrange()
        self.setFocusProxy(self.picture)
        self._offer()
        self._offered = Offered(session, Capability.TUNE, self.feeding)
        self.colouring.picked.connect(self._recolour)
        self.feeding.picked.connect(self._feed)
        self.picture.pointed.connect(self._point)
        self.picture.chosen.connect(self._pin)
        session.config_changed.connect(self._follow_config)
        session.built.connect(self._forget)

    def _arrange(self) -> None:
        body = QWidget()
        self.bar = QHBoxLayout()
        for part in (self.colouring, self.feeding):
            self.bar.addWidget(part)
        self.bar.addWidget(self.said, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.bar)
        column.addWidget(self.picture, 1)
        column.addWidget(self.lines)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(body)
        self._body = body

    def _offer(self) -> None:
        self.colouring.offer([(VALUE, translate("panels", "by value")), (GRADIENT, translate("panels", "by gradient"))])
        self.feeding.offer(
            [(FORCED, translate("panels", "fed the true symbols")), (FREE, translate("panels", "fed its own symbols"))]
        )
        self.feeding.choose(self.session.config.feeding)

    # --- what is shown ---

    def show_frame(self, frame: Frame) -> None:
        """Draw a new Frame."""
        self.frame = frame
        self.feeding.choose(self.session.config.feeding)
        self._redraw()

    def show_cursor(self) -> None:
        """Mark the timesteps of both sequences, and write of the decoder's."""
        if self.nets is None or self.frame is None:
            return
        cursor = self.session.cursor
        found = {net.axis: cursor.timestep(net.axis) for net in (self.nets.encoder, self.nets.decoder)}
        self.picture.mark({axis: t for axis, t in found.items() if t is not None})
        self.lines.show_equations(equations(self.frame, self.nets, self.timestep, cursor.unit))

    @property
    def timestep(self) -> int:
        """The timestep of the decoder that is spoken of: the marked one, else the last whose target is known."""
        assert self.nets is not None
        assert self.frame is not None
        marked = self.session.cursor.timestep(self.nets.decoder.axis)
        resting = default_timestep(self.frame.output) if self.frame.output is not None else 0
        return min(resting if marked is None else marked, self.nets.decoder.timesteps - 1)

    def _redraw(self) -> None:
        if self.frame is None:
            return
        by_gradient = self.colouring.key == GRADIENT
        self.nets = two_nets(self.frame, by_gradient)
        if self.nets is None:
            self.empty.say(self._why(self.frame))
            self._stack.setCurrentWidget(self.empty)
            self.set_subtitle("")
            return
        scale = self.scale(by_gradient, lambda: Scale(Kind.SIGNED, None if by_gradient else 1.0))
        nets = (self.nets.encoder, self.nets.decoder)
        scale.follow(np.concatenate([strip.values.ravel() for net in nets for strip in net.strips]))
        self.picture.show_nets(self.nets, scale, self.session.config.feeding == FREE)
        self._stack.setCurrentWidget(self._body)
        self.said.setText(self._losses(self.frame))
        self.set_subtitle(self._size(self.nets, scale))
        self.show_cursor()

    def _why(self, frame: Frame) -> str:
        if not frame.recurrences:
            return translate("panels", NO_RECURRENCE)
        if len({r.axis for r in frame.recurrences}) == 1:
            return translate("panels", ONE_NET)
        return translate("panels", "There are no gradients: the loss does not reach the states.")

    def _size(self, nets: TwoNets, scale: Scale) -> str:
        low, high = scale.ends
        words = (
            translate("panels", "{read} symbols → {numbers} numbers → {written} symbols · from {low} to {high}")
            if nets.weights is None
            else translate("panels", "{read} symbols → attention → {written} symbols · from {low} to {high}")
        )
        read, written = nets.encoder.timesteps, nets.decoder.timesteps
        return words.format(read=read, numbers=grouped(nets.context.size), written=written, low=low, high=high)

    def _losses(self, frame: Frame) -> str:
        found = frame.decoding
        if found is None or not np.isfinite([found.forced_loss, found.free_loss]).all():
            return ""
        return translate("panels", "loss fed the true symbols {forced}, fed its own {free}").format(
            forced=number(found.forced_loss, signed=False), free=number(found.free_loss, signed=False)
        )

    @override
    def restyle(self) -> None:
        px = self.look.px
        self.bar.setSpacing(px(6))
        self.bar.setContentsMargins(px(4), 0, px(4), 0)
        for part in (self.colouring, self.feeding, self.picture, self.lines, self.empty):
            part.restyle()
        self._fit()
        self._redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.lines.setVisible(self.height() >= self.look.px(TALL))

    # --- what is done ---

    @Slot(object)
    def _recolour(self, key: object) -> None:
        del key
        self._redraw()

    @Slot(object)
    def _feed(self, key: object) -> None:
        self.session.set_live(feeding=key)

    @Slot(object)
    def _follow_config(self, _config: object) -> None:
        self.feeding.choose(self.session.config.feeding)
        self._redraw()

    @Slot(object)
    def _forget(self, _built: object) -> None:
        self.frame = self.nets = None
        self.empty.say(translate("panels", "Waiting for the first picture."))
        self._stack.setCurrentWidget(self.empty)

    @Slot(object)
    def _point(self, spot: Spot | None) -> None:
        self.session.cursor.hover(None if spot is None else Place(*spot))

    @Slot(object)
    def _pin(self, spot: Spot) -> None:
        self.session.cursor.pin(Place(*spot))

    def choose(self, option: str, value: object) -> None:
        """Set "colour": "value" or "gradient"."""
        if option != "colour":
            super().choose(option, value)
        if value not in (VALUE, GRADIENT):
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "The states are coloured by value or by gradient, not by {value}."),
                value=value,
            )
        self.colouring.choose(value)
        self._redraw()

    # --- in words and numbers ---

    def numbers(self) -> Mapping[str, Array]:
        """Return the states, (timestep, unit), of every layer, the context, (unit,), the losses and what is right.

        `both_losses` are those of the true symbols fed and of its own; `written` is what the decoder finds likeliest,
        `greedy` what it writes if it is fed its own.
        """
        if self.nets is None or self.frame is None:
            return {}
        found: dict[str, Array] = {
            "context": self.nets.context,
            "context_norm": np.array(np.linalg.norm(self.nets.context)),
            "loss": np.array(self.frame.loss),
            "written": np.array("".join(a.said for a in self.nets.answers if a is not None)),
        }
        for name, net in (("encoder", self.nets.encoder), ("decoder", self.nets.decoder)):
            for strip in net.strips:
                arrow = "←" if strip.record.reverse else ""
                found[f"{name} {'dh' if self.nets.by_gradient else 'h'}{strip.record.layer + 1}{arrow}"] = strip.values
        answers = self.nets.answers
        found["right"] = np.array([np.nan if a is None or a.right is None else float(a.right) for a in answers])
        found["right_count"] = np.array(float(np.nansum(found["right"])))
        if self.nets.weights is not None:
            found["weights"] = self.nets.weights
        if (decoding := self.frame.decoding) is not None:
            losses = np.array([decoding.forced_loss, decoding.free_loss])
            found |= {"both_losses": losses, "forced_loss": losses[:1], "free_loss": losses[1:]}
            found["greedy"] = np.array("".join(decoding.greedy))
        return found

    def describe(self) -> str:
        """Say how much is read, through how much it passes, and what is written."""
        if self.nets is None or self.frame is None:
            return self.empty.text()
        said = "".join(answer.said for answer in self.nets.answers if answer is not None)
        words = (
            translate("panels", "{read} symbols are read; {numbers} numbers pass; “{said}” is written.")
            if self.nets.weights is None
            else translate("panels", "{read} symbols are read; the decoder looks at each; “{said}” is written.")
        )
        first = words.format(read=self.nets.encoder.timesteps, numbers=grouped(self.nets.context.size), said=said)
        return f"{first} {self._losses(self.frame)}".strip()


PANEL = Panel(
    key="encoder_decoder",
    title=QT_TRANSLATE_NOOP("panels", "Encoder and decoder"),
    shortcut="Ctrl+Alt+E",
    area=Area.TOP_LEFT,
    order=30,
    wants=frozenset({Want.STATES, Want.GRADIENTS, Want.OUTPUT, Want.ATTENTION, Want.DECODING}),
    make=EncoderDecoderView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "One net reads, another one writes: all that passes between them is the vector in the middle."
    ),
    per_second=6.0,
    compared=Compared.EACH,
)
