"""Convolutions over a sequence, alone and before a recurrence."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from benchmarks.zoo.fused import GRU
from benchmarks.zoo.specimen import Expected, Specimen, Trained


def dilated(updates: int, dtype: torch.dtype) -> Trained:
    """A temporal convolutional network: causal by cutting off what sees the future; residual, weight-normalised."""

    class TemporalBlock(nn.Module):
        def __init__(self, inputs: int, outputs: int, dilation: int) -> None:
            super().__init__()
            self.chomp = 2 * dilation
            self.conv = nn.utils.parametrizations.weight_norm(
                nn.Conv1d(inputs, outputs, 3, padding=2 * dilation, dilation=dilation)
            )
            self.down = nn.Conv1d(inputs, outputs, 1) if inputs != outputs else None

        def forward(self, x):
            out = torch.relu(self.conv(x)[:, :, : -self.chomp])
            return out + (x if self.down is None else self.down(x))

    tcn = nn.Sequential(TemporalBlock(2, 4, 1), TemporalBlock(4, 4, 2), TemporalBlock(4, 4, 4)).to(dtype)
    head = nn.Linear(4, 1).to(dtype)
    opt = torch.optim.Adam([*tcn.parameters(), *head.parameters()])
    losses = []
    for _ in range(updates):
        x = torch.rand(3, 2, 12, dtype=dtype)
        loss = F.mse_loss(head(tcn(x)[:, :, -1])[:, 0], x[:, 0].mean(1))
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (tcn, head))


def convolved_first(updates: int, dtype: torch.dtype) -> Trained:
    """Convolution and pooling shorten the sequence, a recurrence reads what is left; ReLU writes in place."""

    class Recogniser(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.features = nn.Sequential(nn.Conv1d(3, 5, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool1d(2))
            self.gru = nn.GRU(5, 6, batch_first=True)
            self.fc = nn.Linear(6, 4)

        def forward(self, x):
            y, _ = self.gru(self.features(x).transpose(1, 2))
            return self.fc(y).log_softmax(-1)

    model = Recogniser().to(dtype)
    opt = torch.optim.Adam(model.parameters())
    losses = []
    for _ in range(updates):
        log_p = model(torch.randn(2, 3, 16, dtype=dtype))
        loss = F.ctc_loss(log_p.transpose(0, 1), torch.randint(1, 4, (2, 3)), (8, 8), (3, 3))
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return Trained(losses, (model,))


SPECIMENS = (
    Specimen(dilated, activations=("tcn.0.conv", "tcn.0.down", "tcn.1.conv", "tcn.2.conv")),
    Specimen(
        convolved_first,
        (Expected("model.gru", 8, 6, GRU),),
        activations=("model.features.0", "model.features.2"),
    ),
)
