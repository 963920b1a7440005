"""Stepping through one update: a cursor moves over its Trace, and takes the panels along. Nothing is executed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.capability import Capability
from rnnviz.engine.messages import Phase
from rnnviz.engine.messages import Traced as TracedEvent
from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.plumbing import plumbing
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.next_trace import NextTrace
from rnnviz.gui.workbench.session_port import SessionPort
from rnnviz.gui.workbench.slow_motion import SlowMotion
from rnnviz.probe.culprit import Culprit
from rnnviz.probe.cursor import TraceCursor
from rnnviz.probe.trace import Operation, Trace, TracedRecurrence, TracePhase
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence

_NO_MODEL = QT_TRANSLATE_NOOP("step", "There is no model to step through yet: it is still being made.")
_FAILED = QT_TRANSLATE_NOOP("step", "There is no model to step through: it could not be made.")
_SEEKING = QT_TRANSLATE_NOOP("step", "The run is on its way to another update; step when it is there.")
_GOES_ON = QT_TRANSLATE_NOOP("step", "This run can be stepped through only where it stands still, and it goes on.")
_LAST = QT_TRANSLATE_NOOP("step", "This was the last operation of the update; N takes the update, F5 goes on.")
_FIRST = QT_TRANSLATE_NOOP("step", "This is the first operation of the update.")
_NOWHERE = QT_TRANSLATE_NOOP("step", "Nothing is computed at that timestep in this phase.")
_UNMARKED = QT_TRANSLATE_NOOP("step", "Click a timestep in any panel first, then run to it.")


class Stepper(QObject):
    """The Trace of the update about to happen, and where one stands in it.

    A Trace is there when training has paused, but only while somebody looks at it, or when a step is taken
    (`NextTrace`). It is forgotten as soon as training goes on.

    It is of one sequence of the batch about to be learned. From the first step on every panel shows that sequence, with
    the very numbers of the Trace: else the same cursor would stand on other symbols there. Training going on, another
    text to watch or `set_everywhere` give the panels back to the probe sequence.
    """

    traced = Signal()  # another Trace is there, or none any more
    moved = Signal()  # the cursor stands elsewhere
    refused = Signal(object)  # Sentence: why a step could not be taken
    wanted = Signal()  # the user steps: whoever shows it should come into view
    playing_changed = Signal(bool)
    led = Signal()  # the panels show the traced sequence, or no more
    counted = Signal()  # plumbing is passed over, or no more: the same operation has another number

    def __init__(self, session: SessionPort, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.cursor: TraceCursor | None = None
        self.plumbing_shown = False  # whether moves stop at what computes nothing, such as views and zeros
        self.everywhere = True  # every panel shows the traced sequence while one steps
        self._next = NextTrace(session, self)
        self._slow_motion = SlowMotion(self)
        self._stepped = False  # since this Trace is there, or is waited for
        self._own_text = False  # the user has typed another text to watch meanwhile
        self._led: int | None = None  # the sequence that the panels were told to show
        self._kept: tuple[int, int] | None = None  # where one stood in the Trace of another sequence, and its length
        self._then: Callable[[], object] | None = None  # what to do as soon as it is there
        self._next.came.connect(self._take)
        self._next.gone.connect(self._forget)
        self._slow_motion.due.connect(self.play_on)
        self._slow_motion.changed.connect(self.playing_changed)
        session.probe_changed.connect(self._give_way)

    # --- what is known ---

    @property
    def reading(self) -> Reading | None:
        """The Trace, and what follows from it; None while there is none."""
        return self._next.reading

    @property
    def trace(self) -> Trace | None:
        """The Trace; None while there is none."""
        return self._next.trace

    @property
    def culprit(self) -> Culprit | None:
        """What made the update not finite."""
        return self._next.culprit

    @property
    def texts(self) -> tuple[str, ...]:
        """What each sequence of the batch reads."""
        return self._next.texts

    @property
    def sequence(self) -> int:
        """The one of the batch that is stepped through."""
        return self._next.sequence

    @property
    def operation(self) -> Operation | None:
        """Where one stands."""
        return None if self.cursor is None else self.cursor.operation

    @property
    def playing(self) -> bool:
        """Whether slow motion plays."""
        return self._slow_motion.playing

    @property
    def pace(self) -> float:
        """Timesteps a second in slow motion."""
        return self._slow_motion.pace

    @property
    def waiting(self) -> bool:
        """Whether a Trace is on its way."""
        return self._next.waiting

    @property
    def leading(self) -> bool:
        """Whether every panel shows the traced sequence."""
        return self.everywhere and self._stepped and not self._own_text and self.reading is not None

    @property
    def waiting_to_lead(self) -> bool:
        """Whether every panel will show the traced sequence as soon as one steps."""
        return self.everywhere and not self._stepped and not self._own_text and self.reading is not None

    def watch(self, who: QObject, looks: bool) -> None:
        """Say that somebody looks, or no more; a Trace is asked for if training stands still."""
        self._next.watch(who, looks)

    # --- moves ---

    @Slot()
    def step_into(self) -> None:
        """To the next operation."""
        self._step(TraceCursor.into, _LAST)

    @Slot()
    def step_over(self) -> None:
        """To the next timestep."""
        self._step(TraceCursor.over, _LAST)

    @Slot()
    def step_out(self) -> None:
        """To the next phase."""
        self._step(TraceCursor.out, _LAST)

    @Slot()
    def step_back_into(self) -> None:
        """To the previous operation."""
        self._step(TraceCursor.back_into, _FIRST)

    @Slot()
    def step_back_over(self) -> None:
        """To the previous timestep."""
        self._step(TraceCursor.back_over, _FIRST)

    @Slot()
    def step_back_out(self) -> None:
        """To the beginning of the phase, or the previous phase."""
        self._step(TraceCursor.back_out, _FIRST)

    @Slot()
    def step_first(self) -> None:
        """To the first operation."""
        self._step(TraceCursor.first, _FIRST)

    @Slot()
    def run_to_cursor(self) -> None:
        """To the timestep that is pinned in the panels, in the phase in which one stands."""
        if self.cursor is None:
            self._begin(self.run_to_cursor)
            return
        r, timestep = self._pointed()
        if r is None or timestep is None:
            self._say(_UNMARKED)
            return
        phase = TracePhase.BACKWARD if self.cursor.operation.phase is TracePhase.BACKWARD else TracePhase.FORWARD
        self.go(phase, r, timestep)

    @Slot()
    def slow_motion(self) -> None:
        """Play the cursor, forward then backward; or stop it."""
        if self.playing:
            self._slow_motion.stop()
        elif self.cursor is None:
            self._begin(self.slow_motion)
        else:
            if self.cursor.at_end and self.cursor.first():
                self._stepped = True
                self._moved()
            self._slow_motion.play()

    def faster(self) -> None:
        """Play faster."""
        self._slow_motion.faster()

    def slower(self) -> None:
        """Play slower."""
        self._slow_motion.slower()

    def set_pace(self, pace: float) -> None:
        """Play so many timesteps a second."""
        self._slow_motion.set_pace(pace)

    def choose_sequence(self, sequence: int) -> None:
        """Step through another sequence of the batch, from the same operation on."""
        self._next.choose(sequence)
        if self.reading is None or self.cursor is None or self.reading.trace.sequence == sequence:
            return
        self._slow_motion.stop()
        self._stepped, self._own_text = True, False
        self._kept = (self.cursor.index, len(self.cursor))
        self._next.ask_again()

    def set_everywhere(self, everywhere: bool) -> None:
        """Have every panel show the traced sequence while one steps, or the text that the user watches."""
        self.everywhere = everywhere
        self._own_text = False
        self._lead()

    def show_plumbing(self, shown: bool) -> None:
        """Have moves stop at what computes nothing, too; or pass it over. Where one stands one stays."""
        self.plumbing_shown = shown
        if self.cursor is not None:
            self.cursor.pass_over(self._passed_over(self.cursor.trace))
            self.counted.emit()

    def _passed_over(self, trace: Trace) -> frozenset[int]:
        return frozenset() if self.plumbing_shown else plumbing(trace)

    def go(self, phase: TracePhase, r: TracedRecurrence, timestep: int, name: str = "") -> bool:
        """Stand at a timestep of a recurrence, at the operation of a name if one is given."""
        table = r.backward if phase is TracePhase.BACKWARD else r.forward
        indices = [table[name][timestep]] if name in table else [each[timestep] for each in table.values()]
        there = [k for k in indices if k >= 0]
        if not there:
            self._say(_NOWHERE)
            return False
        self.move_to(min(there))
        return True

    def stand_at(self, phase: TracePhase) -> None:
        """Stand where a phase begins, as soon as there is a Trace; unlike a step it brings no panel into view.

        Forward that is the first timestep: what comes before it, one-hot vectors being made, can be drawn nowhere.
        """
        if self.cursor is None:
            self._then = partial(self.stand_at, phase)
            self._next.want()
        elif (phase is TracePhase.FORWARD and self.cursor.run_to(phase, timestep=0)) or self.cursor.run_to(phase):
            self._moved()

    def move_to(self, index: int) -> None:
        """Stand on an operation."""
        if self.cursor is not None and self.cursor.go(index):
            self._stepped = True
            self._moved()

    # --- inside ---

    def _step(self, move: Callable[[TraceCursor], bool], end: str) -> None:
        """Move; where there is nothing to move over yet, begin at the first operation as soon as there is."""
        self._slow_motion.stop()
        if self.cursor is None:
            self._begin()
        elif move(self.cursor):
            self._stepped = True
            self._moved()
        else:
            self._say(end)

    def _begin(self, then: Callable[[], object] | None = None) -> None:
        """Get a Trace as soon as training stands still; whoever steps has it paused."""
        phase, lacking = self.session.phase, self.session.lacks(Capability.TRACE)
        if lacking is not None:
            self.refused.emit(lacking)
        elif phase in (Phase.LOADING, Phase.BUILDING):
            self._say(_NO_MODEL)
        elif phase in (Phase.FAILED, Phase.STOPPED):
            self._say(_FAILED)
        elif phase is Phase.SEEKING:
            self._say(_SEEKING)
        elif phase is Phase.RUNNING and self.session.lacks(Capability.PAUSE) is not None:
            self._say(_GOES_ON)
        else:
            self._then, self._stepped = then, True
            self._next.want()
            self.wanted.emit()

    def _say(self, template: str) -> None:
        self.refused.emit(Sentence(template, {}))

    def _moved(self) -> None:
        self._lead()
        self._point()
        self.moved.emit()

    def _lead(self) -> None:
        """Have the panels show what is stepped through, or the watched text again."""
        sequence = self.reading.trace.sequence if self.leading and self.reading is not None else None
        if sequence != self._led:
            self._led = sequence
            self.session.watch_batch(sequence)
        self.led.emit()

    def _point(self) -> None:
        """Take the linked cursor of all panels along."""
        operation, trace = self.operation, self.trace
        if operation is None or trace is None or operation.timestep is None or operation.recurrence is None:
            return
        cursor = self.session.cursor
        cursor.select(trace.recurrences[operation.recurrence].key)
        if cursor.pinned_timestep(operation.axis) != operation.timestep:
            cursor.pin(Place(operation.axis, operation.timestep, cursor.unit))

    def _pointed(self) -> tuple[TracedRecurrence | None, int | None]:
        """Return the recurrence and the timestep that the panels' cursor marks."""
        trace, cursor = self.trace, self.session.cursor
        there = [r for r in trace.recurrences if r.key == cursor.recurrence] if trace is not None else []
        for r in [*there, *(trace.recurrences if trace is not None else ())]:
            timestep = cursor.timestep(r.axis)
            if timestep is not None and timestep < r.timesteps:
                return r, timestep
        return None, None

    @Slot()
    def play_on(self) -> None:
        """Go one timestep further, as slow motion does at its pace; at the end it stops."""
        if self.cursor is None or not self.cursor.over():
            self._slow_motion.stop()
        else:
            self._stepped = True
            self._moved()

    # --- what comes ---

    @Slot(object)
    def _take(self, event: TracedEvent) -> None:
        self._slow_motion.stop()
        self.cursor = TraceCursor(event.trace, passed_over=self._passed_over(event.trace))
        self._begin_at(self.cursor, event)
        if event.culprit is not None:
            self._stepped = True
            self.wanted.emit()
        self.traced.emit()
        then, self._then = self._then, None
        self._lead()
        if self._stepped and then is None:  # a place that the user has marked is not taken away by a pause alone
            self._point()
        self.moved.emit()
        if then is not None:
            then()

    def _begin_at(self, cursor: TraceCursor, event: TracedEvent) -> None:
        """Stand where it broke, where one stood in the Trace of another sequence, or at the first equation."""
        kept, self._kept = self._kept, None
        if event.culprit is not None:
            cursor.go(event.culprit.operation)
        elif kept is not None and kept[1] == len(cursor):
            cursor.go(kept[0])
        else:
            cursor.first()

    @Slot(str)
    def _give_way(self, _text: str) -> None:
        """Leave the panels to a text that the user wants to see now."""
        self._own_text = self.reading is not None
        self._led = None  # the worker has given way already
        self._lead()

    @Slot()
    def _forget(self) -> None:
        self._slow_motion.stop()
        self.cursor = self._kept = None
        self._stepped = self._own_text = False
        self._lead()
        self.traced.emit()
        self.moved.emit()
