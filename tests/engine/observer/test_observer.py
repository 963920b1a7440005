"""The observer's process comes and goes, and neither training nor pictures depend on it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from rnnviz.app import main
from rnnviz.engine import commands, observing
from rnnviz.engine.messages import Built, Phase, Probed
from rnnviz.engine.observer import observer as observers
from rnnviz.engine.observer.observer import Observer, Standing
from rnnviz.engine.presets import preset
from rnnviz.engine.worker_thread import Runner
from rnnviz.probe.frame import Frame
from tests.engine.heard import EVERY, PATIENCE, Heard
from tests.engine.observer.conftest import awake, wait

HELLO = preset("hello").config


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


def another(observer: Observer, process: int) -> bool:
    return observer.process != process


@pytest.fixture
def begin(observer: Observer) -> Iterator[Callable[..., Heard]]:
    runners: list[Runner] = []

    def start(observer: Observer = observer) -> Heard:
        runner = Runner(HELLO, EVERY, False, observer=observer)
        runners.append(runner)
        runner.start()
        return Heard(runner)

    yield start
    for runner in runners:
        assert runner.stop(PATIENCE)


def frame_of(heard: Heard, update: int) -> Frame:
    while (frame := heard.frame()).update != update:
        pass
    return frame


def test_a_run_is_looked_at_by_the_observer_once_it_is_there(
    begin: Callable[..., Heard], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: object) -> Frame:
        raise AssertionError("the thread looked")

    monkeypatch.setattr(observing, "observed", nobody)
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    assert frame_of(heard, 0).text == "hell"
    heard.runner.send(commands.Update(30))
    assert frame_of(heard, 30).recurrences
    heard.runner.send(commands.Probe("he"))
    assert frame_of(heard, 30).text == "he"
    heard.runner.send(commands.Seek(12))
    assert frame_of(heard, 12).text == "he"
    heard.runner.send(commands.Return())
    assert frame_of(heard, 30).text == "he"
    heard.runner.send(commands.Build(HELLO.changed(hidden=7)))
    assert frame_of(heard, 0).recurrences[0].h.shape == (4, 7)
    assert heard.runner.governor.share() < 1


def test_the_first_picture_is_the_threads_and_only_then_the_observer_is_started(begin: Callable[..., Heard]) -> None:
    made = Observer()
    assert made.process is None
    try:
        heard = begin(made)
        assert heard.frame().update == 0
        wait(lambda: made.process is not None, "the process")
    finally:
        made.close()
    assert made.process is None


def test_with_one_processor_there_is_no_observer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observers, "processors", lambda: 1)
    made = Observer()
    made.begin()
    assert (made.standing, made.process) == (Standing.IMPOSSIBLE, None)
    made.close()


def test_where_no_process_can_be_started_the_thread_looks(
    begin: Callable[..., Heard], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    made = Observer()
    made.begin()
    wait(lambda: made.standing is Standing.IMPOSSIBLE)
    assert begin(made).frame().update == 0
    made.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_observer_that_dies_is_started_once_more_and_then_the_thread_looks(begin: Callable[..., Heard]) -> None:
    with awake() as made:
        heard = begin(made)
        heard.wait_for(Phase.PAUSED)
        for life in (1, 2):
            wait(lambda: made.standing is Standing.THERE, "the observer")
            assert made.life == life
            process = made.process
            heard.runner.send(commands.Run())
            heard.frame()
            os.kill(process, signal.SIGKILL)
            wait(partial(another, made, process), "that it died")
            heard.frame()
            heard.runner.send(commands.Pause())
            heard.wait_for(Phase.PAUSED)
            assert frame_of(heard, heard.runner.metrics.count)
        wait(lambda: made.standing is Standing.LOST)
        assert made.process is None


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_request_that_dies_with_the_observer_is_answered_by_the_thread(begin: Callable[..., Heard]) -> None:
    with awake() as made:
        heard = begin(made)
        heard.wait_for(Phase.PAUSED)
        frame_of(heard, 0)
        os.kill(made.process, signal.SIGSTOP)
        heard.runner.send(commands.Probe("he"))
        heard.until(lambda: heard.of(Probed)[-1].text == "he", "the word of it")
        os.kill(made.process, signal.SIGKILL)
        assert frame_of(heard, 0).text == "he"


PARENT = """
import sys, time
from rnnviz.engine.observer import observer as observers
observers.processors = lambda: 2
made = observers.Observer()
made.begin()
while made.standing is not observers.Standing.THERE:
    time.sleep(0.01)
print(made.process, flush=True)
{ending}
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("ending", ["time.sleep(600)", "sys.exit()", "made.close()", "import os; os._exit(3)"])
def test_it_ends_with_the_program_however_that_ends_and_leaves_nothing(ending: str, tmp_path: Path) -> None:
    before = set(os.listdir("/dev/shm")) if sys.platform == "linux" else set()
    program = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(ending=ending)],
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    try:
        assert program.stdout is not None
        process = int(program.stdout.readline())
        if "sleep" in ending:
            program.kill()
        program.wait(PATIENCE)
        wait(lambda: gone(process), "its end")
    finally:
        program.kill()
        program.wait()
        program.stdout.close()
    assert not list(tmp_path.iterdir())
    if sys.platform == "linux":
        assert {name for name in set(os.listdir("/dev/shm")) - before if "rnnviz" in name} == set()


@pytest.mark.skipif(sys.platform == "win32", reason="it would wait for its standard input")
@pytest.mark.parametrize("given", [[], ["hello"], ["999"], ["1", "2"]], ids=str)
def test_typed_by_somebody_it_is_refused_in_one_sentence(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["observe", *given]) == 2
    assert "started by a window" in capsys.readouterr().err


def test_two_runs_that_are_compared_share_one_observer_and_each_is_seen_as_it_is(
    observer: Observer, begin: Callable[..., Heard], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: object) -> Frame:
        raise AssertionError("the thread looked")

    monkeypatch.setattr(observing, "observed", nobody)
    both = [begin(), begin()]
    for heard in both:
        heard.wait_for(Phase.PAUSED)
    both[1].runner.send(commands.Build(HELLO.changed(hidden=7, cell="gru")))
    both[1].until(lambda: len(both[1].of(Built)) == 2 and both[1].phase() is Phase.PAUSED, "the other one")
    for heard in both:
        heard.runner.send(commands.Run())
    shapes: list[set[tuple[int, ...]]] = [set(), set()]
    for _ in range(10):
        for heard, seen in zip(both, shapes, strict=True):
            seen.add(heard.frame().recurrences[0].h.shape)
    assert shapes == [{(4, HELLO.hidden)}, {(4, 7)}]
    for heard in both:
        heard.runner.send(commands.Pause())
        heard.wait_for(Phase.PAUSED)
        update = heard.runner.metrics.count
        assert frame_of(heard, update).update == update
    assert both[0].runner.stop(PATIENCE)
    both[1].runner.send(commands.Update(1))
    assert frame_of(both[1], update + 1).text == "hell"  # it goes on without the other
