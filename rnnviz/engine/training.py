"""The training loop, on one page.

The state of a run is (weights, optimiser state, carried hidden state, update) and nothing else: a batch is a pure
function of (seed, update), and where there is dropout, the global random generator, from which it draws, is set anew
from (seed, update) before each update. So a run that is watched, paused or restored goes on to the same bits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import nn

from rnnviz import tasks
from rnnviz.engine import memory
from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Built
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.nonlinearity_switch import modelled, switched
from rnnviz.engine.optimisers import Norms, Optimiser, clipped, optimiser
from rnnviz.engine.singular_value import give_back, hold
from rnnviz.measures import ACCURACY
from rnnviz.nn.generator import GLOBAL_GENERATOR
from rnnviz.probe.outcome import Outcome
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import Nonlinearity
from rnnviz.tasks import Start, Task, Watched


@dataclass
class Run:
    """Everything that one run consists of."""

    config: RunConfig
    task: Task
    model: nn.Module
    parameters: list[nn.Parameter]
    smoothed: float  # of the loss
    update: int = 0  # optimiser steps taken
    carried: Any = None  # hidden state from the last chunk

    def __post_init__(self) -> None:
        self.optimiser: Optimiser = optimiser(self.parameters, self.config)
        self.task.tune(self.model, self.config.live)

    def forward(self, watched: Watched) -> Callable[[nn.Module], Outcome]:
        """Return what `observe` runs: a watched sequence, from where it begins now."""
        return partial(watched.forward, start=self.start)

    @property
    def start(self) -> Start:
        """Where watching and writing begin now."""
        return self.task.start(self.update, self.carried)

    def watch(self, text: str) -> Watched:
        """Make a probe sequence ready; raises `Refused` if it cannot be read, or is too long to be shown."""
        memory.check_shown(self.config, self.task, len(text))
        return self.task.watch(text)

    def set_live(self, config: RunConfig) -> None:
        """Take over the settings that need no new weights."""
        self.switch(config.nonlinearity)
        self.config = config
        self.optimiser.learning_rate = config.learning_rate
        self.task.tune(self.model, config.live)

    def switch(self, nonlinearity: Nonlinearity) -> None:
        """Have another nonlinearity from now on; weights and the optimiser's state stay as they are."""
        if nonlinearity == self.config.nonlinearity:
            return
        with GLOBAL_GENERATOR:
            other = modelled(self.task, nonlinearity)
        self.model = switched(self.model, other)
        self.task.tune(self.model, self.config.live)
        self.config = self.config.changed(nonlinearity=nonlinearity)

    def facts(self) -> Built:
        """Return what there is to know of it before it has learned anything."""
        task, parameters = self.task, sum(p.numel() for p in self.parameters)
        return Built(
            self.config,
            task.topology,
            task.uses,
            task.can_sample,
            parameters,
            task.default_probe(),
            task.describe(),
            task.chance_loss,
            ACCURACY in task.measures,
        )


def mixed(seed: int, update: int) -> int:
    """Return a 63-bit seed for one update of one run (splitmix64's finaliser, Steele et al. 2014)."""
    z = (seed * 0x9E3779B97F4A7C15 + update * 0xD1342543DE82EF95 + 1) & (2**64 - 1)
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & (2**64 - 1)
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & (2**64 - 1)
    return (z ^ (z >> 31)) >> 1


def seed_generators(seed: int, device: str) -> None:
    """Set the global generator of the CPU and of the device in use.

    `torch.manual_seed` sets those of every backend there could be, which takes as long as a small model's update.
    """
    torch.default_generator.manual_seed(seed)
    if device == "cuda":
        torch.cuda.manual_seed(seed)
    elif device == "mps":
        torch.mps.manual_seed(seed)


def device(name: str) -> torch.device:
    """Return a device by name; raises `Refused` if this machine has none of it."""
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if not there[name]:
        raise Refused(QT_TRANSLATE_NOOP("engine", "This machine has no {device} device; choose cpu."), device=name)
    return torch.device(name)


def build(config: RunConfig, progress: Callable[[float], None] | None = None) -> Run:
    """Make task, model and optimiser. Raises `Refused` if they cannot be made."""
    return start(config, load(config, progress))


def load(config: RunConfig, progress: Callable[[float], None] | None = None) -> Task:
    """Make the task of a config: read its text. Raises `Refused` if that cannot be done."""
    return tasks.load(config.task)(config, device(config.device), progress)


def start(config: RunConfig, task: Task) -> Run:
    """Make a new model and optimiser for a task that is there; raises `Refused` if they are too large."""
    memory.check(config, task)
    with GLOBAL_GENERATOR:
        torch.manual_seed(config.seed)
        model = modelled(task, config.nonlinearity)
    parameters = [p for p in model.parameters() if p.requires_grad]
    return Run(config, task, model, parameters, task.chance_loss)


def finite(metrics: Metrics) -> bool:
    """Whether the update can be applied."""
    return metrics.finite


def training(run: Run, accept: Callable[[Metrics], bool] = finite) -> Iterator[Metrics]:
    """Train for ever, yielding once an update.

    The gradient of an update is there before `accept` is asked; if it refuses, the weights are not touched, and the
    next turn computes the same update again.
    """
    while True:
        yield train_once(run, accept)


def train_once(run: Run, accept: Callable[[Metrics], bool] = finite) -> Metrics:
    """Compute one update, and apply it if `accept` says so."""
    batch = run.task.batch(run.update)
    state = run.task.initial_state(run.update, run.carried)
    run.optimiser.zero_grad()
    with ExitStack() as refused:
        refused.callback(give_back, hold(run.model, run.config.singular_value))
        with drawing(run):
            loss, carried = run.task.loss(run.model, batch, state)
        loss.backward()  # type: ignore[no-untyped-call]
        metrics = _metrics(run, loss.item(), clipped(run.parameters, run.config))
        if accept(metrics):
            refused.pop_all()
            run.optimiser.step()
            run.update, run.carried, run.smoothed = run.update + 1, carried, metrics.smoothed
    return metrics


@contextmanager
def drawing(run: Run) -> Iterator[None]:
    """Let the model draw the random numbers of the update that it stands before, undisturbed by other threads.

    Dropout is all that draws in a forward pass; without it two runs need not wait for each other.
    """
    if not run.config.dropout:
        yield
        return
    with GLOBAL_GENERATOR:
        seed_generators(mixed(run.config.seed, run.update), run.config.device)
        yield


def _metrics(run: Run, loss: float, norms: Norms) -> Metrics:
    smooth = run.config.smoothing
    is_finite = math.isfinite(loss) and math.isfinite(norms.before)
    smoothed = smooth * run.smoothed + (1 - smooth) * loss if is_finite else run.smoothed
    return Metrics(run.update, loss, norms.before, smoothed, is_finite, norms.after)
