"""Writing a recording while a run goes on: whoever trains hands things over, a thread encodes and writes them.

Training never waits. What the thread cannot keep up with is left out: Frames, never the metrics of an update. Where
nothing more can be written, the recording ends with one sentence, and what is there can be read.
"""

from __future__ import annotations

import os
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import BinaryIO

from rnnviz.engine.messages import Event
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.run_log import Entry
from rnnviz.packing.records import encode
from rnnviz.probe.frame import Frame
from rnnviz.recording.form import Kind, Topic, segment_path, segments
from rnnviz.recording.rows import MetricsRows
from rnnviz.recording.segment import SegmentWriter
from rnnviz.recording.thinning import thin
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.faults import MB, shown
from rnnviz.user_files.writing_faults import why_unwritable

SEGMENT_BYTES, SEGMENT_SECONDS = 16 * MB, 20.0
LIMIT = 256 * MB  #: bytes of a process's segments, unless another one is asked for
_FLUSH = 0.25  # seconds after which whatever there is goes to the operating system
_MOST_WAITING = 16  # Frames that the thread has not written yet

Noted = Event | Entry


@dataclass(frozen=True)
class Row:
    """What is handed over: a record, with what it is of."""

    topic: Topic
    update: int
    record: object  # or bytes: it is encoded already
    when: int  # ns since 1970


class Recorder:
    """Writes what one process has to say of a run.

    `update`, `note` and `frame` are called where the run is, and only put things aside.

    Parameters
    ----------
    folder : Path
        The process's own (`form.rank_folder`); it must be there.
    limit : int
        Bytes that the segments may take; older Frames are thinned for it. 0: as much as there is.

    Attributes
    ----------
    ended : Refused or None
        Why nothing more is written.
    written, left_out : int
        Frames.
    faults : list of str
        For an engineer: what could not be put into a message.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.ended: Refused | None = None
        self.written = self.left_out = 0
        self.faults: list[str] = []
        self._folder, self._limit = folder, limit
        self._number = max((each.last for each in segments(folder)), default=0)
        self._branch, self._newest = 0, -1
        self._metrics: deque[tuple[int, Metrics]] = deque()  # with the branch
        self._rows: deque[Row] = deque()
        self._frames = 0  # that wait in `_rows`
        self._sequences: dict[Topic, int] = {}
        self._file: BinaryIO | None = None
        self._segment: SegmentWriter | None = None
        self._began = 0.0
        self._wake, self._closing = Flag(), False
        self._thread = Thread(target=self._main, name="rnnviz recorder", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many Frames were handed over and are not written yet."""
        return self._frames

    # --- where the run is ---

    def update(self, metrics: Metrics) -> None:
        """Record the metrics of an update; one that was there before begins a branch."""
        if metrics.update <= self._newest:
            self._branch += 1
        self._newest = metrics.update
        self._metrics.append((self._branch, metrics))

    def note(self, record: Noted, update: int) -> None:
        """Record something that happened at an update."""
        self._rows.append(Row(Topic(self._branch, Kind.EVENTS), update, record, time.time_ns()))

    def frame(self, frame: Frame) -> None:
        """Record a Frame, unless the thread is far behind."""
        if self._frames >= _MOST_WAITING:
            self.left_out += 1
            return
        self._frames += 1
        self._rows.append(Row(Topic(self._branch, Kind.FRAMES), frame.update, frame, time.time_ns()))
        self._wake.set()

    def close(self, timeout: float | None = 10.0) -> bool:
        """Write what there is, and end; return whether that was done within `timeout` seconds."""
        self._closing = True
        self._wake.set()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    # --- the thread ---

    def _main(self) -> None:
        try:
            while not self._closing:
                self._wake.wait(_FLUSH)
                self._wake.clear()
                self._write()
            self._write()
            self._end_segment()
        except Exception as error:  # whatever it is: training goes on
            self._give_up(error)

    def _write(self) -> None:
        """Write what was handed over: each Frame in a chunk of its own, what lies between two in another."""
        self._add_metrics()
        began = False
        while self._rows:
            row = self._rows.popleft()
            picture = row.topic.kind is Kind.FRAMES
            if picture and began:
                self._there.flush()
            self._add(row)
            began = not picture
            if picture:
                self._there.flush()
                self._frames -= 1
                self.written += 1
        if self._segment is not None:
            self._segment.flush()
            if self._segment.nbytes > SEGMENT_BYTES or time.monotonic() - self._began > SEGMENT_SECONDS:
                self._end_segment()

    def _add_metrics(self) -> None:
        """Put the metrics that were handed over before everything else that waits, a message a branch."""
        taken = [self._metrics.popleft() for _ in range(len(self._metrics))]
        for branch in sorted({branch for branch, _ in taken}, reverse=True):
            rows = [metrics for of, metrics in taken if of == branch]
            record = MetricsRows.of(rows)
            self._rows.appendleft(Row(Topic(branch, Kind.METRICS), rows[-1].update, record, time.time_ns()))

    def _add(self, row: Row) -> None:
        try:
            data = row.record if isinstance(row.record, bytes) else encode(row.record)
        except TypeError as error:  # something that no message can hold: the rest is recorded
            self.faults.append(str(error))
            return
        sequence = self._sequences[row.topic] = self._sequences.get(row.topic, -1) + 1
        self._there.add(row.topic, max(row.update, 0), data, sequence, row.when)

    @property
    def _there(self) -> SegmentWriter:
        """The segment that is written to."""
        if self._segment is None:
            self._number += 1
            self._began = time.monotonic()
            self._file = segment_path(self._folder, self._number).open("xb")
            self._segment = SegmentWriter(self._file)
        return self._segment

    def _end_segment(self) -> None:
        """Write the index, have the disk keep all of it, and make room."""
        if self._segment is None or self._file is None:
            return
        with self._file:
            self._segment.finish()
            os.fsync(self._file.fileno())
        self._segment = self._file = None
        if self._limit:
            with suppress(Refused):  # then it is longer
                thin(self._folder, self._limit)

    def _give_up(self, error: Exception) -> None:
        self.ended = Refused(
            QT_TRANSLATE_NOOP("recording", "The recording in {path} ended: {reason}. What was written can be opened."),
            details=repr(error),
            path=shown(self._folder.parent),
            reason=why_unwritable(error) if isinstance(error, OSError) else repr(error),
        )
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        self._rows.clear()
        self._metrics.clear()
