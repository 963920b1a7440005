"""Keeping a recording under its limit: of what is oldest and densest, every second Frame goes, and nothing else.

Two finished segments beside each other become one, written aside and put in their place as a whole. Metrics and events
stay all; so do Frames close to an event, and weights become fewer as Frames do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from rnnviz.files.replacing import replacing
from rnnviz.packing.arrays import Damaged
from rnnviz.recording.form import Kind, Numbered, Topic, segment_path, segments
from rnnviz.recording.index import Message, Segment
from rnnviz.recording.segment import SegmentWriter

NEAR = 2_000_000_000  # ns: Frames this close to an event are kept
_THINNED = (Kind.FRAMES, Kind.WEIGHTS)
_ATTEMPTS = 4  # rewritings at a time


def thin(folder: Path, limit: int) -> None:
    """Bring a process's finished segments under `limit` bytes, as far as Frames can be left out.

    Nobody may write to them meanwhile; whoever reads finds either what was, or what has taken its place. Raises OSError
    and `Refused`.
    """
    for _ in range(_ATTEMPTS):
        there = segments(folder)
        if sum(each.path.stat().st_size for each in there) <= limit:
            return
        pairs = sorted(pairwise(there), key=_thinned_so_far)
        if not any(_merge(folder, *pair) for pair in pairs[:_ATTEMPTS]):
            return


def _thinned_so_far(pair: tuple[Numbered, Numbered]) -> tuple[int, int]:
    """Order what is thinned next: what was thinned least, and of that the oldest."""
    return pair[1].last - pair[0].first, pair[0].first


class _NothingSaved(Exception):
    """Two segments are no shorter as one."""


def _merge(folder: Path, first: Numbered, second: Numbered) -> bool:
    """Put one thinned segment in the place of two; return whether that has saved anything."""
    before = first.path.stat().st_size + second.path.stat().st_size
    try:
        with replacing(segment_path(folder, first.first, second.last)) as file:
            writer = SegmentWriter(file)
            _copy(writer, (first.path, second.path))
            writer.finish()
            if writer.nbytes >= before:
                raise _NothingSaved
    except _NothingSaved:
        return False
    for each in (first, second):
        each.path.unlink(missing_ok=True)
    return True


def _copy(writer: SegmentWriter, paths: Iterable[Path]) -> None:
    """Copy what is kept: each Frame into a chunk of its own, as it was."""
    found = list(_messages(paths))
    events = sorted(each.when for each in found if each.topic.kind is Kind.EVENTS)
    seen: dict[Topic, int] = {}
    for each in found:
        dense = each.topic.kind in _THINNED
        if dense:
            place = seen[each.topic] = seen.get(each.topic, -1) + 1
            if place % 2 and not _near(each.when, events):
                continue
            writer.flush()
        writer.add(each.topic, each.update, each.data, each.sequence, each.when)
        if dense:
            writer.flush()


def _near(when: int, events: list[int]) -> bool:
    return any(abs(when - each) <= NEAR for each in events)


def _messages(paths: Iterable[Path]) -> Iterator[Message]:
    """Yield all that can be read of some segments."""
    for path in paths:
        segment = Segment(path)
        segment.refresh()
        for place in segment.places:
            with suppress(Damaged):
                yield from segment.messages(place)
