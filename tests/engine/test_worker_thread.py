"""The worker thread, driven by commands and heard through its events: no window."""

from __future__ import annotations

import math
import threading
import time

import numpy as np
import pytest

from rnnviz.engine import commands
from rnnviz.engine.commands import Probe, Watch
from rnnviz.engine.messages import Built, Objected, Phase, Probed, Sample, Status
from rnnviz.engine.presets import preset
from rnnviz.engine.worker_thread import Runner
from rnnviz.probe.frame import Want
from tests.engine.heard import EVERY, PATIENCE, Heard

HELLO = preset("hello").config


def losses(heard: Heard) -> np.ndarray:
    return heard.runner.metrics.curves().loss_low


def test_it_says_what_it_built_and_waits(begin):
    heard = begin()
    assert heard.wait_for(Phase.PAUSED).update == 0
    built = heard.of(Built)[0]
    assert built.config == HELLO
    assert built.parameters > 0
    assert heard.of(Probed)[-1].text == built.default_probe
    assert heard.runner.metrics.count == 0


def test_a_paused_run_is_shown_at_once_and_not_again(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    frame = heard.frame()
    assert frame.update == 0
    assert frame.wants == frozenset(Want)
    time.sleep(0.2)
    assert heard.runner.frames.empty


def test_one_update_is_one_update(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    for expected in (1, 2, 3):
        heard.runner.send(commands.Update(1))
        heard.until(lambda n=expected: heard.phase() is Phase.PAUSED and heard.runner.metrics.count == n, "the update")
    heard.runner.send(commands.Update(7))
    heard.until(lambda: heard.runner.metrics.count == 10 and heard.phase() is Phase.PAUSED, "seven more")


def test_it_runs_until_paused_and_samples_at_growing_intervals(begin):
    heard = begin(running=True)
    heard.until(lambda: heard.runner.metrics.count > 250, "250 updates")
    heard.runner.send(commands.Pause())
    heard.wait_for(Phase.PAUSED)
    assert [s.update for s in heard.of(Sample)][:4] == [0, 50, 100, 200]
    count = heard.runner.metrics.count
    time.sleep(0.1)
    assert heard.runner.metrics.count == count


def test_the_same_seed_gives_the_same_losses_watched_or_not(begin):
    runs = []
    for watch in (EVERY, Watch()):
        heard = begin(watch=watch)
        heard.wait_for(Phase.PAUSED)
        heard.runner.send(commands.Update(300))
        while heard.runner.metrics.count < 300:
            heard.runner.frames.take()
            time.sleep(0.001)
        runs.append(losses(heard))
    np.testing.assert_array_equal(*runs)


def test_a_reset_begins_the_same_run_again(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Update(50))
    heard.until(lambda: heard.runner.metrics.count == 50, "50 updates")
    first = losses(heard)
    heard.runner.send(commands.Build(HELLO))
    heard.until(lambda: len(heard.of(Built)) == 2, "the reset")
    heard.runner.send(commands.Update(50))
    heard.until(lambda: heard.runner.metrics.count == 50, "50 updates again")
    np.testing.assert_array_equal(first, losses(heard))


def test_another_probe_is_watched_even_while_paused(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.frame()
    heard.runner.send(commands.Probe("hello"))
    heard.until(lambda: heard.of(Probed)[-1].text == "hello", "the probe")
    assert next(iter(heard.frame().sequences.values())) == tuple("hello")


def test_a_probe_outside_the_vocabulary_is_refused_and_the_old_one_stays(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Probe("xylophone"))
    heard.until(lambda: heard.of(Objected), "a refusal")
    assert heard.of(Objected)[0].about is Probe
    assert "x" in str(heard.of(Objected)[0].sentence)
    heard.runner.send(commands.Update(1))
    heard.until(lambda: heard.runner.metrics.count == 1, "an update all the same")


def test_a_config_that_cannot_be_built_leaves_the_run_as_it_was(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Update(5))
    heard.until(lambda: heard.runner.metrics.count == 5, "5 updates")
    heard.runner.send(commands.Build(preset("characters").config.changed(text_file="/no/such/file")))
    heard.until(lambda: any(s.reason for s in heard.of(Status)), "a refusal")
    status = heard.of(Status)[-1]
    assert status.phase is Phase.PAUSED
    assert "/no/such/file" in str(status.reason)
    assert heard.runner.metrics.count == 5
    heard.runner.send(commands.Update(1))
    heard.until(lambda: heard.runner.metrics.count == 6, "the next update")


def test_a_first_config_that_cannot_be_built_is_said_and_another_can_follow(begin):
    heard = begin(preset("characters").config.changed(text="aaaa"))
    heard.until(lambda: heard.phase() is Phase.FAILED, "the failure")
    assert heard.of(Status)[-1].reason is not None
    heard.runner.send(commands.Build(HELLO))
    assert heard.wait_for(Phase.PAUSED).update == 0


def test_a_loss_that_is_not_finite_pauses_before_the_weights_are_touched(begin):
    config = preset("characters").config.changed(
        cell="rnn", nonlinearity="relu", hidden=16, batch=2, sequence_length=20, optimiser="sgd",
        learning_rate=1e9, clip="none",
    )  # fmt: skip
    heard = begin(config, running=True)
    heard.until(lambda: any(s.phase is Phase.PAUSED and s.reason for s in heard.of(Status)), "the pause")
    status = heard.of(Status)[-1]
    assert f"update {status.update}" in str(status.reason)
    curves = heard.runner.metrics.curves()
    assert curves.nonfinite[-1]
    assert not curves.nonfinite[:-1].any()
    frame = heard.frame()
    while frame.update != status.update:
        frame = heard.frame()
    assert all(np.isfinite(w.values).all() for w in frame.weights)


def test_live_settings_act_without_a_new_model(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Live({"learning_rate": 1e-9}))
    heard.runner.send(commands.Update(20))
    heard.until(lambda: heard.runner.metrics.count == 20, "20 updates")
    assert len(heard.of(Built)) == 1
    assert np.ptp(losses(heard)) < 1e-5


@pytest.mark.parametrize("values", [{"learning_rate": -1.0}, {"clip": "sometimes"}])
def test_a_live_setting_out_of_range_is_refused(begin, values):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Live(values))
    heard.until(lambda: heard.of(Objected), "a refusal")


def test_a_speed_limit_holds_and_commands_are_heard_in_between(begin):
    heard = begin(running=False)
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Speed(2.0))
    heard.runner.send(commands.Run())
    heard.until(lambda: heard.runner.metrics.count == 2, "two updates")
    heard.runner.send(commands.Speed(None))
    heard.until(lambda: heard.runner.metrics.count > 100, "a hundred more")


def test_nothing_is_observed_when_nobody_looks(begin):
    heard = begin(watch=Watch(), running=True)
    heard.until(lambda: heard.runner.metrics.count > 200, "200 updates")
    assert heard.runner.frames.empty


def test_only_what_is_wanted_is_in_a_frame(begin):
    heard = begin(watch=Watch({frozenset({Want.STATES}): 60.0}, 60.0, 0.9))
    heard.wait_for(Phase.PAUSED)
    frame = heard.frame()
    assert frame.wants == {Want.STATES}
    assert frame.recurrences[0].dh is None
    assert not frame.weights


def test_an_error_in_an_update_pauses_and_is_told_with_its_traceback(begin, monkeypatch):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    from rnnviz.tasks.hello import TASK

    def broken(self: object, update: int) -> object:
        raise RuntimeError(f"no batch {update}")

    monkeypatch.setattr(TASK, "batch", broken)
    heard.runner.send(commands.Run())
    heard.until(lambda: any(s.reason for s in heard.of(Status)), "the error")
    status = heard.of(Status)[-1]
    assert status.phase is Phase.PAUSED
    assert "no batch 0" in str(status.reason)
    assert "Traceback" in status.details
    monkeypatch.undo()
    heard.runner.send(commands.Update(1))
    heard.until(lambda: heard.runner.metrics.count == 1, "an update after all")


def test_stopping_ends_the_thread_in_the_middle_of_anything():
    runner = Runner(preset("characters").config, EVERY, running=True)
    runner.start()
    assert runner.stop(PATIENCE)
    assert not runner.alive


def test_a_runner_that_was_never_started_stops_at_once():
    assert Runner(HELLO).stop(0.0)


def test_the_loss_starts_at_chance(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Update(1))
    heard.until(lambda: heard.runner.metrics.count == 1, "an update")
    assert losses(heard)[0] == pytest.approx(math.log(4), rel=0.5)


def test_a_long_text_is_given_up_for_the_next_build_but_not_for_other_commands(begin, tmp_path):
    long_text = tmp_path / "long.txt"
    long_text.write_text("abcdefgh" * 4_000_000)
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    config = preset("characters").config.changed(text_file=str(long_text), hidden=8)
    heard.runner.send(commands.Build(config))
    heard.until(lambda: heard.phase() is Phase.BUILDING, "the beginning")
    heard.runner.send(EVERY)
    heard.until(lambda: len(heard.of(Built)) == 2, "the model of the long text")
    heard.runner.send(commands.Build(config.changed(seed=2, text_file=str(long_text.rename(tmp_path / "renamed")))))
    heard.until(lambda: heard.phase() is Phase.BUILDING, "the beginning")
    heard.runner.send(commands.Build(HELLO))
    heard.until(lambda: heard.of(Built)[-1].config == HELLO, "hello")
    assert len(heard.of(Built)) == 3


@pytest.fixture
def deaf(monkeypatch):
    """Texts cannot be read, and cannot be stopped being read, until this is set."""
    answered = threading.Event()

    def chosen(*_):
        answered.wait(60)
        raise OSError

    monkeypatch.setattr("rnnviz.engine.fitting.chosen", chosen)
    yield answered
    answered.set()


def test_what_is_being_built_is_given_up_at_once_though_it_hears_nothing(begin, deaf):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Update(5))
    heard.until(lambda: heard.runner.metrics.count == 5, "5 updates")
    heard.runner.send(commands.Build(preset("characters").config.changed(text="abc"), fit=True))
    heard.until(lambda: heard.phase() is Phase.BUILDING, "the beginning")
    heard.runner.send(commands.CancelBuild())
    heard.until(lambda: heard.of(Status)[-1].reason is not None, "the end")
    assert "the run before goes on" in str(heard.of(Status)[-1].reason)
    heard.runner.send(commands.Update(1))
    heard.until(lambda: heard.runner.metrics.count == 6, "the next update")
    heard.runner.send(commands.Build(preset("characters").config.changed(text="abc"), fit=True))
    heard.until(lambda: heard.phase() is Phase.BUILDING, "the beginning")
    heard.runner.send(commands.Build(HELLO.changed(seed=3)))
    heard.until(lambda: heard.of(Built)[-1].config.seed == 3, "the other one")


def test_a_build_that_waits_in_the_queue_is_given_up_too(begin, deaf):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Build(preset("characters").config.changed(text="abc"), fit=True))
    heard.runner.send(commands.CancelBuild())
    heard.until(lambda: heard.of(Status)[-1].reason is not None, "the end")
    assert len(heard.of(Built)) == 1


def test_giving_up_what_is_built_already_does_nothing(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.CancelBuild())
    heard.runner.send(commands.Update(1))
    heard.until(lambda: heard.runner.metrics.count == 1, "an update")
    assert not any(status.reason for status in heard.of(Status))


def test_the_end_does_not_wait_for_what_hears_nothing(deaf):
    runner = Runner(HELLO, EVERY)
    runner.start()
    runner.send(commands.Build(preset("characters").config.changed(text="abc"), fit=True))
    assert runner.stop(PATIENCE)
