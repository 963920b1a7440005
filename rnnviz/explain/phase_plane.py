"""A small recurrent net as a dynamical system: the map h -> f(h, x), and the states that it leaves as they are.

A fixed point h* = f(h*, x) attracts if every eigenvalue of the Jacobian there is within the unit circle (Strogatz 1994;
Sussillo and Barak 2013, for recurrent nets). They are found by Newton's method from a grid of states, on the cell's own
equations in double precision. No Qt, no torch here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np

from rnnviz.probe.frame import Array
from rnnviz.probe.step_map import Dynamics, StepMap

MOST_UNITS = 3
RESIDUAL = 1e-9  # |f(h) - h| of what counts as a fixed point
MANY = 12  # fixed points beyond which there is a whole line of them, or nearly
_STARTS = {1: 65, 2: 13, 3: 7, 4: 5}  # of a grid, along each axis
_STEPS = 40  # of Newton's method
_APART = 1e-6  # two fixed points, relative to the box
_CYCLE = 8  # the longest cycle that is looked for
_SETTLING = 400  # timesteps after which a state is where it stays


class Kind(StrEnum):
    """What a fixed point does to states nearby."""

    ATTRACTS = "attracts"
    REPELS = "repels"
    SADDLE = "saddle"
    NEUTRAL = "neutral"  # an eigenvalue of size 1: the Jacobian does not tell


@dataclass(frozen=True, eq=False)
class FixedPoint:
    """A state that the map leaves as it is."""

    state: Array  # (D,)
    residual: float  # max |f(h) - h|
    eigenvalues: Array  # of the Jacobian, (D,), complex, the largest modulus first

    @property
    def kind(self) -> Kind:
        """What it does to states nearby."""
        sizes = np.abs(self.eigenvalues)
        if (np.abs(sizes - 1) < 1e-9).any():
            return Kind.NEUTRAL
        if (sizes < 1).all():
            return Kind.ATTRACTS
        return Kind.REPELS if (sizes > 1).all() else Kind.SADDLE


@dataclass(frozen=True, eq=False)
class Box:
    """The part of the space of states that is looked at."""

    low: Array  # (D,)
    high: Array  # (D,)

    @property
    def size(self) -> Array:
        """Its edges, (D,)."""
        return self.high - self.low

    def grid(self, along: int) -> Array:
        """Return states evenly within it, (along^D, D)."""
        axes = (np.linspace(low, high, along) for low, high in zip(self.low, self.high, strict=True))
        return np.array(list(product(*axes)))


def box(found: Dynamics) -> Box:
    """Return the range of each state: of what makes it, or what the watched sequence takes up and half more."""
    trajectory = found.trajectory[np.isfinite(found.trajectory).all(axis=1)]
    dimensions = found.trajectory.shape[1]
    if not len(trajectory):
        trajectory = np.zeros((1, dimensions))
    low, high = trajectory.min(axis=0), trajectory.max(axis=0)
    middle, reach = (low + high) / 2, np.maximum(0.75 * (high - low), 1.0)
    low, high = middle - reach, middle + reach
    units = found.record.h.shape[1]
    phi = found.form.phi
    if phi is None or phi.bounded:  # h of a gated cell is within what tanh gives
        low[:units], high[:units] = (-1.0, 1.0) if phi is None else (phi.low, phi.high)
    return Box(low, high)


@np.errstate(all="ignore")
def fixed_points(f: StepMap, within: Box) -> tuple[FixedPoint, ...]:
    """Return the fixed points near a box, by their coordinates; `MANY` + 1 of them where there are more."""
    states = _candidates(f, within)
    residuals = np.abs(f(states) - states).max(axis=-1)
    good = np.isfinite(residuals) & (residuals <= RESIDUAL)
    states, residuals = states[good], residuals[good]
    near = (np.abs(states - (within.low + within.high) / 2) <= 1.5 * within.size).all(axis=-1)
    states, residuals = states[near], residuals[near]
    kept: list[int] = []
    for k in np.argsort(residuals, kind="stable").tolist():
        if all((np.abs(states[k] - states[other]) > _APART * within.size).any() for other in kept):
            kept.append(k)
        if len(kept) > MANY:
            break
    found = [_told(f, states[k], float(residuals[k])) for k in kept]
    return tuple(sorted(found, key=lambda point: point.state.round(9).tolist()))


def _candidates(f: StepMap, within: Box) -> Array:
    """Return where Newton's method ends from a grid, and where the map itself leads."""
    dimensions = len(within.low)
    states = within.grid(_STARTS.get(dimensions, 3))
    led = states
    for _ in range(30):  # a step has no slope: the map itself finds what attracts
        led = f(led)
    identity = np.eye(dimensions)
    most = within.size / 2
    for _ in range(_STEPS):
        off = f(states) - states  # (N, D)
        slope = f.jacobian(states) - identity
        regular = np.abs(np.linalg.det(slope)) > 1e-12
        slope = np.where(regular[:, None, None], slope, -identity)  # where it has no inverse: a step of the map
        step = -np.linalg.solve(slope, off[..., None])[..., 0]
        step[~np.isfinite(step)] = 0.0
        states = states + np.clip(step, -most, most)
        if np.abs(step).max() < 1e-14:
            break
    return np.concatenate([states, led])


def _told(f: StepMap, state: Array, residual: float) -> FixedPoint:
    eigenvalues = np.linalg.eigvals(f.jacobian(state)).astype(complex)
    return FixedPoint(state, residual, eigenvalues[np.argsort(-np.abs(eigenvalues), kind="stable")])


@np.errstate(all="ignore")
def settled(f: StepMap, state: Array) -> Array:
    """Return where a state ends while the input is held: one state, those of a cycle, (n, D), or none, (0, D)."""
    for _ in range(_SETTLING):
        state = f(state)
    cycle = [state]
    for _ in range(_CYCLE):
        state = f(state)
        if np.abs(state - cycle[0]).max() <= RESIDUAL * max(1.0, float(np.abs(state).max())):
            return np.array(cycle)
        cycle.append(state)
    return np.empty((0, state.shape[-1]))


@np.errstate(all="ignore")
def arrows(f: StepMap, within: Box, across: int, up: int, at: Array, along: int) -> tuple[Array, Array]:
    """Return states evenly over two axes, (N, D), and where the map takes them; the other axes stay at `at`."""
    places = np.linspace(0.0, 1.0, along + 2)[1:-1]
    states = np.tile(at, (along * along, 1))
    states[:, across] = np.repeat(within.low[across] + places * within.size[across], along)
    states[:, up] = np.tile(within.low[up] + places * within.size[up], along)
    return states, f(states)
