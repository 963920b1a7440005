"""Attention: by hand, fused, in Transformer layers, and as the address of a memory."""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional as F

from benchmarks.zoo.fused import GRU, LSTM
from benchmarks.zoo.specimen import Expected, Specimen, Trained


def additive(updates: int, dtype: torch.dtype) -> Trained:
    """Bahdanau's: scores of a small net; encoder and decoder with cells; masked where a sentence has ended."""

    class BahdanauAttention(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.Wa, self.Ua, self.Va = nn.Linear(6, 6), nn.Linear(12, 6), nn.Linear(6, 1)

        def forward(self, query, keys, mask):
            scores = self.Va(torch.tanh(self.Wa(query).unsqueeze(1) + self.Ua(keys))).squeeze(-1)
            weights = F.softmax(scores.masked_fill(mask, -1e9), dim=-1)
            return torch.bmm(weights.unsqueeze(1), keys).squeeze(1), weights

    class Seq2Seq(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.source = nn.Embedding(9, 4)
            self.encoder = nn.GRU(4, 6, bidirectional=True, batch_first=True)
            self.bridge = nn.Linear(12, 6)
            self.target = nn.Embedding(8, 4)
            self.attention = BahdanauAttention()
            self.decoder = nn.GRUCell(16, 6)
            self.fc = nn.Linear(6, 8)

        def forward(self, source, target):
            keys, last = self.encoder(self.source(source))
            s = torch.tanh(self.bridge(torch.cat([last[0], last[1]], -1)))
            mask, logits = source == 0, []
            for t in range(target.shape[1] - 1):
                context, _ = self.attention(s, keys, mask)
                s = self.decoder(torch.cat([self.target(target[:, t]), context], -1), s)
                logits.append(self.fc(s))
            return torch.stack(logits, 1)

    seq2seq = Seq2Seq().to(dtype)
    opt = torch.optim.Adam(seq2seq.parameters())
    losses = []
    for _ in range(updates):
        source, target = torch.randint(9, (3, 7)), torch.randint(8, (3, 5))
        source[:, 0] = 1
        loss = F.cross_entropy(seq2seq(source, target).transpose(1, 2), target[:, 1:])
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (seq2seq,))


def causal(updates: int, dtype: torch.dtype) -> Trained:
    """A small GPT whose self-attention is written out, two blocks."""

    class CausalSelfAttention(nn.Module):
        def __init__(self, width: int, heads: int, longest: int) -> None:
            super().__init__()
            self.c_attn, self.c_proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
            self.n_head = heads
            self.register_buffer("bias", torch.tril(torch.ones(longest, longest)).view(1, 1, longest, longest))

        def forward(self, x):
            B, T, C = x.size()
            q, k, v = self.c_attn(x).split(C, dim=2)
            k, q, v = (y.view(B, T, self.n_head, C // self.n_head).transpose(1, 2) for y in (k, q, v))
            att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
            att = att.masked_fill(self.bias[:, :, :T, :T] == 0, float("-inf"))
            att = F.softmax(att, dim=-1)
            return self.c_proj((att @ v).transpose(1, 2).contiguous().view(B, T, C))

    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.ln_1, self.ln_2 = nn.LayerNorm(8), nn.LayerNorm(8)
            self.attn = CausalSelfAttention(8, 2, 10)
            self.mlp = nn.Sequential(nn.Linear(8, 16), nn.GELU(), nn.Linear(16, 8))

        def forward(self, x):
            x = x + self.attn(self.ln_1(x))
            return x + self.mlp(self.ln_2(x))

    class GPT(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.wte, self.wpe = nn.Embedding(12, 8), nn.Embedding(10, 8)
            self.h = nn.ModuleList([Block() for _ in range(2)])
            self.lm_head = nn.Linear(8, 12, bias=False)

        def forward(self, idx, targets):
            x = self.wte(idx) + self.wpe(torch.arange(idx.size(1)))
            for block in self.h:
                x = block(x)
            logits = self.lm_head(x)
            return logits, F.cross_entropy(logits.view(-1, 12), targets.reshape(-1), ignore_index=-1)

    model = GPT().to(dtype)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, betas=(0.9, 0.95))
    losses = []
    for _ in range(updates):
        text = torch.randint(12, (3, 8))
        _, loss = model(text[:, :-1], text[:, 1:])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return Trained(losses, (model,))


def fused_attention(updates: int, dtype: torch.dtype) -> Trained:
    """The product of queries and keys in one call, and a head of MultiheadAttention on top of a recurrence."""

    class Mixed(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.lstm = nn.LSTM(3, 8, batch_first=True)
            self.qkv = nn.Linear(8, 24)
            self.mha = nn.MultiheadAttention(8, 2, batch_first=True)

        def forward(self, x):
            y, _ = self.lstm(x)
            q, k, v = self.qkv(y).chunk(3, -1)
            y = y + F.scaled_dot_product_attention(q, k, v, is_causal=True)
            return self.mha(y, y, y)[0]

    net = Mixed().to(dtype)
    opt = torch.optim.SGD(net.parameters(), lr=0.1)
    losses = []
    for _ in range(updates):
        loss = net(torch.randn(2, 6, 3, dtype=dtype)).pow(2).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (net,))


def transformer(updates: int, dtype: torch.dtype) -> Trained:
    """Layers of torch's own Transformer, time first."""
    layer = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.1)
    encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False).to(dtype)
    opt = torch.optim.Adam(encoder.parameters())
    losses = []
    for _ in range(updates):
        loss = encoder(torch.randn(6, 3, 8, dtype=dtype)).abs().mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (encoder,))


