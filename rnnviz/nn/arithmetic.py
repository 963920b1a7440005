"""A small network as the arithmetic it is: matrices with names, and every vector on the way, by name. No torch here.

What is written down once, in `rnnviz.nn.small_networks`, is drawn by the window and computed by numpy; the weights come
from the network that learns, by the names of its parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
Labels: TypeAlias = tuple[str, ...]


def _logistic(z: Array) -> Array:
    return np.asarray(np.exp(-np.logaddexp(0.0, -z)))  # never overflows


def _softmax(z: Array) -> Array:
    e = np.exp(z - z.max())
    return np.asarray(e / e.sum())


def _threshold(z: Array) -> Array:
    return np.where(z > 0, 1.0, 0.0)


FUNCTIONS: Mapping[str, Callable[[Array], Array]] = MappingProxyType(
    {
        "linear": np.array,
        "threshold": _threshold,
        "sigmoid": _logistic,
        "tanh": np.tanh,
        "relu": lambda z: np.maximum(z, 0.0),
        "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
        "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0.0))),
        "softmax": _softmax,
        "exp": np.exp,
        "decay": lambda z: np.exp(-np.exp(z)),
        "positive": lambda z: np.where(z >= 0, z + 0.5, _logistic(z)),
    }
)

#: Of the elementwise ones; what stands in for that of the step is its surrogate (see `rnnviz.nn.threshold`).
DERIVATIVES: Mapping[str, Callable[[Array], Array]] = MappingProxyType(
    {
        "linear": np.ones_like,
        "threshold": lambda z: (1.0 + np.abs(z)) ** -2.0,
        "sigmoid": lambda z: _logistic(z) * _logistic(-z),
        "tanh": lambda z: 1.0 - np.tanh(z) ** 2,
        "relu": lambda z: np.where(z > 0, 1.0, 0.0),
        "leaky_relu": lambda z: np.where(z > 0, 1.0, 0.01),
        "elu": lambda z: np.where(z > 0, 1.0, np.exp(np.minimum(z, 0.0))),
    }
)


@dataclass(frozen=True)
class Matrix:
    """A parameter of the network with a word for each row and column; a bias has one column, called ""."""

    name: str  # as the lecture calls it: "Food"
    parameter: str  # as in model.named_parameters()
    rows: Labels
    columns: Labels


@dataclass(frozen=True)
class Product:
    """A matrix times a vector."""

    result: str
    matrix: str
    of: str


@dataclass(frozen=True)
class Stack:
    """Vectors, one above the other."""

    result: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """The sum of vectors; a bias counts as one."""

    result: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Apply:
    """A function of a vector: elementwise, but for softmax."""

    result: str
    function: str  # a key of FUNCTIONS
    of: str


@dataclass(frozen=True)
class Likeliest:
    """One-hot: 1 at the largest entry."""

    result: str
    of: str


Operation: TypeAlias = Product | Stack | Sum | Apply | Likeliest


@dataclass(frozen=True)
class Network:
    """One timestep, operation by operation, in the order in which they are carried out.

    Parameters
    ----------
    inputs : mapping of str to labels
        The vectors given at each timestep and those that are fed back: as they stand side by side in the cell's
        input; one that is the state stands last.
    matrices, operations : tuple
        What it is made of.
    output : str
        The result that is its answer.
    fed_back : mapping of str to str
        Input -> the result that it is at the next timestep; zeros at the first, unless given.
    by_hand : mapping of str to array
        Parameter -> the weights that a person would write down; empty if nobody has.
    units_by_hand : str
        The nonlinearity of the hidden units that those weights are for.
    """

    inputs: Mapping[str, Labels]
    matrices: tuple[Matrix, ...]
    operations: tuple[Operation, ...]
    output: str
    fed_back: Mapping[str, str] = field(default_factory=dict)
    by_hand: Mapping[str, Array] = field(default_factory=dict)
    units_by_hand: str = "threshold"

    def matrix(self, name: str) -> Matrix:
        """Return a matrix by name; raises KeyError."""
        return {m.name: m for m in self.matrices}[name]

    def labels(self, name: str) -> Labels:
        """Return a word for each entry of a vector; raises KeyError for an unknown one."""
        if name in self.inputs:
            return self.inputs[name]
        operation = next((o for o in self.operations if o.result == name), None)
        match operation:
            case Product():
                return self.matrix(operation.matrix).rows
            case Stack():
                return tuple(label for part in operation.of for label in self.labels(part))
            case Sum():
                return self.labels(operation.terms[0])
            case Apply() | Likeliest():
                return self.labels(operation.of)
        return self.matrix(name).rows

    def timestep(self, weights: Mapping[str, Array], given: Mapping[str, Array]) -> dict[str, Array]:
        """Return every vector of one timestep by name, the inputs first, in the order of computation.

        Parameters
        ----------
        weights : mapping of str to array
            Parameter -> its values; a Frame has them in `Frame.weights`. Vectors may be columns.
        given : mapping of str to array, (n,)
            The inputs; what is missing is zero.
        """
        vectors: dict[str, Array] = {
            name: np.asarray(given.get(name, np.zeros(len(labels)))) for name, labels in self.inputs.items()
        }
        for operation in self.operations:
            vectors[operation.result] = self._carried_out(operation, weights, vectors)
        return vectors

    def run(
        self, weights: Mapping[str, Array], sequence: Iterable[Mapping[str, Array]]
    ) -> tuple[dict[str, Array], ...]:
        """Return every vector of every timestep; what a timestep is given goes before what is fed back."""
        done: list[dict[str, Array]] = []
        for given in sequence:
            back = {name: done[-1][result] for name, result in self.fed_back.items()} if done else {}
            done.append(self.timestep(weights, {**back, **given}))
        return tuple(done)

    def _carried_out(self, operation: Operation, weights: Mapping[str, Array], vectors: Mapping[str, Array]) -> Array:
        def vector(name: str) -> Array:
            return vectors[name] if name in vectors else np.ravel(weights[self.matrix(name).parameter])

        match operation:
            case Product():
                W = np.asarray(weights[self.matrix(operation.matrix).parameter])
                return np.asarray(W @ vector(operation.of))
            case Stack():
                return np.concatenate([vector(part) for part in operation.of])
            case Sum():
                return np.asarray(sum(vector(term) for term in operation.terms))
            case Apply():
                return FUNCTIONS[operation.function](vector(operation.of))
            case Likeliest():
                z = vector(operation.of)
                return np.asarray(np.eye(len(z))[int(z.argmax())])
