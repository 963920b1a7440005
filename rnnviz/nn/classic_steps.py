"""The 112-line character model, step by step: a chunk of text forwards, then backwards through time.

This is what trains the experiment of that name (Karpathy 2015, "min-char-rnn"): `rnnviz.nn.classic_loss` hands weights
and gradients over, the optimiser clips and steps. It is written to be read; what follows "#:" on a line says which
operations of a recorded update it carries out.

T timesteps of a chunk, H hidden units, V symbols.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Weights(NamedTuple):
    """All that the model knows."""

    W_xh: Array  # (H, V), from a symbol to the hidden units
    W_hh: Array  # (H, H), from the hidden units to themselves, one timestep on
    b_h: Array  # (H,)
    W_hy: Array  # (V, H), from the hidden units to the symbols
    b_y: Array  # (V,)


class Passed(NamedTuple):
    """What the way back needs of the way there."""

    inputs: Array  # (T,), which symbol is read at each timestep
    targets: Array  # (T,), which symbol comes next
    h: Array  # (T + 1, H), the state before the chunk, and after each timestep
    p: Array  # (T, V), the probability of every symbol to be the next


def forward(weights: Weights, inputs: Array, targets: Array, h_before: Array) -> tuple[float, Passed]:
    """Read a chunk and predict each next symbol; return the loss, in nats, and what was passed."""
    W_xh, W_hh, b_h, W_hy, b_y = weights
    T = len(inputs)
    h = np.empty((T + 1, len(b_h)), W_hh.dtype)
    h[0] = h_before

    # A symbol is a vector of zeros with a single 1, so W_xh x(t) is a column of W_xh.
    x = np.zeros((T, len(b_y)), W_hh.dtype)  #: forward zeros
    x[np.arange(T), inputs] = 1.0  #: forward unsqueeze, scatter
    a = x @ W_xh.T + b_h  # (T, H)

    for t in range(T):
        a[t] += W_hh @ h[t]  #: forward a
        np.tanh(a[t], out=h[t + 1])  #: forward h

    y = h[1:] @ W_hy.T + b_y  # (T, V)  #: forward output, linear

    # Softmax and cross-entropy, -ln p(target): the largest y is taken away first, so that no e^y overflows.
    y -= y.max(axis=1, keepdims=True)  #: loss flatten
    e = np.exp(y)
    total = e.sum(axis=1, keepdims=True)
    p = e / total
    loss = np.log(total).sum() - y[np.arange(T), targets].sum()  #: loss cross_entropy
    return float(loss), Passed(inputs, targets, h, p)


def backward(weights: Weights, passed: Passed, dL: float = 1.0) -> Weights:  #: backward cross_entropy
    """Return how the loss changes with each weight, by backpropagation through time."""
    W_hh, W_hy = weights.W_hh, weights.W_hy
    inputs, targets, h, p = passed
    T = len(inputs)

    # Of a softmax and its cross-entropy: the probabilities, less 1 at what should have come.
    dy = dL * p  # (T, V)  #: backward flatten
    dy[np.arange(T), targets] -= dL  #: backward linear

    from_y = dy @ W_hy  # (T, H): what reaches h(t) from its own prediction  #: backward output
    slope = 1.0 - h[1:] * h[1:]  # of tanh

    dz = np.empty_like(from_y)
    from_later = np.zeros_like(h[0])  # at the end of the chunk nothing comes from later
    for t in reversed(range(T)):
        dh = from_y[t] + from_later  #: backward h
        dz[t] = slope[t] * dh  #: backward a
        from_later = dz[t] @ W_hh

    # The same weights were used at every timestep: their gradient is a sum over all of them.
    x = np.zeros_like(dy)
    x[np.arange(T), inputs] = 1.0
    return Weights(
        W_xh=dz.T @ x,  #: backward rnn.weight_ih_l0
        W_hh=dz.T @ h[:-1],  #: backward rnn.weight_hh_l0
        b_h=dz.sum(axis=0),  #: backward rnn.bias_ih_l0
        W_hy=dy.T @ h[1:],  #: backward output.weight
        b_y=dy.sum(axis=0),  #: backward output.bias
    )
