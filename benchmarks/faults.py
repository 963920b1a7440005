"""Faults, planted in small models: each makes something that is not finite on a line marked with its name.

Each fault is a model or a loss that anybody could have written. The line that ends in ``# planted: <name>`` is the one
that the hunt must name; for a fault in data or weights it is the leaf.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

T, B, N, H = 4, 3, 5, 6


@dataclass(frozen=True)
class Fault:
    """One planted fault."""

    name: str
    build: Callable[[], tuple[nn.Module, Callable[[nn.Module], Tensor]]]  # a model, and its loss
    backward: bool = False  # born in the backward pass alone
    leaf: str | None = None  # the name of a parameter, or "input": what was not finite before


FAULTS: dict[str, Fault] = {}

Loss = Callable[[Tensor], Tensor]


class Model(nn.Module):
    """A recurrent layer and a linear output; `head` makes something of it."""

    def __init__(self, layer: type[nn.RNNBase] = nn.LSTM) -> None:
        super().__init__()
        self.rnn = layer(N, H)
        self.output = nn.Linear(H, N)

    def forward(self, x: Tensor) -> Tensor:
        """(T, B, N) -> (T, B, N)."""
        return self.output(self.rnn(x)[0])


def data() -> Tensor:
    return torch.randn(T, B, N)


def fault(name: str, backward: bool = False) -> Callable[[Loss], Loss]:
    """Register a loss of (T, B, N) as a fault."""

    def register(loss: Loss) -> Loss:
        def build() -> tuple[nn.Module, Callable[[nn.Module], Tensor]]:
            model, x = Model(), data()
            return model, lambda m: loss(m(x))

        FAULTS[name] = Fault(name, build, backward)
        return loss

    return register


def built(name: str, backward: bool = False, leaf: str | None = None) -> Callable[[Any], Any]:
    """Register what builds model and loss as a fault."""

    def register(build: Any) -> Any:
        FAULTS[name] = Fault(name, build, backward, leaf)
        return build

    return register


# --- born in the forward pass ------------------------------------------------------------------------------------


@fault("log of zero")
def log_of_zero(y: Tensor) -> Tensor:
    p = torch.relu(y - 100)
    return torch.log(p).mean()  # planted: log of zero


@fault("zero by zero")
def zero_by_zero(y: Tensor) -> Tensor:
    opened = (y > 100).float()
    return ((y * opened).sum() / opened.sum()).mean()  # planted: zero by zero


@fault("overflow of exp")
def overflow_of_exp(y: Tensor) -> Tensor:
    scaled = y * 1e4
    weights = torch.exp(scaled)  # planted: overflow of exp
    return (weights / weights.sum()).square().mean()


@fault("square root of a negative")
def square_root_of_a_negative(y: Tensor) -> Tensor:
    variance = y.mean(0) - y.square().mean(0) - 10
    return variance.sqrt().mean()  # planted: square root of a negative


@fault("fractional power of a negative")
def fractional_power(y: Tensor) -> Tensor:
    lowered = y - 10
    return (lowered**0.5).mean()  # planted: fractional power of a negative


@fault("arc cosine beyond one")
def arc_cosine(y: Tensor) -> Tensor:
    cosine = F.normalize(y, dim=-1).norm(dim=-1) * 1.1
    return torch.acos(cosine).mean()  # planted: arc cosine beyond one


@fault("overflow of a product")
def overflow_of_a_product(y: Tensor) -> Tensor:
    large = torch.full_like(y, 1e30) + y
    return (large * large).mean()  # planted: overflow of a product


@fault("difference of infinities in half precision")
def half_precision(y: Tensor) -> Tensor:
    small = (y * 1e6).half()  # planted: difference of infinities in half precision
    return (small - small).float().mean()


@fault("deviation of one sample")
def deviation_of_one(y: Tensor) -> Tensor:
    only = y[:1]
    return only.std(dim=0).mean()  # planted: deviation of one sample


@fault("mean over nothing")
def mean_over_nothing(y: Tensor) -> Tensor:
    chosen = y[y > 100]
    return chosen.mean()  # planted: mean over nothing


@fault("division in place")
def division_in_place(y: Tensor) -> Tensor:
    z = y.clone()
    z.div_(torch.zeros(N))  # planted: division in place
    return z.mean()


@fault("assignment to a row")
def assignment_to_a_row(y: Tensor) -> Tensor:
    z = y.clone()
    row = z[0]
    row.log_()  # planted: assignment to a row
    return z.mean()


@fault("cross entropy of an impossible class")
def impossible_class(y: Tensor) -> Tensor:
    mask = torch.zeros(N, dtype=torch.bool)
    mask[2] = True
    logits = y.masked_fill(mask, -math.inf)
    target = torch.full((T * B,), 2)
    return F.cross_entropy(logits.flatten(0, 1), target)  # planted: cross entropy of an impossible class


@fault("log of a softmax that underflows")
def log_of_a_softmax(y: Tensor) -> Tensor:
    p = torch.softmax(torch.linspace(0, 300, N) + y, -1)
    return -p.log().mean()  # planted: log of a softmax that underflows


@fault("normalisation of a constant")
def normalisation_of_a_constant(y: Tensor) -> Tensor:
    same = y * 0 + 3
    return F.layer_norm(same, (N,), eps=0.0).square().mean()  # planted: normalisation of a constant


class Attention(nn.Module):
    """Dot-product attention over recurrent states, with a mask."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.GRU(N, H)

    def forward(self, x: Tensor, outside: Tensor) -> Tensor:
        h = self.rnn(x)[0].transpose(0, 1)  # (B, T, H)
        scores = (h @ h.transpose(1, 2)).masked_fill(outside, -math.inf)  # (B, T, T)
        weights = torch.softmax(scores, -1)  # planted: fully masked row
        return weights @ h


