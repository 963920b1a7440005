"""Running a specimen bare and watched, and comparing what is left behind, to the bit."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import numpy as np
import torch

from benchmarks.zoo.specimen import Specimen, Trained
from rnnviz.agent.gate import Gate
from rnnviz.agent.observation import Facts, Found, FoundKind, Observation, Stop, UpdateMetrics
from rnnviz.agent.wishes import Wishes
from rnnviz.probe.frame import EVERYTHING, Want
from rnnviz.sentences import Sentence

UPDATES, SEED = 3, 5
ALL = EVERYTHING | {Want.ACTIVATIONS, Want.PARAMETER_GRADIENTS}


@dataclass
class Witness:
    """A viewer that keeps everything."""

    looks: bool = True
    observations: list[Observation] = field(default_factory=list)
    metrics: list[UpdateMetrics] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    is_closed: bool = False
    gate: Gate | None = None  # opened again at once

    def due(self) -> bool:
        return self.looks

    def observed(self, observation: Observation) -> None:
        self.observations.append(observation)

    def stopped(self, stop: Stop) -> None:
        self.stops.append(stop)
        if self.gate is not None:
            self.gate.run()

    def updated(self, metrics: UpdateMetrics) -> None:
        self.metrics.append(metrics)

    def said(self, sentence: Sentence, details: str = "") -> None:
        self.sentences.append(f"{sentence}\n{details}")

    def closed(self) -> None:
        self.is_closed = True

    @property
    def facts(self) -> Facts:
        """The last ones."""
        return next(o.facts for o in reversed(self.observations) if o.facts is not None)


def seeded() -> None:
    """Begin every generator anew."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    np.random.seed(SEED)


def bare(specimen: Specimen, updates: int = UPDATES, dtype: torch.dtype = torch.float32) -> Trained:
    """Train it as it is."""
    seeded()
    return specimen.train(updates, dtype)


def watched(
    specimen: Specimen, updates: int = UPDATES, dtype: torch.dtype = torch.float32, sequence: int = 0
) -> tuple[Trained, Witness]:
    """Train it watched at every update."""
    from rnnviz.agent.agent import Agent

    witness = Witness()
    agent = Agent(witness)
    witness.gate = agent.gate
    agent.wish(Wishes(ALL, sequence))
    agent.start()
    try:
        return bare(specimen, updates, dtype), witness
    finally:
        agent.close()


def identical(one: Trained, other: Trained) -> bool:
    """Whether losses and weights are the same bits."""
    same = np.array_equal(one.losses, other.losses, equal_nan=True)
    pairs = [
        pair
        for a, b in zip(one.models, other.models, strict=True)
        for pair in zip(a.state_dict().values(), b.state_dict().values(), strict=True)
    ]
    return same and all(torch.equal(a, b) for a, b in pairs)


def missing(specimen: Specimen, found: tuple[Found, ...]) -> list[str]:
    """Return what a reader expects and nobody found, and what nobody expects and was found."""
    told = []
    recurrences = [f for f in found if f.kind is FoundKind.RECURRENCE]
    for e in specimen.recurrences:
        fitting = [
            f
            for f in recurrences
            if f.name == e.name and f.shape == (e.timesteps, e.units) and f.gates == tuple(e.gates.split())
        ]
        if len(fitting) != e.count:
            told.append(f"{e} is there {len(fitting)} times")
    if len(recurrences) != sum(e.count for e in specimen.recurrences):
        told.append(f"recurrences: {[(f.name, f.shape, f.gates) for f in recurrences]}")
    attentions = sorted((f.name, *f.shape[1:]) for f in found if f.kind is FoundKind.ATTENTION)
    if attentions != sorted(specimen.attentions):
        told.append(f"attentions: {attentions}")
    activations = {f.name for f in found if f.kind is FoundKind.ACTIVATION}
    if activations != set(specimen.activations):
        told.append(f"activations: {activations}")
    return told
