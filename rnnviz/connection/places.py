"""Where windows listen: a folder that only its user can enter, and in it a key that only its user can read.

On Linux and macOS the socket lies in the folder too; on Windows it is a named pipe.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

FOLDER = "RNNVIZ_CONNECTIONS"  #: in the environment: another folder than the usual one
_KEY_BYTES = 32
_LONGEST = 100  # bytes of the path of a socket: macOS takes 104, Linux 108
_WINDOWS = sys.platform == "win32"


class Place(NamedTuple):
    """Where one window listens.

    Attributes
    ----------
    key_file : Path
        It holds the key; its name is that of the place.
    """

    key_file: Path

    @property
    def address(self) -> str:
        """As `multiprocessing.connection` takes it."""
        if _WINDOWS:
            return rf"\\.\pipe\rnnviz-{self.key_file.stem}"
        return str(self.key_file.with_suffix(".socket"))

    @property
    def family(self) -> str:
        """As `multiprocessing.connection` calls it."""
        return "AF_PIPE" if _WINDOWS else "AF_UNIX"

    def key(self) -> bytes:
        """Return the key; raises OSError if nobody listens there any more."""
        return bytes.fromhex(self.key_file.read_text("ascii"))

    def remove(self) -> None:
        """Leave nothing of it behind."""
        for path in (self.key_file, self.key_file.with_suffix(".socket")):
            with suppress(OSError):
                path.unlink()


def folder() -> Path:
    """Return the folder, made if it was not there.

    Raises
    ------
    Refused
        If it cannot be made, or others than its user can enter it.
    """
    said = os.environ.get(FOLDER)
    if said:
        return _private(Path(said))
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    name = f"rnnviz-{os.getuid()}" if sys.platform != "win32" else "rnnviz-connections"
    for base in (runtime, tempfile.gettempdir()):
        if base and os.path.isdir(base) and os.access(base, os.W_OK):
            found = Path(base) / name
            if _WINDOWS or len(os.fsencode(found)) + 30 < _LONGEST:
                return _private(found)
    return _private(Path("/tmp") / name)


def _private(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        found = path.lstat()
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from error
    if not stat.S_ISDIR(found.st_mode):
        raise _unusable(path, os.strerror(20))
    if sys.platform != "win32" and (found.st_uid != os.getuid() or found.st_mode & 0o077):
        raise Refused(
            QT_TRANSLATE_NOOP(
                "connection",
                "Others can enter {folder}, through which a window and a run speak: remove it, or set {variable} to "
                "a folder that only you can enter.",
            ),
            folder=str(path),
            variable=FOLDER,
        )
    return path


def _unusable(path: Path, reason: str) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP(
            "connection",
            "{folder}, through which a window and a run speak, cannot be used: {reason}. Set {variable} to another "
            "folder.",
        ),
        folder=str(path),
        reason=reason,
        variable=FOLDER,
    )


def new_place() -> Place:
    """Return a place where nobody listens yet, with a key of its own.

    Raises
    ------
    Refused
        If there is no room for it, or no folder.
    """
    there = folder()
    place = Place(there / f"window-{os.getpid()}-{secrets.token_hex(3)}.key")
    if not _WINDOWS and len(os.fsencode(place.address)) > _LONGEST:
        raise _unusable(there, os.strerror(36))
    try:
        file = os.open(place.key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(file, "w", encoding="ascii") as out:
            out.write(secrets.token_hex(_KEY_BYTES))
    except OSError as error:
        place.remove()
        raise _unusable(there, error.strerror or str(error)) from error
    return place


def places() -> list[Place]:
    """Return where windows listen, or have listened until they died; the newest first."""

    def age(path: Path) -> float:
        try:
            return -path.stat().st_mtime
        except OSError:
            return 0.0

    try:
        found = sorted(folder().glob("window-*.key"), key=age)
    except OSError:
        return []
    return [Place(path) for path in found]
