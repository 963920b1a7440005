"""What training feels of painting is measured from the times of updates."""

import numpy as np
import pytest

from rnnviz.engine.paint_cost import Drag


def measured(share, alone=0.009, spread=0.05, painting=0.004, per_second=23.0, seconds=16.0, seed=0):
    """A Drag after some seconds of updates that feel `share` of a window that paints at a steady rate."""
    rng, drag, now, painted = np.random.default_rng(seed), Drag(), 0.0, 0
    while now < seconds:
        due = int(now * per_second) - painted
        painted += due
        took = alone * (1 + spread * rng.standard_normal()) + share * due * painting
        drag.update(took, due * painting)
        now += took
    return drag.share


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("alone", [0.02, 0.009, 0.0005])
def test_the_share_is_found(share, alone):
    assert measured(share, alone) == pytest.approx(share, abs=0.25)


def test_what_holds_an_update_up_is_not_blamed_on_the_painting_that_goes_on_beside_it():
    assert measured(0.0, spread=0.2) < 0.2


def test_all_is_felt_until_something_is_known():
    assert Drag().share == 1.0


def test_nothing_painted_teaches_nothing():
    drag = Drag()
    for _ in range(1000):
        drag.update(0.01, 0.0)
    assert drag.share == pytest.approx(1.0)


def test_it_follows_a_change():
    drag = Drag()
    for share in (1.0, 0.0):
        for k in range(3000):
            painting = 0.004 * (k % 4 == 0)
            drag.update(0.009 + share * painting, painting)
    assert drag.share < 0.1
