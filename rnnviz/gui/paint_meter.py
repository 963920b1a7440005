"""How long the window holds the interpreter: only that can be taken from the training thread.

What Qt does by itself (composing, sending pixels to the screen) runs without the interpreter, beside training. So the
Python of the GUI thread is what is counted: every paint event, and what a session's poll sets off. It is counted in
processor time, for waiting for the interpreter takes nothing from anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from time import thread_time
from typing import Any, ParamSpec

P = ParamSpec("P")
Told = Callable[[float], None]

_depth = 0
_told: list[Told] = []


def listen(told: Told) -> None:
    """Tell a function the seconds of each painting, as soon as it is over."""
    _told.append(told)


def unlisten(told: Told) -> None:
    """Tell a function no more."""
    if told in _told:
        _told.remove(told)


def metered(act: Callable[P, Any]) -> Callable[P, None]:
    """Count the time spent in a function of the GUI thread, once where such functions are nested."""

    @wraps(act)
    def counted(*args: P.args, **kwargs: P.kwargs) -> None:
        global _depth
        began = thread_time()
        _depth += 1
        try:
            act(*args, **kwargs)
        finally:
            _depth -= 1
            if _depth == 0:
                seconds = thread_time() - began
                for told in _told:
                    told(seconds)

    return counted
