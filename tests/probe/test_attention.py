"""Attention is found in whatever way a model writes it, and only where there is one."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.probe import Outcome, observe
from rnnviz.probe.frame import Attention, Want

B, T, S, E = 3, 4, 5, 6
ONLY = frozenset({Want.ATTENTION})


class Attend(nn.Module):
    """Applies a function, under a name of its own."""

    def __init__(self, function: Callable[..., Tensor]) -> None:
        super().__init__()
        self.function = function

    def forward(self, *args: Tensor) -> Tensor:
        return self.function(*args)


def found(function: Callable[..., Tensor], *args: Tensor, sequence: int = 0) -> tuple[Attention, ...]:
    model = nn.ModuleDict({"attend": Attend(function)})
    outcome = {"attention_axes": {"attend": ("written", "read")}}
    return observe(
        model, lambda m: Outcome(m["attend"](*args).sum(), **outcome), wants=ONLY, sequence=sequence
    ).attentions


@pytest.fixture
def scores() -> Tensor:
    return torch.randn(B, T, S, generator=torch.Generator().manual_seed(0))


@pytest.fixture
def values() -> Tensor:
    return torch.randn(B, S, E, generator=torch.Generator().manual_seed(1))


WAYS: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "operator": lambda s, v: s.softmax(-1) @ v,
    "bmm": lambda s, v: torch.bmm(F.softmax(s, dim=2), v),
    "keyword": lambda s, v: torch.softmax(input=s, dim=-1).matmul(v),
    "module": lambda s, v: nn.Softmax(dim=-1)(s) @ v,
    "einsum": lambda s, v: torch.einsum("bts,bse->bte", s.softmax(-1), v),
    "baddbmm": lambda s, v: torch.baddbmm(torch.zeros(B, T, E), s.softmax(-1), v),
    "other dimension": lambda s, v: s.transpose(1, 2).softmax(1).transpose(1, 2) @ v,
    "values first": lambda s, v: v.mT @ s.softmax(-1).mT,
    "dropout": lambda s, v: F.dropout(s.softmax(-1), 0.5) @ v,
    "masked after": lambda s, v: s.softmax(-1).masked_fill(s < -9, 0.0) @ v,
    "masked in place": lambda s, v: s.softmax(-1).masked_fill_(s > 0, 0.0) @ v,
    "views": lambda s, v: s.softmax(-1).view(B, 1, T, S).squeeze(1).contiguous() @ v,
    "sum of products": lambda s, v: (s.softmax(-1).unsqueeze(-1) * v.unsqueeze(1)).sum(2),
    "normalised again": lambda s, v: (w := s.softmax(-1)).div(w.sum(-1, keepdim=True)) @ v,
    "dot product": lambda s, v: F.scaled_dot_product_attention(s, torch.eye(S).expand(B, S, S), v, scale=1.0),
}


@pytest.mark.parametrize("sequence", [0, 2])
@pytest.mark.parametrize("way", WAYS)
def test_attention_is_found_in_whatever_way_it_is_written(
    way: str, sequence: int, scores: Tensor, values: Tensor
) -> None:
    (attention,) = found(WAYS[way], scores, values, sequence=sequence)
    assert (attention.name, attention.target_axis, attention.source_axis) == ("attend", "written", "read")
    np.testing.assert_allclose(attention.weights, scores.softmax(-1)[sequence][None], rtol=1e-5)


NO_ATTENTION: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "a loss": lambda s, v: -s.softmax(-1).log().mean(),
    "entropy": lambda s, v: -(s.softmax(-1) * s.log_softmax(-1)).sum(),
    "cross entropy": lambda s, v: F.cross_entropy(s.flatten(0, 1), torch.zeros(B * T, dtype=torch.long)),
    "sampled": lambda s, v: v.flatten()[s.softmax(-1).argmax(-1)],
    "an output layer": lambda s, v: F.linear(s.softmax(-1), torch.ones(2, S)),
}


@pytest.mark.parametrize("way", NO_ATTENTION)
def test_a_softmax_that_no_product_reads_is_none(way: str, scores: Tensor, values: Tensor) -> None:
    assert not found(NO_ATTENTION[way], scores, values)


def test_every_head_has_its_alignment(scores: Tensor) -> None:
    scores, values = torch.randn(B, 2, T, S), torch.randn(B, 2, S, E)
    (attention,) = found(lambda s, v: s.softmax(-1) @ v, scores, values, sequence=1)
    np.testing.assert_allclose(attention.weights, scores.softmax(-1)[1], rtol=1e-6)


def test_a_model_that_knows_no_batch_has_its_alignment() -> None:
    scores, values = torch.randn(T, S), torch.randn(S, E)
    (attention,) = found(lambda s, v: s.softmax(-1) @ v, scores, values)
    np.testing.assert_allclose(attention.weights, scores.softmax(-1)[None], rtol=1e-6)
    (attention,) = found(lambda s, v: s.softmax(0) @ v, scores[0], values)
    np.testing.assert_allclose(attention.weights[0, 0], scores[0].softmax(0), rtol=1e-6)


@pytest.mark.parametrize("masked", ["no", "causal", "boolean", "additive", "nothing to read"])
@pytest.mark.parametrize("scale", [None, 0.3])
def test_scaled_dot_product_gives_the_weights_of_its_own_output(masked: str, scale: float | None) -> None:
    q, k = torch.randn(B, 2, T, E), torch.randn(B, 2, S, E)
    mask = {"boolean": torch.rand(T, S) > 0.3, "additive": torch.randn(T, S)}.get(masked)
    if masked in ("boolean", "nothing to read"):
        mask = torch.rand(T, S) > 0.3
        mask[:, 0] = True
        mask[0] = masked == "boolean"
    options = {"attn_mask": mask, "is_causal": masked == "causal", "scale": scale}
    (attention,) = found(lambda q, k, v: F.scaled_dot_product_attention(q, k, v, **options), q, k, k, sequence=1)
    v = torch.eye(S).expand(B, 2, S, S)  # the output for these values is the weights
    expected = F.scaled_dot_product_attention(q, k, v, **options)[1]
    np.testing.assert_allclose(attention.weights, expected, atol=1e-6)


def test_heads_that_share_their_keys_have_an_alignment_each() -> None:
    q, k = torch.randn(B, 4, T, E), torch.randn(B, 2, S, E)
    (attention,) = found(lambda q, k, v: F.scaled_dot_product_attention(q, k, v, enable_gqa=True), q, k, k)
    expected = (q @ k.repeat_interleave(2, 1).mT / math.sqrt(E)).softmax(-1)[0]
    np.testing.assert_allclose(attention.weights, expected, atol=1e-6)


@pytest.mark.parametrize("need_weights", [False, True])
@pytest.mark.parametrize("average", [False, True])
@pytest.mark.parametrize("batch_first", [False, True])
@pytest.mark.parametrize("training", [False, True])
def test_multi_head_attention_shows_its_weights_whether_it_returns_them_or_not(
    need_weights: bool, average: bool, batch_first: bool, training: bool
) -> None:
    torch.manual_seed(0)
    model = nn.MultiheadAttention(E, 2, dropout=0.5, batch_first=batch_first).train(training)
    q, k = torch.randn(B, T, E), torch.randn(B, S, E)
    q, k = (q, k) if batch_first else (q.transpose(0, 1), k.transpose(0, 1))
    returned: list[tuple[Tensor, Tensor | None]] = []

    def forward(model: nn.Module) -> Tensor:
        returned.append(model(q, k, k, need_weights=need_weights, average_attn_weights=average))
        return returned[-1][0].sum()

    drawn = torch.get_rng_state()
    (attention,) = observe(model, forward, wants=ONLY, sequence=2).attentions
    torch.set_rng_state(drawn)
    forward(model)
    (watched, weights), (alone, own_weights) = returned
    torch.testing.assert_close(watched, alone, rtol=1e-5, atol=1e-6)  # torch takes another kernel where nobody looks
    assert (weights is None) == (own_weights is None)
    assert weights is None or torch.allclose(weights, own_weights, atol=1e-6)
    with torch.no_grad():
        expected = model.eval()(q, k, k, average_attn_weights=False)[1][2]
    np.testing.assert_allclose(attention.weights, expected, atol=1e-6)
    assert attention.weights.shape == (2, T, S)


def test_multi_head_attention_without_a_batch_and_in_a_transformer_layer() -> None:
    x = torch.randn(T, E)
    (attention,) = observe(nn.MultiheadAttention(E, 2), lambda m: m(x, x, x)[0].sum(), wants=ONLY).attentions
    assert attention.weights.shape == (2, T, T)
    layer = nn.TransformerEncoderLayer(E, 3, 8, batch_first=True).eval()
    (attention,) = observe(layer, lambda m: m(x[None])[0].sum(), wants=ONLY).attentions
    assert (attention.name, attention.weights.shape) == ("self_attn", (3, T, T))


class Decoder(nn.Module):
    """Looks once a target, in one of several layouts, and keeps what it saw."""

    def __init__(self, layout: str) -> None:
        super().__init__()
        self.encoder, self.cell = nn.GRU(E, E), nn.GRUCell(E, E)
        self.look = Attend(getattr(self, f"_{layout}"))
        self.seen: list[Tensor] = []

    def _batch_first(self, h: Tensor, notes: Tensor) -> Tensor:
        weights = torch.einsum("be,sbe->bs", h, notes).softmax(1)
        self.seen.append(weights)
        return torch.bmm(weights.unsqueeze(1), notes.transpose(0, 1)).squeeze(1)

    def _source_first(self, h: Tensor, notes: Tensor) -> Tensor:
        weights = (h * notes).sum(-1, keepdim=True).softmax(0)  # (S, B, 1)
        self.seen.append(weights[..., 0].T)
        return (weights * notes).sum(0)

    def forward(self, x: Tensor) -> Tensor:
        notes, h = self.encoder(x)
        h, loss = h[0], torch.zeros(())
        for _ in range(T):
            h = self.cell(self.look(h, notes), h)
            loss = loss + h.square().sum()
        return loss


@pytest.mark.parametrize("batch", [1, B])
@pytest.mark.parametrize("layout", ["batch_first", "source_first"])
def test_the_rows_of_a_decoders_loop_are_one_matrix(layout: str, batch: int) -> None:
    torch.manual_seed(0)
    model, x = Decoder(layout), torch.randn(S, batch, E)
    frame = observe(model, lambda m: m(x), sequence=batch - 1)
    (attention,) = frame.attentions
    assert attention.name == "look"
    expected = [w[batch - 1].detach().numpy() for w in model.seen]
    np.testing.assert_allclose(attention.weights, np.array(expected)[None], atol=1e-6)
    np.testing.assert_allclose(attention.weights.sum(-1), 1, rtol=1e-5)
    assert [r.name for r in frame.recurrences] == ["encoder", "cell"]


def test_heads_folded_into_the_batch_are_told_apart_by_the_recurrence() -> None:
    class Folded(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.rnn = nn.GRU(E, E)

        def forward(self, x: Tensor) -> Tensor:
            h, _ = self.rnn(x)  # (T, B, E)
            q = h.reshape(len(x), B * 2, E // 2).transpose(0, 1)  # (B heads, T, E / heads)
            self.weights = torch.bmm(q, q.mT).softmax(-1)
            return torch.bmm(self.weights, q).sum()

    model, x = Folded(), torch.randn(T, B, E)
    (attention,) = observe(model, lambda m: m(x), sequence=1).attentions
    with torch.no_grad():
        model(x)
    np.testing.assert_allclose(attention.weights, model.weights[2:4], atol=1e-6)


def test_a_source_that_grows_is_padded_with_no_weight() -> None:
    values = torch.randn(1, S, E)

    def forward(model: nn.Module) -> Tensor:
        return sum(model(torch.randn(1, 1, n), values[:, :n]).sum() for n in (1, 2, 3))

    model = Attend(lambda s, v: s.softmax(-1) @ v)
    (attention,) = observe(model, forward, wants=ONLY).attentions
    assert attention.weights.shape == (1, 3, 3)
    assert not np.triu(attention.weights[0], 1).any()
    np.testing.assert_allclose(attention.weights.sum(-1), 1, rtol=1e-6)


def test_whole_matrices_of_several_calls_stay_apart() -> None:
    scores, values = torch.randn(1, T, S), torch.randn(1, S, E)
    model = Attend(lambda s, v: s.softmax(-1) @ v)
    frame = observe(model, lambda m: m(scores, values).sum() + m(2 * scores, values).sum(), wants=ONLY)
    assert [a.weights.shape for a in frame.attentions] == [(1, T, S)] * 2
    assert frame.sequences == {}
