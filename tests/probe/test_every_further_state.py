"""What a Frame holds beside h and c: states of any shape, and what modules give out that are no recurrence."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from rnnviz.files import frames
from rnnviz.probe.difference import difference
from rnnviz.probe.frame import EVERYTHING, Activation, Frame, Recurrence, State, Want, arrays
from rnnviz.probe.named_axes import check
from rnnviz.probe.observation import observe
from rnnviz.probe.tracing import record

T, H = 5, 3
WANTS = EVERYTHING | {Want.ACTIVATIONS}


def drawn(*shape, seed=0):
    values = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    values.flags.writeable = False
    return values


def by_hand(seed=0, axis="text", symbols=tuple("hello")):
    """Return a Frame with a matrix state, slots of a memory, a normaliser and a convolution's channels."""
    states = {
        "C": State(("timestep", "key", "value"), drawn(T, 2, 4, seed=seed), drawn(2, 4, seed=seed + 1)),
        "M": State(
            ("timestep", "slot", "width"),
            drawn(T, 2, 3, seed=seed + 2),
            gradient=drawn(T, 2, 3, seed=seed + 3),
            labels=MappingProxyType({"slot": ("first", "second")}),
        ),
        "n": State(("timestep", "unit"), drawn(T, H, seed=seed + 4)),
    }
    record = Recurrence(
        "rnn", "mine", 0, False, 0, axis, drawn(T, H, seed=seed + 5), drawn(H, seed=seed + 6),
        states=MappingProxyType(states),
    )  # fmt: skip
    return Frame(
        update=7,
        loss=1.5,
        sequences=MappingProxyType({axis: symbols}),
        recurrences=(record,),
        activations=(
            Activation("conv", ("channel", "row", "column"), drawn(2, 3, 4, seed=seed + 7)),
            Activation("embedded", (axis, "width"), drawn(T, 2, seed=seed + 8), call=1),
        ),
        wants=frozenset({Want.STATES, Want.ACTIVATIONS}),
    )


def named(frame):
    return {path: (axes, values) for path, axes, values in arrays(frame)}


# --- what a Frame admits ---


def test_every_array_is_found_with_names_of_its_own():
    found = named(by_hand())
    axes = {path: names for path, (names, _) in found.items()}
    assert axes["recurrences/0/states/C/values"] == ("timestep", "key", "value")
    assert axes["recurrences/0/states/C/initial"] == ("key", "value")
    assert axes["recurrences/0/states/M/gradient"] == ("timestep", "slot", "width")
    assert axes["activations/0/values"] == ("channel", "row", "column")
    assert all(values.ndim == len(names) for names, values in found.values())
    check(by_hand())


@pytest.mark.parametrize(
    "axes", [("timestep", "key"), ("timestep", "key", "key"), ("timestep", "", "value"), ("key", "timestep", "value")]
)
def test_a_state_whose_axes_are_not_named_rightly_is_no_state(axes):
    with pytest.raises(ValueError):  # noqa: PT011
        State(axes, drawn(T, 2, 4))


@pytest.mark.parametrize(
    "more",
    [
        {"initial": drawn(4, 2)},
        {"gradient": drawn(T, 4, 2)},
        {"labels": {"key": ("a", "b", "c")}},
        {"labels": {"other": ("a", "b")}},
    ],
)
def test_parts_of_a_state_that_do_not_fit_are_refused(more):
    with pytest.raises(ValueError):  # noqa: PT011
        State(("timestep", "key", "value"), drawn(T, 2, 4), **more)


@pytest.mark.parametrize("name", ["h", "c", "", "a/b"])
def test_a_further_state_has_a_name_that_nothing_else_has(name):
    with pytest.raises(ValueError, match="cannot be called"):
        replace(by_hand().recurrences[0], states={name: State(("timestep", "unit"), drawn(T, H))})


def test_a_state_has_as_many_timesteps_as_h():
    with pytest.raises(ValueError, match="timesteps"):
        replace(by_hand().recurrences[0], states={"n": State(("timestep", "unit"), drawn(T + 1, H))})


