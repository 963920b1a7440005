from typing import get_args

import pytest
import torch
from torch import nn

from rnnviz.nn import cells
from rnnviz.settings import ModelSettings, Nonlinearity

# every registered cell; the vanilla one with each nonlinearity
KINDS = [(name, "tanh") for name in cells.names()] + [("rnn", phi) for phi in get_args(Nonlinearity) if phi != "tanh"]
T, B, INPUTS, H = 6, 3, 4, 5


@pytest.fixture(autouse=True)
def _seeded():
    torch.manual_seed(0)


def settings(kind, **more):
    return ModelSettings(cell=kind[0], nonlinearity=kind[1], hidden=H, **more)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("layers", [1, 2])
def test_a_layer_is_called_like_those_of_torch(kind, layers, bidirectional):
    cell = cells.load(kind[0])
    layer = cell.layer(settings(kind, layers=layers), INPUTS, bidirectional)
    directions = 2 if bidirectional else 1
    output, state = layer(torch.randn(T, B, INPUTS))
    h = state[0] if cell.has_cell_state else state
    assert output.shape == (T, B, directions * H)
    assert h.shape == (layers * directions, B, H)
    again, _ = layer(torch.randn(2, B, INPUTS), state)
    assert again.shape == (2, B, directions * H)
    last = h[-2:] if bidirectional else h[-1:]
    torch.testing.assert_close(output[-1, :, :H], last[0])
    if bidirectional:
        torch.testing.assert_close(output[0, :, H:], last[1])


@pytest.mark.parametrize("kind", KINDS)
def test_a_carried_state_goes_on_where_it_was(kind):
    layer = cells.load(kind[0]).layer(settings(kind, layers=2), INPUTS, False)
    x = torch.randn(T, B, INPUTS)
    whole, _ = layer(x)
    first, state = layer(x[:2])
    second, _ = layer(x[2:], state)
    torch.testing.assert_close(torch.cat([first, second]), whole)


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_is_one_timestep_of_the_layer(kind):
    cell = cells.load(kind[0])
    layer, step = cell.layer(settings(kind), INPUTS, False), cell.step(settings(kind), INPUTS)
    for mine, theirs in zip(step.parameters(), layer.parameters(), strict=True):
        mine.data.copy_(theirs.data)
    x, state = torch.randn(T, B, INPUTS), None
    output, _ = layer(x)
    for t in range(T):
        state = step(x[t], state)
        torch.testing.assert_close(state[0] if cell.has_cell_state else state, output[t])


@pytest.mark.parametrize("kind", KINDS)
def test_dropout_is_between_layers_and_only_while_training(kind):
    layer = cells.load(kind[0]).layer(settings(kind, layers=2, dropout=0.5), INPUTS, False)
    x = torch.randn(T, B, INPUTS)
    assert not torch.equal(layer(x)[0], layer(x)[0])
    layer.eval()
    assert torch.equal(layer(x)[0], layer(x)[0])


@pytest.mark.parametrize("kind", KINDS)
def test_one_layer_has_no_place_for_dropout(kind, recwarn):
    layer = cells.load(kind[0]).layer(settings(kind, dropout=0.5), INPUTS, False)
    x = torch.randn(T, B, INPUTS)
    assert torch.equal(layer(x)[0], layer(x)[0])
    assert not recwarn.list


@pytest.mark.parametrize("name", cells.names())
def test_a_cell_says_what_it_is(name):
    cell = cells.load(name)
    assert cell.title
    assert isinstance(cell.step(settings((name, "tanh")), INPUTS), nn.Module)
    assert len(set(cell.gates)) == len(cell.gates)
