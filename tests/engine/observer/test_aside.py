"""What a worker thread asks the observer for, and what it looks at itself."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.observer import aside as asides
from rnnviz.engine.observer import observer as observers
from rnnviz.engine.observer.messages import Computed, Seen
from rnnviz.engine.observer.observer import Observer
from rnnviz.engine.observing import observed
from rnnviz.engine.presets import preset
from rnnviz.engine.training import Run, build, train_once
from rnnviz.probe.frame import Want
from rnnviz.tasks.hello import TASK
from tests.engine.observer.conftest import Asker, wait
from tests.same_record import assert_same

STATES = frozenset({Want.STATES})


@pytest.fixture
def run() -> Run:
    return build(preset("hello").config)


def test_a_frame_is_of_the_update_at_which_it_was_asked_for(asker: Asker, run: Run) -> None:
    for _ in range(4):
        before = observed(run, run.watch("hell"), STATES)
        assert asker.asks(run, "hell", STATES)
        train_once(run)
        wait(lambda: not asker.aside.looking)
        assert_same(asker.frames.take(), before, but=("observe_ms",))


def test_what_was_asked_for_before_something_changed_is_never_shown(asker: Asker, run: Run) -> None:
    for text in ("h", "he", "hel"):
        assert asker.asks(run, text)
        asker.aside.forget()
        assert not asker.aside.looking
    frame = asker.sees(run, "hell")
    assert frame.text == "hell"
    assert asker.frames.empty


def test_several_runs_are_looked_at_by_one_process(observer: Observer, run: Run) -> None:
    other = build(preset("hello").config.changed(seed=7, cell="gru"))
    askers = [Asker(observer) for _ in range(2)]
    for _ in range(2):
        for asker, each in zip(askers, (run, other), strict=True):
            seen = asker.sees(each)
            assert_same(seen, observed(each, each.watch("hell"), frozenset(Want)), but=("observe_ms",))
            train_once(each)
    for asker in askers:
        asker.aside.end()


def test_a_run_on_a_graphics_processor_is_looked_at_by_the_thread(asker: Asker, run: Run) -> None:
    run.config = run.config.model_copy(update={"device": "cuda"})
    assert not asker.asks(run)
    unused = Observer()
    Asker(unused).aside.begin(run)
    assert unused._thread is None  # nothing was started
    unused.close()


def test_the_observer_is_left_alone_for_as_long_as_it_has_worked(
    asker: Asker, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = asker.sees(run)
    for module in (observers, asides):
        monkeypatch.setattr(module, "perf_counter", lambda: 100.0)
    monkeypatch.setattr(asker.observer, "free_at", 0.0)
    asker.observer._take(Seen(0, frame, 0.2), asker.observer.channel, 0.0)
    assert asker.aside.delay() == pytest.approx(0.2)  # half of a processor
    asker.observer._take(Seen(0, frame, 0.2), asker.observer.channel, 0.0)
    assert asker.aside.delay() == pytest.approx(0.6)  # of all runs together


def test_pictures_leave_time_to_what_is_computed(asker: Asker, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = asker.sees(run)
    for module in (observers, asides):
        monkeypatch.setattr(module, "perf_counter", lambda: 100.0)
    monkeypatch.setattr(asker.observer, "free_at", 0.0)
    asker.observer.expect(-1, lambda *_: None)
    asker.observer._take(Seen(0, frame, 0.2), asker.observer.channel, 0.0)
    assert asker.aside.delay() == pytest.approx(0.3)
    asker.observer._take(Computed(-1, None), asker.observer.channel, 0.0)
    asker.observer.free_at = 0.0
    asker.observer._take(Seen(0, frame, 0.2), asker.observer.channel, 0.0)
    assert asker.aside.delay() == pytest.approx(0.2)


def test_a_model_that_the_observer_cannot_build_is_looked_at_by_the_thread(
    asker: Asker, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = build(preset("hello").config.changed(hidden=5)).task.facts()
    with monkeypatch.context() as patch:
        patch.setattr(TASK, "facts", lambda _: facts)
        assert asker.asks(run)
        wait(lambda: asker.aside.missed(), "what went wrong")
    assert "another model was built" in asker.observer.fault
    assert asker.frames.empty
    assert not asker.asks(run)
    assert asker.sees(build(preset("hello").config)).update == 0


def test_weights_that_are_not_finite_are_seen_as_they_are(asker: Asker, run: Run) -> None:
    weight = next(iter(run.parameters))
    weight.data[0, 0] = float("nan")
    seen = asker.sees(run)
    assert np.isnan(seen.weights[0].values[0, 0])
    assert np.isnan(seen.loss)
