"""Recurrences written out: gates under the names that people give them."""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional as F

from benchmarks.zoo.specimen import Expected, Hand, Specimen, Trained


def _train(model: nn.Module, batches, loss_of, optimizer) -> list[float]:
    losses = []
    for batch in batches:
        loss = loss_of(model, batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def inline_vanilla(updates: int, dtype: torch.dtype) -> Trained:
    """The loop over time stands in the model's own forward."""

    class Vanilla(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.i2h = nn.Linear(3, 7)
            self.h2h = nn.Linear(7, 7, bias=False)
            self.out = nn.Linear(7, 2)

        def forward(self, x):
            h = torch.zeros(x.size(0), 7, dtype=x.dtype)
            for t in range(x.size(1)):
                h = torch.tanh(self.i2h(x[:, t]) + self.h2h(h))
            return self.out(h)

    model = Vanilla().to(dtype)
    opt = torch.optim.Adam(model.parameters())
    batches = [(torch.randn(4, 6, 3, dtype=dtype), torch.randint(2, (4,))) for _ in range(updates)]
    return Trained(_train(model, batches, lambda m, b: F.cross_entropy(m(b[0]), b[1]), opt), (model,))


class MyGRUCell(nn.Module):
    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.W_r, self.U_r = nn.Linear(inputs, hidden), nn.Linear(hidden, hidden)
        self.W_z, self.U_z = nn.Linear(inputs, hidden), nn.Linear(hidden, hidden)
        self.W_n, self.U_n = nn.Linear(inputs, hidden), nn.Linear(hidden, hidden)

    def forward(self, x, h):
        r = torch.sigmoid(self.W_r(x) + self.U_r(h))
        z = torch.sigmoid(self.W_z(x) + self.U_z(h))
        n = torch.tanh(self.W_n(x) + r * self.U_n(h))
        return (1 - z) * n + z * h


def gru_of_ones_own(updates: int, dtype: torch.dtype) -> Trained:
    class Model(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.cell = MyGRUCell(4, 6)
            self.readout = nn.Linear(6, 1)

        def forward(self, xs):
            h = xs.new_zeros(xs.shape[1], 6)
            ys = []
            for x in xs:
                h = self.cell(x, h)
                ys.append(self.readout(h))
            return torch.stack(ys)

    model = Model().to(dtype)
    opt = torch.optim.RAdam(model.parameters(), lr=0.01)
    batches = [torch.randn(5, 3, 4, dtype=dtype) for _ in range(updates)]
    loss = lambda m, xs: F.smooth_l1_loss(m(xs), xs.sum(-1, keepdim=True).cumsum(0))  # noqa: E731
    return Trained(_train(model, batches, loss, opt), (model,))


def lstm_of_ones_own(updates: int, dtype: torch.dtype) -> Trained:
    """One product for all gates, cut into four; parameters without a module of their own."""

    class NaiveLSTM(nn.Module):
        def __init__(self, input_size: int, hidden_size: int) -> None:
            super().__init__()
            self.hidden_size = hidden_size
            self.weight_ih = nn.Parameter(torch.empty(input_size, hidden_size * 4))
            self.weight_hh = nn.Parameter(torch.empty(hidden_size, hidden_size * 4))
            self.bias = nn.Parameter(torch.zeros(hidden_size * 4))
            bound = 1.0 / math.sqrt(hidden_size)
            for p in (self.weight_ih, self.weight_hh):
                nn.init.uniform_(p, -bound, bound)

        def forward(self, x):
            bs, seq_sz, _ = x.size()
            HS = self.hidden_size
            h_t, c_t = torch.zeros(bs, HS, dtype=x.dtype), torch.zeros(bs, HS, dtype=x.dtype)
            hidden_seq = []
            for t in range(seq_sz):
                x_t = x[:, t, :]
                gates = x_t @ self.weight_ih + h_t @ self.weight_hh + self.bias
                i_t, f_t, g_t, o_t = (
                    torch.sigmoid(gates[:, :HS]),
                    torch.sigmoid(gates[:, HS : HS * 2]),
                    torch.tanh(gates[:, HS * 2 : HS * 3]),
                    torch.sigmoid(gates[:, HS * 3 :]),
                )
                c_t = f_t * c_t + i_t * g_t
                h_t = o_t * torch.tanh(c_t)
                hidden_seq.append(h_t.unsqueeze(0))
            return torch.cat(hidden_seq, dim=0).transpose(0, 1).contiguous()

    lstm = NaiveLSTM(3, 5).to(dtype)
    opt = torch.optim.Adadelta(lstm.parameters())
    batches = [torch.randn(2, 7, 3, dtype=dtype) for _ in range(updates)]
    return Trained(_train(lstm, batches, lambda m, x: (m(x) - x.mean(-1, keepdim=True)).pow(2).sum(), opt), (lstm,))


def chunked_gates(updates: int, dtype: torch.dtype) -> Trained:
    """Gates opened in place and unpacked from pieces; a cell with layer normalisation."""

    class LayerNormLSTMCell(nn.Module):
        def __init__(self, inputs: int, hidden: int) -> None:
            super().__init__()
            self.fc = nn.Linear(inputs + hidden, 4 * hidden)
            self.norm = nn.LayerNorm(4 * hidden)
            self.norm_c = nn.LayerNorm(hidden)

        def forward(self, x, state):
            hx, cx = state
            ingate, forgetgate, cellgate, outgate = self.norm(self.fc(torch.cat([x, hx], dim=1))).chunk(4, 1)
            ingate = ingate.sigmoid()
            forgetgate = torch.sigmoid(forgetgate)
            cellgate = F.tanh(cellgate)
            outgate = torch.sigmoid(outgate)
            cy = (forgetgate * cx) + (ingate * cellgate)
            hy = outgate * torch.tanh(self.norm_c(cy))
            return hy, cy

    class Encoder(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embed = nn.Embedding(8, 3)
            self.layers = nn.ModuleList([LayerNormLSTMCell(3, 5), LayerNormLSTMCell(5, 5)])

        def forward(self, words):
            seq = self.embed(words)
            for layer in self.layers:
                state = (torch.zeros(seq.shape[1], 5, dtype=seq.dtype), torch.zeros(seq.shape[1], 5, dtype=seq.dtype))
                outs = []
                for x in seq.unbind(0):
                    state = layer(x, state)
                    outs.append(state[0])
                seq = torch.stack(outs)
            return seq

    encoder = Encoder().to(dtype)
    opt = torch.optim.Adam(encoder.parameters())
    batches = [torch.randint(8, (6, 2)) for _ in range(updates)]
    return Trained(_train(encoder, batches, lambda m, w: m(w).pow(2).mean(), opt), (encoder,))


def independent_units(updates: int, dtype: torch.dtype) -> Trained:
    """Each unit sees only its own past: the recurrent weight is a vector."""

    class IndRNN(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.w = nn.Linear(2, 6)
            self.u = nn.Parameter(torch.rand(6))

        def step(self, x, h):
            return torch.relu(self.w(x) + self.u * h)

        def forward(self, xs):
            h = torch.zeros(xs.shape[1], 6, dtype=xs.dtype)
            for x in xs:
                h = self.step(x, h)
            return h

    ind = IndRNN().to(dtype)
    opt = torch.optim.SGD(ind.parameters(), lr=0.01, nesterov=True, momentum=0.9)
    batches = [torch.randn(8, 3, 2, dtype=dtype) for _ in range(updates)]
    return Trained(_train(ind, batches, lambda m, x: (m(x).sum(1) - x.sum((0, 2))).pow(2).mean(), opt), (ind,))


def convolutional_lstm(updates: int, dtype: torch.dtype) -> Trained:
    """States are maps: a convolution joins the frame and the state before."""

    class ConvLSTMCell(nn.Module):
        def __init__(self, inputs: int, hidden: int) -> None:
            super().__init__()
            self.hidden = hidden
            self.conv = nn.Conv2d(inputs + hidden, 4 * hidden, 3, padding=1)

        def forward(self, x, cur_state):
            h_cur, c_cur = cur_state
            combined = torch.cat([x, h_cur], dim=1)
            cc_i, cc_f, cc_o, cc_g = torch.split(self.conv(combined), self.hidden, dim=1)
            i = torch.sigmoid(cc_i)
            f = torch.sigmoid(cc_f)
            o = torch.sigmoid(cc_o)
            g = torch.tanh(cc_g)
            c_next = f * c_cur + i * g
            h_next = o * torch.tanh(c_next)
            return h_next, c_next

    cell = ConvLSTMCell(1, 2).to(dtype)
    opt = torch.optim.Adam(cell.parameters(), lr=0.01)

    def loss_of(model, video):
        state = (torch.zeros(2, 2, 4, 4, dtype=dtype), torch.zeros(2, 2, 4, 4, dtype=dtype))
        loss = 0
        for t in range(video.shape[1] - 1):
            state = model(video[:, t], state)
            loss = loss + (state[0].sum(1, keepdim=True) - video[:, t + 1]).pow(2).mean()
        return loss

    batches = [torch.rand(2, 6, 1, 4, 4, dtype=dtype) for _ in range(updates)]
    return Trained(_train(cell, batches, loss_of, opt), (cell,))


SPECIMENS = (
    Specimen(inline_vanilla, (Expected("model", 6, 7),), hand=(Hand("h = torch.tanh", "tanh"),)),
    Specimen(gru_of_ones_own, (Expected("model.cell", 5, 6, "r z n"),), hand=(Hand("return (1 - z)", "add"),)),
    Specimen(
        lstm_of_ones_own,
        (Expected("lstm", 7, 5, "i f g o"),),
        hand=(Hand("h_t = o_t", "mul"), Hand("c_t = f_t", "add", "c")),
    ),
    Specimen(
        chunked_gates,
        (
            Expected("encoder.layers.0", 6, 5, "ingate forgetgate cellgate outgate"),
            Expected("encoder.layers.1", 6, 5, "ingate forgetgate cellgate outgate"),
        ),
        hand=(Hand("hy = outgate", "mul"), Hand("cy = (forgetgate", "add", "c")),
    ),
    Specimen(independent_units, (Expected("ind", 8, 6),), hand=(Hand("return torch.relu", "relu"),)),
    Specimen(
        convolutional_lstm,
        (Expected("cell", 5, 32, "i f o g"),),
        activations=("cell.conv",),
        hand=(Hand("h_next = o", "mul"), Hand("c_next = f", "add", "c")),
    ),
)
