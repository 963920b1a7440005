"""W_hh and W_xh as one matrix: [W_hh W_xh]·[h(t−1); x(t)] is W_hh·h(t−1) + W_xh·x(t). No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from rnnviz.explain.small_networks import Version
from rnnviz.nn.arithmetic import Array, Matrix, Network, Operation, Product, Stack, Sum


def joined(version: Version) -> Version:
    """Return a small network with the matrices of each sum side by side; the same one, if it has no such sum.

    What is computed stays as it is: the product of the whole is the sum of those of its parts.
    """
    found = _mergers(version.network)
    if not found or version.steps != version.network.operations:
        return version
    network, weights = version.network, dict(version.weights)
    steps: list[Operation] = [o for o in network.operations if o not in {p for each in found.values() for p in each}]
    matrices, timesteps = list(network.matrices), [dict(vectors) for vectors in version.timesteps]
    for whole, products in found.items():
        parts = [network.matrix(p.matrix) for p in products]
        matrix = _side_by_side(parts)
        weights[matrix.parameter] = np.hstack([version.matrices[part.name] for part in parts])
        matrices = [matrix if m == parts[0] else m for m in matrices if m not in parts[1:]]
        stack = Stack(f"[{'; '.join(p.of for p in products)}]", tuple(p.of for p in products))
        others = tuple(term for term in whole.terms if term not in {p.result for p in products})
        product = Product(f"{matrix.name}·{stack.result}" if others else whole.result, matrix.name, stack.result)
        rest = [Sum(whole.result, (product.result, *others))] if others else []
        at = steps.index(whole)
        steps[at : at + 1] = [stack, product, *rest]
        timesteps = [_with(vectors, stack, product, products) for vectors in timesteps]
    other = replace(network, matrices=tuple(matrices), operations=tuple(steps))
    return Version(other, weights, tuple(timesteps), other.operations, version.rate)


def can_be_joined(version: Version) -> bool:
    """Whether there is a sum of matrices times vectors."""
    return bool(_mergers(version.network)) and version.steps == version.network.operations


def _mergers(network: Network) -> dict[Sum, tuple[Product, ...]]:
    """Return the products that each sum adds up, what is fed back first, where there are several."""
    products = {o.result: o for o in network.operations if isinstance(o, Product) and o.of in network.inputs}
    found = {}
    for each in network.operations:
        own = [products[term] for term in each.terms if term in products] if isinstance(each, Sum) else []
        if len(own) > 1 and isinstance(each, Sum):
            found[each] = tuple(sorted(own, key=lambda p: p.of not in network.fed_back))
    return found


def _side_by_side(parts: list[Matrix]) -> Matrix:
    columns = tuple(label for part in parts for label in part.columns)
    parameter = " ".join(part.parameter for part in parts)
    return Matrix(f"[{' '.join(part.name for part in parts)}]", parameter, parts[0].rows, columns)


def _with(vectors: Mapping[str, Array], stack: Stack, product: Product, parts: tuple[Product, ...]) -> dict[str, Array]:
    gone = {p.result for p in parts}
    kept = {name: values for name, values in vectors.items() if name not in gone}
    whole = np.asarray(sum(vectors[p.result] for p in parts))
    stacked = np.concatenate([vectors[name] for name in stack.of])
    return {**kept, stack.result: stacked, product.result: whole}
