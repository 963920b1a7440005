"""A run that is written down and opened again goes on as if nobody had closed it."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import numpy as np
import pytest

from rnnviz import headless
from rnnviz.engine.presets import preset, presets
from rnnviz.headless import Order
from rnnviz.sentences import Refused
from rnnviz.sessions import session_file
from rnnviz.sessions.taking_up import finder, read, record_of, taken_up

HELLO = preset("hello")


def run(path, config=HELLO.config, updates=30, **more):
    """Train without a window, and save."""
    order = Order(config, updates=updates, out=path.parent / "out", pictures=False, save=path, **more)
    assert headless.run(order) == 0
    return path


def state(path):
    return session_file.load(path).runs["a"].present.digest


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    return run(tmp_path_factory.mktemp("saved") / "a.rnnviz", experiment="hello")


@pytest.mark.parametrize(
    "config",
    [
        preset("hello").config,
        preset("characters").config.changed(
            hidden=8, batch=4, layers=2, dropout=0.3, optimiser="rmsprop", momentum=0.5
        ),
        preset("words").config.changed(hidden=8, batch=4, optimiser="sgd"),
        preset("roommate").config,
    ],
    ids=lambda config: config.task,
)
def test_what_is_opened_goes_on_to_the_bits_of_a_run_that_was_never_closed(config, tmp_path):
    whole = run(tmp_path / "whole.rnnviz", config, 45)
    half = run(tmp_path / "half.rnnviz", config, 20)
    rest = run(tmp_path / "rest.rnnviz", config, 25, resume=read(half))
    assert state(rest) == state(whole)
    one, other = (session_file.load(path) for path in (whole, rest))
    assert one.session.sides["a"].samples == other.session.sides["a"].samples
    a, b = one.runs["a"], other.runs["a"]
    assert a.metrics.table.tobytes() == b.metrics.table.tobytes()
    assert [each.digest for each in a.past] == [each.digest for each in b.past]
    assert a.next_sample == b.next_sample


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.key)
def test_every_preset_is_written_and_taken_up(preset, tmp_path):
    path = run(tmp_path / "a.rnnviz", preset.config.changed(batch=min(preset.config.batch, 4)), 2)
    there = taken_up(read(path), finder())
    assert there.travel.run.update == 2


def test_its_past_can_be_gone_to(saved):
    there = taken_up(read(saved), finder())
    there.travel.seek(7)
    there.travel.replay(60.0)
    assert there.travel.run.update == 7
    with pytest.raises(Refused, match="from 0 to 30"):
        there.travel.seek(31)


def test_a_live_setting_is_changed_from_there_on_and_another_one_is_refused(saved, tmp_path):
    there = taken_up(read(saved), finder(), changes={"learning_rate": "0.5"})
    assert there.travel.run.config.learning_rate == 0.5
    assert there.metrics.log[-1].update == 30
    with pytest.raises(Refused, match="hidden cannot be changed"):
        taken_up(read(saved), finder(), changes={"hidden": 9})


def test_a_text_that_was_given_stands_once_in_it_and_is_learned_on(tmp_path):
    text = "ola mundo bonito\n" * 4000
    config = preset("characters").config.changed(text=text, hidden=4, batch=4)
    path = run(tmp_path / "a.rnnviz", config, 45)
    assert path.stat().st_size < 2 * len(text) + 400_000
    assert path.read_bytes().count(b"bonito") < 4100
    opened = read(path)
    assert record_of(opened, "a", finder()).config == config


def test_a_text_that_is_gone_is_found_in_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr("rnnviz.sessions.taking_up.kept_texts", lambda: tmp_path / "texts")
    text = tmp_path / "my text.txt"
    text.write_text("um dois tres quatro\n" * 200)
    config = preset("characters").config.changed(text_file=str(text), hidden=4, batch=4, sequence_length=10)
    whole = run(tmp_path / "whole.rnnviz", config, 30)
    half = run(tmp_path / "half.rnnviz", config, 10)
    text.unlink()
    rest = run(tmp_path / "rest.rnnviz", config, 20, resume=read(half))
    assert state(rest) == state(whole)
    there = record_of(read(half), "a", finder()).config
    assert there.text_file.endswith("my text.txt")
    assert there.text_file != str(text)


def test_a_large_text_that_is_gone_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr("rnnviz.sessions.texts.EMBEDDED", 100)
    text, moved = tmp_path / "a.txt", tmp_path / "b.txt"
    text.write_text("um dois tres quatro\n" * 200)
    config = preset("characters").config.changed(text_file=str(text), hidden=4, batch=4, sequence_length=10)
    path = run(tmp_path / "a.rnnviz", config, 5)
    assert b"quatro" not in path.read_bytes()[-5000:]
    text.write_text("another one")
    with pytest.raises(Refused, match=r"a\.txt \(1 MB\).* was changed"):
        taken_up(read(path), finder())
    moved.write_text("um dois tres quatro\n" * 200)
    assert taken_up(read(path), finder(str(moved))).travel.run.update == 5


def test_nothing_that_happens_to_a_file_gets_past_a_sentence(saved, tmp_path):
    blob, chance = saved.read_bytes(), random.Random(3)
    kept = state(saved)

    def said(path):
        try:
            return None if state(path) == kept else "another state"
        except Refused as refused:
            return str(refused)

    broken = tmp_path / "broken.rnnviz"
    for _ in range(60):
        damaged = bytearray(blob)
        match chance.randrange(3):
            case 0:
                del damaged[chance.randrange(len(blob)) :]
            case 1:
                damaged[chance.randrange(len(blob))] ^= 1 << chance.randrange(8)
            case _:
                at = chance.randrange(len(blob))
                damaged[at : at + 9] = chance.randbytes(chance.randrange(20))
        broken.write_bytes(damaged)
        assert said(broken) is None or re.fullmatch(r"The file .* cannot be opened\. .*", said(broken))


def test_a_run_whose_settings_nobody_knows_is_named_and_the_other_one_is_opened(saved, tmp_path):
    opened = session_file.load(saved)
    run = opened.runs["a"]
    strange = run.present.config.model_copy(update={"cell": "of another folder"})
    other = replace(run, present=replace(run.present, config=strange))
    sides = {"a": session_file.Side(title="mine"), "b": session_file.Side("hello")}
    path = tmp_path / "two.rnnviz"
    session_file.save(path, replace(opened.session, sides=sides), {"a": other, "b": run})
    found = session_file.load(path)
    assert [str(lost) for lost in found.lost] == [
        "The run mine could not be opened: it has settings or parts that this RNNviz does not know."
    ]
    assert found.runs["a"].present.digest == run.present.digest
    assert found.session.sides["a"].experiment == "hello"


def test_weights_of_another_network_are_refused(saved, tmp_path):
    opened = session_file.load(saved)
    run = opened.runs["a"]
    name, weight = next(iter(run.present.model.items()))
    for wrong in (np.zeros((2, 2), np.float32), weight.astype(np.int64)):
        other = replace(run, present=replace(run.present, model={**run.present.model, name: wrong}))
        session_file.save(tmp_path / "a.rnnviz", opened.session, {"a": other})
        with pytest.raises(Refused, match="do not fit"):
            taken_up(read(tmp_path / "a.rnnviz"), finder())


def test_what_does_not_fit_a_size_is_thinned_evenly_and_the_first_snapshot_stays(tmp_path):
    record = session_file.load(run(tmp_path / "a.rnnviz", updates=400)).runs["a"]
    assert [each.update for each in record.past] == list(range(0, 400, 20))
    size = record.past[0].nbytes
    few = record.within(6 * record.past[1].nbytes)
    assert [each.update for each in few.past] == [0, 80, 160, 240, 320]
    assert size <= record.past[1].nbytes
