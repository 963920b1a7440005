"""The observer's process: what `rnnviz observe` runs. It is started by a window, ends with it, and shows nothing."""

from __future__ import annotations

import os
import select
import socket
import sys
from contextlib import suppress
from threading import Thread

from rnnviz.engine.observer.channel import Channel
from rnnviz.engine.torch_loading import load_torch
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

_LESS_URGENT = 5  # of 19: training and painting go before


def main(given: list[str]) -> int:
    """Answer requests through the socket that was passed on, until it is closed."""
    connected = _inherited(given)
    _end_with(connected)
    load_torch()
    if hasattr(os, "nice"):
        os.nice(_LESS_URGENT)
    from rnnviz.engine.observer.looking import Looker

    with suppress(OSError):  # nobody hears the answer: the window was closed
        Looker(Channel(connected)).work()
    return 0


def _inherited(given: list[str]) -> socket.socket:
    """Return the socket; on Windows it is described on the standard input. Raises `Refused` if there is none."""
    try:
        if sys.platform == "win32":
            return socket.fromshare(sys.stdin.buffer.read())
        (file,) = given
        return socket.socket(fileno=int(file))
    except (OSError, ValueError) as error:
        raise Refused(
            QT_TRANSLATE_NOOP("app", "`rnnviz observe` is started by a window, which passes on what it listens to.")
        ) from error


def _end_with(connected: socket.socket) -> None:
    """End this process as soon as the other end is closed, whatever it is doing: nobody waits for it any more."""
    if not hasattr(select, "poll"):  # Windows: it ends when it next listens
        return
    closed = select.poll()
    closed.register(connected, 0)  # of everything only the end

    def wait() -> None:
        closed.poll()
        os._exit(0)

    Thread(target=wait, name="rnnviz end", daemon=True).start()
