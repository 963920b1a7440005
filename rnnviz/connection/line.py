"""Records through a connection of `multiprocessing`: each one a string of bytes, never a pickle."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from multiprocessing.connection import Connection, answer_challenge, deliver_challenge
from threading import Lock, Timer
from typing import Any

from rnnviz.packing.records import decode, encode

LONGEST = 2 << 30  # bytes of one record
LONGEST_GREETING = 1 << 16  # bytes


class Line:
    """One end of it. Several threads send, one receives; any one closes it, and whoever waits at it wakes up.

    Parameters
    ----------
    connection : Connection
        Belongs to the line from now on.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sending, self._closing = Lock(), Lock()
        self._closed = False
        # Another name of the same socket, by which it can be shut down while a thread waits in it.
        self._socket = None if sys.platform == "win32" else socket.socket(fileno=os.dup(connection.fileno()))

    def authenticate(self, key: bytes, calls: bool) -> None:
        """Have the other end prove that it knows the key, and prove it; whoever calls proves it first.

        Raises
        ------
        OSError, EOFError, multiprocessing.AuthenticationError
            If either does not, or the line is cut.
        """
        first, second = (answer_challenge, deliver_challenge) if calls else (deliver_challenge, answer_challenge)
        first(self._connection, key)
        second(self._connection, key)

    def within(self, seconds: float) -> Timer:
        """Close it after so long, unless the timer that is returned, and running, is cancelled before."""
        timer = Timer(seconds, self.close)
        timer.daemon = True
        timer.start()
        return timer

    def send(self, record: object) -> None:
        """Send a record; raises OSError if the line is cut, and TypeError if it is none."""
        self.send_bytes(encode(record))

    def send_bytes(self, blob: bytes | memoryview) -> None:
        """Send a record that is bytes already; raises OSError if the line is cut."""
        with self._sending:
            self._connection.send_bytes(blob)

    def receive(self, *kinds: type[Any], longest: int = LONGEST) -> Any:
        """Return the next record, of one of these kinds; None: the line is cut, or what comes is too long.

        Raises
        ------
        Refused
            If what comes is none.
        """
        blob = self.receive_bytes(longest)
        return None if blob is None else decode(blob, *kinds)

    def receive_bytes(self, longest: int = LONGEST) -> bytes | None:
        """Return the next record as it came; None: the line is cut, or what comes is too long."""
        try:
            return self._connection.recv_bytes(longest)
        except (OSError, EOFError, MemoryError, ValueError, TypeError):  # the last ones: closed by another thread
            return None

    @property
    def closed(self) -> bool:
        """Whether this end was closed."""
        return self._closed

    def close(self) -> None:
        """Cut the line, whatever is on its way."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
        if self._socket is not None:
            with suppress(OSError):  # the other end was faster
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
        with suppress(OSError):
            self._connection.close()
