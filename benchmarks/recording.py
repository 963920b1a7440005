"""What recording costs, and what is left of a recording whatever happens: ``python -m benchmarks.recording``.

recorded_over_bare
    Updates a second of LSTM 128 while 25 Frames a second are recorded, over those while nothing is: the median of
    pairs, one after the other. Bar: 0.97.
lost_s_max
    Of a recording whose process was killed (SIGKILL) at a random moment: the time between the last update that was
    taken and the last one that can be read. Bar: 1. ``unreadable`` recordings. Bar: 0.
training_stopped
    Runs that did not go on when the disk was full. Bar: 0.
seek_median_s
    From asking for an update of a synthesised hour to its decoded Frame, 200 at random. Bar: 0.1.
lag_s
    From an update to its being read by somebody else, while it is written: the longest. Bar: 0.5.

The last line is JSON; the exit status is 1 if a bar was missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

import numpy as np
import torch

from rnnviz.engine.metrics import Metrics
from rnnviz.engine.observing import observed
from rnnviz.engine.presets import preset
from rnnviz.engine.training import Run, build, training
from rnnviz.packing.records import encode
from rnnviz.probe.frame import EVERYTHING, Frame
from rnnviz.recording.folder import begin
from rnnviz.recording.form import About, Kind, Topic, segment_path
from rnnviz.recording.recorder import SEGMENT_BYTES
from rnnviz.recording.recording import Recording
from rnnviz.recording.rows import MetricsRows
from rnnviz.recording.run_recorder import RunRecorder
from rnnviz.recording.segment import SegmentWriter

RATE = 25.0
PAIRS, STRETCH = 7, 6.0  # seconds each
KILLS, LONGEST = 50, 3.0  # seconds of training before one
SEEKS, HOUR, STORED_RATE = 200, 3600, 2.0
LAGS = 12.0  # seconds
BARS: dict[str, Callable[[Any], bool]] = {
    "recorded_over_bare": lambda ratio: ratio >= 0.97,
    "lost_s_max": lambda seconds: seconds <= 1,
    "unreadable": lambda count: count == 0,
    "training_stopped": lambda count: count == 0,
    "seek_median_s": lambda seconds: seconds <= 0.1,
    "lag_s": lambda seconds: seconds <= 0.5,
}


def run_of(key: str = "characters", **changes: object) -> Run:
    return build(preset(key).config.changed(**changes))


def recorder_of(run: Run, folder: Path, rate: float = RATE) -> RunRecorder:
    return RunRecorder(begin(folder, About()), run.watch(run.task.default_probe()), rate, 0)


# --- what it costs ---


def cost() -> dict[str, object]:
    run = run_of(hidden=128)
    with tempfile.TemporaryDirectory() as place:
        recorder = recorder_of(run, Path(place) / "run")
        updates = training(run)
        stretch(run, updates, recorder, STRETCH)  # the observer is up by then
        written, ratios = recorder.recorder.written, []
        recorded = 0.0
        for pair in range(PAIRS):
            speeds = {}
            for on in (True, False) if pair % 2 else (False, True):
                speeds[on] = stretch(run, updates, recorder if on else None, STRETCH)
            ratios.append(speeds[True] / speeds[False])
            recorded += STRETCH
        frames = (recorder.recorder.written - written) / recorded
        recorder.close()
    return {
        "recorded_over_bare": round(median(ratios), 4),
        "ratios": [round(ratio, 3) for ratio in ratios],
        "frames_per_second": round(frames, 1),
        "left_out": recorder.recorder.left_out,
    }


def stretch(run: Run, updates: Iterator[Metrics], recorder: RunRecorder | None, seconds: float) -> float:
    """Train for some seconds; return updates a second."""
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        if recorder is not None:
            recorder.look(run)
        metrics = next(updates)
        if recorder is not None:
            recorder.update(metrics)
        count += 1
    return count / (time.perf_counter() - began)


# --- what is left ---


def write_until_killed(folder: str) -> None:
    """Train and record for ever; say each update when it is taken."""
    run = run_of("hello")
    recorder = recorder_of(run, Path(folder))
    for metrics in training(run):
        recorder.update(metrics)
        recorder.look(run)
        print(metrics.update, time.time(), flush=True)
        time.sleep(0.002)


def killed(kills: int) -> dict[str, object]:
    lost, unreadable = [0.0], 0
    for number in range(kills):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "run"
            taken = _killed_after(random.Random(number).uniform(0.2, LONGEST), folder)
            try:
                recording = Recording(folder)
                there = [
                    m.update for news in recording.news() if isinstance(news.record, MetricsRows) for m in news.record
                ]
                for k in range(len(recording.updates())):
                    recording.frame(k)
                last = there[-1] if there else -1
                ends = [when for update, when in taken if update == max(last, taken[0][0])]
                lost.append(taken[-1][1] - ends[0])
                unreadable += recording.damaged > 0 or there != list(range(len(there)))
            except Exception as error:
                print(f"kill {number}: {error!r}", file=sys.stderr)
                unreadable += 1
    return {"kills": kills, "lost_s_max": round(max(lost), 3), "unreadable": unreadable}


def _killed_after(seconds: float, folder: Path) -> list[tuple[int, float]]:
    """Kill a process that records, so long after its first update; return when it has taken which update."""
    command = [sys.executable, "-c", f"from benchmarks.recording import *; write_until_killed({str(folder)!r})"]
    taken = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"}) as at:
        assert at.stdout is not None
        for line in at.stdout:
            update, when = line.split()
            taken.append((int(update), float(when)))
            if taken[-1][1] - taken[0][1] > seconds:
                break
        at.send_signal(signal.SIGKILL)
        rest = [line.split() for line in at.stdout]
        taken += [(int(parts[0]), float(parts[1])) for parts in rest if len(parts) == 2]
    return taken


def full() -> dict[str, object]:
    """Record where a file may have 100 kB, which is how a full disk looks to who writes."""
    stopped = 0
    code = "from benchmarks.recording import *; write_to_a_full_disk({!r})"
    with tempfile.TemporaryDirectory() as place:
        for number in range(3):
            folder = Path(place) / str(number)
            done = subprocess.run([sys.executable, "-c", code.format(str(folder))], capture_output=True, text=True)
            said = done.stdout.split()
            stopped += done.returncode != 0 or said[-1:] != ["ended"] or not Recording(folder).updates()
    return {"full_disks": 3, "training_stopped": stopped}


def write_to_a_full_disk(folder: str) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    run = run_of("hello")
    recorder = recorder_of(run, Path(folder))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    for metrics in training(run):
        recorder.update(metrics)
        recorder.look(run)
        time.sleep(0.001)
        if metrics.update > 20_000 or (recorder.recorder.ended is not None and metrics.update > 500):
            break
    print("ended" if recorder.recorder.ended is not None else "went on")
    recorder.close()


# --- reading ---


def hour(folder: Path, frame: Frame) -> None:
    """Write an hour of two Frames a second, as a recorder would have."""
    own, data = begin(folder, About()), encode(frame)
    number, segment, file = 0, None, None
    for k in range(int(HOUR * STORED_RATE)):
        if segment is None:
            number += 1
            file = segment_path(own, number).open("xb")
            segment = SegmentWriter(file)
        update, when = 10 * k, int(k / STORED_RATE * 1e9)
        rows = MetricsRows.of([Metrics(update + each, 1.0, 1.0, 1.0, True) for each in range(10)])
        segment.add(Topic(0, Kind.METRICS), update + 9, encode(rows), k, when)
        segment.flush()
        segment.add(Topic(0, Kind.FRAMES), update, data, k, when)
        segment.flush()
        if segment.nbytes > SEGMENT_BYTES:
            segment.finish()
            file.close()
            segment = None
    if segment is not None:
        segment.finish()
        file.close()


def seeking(run: Run) -> dict[str, object]:
    frame = observed(run, run.watch(run.task.default_probe()), EVERYTHING)
    with tempfile.TemporaryDirectory() as place:
        hour(Path(place) / "run", frame)
        began = time.perf_counter()
        recording = Recording(Path(place) / "run")
        opened, took, rng = time.perf_counter() - began, [], random.Random(0)
        for _ in range(SEEKS):
            update = rng.randrange(int(10 * HOUR * STORED_RATE))
            began = time.perf_counter()
            number = recording.at(update)
            assert number is not None
            found = recording.frame(number)
            took.append(time.perf_counter() - began)
            assert np.array_equal(found.recurrences[0].h, frame.recurrences[0].h)
    return {"seek_median_s": round(median(took), 4), "seek_worst_s": round(max(took), 4), "open_s": round(opened, 3)}


def lag() -> dict[str, object]:
    taken: dict[int, float] = {}
    with _recording_process(taken) as folder:
        recording, lags = _awaited(folder), []
        end = time.time() + LAGS
        while time.time() < end:
            time.sleep(0.02)
            recording.refresh()
            rows = [news.record for news in recording.news() if isinstance(news.record, MetricsRows)]
            lags += [time.time() - taken[first] for row in rows if (first := int(row.update[0])) in taken]
    return {"lag_s": round(max(lags, default=9.9), 3), "lag_median_s": round(median(lags or [9.9]), 3)}


@contextmanager
def _recording_process(taken: dict[int, float]) -> Iterator[Path]:
    """Have a process record; in `taken` stands when it has taken which update."""

    def note(lines: Iterable[str]) -> None:
        for line in lines:
            update, when = line.split()
            taken[int(update)] = float(when)

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "run"
        command = [sys.executable, "-c", f"from benchmarks.recording import *; write_until_killed({str(folder)!r})"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as at:
            assert at.stdout is not None
            Thread(target=note, args=(at.stdout,), daemon=True).start()
            try:
                yield folder
            finally:
                at.kill()


def _awaited(folder: Path) -> Recording:
    while not (folder / "rank0").exists() or not any((folder / "rank0").iterdir()):
        time.sleep(0.05)
    recording = Recording(folder)
    list(recording.news())
    return recording


def main() -> int:
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=KILLS)
    options = parser.parse_args()
    figures: dict[str, object] = {}
    parts = (cost, lambda: killed(options.kills), full, lambda: seeking(run_of(hidden=128)), lag)
    for part in parts:
        found = part()
        print(found, flush=True)
        figures |= found
    print(json.dumps(figures))
    return int(not all(holds(figures[key]) for key, holds in BARS.items()))


if __name__ == "__main__":
    sys.exit(main())
