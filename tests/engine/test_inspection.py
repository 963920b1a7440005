"""The worker traces, hunts and answers what-if while training stands still, in the present and in the past."""

from __future__ import annotations

import math

import pytest

from rnnviz.engine import commands
from rnnviz.engine.commands import TraceNext, WhatIf
from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Branched, Consequences, Objected, Phase, Sought, Status, Traced
from rnnviz.engine.presets import preset
from rnnviz.probe.edits import EditState, EditWeight
from rnnviz.probe.trace import TracePhase

HELLO = preset("hello").config


def traced(heard, count: int = 1) -> Traced:
    heard.until(lambda: len(heard.of(Traced)) >= count, "a Trace")
    return heard.of(Traced)[-1]


def test_the_update_about_to_happen_is_traced(begin) -> None:
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.TraceNext())
    event = traced(heard)
    assert event.culprit is None
    assert (event.update, event.trace.update) == (0, 0)
    assert [o.phase for o in event.trace.operations][-1] is TracePhase.STEP
    assert event.trace.sequences["time"] == tuple("hell")


def test_a_running_session_is_not_traced_and_says_so(begin) -> None:
    heard = begin(running=True)
    heard.wait_for(Phase.RUNNING)
    heard.runner.send(commands.TraceNext())
    heard.until(lambda: heard.of(Objected), "the objection")
    assert "pause" in str(heard.of(Objected)[0].sentence)
    assert heard.of(Objected)[0].about is TraceNext
    assert not heard.of(Traced)
    heard.runner.send(commands.Pause())
    heard.runner.send(commands.TraceNext())
    event = traced(heard)
    assert event.update == heard.wait_for(Phase.PAUSED).update


def test_a_sequence_that_a_batch_has_not_is_said(begin) -> None:
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.TraceNext(5))
    heard.until(lambda: heard.of(Objected), "the objection")
    assert "no sequence 5" in str(heard.of(Objected)[0].sentence)
    assert heard.phase() is Phase.PAUSED


def test_tracing_works_in_the_past_as_in_the_present(begin) -> None:
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Update(4))
    heard.until(lambda: heard.of(Status)[-1].update == 4 and heard.phase() is Phase.PAUSED, "4 updates")
    heard.runner.send(commands.TraceNext())
    then = traced(heard)
    heard.runner.send(commands.Update(6))
    heard.until(lambda: heard.of(Status)[-1].update == 10 and heard.phase() is Phase.PAUSED, "10 updates")
    heard.runner.send(commands.Seek(4))
    heard.until(lambda: heard.of(Sought), "the past")
    heard.runner.send(commands.TraceNext())
    again = traced(heard, 2)
    assert again.update == then.update == 4
    assert again.trace.loss == then.trace.loss
    for one, other in zip(again.trace.operations, then.trace.operations, strict=True):
        assert one.name == other.name
        assert (one.value == other.value).all()


def test_an_update_that_is_refused_names_the_operation_and_its_line(begin) -> None:
    config = preset("characters").config.changed(
        cell="rnn", nonlinearity="relu", hidden=16, batch=2, sequence_length=20, optimiser="sgd",
        learning_rate=1e9, clip="none",
    )  # fmt: skip
    heard = begin(config, running=True)
    heard.until(lambda: any(s.phase is Phase.PAUSED and s.reason for s in heard.of(Status)), "the pause")
    status, event = heard.of(Status)[-1], traced(heard)
    assert event.update == status.update
    assert event.culprit is not None
    assert not event.trace.applied
    said = str(status.reason)
    assert f"update {status.update}" in said
    assert event.culprit.name in said
    assert event.culprit.source.place in said
    assert not math.isfinite(event.culprit.value)
    assert event.trace.operations[event.culprit.operation].name == event.culprit.name
    assert "learning rate" in status.details


def run_for(begin, config: RunConfig, between) -> str:
    """Train six updates, doing something after the third; return the digest of what came of it."""
    heard = begin(config)
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Update(3))
    between(heard.runner)
    heard.until(lambda: heard.of(Status)[-1].update == 3 and heard.phase() is Phase.PAUSED, "3 updates")
    heard.runner.send(commands.Update(3))
    heard.until(lambda: heard.of(Status)[-1].update == 6 and heard.phase() is Phase.PAUSED, "6 updates")
    heard.runner.send(commands.Branch())
    heard.until(lambda: heard.of(Branched), "the state")
    return heard.of(Branched)[-1].start.digest


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_training_goes_on_to_the_same_bits(begin, cell: str) -> None:
    config = preset("characters").config.changed(
        cell=cell, hidden=8, layers=2, dropout=0.5, batch=3, sequence_length=6, device="cpu"
    )
    key = ("rnn", 1, False, 0)

    def look(runner) -> None:
        runner.send(commands.TraceNext(1))
        runner.send(commands.WhatIf((EditState(key, "h", 2, 3, 0.5), EditWeight("output.bias", 1, 0, math.inf))))
        runner.send(commands.TraceNext(2))
        runner.send(commands.WhatIf((EditWeight("nothing", 1, 0, 1.0),)))

    assert run_for(begin, config, look) == run_for(begin, config, lambda runner: None)


def test_consequences_come_beside_what_is(begin) -> None:
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    edits = (EditWeight("output.weight", 0, 0, 5.0),)
    heard.runner.send(commands.WhatIf(edits))
    heard.until(lambda: heard.of(Consequences), "the consequences")
    event = heard.of(Consequences)[0]
    assert (event.edits, event.update) == (edits, 0)
    assert event.frame.loss != event.original.loss
    weights = {w.name: w.values for w in event.frame.weights}
    assert weights["output.weight"][0, 0] == 5.0
    assert heard.frame().loss == event.original.loss


def test_an_edit_that_cannot_be_made_is_said_and_changes_nothing(begin) -> None:
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.WhatIf((EditWeight("output.weight", 0, 0, "much"),)))
    heard.until(lambda: heard.of(Objected), "the objection")
    objected = heard.of(Objected)[0]
    assert (str(objected.sentence), objected.about) == ("'much' is not a number.", WhatIf)
    assert not heard.of(Consequences)
