"""The steps are those of torch's own optimisers, and clipping is what its name says."""

import subprocess
import sys

import pytest
import torch
from torch import nn

from rnnviz.engine.config import RunConfig
from rnnviz.engine.optimisers import clipped, optimiser

LR = 0.03
THEIRS = {
    ("sgd", 0.0): lambda p: torch.optim.SGD(p, lr=LR, fused=True),
    ("sgd", 0.9): lambda p: torch.optim.SGD(p, lr=LR, momentum=0.9, fused=True),
    ("adagrad", 0.0): lambda p: torch.optim.Adagrad(p, lr=LR, initial_accumulator_value=1e-8, eps=0.0, fused=True),
    ("rmsprop", 0.0): lambda p: torch.optim.RMSprop(p, lr=LR),
    ("rmsprop", 0.9): lambda p: torch.optim.RMSprop(p, lr=LR, momentum=0.9),
    ("adam", 0.0): lambda p: torch.optim.Adam(p, lr=LR, fused=True),
    ("adamw", 0.0): lambda p: torch.optim.AdamW(p, lr=LR, fused=True),
}


def config(name, momentum=0.0, **changes):
    return RunConfig(optimiser=name, momentum=momentum, learning_rate=LR, **changes)


def parameters(dtype=torch.float32):
    generator = torch.Generator().manual_seed(3)
    return [nn.Parameter(torch.randn(*shape, generator=generator).to(dtype)) for shape in ((17, 5), (17,), (1,))]


def differentiated(mine, update):
    """Give each its gradient; the last one has none in every second update."""
    generator = torch.Generator().manual_seed(update)
    for k, parameter in enumerate(mine):
        gradient = torch.randn(parameter.shape, generator=generator).to(parameter.dtype)
        parameter.grad = None if k == 2 and update % 2 else gradient


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("key", THEIRS, ids=str)
def test_steps_are_those_of_torch_to_the_bit(key, dtype):
    mine, others = parameters(dtype), parameters(dtype)
    ours, theirs = optimiser(mine, config(*key)), THEIRS[key](others)
    for update in range(20):
        differentiated(mine, update)
        differentiated(others, update)
        ours.step()
        theirs.step()
        assert all(a.equal(b) for a, b in zip(mine, others, strict=True)), update


@pytest.mark.parametrize("key", THEIRS, ids=str)
def test_a_loaded_state_is_a_copy_and_goes_on_to_the_same_bits(key):
    mine = parameters()
    first = optimiser(mine, config(*key))
    for update in range(4):
        differentiated(mine, update)
        first.step()
    others = [nn.Parameter(p.detach().clone()) for p in mine]
    second = optimiser(others, config(*key))
    second.load(first.state)
    for update in range(4, 8):
        differentiated(mine, update)
        differentiated(others, update)
        first.step()
        second.step()
        assert all(a.equal(b) for a, b in zip(mine, others, strict=True)), update


def test_gradients_of_the_update_before_are_forgotten():
    mine = parameters()
    differentiated(mine, 0)
    optimiser(mine, config("sgd")).zero_grad()
    assert all(p.grad is None for p in mine)


@pytest.mark.parametrize(
    ("clip", "at", "after"),
    [("none", 1.0, 5.0), ("norm", 1.0, 1.0), ("norm", 6.0, 5.0), ("value", 1.0, 2**0.5), ("value", 3.5, 21.25**0.5)],
)
def test_norms_before_and_after_clipping(clip, at, after):
    mine = [nn.Parameter(torch.zeros(2)), nn.Parameter(torch.zeros(1))]
    mine[0].grad, mine[1].grad = torch.tensor([3.0, 0.0]), torch.tensor([-4.0])
    norms = clipped(mine, config("sgd", clip=clip, clip_at=at))
    found = float(torch.cat([p.grad for p in mine]).norm())
    assert norms.before == pytest.approx(5.0)
    assert norms.after == pytest.approx(after)
    assert found == pytest.approx(after)


@pytest.mark.parametrize("clip", ["none", "norm", "value"])
def test_a_norm_that_is_not_finite_clips_nothing(clip):
    mine = [nn.Parameter(torch.zeros(2))]
    mine[0].grad = torch.tensor([7.0, float("inf")])
    assert clipped(mine, config("sgd", clip=clip)).after == float("inf")
    assert mine[0].grad.tolist() == [7.0, float("inf")]


def test_without_gradients_the_norm_is_zero():
    assert clipped(parameters(), config("sgd")).before == 0.0


def test_training_imports_no_compiler():
    code = (
        "import sys; from rnnviz.engine.presets import preset; from rnnviz.engine.training import build, train_once;"
        "run = build(preset('classic').config); train_once(run); sys.exit('torch._dynamo' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=120).returncode == 0
