"""Fused layers: the whole sequence in one call."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from benchmarks.zoo.specimen import Expected, Specimen, Trained

LSTM, GRU = "i f g o", "r z n"


class CharModel(nn.Module):
    """Embedding, LSTM, linear: a language model of characters."""

    def __init__(self, vocabulary: int = 11, hidden: int = 8) -> None:
        super().__init__()
        self.embed = nn.Embedding(vocabulary, 6)
        self.lstm = nn.LSTM(6, hidden)
        self.head = nn.Linear(hidden, vocabulary)

    def forward(self, x: torch.Tensor, state: tuple[torch.Tensor, torch.Tensor] | None = None):
        out, state = self.lstm(self.embed(x), state)
        return self.head(out), state


def character_model(updates: int, dtype: torch.dtype) -> Trained:
    model = CharModel().to(dtype)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    losses = []
    for _ in range(updates):
        text = torch.randint(11, (10, 3))
        logits, _ = model(text[:-1])
        loss = F.cross_entropy(logits.reshape(-1, 11), text[1:].reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return Trained(losses, (model,))


def truncated(updates: int, dtype: torch.dtype) -> Trained:
    """Truncated backpropagation: the state is carried from chunk to chunk, and detached."""
    net = CharModel().to(dtype)
    optimizer = torch.optim.RMSprop(net.parameters(), lr=1e-3)
    text = torch.randint(11, (7 * updates + 1, 2))
    state, losses = None, []
    for k in range(updates):
        x, y = text[7 * k : 7 * k + 7], text[7 * k + 1 : 7 * k + 8]
        if state is not None:
            state = tuple(s.detach() for s in state)
        logits, state = net(x, state)
        loss = F.cross_entropy(logits.flatten(0, 1), y.flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 0.25)
        optimizer.step()
        losses.append(loss.item())
    return Trained(losses, (net,))


class Tagger(nn.Module):
    """Sentences of several lengths, packed; both directions; a tag for each word."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(20, 5, padding_idx=0)
        self.gru = nn.GRU(5, 6, bidirectional=True, batch_first=True)
        self.tags = nn.Linear(12, 4)

    def forward(self, sentences, lengths):
        packed = pack_padded_sequence(self.words(sentences), lengths, batch_first=True, enforce_sorted=False)
        out, _ = self.gru(packed)
        out, _ = pad_packed_sequence(out, batch_first=True)
        return self.tags(out)


def packed_tagger(updates: int, dtype: torch.dtype) -> Trained:
    tagger = Tagger().to(dtype)
    optimizer = torch.optim.SGD(tagger.parameters(), lr=0.1, momentum=0.9)
    lengths = torch.tensor([4, 7, 2])
    losses = []
    for _ in range(updates):
        sentences = torch.randint(1, 20, (3, 7))
        targets = torch.randint(4, (3, 7))
        targets[torch.arange(7)[None] >= lengths[:, None]] = -100
        scores = tagger(sentences, lengths)
        loss = F.cross_entropy(scores.view(-1, 4), targets.view(-1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return Trained(losses, (tagger,))


def deep_classifier(updates: int, dtype: torch.dtype) -> Trained:
    """Three layers with dropout between them; the last output of the sequence is classified."""

    class Classifier(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.rnn = nn.LSTM(4, 7, num_layers=3, dropout=0.3, batch_first=True)
            self.fc = nn.Linear(7, 3)

        def forward(self, x):
            out, _ = self.rnn(x)
            return self.fc(out[:, -1])

    model = Classifier().to(dtype)
    opt = torch.optim.AdamW(model.parameters())
    criterion, losses = nn.CrossEntropyLoss(), []
    for _ in range(updates):
        opt.zero_grad(set_to_none=True)
        loss = criterion(model(torch.randn(5, 6, 4, dtype=dtype)), torch.randint(3, (5,)))
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (model,))


def both_directions(updates: int, dtype: torch.dtype) -> Trained:
    """Vanilla cells with ReLU, two layers, both directions; the final states are used."""
    rnn = nn.RNN(3, 5, num_layers=2, nonlinearity="relu", bidirectional=True).to(dtype)
    head = nn.Linear(20, 1).to(dtype)
    opt = torch.optim.Adagrad([*rnn.parameters(), *head.parameters()], lr=0.05)
    losses = []
    for _ in range(updates):
        x = torch.randn(6, 4, 3, dtype=dtype)
        _, final = rnn(x)
        loss = (head(final.transpose(0, 1).flatten(1))[:, 0] - x.sum((0, 2))).pow(2).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (rnn, head))


def projected(updates: int, dtype: torch.dtype) -> Trained:
    """An LSTM with projections, and a learned initial state."""

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.lstm = nn.LSTM(3, 6, proj_size=4)
            self.h0 = nn.Parameter(torch.randn(1, 1, 4))
            self.c0 = nn.Parameter(torch.randn(1, 1, 6))

        def forward(self, x):
            start = (self.h0.expand(-1, x.shape[1], -1).contiguous(), self.c0.expand(-1, x.shape[1], -1).contiguous())
            return self.lstm(x, start)[0]

    net = Net().to(dtype)
    opt = torch.optim.NAdam(net.parameters())
    losses = []
    for _ in range(updates):
        loss = net(torch.randn(5, 2, 3, dtype=dtype)).square().mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (net,))


