"""Between the worker and the window: polls the worker from the GUI thread, and never lets the worker call into Qt."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from rnnviz.agent.observation import Facts
from rnnviz.engine import commands, messages
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.capability import NEEDS, Capability, why_not
from rnnviz.engine.config import RunConfig
from rnnviz.engine.frame_governor import Limit
from rnnviz.engine.messages import (
    Built,
    Evaluated,
    Event,
    Former,
    Kept,
    Objected,
    Phase,
    Recorded,
    Sample,
    Sought,
    Status,
)
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.engine.snapshot import Snapshot
from rnnviz.engine.source import Source
from rnnviz.gui import paint_meter as metering
from rnnviz.gui.workbench.breakpoints import Breakpoints
from rnnviz.gui.workbench.cursor import Cursor
from rnnviz.gui.workbench.opening import Opening
from rnnviz.gui.workbench.poll_timer import PULSE_S, PollTimer
from rnnviz.gui.workbench.run_words import RunWords
from rnnviz.gui.workbench.stepper import Stepper
from rnnviz.probe.edits import Edit, EditWeight
from rnnviz.probe.frame import Frame
from rnnviz.sentences import Sentence


class Session(QObject):
    """One run, seen through its source, and what is watched of it. A panel is bound to a session.

    Everything arrives by signal, in the GUI thread; the worker knows nothing of Qt.
    """

    frame_arrived = Signal(object)  # Frame
    status_changed = Signal(object)  # Status
    built = Signal(object)  # Built
    sampled = Signal(object)  # Sample
    evaluated = Signal(object)  # Evaluated
    objected = Signal(object)  # Objected
    probe_changed = Signal(str)
    config_changed = Signal(object)  # RunConfig
    sought = Signal(object)  # Sought
    branched = Signal(object)  # Branched
    breakpoint_hit = Signal(object)  # BreakpointHit
    traced = Signal(object)  # Traced
    recorded = Signal(object)  # Recorded
    scripted = Signal(object)  # Scripted
    parts_changed = Signal(object)  # rnnviz.agent.observation.Facts
    consequences_known = Signal(object)  # Consequences
    pulse = Signal()  # twice a second: counts and shares have moved on

    def __init__(self, source: Source, config: RunConfig, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.config = config
        self.cursor = Cursor(self)
        self.frame: Frame | None = None
        self.status = Status(Phase.LOADING)
        self.facts: Built | None = None
        self.probe = ""
        self.parts: Facts | None = None  # of a user's own model
        self._words = RunWords()
        self.samples, self.evaluations = self._words.samples, self._words.evaluations
        self.edits: tuple[Edit, ...] = ()  # of the watched sequence, what follows from which is looked at
        self.kept = Kept()
        self.former: Former | None = None
        self.frames_shown = 0
        self._meant = False  # whether the last order was to take updates
        self._ordered = 0  # its number
        self._target: int | None = None  # the update that is being gone to
        self._opening: Opening | None = None  # what was written down, and is to be here
        self._source = source
        self._pulsed = perf_counter()
        self.stepper = Stepper(self, self)
        self.breakpoints = Breakpoints(self, self)
        self._passed_on: Mapping[type[Event], SignalInstance] = {  # what is told, and not kept here
            messages.Branched: self.branched,
            messages.BreakpointHit: self.breakpoint_hit,
            messages.Traced: self.traced,
            Recorded: self.recorded,
            messages.Scripted: self.scripted,
            messages.Consequences: self.consequences_known,
        }
        self._timer = PollTimer(self)
        self._timer.timeout.connect(self.poll)

    # --- what is told to the worker ---

    def start(self) -> None:
        """Start the worker."""
        metering.listen(self._source.governor.painted)
        self._source.start()
        self._timer.start()

    def run(self) -> None:
        """Train until paused."""
        self._order(commands.Run(), True)

    def pause(self) -> None:
        """Stop before the next update."""
        self._order(commands.Pause(), False)

    def advance(self, updates: int) -> None:
        """Take some updates, then pause."""
        self._order(commands.Update(updates), True)

    def lacks(self, capability: Capability) -> Sentence | None:
        """Return why the run cannot do something at all; None: it can."""
        return None if capability in self._source.capabilities else why_not(capability)

    def _tell(self, command: commands.Command) -> int:
        """Send a command and return its number, or say why the run cannot do that (`objected`), and return 0."""
        needed = NEEDS.get(type(command))
        lacking = None if needed is None else self.lacks(needed)
        if lacking is None:
            return self._source.send(command)
        self.objected.emit(Objected(lacking, about=type(command)))
        return 0

    def _tell_if_able(self, command: commands.Command) -> None:
        """Send what follows by itself from something else: nobody has asked for it, so nothing is said."""
        needed = NEEDS.get(type(command))
        if needed is None or self.lacks(needed) is None:
            self._source.send(command)

    def _order(self, command: commands.Command, learning: bool) -> int:
        number = self._tell(command)
        if number:
            self._ordered, self._meant = number, learning
        return number

    def build(
        self,
        config: RunConfig,
        running: bool,
        probe: str = "",
        fit: bool = False,
        keeps: bool = True,
        start: Snapshot | None = None,
    ) -> int:
        """Make everything anew from a config; watch `probe` if the new vocabulary has its symbols.

        Return the number of the order: `Built.heard` has it when it is done, and a Status that is not BUILDING when it
        was refused; 0: it was not even given, since nothing can be built here. The run before is kept to be brought
        back, unless `keeps` says that it need not be.

        With `fit` a text that is too short for the config is learned in fewer timesteps, fewer sequences at once. With
        `start` it goes on from a snapshot, in place of new weights.
        """
        return self._order(commands.Build(config, running, probe, start, fit, keeps), running)

    def open(self, opening: Opening, running: bool = False) -> int:
        """Have a run that was written down, where it stood; return the number of the order, as `build` does."""
        self._opening = opening
        return self._order(commands.Open(opening.record, running), running)

    def record(self) -> None:
        """Ask for all that the run is made of; answered by `recorded`."""
        self._tell_if_able(commands.Record())

    def write_script(self, path: str, from_seed: bool = False) -> None:
        """Ask for the run as a PyTorch script that is to be written to a path; answered by `scripted`.

        It begins where the run stands, or, `from_seed`, with new weights.
        """
        self._tell(commands.WriteScript(path, from_seed))

    def bring_back(self) -> None:
        """Have the former run again as it was, paused; the one that is there becomes the former one."""
        self._order(commands.BringBack(), False)

    @Slot()
    def cancel_build(self) -> None:
        """Give up what is being built: the run before goes on."""
        self._tell_if_able(commands.CancelBuild())

    def set_live(self, **values: object) -> None:
        """Change learning rate, clip or temperature while it runs; raises `Refused`.

        In the past the paths would part: what learning depends on stays as it is, and `branched` answers.
        """
        config = self.config.changed(**values)
        sent = self._tell(commands.Live(values))
        if sent and (not self.in_past or config.learns_as(self.config)):
            self.config = config
        self.config_changed.emit(self.config)

    def set_probe(self, text: str) -> None:
        """Watch another sequence."""
        self._tell(commands.Probe(text))

    def extend_probe(self, text: str, symbol: int) -> None:
        """Watch a sequence with one symbol more: an index into `Output.labels`."""
        self._tell(commands.Extend(text, symbol))

    def sample(self, seed_text: str = "") -> None:
        """Ask for a sample now."""
        self._tell(commands.SampleNow(seed_text))

    def set_speed(self, per_second: float | None) -> None:
        """Limit the updates per second; None: as fast as it goes."""
        self._tell_if_able(commands.Speed(per_second))

    def seek(self, update: int) -> None:
        """Go to a past update of this run."""
        if self._tell(commands.Seek(update)):
            self._target = update

    def go_to(self, update: int) -> None:
        """Go to an update, as far as this run has been."""
        target = self.metrics.within(update)
        if target == self.metrics.count:
            self.return_to_present()
        else:
            self.seek(target)

    def return_to_present(self) -> None:
        """Go back to the newest update."""
        if self._tell(commands.Return()):
            self._target = self.metrics.count

    def what_if(self, edits: tuple[Edit, ...]) -> None:
        """Compute the watched sequence under edits; answered by `consequences_known`. Training does not move."""
        self._tell(commands.WhatIf(edits))

    def branch(self, update: int | None = None, weights: tuple[EditWeight, ...] = (), **changes: object) -> None:
        """Ask for what another session needs to go on from an update in another way; answered by `branched`."""
        self._tell(commands.Branch(update, changes, weights))

    def trace_next(self, sequence: int = 0) -> None:
        """Ask for the Trace of the update about to happen, of one sequence of its batch; answered by `traced`."""
        self._tell(commands.TraceNext(sequence))

    def watch_batch(self, sequence: int | None) -> None:
        """Have Frames show a sequence of the batch about to be learned, until training goes on; None: the probe."""
        self._tell_if_able(commands.WatchBatch(sequence))

    def choose_parts(self, parts: tuple[str, ...] = (), sequence: int = 0) -> None:
        """Look at some parts of a user's own model, in one sequence of its batch; no part: at whatever is found."""
        self._tell(commands.Choose(parts, sequence))

    def keep_history(self, limit: int) -> None:
        """Limit the memory of the snapshots, in bytes; 0: there is no going back."""
        self._tell_if_able(commands.KeepHistory(limit))

    def set_breakpoints(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        """Have these breakpoints and no others."""
        self._tell_if_able(commands.SetBreakpoints(breakpoints))

    def set_watch(self, watch: commands.Watch) -> None:
        """Look at other parts, or under another budget; with nothing to look at, ask the worker less often."""
        self._timer.follow(bool(watch.rates))
        self._source.send(watch)

    def close(self, timeout: float | None = 30.0) -> bool:
        """End the worker and wait for it; return whether it has ended. What was asked to be recorded is heard still."""
        self._timer.stop()
        metering.unlisten(self._source.governor.painted)
        ended = self._source.stop(timeout)
        for event in self._source.events():
            if isinstance(event, Recorded):
                self._hear(event)
        return ended

    # --- what is known ---

    @property
    def phase(self) -> Phase:
        """What the worker is doing."""
        return self.status.phase

    @property
    def learning(self) -> bool:
        """Whether it takes updates, or will: what was ordered last counts until the worker has heard of it."""
        return self._meant if self.status.heard < self._ordered else self.phase is Phase.RUNNING

    @property
    def settled(self) -> bool:
        """Whether it stands still, and has heard of every order: what was sent before the last one is done."""
        return self.phase is Phase.PAUSED and self.status.heard >= self._ordered

    @property
    def position(self) -> int:
        """The update that the run stands at: the newest one, or a past one."""
        present, then = self.metrics.count, self.status.present
        if then is None or present > then:
            return present
        shown = self.frame.update if self.frame is not None and self.phase is Phase.RUNNING else 0
        return min(max(self.status.update, shown), present)

    @property
    def in_past(self) -> bool:
        """Whether the run stands at a past update."""
        return self.position < self.metrics.count

    @property
    def heading(self) -> int:
        """The update that is being gone to; the position, if none is."""
        return self.position if self._target is None else self._target

    @property
    def measured(self) -> Evaluated | None:
        """What was measured on held-out data last, up to the position: what came later is not of the update shown."""
        then = self.position if self.in_past else None
        return next((each for each in reversed(self.evaluations) if then is None or each.update <= then), None)

    @property
    def written(self) -> list[Sample]:
        """What the model wrote up to the position, in the order in which it came."""
        then = self.position if self.in_past else None
        return [sample for sample in self.samples if then is None or sample.update <= then]

    @property
    def pictured(self) -> bool:
        """Whether the picture on screen is of the position, or none is to be had: nobody looks at one."""
        return not self._timer.looked or self.frame is None or self.frame.update == self.position

    @property
    def metrics(self) -> MetricsHistory:
        """Loss and gradient norm of every update."""
        return self._source.metrics

    @property
    def learned(self) -> bool:
        """Whether the run has learned anything here."""
        return self.facts is not None and self.metrics.count > self.metrics.first

    @property
    def cost(self) -> float:
        """The share of the time that watching takes now."""
        return self._source.governor.share()

    @property
    def limit(self) -> Limit:
        """What keeps more Frames from being shown."""
        return self._source.governor.limit

    @property
    def observer_seconds(self) -> float | None:
        """What a Frame takes the observer, of a processor; None: the thread that trains looks itself."""
        return self._source.governor.observer_seconds

    @property
    def observer_lost(self) -> bool:
        """Whether the observer has ended for good."""
        return self._source.governor.observer_lost

    @property
    def alive(self) -> bool:
        """Whether the worker thread is there."""
        return self._source.alive

    # --- what comes from it ---

    @Slot()
    @metering.metered
    def poll(self) -> None:
        """Take over what came since the last time."""
        waiting = not self._source.frames.empty  # asked first: what was said before a Frame is heard before it
        for event in self._source.events():
            self._hear(event)
        frame = self._source.frames.take() if waiting else None
        if frame is not None:
            self._show(frame)
        now = perf_counter()
        if now - self._pulsed >= PULSE_S:
            self._pulsed = now
            self.pulse.emit()

    def _show(self, frame: Frame) -> None:
        self.frame = frame
        self.frames_shown += 1
        self._timer.pictured()
        self.cursor.set_lengths({axis: len(symbols) for axis, symbols in frame.sequences.items()})
        self.frame_arrived.emit(frame)

    def _hear(self, event: Event) -> None:
        match event:
            case Status():
                if self.phase is Phase.SEEKING and event.phase is not Phase.SEEKING:
                    self._target = None  # it arrived, or was told to stay on the way
                self.status = event
                self.status_changed.emit(event)
            case Built():
                self._take_over(event)
            case Sample():
                self.samples.append(event)
                self.sampled.emit(event)
            case Evaluated():
                self.evaluations.append(event)
                self.evaluated.emit(event)
            case Objected():
                self._target = None if event.about is commands.Seek else self._target
                self.objected.emit(event)
            case Sought():
                self._arrive(event)
            case Kept():
                self.kept = event
            case messages.Parts():
                self.parts = event.facts
                self.parts_changed.emit(event.facts)
            case messages.Probed():
                self.probe = event.text
                self.probe_changed.emit(event.text)
            case _:
                self._passed_on[type(event)].emit(event)

    def _arrive(self, sought: Sought) -> None:
        """Show the settings that were in force at the update gone to."""
        if sought.update == self._target:  # nothing else is said of a short way; and another may be wanted by now
            self._target = None
        self.config = sought.config
        self.sought.emit(sought)
        self.config_changed.emit(sought.config)

    def _take_over(self, built: Built) -> None:
        self._target = None
        self._words.turn(self.facts, built)
        self.edits = ()  # those of the run before mean nothing
        if built.opened and self._opening is not None:
            self._words.have(self._opening.samples, self._opening.evaluations)
            self.edits = self._opening.edits
        self.facts, self.former = built, built.former
        self.kept = Kept()
        self.config = built.config
        self.frame = None
        self.built.emit(built)
        self.config_changed.emit(built.config)
