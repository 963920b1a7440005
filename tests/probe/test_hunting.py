"""The hunt names the operation and the line in which something that is not finite was born, and nothing else."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from benchmarks.faults import FAULTS, Fault
from benchmarks.nan_hunt import PLANTED, culprit, is_right
from rnnviz.probe.culprit import Culprit, CulpritKind, Place
from rnnviz.probe.hunting import explained, hunt
from rnnviz.probe.trace import Source, TracePhase
from rnnviz.probe.tracing import Operations, record

pytestmark = pytest.mark.filterwarnings("ignore:std")


def test_there_are_as_many_faults_as_told() -> None:
    assert len(FAULTS) == PLANTED


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_the_planted_fault_is_found(fault: Fault) -> None:
    found = culprit(fault)
    assert is_right(fault, found), found
    assert found is not None
    assert not math.isfinite(found.value)
    assert str(found.sentence)
    if not fault.backward and fault.leaf is None:  # what a masked row reads is minus infinity, on purpose
        assert all(o.finite for o in found.operands) or fault.name in MASKED | IN_ONE_CALL


MASKED = {"cross entropy of an impossible class", "fully masked row"}
IN_ONE_CALL = {"attention of torch with nothing to look at"}  # the mask is an operand among many


@pytest.mark.parametrize("name", sorted(MASKED))
def test_an_operand_that_a_mask_made_infinite_is_said_to_be(name: str) -> None:
    found = culprit(FAULTS[name])
    assert found is not None
    assert not found.operands[0].finite


def test_nothing_is_found_where_all_is_finite_though_a_mask_is_not() -> None:
    scores = torch.randn(3, 4, requires_grad=True)
    mask = torch.zeros(3, 4).masked_fill(torch.arange(4) > 1, -math.inf)
    recorded = record(nn.Module(), lambda _: torch.softmax(scores + mask, -1).square().sum(), lambda loss: loss)
    assert hunt(recorded) is None


def test_a_branch_that_does_not_reach_the_loss_is_not_blamed() -> None:
    model = nn.Linear(2, 2)

    def forward(model: nn.Module) -> Tensor:
        y = model(torch.ones(3, 2))
        torch.log(y * 0)  # read by nobody
        return (y / torch.zeros(2)).mean()

    recorded = record(model, forward, lambda loss: loss)
    found = hunt(recorded)
    assert found is not None
    assert recorded.tape.entries[found.entry].name == "div"


def test_the_place_inside_is_told() -> None:
    class Model(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.rnn = nn.RNN(2, 3, nonlinearity="relu")
            for parameter in self.rnn.parameters():
                nn.init.zeros_(parameter)
            with torch.no_grad():
                self.rnn.weight_ih_l0[2, 0] = 1e30

    x = torch.zeros(5, 4, 2)
    x[3, 1, 0] = 1e30
    recorded = record(Model(), lambda m: m.rnn(x)[0].mean(), lambda loss: loss)
    found = hunt(recorded)
    assert found is not None
    said = explained(found, recorded, operations := Operations(recorded, 1))
    assert (said.name, said.phase, said.kind) == ("a", TracePhase.FORWARD, CulpritKind.OPERATION)
    assert (said.place.sequence, said.place.timestep, said.place.unit) == (1, 3, 2)
    operation = operations.made[said.operation]
    assert (operation.name, operation.timestep) == ("a", 3)
    assert operation.value[2] == math.inf
    assert [(o.name, o.finite) for o in said.operands][:2] == [("input", True), ("h", True)]


def test_in_packed_sequences_the_place_is_in_the_order_of_the_caller() -> None:
    rnn = nn.GRU(2, 3)
    x = torch.zeros(4, 3, 2)
    x[2, 2] = 1e38
    with torch.no_grad():
        rnn.weight_ih_l0.fill_(1e3)
    packed = nn.utils.rnn.pack_padded_sequence(x, torch.tensor([2, 1, 4]), enforce_sorted=False)
    recorded = record(rnn, lambda m: (m(packed)[0].data * math.inf).mean(), lambda loss: loss)
    tape = recorded.tape
    bad = next(e for e in tape.entries if not bool(e.value.isfinite().all()))
    assert (bad.name, bad.timestep) == ("a", 2)
    assert bad.rows is not None
    row = int((~bad.value.isfinite()).nonzero()[0, 0])
    assert bad.rows.sequence(row) == 2
    assert bad.rows.row(2) == row


def test_the_sentence_says_where_and_quotes_the_line_without_its_comment():
    place = Place(0, 3, 1, (3, 0, 1))
    source = Source("/somewhere/model.py", 12, "h = self.rnn(x)  # (T, B, H)")
    found = Culprit(CulpritKind.OPERATION, TracePhase.FORWARD, "a", "rnn", source, (), place, math.inf, update=7)
    assert str(found.sentence) == (
        "At update 7, ∞ was born at timestep 3, in the operation a (model.py:12: “h = self.rnn(x)”). "
        "The weights were not changed."
    )
    elsewhere = replace(found, place=place._replace(timestep=None), phase=TracePhase.BACKWARD, value=math.nan)
    assert "NaN was born in the backward pass of the operation a (model.py:12" in str(elsewhere.sentence)