def memory(updates: int, dtype: torch.dtype) -> Trained:
    """A memory that is read where a key, a gate, a shift and a power say: the head's weights are a state too."""

    class Head(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.fc = nn.Linear(7, 4 + 1 + 1 + 3 + 1)

        def forward(self, controller, memory, w_prev):
            k, beta, g, s, gamma = torch.split(self.fc(controller), [4, 1, 1, 3, 1], dim=1)
            key = F.cosine_similarity(memory, torch.tanh(k).unsqueeze(1), dim=-1)
            wc = F.softmax(F.softplus(beta) * key, dim=1)
            g = torch.sigmoid(g)
            wg = g * wc + (1 - g) * w_prev
            s = F.softmax(s, dim=1)
            shifted = s[:, :1] * wg.roll(1, 1) + s[:, 1:2] * wg + s[:, 2:] * wg.roll(-1, 1)
            w = shifted ** (1 + F.softplus(gamma))
            return w / (w.sum(1, keepdim=True) + 1e-12)

    class Machine(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.controller = nn.LSTMCell(3 + 4, 7)
            self.head = Head()
            self.memory = nn.Parameter(torch.randn(5, 4))
            self.fc = nn.Linear(7 + 4, 3)

        def forward(self, xs):
            batch = xs.shape[1]
            h, c = xs.new_zeros(batch, 7), xs.new_zeros(batch, 7)
            w, read = xs.new_full((batch, 5), 0.2), xs.new_zeros(batch, 4)
            memory, ys = self.memory.expand(batch, -1, -1), []
            for x in xs:
                h, c = self.controller(torch.cat([x, read], 1), (h, c))
                w = self.head(h, memory, w)
                read = torch.bmm(w.unsqueeze(1), memory).squeeze(1)
                ys.append(self.fc(torch.cat([h, read], 1)))
            return torch.stack(ys)

    ntm = Machine().to(dtype)
    opt = torch.optim.RMSprop(ntm.parameters(), lr=1e-3, momentum=0.9)
    losses = []
    for _ in range(updates):
        bits = torch.randint(2, (6, 2, 3)).to(dtype)
        loss = F.binary_cross_entropy_with_logits(ntm(bits), bits.roll(1, 0))
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (ntm,))


SPECIMENS = (
    Specimen(
        additive,
        (Expected("seq2seq.encoder", 7, 6, GRU, count=2), Expected("seq2seq.decoder", 4, 6, GRU)),
        attentions=(("seq2seq.attention", 4, 7),),
    ),
    Specimen(causal, attentions=(("model.h.0.attn", 7, 7), ("model.h.1.attn", 7, 7))),
    Specimen(fused_attention, (Expected("net.lstm", 6, 8, LSTM),), attentions=(("net", 6, 6), ("net.mha", 6, 6))),
    Specimen(
        transformer,
        attentions=(("encoder.layers.0.self_attn", 6, 6), ("encoder.layers.1.self_attn", 6, 6)),
    ),
    Specimen(memory, (Expected("ntm.controller", 6, 7, LSTM),), attentions=(("ntm.head.wc", 6, 5),)),
)
