import torch
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.nn.threshold import Threshold, threshold


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_forward_it_is_the_step_and_backward_the_surrogate(values):
    z = torch.tensor(values, dtype=torch.float64, requires_grad=True)
    y = threshold(z)
    assert y.tolist() == [1.0 if value > 0 else 0.0 for value in values]
    (3.0 * y).sum().backward()
    torch.testing.assert_close(z.grad, torch.tensor([3.0 / (1 + abs(v)) ** 2 for v in values], dtype=torch.float64))


def test_as_a_layer_it_learns_what_the_step_alone_could_not():
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(2, 1), Threshold())
    x = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    target = torch.tensor([[0.0], [0], [0], [1]])  # AND
    optimiser = torch.optim.SGD(net.parameters(), 0.5)
    for _ in range(200):
        optimiser.zero_grad()
        (net(x) - target).square().sum().backward()
        optimiser.step()
    assert torch.equal(net(x), target)
