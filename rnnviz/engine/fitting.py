"""A text that is too short for the settings there are is learned in fewer timesteps, fewer sequences at once."""

from __future__ import annotations

from rnnviz.engine.config import RunConfig
from rnnviz.tasks import Progress, load
from rnnviz.text.corpus import Corpus, chosen


def fitted(config: RunConfig, progress: Progress | None = None) -> tuple[RunConfig, Corpus | None]:
    """Return the config with as many timesteps and sequences at once as its text allows, and no more than it has.

    The text comes with it: as long as somebody has it, it is not read again. A task that learns from no text has none;
    its config, and that of one that cuts its text into no chunks, stays as it is.

    Raises
    ------
    Refused
        If the text cannot be read.
    """
    task = load(config.task)
    if "text_file" not in task.uses:
        return config, None
    text = chosen(config.material, progress)
    length = task.pieces(text)
    if not length:  # it is learned from as a whole
        return config, text
    timesteps = min(config.sequence_length, max(1, length // 2))
    batch = min(config.batch, max(1, (length - 1) // (2 * timesteps)))
    return config.model_copy(update={"sequence_length": timesteps, "batch": batch}), text


def shorter(config: RunConfig, than: RunConfig) -> bool:
    """Whether a text was too short for the settings that were wished for."""
    return config.sequence_length < than.sequence_length or config.batch < than.batch
