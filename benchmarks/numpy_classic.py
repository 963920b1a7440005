"""The 112-line character model as a plain loop in numpy: what `rnnviz.tasks.classic` is compared with.

One product per timestep, forward and backward, one-hot inputs, float64: what one writes by hand, without tricks.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class NumpyClassic:
    """h(t) = tanh(W_xh x(t) + W_hh h(t-1) + b_h); y(t) = W_hy h(t) + b_y; L = sum over t of -ln softmax(y(t))[target].

    Parameters
    ----------
    ids : array of int, (n,)
        The text.
    symbols, hidden, length : int
        Size of the vocabulary V, units H, timesteps of a chunk T.
    seed : int
        Of the weights, N(0, 0.01).
    """

    NAMES = {
        "Wxh": "rnn.weight_ih_l0",
        "Whh": "rnn.weight_hh_l0",
        "Why": "output.weight",
        "bh": "rnn.bias_ih_l0",
        "by": "output.bias",
    }

    def __init__(
        self, ids: NDArray[np.integer], symbols: int, hidden: int = 100, length: int = 25, seed: int = 0
    ) -> None:
        draw = np.random.default_rng(seed).normal
        self.ids, self.symbols, self.length = ids, symbols, length
        self.weights: dict[str, Array] = {
            "Wxh": draw(0, 0.01, (hidden, symbols)),
            "Whh": draw(0, 0.01, (hidden, hidden)),
            "Why": draw(0, 0.01, (symbols, hidden)),
            "bh": np.zeros(hidden),
            "by": np.zeros(symbols),
        }
        self._restart()
        self.squares = {name: np.zeros_like(w) for name, w in self.weights.items()}

    def load(self, parameters: Mapping[str, NDArray[np.floating]]) -> None:
        """Take over the weights of the torch model, by the names of its `named_parameters`."""
        for mine, theirs in self.NAMES.items():
            self.weights[mine][...] = parameters[theirs]

    def update(self, learning_rate: float = 0.1, clip: float = 5.0) -> float:
        """Learn from the next chunk by Adagrad; return its loss."""
        if self.position + self.length + 1 >= len(self.ids):
            self._restart()
        chunk = self.ids[self.position : self.position + self.length + 1]
        loss, gradients = self._loss(chunk[:-1], chunk[1:])
        for name, gradient in gradients.items():
            np.clip(gradient, -clip, clip, out=gradient)
            self.squares[name] += gradient * gradient
            self.weights[name] -= learning_rate * gradient / np.sqrt(self.squares[name] + 1e-8)
        self.position += self.length
        return loss

    def _restart(self) -> None:
        self.position, self.h = 0, np.zeros(len(self.weights["bh"]))

    def _loss(self, inputs: NDArray[np.integer], targets: NDArray[np.integer]) -> tuple[float, dict[str, Array]]:
        """Return the loss of a chunk and its gradients, by backpropagation through time."""
        w, loss = self.weights, 0.0
        x, h, p = np.zeros((self.length, self.symbols)), {-1: self.h}, {}
        for t in range(self.length):
            x[t, inputs[t]] = 1.0
            h[t] = np.tanh(w["Wxh"] @ x[t] + w["Whh"] @ h[t - 1] + w["bh"])
            y = w["Why"] @ h[t] + w["by"]
            exponentials = np.exp(y - y.max())
            p[t] = exponentials / exponentials.sum()
            loss -= np.log(p[t][targets[t]])
        self.h = h[self.length - 1]

        g = {name: np.zeros_like(values) for name, values in w.items()}
        dh_next = np.zeros_like(self.h)
        for t in reversed(range(self.length)):
            dy = p[t]
            dy[targets[t]] -= 1.0
            g["Why"] += np.outer(dy, h[t])
            g["by"] += dy
            dh = w["Why"].T @ dy + dh_next
            dz = (1.0 - h[t] ** 2) * dh
            g["Wxh"] += np.outer(dz, x[t])
            g["Whh"] += np.outer(dz, h[t - 1])
            g["bh"] += dz
            dh_next = w["Whh"].T @ dz
        return float(loss), g
