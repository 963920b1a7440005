"""Gradient clipping: what each update's gradient was, where the threshold is, and what a square would make of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.engine.metrics import Recent
from rnnviz.explain.frame_equations import Equation
from rnnviz.explain.number import grouped, number, percent
from rnnviz.explain.shown_digits import worked
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.clipping_plot import ClippingPlot
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.equation_lines import EquationLines
from rnnviz.gui.widgets.named import hint, named
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, say, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

KINDS = {
    "none": QT_TRANSLATE_NOOP("panels", "no clipping"),
    "norm": QT_TRANSLATE_NOOP("panels", "clip by norm"),
    "value": QT_TRANSLATE_NOOP("panels", "clip by value"),
}
MISTAKE = QT_TRANSLATE_NOOP(
    "panels",
    "A slide squares the norm by mistake. With ‖g‖² the result has the norm threshold/‖g‖, not threshold: "
    "the larger the gradient was, the less is left of it. Its test, ‖g‖² > threshold, fires from √threshold on.",
)
TALL, ROOMY = 240, 330  # px at 10 points: from here on there is room for the equations, and for the mistake in words
LINES = 6  # the most that the equations may take


class Clipped(NamedTuple):
    """An update whose gradient was clipped by its norm."""

    update: int
    norm: float
    threshold: float  # that was in force

    @property
    def factor(self) -> float:
        """What the gradient was multiplied with."""
        return self.threshold / self.norm

    @property
    def squared(self) -> float:
        """The norm that would be left if the slide's formula, with the square, were used."""
        return self.norm * self.threshold / self.norm**2


