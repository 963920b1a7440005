"""Jacobians from a Trace against autograd's, and against differences; contributions add up."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from rnnviz.nn.cells import load
from rnnviz.nn.elman import NONLINEARITIES, Elman, ElmanCell
from rnnviz.nn.looped import Looped
from rnnviz.probe.contributions import contributions
from rnnviz.probe.jacobian import Chain
from rnnviz.probe.trace import Trace
from rnnviz.probe.tracing import Operations, record
from rnnviz.settings import ModelSettings


def traced(model: nn.Module, x: Tensor, sequence: int = 1) -> Trace:
    recorded = record(model, lambda m: m(x)[0].square().sum(), lambda loss: loss)
    operations = Operations(recorded, sequence)
    return Trace(0, sequence, 0.0, tuple(operations.made), operations.leaves, operations.recurrences)


def layers() -> dict[str, nn.Module]:
    torch.manual_seed(0)
    found = {
        "rnn": nn.RNN(3, 4, bidirectional=True),
        "relu": nn.RNN(3, 4, nonlinearity="relu"),
        "lstm": nn.LSTM(3, 4, bidirectional=True),
        "projected": nn.LSTM(3, 4, proj_size=2),
        "gru": nn.GRU(3, 4, bidirectional=True),
    } | {name: Elman(3, 4, nonlinearity=name, bidirectional=True) for name in NONLINEARITIES}
    settings = ModelSettings(hidden=4)
    found |= {name: load(name).layer(settings, 3, True) for name in ("peephole", "cifg")}
    for model in found.values():
        for parameter in model.parameters():
            nn.init.normal_(parameter, std=0.5)
    return {name: model.double() for name, model in found.items()}


def step(model: nn.Module, reverse: bool, x: Tensor, state: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
    """Take one timestep with torch's own module."""
    if isinstance(model, Looped):
        states = tuple(s[None] for s in state)
        after = model.cells[int(reverse)](x[None], states if len(states) > 1 else states[0])
        return tuple(s[0] for s in after) if len(states) > 1 else (after[0],)
    d = 2 if model.bidirectional else 1
    start = [torch.zeros(d, 1, len(s), dtype=s.dtype) for s in state]
    for s0, s in zip(start, state, strict=True):
        s0[int(reverse), 0] = s
    _, final = model(x[None, None], tuple(start) if len(start) > 1 else start[0])
    return tuple(f[int(reverse), 0] for f in (final if len(start) > 1 else (final,)))


@pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")
@pytest.mark.parametrize("name", layers())
def test_jacobians_are_those_of_autograd(name: str) -> None:
    model = layers()[name]
    trace = traced(model, torch.randn(6, 2, 3, dtype=torch.float64))
    for r in trace.recurrences:
        chain = Chain(trace, r)
        product = None
        for t in reversed(range(6)) if not r.reverse else range(6):
            states = [trace.states_before(r, "h")[t]] + ([] if r.c0 is None else [trace.states_before(r, "c")[t]])
            given = tuple(torch.tensor(s) for s in states)

            def one(*state: Tensor, t: int = t, r=r) -> tuple[Tensor, ...]:
                return step(model, r.reverse, torch.tensor(r.x[t]), state)

            blocks = torch.autograd.functional.jacobian(one, given)
            theirs = np.block([[b.numpy() for b in row] for row in blocks])
            np.testing.assert_allclose(chain.step(t).whole, theirs, atol=1e-12)
            units = len(r.h0)
            if product is None:
                assert chain.product_norms()[t] == 1
                product = theirs[:units]
            else:
                expected = np.linalg.norm(product[:, :units], 2)
                assert chain.product_norms()[t] == pytest.approx(expected, rel=1e-9)
                product = product @ theirs


@pytest.mark.parametrize("name", ["rnn", "relu", *NONLINEARITIES])
def test_the_bound_is_never_exceeded(name: str) -> None:
    trace = traced(layers()[name], torch.randn(9, 2, 3, dtype=torch.float64))
    for r in trace.recurrences:
        chain = Chain(trace, r)
        assert (chain.product_norms() <= chain.bounds() * (1 + 1e-9)).all()
        assert np.isfinite(chain.bounds()).all()


def test_gated_cells_have_no_single_bound_and_unknown_ones_no_jacobian() -> None:
    trace = traced(layers()["gru"], torch.randn(3, 2, 3, dtype=torch.float64))
    assert np.isnan(Chain(trace, trace.recurrences[0]).bounds()).all()

    class Odd(ElmanCell):
        def __init__(self) -> None:
            super().__init__(3, 4, "tanh")
            self.key = "odd"

    class Loop(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.cell = Odd()

        def forward(self, x: Tensor) -> tuple[Tensor]:
            h = None
            for x_t in x:
                h = self.cell(x_t, h)
            return (h,)

    trace = traced(Loop(), torch.randn(3, 2, 3))
    with pytest.raises(ValueError, match="odd"):
        Chain(trace, trace.recurrences[0]).step(0)


@pytest.mark.parametrize("name", ["rnn", "lstm", "gru", "elu"])
def test_contributions_add_up_to_the_pre_activation(name: str) -> None:
    trace = traced(layers()[name], torch.randn(5, 2, 3, dtype=torch.float64))
    for r in trace.recurrences:
        for number, gate in enumerate(r.gates):
            terms = contributions(trace, r, 2, gate, 3, count=100)
            assert len(terms) == 3 + 4
            sizes = [abs(term.product) for term in terms]
            assert sizes == sorted(sizes, reverse=True)
            row = number * 4 + 3
            a = trace.operations[r.forward["a"][2]].value[row]
            total = sum(term.product for term in terms) + r.weights["bias_ih"][row]
            bias = r.weights["bias_hh"][row]
            if gate == "n":
                opened = trace.operations[r.forward["r"][2]].value[3]
                a = a + opened * trace.operations[r.forward["hn"][2]].value[3]
                bias = bias * opened
            assert total + bias == pytest.approx(a, abs=1e-12)
            assert {term.row for term in terms} == {row}
    assert contributions(trace, r, 2, "nothing", 3) == ()
