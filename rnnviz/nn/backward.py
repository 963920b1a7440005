"""Backpropagation through a small network without memory as the arithmetic it is. No torch here.

From the error at the output backwards, with E the cross-entropy: ∂E/∂z = y − target; ∂E/∂W = ∂E/∂z hᵀ;
∂E/∂h = Wᵀ ∂E/∂z; ∂E/∂z = ∂E/∂h ⊙ φ′(z); and one step of gradient descent, W′ = W − α ∂E/∂W
(Rumelhart, Hinton and Williams 1986).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from rnnviz.nn.arithmetic import DERIVATIVES, Apply, Array, Network, Product

TARGET = "target"


@dataclass(frozen=True)
class Error:
    """∂E/∂z of a logistic unit or a softmax under cross-entropy: the answer minus the target."""

    result: str
    of: str


@dataclass(frozen=True)
class Outer:
    """∂E/∂W of one example: the gradient behind the matrix times what went into it, transposed."""

    result: str
    gradient: str
    of: str


@dataclass(frozen=True)
class Transposed:
    """A transposed matrix times a gradient: how it goes back through a product."""

    result: str
    matrix: str
    of: str


@dataclass(frozen=True)
class Slope:
    """A gradient times φ′: how it goes back through an elementwise function."""

    result: str
    function: str  # a key of DERIVATIVES
    gradient: str
    at: str


@dataclass(frozen=True)
class Descend:
    """One step of gradient descent, along the mean gradient of all examples."""

    result: str
    matrix: str
    gradient: str  # of one example


Backward: TypeAlias = Error | Outer | Transposed | Slope | Descend


def backward(network: Network) -> tuple[Backward, ...]:
    """Return the way back, in the order in which it is gone; empty for a network that is no chain to a probability."""
    *chain, last = network.operations
    if not (isinstance(last, Apply) and last.function in ("sigmoid", "softmax") and _is_chain(network)):
        return ()
    found: list[Backward] = [Error(_by(last.of), last.result)]
    for operation in reversed(chain):
        match operation:
            case Product(result, matrix, of):
                found.append(Outer(_by(matrix), _by(result), of))
                if of not in network.inputs:
                    found.append(Transposed(_by(of), matrix, _by(result)))
            case Apply(result, function, of):
                found.append(Slope(_by(of), function, _by(result), of))
    return (*found, *(Descend(f"{m.name}′", m.name, _by(m.name)) for m in network.matrices))


def gradients(
    network: Network, weights: Mapping[str, Array], vectors: Mapping[str, Array], target: Array
) -> dict[str, Array]:
    """Return every gradient of one example by name, without the steps: vectors, (n,), and those of matrices.

    Parameters
    ----------
    weights : mapping of str to array
        Parameter -> its values.
    vectors : mapping of str to array
        What `Network.timestep` returned for the example.
    target : array, (n,)
        Of the output.
    """
    known = {**vectors, TARGET: target}
    for operation in backward(network):
        match operation:
            case Error():
                known[operation.result] = known[operation.of] - target
            case Outer():
                known[operation.result] = np.outer(known[operation.gradient], known[operation.of])
            case Transposed():
                W = np.asarray(weights[network.matrix(operation.matrix).parameter])
                known[operation.result] = W.T @ known[operation.of]
            case Slope():
                slope = DERIVATIVES[operation.function](known[operation.at])
                known[operation.result] = known[operation.gradient] * slope
    return {name: values for name, values in known.items() if name not in vectors}


def descended(
    network: Network, weights: Mapping[str, Array], examples: Sequence[Mapping[str, Array]], rate: float
) -> dict[str, Array]:
    """Return the mean gradient of each matrix, and the matrix after one step: "mean ∂E/∂W1" and "W1′"."""
    found: dict[str, Array] = {}
    for step in backward(network):
        if isinstance(step, Descend):
            mean = np.mean([example[step.gradient] for example in examples], axis=0)
            W = np.asarray(weights[network.matrix(step.matrix).parameter])
            found |= {f"mean {step.gradient}": mean, step.result: W - rate * mean}
    return found


def _by(name: str) -> str:
    return f"∂E/∂{name}"


def _is_chain(network: Network) -> bool:
    """Tell whether each operation has nothing but the result of the one before."""
    before = tuple(network.inputs)
    for operation in network.operations:
        if not isinstance(operation, Product | Apply) or before != (operation.of,):
            return False
        before = (operation.result,)
    return not network.fed_back
