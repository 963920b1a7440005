"""Why a file cannot be written, in a user's words."""

from __future__ import annotations

import errno
from pathlib import Path

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from rnnviz.user_files.faults import shown

_FULL = QT_TRANSLATE_NOOP("files", "the disk is full")
_FORBIDDEN = QT_TRANSLATE_NOOP("files", "you are not allowed to write there")
_NO_FOLDER = QT_TRANSLATE_NOOP("files", "there is no such folder")
_FILE = QT_TRANSLATE_NOOP("files", "there is a file of that name, not a folder")
_NAME = QT_TRANSLATE_NOOP("files", "there can be no such name")
_NETWORK = QT_TRANSLATE_NOOP("files", "the computer or the disk that it is on is out of reach")
_BUSY = QT_TRANSLATE_NOOP("files", "another program is using it")
_MANY = QT_TRANSLATE_NOOP("files", "too many files are open already")

_BY_NAME = {
    "ENOSPC": _FULL,
    "EDQUOT": QT_TRANSLATE_NOOP("files", "you may write no more to this disk"),
    "EFBIG": QT_TRANSLATE_NOOP("files", "it is larger than a file may be there"),
    "EROFS": QT_TRANSLATE_NOOP("files", "nothing can be changed on that disk"),
    "EACCES": _FORBIDDEN,
    "EPERM": _FORBIDDEN,
    "ENOENT": _NO_FOLDER,
    "ENOTDIR": _FILE,
    "EEXIST": _FILE,
    "EISDIR": QT_TRANSLATE_NOOP("files", "there is a folder of that name, not a file"),
    "ENAMETOOLONG": QT_TRANSLATE_NOOP("files", "its name is too long"),
    "EINVAL": _NAME,
    "EILSEQ": _NAME,
    "ELOOP": QT_TRANSLATE_NOOP("files", "it is a link that leads back to itself"),
    "EIO": QT_TRANSLATE_NOOP("files", "the disk is failing"),
    "ENOMEM": QT_TRANSLATE_NOOP("files", "this machine has not enough memory"),
    **dict.fromkeys(("EBUSY", "ETXTBSY", "EDEADLK", "EAGAIN"), _BUSY),
    **dict.fromkeys(("EMFILE", "ENFILE"), _MANY),
    **dict.fromkeys(("ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENOTCONN", "ENODEV", "ENXIO"), _NETWORK),
}
_WRITING = {getattr(errno, name): template for name, template in _BY_NAME.items() if hasattr(errno, name)}
_SHARED_ON_WINDOWS = (32, 33)  # sharing and lock violations


def why_unwritable(error: Exception) -> Sentence | str:
    """Return why something cannot be written: the end of a sentence."""
    if not isinstance(error, OSError):
        return Sentence(_NAME)  # a NUL, or half of a symbol
    if getattr(error, "winerror", None) in _SHARED_ON_WINDOWS:
        return Sentence(_BUSY)
    if (template := _WRITING.get(error.errno or 0)) is not None:
        return Sentence(template)
    return error.strerror or type(error).__name__


def unwritable(path: str | Path, error: Exception) -> Refused:
    """Say why a file cannot be written."""
    return Refused(
        QT_TRANSLATE_NOOP("files", "The file {path} could not be written: {reason}."),
        details=repr(error),
        path=shown(path),
        reason=why_unwritable(error),
    )
