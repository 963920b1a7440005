import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from rnnviz.nn.elman import NONLINEARITIES, Elman, ElmanCell


@settings(max_examples=30, deadline=None)
@given(
    phi=st.sampled_from(["tanh", "relu"]),
    layers=st.integers(1, 3),
    bidirectional=st.booleans(),
    sizes=st.tuples(*[st.integers(1, 6)] * 4),
    started=st.booleans(),
)
def test_it_is_the_layer_of_torch(phi, layers, bidirectional, sizes, started):
    length, batch, inputs, hidden = sizes
    theirs = nn.RNN(inputs, hidden, layers, phi, bidirectional=bidirectional).double()
    mine = Elman(inputs, hidden, layers, phi, bidirectional=bidirectional).double()
    for p, q in zip(mine.parameters(), theirs.parameters(), strict=True):
        p.data.copy_(q.data)
    x = torch.randn(length, batch, inputs, dtype=torch.float64)
    directions = 2 if bidirectional else 1
    h0 = torch.randn(layers * directions, batch, hidden, dtype=torch.float64) if started else None
    for a, b in zip(mine(x, h0), theirs(x, h0), strict=True):
        torch.testing.assert_close(a, b)


@settings(max_examples=30, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 6), min_size=1, max_size=4),
    layers=st.integers(1, 2),
    bidirectional=st.booleans(),
)
def test_packed_sequences_are_those_of_torch(lengths, layers, bidirectional):
    theirs = nn.RNN(3, 4, layers, bidirectional=bidirectional).double()
    mine = Elman(3, 4, layers, "tanh", bidirectional=bidirectional).double()
    for p, q in zip(mine.parameters(), theirs.parameters(), strict=True):
        p.data.copy_(q.data)
    x = torch.randn(max(lengths), len(lengths), 3, dtype=torch.float64)
    packed = pack_padded_sequence(x, torch.tensor(lengths), enforce_sorted=False)
    (a, last), (b, expected) = mine(packed), theirs(packed)
    torch.testing.assert_close(pad_packed_sequence(a), pad_packed_sequence(b))
    torch.testing.assert_close(last, expected)


@pytest.mark.parametrize("phi", NONLINEARITIES)
def test_the_explanation_is_what_stands_under_the_nonlinearity(phi):
    cell = ElmanCell(3, 4, phi)
    x, h = torch.randn(5, 3), torch.randn(5, 4)
    explained = cell.explain(x, h, None)
    assert not explained.gates
    assert torch.equal(NONLINEARITIES[phi](explained.before["h"]), cell(x, h))


def test_cells_know_their_place():
    cells = Elman(3, 4, layers=2, nonlinearity="elu", bidirectional=True).cells
    assert [(c.key, c.layer, c.reverse) for c in cells] == [
        ("rnn_elu", 0, False),
        ("rnn_elu", 0, True),
        ("rnn_elu", 1, False),
        ("rnn_elu", 1, True),
    ]


def test_weights_start_where_those_of_torch_start():
    cell = ElmanCell(50, 64, "sigmoid")
    values = torch.cat([p.detach().flatten() for p in cell.parameters()])
    assert values.abs().max() <= 1 / 8
    assert abs(float(values.std()) - 1 / 8 / 3**0.5) < 0.005
