"""Samples: what the model writes, from noise at first to words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.engine.messages import Sample
from rnnviz.explain.number import grouped
from rnnviz.explain.numerals import written
from rnnviz.explain.setting_words import allowed
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.lacking import NO_WRITING
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.number_fields import RealField
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array
from rnnviz.sentences import QT_TRANSLATE_NOOP, say, translate

LINES = 4000  # kept on screen


class SamplesView(View):
    """A log of samples, newest at the end, with the means to ask for one."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._last: Sample | None = None  # in the log
        self._there: list[Sample] = []  # all that is in it
        self._log = QPlainTextEdit()
        self._log.setReadOnly(True)
        self._log.setUndoRedoEnabled(False)
        self._log.setMaximumBlockCount(LINES)
        self._temperature = RealField(allowed("temperature"), step=0.1)
        self._temperature.valueChanged.connect(self._set_temperature)
        self._seed_text = QLineEdit()
        self._seed_text.returnPressed.connect(self._sample_now)
        self._now = QPushButton()
        self._now.clicked.connect(self._sample_now)
        self._temperature_label = _muted()
        self._temperature_label.setBuddy(self._temperature)
        self._why = _muted()
        self._why.setWordWrap(True)
        self._follows = True  # the newest sample is in sight
        self._log.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._log.verticalScrollBar().rangeChanged.connect(self._grown)
        self._lay_out()
        session.sampled.connect(self._append)
        session.sought.connect(self._append)
        session.status_changed.connect(self._append)
        session.built.connect(self._rebuild)
        session.config_changed.connect(self._take_config)
        Offered(session, Capability.TUNE, self._temperature)
        self._take_config()

    def _lay_out(self) -> None:
        asking, setting = QHBoxLayout(), QHBoxLayout()
        asking.addWidget(self._seed_text, 1)
        asking.addWidget(self._now)
        setting.addWidget(self._temperature_label, 1)
        setting.addWidget(self._temperature)
        for widget in (self._seed_text, self._why):  # a panel can be made narrow
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
        column = QVBoxLayout(self)
        column.addWidget(self._log, 1)
        column.addWidget(self._why)
        column.addLayout(setting)
        column.addLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)

    @override
    def restyle(self) -> None:
        px = self.look.px
        self._temperature_label.setText(translate("panels", "Temperature"))
        self._seed_text.setPlaceholderText(translate("panels", "Seed text"))
        self._now.setText(translate("panels", "Sample now"))
        self._temperature.setToolTip(
            translate("panels", "Temperature: 0 takes the most likely symbol, 1 draws as predicted")
        )
        self._temperature.setAccessibleName(translate("panels", "Temperature"))
        self._seed_text.setAccessibleName(translate("panels", "Seed text"))
        self._seed_text.setToolTip(translate("panels", "What the sample goes on from"))
        self._log.setAccessibleName(translate("panels", "Samples"))
        self._log.setFont(self.look.mono())
        for widget in (self._temperature_label, self._temperature, self._seed_text, self._now, self._why):
            widget.setFont(self.look.font())
        layout = self.layout()
        assert layout is not None
        layout.setSpacing(px(4))
        self._rebuild()

    @Slot(object)
    def _rebuild(self, _built: object = None) -> None:
        self._log.clear()
        self._last = None
        self._follows = True
        self._there = []
        for sample in self.session.written:
            self._write(sample)
        facts, lacking = self.session.facts, self.session.lacks(Capability.SAMPLE)
        can = lacking is None and facts is not None and facts.can_sample
        for widget in (self._temperature, self._seed_text, self._now):
            widget.setEnabled(can)
        self._why.setVisible(not can)
        self._log.setVisible(can or bool(self._last))
        if facts is None:
            self._why.setText(translate("panels", "Waiting for the model."))
        elif lacking is not None:
            self._why.setText(say(lacking))
        else:
            self._why.setText(translate("panels", NO_WRITING))

    @Slot()
    @Slot(object)
    def _append(self, _said: object = None) -> None:
        """Add what has been written up to the update shown; what is of later ones is on screen no longer."""
        there = self.session.written
        kept = set(map(id, self.session.samples))  # the session lets go of the oldest ones, the log need not
        known = [sample for sample in self._there if id(sample) in kept]
        if list(map(id, there[: len(known)])) != list(map(id, known)):
            self._rebuild()
            return
        for sample in there[len(known) :]:
            self._write(sample)

    def _write(self, sample: Sample) -> None:
        muted, plain = QTextCharFormat(), QTextCharFormat()
        muted.setForeground(QColor(self.look.theme.muted))
        plain.setForeground(QColor(self.look.theme.text))
        cursor = QTextCursor(self._log.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        cursor.insertText(("\n\n" if self._last else "") + self._heading(sample) + "\n", muted)
        end = 0
        for word in (word for word in sample.words if word.invented):
            cursor.insertText(sample.text[end : word.start], plain)
            cursor.insertText(sample.text[word.start : word.end], self._marked())
            end = word.end
        cursor.insertText(sample.text[end:], plain)
        if listed := _invented(sample):
            words = translate("panels", "invented: {words}").format(words=", ".join(listed))
            cursor.insertText(f"\n{words}", muted)
        cursor.endEditBlock()
        self._last = sample
        self._there.append(sample)

    def _marked(self) -> QTextCharFormat:
        """Return how a word is written that the text does not have, and could."""
        found = QTextCharFormat()
        found.setForeground(QColor(self.look.theme.positive))
        found.setFontUnderline(True)
        return found

    @Slot(int)
    def _scrolled(self, value: int) -> None:
        """Follow the end only while the user is there."""
        self._follows = value >= self._log.verticalScrollBar().maximum()

    @Slot(int, int)
    def _grown(self, _low: int, high: int) -> None:
        if self._follows:
            self._log.verticalScrollBar().setValue(high)

    def _heading(self, sample: Sample) -> str:
        """Name the update, and what else differs from the sample before."""
        parts = [translate("panels", "update {update}").format(update=grouped(sample.update))]
        if self._last is None or sample.temperature != self._last.temperature:
            parts.append(
                translate("panels", "temperature {temperature}").format(temperature=written(sample.temperature))
            )
        if sample.seed_text:
            parts.append(f"“{sample.seed_text}” →")
        return " · ".join(parts)

    @Slot(object)
    def _take_config(self, _config: object = None) -> None:
        temperature = self.session.config.temperature
        with QSignalBlocker(self._temperature):
            self._temperature.setValue(temperature)
        self.set_subtitle(translate("panels", "temperature {temperature}").format(temperature=written(temperature)))

    @Slot(object)
    def _set_temperature(self, value: float) -> None:
        self.session.set_live(temperature=value)

    @Slot()
    def _sample_now(self) -> None:
        self.session.sample(self._seed_text.text())

    def numbers(self) -> Mapping[str, Array]:
        """Return the samples: update, temperature, text, its words, how many different ones are invented: (sample,)."""
        samples = self.session.written
        return {
            "update": np.array([s.update for s in samples], np.int64),
            "temperature": np.array([s.temperature for s in samples], np.float64),
            "text": np.array([s.text for s in samples], np.str_),
            "words": np.array([len(s.words) for s in samples], np.int64),
            "invented": np.array([len(_invented(s)) for s in samples], np.int64),
        }

    def describe(self) -> str:
        """Read out the last sample."""
        if not self._now.isEnabled():
            return str(self._why.text())
        if self._last is None:
            return translate("panels", "No samples yet.")
        return translate("panels", "After update {update} it wrote: {text}").format(
            update=grouped(self._last.update), text=self._last.text
        )


def _invented(sample: Sample) -> list[str]:
    """Return the different words of a sample that the text does not have, and could."""
    return list(dict.fromkeys(sample.text[word.start : word.end] for word in sample.words if word.invented))


def _muted() -> QLabel:
    label = QLabel()
    label.setObjectName("muted")  # the style sheet knows it
    return label


PANEL = Panel(
    key="samples",
    title=QT_TRANSLATE_NOOP("panels", "Samples"),
    shortcut="Ctrl+9",
    area=Area.SIDE_BOTTOM,
    order=0,
    wants=frozenset(),
    make=SamplesView,
    hint=QT_TRANSLATE_NOOP(
        "panels",
        "What the model writes by itself, from the beginning on. Underlined: words that it has invented.",
    ),
    per_second=1.0,
    compared=Compared.EACH,
)
