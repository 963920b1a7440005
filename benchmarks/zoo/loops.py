"""Ways to write the loop around a model: what counts as an update, and what must not be disturbed."""

from __future__ import annotations

import copy
import io
import random
import threading

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from benchmarks.zoo.fused import GRU, LSTM, CharModel
from benchmarks.zoo.specimen import Expected, Hand, Specimen, Trained

_CHARACTERS = (Expected("model.lstm", 9, 8, LSTM),)


def _text(vocabulary: int = 11) -> torch.Tensor:
    return torch.randint(vocabulary, (10, 3))


def _loss(model: nn.Module, text: torch.Tensor) -> torch.Tensor:
    logits, _ = model(text[:-1])
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), text[1:].reshape(-1))


def closures(updates: int, dtype: torch.dtype) -> Trained:
    """LBFGS evaluates its closure several times in a step, at weights that it has moved."""
    model = CharModel().to(dtype)
    optimizer = torch.optim.LBFGS(model.parameters(), lr=0.1, max_iter=4)
    losses = []
    for _ in range(updates):
        text = _text()

        def closure():
            optimizer.zero_grad()
            loss = _loss(model, text)  # noqa: B023
            loss.backward()
            return loss

        losses.append(float(optimizer.step(closure).detach()))
    return Trained(losses, (model,))


def accumulated(updates: int, dtype: torch.dtype) -> Trained:
    """Gradients of two small batches make one update."""
    model = CharModel().to(dtype)
    optimizer = torch.optim.Adam(model.parameters())
    losses = []
    for _ in range(updates):
        optimizer.zero_grad()
        total = 0.0
        for _ in range(2):
            loss = _loss(model, _text()) / 2
            loss.backward()
            total += loss.item()
        optimizer.step()
        losses.append(total)
    return Trained(losses, (model,))


def adversaries(updates: int, dtype: torch.dtype) -> Trained:
    """A generator and a discriminator, each with an optimiser and a backward pass of its own."""

    class Generator(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.rnn = nn.GRU(2, 5, batch_first=True)
            self.out = nn.Linear(5, 1)

        def forward(self, z):
            return self.out(self.rnn(z)[0])

    class Discriminator(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.rnn = nn.RNN(1, 4, batch_first=True)
            self.out = nn.Linear(4, 1)

        def forward(self, x):
            return self.out(self.rnn(x)[0][:, -1])

    netG, netD = Generator().to(dtype), Discriminator().to(dtype)
    optG, optD = torch.optim.Adam(netG.parameters()), torch.optim.Adam(netD.parameters())
    bce, losses = nn.BCEWithLogitsLoss(), []
    for _ in range(updates):
        real, z = torch.randn(3, 6, 1, dtype=dtype).cumsum(1), torch.randn(3, 6, 2, dtype=dtype)
        fake = netG(z)
        optD.zero_grad()
        error = bce(netD(real), torch.ones(3, 1, dtype=dtype)) + bce(
            netD(fake.detach()), torch.zeros(3, 1, dtype=dtype)
        )
        error.backward()
        optD.step()
        optG.zero_grad()
        loss = bce(netD(fake), torch.ones(3, 1, dtype=dtype))
        loss.backward()
        optG.step()
        losses += [error.item(), loss.item()]
    return Trained(losses, (netG, netD))


def scheduled(updates: int, dtype: torch.dtype) -> Trained:
    """A scheduler, clipping by value, evaluation in between, augmentation by numpy's generator, checkpoints."""
    model = CharModel().to(dtype)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5, weight_decay=1e-4)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, updates)
    best, losses = None, []
    for _ in range(updates):
        model.train()
        text = _text()
        text[np.random.randint(10)] = random.randrange(11)
        loss = _loss(model, text)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_value_(model.parameters(), 0.01)
        optimizer.step()
        scheduler.step()
        model.eval()
        with torch.no_grad():
            held_out = _loss(model, _text()).item()
        _loss(model, _text())  # with gradients on, and nobody asks for them
        if best is None or held_out < best:
            best = held_out
            kept = copy.deepcopy(model)
            torch.save({"model": model.state_dict(), "whole": kept}, io.BytesIO())
        losses += [loss.item(), held_out]
    return Trained(losses, (model,))


def scaled(updates: int, dtype: torch.dtype) -> Trained:
    """A GradScaler, whose scale is no part of the loss."""
    model = CharModel().to(dtype)
    optimizer = torch.optim.Adam(model.parameters())
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
    losses = []
    for _ in range(updates):
        loss = _loss(model, _text())
        optimizer.zero_grad()
        scaler.scale(loss).backward()
        scaler.unscale_(optimizer)
        nn.utils.clip_grad_norm_(model.parameters(), 0.1)
        scaler.step(optimizer)
        scaler.update()
        losses.append(loss.item())
    return Trained(losses, (model,))


