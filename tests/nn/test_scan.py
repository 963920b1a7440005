"""All timesteps at once are what a loop makes of them, forwards and backwards, whatever the length."""

import pytest
import torch

from rnnviz.nn.scan import linear_scan


def looped(a, b, start):
    found = [start]
    for kept, added in zip(a, b, strict=True):
        found.append(kept * found[-1] + added)
    return torch.stack(found[1:])


def drawn(*shape, dtype=torch.float64, seed=0):
    made = torch.randn(*shape, dtype=dtype, generator=torch.Generator().manual_seed(seed))
    return made.requires_grad_()


@pytest.mark.parametrize("dtype", [torch.float64, torch.complex128])
@pytest.mark.parametrize("length", [1, 2, 7, 8, 9, 16, 31, 64, 101])
def test_it_is_a_loop(length, dtype):
    a, b, start = drawn(length, 3, 2, dtype=dtype), drawn(length, 3, 2, dtype=dtype, seed=1), drawn(3, 2, dtype=dtype)
    mine, theirs = linear_scan(a, b, start), looped(a, b, start)
    torch.testing.assert_close(mine, theirs, rtol=1e-11, atol=1e-11)
    weights = torch.linspace(-1, 1, mine.numel(), dtype=torch.float64).view_as(mine)
    grads = [torch.autograd.grad((h.abs().square() * weights).sum(), (a, b, start)) for h in (mine, theirs)]
    for one, other in zip(*grads, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-10, atol=1e-10)


def test_it_begins_from_zeros_unless_a_state_is_given():
    a, b = drawn(12, 2), drawn(12, 2, seed=1)
    torch.testing.assert_close(linear_scan(a, b), looped(a, b, torch.zeros(2, dtype=torch.float64)))


def test_what_is_kept_of_long_ago_may_vanish_without_a_trace():
    """The products of 4,096 small factors are below the smallest number there is."""
    a, b = torch.full((4096, 1), 0.01), torch.ones(4096, 1)
    assert linear_scan(a, b)[-1].item() == pytest.approx(1 / 0.99, rel=1e-6)


def test_it_is_the_scan_in_log_space_of_feng_et_al():
    """`parallel_scan_log` of their appendix, after Heinsen (2023): positive numbers, by their logarithms."""
    a, b = torch.rand(200, 4, dtype=torch.float64), torch.rand(200, 4, dtype=torch.float64) + 0.1
    log_a = a.log().cumsum(0)
    theirs = (log_a + (b.log() - log_a).logcumsumexp(0)).exp()
    torch.testing.assert_close(linear_scan(a, b), theirs, rtol=1e-10, atol=0)


@pytest.mark.parametrize("where", ["a", "b"])
@pytest.mark.parametrize("t", [0, 5, 8, 19])
def test_what_is_not_a_number_stays_where_a_loop_has_it(where, t):
    a, b = drawn(20, 2).detach(), drawn(20, 2, seed=1).detach()
    (a if where == "a" else b)[t, 1] = float("nan")
    found = linear_scan(a, b, torch.ones(2, dtype=torch.float64))
    assert found[:, 0].isfinite().all()
    assert found[:t, 1].isfinite().all()
    assert found[t:, 1].isnan().all()


def test_what_does_not_fit_is_refused_in_one_sentence():
    with pytest.raises(ValueError, match="at least one timestep"):
        linear_scan(torch.ones(0, 2), torch.ones(0, 2))
    with pytest.raises(ValueError, match=r"\(3, 2\) and \(4, 2\): the shapes"):
        linear_scan(torch.ones(3, 2), torch.ones(4, 2))
    with pytest.raises(ValueError, match=r"from a state of \(3,\): the shapes"):
        linear_scan(torch.ones(3, 2), torch.ones(3, 2), torch.ones(3))
