"""What flows between worker and window is plain data: frozen, and fit to be sent to another process."""

import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from rnnviz.engine.breakpoints import Breakpoint, Place
from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import (
    Branched,
    BreakpointHit,
    Built,
    Evaluated,
    Objected,
    Phase,
    Probed,
    Sample,
    Sought,
    Status,
)  # fmt: skip
from rnnviz.engine.slot import Latest
from rnnviz.engine.snapshot import Snapshot
from rnnviz.sentences import Sentence

SENTENCE = Sentence("At update {update} it stopped.", {"update": 7})
EVENTS = [
    Status(Phase.PAUSED, 7, SENTENCE, "details", 0.5),
    Built(RunConfig(), "many-to-many in step", frozenset({"hidden"}), True, 43, "hell", {"symbols": 4}, 1.38),
    Sample(7, "hello", 0.8, "h"),
    Evaluated(100, {"accuracy": 0.5}),
    Objected(SENTENCE, "details", "probe"),
    Probed("hell"),
    Sought(40, RunConfig()),
    BreakpointHit(Breakpoint("max(grad_norms) > 1"), 40, {"grad_norms": (1.0, 2.0)}, Place("rnn · 1", timestep=1)),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_can_be_sent_and_not_changed(event):
    assert pickle.loads(pickle.dumps(event)) == event
    with pytest.raises(FrozenInstanceError):
        event.update = 8


def test_a_branch_can_be_sent():
    start = Snapshot(40, RunConfig(), 1.5, {"w": np.eye(2)}, {"w": {"step": np.ones(())}}, (np.ones(3),))
    sent = pickle.loads(pickle.dumps(Branched(RunConfig(hidden=5), start)))
    assert sent.config == RunConfig(hidden=5)
    assert (sent.start.digest, sent.start.config) == (start.digest, start.config)


def test_a_sentence_fills_its_values_in():
    assert str(SENTENCE) == "At update 7 it stopped."


def test_a_slot_holds_the_latest_only():
    slot = Latest()
    assert slot.empty
    assert slot.take() is None
    slot.put(1)
    slot.put(2)
    assert not slot.empty
    assert slot.take() == 2
    assert slot.take() is None
