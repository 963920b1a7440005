"""Being told to end from outside: Ctrl+C, `kill`, a terminal that is closed.

Each of the three has its exit code, as a shell gives it: 128 + the signal's number. What is to be done before the end
is for whoever listens to say.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

#: SIGINT: 130, SIGTERM: 143, SIGHUP: 129; on Windows SIGBREAK stands for the console that is closed.
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


class Ended(BaseException):
    """The program was told to end, and does so at once. No `Exception`: nothing but the outermost code catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def exit_code(number: int) -> int:
    """Return what a program exits with that a signal has ended."""
    return 128 + number


@contextmanager
def heard(hear: Callable[[int], object]) -> Iterator[None]:
    """Have a function called with the number of each signal to end, in the main thread, inside the block.

    A hang-up that was ignored from the start stays ignored: that is what ``nohup`` is for.
    """

    def act(number: int, _frame: FrameType | None) -> None:
        hear(number)

    before = {}
    try:
        for number in SIGNALS:
            if number != getattr(signal, "SIGHUP", None) or signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, act)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)


def at_once(number: int) -> None:
    """End here: raises `Ended`."""
    raise Ended(number)


class Request:
    """The first signal asks for an end as soon as there is something whole; a second one ends at once.

    Attributes
    ----------
    number : int or None
        Of the signal that asked; None: nobody has.
    """

    def __init__(self) -> None:
        self.number: int | None = None

    def hear(self, number: int) -> None:
        """Take note of a signal; raises `Ended` at the second one."""
        if self.number is not None:
            raise Ended(number)
        self.number = number
