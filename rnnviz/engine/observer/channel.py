"""Records through a socket, each as its length and its bytes (`rnnviz.packing.records`)."""

from __future__ import annotations

import select
import socket
import struct
import sys
from contextlib import suppress
from threading import RLock
from typing import Any

from rnnviz.packing.records import decode, encode

LONGEST = 2 << 30  # bytes of one record
_LENGTH = 8  # bytes
_SHORT = 1 << 14  # bytes


class Channel:
    """One end of a connected socket. Several threads send, one receives.

    Parameters
    ----------
    connected : socket.socket
        Belongs to the channel from now on.
    patience : float
        Seconds that sending may take where nobody receives; 0: any time.

    Attributes
    ----------
    sending : RLock
        Held while a record is sent; whoever holds it sends several in a row.
    """

    def __init__(self, connected: socket.socket, patience: float = 0.0) -> None:
        self.socket, self.sending = connected, RLock()
        if patience:
            whole, rest = divmod(round(patience * 1e6), 1_000_000)
            limit = (
                struct.pack("@I", round(patience * 1e3)) if sys.platform == "win32" else struct.pack("@ll", whole, rest)
            )
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)

    def send(self, record: object) -> None:
        """Send a record; raises OSError if it does not reach anybody."""
        blob = encode(record)
        length = len(blob).to_bytes(_LENGTH, "little")
        with self.sending:
            for piece in (length + blob,) if len(blob) < _SHORT else (length, blob):  # a long one is not copied
                self.socket.sendall(piece)

    def receive(self, *kinds: type[Any]) -> Any:
        """Return the next record, of one of these kinds; None: the other end is closed.

        Raises
        ------
        Refused
            If what comes is none.
        """
        length = self._bytes(_LENGTH)
        if length is None or (size := int.from_bytes(length, "little")) > LONGEST:
            return None
        blob = self._bytes(size)
        return None if blob is None else decode(blob, *kinds)

    def waiting(self, seconds: float = 0.0) -> bool:
        """Wait for so long at most; return whether there is something to receive, or the other end is closed."""
        return bool(select.select([self.socket], [], [], seconds)[0])

    def _bytes(self, count: int) -> memoryview | None:
        """Return so many bytes; they are waited for without the interpreter. None: the other end is closed."""
        found = memoryview(bytearray(count))
        at = 0
        while at < count:
            try:
                came = self.socket.recv_into(found[at:], count - at, socket.MSG_WAITALL)
            except OSError:
                return None
            if not came:
                return None
            at += came
        return found

    def close(self) -> None:
        """Close it, whatever is on its way; whoever waits at either end wakes up."""
        with suppress(OSError):  # the other end was faster
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
