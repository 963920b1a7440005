"""What a session is given when it opens a run that was written down."""

from __future__ import annotations

from typing import NamedTuple

from rnnviz.engine.messages import Evaluated, Sample
from rnnviz.engine.run_record import RunRecord
from rnnviz.probe.edits import Edit


class Opening(NamedTuple):
    """A run that was written down, with what it had said by the way."""

    record: RunRecord
    samples: tuple[Sample, ...] = ()
    evaluations: tuple[Evaluated, ...] = ()
    edits: tuple[Edit, ...] = ()
