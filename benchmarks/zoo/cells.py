"""Cells of torch, called in a loop."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from benchmarks.zoo.fused import GRU, LSTM
from benchmarks.zoo.specimen import Expected, Specimen, Trained


def lstm_cell(updates: int, dtype: torch.dtype) -> Trained:
    class Sequence(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.cell = nn.LSTMCell(1, 9)
            self.linear = nn.Linear(9, 1)

        def forward(self, x):
            h = torch.zeros(len(x), 9, dtype=x.dtype)
            c = torch.zeros(len(x), 9, dtype=x.dtype)
            outputs = []
            for piece in x.split(1, dim=1):
                h, c = self.cell(piece, (h, c))
                outputs.append(self.linear(h))
            return torch.cat(outputs, dim=1)

    seq = Sequence().to(dtype)
    optimizer = torch.optim.Adam(seq.parameters(), lr=0.02)
    waves = torch.sin(torch.arange(8, dtype=dtype)[None] / 2 + torch.rand(3, 1, dtype=dtype))
    losses = []
    for _ in range(updates):
        optimizer.zero_grad()
        loss = F.mse_loss(seq(waves[:, :-1]), waves[:, 1:])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return Trained(losses, (seq,))


def stacked_cells(updates: int, dtype: torch.dtype) -> Trained:
    """Layers of cells in a list, with dropout between them; the states are kept in lists."""

    class Stacked(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.cells = nn.ModuleList([nn.GRUCell(4, 6), nn.GRUCell(6, 6)])
            self.dropout = nn.Dropout(0.2)

        def forward(self, x):
            hidden = [x.new_zeros(x.shape[1], 6) for _ in self.cells]
            for t in range(len(x)):
                inputs = x[t]
                for layer, cell in enumerate(self.cells):
                    hidden[layer] = cell(inputs, hidden[layer])
                    inputs = self.dropout(hidden[layer])
            return inputs

    model = Stacked().to(dtype)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    losses = []
    for _ in range(updates):
        loss = model(torch.randn(5, 3, 4, dtype=dtype)).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return Trained(losses, (model,))


def one_sequence(updates: int, dtype: torch.dtype) -> Trained:
    """A vanilla cell without a batch, and without an initial state."""
    cell = nn.RNNCell(3, 5).to(dtype)
    opt = torch.optim.SGD(cell.parameters(), lr=0.1)
    losses = []
    for _ in range(updates):
        h = None
        for x in torch.randn(6, 3, dtype=dtype):
            h = cell(x) if h is None else cell(x, h)
        loss = (h - 0.5).abs().sum()
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (cell,))


def shrinking_batch(updates: int, dtype: torch.dtype) -> Trained:
    """Captions sorted by length: the batch shrinks as sentences end."""

    class Captions(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embedding = nn.Embedding(12, 4)
            self.decode_step = nn.LSTMCell(4, 6)
            self.init_h, self.init_c = nn.Linear(5, 6), nn.Linear(5, 6)
            self.fc = nn.Linear(6, 12)

        def forward(self, image, captions, lengths):
            embeddings = self.embedding(captions)
            h, c = self.init_h(image), self.init_c(image)
            predictions = image.new_zeros(len(captions), max(lengths), 12)
            for t in range(max(lengths)):
                size = sum(length > t for length in lengths)
                h, c = self.decode_step(embeddings[:size, t], (h[:size], c[:size]))
                predictions[:size, t] = self.fc(h)
            return predictions

    decoder = Captions().to(dtype)
    opt = torch.optim.Adam(decoder.parameters())
    lengths, losses = [6, 4, 3], []
    for _ in range(updates):
        captions = torch.randint(12, (3, 7))
        scores = decoder(torch.randn(3, 5, dtype=dtype), captions, lengths)
        loss = sum(F.cross_entropy(scores[k, :n], captions[k, 1 : n + 1]) for k, n in enumerate(lengths))
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (decoder,))


SPECIMENS = (
    Specimen(lstm_cell, (Expected("seq.cell", 7, 9, LSTM),)),
    Specimen(stacked_cells, (Expected("model.cells.0", 5, 6, GRU), Expected("model.cells.1", 5, 6, GRU))),
    Specimen(one_sequence, (Expected("cell", 6, 5),)),
    Specimen(shrinking_batch, (Expected("decoder.decode_step", 6, 6, LSTM),)),
)
