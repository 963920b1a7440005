"""What is on the tape: every call of torch, with its line; gates and states of cells written in Python, by name."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.nn.elman import Elman
from rnnviz.probe import observe
from rnnviz.probe.records import recurrence
from rnnviz.probe.trace import Operation, Trace, TracePhase
from rnnviz.probe.tracing import Operations, record
from tests.probe.test_cell import Peephole, loss_of


def traced(model: nn.Module, forward, sequence: int = 0) -> Trace:
    operations = Operations(record(model, forward, lambda loss: loss), sequence)
    return Trace(0, sequence, 0.0, tuple(operations.made), operations.leaves, operations.recurrences)


def named(trace: Trace, name: str) -> list[Operation]:
    return [o for o in trace.operations if o.name == name and o.of is None]


def test_a_cell_with_peepholes_shows_its_gates_by_name_and_autograds_gradients() -> None:
    torch.manual_seed(0)
    model, x = nn.ModuleDict({"rnn": Peephole(3, 4)}).double(), torch.randn(5, 2, 3, dtype=torch.float64)
    noted: list[tuple[Tensor, Tensor]] = []
    loss_of(model["rnn"](x, noted)).backward()
    trace = traced(model, lambda m: loss_of(m["rnn"](x)), 1)
    frame = observe(model, lambda m: loss_of(m["rnn"](x)), sequence=1)
    assert [r.key for r in trace.recurrences] == [r.key for r in frame.recurrences]
    for r, theirs in zip(trace.recurrences, frame.recurrences, strict=True):
        assert {"a_i", "a_f", "i", "f", "g", "o", "c", "h"} <= set(r.forward)
        mine = recurrence(trace, r)
        for name in ("h", "c", "h0", "c0", "x", "dh", "dh_local", "dc"):
            np.testing.assert_allclose(getattr(mine, name), getattr(theirs, name), atol=1e-12, err_msg=name)
        for name in "ifgo":
            np.testing.assert_allclose(mine.gates[name], theirs.gates[name], atol=1e-12)
            np.testing.assert_allclose(mine.before[name], theirs.before[name], atol=1e-12)
    # dc is total also with peepholes: c(t) reaches the next gates directly
    number = next(k for k, r in enumerate(trace.recurrences) if (r.layer, r.reverse) == (1, False))
    expected = [c.grad[1].tolist() for _, c in noted[10:15]]
    np.testing.assert_allclose(recurrence(trace, trace.recurrences[number]).dc, expected, atol=1e-12)


@pytest.mark.parametrize("sequence", [0, 1, 2])
def test_in_a_padded_loop_local_and_recurrent_are_those_of_the_sequence_alone(sequence: int) -> None:
    torch.manual_seed(1)
    lengths = (3, 6, 4)
    model, x = Elman(3, 4, nonlinearity="elu", bidirectional=True).double(), torch.randn(6, 3, 3, dtype=torch.float64)

    def loss(states: Tensor) -> Tensor:
        return (states * torch.linspace(-1, 1, states.numel(), dtype=states.dtype).view_as(states)).sin().sum()

    def padded(model: nn.Module) -> Tensor:
        packed = nn.utils.rnn.pack_padded_sequence(x, torch.tensor(lengths), enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(model(packed)[0])
        return sum(loss(states[:length, b]) for b, length in enumerate(lengths))

    length = lengths[sequence]
    trace = traced(model, padded, sequence)
    alone = observe(model, lambda m: loss(m(x[:length, sequence : sequence + 1])[0][:, 0]))
    for r, theirs in zip(trace.recurrences, alone.recurrences, strict=True):
        mine = recurrence(trace, r)
        for name in ("h", "dh", "dh_local"):
            np.testing.assert_allclose(getattr(mine, name)[:length], getattr(theirs, name), atol=1e-12, err_msg=name)


def test_what_is_changed_in_place_keeps_the_value_it_had_and_its_own_gradient() -> None:
    linear, x = nn.Linear(3, 4), torch.randn(5, 3)

    def forward(model: nn.Module) -> Tensor:
        y = model(x)
        z = y * 1.0
        z.neg_()
        z[0] = 2.0
        return (z * torch.arange(4.0)).sum()

    trace = traced(linear, forward)
    (multiplied,), (negated,), (assigned,) = (named(trace, n)[:1] for n in ("mul", "neg", "assign"))
    expected = (x @ linear.weight.T + linear.bias).detach().numpy()
    np.testing.assert_allclose(multiplied.value, expected, atol=1e-6)
    np.testing.assert_allclose(negated.value, -expected, atol=1e-6)
    assert (assigned.value[0] == 2).all()
    assert negated.operands == (multiplied.index,)
    slope = np.broadcast_to(np.arange(4.0), (5, 4)).copy()
    slope[0] = 0
    np.testing.assert_allclose(trace.gradient(negated.index).value, slope)
    np.testing.assert_allclose(trace.gradient(multiplied.index).value, -slope)


def test_every_line_is_the_users_own() -> None:
    class Model(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.rnn, self.output = nn.GRU(3, 4), nn.Linear(4, 2)

        def forward(self, x: Tensor) -> Tensor:
            h, _ = self.rnn(x)
            return self.output(h)

    model, x = Model(), torch.randn(4, 2, 3)
    trace = traced(model, lambda m: F.mse_loss(m(x), torch.zeros(4, 2, 2)))
    lines = inspect.getsource(inspect.getmodule(test_every_line_is_the_users_own)).splitlines()
    for o in trace.operations:
        if o.source.line:
            assert o.source.file == __file__
            assert lines[o.source.line - 1].strip() == o.source.text
    assert named(trace, "linear")[0].source.text == "return self.output(h)"
    assert {o.source.text for o in trace.operations if o.equation} == {"h, _ = self.rnn(x)"}
    assert named(trace, "linear")[0].module == "output"
    assert named(trace, "mse_loss")[0].module == ""


def test_a_custom_function_is_an_operation_with_the_gradient_that_it_says() -> None:
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x: Tensor) -> Tensor:
            return x * 2

        @staticmethod
        def backward(ctx, gradient: Tensor) -> Tensor:
            return gradient * 20  # not its derivative, so that it is known again

    linear, x = nn.Linear(3, 4), torch.randn(5, 3)
    trace = traced(linear, lambda m: Double.apply(m(x)).sum())
    (doubled,) = named(trace, "mul")
    assert (trace.gradient(doubled.index).value == 1).all()
    assert (trace.gradient(doubled.operands[0]).value == 20).all()


def test_a_model_without_parameters_or_modules_is_traced_too() -> None:
    x = torch.randn(3, requires_grad=True)
    trace = traced(nn.Module(), lambda _: (x * 3).sum())
    assert [(o.phase, o.name) for o in trace.operations] == [
        (TracePhase.FORWARD, "mul"),
        (TracePhase.LOSS, "sum"),
        (TracePhase.BACKWARD, "sum"),
        (TracePhase.BACKWARD, "mul"),
    ]
    plain = traced(nn.Module(), lambda _: torch.ones(3).sum())
    assert {o.phase for o in plain.operations} <= {TracePhase.FORWARD, TracePhase.LOSS}


def test_a_forward_that_fails_leaves_no_hook() -> None:
    model = nn.LSTM(3, 4)

    def forward(model: nn.Module) -> Tensor:
        model(torch.randn(2, 1, 3))
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        record(model, forward, lambda loss: loss)
    assert not model._forward_hooks
    assert not model._forward_pre_hooks
    assert model(torch.randn(2, 1, 3))[0].shape == (2, 1, 4)