def half_precision(updates: int, dtype: torch.dtype) -> Trained:
    """Automatic mixed precision, bfloat16."""

    class GRUModel(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embed, self.gru, self.head = nn.Embedding(11, 6), nn.GRU(6, 8), nn.Linear(8, 11)

        def forward(self, x):
            out, state = self.gru(self.embed(x))
            return self.head(out), state

    model = GRUModel()
    optimizer = torch.optim.AdamW(model.parameters())
    losses = []
    for _ in range(updates):
        text = _text()
        with torch.autocast("cpu", torch.bfloat16):
            loss = _loss(model, text)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return Trained(losses, (model,))


def by_gradient(updates: int, dtype: torch.dtype) -> Trained:
    """No optimiser: gradients are asked for, and weights are moved by hand."""
    model = CharModel().to(dtype)
    parameters, losses = list(model.parameters()), []
    for _ in range(updates):
        loss = _loss(model, _text())
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for parameter, gradient in zip(parameters, gradients, strict=True):
                parameter -= 0.1 * gradient
        losses.append(loss.item())
    return Trained(losses, (model,))


def raising(updates: int, dtype: torch.dtype) -> Trained:
    """A forward pass raises now and then, within a context of its own, and the loop goes on."""

    class Picky(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.gru = nn.GRU(2, 4)

        def forward(self, x):
            with torch.device("cpu"):
                y, _ = self.gru(x)
                if y.mean() > 0:
                    raise ValueError("not today")
            return y

    model = Picky().to(dtype)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    losses = []
    while len(losses) < updates:
        try:
            loss = model(torch.randn(5, 3, 2, dtype=dtype)).pow(2).mean()
        except ValueError:
            continue
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return Trained(losses, (model,))


def in_a_thread(updates: int, dtype: torch.dtype) -> Trained:
    """Training runs in a thread, as in a notebook with buttons."""
    model = CharModel().to(dtype)
    losses: list[float] = []

    def work() -> None:
        optimizer = torch.optim.Adam(model.parameters())
        for _ in range(updates):
            loss = _loss(model, _text())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return Trained(losses, (model,))


def checkpointed(updates: int, dtype: torch.dtype) -> Trained:
    """The forward pass is computed again while the backward pass runs; two losses share a pass, with a graph kept."""

    class Deep(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.second = nn.GRU(3, 5), nn.Linear(5, 5)

        def forward(self, x):
            return torch.utils.checkpoint.checkpoint(
                lambda v: torch.tanh(self.second(v)), self.first(x)[0], use_reentrant=False
            )

    model = Deep().to(dtype)
    optimizer = torch.optim.Adam(model.parameters())
    losses = []
    for _ in range(updates):
        y = model(torch.randn(6, 2, 3, dtype=dtype))
        first, second = y.pow(2).mean(), y.abs().mean()
        optimizer.zero_grad()
        first.backward(retain_graph=True)
        second.backward()
        optimizer.step()
        losses.append(first.item() + second.item())
    return Trained(losses, (model,))


def both_ways_by_hand(updates: int, dtype: torch.dtype) -> Trained:
    """One cell of one's own reads a sentence in both directions, one after the other."""

    class Cell(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.joint = nn.Linear(7, 4)

        def forward(self, x, h):
            return torch.tanh(self.joint(torch.cat([x, h], -1)))

    class Both(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.cell = Cell()

        def forward(self, x):
            h = x.new_zeros(x.shape[1], 4)
            for t in range(len(x)):
                h = self.cell(x[t], h)
            g = x.new_zeros(x.shape[1], 4)
            for t in reversed(range(len(x))):
                g = self.cell(x[t], g)
            return torch.cat([h, g], -1)

    both = Both().to(dtype)
    optimizer = torch.optim.Adam(both.parameters())
    losses = []
    for _ in range(updates):
        loss = both(torch.randn(5, 2, 3, dtype=dtype)).pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return Trained(losses, (both,))


SPECIMENS = (
    Specimen(closures, _CHARACTERS),
    Specimen(accumulated, _CHARACTERS),
    Specimen(adversaries, (Expected("netG.rnn", 6, 5, GRU), Expected("netD.rnn", 6, 4))),
    Specimen(scheduled, _CHARACTERS),
    Specimen(scaled, _CHARACTERS),
    Specimen(half_precision, (Expected("model.gru", 9, 8, GRU),), doubles=False),
    Specimen(by_gradient, _CHARACTERS),
    Specimen(raising, (Expected("model.gru", 5, 4, GRU),)),
    Specimen(in_a_thread, _CHARACTERS, doubles=False),  # its truth would be of another thread
    Specimen(checkpointed, (Expected("model.first", 6, 5, GRU),)),
    Specimen(both_ways_by_hand, (Expected("both.cell", 5, 4, count=2),), hand=(Hand("return torch.tanh", "tanh"),)),
)
