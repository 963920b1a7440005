"""What counts as an update of a user's loop, and what is known of each.

An update is the first step of an optimiser after a backward pass. Further optimisers that step without a backward
pass of their own belong to it, and so do all passes before it: those of a loop that accumulates, and those of a
closure. Where no optimiser steps, it is over when the next backward pass finds that the weights have moved.
"""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

import torch
from torch import Tensor

from rnnviz.agent.backward_wrappers import Pass
from rnnviz.agent.gradient_norms import joined, norms, of_gradients, versions
from rnnviz.agent.loss_scale import scale
from rnnviz.agent.node_gradients import Graph
from rnnviz.agent.observation import UpdateMetrics

_SAMPLED = 64  # elements of a parameter by which it is seen that it has moved
_PARAMETERS = 8


class Updates:
    """Counts the updates of one loop.

    Parameters
    ----------
    ready : callable
        Told the metrics of an update before its weights change; returns the seconds that it waited.
    done : callable
        Told them when they have.
    """

    def __init__(self, ready: Callable[[UpdateMetrics], float], done: Callable[[UpdateMetrics], None]) -> None:
        self.number = 0
        self.by_hand = False  # weights were moved without an optimiser
        self.optimisers: list[weakref.ref[Any]] = []
        self._ready, self._done = ready, done
        self._pending = False
        self._told = False  # `ready`, of this update
        self._inside: Any = None  # the optimiser whose step runs
        self._loss = math.nan
        self._norms: dict[int, Tensor] = {}
        self._versions, self._scale = 0, 1.0
        self._parameters: list[Tensor] = []
        self._company: dict[int, list[Any]] = {}  # optimisers that step after another one, by its identity
        self._leader: Any = None
        self._stepped = False  # any optimiser, ever
        self._sample: list[tuple[Tensor, Tensor]] = []
        self._metrics: UpdateMetrics | None = None
        self._began, self._waited = perf_counter(), 0.0

    # --- backward passes ---

    def begins(self, asked: Pass) -> None:
        """Take note that a backward pass begins."""
        self._scale = scale(asked.roots[0])  # it cannot be read any more when the pass is over
        if not self._stepped:
            leaves = Graph.of(asked.roots).leaves
            if self._pending and self._moved(leaves):
                self.by_hand = True
                self._close(self._metrics or self._measured(None))
            self._parameters = leaves

    def ended(self, asked: Pass, result: Any) -> None:
        """Take note that it has ended: the gradients are there, and nobody has touched them."""
        inside = self._inside is not None
        if not (inside and self._pending):  # a closure is evaluated again at other weights
            factor = self._scale
            value = _value(asked) / factor
            self._loss = value if not self._pending else self._loss + value
            returned = list(zip(map(id, asked.inputs), result or (), strict=False)) if asked.inputs else []
            found = of_gradients((k, g) for k, g in returned if g is not None) if returned else norms(self._parameters)
            self._norms = {key: norm / factor for key, norm in found.items()}
            self._versions = versions(self._parameters)
        self._pending = True
        if not self._stepped:
            self._sample = [(p, _few(p)) for p in self._parameters[:_PARAMETERS]]

    def examine(self) -> None:
        """Tell what is known before the weights change, where no hook will be called between now and then."""
        if self._inside is not None or self.by_hand:
            self._tell(self._inside)

    @property
    def loss(self) -> float:
        """Of the update under way, as far as it goes."""
        return self._loss

    def forget(self) -> None:
        """Hold nothing of the user's any more."""
        self._parameters, self._sample, self._norms = [], [], {}
        self._inside = self._leader = None

    # --- optimisers ---

    def steps(self, optimiser: Any) -> None:
        """Take note that an optimiser is about to step."""
        self._inside = optimiser
        self._stepped, self.by_hand = True, False
        if all(held() is not optimiser for held in self.optimisers):
            self.optimisers.append(weakref.ref(optimiser))
            self._meet(_parameters(optimiser))
        if self._pending:
            self._tell(optimiser)

    def stepped(self, optimiser: Any) -> None:
        """Take note that it has."""
        self._inside = None
        if self._pending:
            self._leader = optimiser
            self._close(self._metrics or self._measured(optimiser))
        elif self._leader is not None and optimiser is not self._leader:
            company = self._company.setdefault(id(self._leader), [])
            if all(held() is not optimiser for held in company):
                company.append(weakref.ref(optimiser))

    def learned(self) -> list[str]:
        """Return the classes of the optimisers that have stepped."""
        return [type(o).__name__ for o in (held() for held in self.optimisers) if o is not None]

    def _tell(self, optimiser: Any) -> None:
        if not self._told:
            self._told = True
            self._metrics = self._measured(optimiser)
            self._waited += self._ready(self._metrics)

    def _measured(self, optimiser: Any) -> UpdateMetrics:
        own = self._parameters if optimiser is None else self._of_company(optimiser)
        keys = {id(p) for p in own}
        touched = optimiser is not None and versions(self._parameters) != self._versions
        clipped = joined(norms(own).values()) if touched else math.nan
        rate = math.nan if optimiser is None else float(optimiser.param_groups[0].get("lr", math.nan))
        late = norms(p for p in own if id(p) not in self._norms)  # an optimiser that was not known until now
        norm = joined(n for key, n in (late | self._norms).items() if key in keys)
        return UpdateMetrics(self.number, self._loss, norm, clipped, rate, perf_counter() - self._began - self._waited)

    def _of_company(self, optimiser: Any) -> list[Tensor]:
        others = [held() for held in self._company.get(id(optimiser), [])]
        return [p for each in (optimiser, *others) if each is not None for p in _parameters(each)]

    def _close(self, metrics: UpdateMetrics) -> None:
        self._pending = self._told = False
        self._metrics, self._loss, self._norms = None, math.nan, {}
        self.number += 1
        self._done(metrics)
        self._began, self._waited = perf_counter(), 0.0

    # --- parameters ---

    def _meet(self, parameters: Iterable[Tensor]) -> None:
        known = {id(p) for p in self._parameters}
        self._parameters += [p for p in parameters if id(p) not in known]

    def _moved(self, leaves: Iterable[Tensor]) -> bool:
        """Whether the weights are others than at the last pass, in place or by name."""
        if any(not torch.equal(few, _few(p)) for p, few in self._sample):
            return True
        return not {id(p) for p in leaves} & {id(p) for p in self._parameters}


def _few(parameter: Tensor) -> Tensor:
    return parameter.detach().reshape(-1)[:_SAMPLED].clone()


def _parameters(optimiser: Any) -> list[Tensor]:
    return [p for group in optimiser.param_groups for p in group["params"] if p.requires_grad]


def _value(asked: Pass) -> float:
    total = 0.0
    for root, weight in zip(asked.roots, asked.weights, strict=True):
        value = root.detach() if weight is None else root.detach() * weight.detach()
        total += float(value.sum())
    return total
