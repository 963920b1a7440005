"""Between the worker and the window: polls the worker from the GUI thread, and never lets the worker call into Qt."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Built, Evaluated, Phase, Sample, Status
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.gui.cursor import Cursor
from rnnviz.probe.frame import Frame


class Session(QObject):
    """One run and what is watched of it. A panel is bound to a session."""

    frame_arrived = Signal(object)  # Frame
    status_changed = Signal(object)  # Status
    built = Signal(object)  # Built
    sampled = Signal(object)  # Sample
    evaluated = Signal(object)  # Evaluated
    objected = Signal(object)  # Objected
    probe_changed = Signal(str)
    config_changed = Signal(object)  # RunConfig

    config: RunConfig
    cursor: Cursor
    frame: Frame | None
    status: Status
    facts: Built | None
    metrics: MetricsHistory
    samples: list[Sample]
    evaluations: list[Evaluated]

    def sample(self, seed_text: str = "") -> None:
        """Ask for a sample now."""
        raise NotImplementedError

    def set_live(self, **values: object) -> None:
        """Change learning rate, clip or temperature while it runs."""
        raise NotImplementedError

    @property
    def phase(self) -> Phase:
        """What the worker is doing."""
        return self.status.phase
