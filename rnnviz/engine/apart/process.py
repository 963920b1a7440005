"""The process that trains: what `rnnviz learn` runs. It is started by a window, ends with it, and shows nothing."""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from pathlib import Path
from threading import Thread, Timer
from typing import get_args

from rnnviz import __version__
from rnnviz.connection.calling import call
from rnnviz.connection.greetings import VERSION, Hello
from rnnviz.connection.line import Line
from rnnviz.connection.places import Place
from rnnviz.engine.apart.messages import Cost
from rnnviz.engine.apart.outbox import SentExchange
from rnnviz.engine.commands import Command, Stop
from rnnviz.engine.messages import Phase, Status
from rnnviz.engine.observer.messages import Packed
from rnnviz.engine.observer.observer import Observer
from rnnviz.engine.torch_loading import load_torch, tune_allocator
from rnnviz.packing.records import encode
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence

ERRAND = "RNNVIZ_ERRAND"  #: in the environment: the word under which the window expects the call
_EVERY = 0.5  # seconds from one word of what watching costs to the next
_END = 5.0  # seconds in which the update under way has to end, once the window is gone


def main(given: list[str]) -> int:
    """Train for the window that listens at the place that was passed on, until it says that it is enough."""
    line = _called(given)
    tune_allocator()
    exchange = SentExchange()
    Thread(target=_hear, args=(line, exchange), name="rnnviz orders", daemon=True).start()
    sender = Thread(target=_say, args=(line, exchange), name="rnnviz sender", daemon=True)
    sender.start()
    _work(exchange)
    exchange.outbox.close()
    sender.join(_END)
    line.close()
    return 0


def _called(given: list[str]) -> Line:
    """Return the line to the window. Raises `Refused` if there is none."""
    errand = os.environ.pop(ERRAND, "")
    hello = Hello(VERSION, __version__, errand, process=os.getpid())
    line = call(Place(Path(given[0])), hello) if len(given) == 1 and errand else None
    if line is None:
        raise Refused(
            QT_TRANSLATE_NOOP("app", "`rnnviz learn` is started by a window, which says where it is to be called.")
        )
    return line


def _work(exchange: SentExchange) -> None:
    exchange.publish(Status(Phase.LOADING))
    observer = Observer()
    try:
        load_torch()
        from rnnviz.engine.worker import Worker

        Worker(exchange, observer).work()
    except Exception as error:  # the window must hear of it, whatever it is
        template = QT_TRANSLATE_NOOP("engine", "The worker ended with an error: {error}")
        exchange.publish(Status(Phase.FAILED, 0, Sentence(template, {"error": str(error)}), traceback.format_exc()))
    else:
        exchange.publish(Status(Phase.STOPPED))
    finally:
        observer.close()


def _hear(line: Line, exchange: SentExchange) -> None:
    """Take commands until the window is gone; then end, whatever is being done."""
    with suppress(Refused):  # what cannot be understood is no window of ours
        while (command := line.receive(*get_args(Command))) is not None:
            exchange.send(command)
    exchange.send(Stop())
    end = Timer(_END, os._exit, (1,))
    end.daemon = True
    end.start()


def _say(line: Line, exchange: SentExchange) -> None:
    """Send what there is to say, until the window is gone, or there will be no more."""
    told: Cost | None = None
    with suppress(OSError):
        while True:
            picture = _picture(exchange)
            said, ended = exchange.outbox.take(0.0 if picture is not None else _EVERY)
            picture = picture or _picture(exchange) if not said else picture
            for record in said:
                line.send(record)
            if picture is not None:
                line.send_bytes(picture)
            if (cost := _cost(exchange)) != told:
                line.send(cost)
                told = cost
            if ended:
                return


def _picture(exchange: SentExchange) -> bytes | memoryview | None:
    """Return the newest picture, packed; asked for before what is to be said with it."""
    packed = None if exchange.packed is None else exchange.packed.take()
    frame = exchange.frames.take()
    if isinstance(packed, Packed):
        return packed.blob
    return None if frame is None else encode(frame)


def _cost(exchange: SentExchange) -> Cost:
    governor = exchange.governor
    share = round(governor.share(), 3)
    return Cost(share, governor.limit, governor.observer_seconds, governor.observer_lost)
