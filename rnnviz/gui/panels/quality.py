"""Quality by length: how many sentences of each length are right, of one network or of two, and word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from rnnviz.engine.messages import Evaluated
from rnnviz.explain.config_words import titles
from rnnviz.explain.number import grouped, number, percent
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.quality_plot import Quality, QualityPlot
from rnnviz.gui.workbench.side import Compared, Side
from rnnviz.measures import ACCURACY, BLEU
from rnnviz.probe.frame import Array, Frame
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

_AT = re.compile(r"(accuracy|BLEU)@(\d+)")  # as `rnnviz.tasks.translation` names what it measures
_NAMES = {ACCURACY.name: "exact", BLEU.name: "bleu"}  # in `numbers`
_NONE = QT_TRANSLATE_NOOP("panels", "This task does not judge sentences by their length.")


class QualityView(View):
    """Held-out exact sentences, or BLEU, over length: of A, of B if there is one, and of a dictionary."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._beside: Session | None = None
        self.plot = QualityPlot(look)
        self.empty = Placeholder(look)
        self.measure = Chooser(look, translate("panels", "What is measured"))
        self.measure.offer([(ACCURACY.name, translate("panels", "sentences right in every word")), (BLEU.name, "BLEU")])
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.measure)
        self.bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.bar)
        column.addWidget(self.plot, 1)
        column.addWidget(self.empty, 1)
        self.setFocusProxy(self.measure)
        self.measure.picked.connect(self._redraw)
        self._listen(session)
        self._redraw()

    def _listen(self, session: Session) -> None:
        session.evaluated.connect(self._redraw)
        session.sought.connect(self._redraw)
        session.built.connect(self._redraw)

    def show_beside(self, other: Session | None) -> None:
        """Draw the curves of both."""
        if other is self._beside:
            return
        if self._beside is not None:
            for signal in (self._beside.evaluated, self._beside.sought, self._beside.built):
                signal.disconnect(self._redraw)
        self._beside = other
        if other is not None:
            self._listen(other)
        self._redraw()

    def show_frame(self, frame: Frame) -> None:
        """Look whether the run stands where another evaluation was made."""
        del frame
        self._redraw()

    @override
    def restyle(self) -> None:
        self.bar.setContentsMargins(self.look.px(4), 0, self.look.px(4), 0)
        for part in (self.measure, self.empty):
            part.restyle()
        self._redraw()

    # --- what is known ---

    @property
    def _sessions(self) -> tuple[Session, ...]:
        there = (self.session,) if self._beside is None else (self.session, self._beside)
        return tuple(each for each in there if each.facts is not None and "word by word" in each.facts.facts)

    def _of_a_dictionary(self, measure: str) -> Quality | None:
        """Return what translating each word alone reaches."""
        facts = next((each.facts for each in self._sessions), None)
        rows = () if facts is None else facts.facts["word by word"]
        if not isinstance(rows, tuple) or not rows:
            return None
        lengths, exact, scores = zip(*rows, strict=True)
        values = exact if measure == ACCURACY.name else scores
        title = translate("panels", "a dictionary, word by word")
        return Quality(title, self.look.theme.muted, lengths, values, dashed=True)

    def _of_sessions(self, measure: str) -> list[Quality]:
        words: Mapping[str, str] = {}
        if self._beside is not None:
            words = titles(self.session.config, self._beside.config)
        found = []
        for session in self._sessions:
            side = Side.A if session is self.session else Side.B
            values, update = _measured(session, measure)
            if not values:
                continue
            name = str(side) if self._beside is not None else ""
            at = translate("panels", "update {n}").format(n=grouped(update))
            colour = self.look.theme.accent if side is Side.A else self.look.theme.second
            title = " · ".join(filter(None, (name, words.get(side, ""), at)))
            found.append(Quality(title, colour, tuple(values), tuple(values.values())))
        return found

    @Slot()
    @Slot(object)
    def _redraw(self, _said: object = None) -> None:
        measure = str(self.measure.key)
        mine, dictionary = self._of_sessions(measure), self._of_a_dictionary(measure)
        shown = [*mine, *([] if dictionary is None else [dictionary])]
        self.plot.show_quality(shown, self._longest, measure == ACCURACY.name)
        self.plot.setVisible(bool(shown))
        self.measure.setVisible(bool(shown))
        self.empty.say("" if shown else translate("panels", _NONE))
        self.empty.setVisible(not shown)
        self.set_subtitle(translate("panels", "held-out, over the words of a sentence") if shown else "")

    @property
    def _longest(self) -> int:
        return max((each.config.sequence_length for each in self._sessions), default=0)

    # --- what is asked of it ---

    def choose(self, option: str, value: object) -> None:
        """Set "measure": "accuracy" (sentences right in every word) or "BLEU"."""
        if option != "measure":
            super().choose(option, value)
        if value not in _NAMES:
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "What is measured is one of {known}, not {value}."),
                known=", ".join(_NAMES),
                value=value,
            )
        self.measure.follow(value)
        self._redraw()

    def numbers(self) -> Mapping[str, Array]:
        """Return lengths, exact shares and BLEU; of B, after a B; of the dictionary, after "word by word"."""
        found: dict[str, Array] = {"longest learned": np.array(self._longest)} if self._sessions else {}
        for measure, name in _NAMES.items():
            for session in self._sessions:
                suffix = "" if session is self.session else " B"
                values, _ = _measured(session, measure)
                if values:
                    found |= {
                        f"lengths{suffix}": np.array(list(values)),
                        f"{name}{suffix}": np.array([*values.values()]),
                    }
            if (dictionary := self._of_a_dictionary(measure)) is not None:
                found["lengths word by word"] = np.array(dictionary.lengths)
                found[f"{name} word by word"] = np.array(dictionary.values)
        return found

    def describe(self) -> str:
        """Say how good each way is at the shortest and at the longest sentences."""
        measure = str(self.measure.key)
        dictionary = self._of_a_dictionary(measure)
        shown = [*self._of_sessions(measure), *([] if dictionary is None else [dictionary])]
        if not shown:
            return self.empty.text()
        said = percent if measure == ACCURACY.name else partial(number, signed=False)
        words = translate("panels", "{title}: {first} at {short} words, {last} at {long} words")
        return "; ".join(
            words.format(
                title=each.title,
                first=said(each.values[0]),
                short=each.lengths[0],
                last=said(each.values[-1]),
                long=each.lengths[-1],
            )
            for each in shown
        )


def _measured(session: Session, measure: str) -> tuple[dict[int, float], int]:
    """Return a measure by length, and the update it was taken at: the last one up to where the run stands."""
    before: list[Evaluated] = [e for e in session.evaluations if e.update <= session.position]
    if not before:
        return {}, 0
    pairs = ((_AT.fullmatch(name), value) for name, value in before[-1].values.items())
    return {int(at[2]): value for at, value in pairs if at and at[1] == measure}, before[-1].update


PANEL = Panel(
    key="quality",
    title=QT_TRANSLATE_NOOP("panels", "Quality by length"),
    shortcut="Ctrl+Alt+Q",
    area=Area.TOP_RIGHT,
    order=21,
    wants=frozenset(),
    make=QualityView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "How many sentences it translates without a fault, by their length: long ones are where it shows."
    ),
    per_second=2.0,
    compared=Compared.TOGETHER,
)
