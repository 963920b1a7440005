"""A PyTorch script and what it needs beside it, as files."""

from __future__ import annotations

import sys
from pathlib import Path

from rnnviz.engine.run_script import Script
from rnnviz.files import npz
from rnnviz.files.replacing import write
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.faults import shown

SUFFIX = ".py"
STATE = ".weights.npz"
_IMPORTED = frozenset({"numpy", "torch"}) | sys.stdlib_module_names


def save(path: Path, script: Script) -> tuple[Path, ...]:
    """Write a script, after what stands beside it under its name: so a script that is there can be run.

    Parameters
    ----------
    path : Path
        Of the script; ".py" is put at its end where it is missing.

    Returns
    -------
    tuple of Path
        What was written, the script first.

    Raises
    ------
    Refused
        If one of them cannot be written, or the name is that of a module that scripts import.
    """
    path = path if path.suffix == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")
    if path.stem in _IMPORTED:
        raise Refused(
            QT_TRANSLATE_NOOP("script", "A script called {name} would hide the module {module}: name it otherwise."),
            name=shown(path.name),
            module=path.stem,
        )
    written = [path]
    if script.text:
        written.append(path.with_suffix(script.text_suffix))
        write(written[-1], script.text.encode("utf-8", "surrogatepass"))
    if script.arrays:
        written.append(path.with_suffix(STATE))
        npz.save(written[-1], script.arrays)
    write(path, script.source.encode("utf-8", "surrogatepass"))
    return tuple(written)
