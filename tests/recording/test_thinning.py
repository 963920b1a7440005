from __future__ import annotations

from rnnviz.engine.messages import Evaluated
from rnnviz.recording import recorder as module
from rnnviz.recording import thinning
from rnnviz.recording.folder import begin
from rnnviz.recording.form import About, segments
from rnnviz.recording.recorder import Recorder
from rnnviz.recording.recording import Recording
from tests.frames import make_frame
from tests.recordings import metrics, record, wait_for


def small(monkeypatch):
    monkeypatch.setattr(module, "SEGMENT_BYTES", 10_000)


def size(folder):
    return sum(path.stat().st_size for path in folder.iterdir())


def test_it_stays_under_its_limit_and_every_update_stays_in_it(tmp_path, monkeypatch):
    small(monkeypatch)
    record(tmp_path / "whole", 400, every=2)
    limit = size(tmp_path / "whole" / "rank0") // 3
    record(tmp_path / "run", 400, every=2, limit=limit)
    assert size(tmp_path / "run" / "rank0") <= limit
    recording = Recording(tmp_path / "run")
    found = recording.updates()
    assert found == sorted(set(found))
    assert 10 < len(found) < 150
    assert found[0] == 0
    assert found[-1] > 390, "what is newest is densest"
    assert [m.update for news in recording.news() for m in news.record] == list(range(400))


def test_whoever_reads_meanwhile_hears_everything_once(tmp_path, monkeypatch):
    small(monkeypatch)
    recorder = Recorder(begin(tmp_path / "run", About()), 60_000)
    recording, seen = Recording(tmp_path / "run"), []
    for update in range(400):
        recorder.update(metrics(update))
        recorder.frame(make_frame(units=4, timesteps=6, update=update))
        wait_for(recorder)
        if update % 20 == 0:
            recording.refresh()
            seen += [m.update for news in recording.news() for m in news.record]
    recorder.close()
    recording.refresh()
    seen += [m.update for news in recording.news() for m in news.record]
    assert seen == list(range(400))


def test_frames_around_an_event_stay(tmp_path, monkeypatch):
    small(monkeypatch)
    monkeypatch.setattr(thinning, "NEAR", 0)
    recorder = Recorder(begin(tmp_path / "run", About()), 1)
    for update in range(100):
        monkeypatch.setattr(module.time, "time_ns", lambda update=update: update)
        recorder.frame(make_frame(units=4, timesteps=6, update=update))
        if update == 51:
            recorder.note(Evaluated(51, {"accuracy": 0.5}), 51)
        wait_for(recorder)
    recorder.close()
    recording = Recording(tmp_path / "run")
    assert len(recording.updates()) < 70
    assert 51 in recording.updates()


def test_what_was_left_over_by_an_end_in_the_middle_is_read_once(tmp_path, monkeypatch):
    small(monkeypatch)
    record(tmp_path / "run", 100)
    folder = tmp_path / "run" / "rank0"
    kept = {path: path.read_bytes() for path in folder.iterdir()}
    thinning.thin(folder, 1)
    assert len(segments(folder)) < len(kept)
    for path, content in kept.items():
        path.write_bytes(content)  # as if they had not been taken away yet
    recording = Recording(tmp_path / "run")
    assert recording.updates() == sorted(set(recording.updates()))
    assert [m.update for news in recording.news() for m in news.record] == list(range(100))
