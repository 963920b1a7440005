"""A virtual screen with a mouse and a keyboard: what a user has before them, where there is no screen."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import sleep

TOOLS = ("Xvfb", "xdotool")
Point = tuple[int, int]


def missing_tools() -> list[str]:
    """Return what must be installed first (Debian: xvfb xdotool)."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


@contextmanager
def virtual_screen(width: int, height: int, window_manager: bool = False) -> Iterator[dict[str, str]]:
    """Give the environment of a program that is to stand on a screen of its own.

    Parameters
    ----------
    width, height : int
        The size of the screen in pixels.
    window_manager : bool
        Have openbox manage its windows, where it is installed.
    """
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    started = [subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)]
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    others = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
    environment = {**others, "DISPLAY": f":{number}"}
    if window_manager and shutil.which("openbox"):
        started.append(subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL))
        sleep(0.5)
    try:
        yield environment
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(10)


def xdotool(environment: Mapping[str, str], *arguments: object) -> str:
    """Move the mouse, press its buttons or keys; return what xdotool says."""
    command = ["xdotool", *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def drag(environment: Mapping[str, str], path: list[Point], pause: float = 0.02, escape: bool = False) -> None:
    """Press the left button at the first point, go through the others, and release it at the last.

    Parameters
    ----------
    environment : mapping of str to str
        That of the screen.
    path : list of points
        In pixels of the screen.
    pause : float
        Seconds spent at each point.
    escape : bool
        Press Esc before the button is released.
    """
    said: list[object] = ["mousemove", *path[0], "sleep", pause, "mousedown", 1, "sleep", pause]
    for x, y in path[1:]:
        said += ["mousemove", x, y, "sleep", pause]
    if escape:
        said += ["key", "Escape", "sleep", pause]
    xdotool(environment, *said, "mouseup", 1)


def between(first: Point, last: Point, steps: int) -> list[Point]:
    """Return the points on the line from one to another, as a hand moves a mouse: not in one leap."""
    (x, y), (to_x, to_y) = first, last
    return [(round(x + (to_x - x) * k / steps), round(y + (to_y - y) * k / steps)) for k in range(1, steps + 1)]
