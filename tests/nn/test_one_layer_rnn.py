import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.overrides import TorchFunctionMode

from rnnviz.nn.one_hot import OneHot
from rnnviz.nn.one_layer_rnn import OneLayerRNN


@settings(max_examples=40, deadline=None)
@given(sizes=st.tuples(*[st.integers(1, 6)] * 3), batch=st.sampled_from([1, 1, 1, 2]), started=st.booleans())
def test_it_is_the_layer_of_torch_forward_and_backward(sizes, batch, started):
    length, inputs, hidden = sizes
    theirs, mine = nn.RNN(inputs, hidden).double(), OneLayerRNN(inputs, hidden).double()
    mine.load_state_dict(theirs.state_dict())
    x = torch.randn(length, batch, inputs, dtype=torch.float64)
    h0 = torch.randn(1, batch, hidden, dtype=torch.float64)
    weighting = torch.randn(length, batch, hidden, dtype=torch.float64)
    found = []
    for layer in (mine, theirs):
        given_x, given_h = x.clone().requires_grad_(), h0.clone().requires_grad_()
        output, last = layer(given_x, given_h if started else None)
        ((output * weighting).sum() + last.sin().sum()).backward()
        gradients = [given_x.grad, *(p.grad for p in layer.parameters()), *([given_h.grad] if started else [])]
        found.append([output, last, *gradients])
    for a, b in zip(*found, strict=True):
        torch.testing.assert_close(a, b)


def test_timestep_by_timestep_without_gradient_it_is_the_same():
    layer, x = OneLayerRNN(3, 4), torch.randn(6, 1, 3)
    with torch.no_grad():
        whole, h = layer(x)
        state, written = None, []
        for x_t in x.split(1):
            output, state = layer(x_t, state)
            written.append(output)
    torch.testing.assert_close(torch.cat(written), whole)
    torch.testing.assert_close(state, h)


def test_whoever_watches_sees_the_call_of_torch():
    seen = []

    class Watching(TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            seen.append(func)
            return func(*args, **(kwargs or {}))

    with Watching():
        OneLayerRNN(2, 3)(torch.randn(4, 1, 2))
    assert torch.rnn_tanh in seen


@given(st.lists(st.integers(0, 6), min_size=1))
def test_one_hot_is_that_of_torch(ids):
    ids = torch.tensor(ids)
    assert torch.equal(OneHot(7)(ids), nn.functional.one_hot(ids, 7).float())
    assert OneHot(7).double()(ids).dtype == torch.float64
    assert not OneHot(7).state_dict()
