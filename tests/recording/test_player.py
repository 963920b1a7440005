from __future__ import annotations

import time

import pytest

from rnnviz.engine import commands as c
from rnnviz.engine.capability import NEEDS, Capability
from rnnviz.engine.messages import Built, Evaluated, Phase, Sought, Status
from rnnviz.engine.presets import preset
from rnnviz.engine.run_log import SettingChanged
from rnnviz.recording.folder import begin
from rnnviz.recording.form import About
from rnnviz.recording.player import Player
from rnnviz.recording.recorder import Recorder
from rnnviz.recording.recording import Recording
from tests.frames import make_frame
from tests.recordings import metrics, record, wait_for

CONFIG = preset("hello").config


class Played:
    """A player with what it has said, and the last Frame."""

    def __init__(self, folder, running=False):
        self.player = Player(Recording(folder), running)
        self.said, self.frame, self.frames = [], None, []
        self.player.start()

    def until(self, condition):
        deadline = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < deadline
            self.look()
            time.sleep(0.002)

    def look(self):
        self.said += self.player.events()
        if (frame := self.player.frames.take()) is not None:
            self.frame = frame
            self.frames.append(frame.update)

    def status(self):
        return next((each for each in reversed(self.said) if isinstance(each, Status)), None)

    def settled(self, command):
        number = self.player.send(command)
        self.until(lambda: (s := self.status()) is not None and s.heard >= number)


@pytest.fixture
def played():
    opened = []

    def play(folder, running=False):
        opened.append(Played(folder, running))
        return opened[-1]

    yield play
    for each in opened:
        assert each.player.stop(30)


def test_its_end_is_shown_and_any_update_is_gone_to(tmp_path, played):
    record(tmp_path / "run", 100, every=10)
    it = played(tmp_path / "run")
    it.until(lambda: it.frame is not None and it.frame.update == 90)
    assert it.player.metrics.count == 100
    assert it.status().present is None
    for update, shown in ((37, 30), (0, 0), (99, 90), (50, 50)):
        it.settled(c.Seek(update))
        it.until(lambda shown=shown: it.frame.update == shown)
        assert (it.status().update, it.status().present) == (update, 100)
    it.settled(c.Return())
    it.until(lambda: it.frame.update == 90 and it.status().present is None)


def test_it_is_played_at_any_pace_and_paused(tmp_path, played):
    record(tmp_path / "run", 200, every=5)
    it = played(tmp_path / "run")
    it.until(lambda: it.frame is not None)
    it.settled(c.Speed(400.0))
    it.frames.clear()
    it.settled(c.Run())
    it.until(lambda: it.status().present is None and it.status().phase is Phase.PAUSED)
    assert it.frames == sorted(it.frames)
    assert it.frames[-1] == 195
    it.settled(c.Seek(20))
    it.settled(c.Update(7))
    it.until(lambda: it.status().phase is Phase.PAUSED and it.status().update == 27)


def test_one_that_is_still_written_is_followed(tmp_path, played):
    recorder = Recorder(begin(tmp_path / "run", About()))
    it = played(tmp_path / "run")
    for update in range(0, 40, 4):
        recorder.frame(make_frame(units=4, timesteps=6, update=update))
        wait_for(recorder)
        for each in range(update, update + 4):
            recorder.update(metrics(each))
        it.until(lambda update=update: it.frame is not None and it.frame.update == update)
    recorder.close()
    it.until(lambda: it.player.metrics.count == 40)


def test_what_was_said_is_said_again_and_the_settings_of_then_are_known(tmp_path, played):
    recorder = Recorder(begin(tmp_path / "run", About()))
    later = CONFIG.changed(learning_rate=0.5)
    recorder.note(Built(later, "", frozenset(), True, 3, "", {}, 1.0), 0)
    recorder.note(Evaluated(3, {"accuracy": 0.5}), 3)
    recorder.note(SettingChanged(10, "learning_rate", 0.25, 0.5), 10)
    for update in range(20):
        recorder.update(metrics(update))
    recorder.close()
    it = played(tmp_path / "run")
    it.until(lambda: it.player.metrics.count == 20)
    it.look()
    built = next(each for each in it.said if isinstance(each, Built))
    assert not built.can_sample
    assert Evaluated(3, {"accuracy": 0.5}) in it.said
    assert it.player.metrics.log == (SettingChanged(10, "learning_rate", 0.25, 0.5),)
    for update, rate in ((5, 0.25), (15, 0.5)):
        it.settled(c.Seek(update))
        sought = [each for each in it.said if isinstance(each, Sought)][-1]
        assert (sought.update, sought.config.learning_rate) == (update, rate)


def test_a_branch_is_shown_from_where_it_left_and_before_it_what_it_came_from(tmp_path, played):
    recorder = Recorder(begin(tmp_path / "run", About()))
    for seed, updates in enumerate((range(20), range(13, 30))):
        for update in updates:
            if update % 4 == 0:
                recorder.frame(make_frame(units=4, timesteps=6, update=update, seed=seed))
                wait_for(recorder)
            recorder.update(metrics(update)._replace(loss=float(seed)))
    recorder.close()
    it = played(tmp_path / "run")
    it.until(lambda: it.player.metrics.count == 30)
    curves = it.player.metrics.curves()
    assert curves.update.tolist() == list(range(30))
    assert curves.loss_low.tolist() == [0.0] * 13 + [1.0] * 17
    recording = Recording(tmp_path / "run")
    for update, branch, number in ((8, 0, 2), (16, 1, 0), (29, 1, 3)):
        it.settled(c.Seek(update))
        wanted = recording.frame(number, branch)
        it.until(lambda wanted=wanted: it.frame.update == wanted.update)
        assert (it.frame.recurrences[0].h == wanted.recurrences[0].h).all()


def test_it_offers_what_a_recording_can_do_and_nothing_else(tmp_path):
    record(tmp_path / "run", 5)
    player = Player(Recording(tmp_path / "run"))
    assert player.capabilities == {Capability.PAUSE, Capability.PACE, Capability.SEEK}
    assert not {NEEDS[command] for command in (c.Live, c.TraceNext, c.WhatIf, c.Build)} & player.capabilities


def test_an_empty_one_and_one_whose_files_go_end_nothing(tmp_path, played):
    folder = begin(tmp_path / "run", About())
    it = played(tmp_path / "run")
    it.settled(c.Seek(5))
    record(tmp_path / "other", 50)
    other = played(tmp_path / "other")
    other.until(lambda: other.frame is not None)
    for path in (tmp_path / "other" / "rank0").iterdir():
        path.unlink()
    other.settled(c.Seek(10))
    other.settled(c.Seek(20))
    assert other.player.alive
    assert folder.exists()