@built("fully masked row")
def fully_masked_row() -> tuple[nn.Module, Callable[[nn.Module], Tensor]]:
    model, x = Attention(), data()
    outside = torch.zeros(B, T, T, dtype=torch.bool)
    outside[:, :, -1] = True  # legitimate padding
    outside[1] = True  # a sequence with no symbol at all
    return model, lambda m: m(x, outside).square().mean()


@built("attention of torch with nothing to look at")
def torchs_attention() -> tuple[nn.Module, Callable[[nn.Module], Tensor]]:
    class Looks(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.rnn, self.attention = nn.RNN(N, H), nn.MultiheadAttention(H, 2)

        def forward(self, x: Tensor, outside: Tensor) -> Tensor:
            h = self.rnn(x)[0]
            seen, _ = self.attention(h, h, h, outside)  # planted: attention of torch with nothing to look at
            return seen

    x, outside = data(), torch.zeros(B, T, dtype=torch.bool)
    outside[2] = True
    return Looks(), lambda m: m(x, outside).square().mean()


class ExponentialCell(nn.Module):
    """A vanilla cell whose nonlinearity grows without bound."""

    key = "exponential"

    def __init__(self) -> None:
        super().__init__()
        self.weight_ih, self.weight_hh = nn.Parameter(torch.ones(H, N)), nn.Parameter(torch.ones(H, H))

    def explain(self, x: Tensor, h: Tensor, c: Tensor | None) -> tuple[Mapping[str, Tensor], Mapping[str, Tensor]]:
        return {}, {"h": x @ self.weight_ih.T + h @ self.weight_hh.T}

    def forward(self, x: Tensor, h: Tensor) -> Tensor:
        a = x @ self.weight_ih.T + h @ self.weight_hh.T
        return torch.exp(a)  # planted: in a custom cell


class Loop(nn.Module):
    """A cell in a loop."""

    def __init__(self, cell: nn.Module) -> None:
        super().__init__()
        self.cell = cell

    def forward(self, x: Tensor) -> Tensor:
        h = x.new_zeros(B, H)
        for x_t in x:
            h = self.cell(x_t, h)
        return h


@built("in a custom cell")
def custom_cell() -> tuple[nn.Module, Callable[[nn.Module], Tensor]]:
    x = data().abs()
    return Loop(ExponentialCell()), lambda m: m(x).mean()


class Inverse(torch.autograd.Function):
    """1 / x, by hand."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        result = 1 / x  # planted: in a custom function
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        (result,) = ctx.saved_tensors
        return -gradient * result * result


@fault("in a custom function")
def custom_function(y: Tensor) -> Tensor:
    return Inverse.apply(y.relu() * 0).mean()


class Unrolled(nn.Module):
    """A layer of torch whose states explode: ReLU and a large recurrent weight."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.RNN(N, H, nonlinearity="relu")
        nn.init.constant_(self.rnn.weight_hh_l0, 1e20)

    def forward(self, x: Tensor) -> Tensor:
        states, _ = self.rnn(x)  # planted: states that explode
        return states


@built("states that explode")
def exploding_states() -> tuple[nn.Module, Callable[[nn.Module], Tensor]]:
    x = data().abs()
    return Unrolled(), lambda m: m(x).mean()


# --- there before ------------------------------------------------------------------------------------------------


@built("NaN in the data", leaf="input")
def nan_in_the_data() -> tuple[nn.Module, Callable[[nn.Module], Tensor]]:
    x = data()
    x[2, 1, 3] = math.nan
    return Model(), lambda m: m(x).mean()


@built("infinite weight", leaf="rnn.weight_hh_l0")
def infinite_weight() -> tuple[nn.Module, Callable[[nn.Module], Tensor]]:
    model, x = Model(nn.GRU), data()
    with torch.no_grad():
        model.rnn.weight_hh_l0[3, 2] = math.inf
    return model, lambda m: m(x).mean()


@built("infinite learning rate", leaf="output.weight")
def infinite_learning_rate() -> tuple[nn.Module, Callable[[nn.Module], Tensor]]:
    model, x = Model(), data()
    optimiser = torch.optim.SGD([model.output.weight], lr=math.inf)
    model(x).square().mean().backward()
    optimiser.step()
    model.zero_grad()
    return model, lambda m: m(x).square().mean()


# --- born in the backward pass alone -----------------------------------------------------------------------------


@fault("slope of the square root at zero", backward=True)
def slope_of_the_square_root(y: Tensor) -> Tensor:
    squared = (y * 0).square()
    return squared.sqrt().mean()  # planted: slope of the square root at zero


@fault("a branch not taken", backward=True)
def a_branch_not_taken(y: Tensor) -> Tensor:
    p = y * 0
    logs = torch.log(p)  # planted: a branch not taken
    return torch.where(p > 0, logs, p).mean()


@fault("slope of a small power", backward=True)
def slope_of_a_power(y: Tensor) -> Tensor:
    base = y.relu() * 0
    return base.pow(0.25).sum()  # planted: slope of a small power


@fault("slope of the arc sine at one", backward=True)
def slope_of_the_arc_sine(y: Tensor) -> Tensor:
    bounded = y.clamp(0.999, 0.9999).ceil() * 0 + y * 0 + 1
    return torch.asin(bounded).mean()  # planted: slope of the arc sine at one


@fault("length of a zero vector", backward=True)
def length_of_zero(y: Tensor) -> Tensor:
    difference = y - y.detach()
    return (difference * difference).sum(-1).pow(0.5).mean()  # planted: length of a zero vector


@fault("in the backward of a custom function", backward=True)
def custom_backward(y: Tensor) -> Tensor:
    return Steep.apply(y).mean() + y.square().mean()


class Steep(torch.autograd.Function):
    """Zero, with a slope that is not finite."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return x * 0

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        (x,) = ctx.saved_tensors
        return gradient / (x - x)  # planted: in the backward of a custom function


@built("gradients that explode through time", backward=True)
def exploding_gradients() -> tuple[nn.Module, Callable[[nn.Module], Tensor]]:
    class Explodes(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.rnn = nn.RNN(N, H, nonlinearity="relu")
            for parameter in self.rnn.parameters():
                nn.init.zeros_(parameter)
            nn.init.constant_(self.rnn.weight_hh_l0, 1e15)
            nn.init.ones_(self.rnn.weight_ih_l0)

        def forward(self, x: Tensor) -> Tensor:
            states, _ = self.rnn(x)  # planted: gradients that explode through time
            return states

    x = torch.zeros(T, B, N)
    x[-1] = 1e-4  # the states before the last timestep are zero, but for a trifle that keeps ReLU open
    x[:-1] = 1e-42
    return Explodes(), lambda m: (m(x)[-1] * 1e-6).mean()
