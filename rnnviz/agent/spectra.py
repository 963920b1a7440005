"""How the recurrent matrices of a Frame stretch, from its weights, wherever there is time for it. No torch here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from rnnviz.nn import cells
from rnnviz.probe.frame import Array, Frame, Spectrum, Want

_RECURRENT = re.compile(r"(.*?)\.?weight_hh(_l\d+)?(_reverse)?$")


def with_spectra(frame: Frame) -> Frame:
    """Return a Frame with the spectrum of each of its recurrent matrices, gate by gate; without weights, as it is."""
    if frame.spectra or Want.SPECTRUM not in frame.wants:
        return frame
    return replace(frame, spectra=tuple(_spectra(frame)))


def _spectra(frame: Frame) -> Iterator[Spectrum]:
    kinds = {r.name: r.cell for r in frame.recurrences}
    for weights in frame.weights:
        match = _RECURRENT.match(weights.name)
        if match is None:
            continue
        form = cells.form(kinds.get(match[1], ""))
        gates = ("h",) if form is None else form.stacked("hh") or ("h",)
        if len(weights.values) % len(gates) == 0:
            for gate, block in zip(gates, np.split(weights.values, len(gates)), strict=True):
                yield _spectrum(weights.name, gate, block)


def _spectrum(name: str, gate: str, matrix: Array) -> Spectrum:
    square = matrix.shape[0] == matrix.shape[1]
    matrix = matrix if matrix.dtype == np.float64 else matrix.astype(np.float32)
    if np.isfinite(matrix).all():
        singular = np.linalg.svd(matrix, compute_uv=False)
        eigen = np.linalg.eigvals(matrix) if square else np.empty(0)
        eigen = eigen.astype(np.result_type(singular, np.complex64))
        eigen = eigen[np.argsort(-np.abs(eigen), kind="stable")]
    else:
        singular = np.full(min(matrix.shape), np.nan, matrix.dtype)
        eigen = np.full(len(matrix) if square else 0, np.nan + 0j, np.result_type(singular, np.complex64))
    for values in (singular, eigen):
        values.flags.writeable = False
    return Spectrum(name, gate, singular, eigen)
