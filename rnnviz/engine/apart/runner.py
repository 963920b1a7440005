"""The window's end of a run in a process of its own: a `Source`, as the worker's thread is one."""

from __future__ import annotations

import secrets
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from queue import SimpleQueue
from threading import Event as Flag
from threading import Thread
from typing import Any, get_args

from rnnviz.connection.greetings import Hello
from rnnviz.connection.line import Line
from rnnviz.connection.reception import Reception
from rnnviz.engine.apart.messages import Cost, Scalars, take_over
from rnnviz.engine.apart.process import ERRAND
from rnnviz.engine.apart.reported_cost import ReportedCost
from rnnviz.engine.capability import ALL, Capability
from rnnviz.engine.commands import Build, Command, Open, Stop, Watch
from rnnviz.engine.config import RunConfig
from rnnviz.engine.exchange import drained
from rnnviz.engine.latest import Latest
from rnnviz.engine.messages import Built, Event, Phase, Status
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.engine.own_program import begun, command_line
from rnnviz.engine.snapshot import Snapshot
from rnnviz.packing.records import decode
from rnnviz.probe.frame import Frame
from rnnviz.probe.named_axes import check
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence

_CALLED = 60.0  # seconds in which the process has to call: it starts an interpreter
_GONE = 2.0  # seconds until a process that was told to end, and does not, is ended
_SAID = (*get_args(Event), *get_args(Scalars), Cost, Frame)


class ProcessRunner:
    """Starts a process that trains, and passes on what goes to it and what comes; as `Runner` does with its thread.

    Parameters
    ----------
    reception : Reception
        Where the process calls.
    config, watch, running, probe, start, fit
        As of `rnnviz.engine.worker_thread.Runner`.
    """

    capabilities: frozenset[Capability] = ALL  # the same worker is at work there

    def __init__(
        self,
        reception: Reception,
        config: RunConfig,
        watch: Watch | None = None,
        running: bool = True,
        probe: str = "",
        start: Snapshot | None = None,
        fit: bool = False,
    ) -> None:
        self.frames: Latest[Frame] = Latest()
        self.metrics = MetricsHistory()
        self.governor = ReportedCost()
        self._reception = reception
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._orders: SimpleQueue[Command | None] = SimpleQueue()
        self._sent = 0
        self._before = 0  # commands that were sent to processes which have ended
        self._watch: Watch = watch or Watch()
        self._stopping = False
        self._prepare()
        self.send(self._watch)
        self.send(Build(config, running, probe, start, fit))

    def _prepare(self) -> None:
        self._called, self._ended, self._said_end = Flag(), Flag(), False
        self._fault = ""  # for an engineer: what could not be understood
        self._process: subprocess.Popen[bytes] | None = None
        self.line: Line | None = None
        self._threads = [
            Thread(target=each, name=f"rnnviz apart {name}", daemon=True)
            for name, each in (("in", self._main), ("out", self._send))
        ]

    # --- the window's thread ---

    def start(self) -> None:
        """Start the process."""
        for thread in self._threads:
            thread.start()

    def send(self, command: Command) -> int:
        """Have a command carried out before the next update; return its number, from 1 (see `Status.heard`).

        A process that has ended is followed by another one, once something is to be built.
        """
        if isinstance(command, Watch):
            self._watch = command
        if isinstance(command, Build | Open) and self._ended.is_set() and not self._stopping:
            self._begin_again()
        self._sent += 1
        self._orders.put(command)
        return self._sent

    def _begin_again(self) -> None:
        for thread in self._threads:
            thread.join(_GONE)
        self._orders, self._before = SimpleQueue(), self._sent
        self._prepare()
        self._sent += 1
        self._orders.put(self._watch)
        self.start()

    def events(self) -> list[Event]:
        """Return what was said since the last call, oldest first."""
        return drained(self._events)

    def stop(self, timeout: float | None = None) -> bool:
        """End the process after the update under way, or at once if that takes too long; return True once it has."""
        if self._threads[0].ident is None:
            return True
        self._stopping = True
        self.send(Stop())
        if not self._ended.wait(timeout):
            self._kill()
        self._orders.put(None)
        for thread in self._threads:
            thread.join(_GONE)
        return not self.alive

    @property
    def alive(self) -> bool:
        """Whether the process is there, or on its way."""
        return self._threads[0].ident is not None and not self._ended.is_set()

    @property
    def process(self) -> int | None:
        """The number of the process; None: it is not there yet."""
        return None if self._process is None else self._process.pid

    # --- its threads ---

    def _main(self) -> None:
        self._events.put(Status(Phase.LOADING))
        errand = secrets.token_hex(16)
        self._reception.expect(errand, self._take_line)
        try:
            command = command_line("learn", str(self._reception.place.key_file))
            self._process = begun(command, {ERRAND: errand})
            if self._wait_for_line() is not None:
                self._hear(self.line)
        except OSError as error:
            self._fail(QT_TRANSLATE_NOOP("engine", "No process could be started: {error}"), str(error))
        finally:
            self._reception.forget(errand)
            self._end()

    def _take_line(self, line: Line, hello: Hello) -> None:
        del hello
        self.line = line
        self._called.set()

    def _wait_for_line(self) -> Line | None:
        """Return the line to the process; None: it has ended, or does not call."""
        for _ in range(round(_CALLED / 0.1)):
            if self._called.wait(0.1):
                return self.line
            if self._process is None or self._process.poll() is not None:
                return None
        return None

    def _hear(self, line: Line | None) -> None:
        assert line is not None
        try:
            while (blob := line.receive_bytes()) is not None:
                self._take(decode(blob, *_SAID))
        except (Refused, ValueError) as error:  # what cannot be understood: it is ended
            self._fault = f"{error}\n{getattr(error, 'details', '')}"

    def _take(self, said: Any) -> None:
        if isinstance(said, Frame):
            check(said)
            self.frames.put(said)
        elif isinstance(said, Cost):
            self.governor.take(said)
        elif isinstance(said, get_args(Scalars)):
            take_over(self.metrics, said)
        else:
            self._said_end = self._said_end or (isinstance(said, Status) and said.phase is Phase.STOPPED)
            numbered = isinstance(said, Status | Built)
            self._events.put(replace(said, heard=said.heard + self._before) if numbered else said)

    def _send(self) -> None:
        """Pass on what was ordered, as long as somebody takes it."""
        while not self._called.wait(0.1):
            if self._ended.is_set():
                return
        line = self.line
        assert line is not None
        with suppress(OSError):
            while (command := self._orders.get()) is not None and not self._ended.is_set():
                line.send(command)

    def _end(self) -> None:
        """Say how it has ended, and leave nothing behind."""
        if self.line is not None:
            self.line.close()
        code = self._kill() if self._process is not None else None
        if self._stopping or self._said_end:
            if not self._said_end:
                self._events.put(Status(Phase.STOPPED))
        elif code is not None:
            self._fail(
                QT_TRANSLATE_NOOP(
                    "engine", "The process that trains has ended ({error}): a reset begins again in a new one."
                ),
                _ending(code),
            )
        self._ended.set()
        self._orders.put(None)

    def _fail(self, template: str, error: str) -> None:
        self._events.put(Status(Phase.FAILED, 0, Sentence(template, {"error": error}), self._fault))

    def _kill(self) -> int | None:
        """End the process, at once if it does not end by itself; return its exit code."""
        process = self._process
        if process is None:
            return None
        try:
            return process.wait(0.0 if self._stopping and not self._said_end else _GONE)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _ending(code: int) -> str:
    if code < 0 and sys.platform != "win32":
        import signal

        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
