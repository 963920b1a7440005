"""Finding a window that is open, or opening one, for a run in this process."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import rnnviz
from rnnviz import display
from rnnviz.connection.calling import call
from rnnviz.connection.greetings import VERSION, Hello
from rnnviz.connection.line import Line
from rnnviz.connection.places import Place, places
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

_OPENS = 60.0  # seconds in which a window has to be there: it may have to load from a cold disk


def line_to_a_window(title: str, python: str | None = None) -> Line:
    """Return a line to the newest window that is open and answers, or to one that is opened.

    Parameters
    ----------
    title : str
        What is watched.
    python : str, optional
        The Python that opens the window, where it is another one than this.

    Raises
    ------
    Refused
        If there is no window and none can be opened here.
    """
    hello = Hello(VERSION, rnnviz.__version__, title=title, process=os.getpid())
    if python is None:
        for place in places():
            if (line := call(place, hello)) is not None:
                return line
        _check()
    return _opened(hello, python or sys.executable)


def _check() -> None:
    """Raise `Refused` if no window can be opened by this Python."""
    if not (_there("PySide6") and _there("pyqtgraph")):
        raise Refused(
            QT_TRANSLATE_NOOP(
                "watching",
                'No window is open, and this Python has none to open: type `pip install "rnnviz[window]"`, or say '
                "--window PYTHON with a Python that has it.",
            )
        )
    try:
        display.check()
    except Refused as refused:
        raise Refused(
            QT_TRANSLATE_NOOP(
                "watching",
                "No window is open, and none can be opened here: {reason} On a machine with a screen, "
                "`rnnviz run --record` and *Open recording* show what was recorded elsewhere.",
            ),
            reason=refused.sentence,
        ) from refused


def _opened(hello: Hello, python: str) -> Line:
    before = {place.key_file for place in places()}
    try:
        process = _window(python)
    except OSError as error:
        raise Refused(
            QT_TRANSLATE_NOOP("watching", "{python} cannot be started: {reason}."),
            python=python,
            reason=error.strerror or str(error),
        ) from error
    until = perf_counter() + _OPENS
    while perf_counter() < until and process.poll() is None:
        for place in places():
            if place.key_file not in before and (line := _first_call(place, hello)) is not None:
                return line
        sleep(0.05)
    raise Refused(
        QT_TRANSLATE_NOOP("watching", "No window could be opened: {python} -m rnnviz did not open one."), python=python
    )


def _first_call(place: Place, hello: Hello) -> Line | None:
    return call(place, hello, patience=10.0)


def _window(python: str) -> subprocess.Popen[bytes]:
    how: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    environment = {name: value for name, value in os.environ.items() if name != "RNNVIZ"}
    if python == sys.executable:
        source = str(Path(rnnviz.__file__).parent.parent)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (source, environment.get("PYTHONPATH", ""))))
    if sys.platform == "win32":
        how["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS
    else:
        how["start_new_session"] = True  # Ctrl+C in the terminal is for the script
    return subprocess.Popen([python, "-P", "-m", "rnnviz", "await"], env=environment, **how)


def _there(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False
