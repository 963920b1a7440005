"""A user's own model, watched in passing: the zoo, and what it costs. ``python -m benchmarks.agent``.

Every model of `benchmarks.zoo` is trained bare and watched at every update: losses and weights must be the same bits
(`identical`), and every recurrence and attention that a reader expects must be found, and no other (`found`). What is
shown is held against autograd on the network unrolled, in float64 (`max_rel_err`).

Speeds are of one loop, an LSTM of 128 units (512 for the second one), T 50, batch 32, in turns: bare, with the agent
there but nothing looked at, looked at 25 times a second or as often as 5 % allow, and looked at in every update.
Medians of the ratios of turns that follow each other are told; `pictures_per_second` is what the second one showed.
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
import warnings
from collections.abc import Callable
from statistics import median
from time import perf_counter

import torch
from torch import nn
from torch.nn import functional as F

from benchmarks.zoo import ZOO
from benchmarks.zoo.exactness import errors
from benchmarks.zoo.running import Witness, bare, identical, missing, watched
from benchmarks.zoo.specimen import Specimen
from rnnviz.agent.agent import Agent
from rnnviz.agent.wishes import Wishes
from rnnviz.probe.frame import EVERYTHING, Want

MODELS, ERROR, ALLOWED, RATE = 25, 1e-9, 0.05, 25.0
LEAST = {"unobserved_over_bare": 0.98, "watched_over_bare": 0.95, "watched_over_bare_512": 0.95}
OBSERVED = 1.15
T, BATCH, VOCABULARY = 50, 32, 64


class Now:
    """A viewer that wants a picture as often as its share allows."""

    def __init__(self) -> None:
        self.witness = Witness(looks=False)
        self.every = False
        self.paced = False
        self._next = 0.0

    def due(self) -> bool:
        """Whether the next update is looked at."""
        return self.every or (self.paced and perf_counter() >= self._next)

    def observed(self, observation: object) -> None:
        """Wait as long as what it took is more than its share, and no less than between two pictures."""
        cost = observation.cost_ms / 1e3  # type: ignore[attr-defined]
        self._next = perf_counter() + max(1 / RATE, cost / ALLOWED)
        self.witness.observations.append(observation)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> Callable[..., None]:
        return getattr(self.witness, name)  # type: ignore[no-any-return]


class Model(nn.Module):
    """A language model of characters."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.embed, self.rnn, self.out = (
            nn.Embedding(VOCABULARY, 32),
            nn.LSTM(32, hidden),
            nn.Linear(hidden, VOCABULARY),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.out(self.rnn(self.embed(x))[0])


def held(specimen: Specimen) -> dict[str, object]:
    """Train one of the zoo bare and watched, and compare."""
    try:
        alone = bare(specimen)
        beside, witness = watched(specimen)
        found = errors(specimen) if specimen.doubles else {}
        lacking = missing(specimen, witness.facts.found)
        if witness.sentences or lacking:
            print(specimen.name, *witness.sentences, *lacking, flush=True)
        return {"identical": identical(alone, beside), "found": not lacking, "error": max(found.values(), default=0.0)}
    except Exception:
        traceback.print_exc()
        return {"identical": False, "found": False, "error": float("inf")}


def loop(hidden: int) -> Callable[[], None]:
    """Return what takes one update of a loop as anyone would write it."""
    model = Model(hidden)
    optimizer = torch.optim.Adam(model.parameters())

    def update() -> None:
        text = torch.randint(VOCABULARY, (T + 1, BATCH))
        loss = F.cross_entropy(model(text[:-1]).flatten(0, 1), text[1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return update


def speeds(hidden: int, rounds: int, seconds: float) -> dict[str, float]:
    """Measure the loop bare, unobserved, watched and observed, in turns; return ratios of updates per second."""
    update = loop(hidden)
    ratios: dict[str, list[float]] = {"unobserved": [], "watched": [], "observed": [], "pictures": []}
    for _ in range(3):
        update()
    for _ in range(rounds):
        alone = _turn(update, seconds)
        for name in ("unobserved", "watched", "observed"):
            viewer = Now()
            with Agent(viewer) as agent:
                agent.wish(Wishes(EVERYTHING - {Want.SPECTRUM}))
                viewer.every, viewer.paced = name == "observed", name == "watched"
                agent.start()
                update()
                viewer.witness.observations.clear()
                own = _turn(update, seconds)
            again = _turn(update, seconds)
            ratios[name].append(own / ((alone + again) / 2))
            alone = again
            if name == "watched":
                ratios["pictures"].append(len(viewer.witness.observations) / seconds)
    return {name: median(found) for name, found in ratios.items()}


def _turn(update: Callable[[], None], seconds: float) -> float:
    """Return the updates per second for a while."""
    began, count = perf_counter(), 0
    while perf_counter() - began < seconds:
        update()
        count += 1
    return count / (perf_counter() - began)


def main() -> int:
    """Hold the zoo, measure the speeds, and tell."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=9)
    arguments.add_argument("--seconds", type=float, default=2.0)
    arguments.add_argument("--only-the-zoo", action="store_true")
    given = arguments.parse_args()
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    each = [held(specimen) for specimen in ZOO]
    figures: dict[str, float] = {
        "models": len(each),
        "identical": sum(bool(one["identical"]) for one in each),
        "found": sum(bool(one["found"]) for one in each),
        "max_rel_err": max(float(one["error"]) for one in each),  # type: ignore[arg-type]
    }
    good = len(each) >= MODELS and figures["identical"] == figures["found"] == len(each)
    good = good and figures["max_rel_err"] <= ERROR
    if not given.only_the_zoo:
        small, large = speeds(128, given.rounds, given.seconds), speeds(512, given.rounds, given.seconds)
        figures |= {
            "unobserved_over_bare": round(small["unobserved"], 4),
            "watched_over_bare": round(small["watched"], 4),
            "watched_over_bare_512": round(large["watched"], 4),
            "observed_over_bare": round(1 / small["observed"], 4),
            "pictures_per_second": round(small["pictures"], 2),
            "pictures_per_second_512": round(large["pictures"], 2),
        }
        good = good and all(figures[name] >= least for name, least in LEAST.items())
        good = good and figures["observed_over_bare"] <= OBSERVED
    print(json.dumps(figures))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
