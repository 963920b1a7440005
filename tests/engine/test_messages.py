"""What flows between worker and window is plain data: frozen, and fit to be sent to another process."""

import pickle
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import FrozenInstanceError, fields, is_dataclass
from functools import cache
from typing import get_args

import numpy as np
import pytest

from rnnviz.agent.observation import Facts
from rnnviz.engine import commands
from rnnviz.engine.breakpoints import Breakpoint, Place
from rnnviz.engine.commands import Probe
from rnnviz.engine.config import RunConfig
from rnnviz.engine.latest import Latest
from rnnviz.engine.messages import (
    Branched,
    BreakpointHit,
    Built,
    Consequences,
    Evaluated,
    Event,
    Kept,
    Objected,
    Parts,
    Phase,
    Probed,
    Recorded,
    Sample,
    Scripted,
    Sought,
    Status,
    Traced,
)
from rnnviz.engine.metrics import Metrics, MetricsHistory
from rnnviz.engine.presets import preset
from rnnviz.engine.run_record import RunRecord
from rnnviz.engine.snapshot import Snapshot
from rnnviz.engine.torch_loading import load_torch
from rnnviz.probe.culprit import Culprit
from rnnviz.probe.edits import EditState
from rnnviz.sentences import Sentence

SENTENCE = Sentence("At update {update} it stopped.", {"update": 7})
EVENTS = [
    Status(Phase.PAUSED, 7, SENTENCE, "details", 0.5),
    Built(RunConfig(), "many-to-many in step", frozenset({"hidden"}), True, 43, "hell", {"symbols": 4}, 1.38),
    Sample(7, "hello", 0.8, "h"),
    Kept((0, 20, 40), 3_000_000, 256_000_000),
    Evaluated(100, {"accuracy": 0.5}),
    Objected(SENTENCE, "details", Probe),
    Probed("hell"),
    Sought(40, RunConfig()),
    BreakpointHit(Breakpoint("max(grad_norms) > 1"), 40, {"grad_norms": (1.0, 2.0)}, Place("rnn · 1", timestep=1)),
    Parts(Facts(parameters=43)),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_can_be_sent_and_not_changed(event):
    assert pickle.loads(pickle.dumps(event)) == event
    with pytest.raises(FrozenInstanceError):
        event.update = 8


@cache
def recorded() -> dict[type, object]:
    """What a run has to say that holds arrays."""
    load_torch()
    from rnnviz.engine.checkpoints import snapshot
    from rnnviz.engine.inspection import consequences, hunted, traced
    from rnnviz.engine.script.composing import script_of
    from rnnviz.engine.training import build, train_once

    run = build(preset("dates").config.changed(hidden=4, batch=2))
    metrics = train_once(run)
    probe = run.task.watch(run.task.default_probe())
    with torch_infinity(run):
        broken, _ = hunted(run, metrics)
    assert broken is not None
    assert broken.culprit is not None
    return {
        Traced: traced(run, commands.TraceNext(1), running=False),
        Culprit: broken,
        Consequences: consequences(run, commands.WhatIf((EditState(("decoder", 0, False, 0), "h", 1, 0, 0.5),)), probe),
        Branched: Branched(run.config, snapshot(run)),
        Recorded: Recorded(3, run_record(run)),
        Scripted: Scripted(script_of(run), "dates.py"),
    }


def run_record(run):
    """Return a record of a run that has just begun."""
    from rnnviz.engine.checkpoints import snapshot

    history = MetricsHistory()
    history.append(Metrics(0, 1.5, 0.3, 1.5, True))
    return RunRecord(
        present=snapshot(run),
        position=run.update,
        past=(),
        settings=(),
        spacing=1,
        limit=0,
        metrics=history.record(),
        probe="hell",
        next_sample=20,
        accuracies=((1, 0.5),),
        machine="cpu",
    )


@contextmanager
def torch_infinity(run):
    """Have the next update be not finite."""
    weight = run.model.output.weight.data
    kept = weight.clone()
    weight[0, 0] = float("inf")
    yield
    weight.copy_(kept)


def assert_equal(sent: object, kept: object) -> None:
    """Compare two records, part by part, to the bit."""
    assert type(sent) is type(kept)
    if isinstance(kept, np.ndarray):
        np.testing.assert_array_equal(sent, kept)
    elif isinstance(kept, Mapping):
        assert_equal(list(sent), list(kept))
        assert_equal(list(sent.values()), list(kept.values()))
    elif isinstance(kept, tuple | list):
        assert len(sent) == len(kept)
        for mine, theirs in zip(sent, kept, strict=True):
            assert_equal(mine, theirs)
    elif is_dataclass(kept):
        for each in fields(kept):
            assert_equal(getattr(sent, each.name), getattr(kept, each.name))
    elif kept == kept:  # not NaN
        assert sent == kept


@pytest.mark.parametrize(
    "kind", [Traced, Culprit, Consequences, Branched, Recorded, Scripted], ids=lambda kind: kind.__name__
)
def test_what_holds_arrays_can_be_sent_too(kind):
    event = recorded()[kind]
    assert_equal(pickle.loads(pickle.dumps(event)), event)


def test_a_frame_can_be_sent_and_its_mappings_stay_read_only():
    frame = recorded()[Consequences].frame
    sent = pickle.loads(pickle.dumps(frame))
    assert_equal(sent, frame)
    with pytest.raises(TypeError):
        sent.sequences["source"] = ()


def test_every_message_is_tried_here():
    tried = {type(event) for event in (*EVENTS, *recorded().values())}
    assert tried == set(get_args(Event))


COMMANDS = {
    "config": RunConfig(),
    "values": {"learning_rate": 0.1},
    "update": 3,
    "limit": 10**6,
    "edits": (EditState(("rnn", 0, False, 0), "h", 1, 0, 0.5),),
    "text": "hell",
    "path": "dates.py",
    "symbol": 1,
}


@pytest.mark.parametrize("kind", get_args(commands.Command), ids=lambda kind: kind.__name__)
def test_every_command_can_be_sent(kind):
    known, given = {field.name for field in fields(kind)}, dict(COMMANDS)
    if "record" in known:
        given["record"] = recorded()[Recorded].record
    command = kind(**{name: value for name, value in given.items() if name in known})
    assert_equal(pickle.loads(pickle.dumps(command)), command)


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