def test_a_record_with_an_axis_too_many_is_found_out():
    with pytest.raises(ValueError, match="recurrences/0/h"):
        check(replace(by_hand(), recurrences=(replace(by_hand().recurrences[0], h=drawn(T, H, 1), states={}),)))


# --- export and comparison ---


def test_it_reads_back_from_a_file_as_it_was(tmp_path):
    frame = by_hand()
    frames.save(tmp_path / "frame.npz", frame)
    found = frames.load(tmp_path / "frame.npz")
    assert found.recurrences[0].states.keys() == {"C", "M", "n"}
    assert found.recurrences[0].states["M"].labels == {"slot": ("first", "second")}
    assert [each.key for each in found.activations] == [each.key for each in frame.activations]
    before, after = named(frame), named(found)
    assert before.keys() == after.keys()
    for path, (axes, values) in before.items():
        assert after[path][0] == axes
        np.testing.assert_array_equal(after[path][1], values)
        assert not after[path][1].flags.writeable


def test_a_difference_subtracts_what_has_the_same_name_and_axes():
    a, b = by_hand(0), by_hand(100)
    found = difference(a, b)
    for path, (axes, values) in named(found).items():
        assert named(a)[path][0] == axes
        np.testing.assert_array_equal(values, named(a)[path][1] - named(b)[path][1])
    assert found.recurrences[0].states.keys() == {"C", "M", "n"}
    assert found.recurrences[0].states["M"].labels == {"slot": ("first", "second")}
    assert [each.name for each in found.activations] == ["conv", "embedded"]


def test_a_difference_leaves_out_what_has_other_axes():
    a, b = by_hand(0), by_hand(100)
    other = {**b.recurrences[0].states, "C": State(("timestep", "row", "column"), drawn(T, 2, 4))}
    found = difference(a, replace(b, recurrences=(replace(b.recurrences[0], states=other),), activations=()))
    assert found.recurrences[0].states.keys() == {"M", "n"}
    assert found.activations == ()
    assert "no activation" in str(found.left_out[Want.ACTIVATIONS])


def test_of_other_sequences_only_what_runs_along_none_can_be_subtracted():
    found = difference(by_hand(0), by_hand(100, symbols=tuple("world")))
    assert [each.name for each in found.activations] == ["conv"]


# --- what a model gives ---


