"""Going back, returning, branching and stopping, by commands to the worker."""

from __future__ import annotations

import pickle
import time
from threading import Event

import numpy as np
import pytest

from rnnviz.engine import commands as c
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.commands import SampleNow
from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Branched, BreakpointHit, Built, Objected, Phase, Sample, Sought, Status
from rnnviz.engine.presets import preset
from rnnviz.probe.edits import EditWeight
from tests.engine.conftest import HELLO
from tests.engine.heard import EVERY, PATIENCE, Heard

TEXT = "the quick brown fox jumps over the lazy dog, " * 40
SLOW = preset("characters").config.changed(text=TEXT, hidden=64, sequence_length=40, batch=8)
DROPPING = RunConfig(text=TEXT, hidden=8, sequence_length=10, batch=4, cell="gru", layers=2, dropout=0.4)
UPDATES = 130


def pauses(heard: Heard) -> list[Status]:
    return [status for status in heard.of(Status) if status.phase is Phase.PAUSED]


def until_paused(heard: Heard, command: c.Command) -> Status:
    """Send a command that ends in a pause; return that."""
    before = len(pauses(heard))
    heard.runner.send(command)
    heard.until(lambda: len(pauses(heard)) > before, "the pause")
    return heard.of(Status)[-1]


def take(heard: Heard, count: int) -> None:
    until_paused(heard, c.Update(count))


def sought(heard: Heard, update: int) -> Sought:
    there = len(heard.of(Sought))
    heard.runner.send(c.Seek(update))
    return arrived(heard, there)


def arrived(heard: Heard, there: int) -> Sought:
    heard.until(lambda: len(heard.of(Sought)) > there and heard.phase() is Phase.PAUSED, "the arrival")
    return heard.of(Sought)[-1]


def returned(heard: Heard) -> Sought:
    there = len(heard.of(Sought))
    heard.runner.send(c.Return())
    return arrived(heard, there)


def state(heard: Heard, **options) -> Branched:
    """Ask for all that the run is now."""
    there = len(heard.of(Branched))
    heard.runner.send(c.Branch(**options))
    heard.until(lambda: len(heard.of(Branched)) > there, "the branch")
    return heard.of(Branched)[-1]


def objected(heard: Heard, command: c.Command) -> Objected:
    there = len(heard.of(Objected))
    heard.runner.send(command)
    heard.until(lambda: len(heard.of(Objected)) > there, "a refusal")
    found = heard.of(Objected)[-1]
    assert found.about is type(command)
    return found


def losses(heard: Heard) -> np.ndarray:
    return heard.runner.metrics.curves().loss_low


@pytest.fixture
def travelled(begin):
    """A run of 130 updates, paused, and its losses."""
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    take(heard, UPDATES)
    return heard


def test_the_past_is_shown_and_said_and_the_metrics_stay_whole(travelled):
    before = losses(travelled)
    assert sought(travelled, 47).update == 47
    status = travelled.of(Status)[-1]
    assert (status.update, status.present) == (47, UPDATES)
    frame = travelled.frame()
    while frame.update != 47:
        frame = travelled.frame()
    np.testing.assert_array_equal(losses(travelled), before)
    assert travelled.runner.metrics.count == UPDATES


def test_returning_gives_the_same_bits_whatever_was_done_in_between(travelled):
    before = state(travelled).start.digest
    sought(travelled, 47)
    take(travelled, 5)
    travelled.runner.send(c.Probe("hello"))
    travelled.runner.send(c.SampleNow())
    sought(travelled, 3)
    travelled.frame()
    assert returned(travelled).update == UPDATES
    assert travelled.of(Status)[-1].present is None
    assert state(travelled).start.digest == before


def test_going_on_from_the_past_is_the_same_path_and_passes_the_present(travelled, begin):
    alone = begin()
    alone.wait_for(Phase.PAUSED)
    take(alone, UPDATES + 40)
    sought(travelled, 100)
    take(travelled, 7)
    assert travelled.of(Status)[-1].update == 107
    take(travelled, UPDATES + 33 - 100)
    assert [s.present for s in travelled.of(Status)][-1] is None
    assert travelled.runner.metrics.count == UPDATES + 40
    np.testing.assert_array_equal(losses(travelled), losses(alone))
    assert state(travelled).start.digest == state(alone).start.digest
    assert [s.text for s in travelled.of(Sample)] == [s.text for s in alone.of(Sample)]


