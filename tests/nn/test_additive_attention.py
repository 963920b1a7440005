import torch

from rnnviz.nn.additive_attention import AdditiveAttention

B, S, H, K = 3, 5, 4, 6


def made():
    torch.manual_seed(0)
    attention = AdditiveAttention(H, K, 7)
    return attention, torch.randn(B, H), torch.randn(B, S, K)


def test_it_is_the_equation():
    attention, s, h = made()
    context, alpha = attention(s, h, attention.keys(h))
    W, U, v = attention.W.weight, attention.U.weight, attention.v.weight[0]
    for b in range(B):
        e = torch.stack([v @ torch.tanh(W @ s[b] + U @ h[b, j]) for j in range(S)])
        torch.testing.assert_close(alpha[b], e.softmax(0))
        torch.testing.assert_close(context[b], sum(alpha[b, j] * h[b, j] for j in range(S)))


def test_padding_gets_no_weight_and_changes_nothing():
    attention, s, h = made()
    outside = torch.zeros(B, S, dtype=torch.bool)
    outside[:, 3:] = True
    context, alpha = attention(s, h, attention.keys(h), outside)
    assert not alpha[:, 3:].any()
    torch.testing.assert_close(alpha.sum(1), torch.ones(B))
    short = h[:, :3]
    torch.testing.assert_close(context, attention(s, short, attention.keys(short))[0])
