"""What flows between worker and window is plain data: frozen, and fit to be sent to another process."""

import pickle
from dataclasses import FrozenInstanceError

import pytest

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Built, Evaluated, Objected, Phase, Probed, Sample, Status
from rnnviz.engine.slot import Latest
from rnnviz.sentences import Sentence

SENTENCE = Sentence("At update {update} it stopped.", {"update": 7})
EVENTS = [
    Status(Phase.PAUSED, 7, SENTENCE, "details", 0.5),
    Built(RunConfig(), "many-to-many in step", frozenset({"hidden"}), True, 43, "hell", {"symbols": 4}, 1.38),
    Sample(7, "hello", 0.8, "h"),
    Evaluated(100, {"accuracy": 0.5}),
    Objected(SENTENCE, "details", "probe"),
    Probed("hell"),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_can_be_sent_and_not_changed(event):
    assert pickle.loads(pickle.dumps(event)) == event
    with pytest.raises(FrozenInstanceError):
        event.update = 8


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
