"""The past of a run in bounded memory: snapshots, the further apart the older, and the settings that were in force.

No torch here. A past update is the nearest earlier snapshot, trained forward: `rnnviz.engine.time_travel`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from rnnviz.engine.config import RunConfig
from rnnviz.engine.snapshot import Snapshot
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

LIMIT = 256 * 10**6  # bytes
SPACING = 20  # updates between two snapshots of a run that is still short
_MOST = 2048  # snapshots, however small: every one is a few objects that the garbage collector walks


class InForce(NamedTuple):
    """The settings that are in force from an update on."""

    update: int
    config: RunConfig


class History:
    """Snapshots under a memory limit.

    They lie `spacing` updates apart. When the limit is reached, every second one is dropped, the oldest first; when
    none is left to drop, the spacing has doubled for all. So the gaps are at most twice as wide at the beginning as
    at the end, memory is always put to use, and the first snapshot stays.

    Parameters
    ----------
    first : Snapshot
        Where the run began.
    limit : int
        Bytes that all snapshots may take together.

    Raises
    ------
    Refused
        If the limit cannot hold one snapshot.
    """

    def __init__(self, first: Snapshot, limit: int = LIMIT) -> None:
        check(first, limit)
        self.origin = first.update
        self.spacing = SPACING
        self.limit = limit
        self._kept = {first.update: first}  # in the order of their updates
        self._nbytes = first.nbytes
        self._settings = [InForce(first.update, first.config)]  # in order

    @classmethod
    def of(cls, kept: Iterable[Snapshot], settings: Iterable[InForce], spacing: int, limit: int) -> History:
        """Return the history that another one was: its snapshots, rising, its settings and its spacing.

        Under a lower limit it is thinned, as it would have been then. Raises `Refused` if that holds no snapshot, and
        ValueError if these are not the parts of one.
        """
        snapshots, in_force = list(kept), list(settings)
        updates = [snapshot.update for snapshot in snapshots]
        from_then = [each.update for each in in_force]
        if not updates or not in_force or updates != sorted(set(updates)) or from_then != sorted(set(from_then)):
            raise ValueError("no history: its updates do not rise")
        if from_then[0] > updates[0] or spacing < 1 or spacing % SPACING:
            raise ValueError("no history: its beginning, or its spacing, cannot be")
        made = cls(snapshots[0], limit)
        made.spacing, made._settings = spacing, in_force
        for snapshot in snapshots[1:]:
            made.add(snapshot)
        return made

    @property
    def nbytes(self) -> int:
        """What the snapshots take in memory."""
        return self._nbytes

    @property
    def updates(self) -> tuple[int, ...]:
        """The updates of the snapshots, rising."""
        return tuple(self._kept)

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """What is kept, rising."""
        return tuple(self._kept.values())

    @property
    def settings(self) -> tuple[InForce, ...]:
        """Which settings were in force from which update on."""
        return tuple(self._settings)

    def set_limit(self, limit: int) -> None:
        """Keep to another limit from now on; raises `Refused` if it cannot hold one snapshot."""
        check(self._kept[self.origin], limit)
        self.limit = limit
        self._thin()

    def due(self, update: int) -> bool:
        """Whether a snapshot is to be taken before this update."""
        return update not in self._kept and (update - self.origin) % self.spacing == 0

    def add(self, snapshot: Snapshot) -> None:
        """Keep the newest snapshot."""
        self._kept[snapshot.update] = snapshot
        self._nbytes += snapshot.nbytes
        self._thin()

    def nearest(self, update: int) -> Snapshot:
        """Return the latest snapshot that is not after an update."""
        return self._kept[max(u for u in self._kept if u <= update)]

    def note(self, update: int, config: RunConfig) -> None:
        """Remember the settings that are in force from this update on."""
        if self._settings[-1][0] == update:
            self._settings.pop()
        self._settings.append(InForce(update, config))

    def config_at(self, update: int) -> RunConfig:
        """Return the settings that an update was taken with."""
        return self._settings[bisect_right(self._settings, update, key=lambda entry: entry.update) - 1].config

    def _thin(self) -> None:
        while (self._nbytes > self.limit or len(self._kept) > _MOST) and len(self._kept) > 1:
            wider = 2 * self.spacing
            between = next((u for u in self._kept if (u - self.origin) % wider), None)
            if between is None:
                self.spacing = wider
            else:
                self._nbytes -= self._kept.pop(between).nbytes


def check(first: Snapshot, limit: int) -> None:
    """Raise `Refused` if a limit cannot hold one snapshot."""
    if first.nbytes > limit:
        raise Refused(
            QT_TRANSLATE_NOOP(
                "history",
                "A memory limit of {limit} MB cannot hold a single snapshot of this model, which takes {needed} MB: "
                "there is no going back in time.",
            ),
            limit=f"{limit / 1e6:g}",
            needed=f"{first.nbytes / 1e6:.2g}",
        )
