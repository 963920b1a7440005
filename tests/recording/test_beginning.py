from __future__ import annotations

from rnnviz.engine.presets import preset
from rnnviz.headless import Order, run
from rnnviz.recording.recording import Recording
from rnnviz.recording.rows import MetricsRows


def test_a_run_without_a_window_is_recorded_whole(tmp_path, capsys):
    config = preset("hello").config
    order = Order(config, "", 60, tmp_path / "out", pictures=False, experiment="hello", record=tmp_path / "run")
    assert run(order) == 0
    assert "MB an hour" in capsys.readouterr().out
    recording = Recording(tmp_path / "run")
    assert recording.about.experiment == "hello"
    assert recording.about.settings["task"] == "hello"
    rows = [m for each in recording.news() if isinstance(each.record, MetricsRows) for m in each.record]
    assert [m.update for m in rows] == list(range(60))
    losses = (tmp_path / "out" / "losses.csv").read_text().splitlines()
    assert len(losses) == 61
    assert recording.frame(0).recurrences[0].h.shape[1] == config.hidden


def test_it_trains_to_the_same_bits_recorded_or_not(tmp_path):
    config = preset("remember").config
    for name, record in (("plain", None), ("recorded", tmp_path / "run")):
        run(Order(config, "", 40, tmp_path / name, pictures=False, record=record, rate=25.0))
    assert (tmp_path / "plain/losses.csv").read_bytes() == (tmp_path / "recorded/losses.csv").read_bytes()


def test_a_folder_with_a_recording_is_not_touched(tmp_path):
    import pytest

    from rnnviz.sentences import Refused

    order = Order(preset("hello").config, "", 5, tmp_path / "out", pictures=False, record=tmp_path / "run")
    run(order)
    with pytest.raises(Refused, match="already"):
        run(order)
