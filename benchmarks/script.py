"""Every preset as a PyTorch script: whether it learns to the same bits without this program, and how long it is.

``python -m benchmarks.script [PRESET ...]``. The last line is JSON; exit code 1 if a bar is missed. Each script runs in
a Python of its own, isolated (-I), in another folder, to which `rnnviz` cannot be imported.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in `rnnviz.app`: before numpy is imported

import torch

from rnnviz.engine.presets import Preset, presets
from rnnviz.engine.script.composing import script_of
from rnnviz.engine.training import build, train_once
from rnnviz.files import scripts
from rnnviz.sentences import Refused

UPDATES = 50
MEDIAN_LINES, MAX_LINES = 150, 350
_LINE = re.compile(r"^update \d+: loss (\S+)$", re.MULTILINE)
#: Runs a script as if rnnviz were not there: what is None in `sys.modules` cannot be imported.
_RUNNER = "import runpy, sys; sys.modules['rnnviz'] = None; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"  # noqa: E501


def losses_of(path: Path, updates: int) -> list[float]:
    """Run a script and return the losses that it prints; raises `RuntimeError` with what it said if it fails."""
    command = [sys.executable, "-I", "-c", _RUNNER, str(path), "--updates", str(updates), "--every", "1"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=path.parent, check=False)
    if ran.returncode:
        raise RuntimeError(ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else f"exit code {ran.returncode}")
    return [float(loss) for loss in _LINE.findall(ran.stdout)]


def compare(preset: Preset, folder: Path, updates: int) -> tuple[int, str]:
    """Return how many lines a preset's script has, and what differs; empty: nothing does."""
    run = build(preset.config)
    made = script_of(run)
    path, *_ = scripts.save(folder / f"{preset.key.replace('-', '_')}_script.py", made)
    mine = [train_once(run).loss for _ in range(updates)]
    lines = len(made.source.splitlines())
    try:
        theirs = losses_of(path, updates)
    except RuntimeError as error:
        return lines, str(error)
    if theirs == mine:
        return lines, ""
    first = next((k for k, pair in enumerate(zip(mine, theirs, strict=False)) if pair[0] != pair[1]), len(theirs))
    return lines, f"from update {first} on"


def main() -> int:
    """Compare every preset; return the exit code."""
    parser = argparse.ArgumentParser(description="Every preset as a PyTorch script.")
    parser.add_argument("presets", nargs="*", help="some only")
    parser.add_argument("--updates", type=int, default=UPDATES)
    options = parser.parse_args()
    torch.set_num_threads(1)
    chosen = [each for each in presets() if not options.presets or each.key in options.presets]
    lengths, different = [], []
    with tempfile.TemporaryDirectory() as folder:
        for preset in chosen:
            try:
                lines, why = compare(preset, Path(folder), options.updates)
                lengths.append(lines)
            except Refused as refused:
                lines, why = 0, str(refused)
            print(f"{preset.key:24} {lines:4} lines  {why or 'identical'}", flush=True)
            if why:
                different.append(preset.key)
    found = {
        "presets": len(chosen),
        "identical": len(chosen) - len(different),
        "median_lines": statistics.median(lengths) if lengths else 0,
        "max_lines": max(lengths, default=0),
        "different": different,
    }
    print(json.dumps(found))
    short = found["median_lines"] <= MEDIAN_LINES and found["max_lines"] <= MAX_LINES
    return 0 if chosen and not different and short else 1


if __name__ == "__main__":
    sys.exit(main())
