"""Attaching to a loop, letting it wait, and going without a trace."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from torch import nn

from benchmarks.zoo.left_behind import left_behind
from benchmarks.zoo.running import Witness
from rnnviz.agent import attach
from rnnviz.agent.agent import Agent, attached
from rnnviz.agent.observation import Cause, Observation
from rnnviz.agent.wishes import Wishes
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.packing import records
from rnnviz.sentences import Refused


@pytest.fixture(autouse=True)
def _alone() -> Iterator[None]:
    yield
    if (agent := attached()) is not None:
        agent.close()


class Loop:
    """A small model, and its updates one at a time."""

    def __init__(self) -> None:
        torch.manual_seed(1)
        self.model = nn.GRU(2, 4)
        self.optimiser = torch.optim.SGD(self.model.parameters(), lr=0.1)

    def update(self, scale: float = 1.0) -> None:
        loss = self.model(torch.randn(5, 3, 2))[0].square().mean() * scale
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()


def _agent(witness: Witness, *models: nn.Module) -> Agent:
    agent = attach(*models, viewer=witness)
    assert agent is not None
    return agent


def test_attaching_twice_is_attaching_once() -> None:
    witness, loop = Witness(), Loop()
    agent = _agent(witness, loop.model)
    assert attach(loop.model) is agent
    loop.update()
    assert len(witness.observations) == 1
    agent.close()
    agent.close()
    loop.update()
    assert len(witness.metrics) == 1
    assert witness.is_closed


def test_another_viewer_takes_the_place_of_the_first() -> None:
    first, second, loop = Witness(), Witness(), Loop()
    _agent(first)
    _agent(second)
    loop.update()
    assert first.is_closed
    assert not first.metrics
    assert len(second.metrics) == 1


def test_off_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNNVIZ", "off")
    backward = torch.autograd.backward
    assert attach(viewer=Witness()) is None
    assert torch.autograd.backward is backward


def test_generators_are_as_they_were() -> None:
    torch.manual_seed(3)
    random.seed(3)
    np.random.seed(3)
    before = torch.get_rng_state(), random.getstate(), np.random.get_state()[1].copy()
    _agent(Witness()).close()
    assert torch.equal(torch.get_rng_state(), before[0])
    assert random.getstate() == before[1]
    assert np.array_equal(np.random.get_state()[1], before[2])


def test_the_loop_waits_before_its_weights_change_until_it_may_go_on() -> None:
    witness, loop = Witness(), Loop()
    agent = _agent(witness)
    loop.update()
    waiting = threading.Event()
    witness.stopped = lambda stop: (witness.stops.append(stop), waiting.set())  # type: ignore[method-assign, assignment]
    agent.gate.pause()
    done = threading.Event()
    before = loop.model.weight_hh_l0.detach().clone()
    agent._owner = None  # another thread trains from here on
    thread = threading.Thread(target=lambda: (loop.update(), done.set()))
    thread.start()
    assert waiting.wait(60)
    assert not done.is_set()
    assert torch.equal(loop.model.weight_hh_l0, before)
    assert witness.stops[0].cause is Cause.PAUSED
    agent.gate.advance(1)
    assert done.wait(60)
    thread.join()
    assert not torch.equal(loop.model.weight_hh_l0, before)


def test_closing_lets_a_waiting_loop_go_on() -> None:
    witness, loop = Witness(), Loop()
    waiting = threading.Event()
    witness.stopped = lambda _: waiting.set()  # type: ignore[method-assign, assignment]
    agent = _agent(witness)
    agent.gate.pause()
    thread = threading.Thread(target=loop.update)
    thread.start()
    assert waiting.wait(60)
    agent.close()
    thread.join(60)
    assert not thread.is_alive()


def test_a_breakpoint_on_what_is_inside_stops_the_loop_there() -> None:
    witness, loop = Witness(looks=False), Loop()
    agent = _agent(witness)
    witness.gate = agent.gate
    witness.looks = True
    loop.update()
    loop.update()
    agent.break_at((Breakpoint("update >= 3 and max(grad_norms) > 0 and saturation.z >= 0"),))
    witness.looks = False
    loop.update()
    loop.update()
    loop.update()
    assert [stop.update for stop in witness.stops] == [3, 4]
    assert witness.stops[0].cause is Cause.BREAKPOINT
    with pytest.raises(Refused):
        agent.break_at((Breakpoint("nonsense > 1"),))


def test_what_is_not_finite_stops_before_the_weights_change_and_is_said_once() -> None:
    witness, loop = Witness(), Loop()
    agent = _agent(witness)
    witness.gate = agent.gate
    loop.update()
    loop.update(float("nan"))
    loop.update(float("nan"))
    assert [stop.cause for stop in witness.stops] == [Cause.NOT_FINITE]


def test_a_fault_of_ours_is_one_warning_and_the_loop_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    witness, loop = Witness(), Loop()
    _agent(witness)

    def broken(*_: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr("rnnviz.agent.looking.Look.before", broken)
    with pytest.warns(RuntimeWarning, match="ours") as warned:
        loop.update()
    loop.update()
    assert len([each for each in warned if "ours" in str(each.message)]) == 1
    assert witness.is_closed
    assert attached() is None


def test_an_observation_is_sent_and_read_again() -> None:
    witness, loop = Witness(), Loop()
    _agent(witness, loop.model).wish(Wishes(sequence=2))
    loop.update()
    loop.update()
    sent = witness.observations[-1]
    got = records.decode(records.encode(sent), Observation)
    assert got.frame.recurrences[0].title == sent.frame.recurrences[0].title
    assert np.array_equal(got.frame.recurrences[0].dh, sent.frame.recurrences[0].dh)
    first = records.decode(records.encode(witness.observations[0]), Observation)
    assert first.facts == witness.observations[0].facts


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_is_not_watched() -> None:
    witness, loop = Witness(), Loop()
    _agent(witness)
    child = os.fork()
    if child == 0:
        clean = attached() is None and not hasattr(torch.autograd.backward, "__wrapped__")
        os._exit(0 if clean else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    loop.update()
    assert len(witness.observations) == 1


def test_a_model_in_many_threads_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refused, match="DataParallel"):
        attach(nn.DataParallel(nn.GRU(2, 3)), viewer=Witness())


def test_a_compiled_model_is_refused_in_a_sentence_and_not_hooked() -> None:
    class OptimizedModule(nn.Module):  # as torch.compile's, without its compiler
        def __init__(self) -> None:
            super().__init__()
            self.inner = nn.GRU(2, 4)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.inner(x)[0]

    with pytest.raises(Refused, match="compiled"):
        attach(OptimizedModule(), viewer=Witness())
    witness, loop = Witness(), Loop()
    _agent(witness)
    compiled = OptimizedModule()
    compiled(torch.randn(5, 3, 2)).sum().backward()
    assert "forward pre-hooks" not in left_behind()
    loop.update()
    loop.update()
    assert len(witness.observations) == 1


def test_only_the_first_of_several_processes_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RANK", "1")
    assert attach(viewer=Witness()) is None
