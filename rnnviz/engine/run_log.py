"""What happened in a run beside its updates: settings that were changed, and conditions that were written down."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

from rnnviz.engine.config import SHOWN_ONLY, RunConfig

LIMIT = 4096  # entries of a run; the oldest conditions give way first, and no setting before them


class SettingChanged(NamedTuple):
    """A setting has another value, from this update on."""

    update: int
    name: str  # of `RunConfig`
    before: Any
    after: Any


class ConditionMet(NamedTuple):
    """A breakpoint that only logs held at an update."""

    update: int
    expression: str
    values: tuple[tuple[str, float | tuple[float, ...]], ...] = ()  # of the quantities that it names


Entry: TypeAlias = SettingChanged | ConditionMet


def changes(update: int, before: RunConfig, after: RunConfig) -> list[SettingChanged]:
    """Return in what two configs differ, of what learning depends on."""
    mine, theirs = before.model_dump(exclude=set(SHOWN_ONLY)), after.model_dump(exclude=set(SHOWN_ONLY))
    return [SettingChanged(update, name, mine[name], theirs[name]) for name in mine if mine[name] != theirs[name]]


class RunLog:
    """Entries in the order of their updates, in bounded memory."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries = list(entries)
        self._met = {each[:2] for each in self._entries if isinstance(each, ConditionMet)}  # (update, expression)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them."""
        return tuple(self._entries)

    def add(self, entry: Entry) -> None:
        """Note what happened; what is turned to and fro at one update is one change, or none.

        A condition that is noted again, as an update of the past is learned again, stays one entry.
        """
        if isinstance(entry, SettingChanged):
            entry = self._joined(entry)
            if entry.before == entry.after:
                return
        elif entry[:2] in self._met:
            return
        else:
            self._met.add(entry[:2])
        insort(self._entries, entry, key=lambda each: each.update)
        if len(self._entries) > LIMIT:
            oldest = next((k for k, e in enumerate(self._entries) if isinstance(e, ConditionMet)), 0)
            self._met.discard(self._entries.pop(oldest)[:2])

    def _joined(self, entry: SettingChanged) -> SettingChanged:
        """Take out what this update has changed of the same setting already, and begin where that began."""
        for k in reversed(range(len(self._entries))):
            each = self._entries[k]
            if each.update != entry.update:
                break
            if isinstance(each, SettingChanged) and each.name == entry.name:
                del self._entries[k]
                return entry._replace(before=each.before)
        return entry
