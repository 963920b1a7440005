"""The linked cursor of a session: which timestep and unit, of which recurrence. Hovering moves it, a click pins it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from rnnviz.probe.frame import Frame

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
        self._ends: dict[str, int] = {}  # the other end of a span that begins where it is pinned
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

    def span(self, axis: str) -> tuple[int, int] | None:
        """Return the first and the last timestep that are held on an axis: the same one, unless it was extended."""
        pinned = self._pinned.get(axis)
        return None if pinned is None else (min(pinned, end := self._ends.get(axis, pinned)), max(pinned, end))

    def extend(self, place: Place) -> None:
        """Hold every timestep from the one that is held to this one, too; where none is held, this one."""
        if place.axis not in self._pinned:
            self.pin(place)
        elif self._ends.get(place.axis, self._pinned[place.axis]) != place.timestep:
            self._ends[place.axis] = place.timestep
            self.moved.emit()

    def hover(self, place: Place | None) -> None:
        """Point at a place while the mouse is over it; None: nothing."""
        if place != self._hovered:
            self._hovered = place
            self.moved.emit()

    def pin(self, place: Place) -> None:
        """Hold a place."""
        self._pinned[place.axis] = place.timestep
        self._ends.pop(place.axis, None)
        if place.unit is not None:
            self._pinned_unit = place.unit
        self.moved.emit()

    def unpin(self) -> None:
        """Hold nothing any more."""
        self._pinned.clear()
        self._ends.clear()
        self._pinned_unit = None
        self.moved.emit()

    def follow(self, other: Cursor) -> None:
        """Stand where another cursor stands; the same recurrence is shown if both have it."""
        self.select(other.recurrence)
        there = (other._hovered, other._pinned_unit, other._pinned, other._ends)
        if there != (self._hovered, self._pinned_unit, self._pinned, self._ends):
            self._hovered, self._pinned_unit = there[:2]
            self._pinned, self._ends = dict(there[2]), dict(there[3])
            self.moved.emit()

    def set_lengths(self, lengths: Mapping[str, int]) -> None:
        """Tell how long each axis is now; places beyond its end move to its last timestep."""
        if lengths == self._lengths:
            return
        self._lengths = dict(lengths)
        self._hovered = None
        self._pinned, self._ends = self._within(self._pinned), self._within(self._ends)
        self.moved.emit()

    def _within(self, timesteps: Mapping[str, int]) -> dict[str, int]:
        return {a: min(t, self._lengths[a] - 1) for a, t in timesteps.items() if self._lengths.get(a)}

    def step_span(self, axis: str, timesteps: int) -> None:
        """Move the end of the span by keyboard, and stop at the edges."""
        start = self._ends.get(axis, self._pinned.get(axis, self.timestep(axis) or 0))
        if axis not in self._pinned:
            self.pin(Place(axis, start))
        self.extend(Place(axis, min(max(start + timesteps, 0), self._lengths.get(axis, 1) - 1)))

    def step_along(self, frame: Frame | None, timesteps: int, units: int, extend: bool = False) -> None:
        """Move along the recurrence of a Frame that is shown; or, to `extend`, the end of the timesteps it spans."""
        if frame is None or not frame.recurrences:
            return
        shown = next((r for r in frame.recurrences if r.key == self._recurrence), frame.recurrences[0])
        if extend and timesteps:
            self.step_span(shown.axis, timesteps)
        else:
            self.step(shown.axis, timesteps, units, shown.h.shape[1])

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