def test_settings_changed_on_the_way_are_part_of_the_past(begin):
    heard = begin(SLOW, watch=c.Watch())
    heard.wait_for(Phase.PAUSED)
    digests = {}
    for rate in (1e-2, 1e-4, 5e-2):
        heard.runner.send(c.Live({"learning_rate": rate}))
        take(heard, 15)
        found = state(heard)
        digests[found.start.update] = found.start.digest
    for update, digest in digests.items():
        if update < 45:
            assert sought(heard, update).config.learning_rate == {15: 1e-4, 30: 5e-2}[update]
        assert state(heard, update=update).start.digest == digest
    assert sought(heard, 14).config.learning_rate == 1e-2
    assert returned(heard).config.learning_rate == 5e-2


def test_a_sample_of_the_past_is_the_one_that_was_written_then(travelled):
    written = next(s for s in travelled.of(Sample) if s.update == 50)
    sought(travelled, 50)
    count = len(travelled.of(Sample))
    travelled.runner.send(c.SampleNow())
    travelled.until(lambda: len(travelled.of(Sample)) > count, "a sample")
    assert travelled.of(Sample)[-1].text == written.text


@pytest.mark.parametrize("update", [-1, UPDATES + 1, 10**12])
def test_an_update_that_is_not_of_this_run_is_refused(travelled, update):
    assert f"no update {update:d}" in str(objected(travelled, c.Seek(update)).sentence)
    sought(travelled, 9)
    objected(travelled, c.Seek(update))
    assert state(travelled).start.update == 9


@pytest.fixture
def on_the_way(travelled, monkeypatch):
    """Set out for an update of a run that has one snapshot only, and send commands while it is at update 20."""
    from rnnviz.engine import time_travel as travel
    from rnnviz.engine.training import train_once

    def send(target: int, *sent: c.Command) -> Heard:
        def waiting(run: object) -> object:
            if run.update == 20 and not reached.is_set():
                reached.set()
                while travelled.runner.commands.qsize() < len(sent):
                    time.sleep(0.001)
            return train_once(run)

        reached = Event()
        monkeypatch.setattr("rnnviz.engine.seeking._SLICE", 0.0)  # commands are heard after every update
        monkeypatch.setattr(travel, "train_once", waiting)
        travelled.runner.send(c.KeepHistory(state(travelled).start.nbytes))
        travelled.runner.send(c.Seek(target))
        assert reached.wait(PATIENCE)
        for command in sent:
            travelled.runner.send(command)
        return travelled

    return send


def test_a_newer_seek_takes_the_place_of_one_under_way_and_what_waited_for_it_is_said(on_the_way):
    heard = on_the_way(59, c.SampleNow(), c.Seek(5))
    heard.until(lambda: heard.of(Sought), "the arrival")
    assert [s.update for s in heard.of(Sought)] == [5]
    assert [o.about for o in heard.of(Objected)] == [SampleNow]
    assert not [s for s in heard.of(Sample) if s.asked]


def test_what_is_asked_on_the_way_waits_for_the_arrival(on_the_way):
    heard = on_the_way(50, c.SampleNow(), c.Live({"learning_rate": 0.5}), c.Update(3))
    heard.until(lambda: heard.of(Sought) and heard.of(Status)[-1].update == 53, "the end")
    assert heard.of(Sample)[-1].update == heard.of(Branched)[-1].start.update == 50
    assert heard.of(Branched)[-1].config.learning_rate == 0.5


def test_pausing_on_the_way_stays_there(on_the_way):
    heard = on_the_way(59, c.Pause())
    heard.until(lambda: heard.of(Status)[-1].present and heard.phase() is Phase.PAUSED, "the pause")
    assert heard.of(Status)[-1].update == 21
    assert not heard.of(Sought)
    assert returned(heard).update == UPDATES


def test_returning_on_the_way_is_heard(on_the_way):
    heard = on_the_way(59, c.Return())
    heard.until(lambda: heard.of(Sought) and heard.phase() is Phase.PAUSED, "the present")
    assert [s.update for s in heard.of(Sought)] == [UPDATES]


def test_a_replay_is_given_up_for_another_model(on_the_way):
    heard = on_the_way(59, c.Build(HELLO.changed(seed=5)))
    heard.until(lambda: len(heard.of(Built)) == 2 and heard.phase() is Phase.PAUSED, "the model")
    assert heard.of(Status)[-1].update == 0
    assert not heard.of(Sought)
    take(heard, 3)


