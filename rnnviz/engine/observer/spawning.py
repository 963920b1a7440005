"""Starting the observer's process, and ending it."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import Any

from rnnviz.engine.observer.channel import Channel
from rnnviz.engine.own_program import begun, command_line, environment

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
    if sys.platform == "win32":
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "env": environment()}
        quiet["creationflags"] = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        process = subprocess.Popen(command_line("observe"), stdin=subprocess.PIPE, **quiet)
        assert process.stdin is not None
        process.stdin.write(theirs.share(process.pid))
        process.stdin.close()
        return process
    file = theirs.fileno()
    # A session of its own: Ctrl+C in a terminal is for the window, which decides when both end.
    return begun(command_line("observe", str(file)), pass_fds=[file])
