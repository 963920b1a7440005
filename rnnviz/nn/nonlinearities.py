"""What is applied to a sum of inputs: how it is written, its slope, and the range that it stays in. No torch here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

_Array = NDArray[Any]


@dataclass(frozen=True)
class Nonlinearity:
    """φ, elementwise.

    Attributes
    ----------
    name : str
        The name of torch's method, ``tensor.sigmoid()``, or of `rnnviz.nn.elman.NONLINEARITIES`.
    written : str
        As it stands in a formula; empty: nothing is applied.
    slope : callable
        φ'(a) from a and φ(a); torch's constants.
    slope_written : str
        φ'(a) with ``{value}`` for φ(a).
    low, high : float
        The ends of its range.
    """

    name: str
    written: str
    slope: Callable[[_Array, _Array], _Array]
    slope_written: str = "φ′(a)"
    low: float = -math.inf
    high: float = math.inf

    @property
    def signed(self) -> bool:
        """Whether its values have both signs."""
        return self.low < 0.0

    @property
    def bounded(self) -> bool:
        """Whether its range has two ends."""
        return math.isfinite(self.low) and math.isfinite(self.high)


TANH = Nonlinearity("tanh", "tanh", lambda a, h: 1 - h * h, "(1−{value}²)", -1.0, 1.0)
POSITIVE = Nonlinearity(
    "positive", "g", lambda a, h: np.where(h >= 0.5, 1.0, h * (1 - h)).astype(h.dtype), "g′(a)", 0.0
)  # a + 1/2 from 0 on, σ(a) below: it grows as a does and is never negative
SIGMOID = Nonlinearity("sigmoid", "σ", lambda a, h: h * (1 - h), "{value}·(1−{value})", 0.0, 1.0)

EXPONENTIAL = Nonlinearity("exp", "exp", lambda a, h: h, "{value}", 0.0)
#: What is its own sum; a gate in log space, for instance.
PLAIN = Nonlinearity("linear", "", lambda a, h: np.ones_like(h), "1")
#: Of a gate that is made of others and lies between 0 and 1.
SHARE = Nonlinearity("linear", "", lambda a, h: np.ones_like(h), "1", 0.0, 1.0)
#: exp(-exp(a)): how much a rotation keeps, whatever is learned less than all (Orvieto et al. 2023).
DECAY = Nonlinearity("decay", "d", lambda a, h: h * np.log(np.maximum(h, np.finfo(h.dtype).tiny)), "φ′(a)", 0.0, 1.0)

#: Those of the vanilla cell, by the values of the setting.
NONLINEARITIES: Mapping[str, Nonlinearity] = MappingProxyType(
    {
        "tanh": TANH,
        "relu": Nonlinearity("relu", "ReLU", lambda a, h: (a > 0).astype(h.dtype), low=0.0),
        "leaky_relu": Nonlinearity("leaky_relu", "leakyReLU", lambda a, h: np.where(a > 0, 1.0, 0.01).astype(h.dtype)),
        "elu": Nonlinearity("elu", "ELU", lambda a, h: np.where(a > 0, 1.0, h + 1.0).astype(h.dtype), low=-1.0),
        "sigmoid": SIGMOID,
        "linear": Nonlinearity("linear", "", lambda a, h: np.ones_like(h)),
        # the surrogate that it learns by
        "threshold": Nonlinearity("threshold", "step", lambda a, h: 1 / (1 + np.abs(a)) ** 2, "1/(1+|a|)²", 0.0, 1.0),
    }
)