def test_a_model_that_cannot_be_built_does_not_stop_a_replay(on_the_way):
    heard = on_the_way(59, c.Build(SLOW.changed(text="a")))
    heard.until(lambda: heard.of(Sought) and heard.phase() is Phase.PAUSED, "the arrival")
    assert heard.of(Sought)[-1].update == 59
    assert any(s.reason for s in heard.of(Status))


def test_a_session_can_end_in_the_middle_of_a_replay(on_the_way):
    heard = on_the_way(59, c.Stop())
    assert heard.runner.stop(PATIENCE)
    assert not heard.of(Sought)


def test_an_error_on_the_way_is_said_and_the_present_is_still_there(travelled, monkeypatch):
    before = state(travelled).start.digest
    from rnnviz.tasks.hello import TASK

    def broken(self: object, update: int) -> object:
        raise RuntimeError("no batch")

    monkeypatch.setattr(TASK, "batch", broken)
    travelled.runner.send(c.Seek(33))
    travelled.until(lambda: travelled.of(Status)[-1].reason, "the error")
    monkeypatch.undo()
    assert "no batch" in str(travelled.of(Status)[-1].reason)
    returned(travelled)
    assert state(travelled).start.digest == before


def test_a_limit_that_holds_no_snapshot_is_refused_and_the_past_stays(travelled):
    assert "cannot hold a single snapshot" in str(objected(travelled, c.KeepHistory(10)).sentence)
    sought(travelled, 4)


def test_a_model_too_large_for_the_limit_is_said_and_learns_all_the_same(begin):
    heard = begin(HELLO)
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(c.KeepHistory(10**6))
    heard.runner.send(c.Build(SLOW.changed(hidden=400)))
    heard.until(lambda: heard.of(Objected), "the refusal")
    assert "1 MB cannot hold" in str(heard.of(Objected)[-1].sentence)
    take(heard, 2)
    assert "1 MB cannot hold" in str(objected(heard, c.Seek(0)).sentence)
    assert heard.runner.metrics.count == 2


def test_without_a_history_there_is_no_going_back(travelled):
    sought(travelled, 7)
    travelled.runner.send(c.KeepHistory(0))
    travelled.until(lambda: travelled.of(Sought)[-1].update == UPDATES, "the present")
    assert "no snapshots" in str(objected(travelled, c.Seek(7)).sentence)


# --- branches -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("config", [HELLO, DROPPING], ids=["hello", "dropout"])
def test_a_branch_without_a_change_is_the_same_run(begin, config):
    alone = begin(config, watch=c.Watch())
    alone.wait_for(Phase.PAUSED)
    take(alone, 60)
    branched = pickle.loads(pickle.dumps(state(alone, update=25)))
    assert alone.of(Status)[-1].update == 25
    branch = begin(branched.config, branch=branched.start)
    assert branch.wait_for(Phase.PAUSED).update == 25
    assert branch.runner.metrics.count == 25
    take(branch, 35)
    np.testing.assert_array_equal(losses(branch), losses(alone)[25:])
    returned(alone)
    assert state(branch).start.digest == state(alone).start.digest
    assert "25" in str(objected(branch, c.Seek(24)).sentence)


def test_a_changed_setting_in_the_past_is_a_branch_and_changes_nothing_here(travelled, begin):
    before = state(travelled).start.digest
    sought(travelled, 40)
    travelled.runner.send(c.Live({"temperature": 0.1}))
    travelled.runner.send(c.Live({"learning_rate": 0.5}))
    travelled.until(lambda: len(travelled.of(Branched)) == 2, "the branch")
    branched = travelled.of(Branched)[-1]
    assert (branched.config.learning_rate, branched.start.update) == (0.5, 40)
    assert returned(travelled).config.learning_rate == HELLO.learning_rate
    assert travelled.of(Sought)[-1].config.temperature == 0.1
    assert state(travelled).start.digest == before
    branch = begin(branched.config, branch=branched.start)
    branch.wait_for(Phase.PAUSED)
    take(branch, 10)
    assert losses(branch)[0] == losses(travelled)[40]  # the same weights, before the first step
    assert losses(branch)[5] != losses(travelled)[45]


