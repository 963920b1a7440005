"""The kinds of values that are remembered, and how each is read from a file that may say anything."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QByteArray

T = TypeVar("T")

LONGEST_TEXT = 4096  # characters, which is the longest path of most systems
_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")
_REAL = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{0,20})?(?:e[+-]?[0-9]{1,3})?", re.IGNORECASE)
_SEAL = b"RNNviz sealed: "
_DIGEST = hashlib.sha256().digest_size


class NotUnderstood(ValueError):
    """A saved value is not, or not wholly, of its kind.

    Parameters
    ----------
    kept : object, optional
        What of it is good; without it, nothing is.
    """

    def __init__(self, kept: object = None) -> None:
        super().__init__()
        self.kept = kept


@dataclass(frozen=True)
class Preference(Generic[T]):
    """One thing that is remembered."""

    key: str  # its name in the file
    title: str  # what the user knows it by; marked with QT_TRANSLATE_NOOP("settings", ...)
    default: T
    read: Callable[[Any], T]  # takes whatever a file holds; raises `NotUnderstood`
    write: Callable[[T], object] = lambda value: value  # what is put into the file

    def understood(self, saved: object) -> T:
        """Return what a saved value means: its good part, or the default, where it is not understood."""
        try:
            return self.default if saved is None else self.read(saved)
        except NotUnderstood as broken:
            kept: Any = broken.kept
            return self.default if kept is None else kept

    def is_good(self, saved: object) -> bool:
        """Whether all of a saved value is understood."""
        try:
            if saved is not None:
                self.read(saved)
        except NotUnderstood:
            return False
        return True


def whole(least: int, most: int) -> Callable[[Any], int]:
    """Read a whole number of a range."""

    def read(saved: Any) -> int:
        if isinstance(saved, str) and _WHOLE.fullmatch(saved):
            saved = int(saved)
        if isinstance(saved, bool) or not isinstance(saved, int) or not least <= saved <= most:
            raise NotUnderstood
        return saved

    return read


def real(least: float, most: float) -> Callable[[Any], float]:
    """Read a finite number of a range."""

    def read(saved: Any) -> float:
        if isinstance(saved, str) and _REAL.fullmatch(saved):
            saved = float(saved)
        if isinstance(saved, bool) or not isinstance(saved, int | float) or not least <= saved <= most:
            raise NotUnderstood  # NaN lies in no range
        return float(saved)

    return read


def truth(saved: Any) -> bool:
    """Read yes or no."""
    values = {"true": True, "false": False}
    if isinstance(saved, bool):
        return saved
    if not isinstance(saved, str) or saved not in values:
        raise NotUnderstood
    return values[saved]


def text(saved: Any) -> str:
    """Read a text that can be shown on one line, such as a path."""
    if not isinstance(saved, str) or len(saved) > LONGEST_TEXT or not (saved.isprintable() or _is_path(saved)):
        raise NotUnderstood
    return saved


def _is_path(saved: str) -> bool:
    """Whether it can be a path: no zero, and nothing that no encoding has."""
    try:
        return b"\0" not in saved.encode()
    except UnicodeEncodeError:
        return False


def one_of(known: Callable[[], Collection[str]]) -> Callable[[Any], str]:
    """Read one of several names."""

    def read(saved: Any) -> str:
        if not isinstance(saved, str) or saved not in known():
            raise NotUnderstood
        return saved

    return read


def some_of(known: Callable[[], Collection[str]]) -> Callable[[Any], tuple[str, ...]]:
    """Read several names with spaces between them; those that are not known are left out."""

    def read(saved: Any) -> tuple[str, ...]:
        if not isinstance(saved, str) or len(saved) > LONGEST_TEXT:
            raise NotUnderstood
        names, there = tuple(dict.fromkeys(saved.split())), known()
        good = tuple(name for name in names if name in there)
        if good != names:
            raise NotUnderstood(good)
        return good

    return read


def listed(item: Callable[[Any], T], most: int, longest: int) -> Callable[[Any], tuple[T, ...]]:
    """Read a JSON list of at most so many items, in at most so many characters; broken items are left out."""

    def read(saved: Any) -> tuple[T, ...]:
        if not isinstance(saved, str) or len(saved) > longest:
            raise NotUnderstood
        try:
            there = json.loads(saved)
        except (ValueError, RecursionError):  # of a number with 5,000 digits, of [[[[...
            raise NotUnderstood from None
        if not isinstance(there, list):
            raise NotUnderstood
        good = []
        for each in there[:most]:
            try:
                good.append(item(each))
            except NotUnderstood:
                continue
        if len(good) < len(there):
            raise NotUnderstood(tuple(good))
        return tuple(good)

    return read


def sealed(saved: Any) -> QByteArray:
    """Read bytes that only Qt can read, if they are, to the bit, what was written: it trusts them."""
    if not isinstance(saved, QByteArray) or saved.size() > 1 << 20:
        raise NotUnderstood
    content = saved.data()
    inside = content[len(_SEAL) + _DIGEST :]
    if content != _SEAL + hashlib.sha256(inside).digest() + inside:
        raise NotUnderstood
    return QByteArray(inside)


def seal(written: QByteArray) -> QByteArray:
    """Write bytes so that `sealed` knows them again."""
    inside = written.data()
    return QByteArray(_SEAL + hashlib.sha256(inside).digest() + inside)
