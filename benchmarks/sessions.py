"""Whether anything that was learned is lost: kill -9, broken files, a full disk; and how long the window pauses.

``python -m benchmarks.sessions [--rounds 20] [--mutated 500] [--preset characters]``. Each round trains in a window
that nobody sees, which is killed at a random moment; what it has kept is opened, learns on, and is compared to the bit
with a run that was never closed. The rounds keep every 2 seconds, where a window does so every 20: the difference is
added to what was lost. ``save_pause_ms`` is the longest time between two turns of the window's event loop while a run
was being kept, ``other_pause_ms`` while none was. One line of JSON comes last; exit code 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from rnnviz import headless
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch, tune_allocator
from rnnviz.headless import Order
from rnnviz.sentences import Refused
from rnnviz.sessions import session_file
from rnnviz.sessions.session_file import Opened
from rnnviz.sessions.store import Store
from rnnviz.sessions.taking_up import finder, read, taken_up

EVERY_MS = 2000
PRESETS = ("characters", "hello", "remember", "roommate", "memorise")
BARS = {"rounds": 20, "lost_s_max": 30.0, "save_pause_ms": 50.0, "mutated": 500}
NOBODY = 65534

CHILD = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from rnnviz.engine.presets import preset
from rnnviz.gui.application import Garbage, application, make_window, read_plots
from rnnviz.sessions.store import Store

folder, key, seed, every = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
sys.setswitchinterval(0.001)
app = application()
read_plots()
window = make_window(preset(key), preset(key).config.changed(seed=seed))
window.show()
window.docks.complete()
keeping, a = window.bench.keeping, window.bench.pair.a
Garbage(a)
keeping.begin(Store(folder), every)
a.start()
log = open(folder / "log", "w", buffering=1)
timer = QTimer(interval=5)
last = [time.perf_counter()]
def tick():
    now = time.perf_counter()
    print(f"{time.time()} {a.metrics.count} {now - last[0]:.6f} {int(keeping.busy)}", file=log)
    last[0] = now
timer.timeout.connect(tick)
timer.start()
app.exec()
"""


class Turn(NamedTuple):
    """One turn of the window's event loop."""

    at: float  # seconds since 1970
    count: int  # updates taken by then
    gap: float  # seconds since the turn before
    busy: bool  # whether a run was being kept


class Round(NamedTuple):
    """What came of one."""

    identical: bool
    lost_s: float
    pauses: list[float]  # ms
    others: list[float]  # ms


# --- kill -9 ---------------------------------------------------------------------------------------------------------


