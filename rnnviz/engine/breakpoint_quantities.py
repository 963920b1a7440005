"""What a breakpoint can ask of one update: each quantity is computed when it is first asked for, and once."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.breakpoints import SATURATION, SCALARS, Condition, Known, Place
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.observing import observed
from rnnviz.engine.saturation import saturable, saturated
from rnnviz.engine.training import Run
from rnnviz.measures import ACCURACY
from rnnviz.probe.frame import Frame, Recurrence, Want
from rnnviz.probe.spectrum import spectra
from rnnviz.tasks import Watched

#: What costs an observation or a decomposition.
DEAR = frozenset({"grad_norms", SATURATION, "spectral_radius"})


def known(run: Run, probe: Watched) -> Known:
    """Return the quantities that there are for a run; its gates are found by looking."""
    frame = observed(run, probe, frozenset({Want.STATES, Want.GATES}))
    gates = dict.fromkeys(gate for r in frame.recurrences for gate in saturable(r))
    scalars = frozenset(SCALARS)
    if ACCURACY not in run.task.measures:
        scalars -= {ACCURACY.name}
    return Known(scalars, tuple(gates))


@dataclass
class UpdateQuantities:
    """Those of the update that a run has computed and not yet applied."""

    run: Run
    probe: Watched
    metrics: Metrics
    accuracy: float

    def __post_init__(self) -> None:
        m = self.metrics
        self._found: dict[str, Any] = {
            "update": m.update,
            "loss": m.loss,
            "smoothed": self.run.smoothed,
            "grad_norm": m.gradient_norm,
            "lr": self.run.config.learning_rate,
            "accuracy": self.accuracy,
            "finite": m.finite,
        }
        self._frames: dict[Want, Frame] = {}

    def __getitem__(self, name: str) -> Any:
        """Return a quantity; raises `KeyError` if there is none of that name."""
        if name not in self._found and name in DEAR:
            self._found[name] = getattr(self, f"_{name}")()
        return self._found[name]

    def place(self, condition: Condition) -> Place | None:
        """Return the place of the extreme value of the first quantity of a condition that has places."""
        if "grad_norms" in condition.names and "grad_norms" in self._found:
            return self._gradient_place(np.argmin if "min" in condition.functions else np.argmax)
        for name in sorted(condition.names):
            if name.startswith(SATURATION) and SATURATION in self._found:
                return self._saturated_place(name.partition(".")[2])
        if "spectral_radius" in condition.names and "spectral_radius" in self._found:
            return self._radius[1]
        return None

    # --- dL/dh ---

    def _grad_norms(self) -> NDArray[np.float64]:
        return np.array([norm for norm, _ in self._gradient_norms()])

    def _gradient_norms(self) -> list[tuple[float, Place]]:
        return [
            (float(norm), Place(r.title, timestep=t))
            for r in self._frame(Want.GRADIENTS).recurrences
            if r.dh is not None
            for t, norm in enumerate(np.linalg.norm(r.dh, axis=1))
        ]

    def _gradient_place(self, extreme: Any) -> Place | None:
        norms = self._gradient_norms()
        return norms[int(extreme([norm for norm, _ in norms]))][1] if norms else None

    # --- gates ---

    def _saturation(self) -> SimpleNamespace:
        gates = dict.fromkeys(gate for r in self._frame(Want.GATES).recurrences for gate in saturable(r))
        return SimpleNamespace(**{gate: self._share(gate) for gate in gates})

    def _share(self, gate: str) -> float:
        near = [saturated(gate, values, r.cell).ravel() for r, values in self._with(gate)]
        return float(np.concatenate(near).mean())

    def _saturated_place(self, gate: str) -> Place:
        shares = [
            (saturated(gate, values, r.cell).mean(axis=1), r.title) for r, values in self._with(gate)
        ]  # (timestep,) each
        by_timestep, title = max(shares, key=lambda found: float(found[0].mean()))
        return Place(title, gate, int(by_timestep.argmax()))

    def _with(self, gate: str) -> list[tuple[Recurrence, NDArray[Any]]]:
        found = ((r, saturable(r)) for r in self._frame(Want.GATES).recurrences)
        return [(r, gates[gate]) for r, gates in found if gate in gates]

    # --- the recurrent matrices ---

    def _spectral_radius(self) -> float:
        found = [(s.radius, Place(s.name, s.gate)) for s in spectra(self.run.model) if s.eigenvalues.size]
        self._radius = max(found, key=lambda each: each[0], default=(float("nan"), None))
        return self._radius[0]

    def _frame(self, want: Want) -> Frame:
        if want not in self._frames:
            self._frames[want] = observed(self.run, self.probe, frozenset({Want.STATES, want}))
        return self._frames[want]