class WeightDrop(nn.Module):
    """Drops recurrent weights before every pass, and calls the layer's forward directly."""

    def __init__(self, module: nn.Module, weight: str, dropout: float) -> None:
        super().__init__()
        self.module, self.weight, self.dropout = module, weight, dropout
        raw = getattr(module, weight)
        del module._parameters[weight]
        module.register_parameter(weight + "_raw", nn.Parameter(raw.data))

    def forward(self, *args):
        raw = getattr(self.module, self.weight + "_raw")
        dropped = F.dropout(raw, self.dropout, self.training)
        setattr(self.module, self.weight, dropped)
        self.module._flat_weights = [getattr(self.module, name) for name in self.module._flat_weights_names]
        return self.module.forward(*args)


def weight_dropped(updates: int, dtype: torch.dtype) -> Trained:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = nn.Embedding(9, 4)
            self.rnn = WeightDrop(nn.LSTM(4, 6), "weight_hh_l0", 0.5)
            self.decoder = nn.Linear(6, 9)

        def forward(self, x):
            return self.decoder(self.rnn(self.encoder(x))[0])

    model = Net().to(dtype)
    opt = torch.optim.ASGD(model.parameters(), lr=0.1)
    losses = []
    for _ in range(updates):
        x = torch.randint(9, (8, 3))
        loss = F.cross_entropy(model(x[:-1]).flatten(0, 1), x[1:].flatten())
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (model,))


def two_towers(updates: int, dtype: torch.dtype) -> Trained:
    """Two models of their own, one optimiser; the second call of one of them shares its weights."""

    class Tower(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.gru = nn.GRU(3, 5, batch_first=True)

        def forward(self, x):
            return self.gru(x)[1][0]

    left, right = Tower().to(dtype), Tower().to(dtype)
    opt = torch.optim.Adamax([*left.parameters(), *right.parameters()])
    losses = []
    for _ in range(updates):
        a, b = torch.randn(4, 6, 3, dtype=dtype), torch.randn(4, 8, 3, dtype=dtype)
        loss = (1 - F.cosine_similarity(left(a), right(b))).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (left, right))


SPECIMENS = (
    Specimen(character_model, (Expected("model.lstm", 9, 8, LSTM),)),
    Specimen(truncated, (Expected("net.lstm", 7, 8, LSTM),)),
    Specimen(packed_tagger, (Expected("tagger.gru", 4, 6, GRU, count=2),)),
    Specimen(deep_classifier, (Expected("model.rnn", 6, 7, LSTM, count=3),)),
    Specimen(both_directions, (Expected("rnn", 6, 5, count=4),)),
    Specimen(projected, (Expected("net.lstm", 5, 4, LSTM),)),
    Specimen(weight_dropped, (Expected("model.rnn.module", 7, 6, LSTM),)),
    Specimen(two_towers, (Expected("left.gru", 6, 5, GRU), Expected("right.gru", 8, 5, GRU))),
)
