"""A file that says what a program has open, for as long as it lives: the system lets go of it, however that ends."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

if sys.platform != "win32":
    import fcntl

_LARGEST = 1 << 16  # bytes


class Held:
    """What this program has open: entries of the store, and a file. Others can read it, and see that it lives.

    Attributes
    ----------
    file : BinaryIO
        Is open, and locked where that can be, for as long as this program lives.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{uuid4().hex}.open"
        self.file = self.path.open("w+b")
        if sys.platform != "win32":
            with suppress(OSError):  # a disk that knows no locks: then it is known by its process
                fcntl.flock(self.file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.say([], "")

    def say(self, entries: list[str], file: str) -> None:
        """Say what is open; on a full disk nobody hears it."""
        content = json.dumps({"entries": entries, "file": file, "process": os.getpid()}).encode()
        with suppress(OSError):
            self.file.seek(0)
            self.file.truncate()
            self.file.write(content)
            self.file.flush()

    def close(self) -> None:
        """Hold nothing any more, and leave nothing behind."""
        with suppress(OSError):
            self.file.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


class Other(NamedTuple):
    """What another program holds, or held."""

    path: Path  # of the file that says it
    entries: list[str]
    file: str
    lives: bool  # whether it runs still


def others(folder: Path, own: Held | None = None) -> list[Other]:
    """Return what others hold, or held."""
    found = list[Other]()
    with suppress(OSError):
        for path in sorted(folder.glob("*.open")):
            if own is None or path != own.path:
                entries, file, process = _said(path)
                found.append(Other(path, entries, file, _lives(path, process)))
    return found


def left_open(folder: Path, own: Held) -> list[str]:
    """Return the entries that programs had open which ended without closing; it is told only once."""
    gone = [other for other in others(folder, own) if not other.lives]
    for other in gone:
        with suppress(OSError):
            other.path.unlink(missing_ok=True)
    return [key for other in gone for key in other.entries]


def _said(path: Path) -> tuple[list[str], str, int]:
    try:
        said = json.loads(path.read_bytes()[:_LARGEST])
        return [str(each) for each in said["entries"]], str(said["file"]), int(said["process"])
    except (OSError, ValueError, KeyError, TypeError):
        return [], "", 0


def _lives(path: Path, process: int) -> bool:
    if sys.platform == "win32":  # nobody can rename what a program has open
        try:
            os.rename(path, path)
        except OSError:
            return True
        return False
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # a disk that knows no locks
        return process > 0 and os.path.exists(f"/proc/{process}")
    finally:
        os.close(descriptor)
    return False
