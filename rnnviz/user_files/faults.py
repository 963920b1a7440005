"""What can be wrong with a file, in a user's words."""

from __future__ import annotations

import errno
import os
import stat
from math import ceil
from pathlib import Path

from rnnviz.sentences import QT_TRANSLATE_NOOP, Marked, Refused

MB = 1_000_000
_LONGEST = 160  # letters of a path that are shown
_BYTE = 0xDC00  # a byte of a name that is not in the system's encoding reaches Python as this and its value

_ABSENT = QT_TRANSLATE_NOOP("files", "There is no file {path}.")
_FOLDER = QT_TRANSLATE_NOOP("files", "{path} is a folder, not a file.")
_FORBIDDEN = QT_TRANSLATE_NOOP("files", "You are not allowed to read {path}.")
_IMPOSSIBLE = QT_TRANSLATE_NOOP("files", "There can be no file with the name {path}.")
_BAD_DISK = QT_TRANSLATE_NOOP("files", "The file {path} cannot be read: the disk that it is on is failing.")
_NETWORK = QT_TRANSLATE_NOOP(
    "files", "The file {path} cannot be read: the computer or the disk that it is on is out of reach."
)
_BUSY = QT_TRANSLATE_NOOP("files", "The file {path} cannot be read: another program is using it.")
_MANY = QT_TRANSLATE_NOOP("files", "The file {path} cannot be read: too many files are open already.")
_SOCKET = QT_TRANSLATE_NOOP("files", "{path} is a connection between programs, not a file.")
_MEMORY = QT_TRANSLATE_NOOP("files", "The file {path} does not fit into this machine's memory.")

_BY_NAME = {
    "ENOENT": _ABSENT,
    "ENOTDIR": _ABSENT,
    "EBADF": _ABSENT,  # a standard input that is closed
    "EISDIR": _FOLDER,
    "EACCES": _FORBIDDEN,
    "EPERM": _FORBIDDEN,
    "ENAMETOOLONG": QT_TRANSLATE_NOOP("files", "The name {path} is too long for a file."),
    "ELOOP": QT_TRANSLATE_NOOP("files", "{path} is a link that leads back to itself."),
    "EMFILE": _MANY,
    "ENFILE": _MANY,
    "ENXIO": _SOCKET,
    "EINVAL": _IMPOSSIBLE,  # what Windows says of names such as a?b
    "EILSEQ": _IMPOSSIBLE,  # what macOS says of names that are not UTF-8
    "EIO": _BAD_DISK,
    **dict.fromkeys(("EBUSY", "ETXTBSY", "EDEADLK", "EAGAIN"), _BUSY),
    **dict.fromkeys(("ENOMEM", "EOVERFLOW"), _MEMORY),
    **dict.fromkeys(
        (
            "ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ENOTCONN", "ECONNRESET",
            "ECONNABORTED", "ECONNREFUSED", "ENODEV", "ENOLINK", "EREMOTEIO", "ESHUTDOWN",
        ),
        _NETWORK,
    ),
}  # fmt: skip
_READING = {getattr(errno, name): template for name, template in _BY_NAME.items() if hasattr(errno, name)}
_SHARED_ON_WINDOWS = (32, 33)  # sharing and lock violations


def shown(path: str | Path) -> str:
    """Return a path as a sentence can name it: on one line, printable, not too long."""
    text = "".join(map(_printable, os.fspath(path)))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 3]}…{text[-_LONGEST // 2 :]}"


def _printable(letter: str) -> str:
    if letter.isprintable():
        return letter
    byte = ord(letter) - _BYTE
    return f"\\x{byte:02x}" if 0x80 <= byte <= 0xFF else letter.encode("unicode_escape").decode("ascii")


def size(nbytes: int) -> str:
    """Return a number of bytes as people say it, never less than it is."""
    return f"{ceil(nbytes / 1000 / MB)} GB" if nbytes >= 10_000 * MB else f"{ceil(nbytes / MB)} MB"


def unreadable(path: str | Path, error: BaseException) -> Refused:
    """Say why a file cannot be opened or read."""
    details = repr(error)
    if isinstance(error, RuntimeError) and not isinstance(error, RecursionError):  # of `expanduser`
        return Refused(QT_TRANSLATE_NOOP("files", "There is no user of that name: {path}."), details, path=shown(path))
    if isinstance(error, MemoryError):
        return Refused(_MEMORY, details, path=shown(path))
    if isinstance(error, OSError):
        return _of_the_system(path, error)
    return Refused(_IMPOSSIBLE, details, path=shown(path))  # a NUL, or half of a symbol


def _of_the_system(path: str | Path, error: OSError) -> Refused:
    template: Marked | None = _READING.get(error.errno or 0)
    if getattr(error, "winerror", None) in _SHARED_ON_WINDOWS:
        template = _BUSY
    elif isinstance(error, PermissionError) and _is_folder(path):  # what Windows says of a folder
        template = _FOLDER
    if template is not None:
        return Refused(template, repr(error), path=shown(path))
    return Refused(
        QT_TRANSLATE_NOOP("files", "The file {path} cannot be read: {reason}."),
        repr(error),
        path=shown(path),
        reason=error.strerror or type(error).__name__,
    )


def _is_folder(path: str | Path) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def not_regular(path: str | Path, mode: int) -> Refused:
    """Say what stands where a file was to be."""
    template = QT_TRANSLATE_NOOP("files", "{path} is a device, not a file.")
    if stat.S_ISDIR(mode):
        template = _FOLDER
    elif stat.S_ISFIFO(mode):
        template = QT_TRANSLATE_NOOP("files", "{path} is a pipe, not a file.")
    elif stat.S_ISSOCK(mode):
        template = _SOCKET
    return Refused(template, path=shown(path))


def too_large(path: str | Path, nbytes: int, limit: int) -> Refused:
    """Say that a file is larger than its kind may be."""
    return Refused(
        QT_TRANSLATE_NOOP("files", "The file {path} is too large: it has {size}, and {limit} is the most."),
        path=shown(path),
        size=size(nbytes),
        limit=size(limit),
    )


def changed(path: str | Path) -> Refused:
    """Say that a file is no longer what it was when reading began."""
    return Refused(
        QT_TRANSLATE_NOOP("files", "The file {path} was changed while it was read: open it once more."),
        path=shown(path),
    )


def not_utf8(path: str | Path, error: UnicodeDecodeError) -> Refused:
    """Say where a file stops being UTF-8."""
    return Refused(
        QT_TRANSLATE_NOOP("files", "The file {path} is not UTF-8 text, as it must be: see byte {place}."),
        error.reason,
        path=shown(path),
        place=error.start,
    )
