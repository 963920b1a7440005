"""Which chunks a segment has: from its index if it is finished; from what is there if it is written, or was cut off."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

import zstandard
from mcap.data_stream import ReadDataStream
from mcap.exceptions import McapError
from mcap.opcode import Opcode
from mcap.reader import SeekingReader
from mcap.records import Channel as MCAPChannel
from mcap.records import Chunk, McapRecord
from mcap.records import Message as MCAPMessage
from mcap.stream_reader import breakup_chunk
from mcap.summary import Summary

from rnnviz.packing.arrays import Damaged
from rnnviz.recording.form import Topic
from rnnviz.user_files.faults import MB

_MAGIC = 8  # bytes, at both ends
_HEAD = struct.Struct("<BQ")  # of a record: what it is, and its length
_TIMES = struct.Struct("<QQ")  # of a chunk: first and last update
LARGEST_CHUNK = 2048 * MB
FAULTS = (McapError, struct.error, ValueError, KeyError, IndexError, EOFError, MemoryError, RecursionError)


class Place(NamedTuple):
    """A chunk: where it lies, and what it holds."""

    first: int  # update
    last: int
    offset: int  # of its record in the file
    length: int  # of its record
    topics: frozenset[Topic]


class Message(NamedTuple):
    """One message of a chunk."""

    topic: Topic
    update: int
    sequence: int
    when: int  # ns since 1970
    data: bytes


class Segment:
    """A file of which more and more may be there.

    Attributes
    ----------
    places : list of Place
        Its chunks, as they follow each other.
    finished : bool
        Whether nothing will be added: it has its index.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.finished = path, False
        self.places: list[Place] = []
        self._channels: dict[int, Topic] = {}
        self._read = 0  # bytes that were looked through

    def refresh(self) -> bool:
        """Take in what was added; return whether that is anything. Raises OSError."""
        if self.finished:
            return False
        with self.path.open("rb") as file:
            if (summary := _summary(file)) is not None:
                return self._finish(summary, file.seek(0, io.SEEK_END))
            before = len(self.places)
            self._look_through(file)
            return len(self.places) > before

    def messages(self, place: Place) -> Iterator[Message]:
        """Yield what a chunk holds; raises `Damaged`, and OSError."""
        with self.path.open("rb") as file:
            file.seek(place.offset)
            blob = file.read(place.length)
        for record in _records(blob):
            if isinstance(record, MCAPMessage) and (topic := self._channels.get(record.channel_id)) is not None:
                yield Message(topic, record.log_time, record.sequence, record.publish_time, record.data)

    def _finish(self, summary: Summary, nbytes: int) -> bool:
        self.finished = True
        self._channels = _topics(summary.channels)
        places = []
        for each in sorted(summary.chunk_indexes, key=lambda index: index.chunk_start_offset):
            topics = (self._channels.get(channel) for channel in each.message_index_offsets)
            found = frozenset(topic for topic in topics if topic is not None)
            if each.chunk_start_offset + each.chunk_length > nbytes:
                continue
            first, last = each.message_start_time, each.message_end_time
            places.append(Place(first, last, each.chunk_start_offset, each.chunk_length, found))
        changed, self.places = places != self.places, places
        return changed

    def _look_through(self, file: BinaryIO) -> None:
        """Add the chunks that are there as a whole; a record that is torn off ends it."""
        end = file.seek(0, io.SEEK_END)
        at = max(self._read, _MAGIC)
        while at + _HEAD.size <= end:
            file.seek(at)
            kind, length = _HEAD.unpack(file.read(_HEAD.size))
            whole = _HEAD.size + length
            if at + whole > end or length > LARGEST_CHUNK:
                break
            if kind == Opcode.CHUNK:
                file.seek(at)
                self._add(at, file.read(whole))
            at += whole
        self._read = at

    def _add(self, offset: int, blob: bytes) -> None:
        """Take in a chunk, and the channels that it makes known; one that is damaged is left out."""
        try:
            records = _records(blob)
        except Damaged:
            return
        self._channels |= _topics({each.id: each for each in records if isinstance(each, MCAPChannel)})
        messages = [each for each in records if isinstance(each, MCAPMessage)]
        topics = frozenset(self._channels[each.channel_id] for each in messages if each.channel_id in self._channels)
        if topics:
            updates = [each.log_time for each in messages]
            self.places.append(Place(min(updates), max(updates), offset, len(blob), topics))


def _summary(file: BinaryIO) -> Summary | None:
    """Return the index of a finished segment; None: it is not finished, or cut off."""
    try:
        return SeekingReader(file, record_size_limit=LARGEST_CHUNK).get_summary()
    except (*FAULTS, OSError):  # an index that is damaged leads anywhere
        return None


def _topics(channels: Mapping[int, MCAPChannel]) -> dict[int, Topic]:
    """Return the channels that are ours."""
    found = ((number, Topic.of(channel.topic)) for number, channel in channels.items())
    return {number: topic for number, topic in found if topic is not None}


def _records(blob: bytes) -> list[McapRecord]:
    """Return what is in a chunk, given its record; raises `Damaged`."""
    try:
        stream = ReadDataStream(io.BytesIO(blob))
        if stream.read1() != Opcode.CHUNK or stream.read8() != len(blob) - _HEAD.size:
            raise Damaged("no chunk lies there")
        chunk = Chunk.read(stream)
        if chunk.uncompressed_size > LARGEST_CHUNK:
            raise Damaged(f"a chunk of {chunk.uncompressed_size} bytes")
        return breakup_chunk(chunk, validate_crc=True)
    except (*FAULTS, zstandard.ZstdError) as error:
        raise Damaged(f"a chunk cannot be read: {error!r}") from error
