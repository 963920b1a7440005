"""A range belongs to what is shown: it follows it in time, and is one for what is compared."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from rnnviz.engine.metrics import Recent
from rnnviz.explain.contributions import Addend, Sum
from rnnviz.gui.panels import panels
from rnnviz.gui.views.panel import Panel
from rnnviz.gui.views.view import FollowsValues, SharesAxis
from rnnviz.gui.widgets.addends import Addends
from rnnviz.gui.widgets.clipping_plot import ClippingPlot
from rnnviz.gui.widgets.common_decades import CommonDecades
from rnnviz.gui.widgets.decades import Decades
from rnnviz.gui.widgets.gradient_flow_plot import Curve, GradientFlowPlot
from rnnviz.gui.widgets.scale import Kind, Scale
from rnnviz.gui.workbench.side import OFFERED, Side


def values(size):
    return np.linspace(-size, size, 200)


def test_a_range_that_an_explosion_made_does_not_outlast_it():
    scale = Scale(Kind.SIGNED, None)
    scale.follow(values(5e7))
    scale.follow(values(0.4))
    assert scale.limit == 0.5


def test_a_range_does_not_flicker_with_values_of_about_its_size():
    scale = Scale(Kind.SIGNED, None)
    scale.follow(values(5.0))
    assert not any(scale.follow(values(size)) for size in (0.5, 4.9, 0.3, 2.0))


def test_after_another_time_the_range_is_that_of_what_is_shown():
    scale = Scale(Kind.SIGNED, None)
    scale.follow(values(3.0))
    scale.renew()
    scale.follow(values(1.9))
    assert scale.limit == 2.0


def test_two_pictures_of_one_scale_are_both_within_it_whichever_comes_last():
    scale = Scale(Kind.SIGNED, None)
    for _ in range(200):
        scale.follow(values(1000.0), "A")
        scale.follow(values(1.0), "B")
        assert scale.limit == 1000.0
    scale.forget("A")
    scale.follow(values(1.0), "B")
    assert scale.limit == 1.0


@pytest.mark.parametrize("odd", [np.nan, np.inf])
def test_what_is_not_finite_on_one_side_leaves_the_other_sides_colours_alone(odd):
    scale = Scale(Kind.SIGNED, None)
    scale.follow(values(1.0), "B")
    broken = values(1e30)
    broken[7] = odd
    scale.follow(broken, "A")
    assert scale.limit == 1.0
    scale.follow(np.full(9, odd), "A")
    assert scale.limit == 1.0


def shown_beside_each_other(qtbot, make):
    pair = [make(), make()]
    for part in pair:
        qtbot.addWidget(part)
        part.resize(400, 300)
        part.show()
    pair[1].share_axis(pair[0])
    return pair


def recent(norm):
    return Recent(np.arange(4), np.full(4, norm), np.full(4, norm))


def flow(plot, size):
    plot.show_curves([Curve("g", np.full(5, size), "accent")], tuple("abcde"), None)


PLOTS = {
    "clipping": (ClippingPlot, lambda plot, size: plot.show_norms(recent(size), None, False), lambda p: p.decades),
    "flow": (lambda look: GradientFlowPlot(look, steady=True), flow, lambda p: p.decades),
    "flow of a run that stands": (GradientFlowPlot, flow, lambda p: p.decades),
}


@pytest.mark.parametrize("name", list(PLOTS))
def test_plots_side_by_side_have_one_axis_that_holds_what_both_draw(qtbot, look, name):
    make, draw, axis = PLOTS[name]
    a, b = shown_beside_each_other(qtbot, lambda: make(look))
    draw(a, 1e-3)
    draw(b, 50.0)
    for decades in map(axis, (a, b)):
        assert 10.0**decades.low <= 1e-3
        assert 10.0**decades.high >= 50.0
    b.hide()
    a.renew_range()
    draw(a, 1e-3)
    assert 10.0 ** axis(a).high <= 1e-2


def test_bars_of_two_sums_are_of_one_length_for_one_value(qtbot, look):
    a, b = shown_beside_each_other(qtbot, lambda: Addends(look))
    a.show_sum(Sum("h", (Addend("x", 0.5),), 0, 0.0))
    b.show_sum(Sum("h", (Addend("x", 5.0),), 0, 0.0))
    assert a.reach == b.reach == 5.0


def test_an_axis_that_one_side_s_overflow_would_stretch_stays_with_the_other():
    class Plot(SimpleNamespace):
        __hash__ = object.__hash__

        def isVisible(self):
            return True

    axis = CommonDecades()
    a, b = (Plot(take_axis=lambda: None) for _ in range(2))
    axis.show(b, np.array([1.0, 2.0]))
    axis.show(a, np.array([1e30, np.inf]))
    assert axis.high <= 1


@pytest.mark.parametrize("panel", panels(), ids=lambda panel: panel.key)
def test_whatever_has_a_range_of_its_own_can_be_fitted_and_shared(qtbot, session, look, panel: Panel):
    a, b = panel.make(session, look), panel.make(session, look)
    for view in (a, b):
        qtbot.addWidget(view)
    a.renew_ranges()
    parts = [w for w in a.findChildren(QWidget) if any(isinstance(v, Decades) for v in vars(w).values())]
    for part in parts:
        assert isinstance(part, FollowsValues), f"{type(part).__name__} keeps its range whatever is shown"
        if Side.BOTH in OFFERED[panel.compared]:
            assert isinstance(part, SharesAxis), f"{type(part).__name__} has an axis of its own where two are compared"
    if Side.BOTH in OFFERED[panel.compared]:
        b.pair_with(a)
