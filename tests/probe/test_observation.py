"""What a Frame holds, and that it is only what was asked for."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.probe import Outcome, observe
from rnnviz.probe.frame import EVERYTHING, Frame, Want, arrays
from tests.probe.small_models import SYMBOLS, Character, ids, reading


@pytest.fixture
def model() -> Character:
    torch.manual_seed(0)
    return Character()


def same(a: Frame, b: Frame) -> bool:
    mine, theirs = ({path: array for path, _, array in arrays(frame)} for frame in (a, b))
    return mine.keys() == theirs.keys() and all(np.array_equal(mine[p], theirs[p], equal_nan=True) for p in mine)


def test_the_contract_is_read_without_torch() -> None:
    code = "import rnnviz.probe, rnnviz.probe.frame, sys; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_array_is_a_read_only_contiguous_copy_of_as_many_axes_as_it_says(model: Character) -> None:
    frame = observe(model, reading(ids()))
    found = list(arrays(frame))
    assert len(found) > 20
    for path, axes, array in found:
        assert not array.flags.writeable, path
        assert array.flags.c_contiguous, path
        assert array.ndim == len(axes), path
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    before = {path: array.copy() for path, _, array in arrays(frame)}
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
    assert all(np.array_equal(before[path], array, equal_nan=True) for path, _, array in arrays(frame))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_numbers_keep_the_precision_of_the_model(model: Character, dtype: torch.dtype) -> None:
    frame = observe(model.to(dtype), reading(ids()))
    recurrence, width = frame.recurrences[0], torch.finfo(dtype).bits // 8
    assert {a.dtype.itemsize for a in (recurrence.h, recurrence.c, recurrence.dh, *recurrence.gates.values())} == {
        width
    }
    assert frame.weights[0].values.dtype.itemsize == width


@pytest.mark.parametrize("want", Want)
def test_what_is_not_wanted_is_not_there_and_the_rest_is_the_same(model: Character, want: Want) -> None:
    model.eval()
    whole, part = (observe(model, reading(ids()), wants=wants) for wants in (frozenset(Want), frozenset({want})))
    of = {path.split("/")[0] for path, _, _ in arrays(part)}
    expected = {
        Want.STATES: {"recurrences"},
        Want.GATES: {"recurrences"},
        Want.GRADIENTS: {"recurrences"},
        Want.ATTENTION: set(),
        Want.OUTPUT: {"output"},
        Want.WEIGHTS: {"weights"},
        Want.SPECTRUM: {"spectra"},
        Want.PARAMETER_GRADIENTS: {"parameter_gradients"},
        Want.FLOW: {"recurrences"},
        Want.ACTIVATIONS: set(),  # there is no convolution in it
        Want.DECODING: set(),  # nor a decoder
    }
    assert of == expected[want]
    everything = {path: array for path, _, array in arrays(whole)}
    for path, _, array in arrays(part):
        np.testing.assert_allclose(array, everything[path], rtol=1e-5, atol=1e-7)
    if part.recurrences:
        recurrence = part.recurrences[0]
        assert (recurrence.dh is not None) == (want in (Want.GRADIENTS, Want.FLOW))
        assert bool(recurrence.gates) == (want in (Want.GATES, Want.FLOW))
        assert (recurrence.x is not None) == (want is Want.STATES)
    along = {Want.GATES, Want.GRADIENTS} if want is Want.FLOW else set()
    assert part.wants == {want} | along
    assert part.loss == pytest.approx(whole.loss)


def test_gradients_of_the_parameters_are_those_that_learning_would_use(model: Character) -> None:
    model.eval()
    model.output.bias.requires_grad_(False)
    frame = observe(model, reading(ids()), wants=frozenset(Want))
    reading(ids())(model).loss.backward()
    learning = {name: p.grad for name, p in model.named_parameters() if p.requires_grad}
    assert [each.name for each in frame.parameter_gradients] == list(learning)
    for each in frame.parameter_gradients:
        assert np.array_equal(each.values.ravel(), learning[each.name].numpy().ravel())
        assert each.values.any()


def test_output_is_the_softmax_with_the_loss_of_each_timestep(model: Character) -> None:
    logits, targets = torch.randn(3, SYMBOLS), torch.tensor([2, -1, 0])

    def forward(model: nn.Module) -> Outcome:
        return Outcome(
            logits.sum() * 0, logits, targets, labels=tuple("abcdef"), axis="text", sequences={"text": ("x",) * 3}
        )

    frame = observe(model, forward, update=7)
    output = frame.output
    assert output is not None
    assert (output.axis, output.labels, frame.update) == ("text", tuple("abcdef"), 7)
    np.testing.assert_allclose(output.probabilities, logits.softmax(1), rtol=1e-6)
    losses = F.cross_entropy(logits, targets.clamp_min(0), reduction="none").numpy()
    np.testing.assert_allclose(output.losses[[0, 2]], losses[[0, 2]], rtol=1e-6)
    assert np.isnan(output.losses[1])
    assert frame.sequences["text"] == ("x", "x", "x")


def test_axes_are_found_by_the_longest_prefix_and_invented_where_none_is_named() -> None:
    class Two(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.part = nn.ModuleDict({"a": nn.GRU(2, 2), "b": nn.RNN(2, 2)})
            self.rest = nn.LSTM(2, 2)

        def forward(self, x: Tensor) -> Tensor:
            return sum(rnn(x)[0].sum() for rnn in (*self.part.values(), self.rest))

    model, x = Two(), torch.randn(3, 1, 2)
    frame = observe(model, lambda m: Outcome(m(x), axes={"part": "read", "part.b": "written", "par": "wrong"}))
    assert {r.name: r.axis for r in frame.recurrences} == {"part.a": "read", "part.b": "written", "rest": "timestep"}
    assert frame.sequences == dict.fromkeys(("read", "written", "timestep"), ("0", "1", "2"))
    default = observe(model, lambda m: Outcome(m(x), axes={"": "all"}))
    assert {r.axis for r in default.recurrences} == {"all"}


@pytest.mark.parametrize("around", [torch.no_grad, torch.inference_mode, torch.enable_grad])
def test_gradients_come_whatever_the_caller_has_switched_off(model: Character, around: type) -> None:
    model.eval()
    expected = observe(model, reading(ids()))
    given = ids()
    with around():
        frame = observe(model, reading(given))
    assert same(frame, expected)


def test_frozen_parameters_change_nothing(model: Character) -> None:
    model.eval()
    expected = observe(model, reading(ids()))
    model.rnn.requires_grad_(False)
    assert same(observe(model, reading(ids())), expected)
    model.requires_grad_(False)
    assert same(observe(model, reading(ids())), expected)


def test_without_a_path_from_the_states_to_the_loss_there_are_no_gradients(model: Character) -> None:
    def forward(model: nn.Module) -> Tensor:
        with torch.no_grad():
            return model(ids()).sum()

    recurrence = observe(model, forward).recurrences[0]
    assert recurrence.dh is None
    assert recurrence.dh_recurrent is None
    assert recurrence.gates


def test_a_layer_that_the_loss_does_not_read_has_zero_gradient() -> None:
    model = nn.ModuleList([nn.LSTM(2, 3), nn.GRU(2, 3)])
    x = torch.randn(4, 1, 2)

    def forward(model: nn.ModuleList) -> Tensor:
        model[1](x)
        return model[0](x)[0].sum()

    unread, read = observe(model, forward).recurrences
    assert np.any(read.dh)
    assert not np.any(unread.dh)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
@pytest.mark.filterwarnings("error")
def test_what_is_not_finite_passes_through(bad: float) -> None:
    model = Character()
    with torch.no_grad():
        model.rnn.weight_hh_l0[0, 0] = bad
    frame = observe(model, reading(ids()))
    assert not np.isfinite(frame.recurrences[0].before["i"][1:, 0]).any()
    assert not np.isfinite(frame.loss)
    first, *others = frame.spectra
    assert np.isnan(first.singular_values).all()
    assert np.isnan(first.eigenvalues).all()
    assert np.isnan(first.radius)
    assert all(np.isfinite(s.radius) for s in others)


def test_a_loss_that_is_no_scalar_is_named(model: Character) -> None:
    with pytest.raises(ValueError, match=r"scalar, not of shape \(5, 2, 6\)"):
        observe(model, lambda m: m(ids()[:-1]))


def test_a_sequence_that_is_not_in_the_batch(model: Character) -> None:
    with pytest.raises(IndexError):
        observe(model, reading(ids()), sequence=2)


def test_the_caller_may_change_what_it_is_given_in_place() -> None:
    model = nn.ModuleDict({"rnn": nn.RNN(2, 3), "cell": nn.RNNCell(2, 3)})
    x = torch.randn(4, 1, 2)

    def run(model: nn.ModuleDict, in_place: bool) -> Tensor:
        given = x.clone()
        out, last = model["rnn"](given)
        h = model["cell"](given[0])
        if in_place:
            given.zero_()
            return out.mul_(2).sum() + last.add_(1).square().sum() + h.mul_(3).sum()
        return (out * 2).sum() + (last + 1).square().sum() + (h * 3).sum()

    frames = [observe(model, lambda m, flag=flag: run(m, flag)) for flag in (False, True)]
    assert same(*frames)


def test_a_state_changed_in_place_begins_another_loop() -> None:
    cell, x = nn.GRUCell(2, 3), torch.randn(4, 1, 2)

    def forward(cell: nn.Module) -> Tensor:
        h = torch.zeros(1, 3)
        for t, x_t in enumerate(x):
            h = cell(x_t, h)
            if t == 1:
                h *= 0.5
        return h.sum()

    first, second = observe(cell, forward).recurrences
    assert (len(first.h), len(second.h), first.call, second.call) == (2, 2, 0, 1)
    np.testing.assert_allclose(second.h0, first.h[-1] * 0.5)
    np.testing.assert_allclose(first.dh_recurrent[-1], 0)


def test_unbatched_input_and_calls_by_keyword() -> None:
    model = nn.ModuleDict({"lstm": nn.LSTM(2, 3, batch_first=True), "cell": nn.LSTMCell(2, 3)})
    x, state = torch.randn(4, 2), (torch.randn(3), torch.randn(3))

    def forward(model: nn.ModuleDict) -> Tensor:
        out, _ = model["lstm"](input=x, hx=tuple(s[None] for s in state))
        h, c = state
        for x_t in x:
            h, c = model["cell"](input=x_t, hx=(h, c))
        return out[-1].sum() + h.sum()

    with torch.no_grad():
        for name, value in model["cell"].named_parameters():
            value.copy_(getattr(model["lstm"], f"{name}_l0"))
    fused, looped = observe(model, forward).recurrences
    for name in ("h", "c", "h0", "c0", "dh", "dc", "dh_local", "x"):
        np.testing.assert_allclose(getattr(looped, name), getattr(fused, name), atol=1e-6)


def test_the_cost_is_told(model: Character) -> None:
    assert observe(model, reading(ids()), wants=EVERYTHING - {Want.SPECTRUM}).observe_ms > 0