def killed(folder: Path, key: str, seed: int, chance: random.Random) -> list[Turn]:
    """Train in a window for a while, kill it, and return what its event loop had noted."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder / "config")}
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(folder), key, str(seed), str(EVERY_MS)], env=environment)
    store, began = Store(folder), time.monotonic()
    while not store.keys() and time.monotonic() - began < 120 and child.poll() is None:
        time.sleep(0.1)
    time.sleep(chance.uniform(0.0, 3 * EVERY_MS / 1000))
    child.send_signal(signal.SIGKILL)
    child.wait()
    rows = [line.split() for line in (folder / "log").read_text().splitlines()[:-1]]
    return [Turn(float(at), int(count), float(gap), busy == "1") for at, count, gap, busy in rows]


def one_round(number: int, key: str, chance: random.Random) -> Round:
    """Kill a window, open what it has kept, and learn on."""
    from rnnviz.engine.checkpoints import snapshot
    from rnnviz.engine.training import build, train_once

    with tempfile.TemporaryDirectory() as name:
        turns = killed(Path(name), key, number + 1, chance)
        store = Store(Path(name))
        (entry,) = store.entries()
        run = taken_up(store.load(entry.key), finder()).travel.run
    whole = build(preset(key).config.changed(seed=number + 1))
    for _ in range(20):
        train_once(run)
    while whole.update < run.update:
        train_once(whole)
    kept = max((turn.at for turn in turns if turn.count <= entry.card.update), default=turns[0].at)
    learning = [(before, turn) for before, turn in pairwise(turns) if before.count > 0]
    pauses = [turn.gap * 1000 for before, turn in learning if turn.busy or before.busy]
    others = [turn.gap * 1000 for before, turn in learning if not turn.busy and not before.busy]
    return Round(snapshot(run).digest == snapshot(whole).digest, turns[-1].at - kept, pauses, others)


# --- broken files ----------------------------------------------------------------------------------------------------


def saved(folder: Path, updates: int) -> Path:
    """Train without a window, and return the session."""
    path = folder / "a.rnnviz"
    order = Order(preset("hello").config, updates=updates, out=folder / "out", pictures=False, save=path)
    assert headless.run(order) == 0
    return path


def broken(count: int, chance: random.Random) -> dict[str, int]:
    """Open files to which something has happened."""
    refused = aborts = 0
    with tempfile.TemporaryDirectory() as name:
        path = saved(Path(name), 60)
        blob, kept = path.read_bytes(), session_file.load(path).runs["a"].present.digest
        for k in range(count):
            path.write_bytes(MUTATIONS[k % len(MUTATIONS)](blob, chance))
            try:
                opened = read(path)
                refused += isinstance(opened, Opened) and opened.runs["a"].present.digest == kept
            except Refused as reason:
                refused += bool(str(reason).strip()) and "\n" not in str(reason)
            except Exception as error:
                aborts += 1
                print(f"mutation {k}: {error!r}", file=sys.stderr)
    return {"mutated": count, "refused": refused, "aborts": aborts}


def _cut(blob: bytes, chance: random.Random) -> bytes:
    return blob[: chance.randrange(len(blob))]


def _turned(blob: bytes, chance: random.Random) -> bytes:
    changed = bytearray(blob)
    for _ in range(chance.choice((1, 1, 8, 100))):
        changed[chance.randrange(len(blob))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _turned_at_the_front(blob: bytes, chance: random.Random) -> bytes:
    changed = bytearray(blob)
    changed[chance.randrange(8, 4000)] = chance.randrange(256)
    return bytes(changed)


def _newer(blob: bytes, chance: random.Random) -> bytes:
    return blob.replace(b'"rnnviz":"1"', f'"rnnviz":"{chance.randrange(2, 10)}"'.encode())


def _of_another_program(blob: bytes, chance: random.Random) -> bytes:
    header = json.dumps({"weight": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
    foreign = len(header).to_bytes(8, "little") + header + chance.randbytes(8)
    first = (b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\x80\x04\x95", b"{}", b"")
    return chance.choice((foreign, *(each + chance.randbytes(chance.randrange(300)) for each in first)))


def _of_huge_length(blob: bytes, chance: random.Random) -> bytes:
    return chance.choice((1 << 30, 1 << 40, 1 << 62, (1 << 64) - 1)).to_bytes(8, "little") + blob[8:]


def _of_huge_arrays(blob: bytes, chance: random.Random) -> bytes:
    """Say of an array that it has more values than any machine."""
    length = int.from_bytes(blob[:8], "little")
    header = json.loads(blob[8 : 8 + length])
    name = chance.choice([key for key in header if key != "__metadata__"])
    header[name]["shape"] = [chance.choice((1 << 31, 1 << 50, -1, 0)), chance.choice((1, 1 << 20))]
    if chance.random() < 0.5:
        header[name]["data_offsets"][1] = 1 << chance.choice((40, 62))
    said = json.dumps(header).encode()
    return len(said).to_bytes(8, "little") + said + blob[8 + length :]


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut,
    _turned,
    _turned_at_the_front,
    _newer,
    _of_another_program,
    _of_huge_length,
    _of_huge_arrays,
)

# --- no room, no right ------------------------------------------------------------------------------------------------


def unwritable() -> int:
    """Return how often something was lost where nothing can be written."""
    with tempfile.TemporaryDirectory() as name:
        path = saved(Path(name), 20)
        there = session_file.load(path)
        store = Store(Path(name) / "runs")
        store.put("x", there.session, there.runs["a"])
        Path(name).chmod(0o755)
        return sum(_lost(path, store, there, kept_from) for kept_from in (full_disk, read_only))


def _lost(path: Path, store: Store, there: Opened, kept_from: Callable[[Path], AbstractContextManager[None]]) -> int:
    """Return of how many of file and entry anything else is left than what was there, or was not told."""
    before, lost = path.read_bytes(), 0
    acts = (
        lambda: session_file.save(path, there.session, there.runs),
        lambda: store.put("x", there.session, there.runs["a"]),
    )
    for act in acts:
        try:
            with kept_from(path.parent):
                act()
        except Refused:
            continue
        lost += 1
    lost += path.read_bytes() != before
    lost += store.load("x").runs["a"].present.digest != there.runs["a"].present.digest
    return lost


@contextmanager
def full_disk(_folder: Path) -> Iterator[None]:
    """Have the system refuse all but the first bytes of a file."""
    import resource

    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Have folders in which nothing can be made; who may do everything does without."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    modes = {each: each.stat().st_mode for each in folders}
    mighty = os.geteuid() == 0
    for each in folders:
        each.chmod(0o555)
    if mighty:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if mighty:
            os.seteuid(0)
        for each, mode in modes.items():
            each.chmod(mode)


def main() -> int:
    """Measure, print, and compare with the bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=BARS["rounds"])
    parser.add_argument("--mutated", type=int, default=BARS["mutated"])
    parser.add_argument("--preset", choices=PRESETS)
    options = parser.parse_args()
    tune_allocator()
    load_torch()
    from rnnviz.gui.workbench.keeping.autosave import EVERY_MS as USUAL_MS

    chance, rounds = random.Random(1), list[Round]()
    for number in range(options.rounds):
        key = options.preset or PRESETS[number % len(PRESETS)]
        rounds.append(one_round(number, key, chance))
        said = "the same bits" if rounds[-1].identical else "OTHER BITS"
        print(
            f"round {number}, {key}: {said}, {rounds[-1].lost_s:.1f} s, {max(rounds[-1].pauses, default=0.0):.0f} ms",
            flush=True,
        )
    found = {
        "rounds": len(rounds),
        "identical": sum(each.identical for each in rounds),
        "lost_s_max": round(max((each.lost_s for each in rounds), default=0.0) + (USUAL_MS - EVERY_MS) / 1000, 2),
        "save_pause_ms": round(max((gap for each in rounds for gap in each.pauses), default=0.0), 1),
        "other_pause_ms": round(max((gap for each in rounds for gap in each.others), default=0.0), 1),
        **broken(options.mutated, chance),
        "lost": unwritable(),
    }
    print(json.dumps(found))
    good = found["rounds"] >= BARS["rounds"] and found["identical"] == found["rounds"]
    good = good and found["lost_s_max"] <= BARS["lost_s_max"] and found["save_pause_ms"] <= BARS["save_pause_ms"]
    good = good and found["mutated"] >= BARS["mutated"] and found["refused"] == found["mutated"]
    return 0 if good and not found["aborts"] and not found["lost"] else 1


if __name__ == "__main__":
    sys.exit(main())
