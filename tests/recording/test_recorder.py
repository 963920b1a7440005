from __future__ import annotations

import errno
import os

import numpy as np
import pytest

from rnnviz.engine.messages import Evaluated, Sample
from rnnviz.engine.run_log import ConditionMet, SettingChanged
from rnnviz.recording import recorder as module
from rnnviz.recording.folder import begin
from rnnviz.recording.form import About, Kind
from rnnviz.recording.recorder import Recorder
from rnnviz.recording.recording import Recording
from rnnviz.recording.rows import MetricsRows
from tests.frames import make_frame
from tests.recordings import metrics, record, wait_for
from tests.same_record import assert_same


def rows(recording, branch=0):
    return [
        m
        for news in recording.news()
        if news.branch == branch and isinstance(news.record, MetricsRows)
        for m in news.record
    ]


def test_what_is_recorded_is_read_again_as_it_was(tmp_path):
    first = make_frame(update=0)
    recorder = Recorder(begin(tmp_path / "run", About(title="a run", seed=3)))
    recorder.frame(first)
    recorder.update(metrics(0))
    events = [
        Sample(1, "hello", 0.8, "h"),
        Evaluated(1, {"accuracy": 0.5}),
        SettingChanged(1, "learning_rate", 0.1, 0.01),
        ConditionMet(1, "loss < 1", (("loss", 0.5),)),
    ]
    for each in events:
        recorder.note(each, 1)
    assert recorder.close()
    recording = Recording(tmp_path / "run")
    assert (recording.about.title, recording.about.seed) == ("a run", 3)
    assert recording.updates() == [0]
    assert_same(recording.frame(0), first)
    news = list(recording.news())
    assert [each.record for each in news[1:]] == events
    assert list(news[0].record) == [metrics(0)]
    assert recording.damaged == 0
    assert list(recording.news()) == []


def test_no_update_is_left_out_though_frames_are(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_MOST_WAITING", 1)
    recorder = Recorder(begin(tmp_path / "run", About()))
    for update in range(400):
        recorder.frame(make_frame(units=4, timesteps=6, update=update))
        recorder.update(metrics(update))
    assert recorder.close()
    recording = Recording(tmp_path / "run")
    assert rows(recording) == [metrics(update) for update in range(400)]
    assert recorder.written + recorder.left_out == 400
    assert len(recording.updates()) == recorder.written > 0


def test_an_update_that_was_there_before_begins_a_branch_and_both_looks_are_kept(tmp_path):
    recorder = Recorder(begin(tmp_path / "run", About()))
    for updates in (range(6), range(3, 9)):
        for update in updates:
            recorder.update(metrics(update))
        recorder.frame(make_frame(units=4, timesteps=6, update=5))
        wait_for(recorder)
    recorder.frame(make_frame(units=4, timesteps=6, update=5, seed=1))
    recorder.close()
    recording = Recording(tmp_path / "run")
    assert recording.branches == (0, 1)
    assert recording.updates(1) == [5, 5]
    assert not np.array_equal(recording.frame(0, 1).recurrences[0].h, recording.frame(1, 1).recurrences[0].h)
    news = [(each.branch, [m.update for m in each.record]) for each in recording.news()]
    assert [u for branch, updates in news for u in updates if branch == 0] == list(range(6))
    assert [u for branch, updates in news for u in updates if branch == 1] == list(range(3, 9))


def test_a_segment_ends_when_it_is_large_and_the_next_one_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SEGMENT_BYTES", 20_000)
    record(tmp_path / "run", 100)
    assert len(list((tmp_path / "run" / "rank0").iterdir())) > 2
    recording = Recording(tmp_path / "run")
    assert recording.updates() == list(range(0, 100, 5))
    assert rows(recording) == [metrics(update) for update in range(100)]


def test_a_full_disk_ends_the_recording_in_one_sentence_and_what_is_there_can_be_read(tmp_path, monkeypatch):
    recorder = Recorder(begin(tmp_path / "run", About()))
    recorder.frame(make_frame(units=4, timesteps=6, update=0))
    wait_for(recorder)

    def full(self):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module.SegmentWriter, "flush", full)
    for update in range(1, 200):
        recorder.frame(make_frame(units=4, timesteps=6, update=update))
        recorder.update(metrics(update))
    assert recorder.close()
    assert "the disk is full" in str(recorder.ended)
    assert Recording(tmp_path / "run").updates() == [0]


def test_what_no_message_can_hold_is_left_out_and_the_rest_is_recorded(tmp_path):
    recorder = Recorder(begin(tmp_path / "run", About()))
    recorder.note(Evaluated(1, {"accuracy": object()}), 1)
    recorder.update(metrics(0))
    recorder.close()
    assert recorder.faults
    assert recorder.ended is None
    assert rows(Recording(tmp_path / "run")) == [metrics(0)]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_channel_has_a_topic_of_its_own(kind):
    from rnnviz.recording.form import Topic

    assert Topic.of(Topic(7, kind).name) == (7, kind)