def test_a_branch_can_have_another_cell_or_an_edited_weight(travelled, begin):
    other = state(travelled, update=40, changes={"cell": "gru", "hidden": 5})
    heard = begin(other.config, branch=other.start)
    assert heard.wait_for(Phase.PAUSED).update == 40
    take(heard, 5)
    edited = state(travelled, weights=(EditWeight("rnn.weight_hh_l0", 0, 1, 2.5),))
    assert edited.start.model["rnn.weight_hh_l0"][0, 1] == 2.5
    heard = begin(edited.config, branch=edited.start)
    frame = heard.frame()
    assert next(w for w in frame.weights if w.name == "rnn.weight_hh_l0").values[0, 1] == 2.5


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (c.Branch(None, {"learning_rate": -1.0}), "Learning rate"),
        (c.Branch(None, {"cell": "perceptron"}), "no such cell"),
        (c.Branch(None, {"colour": "red"}), "Colour"),
        (c.Branch(None, {}, (EditWeight("rnn.weight_hh_l0", 0, 0, float("inf")),)), "finite"),
        (c.Branch(None, {}, (EditWeight("weight", 0, 0, 1.0),)), "weight"),
        (c.Branch(UPDATES + 1), "no update 131"),
    ],
)
def test_a_branch_that_makes_no_sense_is_refused(travelled, command, said):
    assert said in str(objected(travelled, command).sentence)
    assert state(travelled).start.update == UPDATES


def test_two_runs_with_dropout_learn_at_once_as_each_does_alone(begin):
    configs = [DROPPING, DROPPING.changed(seed=2, cell="lstm"), DROPPING.changed(dropout=0.0)]
    alone = []
    for config in configs:
        heard = begin(config, watch=c.Watch())
        heard.wait_for(Phase.PAUSED)
        take(heard, 40)
        alone.append(losses(heard))
    together = [begin(config, watch=EVERY) for config in configs]  # observing puts torch's generator back
    for heard in together:
        heard.runner.send(c.Update(40))
    while any(heard.runner.metrics.count < 40 for heard in together):
        for heard in together:
            heard.runner.frames.take()
            heard.look(lambda: True)
            assert heard.phase() is not Phase.FAILED
        time.sleep(0.005)  # or this loop keeps the interpreter from the workers
    for heard, expected in zip(together, alone, strict=True):
        np.testing.assert_array_equal(losses(heard), expected)


# --- breakpoints --------------------------------------------------------------------------------------------------


def test_a_hit_pauses_before_the_update_and_running_on_goes_past_it(travelled):
    travelled.runner.send(c.SetBreakpoints((Breakpoint("update == 140"), Breakpoint("update == 150"))))
    for update in (140, 150):
        status = until_paused(travelled, c.Run())
        assert travelled.of(BreakpointHit)[-1].update == update
        assert (status.update, travelled.runner.metrics.count) == (update, update)
        assert f"update == {update}" in str(status.reason)
    take(travelled, 1)
    assert len(travelled.of(BreakpointHit)) == 2
    assert travelled.runner.metrics.count == 151


def test_breakpoints_act_in_the_past_too_but_not_on_the_way_there(travelled):
    travelled.runner.send(c.SetBreakpoints((Breakpoint("update == 35"),)))
    sought(travelled, 38)
    sought(travelled, 30)
    assert not travelled.of(BreakpointHit)
    for _ in range(2):
        assert until_paused(travelled, c.Run()).update == 35
        sought(travelled, 30)
    assert [h.update for h in travelled.of(BreakpointHit)] == [35, 35]


def test_a_wrong_one_is_refused_with_the_place_and_those_before_stay(travelled):
    travelled.runner.send(c.SetBreakpoints((Breakpoint("update == 131"),)))
    said = str(objected(travelled, c.SetBreakpoints((Breakpoint("loss > 3 and los > 1"),))).sentence)
    assert "column 14" in said
    assert "did you mean 'loss'" in said
    assert until_paused(travelled, c.Run()).update == 131
    assert travelled.of(BreakpointHit)


def test_breakpoints_do_not_change_what_is_learned(begin):
    runs = []
    for breakpoints in ((), (Breakpoint("max(grad_norms) > 1e9"), Breakpoint("saturation.f > 2"))):
        heard = begin(DROPPING.changed(cell="lstm"), watch=c.Watch())
        heard.wait_for(Phase.PAUSED)
        heard.runner.send(c.SetBreakpoints(breakpoints))
        take(heard, 20)
        runs.append(state(heard).start.digest)
    assert runs[0] == runs[1]
