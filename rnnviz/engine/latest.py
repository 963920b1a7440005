"""A place for the newest Frame only: whoever draws never falls behind, and nothing queues up."""

from __future__ import annotations

from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """Holds one value; a newer one replaces it, taking it empties the place."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._value: T | None = None

    @property
    def empty(self) -> bool:
        """Whether the last value was taken."""
        return self._value is None

    def put(self, value: T) -> None:
        """Replace what is there."""
        with self._lock:
            self._value = value

    def take(self) -> T | None:
        """Return what is there, and empty the place; None if it is empty."""
        if self._value is None:
            return None
        with self._lock:
            value, self._value = self._value, None
            return value
