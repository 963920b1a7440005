"""What the worker has before it: the run that stands there, the updates it is to take, and what is said of both."""

from __future__ import annotations

from time import perf_counter

from rnnviz.engine.breakpoint_checks import Stopping
from rnnviz.engine.building import unforeseen
from rnnviz.engine.commands import Command
from rnnviz.engine.computing import Computing
from rnnviz.engine.exchange import Exchange
from rnnviz.engine.history import LIMIT
from rnnviz.engine.kept_snapshots import KeptSnapshots
from rnnviz.engine.messages import Evaluated, Event, Objected, Phase, Probed, Sought, Status
from rnnviz.engine.observer.aside import Aside
from rnnviz.engine.observer.deferred import Places
from rnnviz.engine.observer.observer import Observer
from rnnviz.engine.observer.told import Told
from rnnviz.engine.observing import Watcher
from rnnviz.engine.seeking import Journey
from rnnviz.engine.standing import Standing
from rnnviz.engine.time_travel import Travel
from rnnviz.engine.training import Run
from rnnviz.sentences import Refused, Sentence
from rnnviz.tasks import Watched

_TOLD_EVERY = 0.1  # seconds


class Workplace:
    """Where the parts of a worker meet: none of them knows another one.

    Attributes
    ----------
    there : Standing or None
        The run with all that goes with it; None: none could be built yet.
    limit : int
        Of the snapshots, bytes.
    next_update : float
        Not before this time, under a speed limit (`perf_counter`).
    """

    def __init__(self, exchange: Exchange, observer: Observer | None = None) -> None:
        self.exchange = exchange
        told = None if observer is None else Told(observer)
        aside = None if told is None else Aside(told, exchange.frames, exchange.governor, exchange.packed)
        self.watcher = Watcher(exchange.frames, exchange.governor, aside)
        self.computing = Computing(self._say_computed, None if told is None else Places(told))
        self.breakpoints = Stopping(exchange.governor)
        self.journey = Journey(exchange.publish)
        self.kept = KeptSnapshots(exchange.publish)
        self.there: Standing | None = None
        self.limit = LIMIT
        self.next_update = 0.0
        self.left = 0.0
        self._said_where = 0.0  # when it was last said where a run in the past has come to

    # --- what stands there ---

    @property
    def travel(self) -> Travel | None:
        """The run with its past."""
        return None if self.there is None else self.there.travel

    @property
    def run(self) -> Run | None:
        """The run as it stands: at the newest update, or at a past one."""
        return None if self.travel is None else self.travel.run

    @property
    def left(self) -> float:
        """Updates still to take; infinity while running."""
        return self._left

    @left.setter
    def left(self, updates: float) -> None:
        self._left = updates
        self.exchange.governor.learning = updates > 0

    @property
    def probe(self) -> Watched:
        """The probe sequence: there is one from the beginning of every run."""
        probe = self.watcher.probe
        assert probe is not None
        return probe

    @property
    def phase(self) -> Phase:
        """What is being done; FAILED: there is no run."""
        if self.travel is None:
            return Phase.FAILED
        if self.travel.target is not None:
            return Phase.SEEKING
        return Phase.RUNNING if self.left else Phase.PAUSED

    # --- what is done with it ---

    def go(self, updates: float) -> None:
        """Take so many updates from now on."""
        self.watcher.watch_batch(None)
        self.left = updates
        self.next_update = 0.0
        if self.travel is None or self.travel.target is None:
            self.say(Phase.RUNNING)

    def pause(self, reason: Sentence | None = None, details: str = "") -> None:
        """Take no update more, and say why; all that was wanted of the updates before is said first."""
        self.left = 0
        failed = self.settle()
        if reason is None and failed is not None:
            reason, details = failed
        self.stay()
        self.watcher.refresh()
        self.say_kept()
        self.say(Phase.PAUSED, reason, details)

    def seek(self, travel: Travel, update: int) -> None:
        """Set out for another update; raises `Refused` if there is none."""
        self.settle()
        self.journey.begin(travel, update)
        self.watcher.watch_batch(None)
        self.left = 0
        self.breakpoints.moved()

    def stay(self) -> None:
        """Go no further to the update that was being gone to."""
        if self.travel is not None and self.travel.target is not None:
            self.travel.target = None
            self.journey.abandon()

    def watch(self, run: Run, text: str) -> None:
        """Watch another sequence; raises `Refused` if the task cannot read it."""
        self.watcher.probe = run.watch(text)
        self.watcher.watch_batch(None)
        self.watcher.refresh()
        self.publish(Probed(text))

    def settle(self) -> tuple[Sentence, str] | None:
        """Say all that was wanted of the updates before; return why that failed, if it did, and the details."""
        try:
            self.computing.settle()
        except Exception as error:
            update = 0 if self.run is None else self.run.update
            return unforeseen(error, update)
        return None

    # --- what is said of it ---

    def publish(self, event: Event) -> None:
        """Say something to whoever watches."""
        self.exchange.publish(event)

    def _say_computed(self, event: Event | None) -> None:
        """Say what was computed beside training, if it comes to anything."""
        if isinstance(event, Evaluated):
            self.breakpoints.evaluated(event)
        if event is not None:
            self.publish(event)

    def say(self, phase: Phase, reason: Sentence | None = None, details: str = "") -> None:
        """Say a phase, and where in time the run stands."""
        travel = self.travel
        update = travel.run.update if travel else 0
        present = travel.present.update if travel and travel.in_past else None
        self.publish(Status(phase, update, reason, details, present=present))

    def say_kept(self) -> None:
        """Say which snapshots there are."""
        self.kept.tell(None if self.travel is None else self.travel.history)

    def say_arrived(self, travel: Travel) -> None:
        """Say that an update was gone to, and with which settings it was learned."""
        self.publish(Sought(travel.run.update, travel.run.config))

    def say_where(self, travel: Travel) -> None:
        """Say from time to time where a run in the past has come to, and that it has met the present."""
        now = perf_counter()
        if not travel.in_past:
            self.say_arrived(travel)
        if not travel.in_past or now - self._said_where >= _TOLD_EVERY:
            self._said_where = now
            self.say(Phase.RUNNING)

    def object(self, refused: Refused, about: type[Command]) -> None:
        """Say that a command could not be carried out."""
        self.publish(Objected(refused.sentence, refused.details, about))
