"""The activation functions with their derivatives, and what the running network puts into them. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from rnnviz.engine.config import RunConfig
from rnnviz.explain.setting_words import has_variants
from rnnviz.explain.small_networks import nonlinearity
from rnnviz.nn import cells
from rnnviz.nn.arithmetic import DERIVATIVES, FUNCTIONS, Array
from rnnviz.probe.frame import Recurrence

REACH = 4.0  # of z to both sides
BINS = 40
FADED = 0.05  # of the largest slope: below it, a gradient fades

#: As the field writes them; the curriculum's five first.
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "sigmoid": "sigmoid",
        "tanh": "tanh",
        "relu": "ReLU",
        "leaky_relu": "leaky ReLU",
        "elu": "ELU",
        "threshold": "threshold",
        "linear": "linear",
    }
)
FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "sigmoid": "1 / (1 + e⁻ᶻ)",
        "tanh": "(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)",
        "relu": "max(0, z)",
        "leaky_relu": "max(0.01 z, z)",
        "elu": "max(0, z) + min(0, eᶻ − 1)",
        "threshold": "[z > 0],  φ′ ≈ (1 + |z|)⁻²",  # Iverson's brackets; the slope is a surrogate
        "linear": "z",
    }
)
Z: Array = np.linspace(-REACH, REACH, 401)
EDGES: Array = np.linspace(-REACH, REACH, BINS + 1)


@dataclass(frozen=True, eq=False)
class Curve:
    """One function over `Z`; of the step, what stands in for its derivative."""

    values: Array
    slopes: Array


CURVES: Mapping[str, Curve] = MappingProxyType(
    {name: Curve(FUNCTIONS[name](Z), DERIVATIVES[name](Z)) for name in TITLES}
)


def applied(record: Recurrence) -> dict[str, Array]:
    """Return what each function is applied to: function -> z, (n,), over all units and timesteps."""
    own = nonlinearity(record)
    if own in TITLES:
        return {own: np.ravel(record.before["h"])} if "h" in record.before else {}
    found: dict[str, list[Array]] = {"sigmoid": [], "tanh": []}
    for letter, z in record.before.items():
        gate = cells.gate(record.cell, letter)
        if gate is not None and gate.nonlinearity.name in TITLES:
            found.setdefault(gate.nonlinearity.name, []).append(np.ravel(z))
    return {name: np.concatenate(parts) for name, parts in found.items() if parts}


def histogram(z: Array) -> Array:
    """Return the share of the values in each bin, (BINS,); those beyond the ends count at the ends."""
    finite = z[np.isfinite(z)]
    counts, _ = np.histogram(finite.clip(-REACH, REACH), EDGES)
    return np.asarray(counts / max(1, finite.size))


def saturated(name: str, z: Array) -> float:
    """Return the share of the values at which the slope is less than `FADED` of the largest; NaN: there are none."""
    finite = z[np.isfinite(z)]
    if not finite.size:
        return float("nan")
    return float((DERIVATIVES[name](finite) < FADED * CURVES[name].slopes.max()).mean())


def can_switch(config: RunConfig, uses: frozenset[str]) -> bool:
    """Tell whether the nonlinearity of a network is a setting of it."""
    return "nonlinearity" in uses and has_variants(config, uses)
