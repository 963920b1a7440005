"""Memory that two processes see and that nobody has to clean up: it has no name that could be left behind.

Where files can be passed through a socket it is a file without a name; on Windows a mapping with a random name, which
ends with its last user. Neither outlives its processes, however they end. (`multiprocessing.shared_memory` has names in
the file system and a process of its own to delete them, which up to Python 3.12 cannot be done without.)
"""

from __future__ import annotations

import mmap
import os
import secrets
import socket
import sys
import tempfile
from typing import NamedTuple


class Shared(NamedTuple):
    """The memory, and what the other process finds it by."""

    memory: mmap.mmap
    tag: str  # empty: a file has to be passed
    file: int  # its descriptor, to be closed once it is passed; -1: there is none


def shared(size: int) -> Shared:
    """Make memory of so many bytes, all 0."""
    if sys.platform == "win32":
        tag = f"rnnviz-{secrets.token_hex(16)}"
        return Shared(mmap.mmap(-1, size, tagname=tag), tag, -1)
    file = _file()
    os.ftruncate(file, size)
    return Shared(mmap.mmap(file, size), "", file)


def _file() -> int:
    """Return a file without a name."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("rnnviz", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def give(made: Shared, to: socket.socket) -> None:
    """Pass the memory on, after the record that announces it."""
    if made.file >= 0:
        try:
            socket.send_fds(to, [b"\0"], [made.file])
        finally:
            os.close(made.file)


def taken(size: int, tag: str, source: socket.socket) -> mmap.mmap:
    """Return the memory that the other process passes on."""
    if sys.platform == "win32":
        return mmap.mmap(-1, size, tagname=tag)
    _, files, _, _ = socket.recv_fds(source, 1, 1)
    try:
        return mmap.mmap(files[0], size)
    finally:
        for file in files:
            os.close(file)
