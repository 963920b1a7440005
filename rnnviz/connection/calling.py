"""The end of whoever trains: it calls a window, and never listens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import perf_counter, sleep

from rnnviz.connection.greetings import Declined, Hello, Welcome
from rnnviz.connection.line import LONGEST_GREETING, Line
from rnnviz.connection.places import Place, places
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

_PATIENCE = 5.0  # seconds until a window is taken for one that does not answer
_AGAIN = 0.1  # seconds


def call(place: Place, hello: Hello, patience: float = _PATIENCE) -> Line | None:
    """Call the window that listens at a place; return the line to it, or None if nobody answers.

    Raises
    ------
    Refused
        If it speaks another version.
    """
    until, given_up = perf_counter() + patience, Event()
    answers: SimpleQueue[Line | Refused | None] = SimpleQueue()

    def attempt() -> None:  # connecting itself can take for ever, where the window is stopped
        answers.put(_called(place, hello, max(0.1, until - perf_counter())))
        if given_up.is_set():
            with suppress(Empty):
                line = answers.get_nowait()
                if isinstance(line, Line):
                    line.close()

    while perf_counter() < until:
        Thread(target=attempt, name="rnnviz call", daemon=True).start()
        try:
            answer = answers.get(timeout=max(0.1, until - perf_counter()))
        except Empty:
            given_up.set()
            return None
        if isinstance(answer, Refused):
            raise answer
        if answer is not None:
            return answer
        if not place.key_file.exists():
            return None
        sleep(_AGAIN)  # it was too busy with strangers
    return None


def _called(place: Place, hello: Hello, patience: float) -> Line | Refused | None:
    try:
        key = place.key()
        line = Line(Client(place.address, place.family))
    except ConnectionRefusedError:
        place.remove()  # its window has died
        return None
    except (OSError, ValueError):
        return None
    deadline, answer = line.within(patience), None
    try:
        line.authenticate(key, calls=True)
        line.send(hello)
        answer = line.receive(Welcome, Declined, longest=LONGEST_GREETING)
    except (OSError, EOFError, AuthenticationError, ValueError, Refused):
        pass
    finally:
        deadline.cancel()
    if isinstance(answer, Welcome) and not line.closed:
        return line
    line.close()
    return _other_version(answer) if isinstance(answer, Declined) else None


def _other_version(declined: Declined) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP(
            "connection",
            "The window that is open is of RNNviz {program}, which speaks version {version} with the runs that it "
            "watches: close it, or install the same RNNviz for both.",
        ),
        program=declined.program,
        version=declined.version,
    )


def open_windows() -> Iterator[Place]:
    """Yield where windows listen, the newest first."""
    yield from places()
