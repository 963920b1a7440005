import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.overrides import TorchFunctionMode

from rnnviz.nn.one_hot import OneHot
from rnnviz.nn.one_layer_rnn import OneLayerRNN


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
