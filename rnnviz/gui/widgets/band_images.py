"""From the values of a heatmap's bands to their images."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from rnnviz.gui.style.theme import INFINITE, LEVELS, NOT_A_NUMBER, Theme
from rnnviz.gui.widgets.scale import Scale
from rnnviz.probe.frame import Array

Shape = tuple[int, ...]


class BandImages:
    """The images of bands of certain shapes, all coloured in one go and into the same memory every time.

    Between two pictures training has filled the processor's caches, and a numpy call then costs several times its work
    on a band of 128 x 50. So the bands lie one after the other in flat arrays, and most calls are for all of them.

    Parameters
    ----------
    shapes : sequence of (rows, columns)
        One a band.
    """

    def __init__(self, shapes: Sequence[Shape] = ()) -> None:
        self.shapes = list(shapes)
        count = sum(math.prod(shape) for shape in shapes)
        self._scaled = np.empty(count, np.float32)
        self._levels = np.empty(count, np.intp)
        self._colours = np.empty(count, np.uint32)  # the images look at it, so it must live as long as they
        self._scaled_of, self._levels_of, self._colours_of = (
            _split(flat, shapes) for flat in (self._scaled, self._levels, self._colours)
        )
        self.images = tuple(map(_image, self._colours_of))

    def colour(self, scales: Sequence[Scale], values: Sequence[Array], theme: Theme) -> None:
        """Draw the values, one array and one scale a band. A transposed view is as good as a contiguous array."""
        for scale, levels, colours in zip(scales, self.levels(scales, values), self._colours_of, strict=True):
            # Half the cost of Qt scaling an indexed image. Levels are in range; "clip" only spares numpy a copy.
            np.take(scale.palette(theme), levels, out=colours, mode="clip")

    def levels(self, scales: Sequence[Scale], values: Sequence[Array]) -> Sequence[NDArray[np.intp]]:
        """Return the index of each value's colour in its palette, a band an array, valid until the next call."""
        scaled = self._scaled
        with np.errstate(invalid="ignore", over="ignore"):
            for scale, band, place in zip(scales, values, self._scaled_of, strict=True):
                factor = (LEVELS - 1) / (scale.high - scale.low)
                np.multiply(band, np.float32(factor), out=place)
                if scale.low:
                    place -= np.float32(scale.low * factor)
            finite = math.isfinite(scaled.sum())  # cheaper than asking each
            scaled.clip(0, LEVELS - 1, out=scaled)
            np.rint(scaled, out=self._levels, casting="unsafe")
        if not finite:
            for band, levels in zip(values, self._levels_of, strict=True):
                levels[np.isinf(band)] = INFINITE
                levels[np.isnan(band)] = NOT_A_NUMBER
        return self._levels_of


def _split(flat: Array, shapes: Sequence[Shape]) -> list[Array]:
    """Return views of a flat array, one after the other."""
    sizes = [math.prod(shape) for shape in shapes]
    return [
        flat[end - size : end].reshape(shape) for end, size, shape in zip(accumulate(sizes), sizes, shapes, strict=True)
    ]


def _image(colours: Array) -> QImage:
    rows, columns = colours.shape
    return QImage(colours.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32) if colours.size else QImage()
