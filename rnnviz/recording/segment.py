"""Writing one segment: a file of MCAP to which chunks are added, and which ends with its index."""

from __future__ import annotations

from typing import BinaryIO

from mcap.writer import CompressionType, Writer

from rnnviz.recording.form import ENCODING, PROFILE, Topic

_NO_LIMIT = 1 << 62  # bytes of a chunk: whoever writes says where one ends


class SegmentWriter:
    """Adds messages to a new file, which its caller has opened and closes.

    What was flushed is with the operating system: it is there however this process ends. Raises OSError.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._writer = Writer(self._file, chunk_size=_NO_LIMIT, compression=CompressionType.ZSTD)
        self._writer.start(PROFILE)
        self._channels: dict[Topic, int] = {}

    @property
    def nbytes(self) -> int:
        """How long it is."""
        return self._file.tell()

    def add(self, topic: Topic, update: int, data: bytes, sequence: int, when: int) -> None:
        """Add a message to the chunk under way: `data`, of an update, the channel's `sequence`-th, at `when` ns."""
        if topic not in self._channels:
            metadata = {"branch": str(topic.branch), "kind": str(topic.kind)}
            self._channels[topic] = self._writer.register_channel(topic.name, ENCODING, 0, metadata)
        self._writer.add_message(self._channels[topic], update, data, when, sequence & 0xFFFF_FFFF)

    def flush(self) -> None:
        """End the chunk, and hand everything to the operating system."""
        self._writer.flush()  # type: ignore[no-untyped-call]

    def finish(self) -> None:
        """Write the index; nothing may follow."""
        self._writer.finish()  # type: ignore[no-untyped-call]
        self._file.flush()
