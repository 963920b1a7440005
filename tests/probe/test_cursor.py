"""Moving over a Trace: every move has its way back, and none of them runs anything."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from rnnviz.probe.cursor import TraceCursor
from rnnviz.probe.trace import PHASES, Trace, TracePhase
from rnnviz.probe.tracing import Operations, record
from tests.probe.small_models import Character, ids

_T = 5


@pytest.fixture(scope="module")
def trace() -> Trace:
    return made()


def made() -> Trace:
    torch.manual_seed(0)
    model, symbols = Character(torch.nn.LSTM, num_layers=2), ids(_T, 2)

    def forward(model: torch.nn.Module) -> torch.Tensor:
        return F.cross_entropy(model(symbols[:-1]).flatten(0, 1), symbols[1:].flatten())

    operations = Operations(record(model, forward, lambda loss: loss), 1)
    return Trace(7, 1, 0.0, tuple(operations.made), operations.leaves, operations.recurrences)


def test_the_phases_come_in_order(trace: Trace) -> None:
    phases = [PHASES.index(o.phase) for o in trace.operations]
    assert phases == sorted(phases)
    assert [o.index for o in trace.operations] == list(range(len(trace.operations)))
    names = [o.name for o in trace.operations if o.phase is TracePhase.LOSS]
    assert names == ["flatten", "index", "flatten", "cross_entropy"]


def test_operands_come_before_what_is_made_of_them(trace: Trace) -> None:
    for o in trace.operations:
        assert all(k < o.index for k in o.operands)
        assert all(-k <= len(trace.leaves) for k in o.operands if k < 0)


def test_arrays_cannot_be_written_to(trace: Trace) -> None:
    for o in trace.operations:
        assert not any(a.flags.writeable for a in (o.value, o.local, o.recurrent) if a is not None)


def test_over_goes_forwards_in_the_forward_phase_and_backwards_in_the_backward_phase(trace: Trace) -> None:
    cursor, seen = TraceCursor(trace), []
    while cursor.over():
        o = cursor.operation
        if o.timestep is not None:
            seen.append((o.phase, o.layer, o.timestep, o.name))
    forward = [(TracePhase.FORWARD, layer, t, "a") for layer in (0, 1) for t in range(_T)]
    backward = [(TracePhase.BACKWARD, layer, t, "h") for layer in (1, 0) for t in reversed(range(_T))]
    assert seen == forward + backward


def test_out_goes_to_each_phase_once(trace: Trace) -> None:
    cursor = TraceCursor(trace)
    seen = [cursor.operation.phase]
    while cursor.out() and cursor.index < len(cursor) - 1:
        seen.append(cursor.operation.phase)
    assert seen == [TracePhase.FORWARD, TracePhase.LOSS, TracePhase.BACKWARD]
    assert cursor.back_out()
    assert cursor.operation.phase is TracePhase.BACKWARD
    assert cursor.back_out()
    assert cursor.operation.phase is TracePhase.LOSS


@pytest.mark.parametrize("move", ["into", "over", "out"])
def test_every_way_there_is_the_way_back(trace: Trace, move: str) -> None:
    cursor, visited = TraceCursor(trace), [0]
    while getattr(cursor, move)():
        visited.append(cursor.index)
    assert cursor.index == len(cursor) - 1
    back = [cursor.index]
    while getattr(cursor, f"back_{move}")():
        back.append(cursor.index)
    assert back == visited[::-1]


@given(st.lists(st.sampled_from(["into", "back_into", "over", "back_over", "out", "back_out", "first", "last"])))
def test_no_move_leaves_the_trace(moves: list[str]) -> None:
    cursor = TraceCursor(_TRACE)
    for move in moves:
        before = cursor.index
        moved = getattr(cursor, move)()
        assert 0 <= cursor.index < len(cursor)
        assert moved == (cursor.index != before)
        if move in ("into", "over", "out", "last"):
            assert cursor.index >= before
        else:
            assert cursor.index <= before


_TRACE = made()


def test_running_to_a_place(trace: Trace) -> None:
    cursor = TraceCursor(trace)
    assert cursor.run_to(TracePhase.BACKWARD, layer=1, timestep=2)
    assert (cursor.operation.phase, cursor.operation.layer, cursor.operation.timestep) == ("backward", 1, 2)
    assert cursor.run_to(TracePhase.FORWARD, layer=0, timestep=3, name="c", module="rnn")
    assert (cursor.operation.name, cursor.operation.timestep) == ("c", 3)
    assert cursor.run_to(TracePhase.LOSS, name="cross_entropy")
    assert cursor.operation.name == "cross_entropy"
    before = cursor.index
    assert not cursor.run_to(TracePhase.FORWARD, layer=5, timestep=3)
    assert not cursor.run_to(TracePhase.FORWARD, layer=0, timestep=3, name="nothing")
    assert not cursor.run_to(TracePhase.STEP)
    assert cursor.index == before


def test_a_gradient_is_local_and_recurrent(trace: Trace) -> None:
    for r in trace.recurrences:
        for t, k in enumerate(r.backward["h"]):
            o = trace.operations[k]
            assert trace.gradient(r.forward["h"][t]) is o
            np.testing.assert_allclose(o.local + o.recurrent, o.value, rtol=1e-5, atol=1e-9)
            assert o.norm > 0
        assert o.timestep == t
        assert not trace.operations[r.backward["h"][-1]].recurrent.any()
