"""What is computed is interrupted where it calls a module, and is none the wiser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import nn

from rnnviz.engine.observer import interrupted as module
from rnnviz.engine.observer.allowance import Allowance
from rnnviz.engine.observer.interrupted import interrupted


@pytest.fixture(autouse=True)
def _at_every_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 0.0)


@pytest.mark.parametrize("mode", [torch.no_grad, torch.inference_mode, torch.enable_grad])
def test_a_computation_gives_the_same_and_what_comes_between_can_differentiate(mode: Callable[[], object]) -> None:
    model, other, gradients = nn.LSTM(3, 4), nn.Linear(2, 1), []
    x, mine = torch.randn(5, 2, 3), torch.randn(7, 2)

    def turn() -> None:
        (found,) = torch.autograd.grad(other(mine).sum(), [other.weight])
        gradients.append(found)

    with mode():  # type: ignore[attr-defined]
        expected = model(x)[0]
        with interrupted(turn):
            assert torch.equal(model(x)[0], expected)
    assert len(gradients) == 1  # what comes between is not interrupted itself
    assert torch.allclose(gradients[0], mine.sum(dim=0))
    model(x)
    assert len(gradients) == 1


def test_it_can_be_given_up_where_it_is_interrupted() -> None:
    def turn() -> None:
        raise RuntimeError("not wanted")

    model = nn.Linear(2, 1)
    with pytest.raises(RuntimeError, match="not wanted"), interrupted(turn):
        model(torch.zeros(2))
    assert model(torch.zeros(2)).shape == (1,)


def test_nobody_is_looked_at_in_between_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 3600.0)
    turns: list[int] = []
    with interrupted(lambda: turns.append(1)):
        nn.Linear(2, 1)(torch.zeros(2))
    assert not turns


def test_it_pauses_for_as_long_as_it_has_worked(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = {"now": 100.0, "spent": 3.0}
    monkeypatch.setattr("rnnviz.engine.observer.allowance.perf_counter", lambda: clock["now"])
    monkeypatch.setattr("rnnviz.engine.observer.allowance.process_time", lambda: clock["spent"])
    allowance = Allowance(0.5)
    assert allowance.pause() == 0.0
    clock |= {"now": 100.25, "spent": 3.25}
    assert allowance.pause() == pytest.approx(0.25)
    clock["now"] = 100.5
    assert allowance.pause() == 0.0
    clock |= {"now": 200.0, "spent": 3.5}  # it has slept for long: that is not saved up
    assert allowance.pause() == 0.0
    clock |= {"now": 201.0, "spent": 4.5}
    assert allowance.pause() == pytest.approx(1.0)
