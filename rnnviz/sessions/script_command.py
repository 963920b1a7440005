"""``rnnviz script``: a run is written to a file as a PyTorch script."""

from __future__ import annotations

from pathlib import Path

from rnnviz import installed
from rnnviz.engine.config import RunConfig
from rnnviz.engine.torch_loading import load_torch, tune_allocator
from rnnviz.files import scripts
from rnnviz.files.replacing import folder
from rnnviz.sessions.taking_up import Kept, finder, taken_up


def write_script(
    begins: RunConfig | Kept, out: Path, fit: bool = False, from_seed: bool = False, text: str = ""
) -> int:
    """Write a run as a script, and print what was written; return the exit code.

    Parameters
    ----------
    begins : RunConfig or Opened or Taken
        New weights, or those of a file that was read, at its newest update.
    out : Path
        The script.
    fit : bool
        Learn a text that is too short in fewer timesteps, fewer sequences at once.
    from_seed : bool
        Of a file: its settings, and new weights.
    text : str
        Of a file: where its text is now, if it was moved.

    Raises
    ------
    Refused
        If it cannot be built, no script can be made of it, or one of the files cannot be written.
    """
    installed.check_torch()
    folder(out.absolute().parent)
    tune_allocator()
    load_torch()
    from rnnviz.engine.fitting import fitted
    from rnnviz.engine.script.composing import script_of
    from rnnviz.engine.training import build

    if isinstance(begins, RunConfig):
        run = build(fitted(begins)[0] if fit else begins)
    else:
        run = taken_up(begins, finder(text)).travel.run
    for path in scripts.save(out, script_of(run, from_seed)):
        print(path)
    return 0