class Fast(nn.Module):
    """Fast weights: C(t) = C(t-1)/2 + v kᵀ, n(t) = n(t-1)/2 + k, h(t) = C(t) q / (1 + |n(t)·q|)."""

    key = "fast"
    states = ("h", "C", "n")
    axes = {"C": ("value", "key")}

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.maps = nn.ModuleList(nn.Linear(inputs, hidden) for _ in range(3))

    def forward(self, x: Tensor, state: tuple[Tensor, Tensor, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        _, c, n = state
        q, k, v = (each(x) for each in self.maps)
        c = c / 2 + v[..., :, None] * k[..., None, :]
        n = n / 2 + k
        h = (c @ q[..., None])[..., 0] / (1 + (n * q).sum(-1, keepdim=True).abs())
        return h, c, n

    def explain(self, x, h, c, n):
        return {}, {}


class Watched(nn.Module):
    def __init__(self, reverse=False):
        super().__init__()
        self.conv = nn.Conv1d(2, 4, 3, padding=1)
        self.relu = nn.ReLU(inplace=True)
        self.cell = Fast(4, H)
        self.cell.reverse = reverse

    def forward(self, x):  # (B, 2, T)
        fed = self.relu(self.conv(x)).permute(2, 0, 1)  # (T, B, 4)
        batch = x.shape[0]
        state = (fed.new_zeros(batch, H), fed.new_zeros(batch, H, H), fed.new_zeros(batch, H))
        outputs, seen = [], []
        for step in reversed(fed) if self.cell.reverse else fed:
            state = self.cell(step, state)
            outputs.append(state[0])
            seen.append(state)
        return torch.stack(outputs), seen


@pytest.fixture
def model():
    torch.manual_seed(0)
    return Watched().double()


def input_(seed=1):
    return torch.randn(3, 2, T, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def loss_of(model, x):
    return model(x)[0].square().sum()


@pytest.mark.parametrize("reverse", [False, True])
def test_every_state_of_a_cell_is_exact_whatever_its_shape(model, reverse):
    model.cell.reverse = reverse
    x = input_()
    record = observe(model, lambda m: loss_of(m, x), sequence=1).recurrences[0]
    _, seen = model(x)
    seen = seen[::-1] if reverse else seen
    np.testing.assert_array_equal(record.h, np.stack([s[0][1].detach() for s in seen]))
    assert record.c is None
    assert record.states.keys() == {"C", "n"}
    assert record.states["C"].axes == ("timestep", "value", "key")
    assert record.states["n"].axes == ("timestep", "unit")
    for place, name in ((1, "C"), (2, "n")):
        np.testing.assert_array_equal(record.states[name].values, np.stack([s[place][1].detach() for s in seen]))
        np.testing.assert_array_equal(record.states[name].initial, 0)


def test_the_gradient_of_every_state_is_the_total_one(model):
    x = input_()
    record = observe(model, lambda m: loss_of(m, x), sequence=2).recurrences[0]
    outputs, seen = model(x)
    for place, name in ((1, "C"), (2, "n")):
        expected = torch.autograd.grad(outputs.square().sum(), [s[place] for s in seen], retain_graph=True)
        found = record.states[name].gradient
        np.testing.assert_allclose(found, np.stack([g[2] for g in expected]), rtol=1e-12, atol=1e-14)


def test_a_convolutions_channels_are_there_before_they_are_changed_in_place(model):
    x = input_()
    (found,) = observe(model, lambda m: loss_of(m, x), sequence=1, wants=WANTS).activations
    assert (found.name, found.axes, found.call) == ("conv", ("channel", "position"), 0)
    np.testing.assert_array_equal(found.values, model.conv(x)[1].detach())
    assert (found.values < 0).any()


def test_the_gradient_of_a_convolutions_channels_is_autograds(model):
    x = input_()
    (found,) = observe(model, lambda m: loss_of(m, x), sequence=1, wants=WANTS).activations
    kept = []
    hook = model.conv.register_forward_hook(lambda _m, _x, y: kept.append(y) or y.clone())
    loss = loss_of(model, x)
    hook.remove()
    (expected,) = torch.autograd.grad(loss, kept)
    np.testing.assert_allclose(found.gradient, expected[1], rtol=1e-12, atol=1e-14)


def test_what_nobody_asks_for_is_not_kept_and_leaves_no_hook(model):
    x = input_()
    assert observe(model, lambda m: loss_of(m, x)).activations == ()
    observe(model, lambda m: loss_of(m, x), wants=WANTS)
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in model.modules())


def test_a_picture_without_gradients_has_values_all_the_same(model):
    x = input_()
    frame = observe(model, lambda m: loss_of(m, x), wants=frozenset({Want.STATES, Want.ACTIVATIONS}))
    assert frame.activations[0].gradient is None
    assert frame.recurrences[0].states["C"].gradient is None


@pytest.mark.parametrize(
    "own",
    [
        {"states": 3, "axes": 7},
        {"states": ("h", "C"), "axes": {"C": ("value",)}},
        {"states": ("h", "C/D", "n")},
        {"states": ("h", "C", "C")},
    ],
)
def test_names_that_cannot_be_used_are_replaced_by_usual_ones(model, own):
    for name, value in own.items():
        setattr(model.cell, name, value)
    x = input_()
    states = observe(model, lambda m: loss_of(m, x)).recurrences[0].states
    assert states.keys() == {"C", "state 2"}
    assert states["C"].axes in {("timestep", "row", "column"), ("timestep", "value", "key")}


def test_such_a_cell_can_be_traced_too(model):
    x = input_()
    found = record(model, lambda m: m(x)[0], lambda outputs: outputs.square().sum())
    assert {"h", "C", "n"} <= {entry.name for entry in found.tape.entries}
