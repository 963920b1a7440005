"""What each direction of a network knows of the answer: the linear read-out split over the states it reads. No Qt here.

The output is y(t) = W_hy [h→(t); h←(t)] + b. Split by columns, W_hy = [W→ W←], it is W→ h→(t) + W← h←(t) + b: three
addends, exactly. What one direction would say alone is the softmax of its own addend and b.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnnviz.probe.frame import Array, Frame, Output, Recurrence

FORWARD, BACKWARD = "→", "←"
CLOSE = 1e-4  # a read-out is that of the model if its softmax is this near to the model's own


@dataclass(frozen=True, eq=False)
class Split:
    """The read-out of a Frame, by direction."""

    name: str  # of the parameter W_hy
    states: tuple[Recurrence, ...]  # those that it reads, in the order of its columns
    addends: Array  # of the logits: one a direction, (D, T, V)
    bias: Array  # (V,)
    output: Output
    wanted: Array  # (T,) the answer that is spoken of: an index into the labels

    @property
    def directions(self) -> tuple[str, ...]:
        """What each direction is called."""
        return tuple(BACKWARD if record.reverse else FORWARD for record in self.states)

    @property
    def axis(self) -> str:
        """The sequence that it runs along."""
        return self.output.axis

    @cached_property
    def rivals(self) -> Array:
        """The strongest other answer at each timestep, (T,)."""
        logits = np.nan_to_num(self.addends.sum(axis=0) + self.bias)  # (T, V)
        logits[np.arange(len(logits)), self.wanted] = -np.inf
        return np.asarray(logits.argmax(axis=1))

    @cached_property
    def evidence(self) -> Array:
        """The answer's logit less its strongest rival's: the addend of each direction and that of b, (D + 1, T)."""
        at = np.arange(len(self.wanted))
        own = self.addends[:, at, self.wanted] - self.addends[:, at, self.rivals]  # (D, T)
        return np.vstack([own, self.bias[self.wanted] - self.bias[self.rivals]])

    @cached_property
    def alone(self) -> Array:
        """The probability of the answer if one direction's states were all there is, the others zero, (D, T)."""
        at = np.arange(len(self.wanted))
        return np.asarray(_softmax(self.addends + self.bias)[:, at, self.wanted])

    @cached_property
    def together(self) -> Array:
        """The probability of the answer as the network says it, (T,)."""
        return np.asarray(self.output.probabilities[np.arange(len(self.wanted)), self.wanted])


@np.errstate(all="ignore")
def split(frame: Frame) -> Split | None:
    """Find the read-out among the weights of a Frame; None if there is none that gives the model's own answers."""
    output = frame.output
    states = () if output is None else _last_layer(frame, output.axis)
    if output is None or not states:
        return None
    h = np.concatenate([record.h for record in states], axis=1)  # (T, D H)
    biases = {weights.name: weights.values[:, 0] for weights in frame.weights if weights.values.shape[1] == 1}
    for weights in frame.weights:
        if weights.values.shape != (len(output.labels), h.shape[1]):
            continue
        bias = biases.get(weights.name.removesuffix("weight") + "bias", np.zeros(len(output.labels), np.float32))
        if len(bias) == len(weights.values) and _agree(h @ weights.values.T + bias, output):
            parts = np.split(weights.values, np.cumsum([record.h.shape[1] for record in states])[:-1], axis=1)
            addends = np.stack([record.h @ part.T for record, part in zip(states, parts, strict=True)])
            return Split(weights.name, states, addends, bias, output, _wanted(output))
    return None


def _last_layer(frame: Frame, axis: str) -> tuple[Recurrence, ...]:
    along = [record for record in frame.recurrences if record.axis == axis]
    return tuple(r for r in along if (r.name, r.call, r.layer) == (along[-1].name, along[-1].call, along[-1].layer))


def _agree(logits: Array, output: Output) -> bool:
    return np.allclose(_softmax(logits), output.probabilities, rtol=0, atol=CLOSE, equal_nan=True)


def _softmax(logits: Array) -> Array:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _wanted(output: Output) -> Array:
    """Return the right answer of each timestep; where nothing is asked, the next one that is, else its own answer."""
    wanted = np.where(output.targets >= 0, output.targets, np.nan_to_num(output.probabilities).argmax(axis=1))
    known = np.flatnonzero(output.targets >= 0)
    if len(known):
        following = np.searchsorted(known, np.arange(len(wanted)))  # the first known one from here on
        inside = following < len(known)
        wanted[inside] = output.targets[known[following[inside]]]
    return np.asarray(wanted)


def matrices(frame: Frame) -> dict[int, tuple[int, int, int, int]]:
    """Return of each layer the sizes of its W_l: rows, columns for what is below, columns for h(t-1), and n.

    The lectures write both parts as one matrix on the states of the layer below and its own, stacked: for an LSTM of
    n units W_l is 4n x 2n.
    """
    sizes = {weights.name: weights.values.shape for weights in frame.weights}
    found: dict[int, tuple[int, int, int, int]] = {}
    directions = 1 + any(record.reverse for record in frame.recurrences)
    for record in (r for r in frame.recurrences if r.axis == frame.recurrences[-1].axis and not r.reverse):
        fused = f"{record.name}.weight_{{}}_l{record.layer}"
        looped = f"{record.name}.cells.{record.layer * directions}.weight_{{}}"
        for name in (fused, looped):
            if (ih := sizes.get(name.format("ih"))) and (hh := sizes.get(name.format("hh"))):
                found[record.layer] = (hh[0], ih[1], hh[1], record.h.shape[1])
    return found
