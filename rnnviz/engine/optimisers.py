"""Optimisers by name, and clipping: what happens between backward and the new weights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

from rnnviz.engine.config import RunConfig
from rnnviz.engine.loading import importing


def optimiser(parameters: Sequence[nn.Parameter], config: RunConfig) -> torch.optim.Optimizer:
    """Build the optimiser that the config names.

    Adagrad starts its accumulator at 1e-8 and adds nothing to the root, so that its step is g / sqrt(1e-8 + sum g^2),
    as in Karpathy's character model.
    """
    with importing:  # the first optimiser ever built imports torch._dynamo, sympy and 800 more modules
        return _optimiser(parameters, config)


def _optimiser(parameters: Sequence[nn.Parameter], config: RunConfig) -> torch.optim.Optimizer:
    lr = config.learning_rate
    fused = config.device in ("cpu", "cuda")  # one kernel for all parameters; mps lacks some of them
    match config.optimiser:
        case "sgd":
            return torch.optim.SGD(parameters, lr=lr, momentum=config.momentum, fused=fused)
        case "adagrad":
            return torch.optim.Adagrad(
                parameters, lr=lr, initial_accumulator_value=1e-8, eps=0.0, fused=config.device == "cpu"
            )
        case "rmsprop":
            return torch.optim.RMSprop(parameters, lr=lr, momentum=config.momentum)
        case "adam":
            return torch.optim.Adam(parameters, lr=lr, fused=fused)
        case "adamw":
            return torch.optim.AdamW(parameters, lr=lr, fused=fused)


class Norms(NamedTuple):
    """Euclidean norms of the gradient over all parameters."""

    before: float  # clipping
    after: float


def clipped(parameters: Sequence[nn.Parameter], config: RunConfig) -> Norms:
    """Clip the gradients in place as the config says; return their norm before and after.

    By norm (Pascanu et al. 2013): g <- g * threshold / ||g|| if ||g|| > threshold. A norm that is not finite clips
    nothing: the gradients stay as they are, to be looked at.
    """
    gradients = [p.grad for p in parameters if p.grad is not None]
    total: Tensor = nn.utils.get_total_norm(gradients)
    norm = float(total)
    if not math.isfinite(norm):
        return Norms(norm, norm)
    if config.clip == "norm" and norm > config.clip_at:
        torch._foreach_mul_(gradients, config.clip_at / norm)
        return Norms(norm, config.clip_at)
    if config.clip == "value":
        nn.utils.clip_grad_value_(parameters, config.clip_at)
        return Norms(norm, float(nn.utils.get_total_norm(gradients)))
    return Norms(norm, norm)
