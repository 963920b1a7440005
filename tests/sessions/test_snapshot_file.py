"""A snapshot as a file: named, read by others, and the first update of a run that begins from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rnnviz.app import main
from rnnviz.engine.presets import preset
from rnnviz.packing.arrays import unpack
from rnnviz.sentences import Refused
from rnnviz.sessions import session_file
from rnnviz.sessions.snapshot_file import load
from rnnviz.sessions.taking_up import finder, read, taken_up


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    path = tmp_path_factory.mktemp("taken") / "s.rnnviz"
    assert main(["snapshot", "hello", "--updates", "25", "--out", str(path), "--set", "seed=4"]) == 0
    return path


def test_seed_settings_and_hash_are_named_where_others_read_them(taken: Path, capsys):
    arrays, about = unpack(taken.read_bytes())
    assert (about["seed"], about["update"]) == ("4", "25")
    assert json.loads(about["settings"])["task"] == "hello"
    assert about["state_sha256"] == load(taken).snapshot.digest
    assert any(name.startswith("snapshot/model/") for name in arrays)


def test_what_was_written_is_said(tmp_path, capsys):
    path = tmp_path / "s.rnnviz"
    main(["snapshot", "hello", "--updates", "3", "--out", str(path)])
    assert "update 3, seed 1, smoothed loss" in (said := capsys.readouterr().out)
    assert load(path).snapshot.digest in said


def test_a_run_that_begins_from_it_has_its_update_as_the_first_one(taken: Path):
    there = taken_up(read(taken), finder())
    assert there.travel.run.update == there.travel.history.origin == there.metrics.count == 25
    with pytest.raises(Refused, match="There is no update 24 in this run: it goes from 25 to 25 so far"):
        there.travel.seek(24)


def test_it_is_on_the_way_of_the_run_that_was_never_stopped(taken: Path, tmp_path):
    numbers = ["--no-pictures", "--out", str(tmp_path / "out")]
    whole, rest = tmp_path / "whole.rnnviz", tmp_path / "rest.rnnviz"
    assert main(["run", "hello", "--updates", "40", "--set", "seed=4", "--save", str(whole), *numbers]) == 0
    assert main(["run", "--resume", str(taken), "--updates", "15", "--save", str(rest), *numbers]) == 0
    one, other = (session_file.load(path).runs["a"] for path in (whole, rest))
    assert one.present.digest == other.present.digest
    assert other.past[0].update == 25


def test_one_that_cannot_be_reached_is_not_written(tmp_path, capsys):
    path = tmp_path / "s.rnnviz"
    arguments = ["--set", "optimiser=sgd", "--set", "learning_rate=3e38", "--set", "clip=none", "--out", str(path)]
    assert main(["snapshot", "hello", "--updates", "50", *arguments]) == 2
    assert "There is no update 50: at update" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "Say which preset is to be trained, or --resume FILE."),
        (["run", "hello", "--resume", "S"], "takes no other preset"),
        (["run", "--resume", "absent"], "There is no file absent."),
        (["run", "--resume", "S", "--set", "cell=gru"], "cell cannot be changed"),
        (["run", "hello", "--save", "/dev/null/x/y"], "Nothing can be written to the folder"),
        (["snapshot", "hello", "--updates", "1", "--out", "/dev/null/x/y"], "Nothing can be written to the folder"),
        (["snapshot", "nobody", "--updates", "1", "--out", "x"], "There is no preset nobody"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(arguments, said, taken, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main([str(taken) if each == "S" else each for each in arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_has_no_state_is_no_snapshot(tmp_path):
    (tmp_path / "x").write_bytes(b"\x00" * 100)
    with pytest.raises(Refused, match="cannot be opened"):
        read(tmp_path / "x")


def test_the_settings_are_those_of_the_preset(taken: Path):
    assert load(taken).snapshot.config == preset("hello").config.changed(seed=4)
    assert load(taken).side.experiment == "hello"
