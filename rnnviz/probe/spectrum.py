"""The model's parameters as matrices, and how the recurrent ones stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn

from rnnviz.nn import cells
from rnnviz.nn.elman import OPENINGS
from rnnviz.nn.forms import Form, Gate
from rnnviz.probe.frame import Array, Spectrum, Weights
from rnnviz.probe.numbers import array, frozen, sealed
from rnnviz.probe.recurrent import gate_rows, key_of

_RECURRENT = re.compile(r"weight_hh(_l\d+(_reverse)?)?$")


def weights(model: nn.Module) -> tuple[Weights, ...]:
    """Return every parameter as a matrix: a vector is one column, further dimensions are columns too."""
    return tuple(as_matrix(name, parameter) for name, parameter in model.named_parameters())


def as_matrix(name: str, values: Tensor) -> Weights:
    """Return a parameter, or its gradient, as a matrix; a copy."""
    return Weights(name, frozen(values.detach().reshape(len(values) if values.dim() else 1, -1), copy=True))


def spectra(model: nn.Module) -> tuple[Spectrum, ...]:
    """Return the spectrum of every recurrent matrix, gate by gate, and of what turns and shortens each unit alone."""
    found = [spectrum(name, gate, block) for name, _, gate, block in recurrent_blocks(model)]
    return (*found, *_diagonal(model))


def _diagonal(model: nn.Module) -> Iterator[Spectrum]:
    """Yield the spectra of cells that say their eigenvalues: each with its conjugate, of a block of two by two."""
    for owner, module in model.named_modules():
        form = getattr(module, "form", None)
        if not isinstance(form, Form) or not form.eigenvalues:
            continue
        gates = [gate for symbol in form.eigenvalues if (gate := form.gate(symbol.name)) is not None and gate.own]
        values = [_own(module, gate) for gate in gates]
        both = values[0] * np.exp(1j * values[1])
        parameter = gates[0].own.parameter if gates[0].own is not None else ""
        name = f"{owner}.{parameter}" if owner else parameter
        sizes = np.sort(np.repeat(values[0], 2))[::-1]  # a turn stretches nothing
        yield Spectrum(name, "λ", sealed(sizes), sealed(_by_falling_modulus(np.concatenate([both, both.conj()]))))


def _own(module: nn.Module, gate: Gate) -> Array:
    assert gate.own is not None
    row = module.get_parameter(gate.own.parameter).detach()[gate.own.row]
    return array(OPENINGS[gate.nonlinearity.name](row))


def recurrent_blocks(model: nn.Module) -> Iterator[tuple[str, nn.Parameter, str, Tensor]]:
    """Yield every recurrent matrix, gate by gate: the parameter's name, itself, the gate, and the gate's rows of it."""
    for owner, module in model.named_modules():
        for name, matrix in module.named_parameters(recurse=False):
            if _RECURRENT.match(name) and matrix.dim() == 2:
                for gate, block in _blocks(module, matrix.detach()):
                    yield f"{owner}.{name}" if owner else name, matrix, gate, block


def spectrum(name: str, gate: str, matrix: Tensor) -> Spectrum:
    """Compute one; a matrix that is not finite has NaN throughout."""
    square = matrix.shape[0] == matrix.shape[1]
    matrix = matrix if matrix.dtype is torch.float64 else matrix.float()
    if matrix.isfinite().all():
        singular = array(torch.linalg.svdvals(matrix))
        eigen = _by_falling_modulus(array(torch.linalg.eigvals(matrix))) if square else np.empty(0, np.complex64)
    else:
        singular = np.full(min(matrix.shape), np.nan, array(matrix).dtype)
        eigen = np.full(len(matrix) if square else 0, np.nan + 0j, np.result_type(singular, np.complex64))
    return Spectrum(name, gate, sealed(singular), sealed(eigen))


def _by_falling_modulus(eigenvalues: Array) -> Array:
    return eigenvalues[np.argsort(-np.abs(eigenvalues), kind="stable")]


def _gates(module: nn.Module) -> tuple[str, ...]:
    if isinstance(module, nn.RNNBase | nn.RNNCellBase):
        return gate_rows(key_of(module))
    named, own = getattr(module, "gates", ()), cells.form(str(getattr(module, "key", "")))
    if own is not None and own.rows == named:
        return own.stacked("hh")
    return tuple(named) if isinstance(named, tuple | list) else ()


def _blocks(module: nn.Module, matrix: Tensor) -> Iterator[tuple[str, Tensor]]:
    """Split a stack of matrices by the gates they belong to."""
    gates = _gates(module) or ("h",)
    if len(matrix) % len(gates) == 0:
        yield from zip(gates, matrix.chunk(len(gates)), strict=True)
