"""The LSTM that writes quickly computes what `nn.LSTM` does."""

import pytest
import torch
from torch import nn

from rnnviz.nn.lstm import LSTM
from rnnviz.probe import observe

T, B, INPUTS, H = 5, 2, 3, 4


def pair(layers=1, **options):
    torch.manual_seed(1)
    mine, theirs = LSTM(INPUTS, H, layers, **options), nn.LSTM(INPUTS, H, layers, **options)
    theirs.load_state_dict(mine.state_dict())
    return mine, theirs


def same(a, b):
    return torch.allclose(a[0], b[0], atol=1e-6) and all(
        torch.allclose(x, y, atol=1e-6) for x, y in zip(a[1], b[1], strict=True)
    )


@pytest.mark.parametrize("layers", [1, 3])
def test_timestep_by_timestep_it_is_nn_lstm(layers, monkeypatch):
    mine, theirs = pair(layers)
    called = []
    cell = torch.lstm_cell
    monkeypatch.setattr(torch, "lstm_cell", lambda *args: called.append(1) or cell(*args))
    x = torch.randn(T, B, INPUTS)
    with torch.no_grad():
        whole = theirs(x)
        outputs, state = [], None
        for t in range(T):
            output, state = mine(x[t : t + 1], state)
            outputs.append(output)
    assert same((torch.cat(outputs), state), whole)
    assert len(called) == T * layers


def test_two_directions_and_dropout_stay_with_torch():
    for options in ({"bidirectional": True}, {"layers": 2, "dropout": 0.5}):
        mine, theirs = pair(**options)
        state = tuple(torch.randn(2, B, H) for _ in range(2))
        x = torch.randn(1, B, INPUTS)
        with torch.no_grad():
            found = []
            for each in (mine, theirs):
                torch.manual_seed(3)
                found.append(each(x, state))
        assert same(*found)


def test_what_learns_has_its_gradient():
    mine, theirs = pair()
    state = (torch.randn(1, B, H), torch.randn(1, B, H))
    x = torch.randn(1, B, INPUTS)
    for each in (mine, theirs):
        each(x, state)[0].sum().backward()
    assert all(a.grad.equal(b.grad) for a, b in zip(mine.parameters(), theirs.parameters(), strict=True))


def test_a_single_timestep_is_seen_by_the_probe():
    mine, _ = pair()
    state = (torch.randn(1, B, H), torch.randn(1, B, H))
    with torch.no_grad():
        frame = observe(mine, lambda model: model(torch.randn(1, B, INPUTS), state)[0].sum())
    assert frame.recurrences[0].cell == "lstm"
    assert frame.recurrences[0].h.shape == (1, H)


@pytest.mark.parametrize("options", [{}, {"layers": 2}, {"bidirectional": True}, {"bias": False}], ids=str)
def test_sequences_are_those_of_nn_lstm_to_the_bit(options):
    mine, theirs = pair(**options)
    x = torch.randn(T, B, INPUTS)
    for state in (None, tuple(s.detach() for s in theirs(x)[1])):
        found = []
        for each in (mine, theirs):
            each.zero_grad()
            output, last = each(x, state)
            (output.sum() + last[1].sin().sum()).backward()
            found.append([output, *last, *(p.grad for p in each.parameters())])
        assert all(a.equal(b) for a, b in zip(*found, strict=True))


def test_packed_sequences_are_those_of_nn_lstm():
    mine, theirs = pair()
    packed = nn.utils.rnn.pack_padded_sequence(torch.randn(T, B, INPUTS), [5, 3])
    (a, last_a), (b, last_b) = mine(packed), theirs(packed)
    assert a.data.equal(b.data)
    assert last_a[0].equal(last_b[0])
