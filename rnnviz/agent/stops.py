"""Where a user's loop waits: breakpoints, in the language of the built-in runs, and what is not finite."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.agent.observation import Cause, Found, FoundKind, Stop, UpdateMetrics
from rnnviz.engine.breakpoints import SATURATION, SCALARS, Breakpoint, Condition, Known, Place, conditions
from rnnviz.engine.saturation import saturable, saturated
from rnnviz.probe.frame import Frame, Recurrence

#: What costs a look inside.
DEAR = frozenset({"grad_norms", SATURATION, "spectral_radius"})
_SMOOTHING = 0.99  # of the smoothed loss, as of the built-in runs
_LACKING = frozenset({"accuracy"})  # a user's loop has no held-out data that we know of


class Stops:
    """The breakpoints of one loop."""

    def __init__(self, at_not_finite: bool) -> None:
        self._at_not_finite = at_not_finite
        self._conditions: tuple[Condition, ...] = ()
        self._smoothed = math.nan
        self._was_finite = True

    def set(self, breakpoints: tuple[Breakpoint, ...], known: Known) -> None:
        """Have these and no others; raises `Refused` if one is wrong, and then those before stay."""
        self._conditions = conditions(breakpoints, known)

    def known(self, found: Iterable[Found]) -> Known:
        """Return the quantities that there are, as far as the loop has shown them."""
        gates = dict.fromkeys(g for f in found if f.kind is FoundKind.RECURRENCE for g in (*f.gates, *_of_vanilla(f)))
        return Known(frozenset(SCALARS) - _LACKING, tuple(gates))

    def looks(self, update: int) -> bool:
        """Whether a condition on this update cannot be told without looking inside."""
        return any(c.due(update) and DEAR & {name.partition(".")[0] for name in c.names} for c in self._conditions)

    def at(self, metrics: UpdateMetrics, frame: Frame | None) -> Stop | None:
        """Return why the loop is to wait before this update; None: nothing says so."""
        became = self._was_finite and not metrics.finite
        self._was_finite = metrics.finite
        if self._at_not_finite and became:  # whoever goes on has seen it
            return Stop(Cause.NOT_FINITE, metrics.update, metrics)
        quantities = Quantities(metrics, self._smoothed, frame)
        for condition in self._conditions:
            if condition.due(metrics.update) and quantities.has(condition) and condition.holds(quantities):
                if condition.breakpoint.logs:
                    continue
                values, place = condition.values(quantities), quantities.place(condition)
                return Stop(Cause.BREAKPOINT, metrics.update, metrics, condition.breakpoint, values, place)
        return None

    def passed(self, metrics: UpdateMetrics) -> None:
        """Take note of an update that is over."""
        if math.isfinite(metrics.loss):
            before = metrics.loss if math.isnan(self._smoothed) else self._smoothed
            self._smoothed = _SMOOTHING * before + (1 - _SMOOTHING) * metrics.loss


def _of_vanilla(found: Found) -> tuple[str, ...]:
    return ("h",) if found.cell == "rnn_tanh" else ()


class Quantities:
    """The values of one update, each computed when it is first asked for."""

    def __init__(self, metrics: UpdateMetrics, smoothed: float, frame: Frame | None) -> None:
        self._frame = frame
        self._found: dict[str, Any] = {
            "update": metrics.update,
            "loss": metrics.loss,
            "smoothed": metrics.loss if math.isnan(smoothed) else smoothed,
            "grad_norm": metrics.gradient_norm,
            "lr": metrics.learning_rate,
            "finite": metrics.finite,
        }

    def has(self, condition: Condition) -> bool:
        """Whether everything is known that a condition names."""
        return self._frame is not None or not DEAR & {name.partition(".")[0] for name in condition.names}

    def __getitem__(self, name: str) -> Any:
        """Return a quantity; raises `KeyError` if there is none of that name."""
        if name not in self._found and name in DEAR:
            self._found[name] = getattr(self, f"_{name}")()
        return self._found[name]

    def place(self, condition: Condition) -> Place | None:
        """Return where the extreme value is of the first quantity of a condition that has places."""
        if "grad_norms" in condition.names and (norms := self._norms()):
            extreme = np.argmin if "min" in condition.functions else np.argmax
            return norms[int(extreme([norm for norm, _ in norms]))][1]
        for name in sorted(condition.names):
            if name.startswith(SATURATION):
                return self._saturated_place(name.partition(".")[2])
        return None

    @property
    def _recurrences(self) -> tuple[Recurrence, ...]:
        return self._frame.recurrences if self._frame is not None else ()

    def _grad_norms(self) -> NDArray[np.float64]:
        return np.array([norm for norm, _ in self._norms()])

    def _norms(self) -> list[tuple[float, Place]]:
        return [
            (float(norm), Place(r.title, timestep=t))
            for r in self._recurrences
            if r.dh is not None
            for t, norm in enumerate(np.linalg.norm(r.dh, axis=1))
        ]

    def _shares(self, gate: str) -> list[tuple[Recurrence, NDArray[np.bool_]]]:
        found: list[tuple[Recurrence, Mapping[str, NDArray[Any]]]] = [(r, saturable(r)) for r in self._recurrences]
        return [(r, saturated(gate, values[gate], r.cell)) for r, values in found if gate in values]

    def _saturation(self) -> SimpleNamespace:
        gates = dict.fromkeys(gate for r in self._recurrences for gate in saturable(r))
        shares = {g: np.concatenate([near.ravel() for _, near in self._shares(g)]).mean() for g in gates}
        return SimpleNamespace(**{gate: float(share) for gate, share in shares.items()})

    def _saturated_place(self, gate: str) -> Place | None:
        found = [(near.mean(axis=1), r.title) for r, near in self._shares(gate)]
        if not found:
            return None
        by_timestep, title = max(found, key=lambda each: float(each[0].mean()))
        return Place(title, gate, int(by_timestep.argmax()))

    def _spectral_radius(self) -> float:
        if self._frame is None:
            return math.nan
        from rnnviz.agent.spectra import with_spectra

        radii = [s.radius for s in with_spectra(self._frame).spectra if s.eigenvalues.size]
        return max(radii, default=math.nan)
