"""What can be computed of a model as it stands, beside its training: by name, so that another process can do it too.

One line of the table at the end is one computation. It gets the task, the model and what was asked for as plain data,
and returns plain data; it draws from no generator that training uses. In the observer it is interrupted whenever it
calls a module, by whatever is more urgent there: then it finds its model as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import torch
from torch import nn

from rnnviz.engine.computation import Computation
from rnnviz.engine.plain_start import plain_start, start_of
from rnnviz.engine.singular_value import held
from rnnviz.engine.training import Run
from rnnviz.tasks import Task

E = TypeVar("E")


@dataclass(frozen=True, eq=False)
class Wanted(Generic[E]):
    """A computation, and what is said of its value.

    Attributes
    ----------
    computation : Computation
        Of the run as it stood when this was made.
    told : callable
        Makes what is said of the value, in the thread that trains.
    always : bool
        Whether it is wanted of just this update, whoever computes it. Else it is as good of a later one: it is computed
        where training does not feel it, or not at all.
    """

    computation: Computation
    told: Callable[[Any], E]
    always: bool = True

    def of(self, run: Run) -> E:
        """Return what is said of a run that stands where it stood."""
        return self.told(compute(self.computation, run.task, run.model))


def of_run(name: str, run: Run, **given: Any) -> Computation:
    """Return a computation of a run as it stands."""
    return Computation(name, run.update, run.config.singular_value, plain_start(run.start), run.config.live, given)


def compute(computation: Computation, task: Task, model: nn.Module) -> Any:
    """Return its value, plain; `model` holds the state that it is of, and is as it was afterwards."""
    task.tune(model, computation.live)
    with held(model, computation.singular_value):
        return _COMPUTATIONS[computation.name](computation, task, model)


def _evaluated(asked: Computation, task: Task, model: nn.Module) -> dict[str, float]:
    """Return the held-out quantities; empty: the task has none."""
    del asked
    return dict(task.evaluate(model))


def _written(asked: Computation, task: Task, model: nn.Module) -> str:
    """Return what the model writes; `given` are seed, temperature, seed_text and length."""
    given = asked.given
    generator = torch.Generator().manual_seed(given["seed"])
    start = start_of(asked.start)
    return task.sample(model, generator, given["temperature"], given["seed_text"], given["length"], start)


_COMPUTATIONS: Mapping[str, Callable[[Computation, Task, nn.Module], Any]] = {
    "evaluate": _evaluated,
    "write": _written,
}
