"""Axes: numbers under columns too narrow for symbols are all there, the last one too."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from rnnviz.gui.widgets.axis import MARGIN, paint_symbols, symbols_height


def ink(look, count, beyond):
    """Return how many pixels are written on, with so much room to the right of the columns."""
    area = QRect(20, 0, 400, symbols_height(look))
    image = QImage(area.right() + 1 + beyond, area.height(), QImage.Format.Format_Grayscale8)
    image.fill(0)
    with QPainter(image) as painter:
        paint_symbols(painter, look, ["a"] * count, area)
    return sum(bool(image.pixel(x, y) & 0xFF) for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("points", [7.0, 10.0, 20.0])
@pytest.mark.parametrize("count", [101, 201])
def test_the_last_number_under_a_long_sequence_is_not_cut(look, points, count):
    look.set_points(points)
    written = ink(look, count, look.px(MARGIN))
    assert written
    assert written == ink(look, count, 60)
