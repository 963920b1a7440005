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
