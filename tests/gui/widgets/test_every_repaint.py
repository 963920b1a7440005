"""What is painted part by part, as it changes, is what would be painted anew: to the pixel, whatever has changed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QPalette

from rnnviz.explain.frame_equations import Equation
from rnnviz.gui.style.theme import LIGHT
from rnnviz.gui.widgets.formulas import Formulas
from rnnviz.gui.widgets.heatmap import Band, Heatmap
from rnnviz.gui.widgets.legend import Entry
from rnnviz.gui.widgets.log_bars import LogBars, Series
from rnnviz.gui.widgets.probability_bars import Bar, ProbabilityBars
from rnnviz.gui.widgets.scale import Kind, Scale
from tests.gui.on_screen import same

GENERATOR = np.random.default_rng(1)
SYMBOLS = tuple("to be or not to be")


def formulas(look):
    return Formulas(look, steady=True)


def other_formulas(widget, k):
    shown = [Equation("‖h⁽ᵗ⁾‖₂", ("√Σ h²", f"{1.2345 * 10 ** (k % 4):.3g}")), Equation("∂L/∂h(t)", ("∂L/∂y·W", str(k)))]
    widget.show_paragraphs([shown, [Equation("p(“f”)", (f"−ln {k}", "NaN" if k == 3 else "0.5"))] * (1 + k // 4)])


def log_bars(look):
    return LogBars(look)


def other_log_bars(widget, k):
    values = np.exp(GENERATOR.normal(-3, 2, (2, len(SYMBOLS))))
    values[0, 3] = (0.0, np.nan, np.inf)[k % 3]
    widget.show_series(SYMBOLS, [Series(name, "#2f81f7", each) for name, each in zip("ab", values, strict=True)])
    widget.mark(k if k % 2 else None, 5)


def probability_bars(look):
    return ProbabilityBars(look)


def other_probability_bars(widget, k):
    shares = GENERATOR.dirichlet(np.ones(8)).tolist()
    shares[2] = shares[2] if k % 3 else float("nan")
    labels = "abcdefgh" if k % 4 else "abcdefgx"
    bars = [Bar(a, p, a == "c", apart=a == labels[-1]) for a, p in zip(labels, shares, strict=True)]
    widget.show_bars(bars, [Entry("loss", f"{shares[0]:.3f} nats"), Entry("entropy", f"{k} nats")])


def heatmap(look):
    made = Heatmap(look)
    made.set_bands([Band("i", scale=Scale(Kind.UNIT)), Band("g", scale=Scale(Kind.SIGNED, None))])
    return made


def other_heatmap(widget, k):
    widget.set_symbols(SYMBOLS)
    widget.show_values([GENERATOR.random((9, len(SYMBOLS)), np.float32) * (1 + k) for _ in widget.bands])
    widget.mark(k if k % 2 else None, 3 if k % 3 else None, 5)


LIVE = {
    "formulas": (formulas, other_formulas),
    "log bars": (log_bars, other_log_bars),
    "probability bars": (probability_bars, other_probability_bars),
    "heatmap": (heatmap, other_heatmap),
}


@pytest.fixture(params=LIVE)
def live(request, look, qtbot):
    make, change = LIVE[request.param]
    widget = make(look)
    qtbot.addWidget(widget)
    widget.resize(420, 190)
    widget.show()
    return widget, change


def test_what_is_painted_in_parts_is_what_would_be_painted_anew(live, look, qapp):
    widget, change = live

    def goes_on():
        for k in range(8):
            change(widget, k)
            qapp.processEvents()
            assert same(widget), k

    goes_on()
    widget.resize(310, 150)
    goes_on()
    look.set_theme(LIGHT)
    widget.setPalette(QPalette())
    widget.restyle()
    goes_on()
    look.set_points(13.0)
    widget.restyle()
    widget.resize(500, 260)
    goes_on()
    for k in (1, 2, 3):  # several changes before one paint
        change(widget, k)
    qapp.processEvents()
    assert same(widget)
