"""Doing something that can be given up at any moment, even where it hears nothing: while a disk does not answer."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import Generic, TypeVar

from rnnviz.engine.torch_loading import load_torch

T = TypeVar("T")
_ASKED_EVERY = 0.02  # seconds


class GivenUp(Exception):
    """What was being done is no longer wanted."""


class _Deed(Thread, Generic[T]):
    def __init__(self, act: Callable[[], T]) -> None:
        super().__init__(name="rnnviz building", daemon=True)  # the program's end does not wait for it
        self._act = act
        self.over = Event()
        self.error: BaseException | None = None
        self.result: list[T] = []

    def run(self) -> None:
        try:
            load_torch()  # a thread has its own number of compute threads
            self.result.append(self._act())
        except BaseException as error:
            self.error = error
        finally:
            self.over.set()


def until_given_up(act: Callable[[], T], wanted: Callable[[], bool]) -> T:
    """Do something on a thread of its own, and return what it returns.

    Parameters
    ----------
    act : callable
        What to do. Once it is given up its result is dropped: it may go on for a while, and must not do anything that
        others see.
    wanted : callable
        Whether it still is. Asked many times a second.

    Raises
    ------
    GivenUp
        As soon as it is not wanted.
    BaseException
        What `act` has raised.
    """
    deed = _Deed(act)
    deed.start()
    while not deed.over.wait(_ASKED_EVERY):
        if not wanted():
            raise GivenUp
    if deed.error is not None:
        raise deed.error
    return deed.result[0]
