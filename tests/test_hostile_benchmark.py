"""The benchmark of hostile inputs tells clear sentences from others, and counts what does not survive."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.hostile.__main__ import NAMES, Trial
from benchmarks.hostile.doors import conditions
from benchmarks.hostile.words import faults

GOOD = (
    "There is no file a.txt.",
    "At column 3: there is no quantity lss (did you mean 'loss'?); there are accuracy, loss, lr.",
    "Hidden cannot be 0: it should be greater than or equal to 1.",
)
BAD = {
    "": "nothing is said",
    "Two lines.\nOf them.": "several lines",
    "It has no end": "no end of a sentence",
    "The file cannot be read: [Errno 36] File name too long.": "words of Python",
    "maximum recursion depth exceeded.": "words of Python",
    "invalid _count value: '9'.": "a private name",
    "ValueError: x.": "words of Python",
    "There is no {name}.": "a value that was not filled in",
    "It holds \x1b[31m.": "not printable",
    "x" * 2_000 + ".": "too long",
}


@pytest.mark.parametrize("sentence", GOOD)
def test_a_users_words_are_known(sentence):
    assert faults(sentence) == []


@pytest.mark.parametrize("sentence", BAD)
def test_what_no_user_would_understand_is_known(sentence):
    assert BAD[sentence] in faults(sentence)


def test_what_the_user_wrote_may_be_repeated_and_nothing_else():
    assert faults("There is no setting _x.", "_x") == []
    assert faults("There is no setting _y.", "_x") == ["a private name"]


def test_equal_seeds_make_equal_inputs(tmp_path):
    door = conditions.DOOR(tmp_path)
    assert door.inputs(random.Random(1)) == door.inputs(random.Random(1))
    assert len(set(door.inputs(random.Random(1)))) == len(door.inputs(random.Random(1)))


def test_every_door_is_there():
    assert {"arguments", "conditions", "exports", "fields", "files", "lessons", "probes", "settings"} <= set(NAMES)


def test_an_input_that_ends_the_process_is_counted_and_the_next_one_is_tried():
    trial = Trial("any")
    trial.hear({"inputs": 3, "slowness": 1.0}, 0)
    assert trial.hear({"begins": 0, "given": "x"}, 0) == 0
    assert trial.after(0, False, -11) == 1
    trial.hear({"begins": 1, "given": "y"}, 1)
    assert trial.hear({"input": 1, "in_window": True, "why": "", "busy": 0.7, "waited": 9.0}, 1) == 2
    trial.hear({"begins": 2, "given": "z"}, 2)
    assert trial.hear({"input": 2, "in_window": False, "why": "strange", "busy": 0.7, "waited": 9.0}, 2) == 3
    assert vars(trial.tally) == {"inputs": 3, "clear": 1, "freezes": 1, "aborts": 1, "slowest": 0.7}


def test_a_door_by_itself_prints_one_line_of_json_last():
    root = Path(__file__).parent.parent
    command = [sys.executable, "-m", "benchmarks.hostile", "conditions"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, timeout=150)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["clear"] == told["inputs"] > 100
    assert told["aborts"] == 0
