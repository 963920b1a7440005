"""A recording as a `Source`: it is played, gone to and fro in, and followed while it is written."""

from __future__ import annotations

import traceback
from dataclasses import replace
from queue import Empty
from threading import Thread
from time import perf_counter

from rnnviz.engine import commands as c
from rnnviz.engine.capability import Capability
from rnnviz.engine.exchange import Exchange
from rnnviz.engine.messages import Built, Event, Objected, Phase, Probed, Sought, Status
from rnnviz.recording.recording import Recording
from rnnviz.recording.reel import Reel
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence

_TICK = 1 / 30  # seconds: pictures are shown no oftener
_REFRESH = 0.25  # seconds: what was added is looked for


class Player(Exchange):
    """Shows a recording as a run is shown; all of it happens in a thread of its own.

    Parameters
    ----------
    recording : Recording
    running : bool
        Whether it is played, from the beginning, as soon as it is there; else its end is shown.
    """

    capabilities = frozenset({Capability.PAUSE, Capability.PACE, Capability.SEEK})

    def __init__(self, recording: Recording, running: bool = False) -> None:
        super().__init__()
        self._reel = Reel(recording, self.metrics)
        self._thread = Thread(target=self._main, name="rnnviz player", daemon=True)
        self._at = 0.0  # the update that it stands at
        self._following = not running  # it stands at the end, wherever that comes to be
        self._playing = running
        self._left: float | None = None  # updates to play; None: to the end
        self._pace: float | None = None  # updates a second; None: as it was recorded
        self._shown: tuple[int, int] | None = None
        self._said: Status | None = None
        self._probe = ""
        self._ended = False

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, timeout: float | None = None) -> bool:
        """End the thread; return whether it has ended within `timeout` seconds."""
        if self._thread.ident is None:
            return True
        self.send(c.Stop())
        self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def alive(self) -> bool:
        """Whether the thread is running."""
        return self._thread.is_alive()

    # --- the thread ---

    def _main(self) -> None:
        self.publish(Status(Phase.LOADING))
        try:
            self._play()
        except Exception as error:  # the window must hear of it, whatever it is
            template = QT_TRANSLATE_NOOP("recording", "Playing the recording ended with an error: {error}")
            self.publish(Status(Phase.FAILED, 0, Sentence(template, {"error": str(error)}), traceback.format_exc()))
        else:
            self.publish(Status(Phase.STOPPED))

    def _play(self) -> None:
        refreshed, before = 0.0, perf_counter()
        while not self._ended:
            self._hear_commands()
            now = perf_counter()
            if now - refreshed > _REFRESH:
                refreshed = now
                self._refresh()
            self._go_on(now - before)
            before = now
            self._show()

    def _refresh(self) -> None:
        """Take in what was added."""
        try:
            self._reel.refresh()
            for event in self._reel.events():
                self.publish(self._as_shown(event))
        except Refused as refused:
            self.publish(Objected(refused.sentence, refused.details))

    def _as_shown(self, event: Event) -> Event:
        """Return what was said then, as a recording says it: nothing can be written by it, or brought back."""
        return replace(event, can_sample=False, former=None) if isinstance(event, Built) else event

    def _hear_commands(self) -> None:
        """Carry out what was asked for; wait for it no longer than until the next picture."""
        wait = _TICK
        while True:
            try:
                command = self.commands.get(timeout=wait)
            except Empty:
                return
            self.heard += 1
            self._carry_out(command)
            wait = 0.0001

    def _carry_out(self, command: c.Command) -> None:
        match command:
            case c.Stop():
                self._ended = True
            case c.Run():
                self._begin(None)
            case c.Update(count):
                self._begin(float(count))
            case c.Pause():
                self._playing = False
            case c.Speed(per_second):
                self._pace = per_second
            case c.Seek(update):
                self._playing = self._following = False
                self._at = float(self.metrics.within(update))
                self._arrive()
            case c.Return():
                self._following = True
                self._arrive()
            case c.Watch():  # somebody looks who has not seen it yet
                self._shown = None
        self._say(anyway=True)

    def _begin(self, updates: float | None) -> None:
        """Play some updates, or all; from the beginning, if nothing follows."""
        self._playing, self._left = True, updates
        if self._following:
            self._following = False
            self._at = float(self.metrics.first)

    def _arrive(self) -> None:
        update = self.metrics.count if self._following else int(self._at)
        if (config := self._reel.config(update)) is not None:
            self.publish(Sought(update, config))

    def _go_on(self, seconds: float) -> None:
        """Move as far as it has come since the last time."""
        end = float(self.metrics.count)
        if self._following or not self._playing:
            self._at = end if self._following else self._at
            return
        goal = self._at + seconds * self._pace if self._pace else self._reel.after(self._at, seconds)
        goal = max(goal, self._at)
        if self._left is not None:
            goal = min(goal, self._at + self._left)
            self._left -= goal - self._at
            self._playing = self._left > 0
        self._at = min(goal, end)
        if self._at >= end:
            self._playing, self._following = False, True

    def _show(self) -> None:
        """Show the Frame of where it stands, if it is another one; say where that is."""
        place = self._reel.place(int(self._at))
        if place is not None and place != self._shown:
            self._shown = place
            try:
                frame = self._reel.frame(place)
                self._tell_probe(frame.text)
                self.frames.put(frame)
            except Refused as refused:
                self.publish(Objected(refused.sentence, refused.details))
        self._say()

    def _tell_probe(self, text: str) -> None:
        if text != self._probe:
            self._probe = text
            self.publish(Probed(text))

    def _say(self, anyway: bool = False) -> None:
        present = self.metrics.count
        phase = Phase.RUNNING if self._playing else Phase.PAUSED
        status = Status(phase, int(self._at), present=None if self._following else present)
        if anyway or self._said is None or _differ(status, self._said):
            self._said = status
            self.publish(status)


def _differ(status: Status, said: Status) -> bool:
    """Return whether a window has to hear of it: while it is played, Frames say where."""
    return (status.phase, status.present) != (said.phase, said.present)
