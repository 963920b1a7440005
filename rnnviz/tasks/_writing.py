"""What tasks share when a model writes: its state cut off, its modes restored, its next symbol drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor, nn

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.tasks import State


def detached(state: State) -> State:
    """Return the state without its history: where truncated backpropagation stops."""
    return tuple(map(detached, state)) if isinstance(state, tuple) else state.detach()


@contextmanager
def evaluating(model: nn.Module) -> Iterator[None]:
    """Without dropout and gradients; the model's mode is restored."""
    training = model.training
    model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        model.train(training)


def finite(logits: Tensor) -> Tensor:
    """Return the logits.

    Raises
    ------
    Refused
        If one of them is not finite.
    """
    if not np.isfinite(logits.numpy(force=True)).all():
        raise Refused(QT_TRANSLATE_NOOP("tasks", "The model's outputs are no longer finite: it cannot write."))
    return logits


def drawn(logits: Tensor, temperature: float, generator: torch.Generator) -> int:
    """Draw a symbol from softmax(logits / temperature); the likeliest at temperature 0.

    Raises
    ------
    Refused
        If the logits are not finite.
    """
    values = finite(logits).numpy(force=True).astype(np.float64)  # (V,); numpy takes a third of torch's time here
    if temperature == 0:
        return int(values.argmax())
    upto = np.exp((values - values.max()) / temperature).cumsum()  # largest at 0: never overflows
    u = torch.rand((), dtype=torch.float64, generator=generator).item()  # in [0, 1)
    return int(upto.searchsorted(u * upto[-1], side="right"))  # right: nothing of probability 0 is drawn


def going_on(
    model: nn.Module, ids: Tensor, state: State, temperature: float, generator: torch.Generator
) -> Iterator[int]:
    """Yield what the model writes after `ids`, (T,), for as long as it is asked: each symbol is its next input.

    Raises
    ------
    Refused
        If the model's outputs are not finite.
    """
    while True:
        logits, state = model(ids.unsqueeze(1), state)  # (T, B = 1, V)
        symbol = drawn(logits[-1, 0], temperature, generator)
        yield symbol
        ids = torch.tensor([symbol], device=ids.device)
