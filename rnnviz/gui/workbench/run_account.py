"""Begins runs, and knows of each which experiment it is: what the window says of a run follows from what runs.

Nothing is said before a run is there: if it is refused, there is nothing to take back. Each door (a preset, a text, a
panel, the command line, a lesson) leads through here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Built, Phase, Status
from rnnviz.engine.presets import Preset
from rnnviz.engine.snapshot import Snapshot
from rnnviz.gui.workbench.opening import Opening
from rnnviz.gui.workbench.session import Session


@dataclass(frozen=True)
class Asked:
    """A run that is to be."""

    experiment: Preset | None  # None: a text of the user's
    wished: RunConfig
    panels: tuple[str, ...] = ()  # to be brought into view, the last one in front


@dataclass
class _Known:
    """What is known of a session's runs."""

    experiment: Preset | None
    of: dict[int, Preset | None] = field(default_factory=dict)  # by the number of the run: this one and the former one
    asked: dict[int, Asked] = field(default_factory=dict)  # by the number of the order
    next: Preset | None = None  # of the run that somebody else is about to build


class RunAccount(QObject):
    """Keeps account of the runs of every session.

    Parameters
    ----------
    first : Session
        Whose run `chosen` is.
    presets : iterable of Preset
        Every experiment, to find that of a second session among.
    """

    begun = Signal(object, object, object)  # Session, Built, Asked or None: a run is there, a new one or the former one
    failed = Signal(object)  # Session: there is none at all

    def __init__(
        self, first: Session, presets: Iterable[Preset], chosen: Preset, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._presets = tuple(presets)
        self._known: dict[Session, _Known] = {}
        self.listen(first, chosen)

    def listen(self, session: Session, hint: Preset | None = None) -> None:
        """Keep account of a session that is new here."""
        if session in self._known:
            return
        self._known[session] = _Known(self._nearest(session.config, hint))
        session.built.connect(self._take_over)
        session.status_changed.connect(self._follow)

    def forget(self, there: Iterable[Session]) -> None:
        """Keep no account of sessions that are not there any more."""
        kept = tuple(there)
        self._known = {session: known for session, known in self._known.items() if session in kept}

    def experiment(self, session: Session) -> Preset | None:
        """Return the experiment that a session's run is of; None: a text of the user's."""
        return self._known[session].experiment if session in self._known else None

    def begin(
        self,
        session: Session,
        asked: Asked,
        probe: str = "",
        running: bool = True,
        fit: bool = False,
        start: Snapshot | None = None,
    ) -> None:
        """Build what is asked for; the run before goes on if that is refused."""
        if order := session.build(asked.wished, running, probe, fit=fit, start=start):
            self._known[session].asked[order] = asked

    def open(self, session: Session, asked: Asked, opening: Opening, running: bool = False) -> None:
        """Have a run that was written down; the run before goes on if that is refused."""
        if order := session.open(opening, running):
            self._known[session].asked[order] = asked

    def pending(self, session: Session) -> bool:
        """Whether something that was asked for is not there yet."""
        return bool(self._known[session].asked)

    def expect(self, session: Session, experiment: Preset) -> None:
        """Know what somebody else makes of a session: a lesson builds in its own way, if it has to."""
        known = self._known[session]
        known.next = experiment
        if session.facts is not None and session.config.task == experiment.config.task:
            known.experiment = known.of[session.facts.run] = experiment

    @Slot(object)
    def _take_over(self, built: Built) -> None:
        session = self.sender()
        known = self._known.get(session) if isinstance(session, Session) else None
        if known is None or not isinstance(session, Session):
            return
        asked = known.asked.pop(built.heard, None)
        known.asked = {order: each for order, each in known.asked.items() if order > built.heard}
        if built.brought_back:
            known.experiment = known.of.get(built.run)
        elif asked is not None:
            known.experiment = asked.experiment
        elif known.next is not None and known.next.config.task == built.config.task:
            known.experiment = known.next
        known.next = None
        known.of[built.run] = known.experiment
        kept = {built.run, *(() if built.former is None else (built.former.run,))}
        known.of = {run: each for run, each in known.of.items() if run in kept}
        self.begun.emit(session, built, asked)

    @Slot(object)
    def _follow(self, status: Status) -> None:
        """Forget what was refused or given up."""
        session = self.sender()
        if status.phase is Phase.BUILDING or not isinstance(session, Session) or session not in self._known:
            return
        known = self._known[session]
        known.asked = {order: each for order, each in known.asked.items() if order > status.heard}
        if status.phase is Phase.FAILED:
            self.failed.emit(session)

    def _nearest(self, config: RunConfig, hint: Preset | None) -> Preset | None:
        """Return the experiment that a config is of, perhaps with other settings; None: of a text of the user's."""
        same = [each for each in self._presets if _material(each.config) == _material(config)]
        if hint is not None and _material(hint.config) == _material(config):
            return hint
        return min(same, key=lambda each: _distance(each.config, config), default=None)


def _material(config: RunConfig) -> tuple[str, str, str]:
    return (config.task, config.text, config.text_file)


def _distance(one: RunConfig, other: RunConfig) -> int:
    mine, theirs = one.model_dump(), other.model_dump()
    return sum(mine[name] != theirs[name] for name in mine)
