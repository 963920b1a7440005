"""Observing leaves no trace: not in the model, not in the random state, also when the forward fails."""

from __future__ import annotations

import gc

import pytest
import torch
from torch import Tensor, nn

from rnnviz.probe import Outcome, observe
from tests.probe.small_models import Character, ids, reading


def everything(model: nn.Module) -> dict[str, object]:
    """A deep picture of what may not change."""
    found: dict[str, object] = {"random": torch.get_rng_state().clone()}
    for name, value in (*model.named_parameters(), *model.named_buffers()):
        grad = value.grad.clone() if value.grad is not None else None
        found[name] = (value.detach().clone(), value.requires_grad, grad, id(value), value._version)
    for name, module in model.named_modules():
        hooks = (
            dict(module._forward_hooks),
            dict(module._forward_pre_hooks),
            dict(module._forward_hooks_always_called),
        )
        found[f"{name}:"] = (module.training, hooks, sorted(vars(module)))
    return found


def assert_same(before: dict[str, object], after: dict[str, object]) -> None:
    assert before.keys() == after.keys()
    for name, value in before.items():
        assert _equal(value, after[name]), name


def _equal(a: object, b: object) -> bool:
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        return torch.equal(a, b)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return all(_equal(x, y) for x, y in zip(a, b, strict=True))
    return a == b


def trained_for_a_while(rnn: type[nn.RNNBase], **options: object) -> Character:
    torch.manual_seed(0)
    model = Character(rnn, **options)
    reading(ids())(model).loss.backward()
    model.output.bias.requires_grad_(False)
    model.embedding.eval()
    return model


@pytest.mark.parametrize("rnn", [nn.LSTM, nn.GRU, nn.RNN])
def test_observing_changes_nothing_of_the_model(rnn: type[nn.RNNBase]) -> None:
    model = trained_for_a_while(rnn, num_layers=2, dropout=0.5)
    before, numbers = everything(model), model.norm.running_mean
    observe(model, reading(ids()))
    # the version of a buffer that had to be put back is the one thing that counts on
    after = everything(model)
    for buffer in ("norm.running_mean", "norm.running_var", "norm.num_batches_tracked"):
        before[buffer], after[buffer] = before[buffer][:-1], after[buffer][:-1]
    assert_same(before, after)
    assert model.norm.running_mean is numbers


def test_nothing_changes_when_the_forward_fails() -> None:
    model = trained_for_a_while(nn.LSTM).eval()
    before = everything(model)

    def forward(model: nn.Module) -> Outcome:
        reading(ids())(model)
        model.train()
        torch.rand(3)
        model.trace = "left behind"
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        observe(model, forward)
    assert_same(before, everything(model))


def test_a_failing_module_that_the_forward_survives_does_not_confuse_the_names() -> None:
    class Fails(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            raise RuntimeError("no")

    model, x = nn.ModuleDict({"fails": Fails(), "rnn": nn.RNN(2, 2)}), torch.randn(3, 1, 2)

    def forward(model: nn.ModuleDict) -> Tensor:
        with pytest.raises(RuntimeError):
            model["fails"](x)
        return model["rnn"](x)[0].sum()

    assert [r.name for r in observe(model, forward).recurrences] == ["rnn"]


def test_a_model_that_keeps_its_state_between_calls_keeps_that_of_before() -> None:
    class Stateful(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.rnn, self.state, self.calls = nn.RNN(2, 2), torch.zeros(1, 1, 2), 0
            self.register_buffer("last", torch.zeros(1, 1, 2))

        def forward(self, x: Tensor) -> Tensor:
            out, self.state = self.rnn(x, self.state)
            self.last = self.state.detach()
            self.calls += 1
            return out.sum()

    model, x = Stateful(), torch.randn(3, 1, 2)
    state, last = model.state, model.last
    observe(model, lambda m: m(x))
    assert model.state is state
    assert model.last is last
    assert model.calls == 0


def test_an_embedding_that_scales_its_rows_has_them_back() -> None:
    torch.manual_seed(0)
    model = nn.ModuleDict({"embedding": nn.Embedding(4, 3, max_norm=0.1), "rnn": nn.RNN(3, 2)})
    before = model["embedding"].weight.detach().clone()
    observe(model, lambda m: m["rnn"](m["embedding"](torch.arange(4)[:, None]))[0].sum())
    assert torch.equal(model["embedding"].weight, before)


def test_a_backward_pass_begun_before_can_be_finished_after() -> None:
    model = Character().eval()
    loss = reading(ids())(model).loss
    observe(model, reading(ids()))
    loss.backward()
    assert all(p.grad is not None for p in model.parameters())


def test_the_model_runs_as_it_would_unwatched() -> None:
    torch.manual_seed(0)
    model = Character(num_layers=3, dropout=0.5, bidirectional=False)
    drawn = torch.get_rng_state()
    watched = observe(model, reading(ids())).loss
    torch.set_rng_state(drawn)
    assert watched == float(reading(ids())(model).loss.detach())
    assert observe(model, reading(ids())).loss != watched  # the next masks are others


@pytest.mark.parametrize("model", [Character(), Character(nn.GRU, num_layers=2)])
def test_nothing_is_left_for_the_garbage_collector(model: Character) -> None:
    observe(model, reading(ids()))
    gc.collect()
    gc.disable()
    try:
        observe(model, reading(ids()))
        assert gc.collect() == 0  # a cycle would keep the graph's tensors until the next collection
    finally:
        gc.enable()