class ClippingView(View):
    """The norms of the last updates, a threshold to be dragged, and the formula with the numbers of the last one."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.recent = Recent(np.empty(0, np.int64), np.empty(0), np.empty(0))
        self._seen = (-1, -1)  # the version of the metrics that is drawn, and the update up to which
        self._refusal = ""
        self.kind = Chooser(look, translate("panels", "Whether and how gradients are clipped"))
        self.kind.offer([(kind, translate("panels", words)) for kind, words in KINDS.items()])
        self.kind.choose(session.config.clip)
        self.share = named(ElidedLabel(), "caption")
        self.plot = ClippingPlot(look)
        self.plot.setAccessibleName(translate("panels", "Norm of the gradient at each update, and the threshold"))
        self.plot.setToolTip(translate("panels", "Drag the line, or move it with the arrow keys"))
        self.lines = EquationLines(look, 4)
        self.mistake = hint(translate("panels", MISTAKE))
        self._lay_out()
        self.setFocusProxy(self.plot)
        self.kind.picked.connect(self._pick)
        self.plot.dragged.connect(self._drag)
        session.pulse.connect(self._refresh)  # if no panel needs a Frame, none comes
        session.built.connect(self._refresh)
        session.status_changed.connect(self._refresh)  # it may stand at another update
        session.config_changed.connect(self._redraw)
        Offered(session, Capability.TUNE, self.kind, self.plot)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.addWidget(self.share, 1)
        self._row.addWidget(self.kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._row)
        column.addWidget(self.plot, 1)
        column.addWidget(self.lines)
        column.addWidget(self.mistake)

    # --- what is shown ---

    def show_frame(self, frame: object) -> None:
        """Draw what the metrics have gained; the Frame itself is not looked at."""
        del frame
        self._refresh()

    def see(self, visible: bool) -> None:
        """Draw what happened while nobody looked."""
        if visible:
            self._refresh()

    @Slot()
    @Slot(object)
    def _refresh(self, _event: object = None) -> None:
        known = (self.session.metrics.version, self.session.position)
        if known != self._seen and self.isVisible() and not self.window().isMinimized():
            self._seen = known
            self.recent = self._known_then()
            self._redraw()

    def _known_then(self) -> Recent:
        """Return the last updates; of a run that stands at a past update those before it, as far as they are kept."""
        recent, then = self.session.metrics.recent(), self.session.position
        if not self.session.in_past:
            return recent
        before = recent.update < then
        return Recent(recent.update[before], recent.norm[before], recent.clipped_norm[before])

    def showEvent(self, event: object) -> None:
        """Draw what happened while nobody looked."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._refresh()

    @Slot()
    @Slot(object)
    def _redraw(self, _config: object = None) -> None:
        config = self.session.config
        self.kind.choose(config.clip)
        on_axis = None if config.clip == "value" else config.clip_at  # by value it is no norm
        self.plot.show_norms(self.recent, on_axis, config.clip == "norm")
        self._say_share()
        self.set_subtitle(translate("panels", "g ← g · threshold / ‖g‖ if ‖g‖ > threshold"))
        last = self.last_clipped
        self.lines.show_equations([] if last is None else equations(last))
        self._fit()

    @property
    def clipped(self) -> Array:
        """Whether each of the last updates was clipped, (n,)."""
        return np.asarray(self.recent.clipped_norm < self.recent.norm)

    @property
    def last_clipped(self) -> Clipped | None:
        """The last update that was clipped by norm: then what is left is the threshold that was in force."""
        found = np.flatnonzero(self.clipped)
        if not found.size or self.session.config.clip == "value":
            return None
        at = int(found[-1])
        return Clipped(int(self.recent.update[at]), float(self.recent.norm[at]), float(self.recent.clipped_norm[at]))

    def _say_share(self) -> None:
        """Say it in full, or shortly where there is no room."""
        text, room = self._refusal or self._share(), self.share.width()
        if len(self.recent.update) and not self._refusal and self.share.fontMetrics().horizontalAdvance(text) > room:
            text = translate("panels", "{share} clipped").format(share=percent(float(self.clipped.mean())))
        self.share.setText(text)
        self.share.setToolTip(self._refusal or self._share())

    def _share(self) -> str:
        count, clipped = len(self.recent.update), int(self.clipped.sum())
        if not count:
            return self._why_none()
        if count == 1:
            return (
                translate("panels", "The only update so far was clipped.")
                if clipped
                else translate("panels", "The only update so far was not clipped.")
            )
        words = (
            translate("panels", "One of the last {count} updates was clipped ({share}).")
            if clipped == 1
            else translate("panels", "{clipped} of the last {count} updates were clipped ({share}).")
        )
        return words.format(clipped=grouped(clipped), count=grouped(count), share=percent(clipped / count))

    def _why_none(self) -> str:
        then = self.session.position
        if not then:
            return translate("panels", "No update yet.")
        return translate("panels", "Not kept any more: the gradient of each update before {update}.").format(
            update=grouped(then)
        )

    def _fit(self) -> None:
        px = self.look.px
        there = self.last_clipped is not None
        needed = self.lines.needed
        # The second equation says what is wrong with the first one's rival: cut off, it says nothing.
        self.lines.setVisible(there and self.height() >= px(TALL) and needed <= LINES)
        self.lines.set_room(min(max(needed, 1), LINES))
        self.mistake.setVisible(there and self.height() >= px(ROOMY))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()
        self._say_share()

    @override
    def restyle(self) -> None:
        px = self.look.px
        self._row.setContentsMargins(px(6), 0, px(6), 0)
        self.share.setFont(self.look.font(bold=True))
        self.mistake.setContentsMargins(px(6), 0, px(6), px(2))
        self.kind.restyle()
        self.plot.restyle()
        self.lines.updateGeometry()
        self._redraw()

    # --- what is done ---

    @Slot(object)
    def _pick(self, kind: str) -> None:
        self._set(clip=kind)

    @Slot(float)
    def _drag(self, threshold: float) -> None:
        self._set(clip="norm", clip_at=threshold)

    def _set(self, **values: object) -> None:
        self._refusal = ""
        changed = {name: v for name, v in values.items() if v != getattr(self.session.config, name)}
        try:
            if changed:
                self.session.set_live(**changed)
        except Refused as refused:
            self._refusal = say(refused.sentence)
            self._redraw()

    def choose(self, option: str, value: object) -> None:
        """Set "clip": none, norm or value; "clip_at": the threshold, by which gradients are clipped by norm."""
        if option == "clip":
            self.session.set_live(clip=value)
        elif option == "clip_at":
            kind = self.session.config.clip
            self.session.set_live(clip="norm" if kind == "none" else kind, clip_at=value)
        else:
            super().choose(option, value)

    # --- in words and numbers ---

    def numbers(self) -> Mapping[str, Array]:
        """Return update, norm before and after clipping, (n,) each; threshold, share clipped, the last clipped one."""
        clipped = self.clipped
        found: dict[str, Array] = {
            "update": self.recent.update,
            "gradient_norm": self.recent.norm,
            "clipped_norm": self.recent.clipped_norm,
            "threshold": np.array(self.session.config.clip_at),
            "clipped_share": np.array(clipped.mean() if clipped.size else np.nan),
            "fires_by_the_square": np.sqrt(np.array(self.session.config.clip_at)),
        }
        last = self.last_clipped
        if last is None:
            return found
        return {
            **found,
            "last_clipped_update": np.array(last.update),
            "last_clipped_norm": np.array(last.norm),
            "last_factor": np.array(last.factor),
            "last_norm_by_the_square": np.array(last.squared),
        }

    def describe(self) -> str:
        """Say how many were clipped, and what became of the last one."""
        text = self.lines.text
        return f"{self._share()}\n{text}" if text else self._share()


def equations(last: Clipped) -> list[Equation]:
    """Write what became of the last gradient that was clipped, and what the square would have made of it."""
    threshold = f"{last.threshold:g}"

    def norm() -> str:
        return number(last.norm, signed=False)

    about = translate("panels", "update {update}").format(update=grouped(last.update))
    slide, at = translate("panels", "with the square"), translate("panels", "threshold")
    return [
        Equation(
            f"{about}: ‖g·{at}/‖g‖‖",
            worked(last.norm * last.factor, lambda: f"{norm()}·{threshold}/{norm()}", signed=False),
        ),
        Equation(
            f"{slide}: ‖g·{at}/‖g‖²‖",
            worked(last.squared, lambda: f"{norm()}·{threshold}/{norm()}²", signed=False),
        ),
    ]


PANEL = Panel(
    key="clipping",
    title=QT_TRANSLATE_NOOP("panels", "Gradient clipping"),
    shortcut="Ctrl+Alt+C",
    area=Area.MIDDLE_RIGHT,
    order=20,
    wants=frozenset(),
    make=ClippingView,
    hint=QT_TRANSLATE_NOOP(
        "panels",
        "How large each update's gradient was, and what clipping has left of it: drag the line of the threshold.",
    ),
    per_second=5.0,
    compared=Compared.EACH,
)
