"""Optimisers by name, and clipping: what happens between backward and the new weights.

The arithmetic of a step is torch's, one kernel for all parameters. What `torch.optim` does around it takes several
times as long for a small network, a tenth of the whole update, and imports 800 modules first.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

import torch
from torch import Tensor, nn

from rnnviz.engine.config import RunConfig

Tensors = list[Tensor]


class Optimiser(ABC):
    """Changes parameters by their ``.grad``; does to the bit what the one of that name in `torch.optim` does.

    Parameters
    ----------
    parameters : sequence of Parameter
    config : RunConfig
        Learning rate and momentum.

    Attributes
    ----------
    state : list of dict
        For each parameter its entries by the names that torch gives them; empty until its first step.
    """

    def __init__(self, parameters: Sequence[nn.Parameter], config: RunConfig) -> None:
        self.parameters = tuple(parameters)
        self.learning_rate = config.learning_rate
        self.momentum = config.momentum
        self.state: list[dict[str, Tensor]] = [{} for _ in self.parameters]

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for parameter in self.parameters:
            parameter.grad = None

    def load(self, state: Sequence[Mapping[str, Tensor]]) -> None:
        """Take over a copy of a state, by parameter."""
        self.state = [
            {name: value.detach().to(p.device, copy=True) for name, value in entries.items()}
            for p, entries in zip(self.parameters, state, strict=True)
        ]

    def step(self) -> None:
        """Take one step; a parameter without a gradient stays as it is."""
        learning: Tensors = []
        gradients: Tensors = []
        state: list[dict[str, Tensor]] = []
        with torch.no_grad():
            for parameter, entries in zip(self.parameters, self.state, strict=True):
                if (gradient := parameter.grad) is not None:
                    if not entries:
                        entries |= self._begin(parameter)
                    learning.append(parameter)
                    gradients.append(gradient)
                    state.append(entries)
            if learning:
                self._step(learning, gradients, *([entries[name] for entries in state] for name in self.names))

    def _begin(self, parameter: Tensor) -> dict[str, Tensor]:
        """Return the state of a parameter before its first step."""
        return {name: torch.zeros_like(parameter) if name != "step" else _steps(parameter) for name in self.names}

    @property
    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """Return the names of a parameter's entries."""

    @abstractmethod
    def _step(self, parameters: Tensors, gradients: Tensors, *state: Tensors) -> None: ...


def _steps(parameter: Tensor) -> Tensor:
    return torch.zeros((), dtype=torch.float32, device=parameter.device)  # of any precision, as torch counts them


class SGD(Optimiser):
    """v <- m v + g; w <- w - lr v."""

    @property
    def names(self) -> tuple[str, ...]:
        """Without momentum v is g."""
        return ("momentum_buffer",) if self.momentum else ()

    def _step(self, parameters: Tensors, gradients: Tensors, *state: Tensors) -> None:
        torch._fused_sgd_(
            parameters,
            gradients,
            *(state or ([],)),
            weight_decay=0.0,
            momentum=self.momentum,
            lr=self.learning_rate,
            dampening=0.0,
            nesterov=False,
            maximize=False,
            is_first_step=False,
        )


class Adagrad(Optimiser):
    """s <- s + g²; w <- w - lr g / √s (Duchi et al. 2011), with s = 1e-8 at first, as in Karpathy's character model."""

    @property
    def names(self) -> tuple[str, ...]:
        """As torch has them."""
        return ("step", "sum")

    def _begin(self, parameter: Tensor) -> dict[str, Tensor]:
        return super()._begin(parameter) | {"sum": torch.full_like(parameter, 1e-8)}

    def _step(self, parameters: Tensors, gradients: Tensors, *state: Tensors) -> None:
        steps, sums = state
        torch._foreach_add_(steps, 1)
        if parameters[0].device.type == "mps":  # has no kernel for it
            torch._foreach_addcmul_(sums, gradients, gradients)
            torch._foreach_addcdiv_(parameters, gradients, torch._foreach_sqrt(sums), -self.learning_rate)
            return
        torch._fused_adagrad_(
            parameters,
            gradients,
            sums,
            steps,
            lr=self.learning_rate,
            lr_decay=0.0,
            weight_decay=0.0,
            eps=0.0,
            maximize=False,
        )


class RMSprop(Optimiser):
    """s <- 0.99 s + 0.01 g²; v <- m v + g / (√s + 1e-8); w <- w - lr v (Tieleman and Hinton 2012)."""

    @property
    def names(self) -> tuple[str, ...]:
        """Without momentum v is g / (√s + 1e-8)."""
        return ("square_avg", "momentum_buffer") if self.momentum else ("square_avg",)

    def _step(self, parameters: Tensors, gradients: Tensors, *state: Tensors) -> None:
        squares, *moving = state
        torch._foreach_mul_(squares, 0.99)
        torch._foreach_addcmul_(squares, gradients, gradients, 1 - 0.99)
        roots = torch._foreach_sqrt(squares)
        torch._foreach_add_(roots, 1e-8)
        for v in moving:
            torch._foreach_mul_(v, self.momentum)
            torch._foreach_addcdiv_(v, gradients, roots)
            torch._foreach_add_(parameters, v, alpha=-self.learning_rate)
        if not moving:
            torch._foreach_addcdiv_(parameters, gradients, roots, -self.learning_rate)


class Adam(Optimiser):
    """m <- 0.9 m + 0.1 g; v <- 0.999 v + 0.001 g²; w <- w - lr m̂ / (√v̂ + 1e-8) (Kingma and Ba 2015)."""

    weight_decay: ClassVar[float] = 0.0
    _kernel: Any = staticmethod(torch._fused_adam_)

    @property
    def names(self) -> tuple[str, ...]:
        """As torch has them."""
        return ("step", "exp_avg", "exp_avg_sq")

    def _step(self, parameters: Tensors, gradients: Tensors, *state: Tensors) -> None:
        steps, means, squares = state
        torch._foreach_add_(steps, 1)
        self._kernel(
            parameters,
            gradients,
            means,
            squares,
            [],
            steps,
            lr=self.learning_rate,
            beta1=0.9,
            beta2=0.999,
            weight_decay=self.weight_decay,
            eps=1e-8,
            amsgrad=False,
            maximize=False,
        )


class AdamW(Adam):
    """The same after w <- w - lr 0.01 w (Loshchilov and Hutter 2019)."""

    weight_decay = 0.01
    _kernel = staticmethod(torch._fused_adamw_)


_BY_NAME: Mapping[str, Callable[[Sequence[nn.Parameter], RunConfig], Optimiser]] = {
    "sgd": SGD,
    "adagrad": Adagrad,
    "rmsprop": RMSprop,
    "adam": Adam,
    "adamw": AdamW,
}


def optimiser(parameters: Sequence[nn.Parameter], config: RunConfig) -> Optimiser:
    """Make the optimiser that the config names."""
    return _BY_NAME[config.optimiser](parameters, config)


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
    norm = _norm(gradients)
    if not norm > config.clip_at or config.clip == "none" or not math.isfinite(norm):
        return Norms(norm, norm)  # no entry is larger than the norm
    if config.clip == "norm":
        torch._foreach_mul_(gradients, config.clip_at / norm)
        return Norms(norm, config.clip_at)
    torch._foreach_clamp_min_(gradients, -config.clip_at)
    torch._foreach_clamp_max_(gradients, config.clip_at)
    return Norms(norm, _norm(gradients))


def _norm(gradients: Tensors) -> float:
    return float(torch.linalg.vector_norm(torch.stack(torch._foreach_norm(gradients)))) if gradients else 0.0
