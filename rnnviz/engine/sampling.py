"""When the model is asked to write, and with which random numbers."""

from __future__ import annotations

from rnnviz.engine.computations import Wanted, of_run
from rnnviz.engine.messages import Sample
from rnnviz.engine.training import Run, mixed

LENGTH = 200  # symbols of one sample


def next_sample(after: int, every: int) -> int:
    """Return the update of the first sample after `after`: every so many, or (if 0) at 50, 100, 200, 500, 1000, ..."""
    if every:
        return (after // every + 1) * every
    size = 10
    while True:
        for step in (5, 10, 20):
            if size * step > after:
                return size * step
        size *= 10


def writing(run: Run, seed_text: str = "", asked: bool = False) -> Wanted[Sample]:
    """Want the model to write as it stands; the random numbers follow from seed and update, and are nobody else's."""
    update, task, temperature = run.update, run.task, run.config.temperature
    seed = mixed(run.config.seed + 1, update)

    def told(text: str) -> Sample:
        return Sample(update, text, temperature, seed_text, asked, task.words(text))

    written = of_run("write", run, seed=seed, temperature=temperature, seed_text=seed_text, length=LENGTH)
    return Wanted(written, told)


def sample(run: Run, seed_text: str = "", asked: bool = False) -> Sample:
    """Let the model write now."""
    return writing(run, seed_text, asked).of(run)
