"""When the model is asked to write, and with which random numbers."""

from __future__ import annotations

import torch

from rnnviz.engine.messages import Sample
from rnnviz.engine.singular_value import held
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


def sample(run: Run, seed_text: str = "", asked: bool = False) -> Sample:
    """Let the model write; the random numbers follow from seed and update, and are nobody else's."""
    generator = torch.Generator().manual_seed(mixed(run.config.seed + 1, run.update))
    temperature = run.config.temperature
    with held(run.model, run.config.singular_value):
        text = run.task.sample(run.model, generator, temperature, seed_text, LENGTH, run.start)
    return Sample(run.update, text, temperature, seed_text, asked, run.task.words(text))
