"""Both themes can be read, and their colours are told apart by whoever looks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.gui.style.legibility import BLINDNESS, confusable, contrast, difference, faint, linear, seen
from rnnviz.gui.style.theme import DARK, THEMES, contrasty

ALL = [each for theme in THEMES.values() for each in (theme, contrasty(theme))]


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_whatever_is_written_can_be_read(theme):
    assert faint(theme) == []


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_what_means_something_else_looks_different_to_colour_blind_eyes_too(theme):
    assert confusable(theme) == []


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the grey that just fails


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_grey_is_grey_to_everybody(blindness):
    np.testing.assert_allclose(seen(linear("#808080"), blindness), linear("#808080"), atol=1e-5)


def test_red_and_green_are_close_for_who_lacks_one_of_them_and_far_for_others():
    red, green = "#c04000", "#608000"
    assert difference(red, green) > 2 * difference(red, green, "deuteranopia")


def test_a_theme_that_cannot_be_read_is_found_out():
    assert faint(replace(DARK, muted="#444444"))
    assert confusable(replace(DARK, positive=DARK.negative))
