"""Success for every lag: for how many timesteps the network, as it is now, remembers; two of them side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.engine.messages import Evaluated, Phase
from rnnviz.explain.config_words import titles
from rnnviz.explain.number import grouped, percent
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.lag_plot import LagPlot, Success
from rnnviz.gui.widgets.named import muted, named
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.wheel import Slider
from rnnviz.gui.workbench.side import Compared, Side
from rnnviz.probe.frame import Array, Frame
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, say, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

STOPS = (1, 2, 5, 10, 20, 50, 100, 200)  # timesteps that the slider sets
_MEASURED = re.compile(r"accuracy@(\d+)")  # as the tasks with a lag name it


class LagsView(View):
    """Held-out accuracy over lags, of one session or of A and B, and a slider for the lag that is learned."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._beside: Session | None = None
        self._moved = False  # the slider, since a model was built
        self.plot = LagPlot(look)
        self.empty = Placeholder(look)
        self.waiting = Placeholder(look, translate("panels", "Waiting for the first evaluation on held-out examples."))
        self.slider = Slider(0, len(STOPS) - 1)
        self.slider.setPageStep(1)
        self.slider.setAccessibleName(translate("panels", "Lag that is learned"))
        self.slider.setToolTip(translate("panels", "Timesteps for which something has to be remembered"))
        self.lag = muted()
        self.warning = named(ElidedLabel(), "hint")
        self.build = named(QPushButton(translate("panels", "Build a new model")), "primary")
        self._lay_out()
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._say_pending)
        self.build.clicked.connect(self._build)
        Offered(session, Capability.RESTART, self.slider, self.build)
        self._listen(session)
        self._renew()

    def _lay_out(self) -> None:
        body, row, below = QWidget(), QHBoxLayout(), QHBoxLayout()
        row.addWidget(self.lag)
        row.addWidget(self.slider, 1)
        below.addWidget(self.warning, 1)
        below.addWidget(self.build)
        for each in (row, below):
            each.setContentsMargins(4, 0, 4, 0)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.plot, 1)
        column.addWidget(self.waiting, 1)
        column.addLayout(row)
        column.addLayout(below)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(body)

    def _listen(self, session: Session) -> None:
        session.evaluated.connect(self._redraw)
        session.sought.connect(self._redraw)
        session.built.connect(self._renew)

    def show_beside(self, other: Session | None) -> None:
        """Draw the curves of both."""
        if other is self._beside:
            return
        if self._beside is not None:
            self._beside.evaluated.disconnect(self._redraw)
            self._beside.sought.disconnect(self._redraw)
            self._beside.built.disconnect(self._renew)
        self._beside = other
        if other is not None:
            self._listen(other)
        self._redraw()

    @override
    def restyle(self) -> None:
        self.empty.restyle()
        self.waiting.restyle()
        self.slider.setMinimumHeight(self.look.px(20))
        self._redraw()

    def show_frame(self, frame: Frame) -> None:
        """Look whether the run stands where another evaluation was made."""
        del frame
        self._redraw()

    # --- what is known ---

    @property
    def _sessions(self) -> tuple[Session, ...]:
        """Those whose task has a lag: A, and B if there is one."""
        there = (self.session,) if self._beside is None else (self.session, self._beside)
        return tuple(session for session in there if session.facts is not None and "lag" in session.facts.uses)

    def _shown(self) -> list[Success]:
        theme = self.look.theme
        words: Mapping[str, str] = {}
        if self._beside is not None:
            words = titles(self.session.config, self._beside.config)
        found = []
        for session in self._sessions:
            side = Side.A if session is self.session else Side.B
            measured, update = _measured(session)
            if not measured or session.facts is None:
                continue
            at = translate("panels", "update {n}").format(n=grouped(update))
            found.append(
                Success(
                    name=str(side) if self._beside is not None else "",
                    title=" · ".join(part for part in (words.get(side, ""), at) if part),
                    colour=theme.accent if side is Side.A else theme.second,
                    learned=session.config.lag,
                    chance=_number(session.facts.facts.get("chance accuracy")),
                    lags=tuple(measured),
                    accuracies=tuple(measured.values()),
                )
            )
        return found

    @Slot()
    @Slot(object)
    def _redraw(self, _said: object = None) -> None:
        shown = self._shown()
        self.plot.show_success(shown)
        self.empty.say(self._reason(shown))
        self._stack.setCurrentIndex(1 if self._sessions else 0)
        self.plot.setVisible(bool(shown))
        self.waiting.setVisible(not shown)  # but the lag can be set already
        self.set_subtitle(self._subtitle_of(shown))
        self._say_pending()

    def _reason(self, shown: list[Success]) -> str:
        if not self._sessions:
            return translate(
                "panels", "This task has no lag: nothing has to be remembered for a while that can be set."
            )
        return "" if shown else self.waiting.text()

    def _subtitle_of(self, shown: list[Success]) -> str:
        if not shown:
            return self._reason(shown)
        return translate("panels", "held-out accuracy over the lag; learned: {lag}").format(
            lag=", ".join(str(lag) for lag in dict.fromkeys(each.learned for each in shown))
        )

    # --- another lag ---

    @Slot(object)
    def _renew(self, _built: object = None) -> None:
        """Have the slider stand where the lag is, after a model was built."""
        nearest = min(range(len(STOPS)), key=lambda k: abs(np.log(STOPS[k] / self.session.config.lag)))
        self.slider.blockSignals(True)
        self.slider.setValue(nearest)
        self.slider.blockSignals(False)
        self._moved = False
        self._redraw()

    @property
    def pending(self) -> int | None:
        """The lag that the slider says and that a new model would learn; None: the one that is learned."""
        lag = STOPS[self.slider.value()]
        there = {session.config.lag for session in self._sessions}
        # A lag between the stops is not one that the user has asked to leave.
        return None if there == {lag} or (self._between(there) and not self._moved) else lag

    def _between(self, there: set[int]) -> bool:
        return bool(there) and not there & set(STOPS)

    @Slot()
    @Slot(int)
    def _say_pending(self, _value: int | None = None) -> None:
        self._moved = self._moved or _value is not None
        lag = self.pending
        shown = self.session.config.lag if lag is None else lag
        self.lag.setText(translate("panels", "Lag {lag}").format(lag=shown))
        text = translate("panels", "This needs a new model: what was learned so far is given up (updates: {n}).")
        self.warning.setText(
            text.format(n=grouped(max((session.metrics.count for session in self._sessions), default=0)))
        )
        for part in (self.warning, self.build):
            part.setVisible(lag is not None)

    @Slot()
    def _build(self) -> None:
        """Build what has a lag anew with the one of the slider; what learns goes on learning."""
        lag = self.pending
        if lag is None:
            return
        try:
            configs = [session.config.changed(lag=lag) for session in self._sessions]
        except Refused as refused:
            self.warning.setText(say(refused.sentence))
            return
        for session, config in zip(self._sessions, configs, strict=True):
            session.build(config, running=session.phase is Phase.RUNNING)  # watching an example of that lag

    def choose(self, option: str, value: object) -> None:
        """Build what has a lag anew with another one: "lag", in timesteps, one of the slider's."""
        if option != "lag":
            super().choose(option, value)
        if value not in STOPS or isinstance(value, bool):
            stops = ", ".join(map(str, STOPS))
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "The lag is one of {stops}, not {value}."), stops=stops, value=value
            )
        if not self._sessions:
            raise Refused(QT_TRANSLATE_NOOP("panels", "This task has no lag."))
        self.slider.setValue(STOPS.index(int(str(value))))
        self._moved = True
        self._build()

    # --- what is asked of it ---

    def numbers(self) -> Mapping[str, Array]:
        """Return lags, accuracies and chance; of B, after a B."""
        found: dict[str, Array] = {}
        for each in self._shown():
            suffix = " B" if each.name == "B" else ""
            found[f"lags{suffix}"] = np.array(each.lags)
            found[f"accuracy{suffix}"] = np.array(each.accuracies)
            found[f"chance accuracy{suffix}"] = np.array(each.chance)
            found[f"learned lag{suffix}"] = np.array(each.learned)
        return found

    def describe(self) -> str:
        """Say up to which lag each session is better than chance."""
        shown = self._shown()
        if not shown:
            return self._reason(shown)
        said = (
            translate("panels", "{name} accuracy {values}").format(
                name=each.name,
                values=", ".join(f"{percent(a)} @ {lag}" for lag, a in zip(each.lags, each.accuracies, strict=True)),
            )
            for each in shown
        )
        return "; ".join(said).strip()


def _measured(session: Session) -> tuple[dict[int, float], int]:
    """Return the accuracy of each lag and the update it was measured at: the last one up to where the run stands."""
    before: list[Evaluated] = [e for e in session.evaluations if e.update <= session.position]
    if not before:
        return {}, 0
    pairs = ((_MEASURED.fullmatch(name), value) for name, value in before[-1].values.items())
    return {int(found[1]): value for found, value in pairs if found}, before[-1].update


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")


PANEL = Panel(
    key="lags",
    title=QT_TRANSLATE_NOOP("panels", "Success for every lag"),
    shortcut="Ctrl+Alt+F3",
    area=Area.TOP_RIGHT,
    order=20,
    wants=frozenset(),
    make=LagsView,
    hint=QT_TRANSLATE_NOOP(
        "panels",
        "How often it still knows the answer after so many timesteps: a gradient that vanishes learns no long lag.",
    ),
    per_second=2.0,
    compared=Compared.TOGETHER,
)
