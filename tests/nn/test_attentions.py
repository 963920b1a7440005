import pytest
import torch

from rnnviz.nn.attentions import VARIANTS, Bottleneck

B, S, H, K = 3, 5, 4, 6


def made(variant="additive"):
    torch.manual_seed(0)
    attention = VARIANTS[variant](H, K, 7)
    return attention, torch.randn(B, H), torch.randn(B, S, K)


def test_it_is_the_equation():
    attention, s, h = made()
    context, alpha = attention(s, h, attention.keys(h))
    W, U, v = attention.W.weight, attention.U.weight, attention.v.weight[0]
    for b in range(B):
        e = torch.stack([v @ torch.tanh(W @ s[b] + U @ h[b, j]) for j in range(S)])
        torch.testing.assert_close(alpha[b], e.softmax(0))
        torch.testing.assert_close(context[b], sum(alpha[b, j] * h[b, j] for j in range(S)))


def test_the_dot_product_is_scaled():
    attention, s, h = made("dot product")
    _, alpha = attention(s, h, attention.keys(h))
    W, U = attention.W.weight, attention.U.weight
    e = torch.stack([(W @ s[1]) @ (U @ h[1, j]) / 7**0.5 for j in range(S)])
    torch.testing.assert_close(alpha[1], e.softmax(0))


def test_by_position_no_word_matters():
    attention, s, h = made("position")
    _, alpha = attention(s, h, attention.keys(h))
    torch.testing.assert_close(alpha, attention(s, h + 1, attention.keys(h + 1))[1])


def test_one_vector_is_made_of_both_ends_of_each_sequence():
    one = Bottleneck(H, K, 7)
    _, s, h = made()
    outside = torch.zeros(B, S, dtype=torch.bool)
    outside[1, 2:] = True
    context, weights = one(s, h, one.keys(h), outside)
    torch.testing.assert_close(context[1], torch.tanh(one.P(torch.cat([h[1, 1, : K // 2], h[1, 0, K // 2 :]]))))
    torch.testing.assert_close(context[0], torch.tanh(one.P(torch.cat([h[0, S - 1, : K // 2], h[0, 0, K // 2 :]]))))
    assert not weights.numel()


@pytest.mark.parametrize("variant", ["additive", "dot product", "position"])
def test_padding_gets_no_weight_and_changes_nothing(variant):
    attention, s, h = made(variant)
    outside = torch.zeros(B, S, dtype=torch.bool)
    outside[:, 3:] = True
    context, alpha = attention(s, h, attention.keys(h), outside)
    assert not alpha[:, 3:].any()
    torch.testing.assert_close(alpha.sum(1), torch.ones(B))
    short = h[:, :3]
    torch.testing.assert_close(context, attention(s, short, attention.keys(short))[0])
