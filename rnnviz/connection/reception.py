"""The window's end: who calls is heard by a thread of its own, and disturbs nobody until it has proved who it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from threading import Lock, Thread
from time import sleep

from rnnviz import __version__
from rnnviz.connection.greetings import VERSION, Declined, Hello, Welcome
from rnnviz.connection.line import LONGEST_GREETING, Line
from rnnviz.connection.places import new_place, places
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

_PATIENCE = 3.0  # seconds for proving who one is
_STRANGERS = 32  # that are heard at once; who comes on top of them is cut off, and may call again
_BACKLOG = 16

Guest = Callable[[Line, Hello], None]


class Reception:
    """Listens from the beginning, until it is closed.

    Parameters
    ----------
    visited : callable, optional
        Called with a line and what was said on it, for whoever comes unexpected; in a thread of that line's. Without
        it, only those who are expected are let in.

    Raises
    ------
    Refused
        If there is no place to listen at.
    """

    def __init__(self, visited: Guest | None = None) -> None:
        self._visited = visited
        self._expected: dict[str, Guest] = {}
        self._lock = Lock()
        self._strangers = 0
        self._closed = False
        self.place = new_place()
        try:
            self._listener = Listener(self.place.address, self.place.family, backlog=_BACKLOG)
        except OSError as error:
            self.place.remove()
            raise Refused(
                QT_TRANSLATE_NOOP("connection", "No run can be heard here: {reason}."),
                reason=error.strerror or str(error),
            ) from error
        self._owner = os.getpid()
        self._thread = Thread(target=self._listen, name="rnnviz reception", daemon=True)
        self._thread.start()

    def expect(self, errand: str, guest: Guest) -> None:
        """Let somebody in under a word that only they were told; once."""
        with self._lock:
            self._expected[errand] = guest

    def forget(self, errand: str) -> None:
        """Expect nobody under this word any more."""
        with self._lock:
            self._expected.pop(errand, None)

    def close(self) -> None:
        """Hear nobody any more, and leave nothing behind; lines that were let in stay."""
        if self._closed or self._owner != os.getpid():
            return
        self._closed = True
        with suppress(OSError, AuthenticationError, EOFError):
            Client(self.place.address, self.place.family).close()  # whoever waits for a call gets one
        self._thread.join(_PATIENCE)
        with suppress(OSError):
            self._listener.close()
        self.place.remove()

    # --- its threads ---

    def _listen(self) -> None:
        while not self._closed:
            try:
                connection = self._listener.accept()
            except OSError:  # no file is left, or who called was gone at once
                sleep(0.05)
                continue
            if self._closed or not self._seat():
                connection.close()
                continue
            Thread(target=self._hear, args=(connection,), name="rnnviz caller", daemon=True).start()

    def _seat(self) -> bool:
        with self._lock:
            if self._strangers >= _STRANGERS:
                return False
            self._strangers += 1
            return True

    def _hear(self, connection: Connection) -> None:
        line, known = Line(connection), None
        try:
            known = self._known(line)
        finally:
            with self._lock:
                self._strangers -= 1
            if known is None:
                line.close()
        if known is not None:
            guest, hello = known
            guest(line, hello)

    def _known(self, line: Line) -> tuple[Guest, Hello] | None:
        """Hear who calls; return who is to hear it from now on, and what it said. None: nobody."""
        deadline = line.within(_PATIENCE)
        try:
            line.authenticate(self.place.key(), calls=False)
            hello = line.receive(Hello, longest=LONGEST_GREETING)
            guest = None if hello is None else self._guest(hello)
            if hello is not None:
                line.send(Welcome(__version__) if guest else Declined(VERSION, __version__))
        except (OSError, EOFError, AuthenticationError, Refused, ValueError):
            return None
        finally:
            deadline.cancel()
        return None if guest is None or hello is None or line.closed else (guest, hello)

    def _guest(self, hello: Hello) -> Guest | None:
        if hello.version != VERSION:
            return None
        if not hello.errand:
            return self._visited
        with self._lock:
            return self._expected.pop(hello.errand, None)


def sweep() -> None:
    """Remove what windows have left behind that died, where that can be told."""
    if sys.platform == "win32":
        return
    for place in places():
        try:
            Client(place.address, place.family).close()
        except (ConnectionRefusedError, FileNotFoundError):
            place.remove()
        except OSError:
            continue
