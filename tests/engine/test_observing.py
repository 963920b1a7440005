"""When the worker looks, and at what."""

import pytest

from rnnviz.engine import observing as watching
from rnnviz.engine.commands import Watch
from rnnviz.engine.frame_governor import Governor
from rnnviz.engine.latest import Latest
from rnnviz.engine.observing import Watcher
from rnnviz.engine.presets import preset
from rnnviz.engine.training import build
from rnnviz.probe.frame import Want

STATES, GRADIENTS = frozenset({Want.STATES}), frozenset({Want.GRADIENTS})
ALL = STATES | GRADIENTS | {Want.GATES}


@pytest.fixture
def seen(monkeypatch):
    """Look for some seconds of a clock of one's own, whenever the watcher would; return the wants of each Frame."""

    def look(rates, seconds=4.0):
        now, found = 0.0, []
        monkeypatch.setattr(watching, "perf_counter", lambda: now)
        run = build(preset("hello").config)
        frames = Latest()
        watcher = Watcher(frames, Governor(frames_per_second=25.0))
        watcher.probe = run.task.watch("hell")
        watcher.set_watch(Watch(rates))
        while now < seconds:
            watcher.stale = True
            if watcher.delay() <= 0:
                watcher.observe(run)
                found.append(frames.take().wants)
            now += 0.002
        return found

    return look


def test_what_is_seen_together_is_looked_at_together(seen):
    found = seen({STATES: 60.0, GRADIENTS: 8.0, ALL: 4.0})
    assert sum(w >= ALL for w in found) == pytest.approx(16, abs=3)
    assert sum(w >= GRADIENTS for w in found) == pytest.approx(32, abs=5)
    assert len(found) == pytest.approx(100, abs=3)


def test_there_is_no_frame_that_nobody_wants(seen):
    found = seen({GRADIENTS: 5.0})
    assert len(found) == pytest.approx(20, abs=4)
    assert all(found)


def test_with_nothing_to_look_at_nobody_looks():
    watcher = Watcher(Latest(), Governor())
    watcher.set_watch(Watch())
    assert not watcher.waiting


class Beside:
    """Whoever looks elsewhere: takes what it is asked for, and answers nothing by itself."""

    def __init__(self):
        self.able, self.looking, self.lost, self.begun = True, False, False, 0
        self.asked = []

    def begin(self, run):
        self.begun += 1

    def delay(self):
        return 0.0

    def missed(self):
        lost, self.lost = self.lost, False
        return lost

    def look(self, run, probe, wants):
        self.asked.append((probe.text, wants))
        self.looking = self.able
        return self.able

    def forget(self):
        self.looking = False

    def end(self):
        pass


@pytest.fixture
def beside():
    """A watcher of "hello", somebody beside it, and what they see."""
    run, frames, other = build(preset("hello").config), Latest(), Beside()
    watcher = Watcher(frames, Governor(frames_per_second=1e6), other)
    watcher.probe = run.task.watch("hell")
    watcher.set_watch(Watch({ALL: 1e6}, 1e6))
    return run, watcher, other, frames


def test_who_looks_elsewhere_is_asked_once_at_a_time_and_no_picture_is_made_here(beside):
    run, watcher, other, frames = beside
    watcher.observe(run)
    assert other.asked == [("hell", ALL)]
    assert frames.empty
    watcher.stale = True
    assert watcher.waiting
    assert watcher.delay() > 0


def test_where_nobody_else_can_look_the_thread_does_and_says_that_there_is_a_picture(beside):
    run, watcher, other, frames = beside
    other.able = False
    watcher.observe(run)
    assert frames.take().wants >= ALL
    assert other.begun == 1


def test_a_sequence_of_the_batch_is_looked_at_here(beside):
    run, watcher, other, frames = beside
    watcher.watch_batch(0)
    watcher.observe(run)
    assert frames.take().sequence == 0
    assert not other.asked


def test_a_picture_that_does_not_come_is_asked_for_again_with_every_part(beside):
    run, watcher, other, _ = beside
    watcher.observe(run)
    other.looking, other.lost = False, True
    assert watcher.waiting
    watcher.observe(run)
    assert len(other.asked) == 2


def test_what_was_asked_for_before_something_changed_is_let_go_of(beside):
    run, watcher, other, frames = beside
    watcher.observe(run)
    watcher.refresh()
    assert not other.looking
    other.able = False
    watcher.observe(run)
    watcher.drop()
    assert frames.empty
