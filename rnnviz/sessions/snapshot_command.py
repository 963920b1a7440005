"""``rnnviz snapshot``: a run is trained to an update, and its state there is written to a file."""

from __future__ import annotations

from pathlib import Path

from rnnviz import installed
from rnnviz.engine.config import RunConfig
from rnnviz.engine.torch_loading import load_torch, tune_allocator
from rnnviz.files.replacing import folder
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.sessions.session_file import Side
from rnnviz.sessions.snapshot_file import Taken, save
from rnnviz.sessions.texts import taken


def take(config: RunConfig, experiment: str, updates: int, out: Path, fit: bool = False) -> int:
    """Train for some updates, write the state that is reached, and print what was written; return the exit code.

    Parameters
    ----------
    config : RunConfig
        What to train.
    experiment : str
        The key of its preset; empty: a text of the user's.
    updates : int
        Optimiser steps: the update that a run begins with which begins from the file.
    out : Path
        The file.
    fit : bool
        Learn a text that is too short in fewer timesteps, fewer sequences at once.

    Raises
    ------
    Refused
        If it cannot begin, cannot go on, or cannot be written.
    """
    installed.check_torch()
    folder(out.absolute().parent)
    tune_allocator()
    load_torch()
    from rnnviz.engine.checkpoints import snapshot
    from rnnviz.engine.fitting import fitted
    from rnnviz.engine.training import build, train_once

    config = fitted(config)[0] if fit else config
    run, text = build(config), taken(config)
    while run.update < updates:
        if not train_once(run).finite:
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "sessions",
                    "There is no update {wanted}: at update {update} the loss or the gradient is not finite.",
                ),
                wanted=updates,
                update=run.update,
            )
    digest = save(out, Taken(snapshot(run), Side(experiment, text)))
    print(f"{out}: update {run.update}, seed {config.seed}, smoothed loss {run.smoothed:.4f}, SHA-256 {digest}")
    return 0
