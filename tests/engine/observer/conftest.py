"""A real process that observes: it takes seconds to start, so one serves all tests of a file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import torch

from rnnviz.engine.frame_governor import Governor
from rnnviz.engine.latest import Latest
from rnnviz.engine.observer import observer as observers
from rnnviz.engine.observer.aside import Aside
from rnnviz.engine.observer.observer import Observer, Standing
from rnnviz.engine.observer.told import Told
from rnnviz.engine.training import Run
from rnnviz.probe.frame import Frame, Want

PATIENCE = 90.0  # seconds: importing torch takes long where others compute


def wait(holds: Callable[[], object], what: str = "it") -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.005)


@contextmanager
def awake() -> Iterator[Observer]:
    """An observer that is up; ended afterwards."""
    made = Observer()
    assert made.standing is Standing.AWAITED, "it needs two processors"
    made.begin()
    try:
        wait(lambda: made.standing is Standing.THERE, "the observer")
        yield made
    finally:
        made.close()


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="module", autouse=True)
def _two_processors() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(observers, "processors", lambda: 2)
        yield


@pytest.fixture(scope="module")
def observer(_two_processors: None) -> Iterator[Observer]:
    with awake() as made:
        yield made


class Asker:
    """Has a run looked at, and waits for the Frame."""

    def __init__(self, observer: Observer) -> None:
        self.frames: Latest[Frame] = Latest()
        self.observer = observer
        self.told = Told(observer)
        self.aside = Aside(self.told, self.frames, Governor())

    def asks(self, run: Run, text: str = "", wants: frozenset[Want] = frozenset(Want)) -> bool:
        return self.aside.look(run, run.watch(text or run.task.default_probe()), wants)

    def sees(self, run: Run, text: str = "", wants: frozenset[Want] = frozenset(Want)) -> Frame:
        assert self.asks(run, text, wants), self.observer.fault
        wait(lambda: not self.aside.looking or self.aside.missed(), "an answer")
        frame = self.frames.take()
        assert frame is not None, self.observer.fault
        return frame


@pytest.fixture
def asker(observer: Observer) -> Iterator[Asker]:
    made = Asker(observer)
    yield made
    made.aside.end()
