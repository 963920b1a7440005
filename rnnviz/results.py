"""What a run without a window leaves, and writing it to a folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from rnnviz import display, installed
from rnnviz.engine.messages import Built, Evaluated, Sample
from rnnviz.engine.metrics import Metrics, MetricsHistory
from rnnviz.files import csv, frames
from rnnviz.files.replacing import write as write_file
from rnnviz.probe.frame import Frame
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused


@dataclass
class Results:
    """Everything that happened, oldest first."""

    built: Built
    probe: str
    metrics: list[Metrics] = field(default_factory=list)
    history: MetricsHistory = field(default_factory=MetricsHistory)  # the same, as the timeline draws it
    samples: list[Sample] = field(default_factory=list)
    evaluations: list[Evaluated] = field(default_factory=list)
    frame: Frame | None = None  # after the last update

    def add(self, metrics: Metrics) -> None:
        """Note one update."""
        self.metrics.append(metrics)
        self.history.append(metrics)


def write(folder: Path, results: Results) -> None:
    """Write config.json, losses.csv, samples.txt, evaluations.csv and frame.npz; raises `Refused`.

    A file that would be empty is not written.
    """
    write_file(folder / "config.json", results.built.config.model_dump_json(indent=2).encode() + b"\n")
    csv.save(folder / "losses.csv", _losses(results.metrics))
    if results.samples:
        write_file(folder / "samples.txt", "\n".join(map(written, results.samples)).encode())
    if results.evaluations:
        csv.save(folder / "evaluations.csv", _evaluations(results.evaluations))
    if results.frame is not None:
        frames.save(folder / "frame.npz", results.frame)


def draw(folder: Path, results: Results) -> list[Path]:
    """Draw every panel into a PNG file.

    Raises
    ------
    Refused
        If Qt is not there or lacks a system library, or a file cannot be written.
    """
    if results.frame is None:
        return []
    installed.check_qt()
    display.check_painting()
    try:
        from rnnviz.gui.pictures import save_pictures
    except ImportError as error:
        raise Refused(
            QT_TRANSLATE_NOOP("app", "Qt cannot be loaded: {reason}."), details=repr(error), reason=error.msg
        ) from error
    r = results
    return save_pictures(folder, results.frame, r.built, r.history, r.samples, r.evaluations, r.probe)


def written(sample: Sample) -> str:
    """Return a sample under a line that says when it was written, and how."""
    return f"--- update {sample.update}, temperature {sample.temperature:g}\n{sample.text}\n"


def _losses(metrics: list[Metrics]) -> dict[str, np.ndarray]:
    return {
        "update": np.array([m.update for m in metrics], np.int64),
        "loss": np.array([m.loss for m in metrics]),
        "smoothed": np.array([m.smoothed for m in metrics]),
        "gradient_norm": np.array([m.gradient_norm for m in metrics]),
    }


def _evaluations(evaluations: list[Evaluated]) -> dict[str, np.ndarray]:
    names = list(dict.fromkeys(name for e in evaluations for name in e.values))
    columns = {name: np.array([e.values.get(name, np.nan) for e in evaluations]) for name in names}
    return {"update": np.array([e.update for e in evaluations], np.int64), **columns}
