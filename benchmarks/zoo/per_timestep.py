"""A module called once a timestep from the training loop: decoders, samplers."""

from __future__ import annotations

import random

import torch
from torch import nn
from torch.nn import functional as F

from benchmarks.zoo.fused import GRU, LSTM
from benchmarks.zoo.specimen import Expected, Hand, Specimen, Trained


def names_classified(updates: int, dtype: torch.dtype) -> Trained:
    """The net of the tutorial that tells surnames' languages: written by hand, called letter by letter."""

    class RNN(nn.Module):
        def __init__(self, inputs: int, hidden: int, outputs: int) -> None:
            super().__init__()
            self.hidden_size = hidden
            self.i2h = nn.Linear(inputs + hidden, hidden)
            self.h2o = nn.Linear(hidden, outputs)
            self.softmax = nn.LogSoftmax(dim=1)

        def forward(self, letter, hidden):
            combined = torch.cat((letter, hidden), 1)
            hidden = torch.tanh(self.i2h(combined))
            output = self.softmax(self.h2o(hidden))
            return output, hidden

    rnn = RNN(5, 8, 3).to(dtype)
    criterion, losses = nn.NLLLoss(), []
    for _ in range(updates):
        line = F.one_hot(torch.randint(5, (6, 1)), 5).to(dtype)
        hidden = torch.zeros(1, rnn.hidden_size, dtype=dtype)
        rnn.zero_grad()
        for i in range(line.size(0)):
            output, hidden = rnn(line[i], hidden)
        loss = criterion(output, torch.randint(3, (1,)))
        loss.backward()
        for p in rnn.parameters():
            p.data.add_(p.grad.data, alpha=-0.05)
        losses.append(loss.item())
    return Trained(losses, (rnn,))


def translator(updates: int, dtype: torch.dtype) -> Trained:
    """Encoder and attending decoder, word by word, each with an optimiser; teacher forcing by Python's generator."""
    longest, hidden = 6, 7

    class EncoderRNN(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embedding = nn.Embedding(10, hidden)
            self.gru = nn.GRU(hidden, hidden)

        def forward(self, word, state):
            return self.gru(self.embedding(word).view(1, 1, -1), state)

    class AttnDecoderRNN(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embedding = nn.Embedding(9, hidden)
            self.attn = nn.Linear(hidden * 2, longest)
            self.attn_combine = nn.Linear(hidden * 2, hidden)
            self.dropout = nn.Dropout(0.1)
            self.gru = nn.GRU(hidden, hidden)
            self.out = nn.Linear(hidden, 9)

        def forward(self, word, state, encoder_outputs):
            embedded = self.dropout(self.embedding(word).view(1, 1, -1))
            attn_weights = F.softmax(self.attn(torch.cat((embedded[0], state[0]), 1)), dim=1)
            attn_applied = torch.bmm(attn_weights.unsqueeze(0), encoder_outputs.unsqueeze(0))
            output = torch.cat((embedded[0], attn_applied[0]), 1)
            output = F.relu(self.attn_combine(output).unsqueeze(0))
            output, state = self.gru(output, state)
            return F.log_softmax(self.out(output[0]), dim=1), state

    encoder1, attn_decoder1 = EncoderRNN().to(dtype), AttnDecoderRNN().to(dtype)
    encoder_optimizer = torch.optim.SGD(encoder1.parameters(), lr=0.1)
    decoder_optimizer = torch.optim.SGD(attn_decoder1.parameters(), lr=0.1)
    criterion, losses = nn.NLLLoss(), []
    for _ in range(updates):
        source, target = torch.randint(10, (5, 1)), torch.randint(9, (4, 1))
        encoder_optimizer.zero_grad()
        decoder_optimizer.zero_grad()
        state = torch.zeros(1, 1, hidden, dtype=dtype)
        encoder_outputs = torch.zeros(longest, hidden, dtype=dtype)
        for k in range(len(source)):
            out, state = encoder1(source[k], state)
            encoder_outputs[k] = out[0, 0]
        word, loss = torch.zeros(1, dtype=torch.long), 0
        forced = random.random() < 0.5
        for k in range(len(target)):
            output, state = attn_decoder1(word, state, encoder_outputs)
            loss += criterion(output, target[k])
            word = target[k] if forced else output.topk(1)[1].squeeze().detach()
        loss.backward()
        encoder_optimizer.step()
        decoder_optimizer.step()
        losses.append(loss.item() / len(target))
    return Trained(losses, (encoder1, attn_decoder1))


def deep_decoder(updates: int, dtype: torch.dtype) -> Trained:
    """Two fused layers, one timestep a call; what was given out is what is read next."""

    class Decoder(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.lstm = nn.LSTM(4, 6, num_layers=2, dropout=0.2)
            self.out = nn.Linear(6, 4)

        def forward(self, x, state):
            y, state = self.lstm(x[None], state)
            return self.out(y[0]), state

    decoder = Decoder().to(dtype)
    opt = torch.optim.Rprop(decoder.parameters())
    losses = []
    for _ in range(updates):
        x, state, loss = torch.randn(3, 4, dtype=dtype), None, 0
        for _ in range(5):
            x, state = decoder(x, state)
            loss = loss + x.square().mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (decoder,))


SPECIMENS = (
    Specimen(names_classified, (Expected("rnn", 6, 8),), hand=(Hand("hidden = torch.tanh", "tanh"),)),
    Specimen(
        translator,
        (Expected("encoder1.gru", 5, 7, GRU), Expected("attn_decoder1.gru", 4, 7, GRU)),
        attentions=(("attn_decoder1", 4, 6),),
    ),
    Specimen(deep_decoder, (Expected("decoder.lstm", 5, 6, LSTM, count=2),)),
)
