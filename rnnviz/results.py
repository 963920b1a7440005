"""What a run without a window leaves, and writing it to a folder."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rnnviz import display, installed
from rnnviz.engine.messages import Built, Evaluated, Sample
from rnnviz.engine.metrics import Metrics, MetricsHistory
from rnnviz.explain.log_words import table as log_table
from rnnviz.explain.provenance import meant
from rnnviz.files import csv, frames
from rnnviz.files.replacing import removed
from rnnviz.files.replacing import write as write_file
from rnnviz.probe.culprit import Culprit
from rnnviz.probe.frame import Frame
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.sessions.session_file import Around, Opened, Session, Side, save

if TYPE_CHECKING:
    from rnnviz.engine.breakpoints import Breakpoint
    from rnnviz.engine.standing import Standing


class Halted(NamedTuple):
    """Why training could not go on."""

    said: tuple[str, ...]  # sentences for a person
    culprit: Culprit | None = None  # where what is not finite was born, if that is known


@dataclass
class Results:
    """Everything that happened, oldest first."""

    built: Built
    probe: str
    metrics: list[Metrics] = field(default_factory=list)
    history: MetricsHistory = field(default_factory=MetricsHistory)  # the same, and what was before, as it is drawn
    begun: int = 0  # the update that it went on from
    samples: list[Sample] = field(default_factory=list)
    evaluations: list[Evaluated] = field(default_factory=list)
    frame: Frame | None = None  # after the last update
    halted: Halted | None = None
    faults: list[Refused] = field(default_factory=list)  # what could not be computed, each in a sentence

    def add(self, metrics: Metrics) -> None:
        """Note one update."""
        self.metrics.append(metrics)
        self.history.append(metrics)


def write(folder: Path, results: Results) -> list[Refused]:
    """Write config.json, losses.csv, log.csv, samples.txt, evaluations.csv, culprit.txt and frame.npz.

    A file that would be empty is not written; that of an earlier run goes, as it says nothing of this one. Whatever
    cannot be written does not keep the others from being; why it cannot is returned.
    """
    faults = []
    for name, act in _files(results):
        try:
            removed(folder / name) if act is None else act(folder / name)
        except Refused as refused:
            faults.append(refused)
    return faults


def _files(r: Results) -> Iterator[tuple[str, Callable[[Path], None] | None]]:
    """Yield the name of each file, and what writes it; None: there is nothing to write."""
    config = json.dumps(meant(r.built.config, r.built.uses), indent=2, ensure_ascii=False).encode() + b"\n"
    samples = "\n".join(map(written, r.samples)).encode()
    yield "config.json", partial(write_file, content=config)
    yield "losses.csv", partial(csv.save, arrays=_losses(r.metrics))
    yield "log.csv", partial(csv.save, arrays=log_table(r.history.log)) if r.history.log else None
    yield "samples.txt", partial(write_file, content=samples) if r.samples else None
    yield "evaluations.csv", partial(csv.save, arrays=_evaluations(r.evaluations)) if r.evaluations else None
    yield "culprit.txt", partial(write_file, content=_halted(r.halted).encode()) if r.halted else None
    yield "frame.npz", partial(frames.save, frame=r.frame) if r.frame is not None else None


def session_writing(
    path: Path,
    there: Standing,
    probe: str,
    results: Results,
    side: Side,
    kept: Opened | None = None,
    breakpoints: tuple[Breakpoint, ...] = (),
) -> Callable[[], None]:
    """Return what writes a run as it is now, to be opened or gone on with; it raises `Refused` if it cannot.

    What the run was opened with (`kept`) stays beside it.
    """
    from rnnviz.engine.continuing import recorded

    samples, evaluations = (*side.samples, *results.samples), (*side.evaluations, *results.evaluations)
    side = replace(side, samples=samples, evaluations=evaluations)
    record = recorded(there.travel, results.history, there.reporting, there.accuracies, probe)
    session = Session(time.time(), {"a": side}, record.present.update, record.present.smoothed, Around(breakpoints))
    runs = {"a": record}
    if kept is not None:
        session = replace(session, sides={**kept.session.sides, "a": side}, around=kept.session.around)
        runs = {**kept.runs, "a": record}
    return partial(save, path, session, runs)


def draw(folder: Path, results: Results) -> list[Refused]:
    """Draw every panel into a PNG file; return why one could not be drawn, or none at all."""
    if results.frame is None:
        return []
    try:
        installed.check_qt()
        display.check_painting()
        from rnnviz.gui.export.pictures import save_pictures
    except Refused as refused:
        return [_undrawn(refused)]
    except ImportError as error:
        reason = Refused(QT_TRANSLATE_NOOP("app", "Qt cannot be loaded: {reason}."), repr(error), reason=error.msg)
        return [_undrawn(reason)]
    r = results
    return save_pictures(folder, results.frame, r.built, r.history, r.samples, r.evaluations, r.probe).faults


def _undrawn(reason: Refused) -> Refused:
    return Refused(QT_TRANSLATE_NOOP("app", "No pictures were drawn: {reason}"), reason.details, reason=reason.sentence)


def written(sample: Sample) -> str:
    """Return a sample under a line that says when it was written, and how."""
    return f"--- update {sample.update}, temperature {sample.temperature:g}\n{sample.text}\n"


def _halted(halted: Halted) -> str:
    """Return the sentences, then what is known of the culprit, a line each."""
    lines, culprit = list(halted.said), halted.culprit
    if culprit is not None:
        known = {
            "kind": culprit.kind,
            "phase": culprit.phase,
            "name": culprit.name,
            "module": culprit.module,
            "source": culprit.source.place,
            "line": culprit.source.text,
            "value": f"{culprit.value:g}",
            "sequence": culprit.place.sequence,
            "timestep": culprit.place.timestep,
            "unit": culprit.place.unit,
            "element": culprit.place.element or None,
        }
        lines += ["", *(f"{name}: {value}" for name, value in known.items() if value not in (None, ""))]
        lines += [f"operand {each.name}: {'finite' if each.finite else 'not finite'}" for each in culprit.operands]
    return "\n".join(lines) + "\n"


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
