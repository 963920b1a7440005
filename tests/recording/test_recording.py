from __future__ import annotations

import random
from contextlib import suppress

import pytest

from rnnviz.recording import recorder as module
from rnnviz.recording.folder import begin, is_recording
from rnnviz.recording.form import About, read_about
from rnnviz.recording.recorder import Recorder
from rnnviz.recording.recording import Recording
from rnnviz.sentences import Refused
from tests.frames import make_frame
from tests.recordings import metrics, record, wait_for


def updates_in(recording):
    return [m.update for news in recording.news() for m in news.record]


def test_it_is_read_while_it_is_written(tmp_path):
    recorder = Recorder(begin(tmp_path / "run", About()))
    recording = Recording(tmp_path / "run")
    assert recording.updates() == []
    seen = []
    for update in range(30):
        recorder.update(metrics(update))
        recorder.frame(make_frame(units=4, timesteps=6, update=update))
        wait_for(recorder)
        recording.refresh()
        assert recording.updates() == list(range(update + 1))
        seen += updates_in(recording)
    recorder.close()
    recording.refresh()
    assert seen + updates_in(recording) == list(range(30))
    assert not recording.refresh()


@pytest.mark.parametrize("seed", range(20))
def test_wherever_it_is_cut_off_what_lies_before_is_read(tmp_path, seed):
    record(tmp_path / "run", 60)
    (segment,) = (tmp_path / "run" / "rank0").iterdir()
    whole = segment.read_bytes()
    cut = random.Random(seed).randrange(len(whole))
    segment.write_bytes(whole[:cut])
    recording = Recording(tmp_path / "run")
    found = recording.updates()
    assert found == list(range(0, 60, 5))[: len(found)]
    assert [recording.frame(k).update for k in range(len(found))] == found
    there = updates_in(recording)
    assert there == list(range(len(there)))


@pytest.mark.parametrize("seed", range(20))
def test_whatever_bytes_are_turned_it_is_read_or_said(tmp_path, seed):
    record(tmp_path / "run", 60)
    (segment,) = (tmp_path / "run" / "rank0").iterdir()
    rng = random.Random(seed)
    damaged = bytearray(segment.read_bytes())
    for _ in range(20):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    segment.write_bytes(damaged)
    recording = Recording(tmp_path / "run")
    list(recording.news())
    for branch in recording.branches:
        for k in range(len(recording.updates(branch))):
            with suppress(Refused):
                recording.frame(k, branch)


def test_a_frame_is_found_by_its_update_or_the_last_one_before(tmp_path):
    record(tmp_path / "run", 60, every=10)
    recording = Recording(tmp_path / "run")
    assert [recording.at(update) for update in (-5, 0, 9, 10, 34, 50, 999)] == [0, 0, 0, 1, 3, 5, 5]
    assert recording.at(3, branch=4) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "damaged"),
        ("[1]", "damaged"),
        ('{"format": "x"}', "damaged"),
        ('{"format": true}', "damaged"),
        ('{"format": 99}', "newer"),
        ("[" * 100_000, "damaged"),
    ],
)
def test_a_description_that_is_none_is_refused_in_a_sentence(tmp_path, text, said):
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(Refused, match=said):
        Recording(tmp_path)


def test_a_folder_without_a_recording_is_refused(tmp_path):
    with pytest.raises(Refused, match="no recording"):
        Recording(tmp_path)
    with pytest.raises(Refused):
        Recording(tmp_path / "nowhere")
    assert not is_recording(tmp_path)


def test_none_is_replaced_and_nothing_is_added_to_one(tmp_path):
    record(tmp_path / "run", 5)
    assert is_recording(tmp_path / "run")
    with pytest.raises(Refused, match="already"):
        begin(tmp_path / "run", About())
    assert begin(tmp_path / "run", About(), rank=1).name == "rank1"


def test_what_others_write_beside_is_left_to_them(tmp_path):
    record(tmp_path / "run", 5, title="kept")
    text = (tmp_path / "run" / "run.json").read_text()
    (tmp_path / "run" / "run.json").write_text(text.replace("{", '{"of_mine": [1], ', 1))
    (tmp_path / "run" / "rank0" / "notes.txt").write_text("mine")
    (tmp_path / "run" / "rank0" / "000009.mcap").write_text("no segment at all")
    assert read_about(tmp_path / "run").title == "kept"
    assert Recording(tmp_path / "run").updates() == [0]


def test_a_segment_that_is_missing_leaves_a_gap_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SEGMENT_BYTES", 20_000)
    record(tmp_path / "run", 100)
    first, second, *_ = sorted((tmp_path / "run" / "rank0").iterdir())
    there = Recording(tmp_path / "run")
    second.unlink()
    recording = Recording(tmp_path / "run")
    assert 0 < len(recording.updates()) < 20
    assert set(recording.updates()) < set(range(0, 100, 5))
    with pytest.raises(Refused, match="gone"):
        [there.frame(k) for k in range(20)]
    assert first.exists()
