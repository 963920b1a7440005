"""What running the model on the probe sequence yields, and what is read off it: axes, symbols, the prediction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import torch
from torch import Tensor

from rnnviz.probe.decoding import Decoding
from rnnviz.probe.frame import Attention, Output, Recurrence
from rnnviz.probe.numbers import frozen

Value = TypeVar("Value")

TIMESTEP = "timestep"  # the axis where the forward names none


@dataclass(frozen=True, eq=False)
class Outcome:
    """The loss on the probe sequence, and what the forward knows of its meaning; only the loss is needed.

    Module names are those of ``model.named_modules()``; where several prefixes fit a name, the longest counts.
    """

    loss: Tensor  # scalar
    logits: Tensor | None = None  # (T, V)
    targets: Tensor | None = None  # (T,) index into the vocabulary; -1: none known
    own_answer: str = ""  # as `Output.own_answer`; marked with `QT_TRANSLATE_NOOP`
    labels: tuple[str, ...] = ()  # of the vocabulary, as shown
    axis: str = TIMESTEP  # the axis of the output, a key of `sequences`
    sequences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # axis -> its symbols, as shown
    axes: Mapping[str, str] = field(default_factory=dict)  # module-name prefix -> axis of its recurrences
    attention_axes: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # prefix -> (target, source)
    lengths: Mapping[str, int] = field(default_factory=dict)  # axis -> timesteps of the sequence, where it is padded
    decoding: Callable[[], Decoding] | None = None  # decodes the sequence aside; called only if that is wanted


def by_prefix(table: Mapping[str, Value], name: str, default: Value) -> Value:
    """Look a module's name up in a table of prefixes: the longest one that ends at a dot wins, "" fits all."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        prefix = ".".join(parts[:length])
        if prefix in table:
            return table[prefix]
    return table.get("", default)


def symbols(
    outcome: Outcome, recurrences: Iterable[Recurrence], attentions: Iterable[Attention], output: Output | None
) -> dict[str, tuple[str, ...]]:
    """Return the symbols of every axis in use; an axis without any gets "0", "1", ..."""
    lengths = {r.axis: 0 for r in recurrences}
    found = [(r.axis, len(r.h)) for r in recurrences]
    if output is not None:
        found.append((output.axis, len(output.probabilities)))
    for attention in attentions:
        _, targets, sources = attention.weights.shape
        found += [(attention.target_axis, targets), (attention.source_axis, sources)]
    for axis, length in found:
        lengths[axis] = max(length, lengths.get(axis, 0))
    invented = {axis: tuple(map(str, range(n))) for axis, n in lengths.items() if axis}
    return {**invented, **outcome.sequences}


def prediction(outcome: Outcome) -> Output | None:
    """Return the softmax over the vocabulary and the cross entropy of each timestep, in nats."""
    if outcome.logits is None:
        return None
    logits = outcome.logits.detach()  # (T, V)
    log_p = logits.log_softmax(-1)
    targets = outcome.targets
    if targets is None:
        targets = torch.full(log_p.shape[:1], -1, device=log_p.device)
    at = targets.clamp_min(0)[:, None]  # a target that is not known reads symbol 0, which is then struck out
    losses = log_p.gather(1, at)[:, 0].neg().masked_fill(targets < 0, torch.nan)  # (T,)
    labels = outcome.labels or tuple(map(str, range(log_p.shape[1])))
    known = frozen(targets, copy=True)
    return Output(outcome.axis, labels, known, frozen(log_p.exp()), frozen(losses), outcome.own_answer)
