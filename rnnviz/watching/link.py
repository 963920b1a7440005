"""The user's end of the line: a `Viewer` that passes on what the agent sees, and does what the window says.

The thread that trains never waits for the window, except at the gate, where the user has told it to.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from threading import Lock, Thread
from time import perf_counter, thread_time
from typing import Any, Protocol

from rnnviz.agent.gate import Gate
from rnnviz.agent.observation import Observation, Stop, UpdateMetrics
from rnnviz.agent.wishes import Wishes
from rnnviz.connection.line import Line
from rnnviz.connection.outbox import Outbox
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.packing.records import encode
from rnnviz.sentences import Refused, Sentence
from rnnviz.watching.messages import TO_THE_RUN, Advance, Break, Bye, Go, Going, Hold, Leave, Said, Updates, Wish

END = 2.0  #: seconds that the end of a script leaves for what is still to be sent
_MOST_UPDATES = 1_000_000  # that wait: a window that has taken none of them will not come back
_NEW = 0.2  # of a running mean, the weight of what comes


class Watched(Protocol):
    """The agent, as far as the window acts on it."""

    @property
    def gate(self) -> Gate:
        """Where the loop waits."""

    def wish(self, wishes: Wishes) -> None:
        """Look at this from the next observed update on."""

    def break_at(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        """Have these breakpoints and no others; raises `Refused`."""

    def close(self) -> None:
        """Leave nothing behind."""


class Link:
    """Sends and hears in threads of its own, from `begin` on.

    Parameters
    ----------
    line : Line
        To the window; it belongs to the link.

    Attributes
    ----------
    gone : bool
        Whether the window watches no more.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._outbox = Outbox(Updates.of)
        self._lock = Lock()
        self._picture: Observation | None = None  # the newest, as long as it is not sent
        self._per_second, self._budget = 10.0, 0.05
        self._cost = 0.0  # seconds an observed update, a running mean
        self._looked = float("-inf")
        self._agent: Watched | None = None
        self.gone = False
        self._sender = Thread(target=self._send, name="rnnviz sender", daemon=True)
        self._hearer = Thread(target=self._hear, name="rnnviz orders", daemon=True)

    def begin(self, agent: Watched) -> None:
        """Pass on from now on, and do what the window says with this agent."""
        self._agent = agent
        self._sender.start()
        self._hearer.start()

    def end(self) -> None:
        """Send what is still to be sent, for two seconds at most, and leave no thread or socket behind."""
        self._outbox.close()
        for thread in (self._sender, self._hearer):
            if thread is self._hearer:
                self._line.close()
            if thread.ident is not None:
                thread.join(END)

    # --- as a Viewer, in the thread that trains ---

    def due(self) -> bool:
        """Whether the update that begins now is to be observed: at its rate, within its budget, if it is taken."""
        if self.gone or self._outbox.updates > _MOST_UPDATES:
            self._leave()
            return False
        if not self._per_second or self._picture is not None:
            return False
        now = perf_counter()
        if now - self._looked < max(1.0 / self._per_second, self._cost / self._budget):
            return False
        self._looked = now
        return True

    def observed(self, observation: Observation) -> None:
        """Keep a picture until it is sent; one before it that was not is forgotten, but for what it says of facts."""
        self._charge(observation.cost_ms / 1e3)
        with self._lock:
            before = self._picture
            if before is not None and before.facts is not None and observation.facts is None:
                observation = replace(observation, facts=before.facts)
            self._picture = observation
        self._outbox.nudge()

    def stopped(self, stop: Stop) -> None:
        """Have the window told that the loop waits."""
        if self.gone and self._agent is not None:
            self._agent.gate.abandon()
        self._outbox.say(stop)

    def updated(self, metrics: UpdateMetrics) -> None:
        """Have the window told of an update."""
        self._outbox.update(metrics)

    def said(self, sentence: Sentence, details: str = "") -> None:
        """Have the user told something."""
        self._outbox.say(Said(sentence, details))

    def closed(self) -> None:
        """Have the window told that nothing more will be said."""
        self._outbox.say(Bye())
        self._outbox.close()

    def _charge(self, seconds: float) -> None:
        self._cost = seconds if not self._cost else self._cost + _NEW * (seconds - self._cost)

    def _leave(self) -> None:
        """Take the agent off, between two updates: nobody looks any more."""
        if self._agent is not None:
            agent, self._agent = self._agent, None
            agent.break_at(())
            agent.close()

    # --- the other threads ---

    def _take(self) -> Observation | None:
        with self._lock:
            return self._picture

    def _send(self) -> None:
        with suppress(OSError):
            while True:
                picture = self._take()
                said, ended = self._outbox.take(0.0 if picture is not None else 1.0)
                for record in said:
                    self._line.send(record)
                if picture is not None:
                    self._send_picture(picture)
                if ended and self._picture is None:
                    return
        self._lose()

    def _send_picture(self, picture: Observation) -> None:
        began = thread_time()
        blob = encode(picture)
        self._charge(self._cost + (thread_time() - began) * _NEW)
        self._line.send_bytes(blob)
        with self._lock:
            if self._picture is picture:
                self._picture = None

    def _hear(self) -> None:
        with suppress(Refused):  # what cannot be understood is no window of ours
            while not self.gone and (order := self._line.receive(*TO_THE_RUN)) is not None:
                self._obey(order)
        self._lose()

    def _lose(self) -> None:
        """Let the loop go on: there is nobody any more who could let it."""
        self.gone = True
        if (agent := self._agent) is not None:
            agent.gate.abandon()
        self._line.close()

    def _obey(self, order: Any) -> None:
        agent = self._agent
        if agent is None:
            return
        match order:
            case Go():
                agent.gate.run()
                self._outbox.say(Going(True))
            case Hold():
                agent.gate.pause()
            case Advance():
                agent.gate.advance(order.updates)
                self._outbox.say(Going(True))
            case Wish():
                self._per_second, self._budget = order.per_second, order.budget
                agent.wish(order.wishes)
            case Break():
                self._break_at(agent, order)
            case Leave():
                self.gone = True

    def _break_at(self, agent: Watched, order: Break) -> None:
        try:
            agent.break_at(order.breakpoints)
        except Refused as refused:
            self._outbox.say(Said(refused.sentence, refused.details, about_breakpoints=True))
