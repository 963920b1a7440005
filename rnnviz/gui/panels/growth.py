"""Growth of the samples: at first noise, after more training words, after more still sentences."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout
from typing_extensions import override

from rnnviz.engine.messages import Sample
from rnnviz.explain.number import grouped
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.lacking import NO_WRITING
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.growth_page import Grown, GrowthPage
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate


class GrowthView(View):
    """A few samples on one page, each after at least twice the updates of the one before, and the newest."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._kept: list[Sample] = []
        self._drawn: tuple[Sample, ...] = ()
        self._page, self._empty = GrowthPage(look), Placeholder(look)
        self._page.setAccessibleName(translate("panels", "What the model wrote as it learned"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._page)
        session.sampled.connect(self._take)
        session.sought.connect(self._follow)
        session.status_changed.connect(self._follow)
        session.built.connect(self._begin)
        self._begin()

    @override
    def restyle(self) -> None:
        self._page.restyle()
        self._empty.restyle()
        self._redraw()

    def see(self, visible: bool) -> None:
        """Write what has come meanwhile."""
        if visible:
            self._redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many rows as there is room for."""
        super().resizeEvent(event)
        self._redraw()

    @Slot(object)
    def _begin(self, _built: object = None) -> None:
        """Begin a new page."""
        self._kept = []
        for sample in list(self.session.samples):
            self._keep(sample)
        self._redraw()

    @Slot(object)
    def _take(self, sample: Sample) -> None:
        self._keep(sample)
        if self.isVisible():
            self._redraw()

    @Slot()
    @Slot(object)
    def _follow(self, _said: object = None) -> None:
        """Show no more than had been written at the update shown."""
        if self.isVisible() and tuple(self._rows()) != self._drawn:
            self._redraw()

    def _keep(self, sample: Sample) -> None:
        """Keep the first sample of the schedule, and each that comes after twice the updates."""
        if sample.asked or sample.seed_text:
            return
        if not self._kept or sample.update >= max(2 * self._kept[-1].update, 1):
            self._kept.append(sample)

    def _rows(self) -> list[Sample]:
        """Return what is on the page: the first sample, the newest one then, and evenly chosen ones between them."""
        then = self.session.position if self.session.in_past else None
        there = [sample for sample in self._kept if then is None or sample.update <= then]
        if not there:
            return []
        newest = next((s for s in reversed(self.session.written) if not (s.asked or s.seed_text)), there[-1])
        if newest is not there[-1]:
            there.append(newest)
        room = max(self._page.room, 2)
        if len(there) <= room:
            return there
        return [there[k] for k in np.linspace(0, len(there) - 1, room).round().astype(int)]

    def _grown(self) -> list[Grown]:
        curves = self.session.metrics.curves()
        facts = self.session.facts
        chance = facts.chance_loss if facts is not None else float("nan")
        found = []
        for sample in self._rows():
            before = int(np.searchsorted(curves.update, sample.update, side="left")) - 1  # taken before its update
            found.append(Grown(sample, float(curves.smoothed[before]) if before >= 0 else chance))
        return found

    def _redraw(self) -> None:
        rows = self._grown()
        self._drawn = tuple(row.sample for row in rows)
        if rows:
            self._page.show_rows(rows)
            self._stack.setCurrentWidget(self._page)
            words = (
                translate("panels", "blue: words that the text has; orange: invented ones")
                if rows[-1].sample.words
                else ""
            )
            self.set_subtitle(words)
            return
        self._stack.setCurrentWidget(self._empty)
        self.set_subtitle("")
        facts = self.session.facts
        if facts is None:
            self._empty.say(translate("panels", "Waiting for the model."))
        elif not facts.can_sample:
            self._empty.say(translate("panels", NO_WRITING))
        else:
            self._empty.say(translate("panels", "The first sample comes when training begins."))

    def numbers(self) -> Mapping[str, Array]:
        """Return the rows: update, smoothed loss, words, known ones, their share, invented ones, and the text."""
        rows = self._grown()
        return {
            "update": np.array([row.sample.update for row in rows], np.int64),
            "loss": np.array([row.loss for row in rows], np.float64),
            "words": np.array([len(row.sample.words) for row in rows], np.int64),
            "known": np.array([sum(word.known for word in row.sample.words) for row in rows], np.int64),
            "share": np.array([row.share for row in rows], np.float64),
            "invented": np.array([sum(word.invented for word in row.sample.words) for row in rows], np.int64),
            "text": np.array([row.sample.text for row in rows], np.str_),
        }

    def describe(self) -> str:
        """Say how the share of real words has grown."""
        rows = self._grown()
        if not rows:
            return self._empty.text()
        first, last = rows[0], rows[-1]
        if not last.sample.words:
            return translate("panels", "After update {update} it wrote: {text}").format(
                update=grouped(last.sample.update), text=last.sample.text
            )
        return translate(
            "panels",
            "After update {update}, {share} percent of the words it wrote are in the text; "
            "after update {first}, {before}.",
        ).format(
            update=grouped(last.sample.update),
            share=_percent(last.share),
            first=grouped(first.sample.update),
            before=_percent(first.share),
        )


def _percent(share: float) -> str:
    return "0" if np.isnan(share) else f"{100 * share:.0f}"


PANEL = Panel(
    key="growth",
    title=QT_TRANSLATE_NOOP("panels", "Growth of the samples"),
    shortcut="Ctrl+Alt+7",
    area=Area.TOP_RIGHT,
    order=20,
    wants=frozenset(),
    make=GrowthView,
    hint=QT_TRANSLATE_NOOP("panels", "At first noise, then words, then sentences: what it writes as it learns."),
    per_second=1.0,
    compared=Compared.EACH,
)
