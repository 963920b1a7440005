"""The linked cursor of a session: which timestep and unit, of which recurrence. Hovering moves it, a click pins it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

RecurrenceKey = tuple[str, int, bool, int]  # Recurrence.key


@dataclass(frozen=True)
class Place:
    """A point in a panel: a timestep of one axis, and a unit where there is one."""

    axis: str
    timestep: int
    unit: int | None = None


class Cursor(QObject):
    """What is pointed at. A timestep is remembered for each axis, so source and target can both be marked."""

    moved = Signal()
    selected = Signal()  # another recurrence is shown

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pinned: dict[str, int] = {}
        self._pinned_unit: int | None = None
        self._hovered: Place | None = None
        self._lengths: dict[str, int] = {}
        self._recurrence: RecurrenceKey | None = None

    @property
    def recurrence(self) -> RecurrenceKey | None:
        """The recurrence (layer and direction) that the panels show; None: the first one of the Frame."""
        return self._recurrence

    def select(self, key: RecurrenceKey | None) -> None:
        """Show another recurrence in every panel."""
        if key != self._recurrence:
            self._recurrence = key
            self.selected.emit()

    def timestep(self, axis: str) -> int | None:
        """Return the timestep marked on an axis: the hovered one, else the pinned one."""
        if self._hovered is not None and self._hovered.axis == axis:
            return self._hovered.timestep
        return self._pinned.get(axis)

    @property
    def unit(self) -> int | None:
        """The unit marked: the hovered one, else the pinned one."""
        if self._hovered is not None and self._hovered.unit is not None:
            return self._hovered.unit
        return self._pinned_unit

    @property
    def is_pinned(self) -> bool:
        """Whether a click holds it."""
        return bool(self._pinned)

    def pinned_timestep(self, axis: str) -> int | None:
        """Return the timestep that a click holds on an axis."""
        return self._pinned.get(axis)

    def hover(self, place: Place | None) -> None:
        """Point at a place while the mouse is over it; None: nothing."""
        if place != self._hovered:
            self._hovered = place
            self.moved.emit()

    def pin(self, place: Place) -> None:
        """Hold a place."""
        self._pinned[place.axis] = place.timestep
        if place.unit is not None:
            self._pinned_unit = place.unit
        self.moved.emit()

    def unpin(self) -> None:
        """Hold nothing any more."""
        self._pinned.clear()
        self._pinned_unit = None
        self.moved.emit()

    def follow(self, other: Cursor) -> None:
        """Stand where another cursor stands; the same recurrence is shown if both have it."""
        self.select(other.recurrence)
        there = (other._hovered, other._pinned_unit, other._pinned)
        if there != (self._hovered, self._pinned_unit, self._pinned):
            self._hovered, self._pinned_unit, self._pinned = there[0], there[1], dict(there[2])
            self.moved.emit()

    def set_lengths(self, lengths: Mapping[str, int]) -> None:
        """Tell how long each axis is now; places beyond its end move to its last timestep."""
        if lengths == self._lengths:
            return
        self._lengths = dict(lengths)
        self._hovered = None
        self._pinned = {a: min(t, self._lengths[a] - 1) for a, t in self._pinned.items() if self._lengths.get(a)}
        self.moved.emit()

    def step(self, axis: str, timesteps: int = 0, units: int = 0, unit_count: int = 0) -> None:
        """Move the pinned place by keyboard, starting from what is pointed at, and stop at the edges."""
        last = self._lengths.get(axis, 1) - 1
        timestep = self.timestep(axis)
        unit = self.unit
        moved = 0 if timestep is None else min(max(timestep + timesteps, 0), last)
        if units or unit is not None:
            unit = 0 if unit is None else min(max(unit + units, 0), max(unit_count - 1, 0))
        self._hovered = None
        self.pin(Place(axis, moved, unit))
