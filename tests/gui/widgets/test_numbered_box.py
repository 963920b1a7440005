"""Numbers in boxes: written short, in the largest letters that fit, and only of few units."""

from __future__ import annotations

import math

import pytest

from rnnviz.gui.widgets.numbered_box import FEW, fitting, short


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (-0.456, "−0.46"),
        (12.34, "12.34"),
        (0.0012, "1e−3"),
        (-3.4e-12, "−3e−12"),
        (5e7, "5e7"),
        (math.nan, "NaN"),
        (-math.inf, "−∞"),
    ],
)
def test_a_number_is_short(value, words):
    assert short(value) == words


def test_numbers_of_few_units_are_written_where_there_is_room(look):
    assert fitting(look, 3, 1, 200, 200).pointSizeF() == look.points
    assert fitting(look, 3, 1, 200, 38) is None or fitting(look, 3, 1, 200, 38).pointSizeF() < look.points
    assert fitting(look, 3, 2, 40, 200) is None
    assert fitting(look, FEW + 1, 1, 900, 900) is None
