"""Going through a run's own time by menu and key, and what becomes of a branch."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from rnnviz.engine.messages import Branched
from rnnviz.gui.bridge import Session
from rnnviz.gui.fields import FIELDS
from rnnviz.gui.language import translate
from rnnviz.gui.number import grouped
from rnnviz.gui.pair import Pair

PARTS = 50  # of a run that a big step is one of


class Travelling(QObject):
    """Acts on the sessions that commands reach; its methods have the names of the menu's entries."""

    def __init__(self, pair: Pair, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pair = pair

    @property
    def session(self) -> Session:
        """The one that is meant where only one can be."""
        return self._pair.chosen

    @Slot()
    def earlier(self) -> None:
        """Go back by one update."""
        self.step(-1)

    @Slot()
    def later(self) -> None:
        """Go forward by one update that was taken before."""
        self.step(1)

    @Slot()
    def much_earlier(self) -> None:
        """Go back by a fiftieth of the run."""
        self.step(-self.stride)

    @Slot()
    def much_later(self) -> None:
        """Go forward by a fiftieth of the run."""
        self.step(self.stride)

    @Slot()
    def to_the_beginning(self) -> None:
        """Go to where the run began."""
        self.step(self.session.metrics.first - self.session.heading)

    @Slot()
    def to_the_present(self) -> None:
        """Go back to the newest update."""
        for session in self._pair.acting:
            if session.in_past or session.heading != session.metrics.count:
                session.return_to_present()

    @Slot()
    def branch(self) -> None:
        """Go on from here in another way, beside this run."""
        self.session.branch()

    @property
    def stride(self) -> int:
        """The updates of a big step: 1, 2, 5, 10, 20, 50 ..., about a fiftieth of the run."""
        size, power = max(1, self.session.metrics.count // PARTS), 1
        while power * 10 <= size:
            power *= 10
        return max(k * power for k in (1, 2, 5) if k * power <= size)

    def step(self, updates: int) -> None:
        """Go from where each run is heading to; not beyond either end."""
        for session in self._pair.acting:
            present, heading = session.metrics.count, session.heading
            target = min(max(heading + updates, session.metrics.first), present)
            if target != heading:
                session.go_to(target)


def parted(session: Session, branched: Branched) -> str:
    """Say from where a branch goes on, and in what it differs."""
    mine, theirs = session.config.model_dump(), branched.config.model_dump()
    labels = {field.name: translate("settings", field.label) for field in FIELDS}
    changes = [f"{labels.get(k, k)} {theirs[k]} ({mine[k]})" for k in mine if mine[k] != theirs[k]]
    update = grouped(branched.start.update)
    if not changes:
        words = translate("window", "A branch goes on from update {update}; this run stays as it is.")
        return words.format(update=update)
    words = translate(
        "window",
        "This run stays as it is: a branch goes on from update {update} in another way, with {changes}.",
    )
    return words.format(update=update, changes=", ".join(changes))
