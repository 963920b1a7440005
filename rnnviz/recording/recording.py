"""Reading a recording, also while it is written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from rnnviz.engine.messages import BreakpointHit, Built, Evaluated, Sample, Status
from rnnviz.engine.run_log import ConditionMet, SettingChanged
from rnnviz.packing.arrays import Damaged
from rnnviz.packing.records import decode
from rnnviz.probe.frame import Frame
from rnnviz.recording.form import About, Kind, Numbered, Topic, rank_folder, ranks, read_about, segments
from rnnviz.recording.index import Message, Place, Segment
from rnnviz.recording.rows import MetricsRows
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.faults import shown, unreadable

#: What the messages of a channel can be.
_KINDS: Mapping[Kind, tuple[type[Any], ...]] = {
    Kind.METRICS: (MetricsRows,),
    Kind.EVENTS: (Built, Sample, Evaluated, BreakpointHit, Status, SettingChanged, ConditionMet),
}


class News(NamedTuple):
    """Something that was recorded beside Frames."""

    branch: int
    update: int
    when: int  # ns since 1970
    record: Any


class Lying(NamedTuple):
    """Where a chunk is."""

    segment: Segment
    place: Place


class Recording:
    """A folder that a run was recorded into, as one process wrote it.

    Parameters
    ----------
    folder : Path
    rank : int, optional
        Which process; the first one that has written, if none is given.

    Attributes
    ----------
    about : About
    damaged : int
        Messages that were there and could not be read.

    Raises
    ------
    Refused
        If it is none, damaged, or too new.
    """

    def __init__(self, folder: Path, rank: int | None = None) -> None:
        self.folder, self.damaged = folder, 0
        self.about: About = read_about(folder)
        self.rank = min(ranks(folder), default=0) if rank is None else rank
        self._segments: dict[Numbered, Segment] = {}
        self._frames: dict[int, list[Lying]] = {}  # branch -> as they were recorded
        self._rest: list[Lying] = []  # what has metrics and events
        self._told = 0  # of `_rest`
        self._heard: dict[Topic, int] = {}  # the number of the last message that was yielded
        self.refresh()

    def refresh(self) -> bool:
        """Take in what was added; return whether that is anything."""
        try:
            return self._refresh()
        except FileNotFoundError:
            return False  # it is being thinned, or moved away: what was read stays
        except OSError as error:
            raise unreadable(self.folder, error) from error

    def _refresh(self) -> bool:
        there = segments(rank_folder(self.folder, self.rank))
        thinned = [each for each in self._segments if each not in there]
        changed = bool(thinned)
        for each in there:
            segment = self._segments.get(each) or Segment(each.path)
            self._segments[each] = segment
            changed |= segment.refresh()
        for each in thinned:
            del self._segments[each]
        if thinned:
            self._told = 0  # they lie elsewhere now; `_heard` knows which were yielded
        if changed:
            self._sort()
        return changed

    def _sort(self) -> None:
        """Put the chunks in the order in which they were recorded."""
        self._frames, rest = {}, []
        for numbered in sorted(self._segments):
            segment = self._segments[numbered]
            for place in segment.places:
                for topic in place.topics:
                    if topic.kind is Kind.FRAMES:
                        self._frames.setdefault(topic.branch, []).append(Lying(segment, place))
                if any(topic.kind is not Kind.FRAMES for topic in place.topics):
                    rest.append(Lying(segment, place))
        self._rest = rest

    @property
    def branches(self) -> tuple[int, ...]:
        """Those that have Frames."""
        return tuple(sorted(self._frames))

    def updates(self, branch: int = 0) -> list[int]:
        """Return the updates that there are Frames of, as they were recorded: rising, some of them twice."""
        return [lying.place.first for lying in self._frames.get(branch, [])]

    def frame(self, number: int, branch: int = 0) -> Frame:
        """Return the Frame of that number among those of a branch, from 0.

        Raises
        ------
        Refused
            If it is damaged, or gone.
        IndexError
            If there is none.
        """
        lying = self._frames[branch][number]
        try:
            for message in lying.segment.messages(lying.place):
                if message.topic == Topic(branch, Kind.FRAMES):
                    return decode(message.data, Frame)
        except (Damaged, OSError) as error:
            raise self._lost(repr(error)) from error
        raise self._lost("no Frame lies there")

    def at(self, update: int, branch: int = 0) -> int | None:
        """Return the number of the last Frame of that update or an earlier one, else of the first; None: none."""
        there = self._frames.get(branch, [])
        if not there:
            return None
        return max(bisect_right(there, update, key=lambda lying: lying.place.first) - 1, 0)

    def news(self) -> Iterator[News]:
        """Yield the metrics and the events that were not yielded before, as they were recorded."""
        while self._told < len(self._rest):
            lying = self._rest[self._told]
            self._told += 1
            with suppress(Damaged, OSError):
                for message in lying.segment.messages(lying.place):
                    if message.sequence > self._heard.get(message.topic, -1):
                        self._heard[message.topic] = message.sequence
                        yield from self._decoded(message)

    def _decoded(self, message: Message) -> Iterator[News]:
        kinds = _KINDS.get(message.topic.kind)
        if kinds is None:
            return
        try:
            yield News(message.topic.branch, message.update, message.when, decode(message.data, *kinds))
        except Refused:
            self.damaged += 1

    def _lost(self, details: str) -> Refused:
        return Refused(
            QT_TRANSLATE_NOOP("recording", "A picture in {path} is damaged, or gone."),
            details=details,
            path=shown(self.folder),
        )
