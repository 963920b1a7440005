"""Beginning to record a run without a window."""

from __future__ import annotations

import time
from pathlib import Path

import torch

from rnnviz.engine.observing import observed
from rnnviz.engine.training import Run
from rnnviz.explain.provenance import meant
from rnnviz.packing.records import encode
from rnnviz.probe.frame import EVERYTHING
from rnnviz.recording.folder import begin
from rnnviz.recording.form import About
from rnnviz.recording.run_recorder import RunRecorder
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence
from rnnviz.tasks import Watched
from rnnviz.user_files.faults import MB

_WHOLE_SHARE = 0.4  # of an average Frame in one that has all of it: weights and spectra are recorded rarely


def begun(
    folder: Path, run: Run, probe: Watched, experiment: str, rate: float, limit: int
) -> tuple[RunRecorder, Sentence]:
    """Begin to record a run; return who does, and what it will take. Raises `Refused`."""
    facts = run.facts()
    about = About(
        title=facts.topology,
        started=time.time(),
        experiment=experiment,
        seed=run.config.seed,
        settings=meant(run.config, facts.uses),
        versions={**About().versions, "torch": torch.__version__},
    )
    own = begin(folder, about)
    nbytes = round(len(encode(observed(run, probe, EVERYTHING))) * _WHOLE_SHARE * rate * 3600)
    recorder = RunRecorder(own, probe, rate, limit)
    recorder.note(facts, run.update)
    return recorder, Sentence(_WITHOUT_LIMIT if not limit else _LIMITED, {"mb": nbytes // MB, "limit": limit // MB})


_LIMITED = QT_TRANSLATE_NOOP(
    "recording", "The recording takes about {mb} MB an hour, and {limit} MB at most: older pictures are thinned for it."
)
_WITHOUT_LIMIT = QT_TRANSLATE_NOOP("recording", "The recording takes about {mb} MB an hour.")
