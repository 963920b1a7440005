"""Starting the observer's process, and ending it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import Any

from rnnviz.engine.observer.channel import Channel

_SENDING, _ENDING = 1.0, 2.0  # seconds


class Spawned:
    """The process, and the channel to it.

    Raises
    ------
    OSError
        If it cannot be started.
    """

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        try:
            self._process = _begun(theirs)
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self.channel = Channel(ours, patience=_SENDING)

    @property
    def number(self) -> int:
        """The process's own."""
        return self._process.pid

    def end(self) -> None:
        """End it: it ends by itself once the channel is closed, or is made to."""
        self.channel.close()
        try:
            self._process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _begun(theirs: socket.socket) -> subprocess.Popen[bytes]:
    frozen = getattr(sys, "frozen", False)  # an app of its own is its own interpreter
    command = [sys.executable, *(() if frozen else ("-P", "-m", "rnnviz")), "observe"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "env": _environment()}
    if sys.platform == "win32":
        quiet["creationflags"] = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        process = subprocess.Popen(command, stdin=subprocess.PIPE, **quiet)
        assert process.stdin is not None
        process.stdin.write(theirs.share(process.pid))
        process.stdin.close()
        return process
    file = theirs.fileno()
    # A session of its own: Ctrl+C in a terminal is for the window, which decides when both end.
    return subprocess.Popen(
        [*command, str(file)], stdin=subprocess.DEVNULL, pass_fds=[file], start_new_session=True, **quiet
    )


def _environment() -> dict[str, str]:
    """Return what the process begins with: the modules of this one, and one compute thread."""
    path = os.pathsep.join(each for each in sys.path if each)
    return {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
