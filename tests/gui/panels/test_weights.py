"""The panel of weights."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor

from rnnviz.explain.number import number
from rnnviz.gui.panels.weights import PANEL
from rnnviz.gui.style.theme import DARK
from rnnviz.gui.widgets.bands import Cell
from rnnviz.gui.workbench.cursor import Place
from rnnviz.sentences import Refused


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(520, 260)
    made.show()
    return made


def pick(chooser, key):
    chooser.choose(key)
    chooser.picked.emit(key)


def test_it_begins_with_the_recurrent_matrix_of_a_vanilla_cell(view, frame):
    made = frame("rnn_tanh", units=12)
    view.show_frame(made)
    assert view.parameters.key == "rnn.weight_hh_l0"
    assert not view.gates.isVisible()
    assert view.part().shape == (12, 12)
    spectrum = made.spectra[0]
    assert f"σ_max {number(float(spectrum.singular_values[0]), signed=False)}" in view.subtitle
    assert f"ρ {number(spectrum.radius, signed=False)}" in view.subtitle
    assert f"{spectrum.radius:.3f}" in view.describe()
    assert set(view.numbers()) == {"rnn.weight_hh_l0", "shape", "singular_values", "eigenvalues", "spectral_radius"}


@pytest.mark.parametrize(("cell", "gates"), [("lstm", "ifgo"), ("gru", "rzn")])
def test_a_gate_has_its_own_rows_and_spectrum(view, frame, cell, gates):
    made = frame(cell, units=12)
    view.show_frame(made)
    assert [view.gates.itemText(k) for k in range(view.gates.count())] == list(gates)
    for gate in gates:
        pick(view.gates, gate)
        largest = np.linalg.svd(view.part(), compute_uv=False)[0]
        assert view.spectrum.gate == gate
        assert view.spectrum.singular_values[0] == pytest.approx(largest, rel=1e-5)


def test_any_parameter_can_be_chosen_and_stays_chosen(view, frame):
    view.show_frame(frame("lstm", units=12))
    pick(view.parameters, "head.weight")
    made = frame("lstm", units=12, seed=1)
    view.show_frame(made)
    assert view.parameters.key == "head.weight"
    assert view.numbers()["head.weight"] is made.weights[-1].values
    assert not view.plot.isVisible()
    assert "singular_values" not in view.numbers()
    assert view.describe()


def test_a_bias_is_one_column(view, frame):
    view.show_frame(frame("gru", units=12))
    pick(view.parameters, "rnn.bias_ih_l0")
    assert view.subtitle == "36 × 1"
    view.grab()


def test_another_model_begins_anew(view, frame):
    view.show_frame(frame("lstm", units=12))
    view.show_frame(replace(frame("gru", units=6), weights=(), spectra=()))
    assert view.describe() == "This model has no weights."
    assert view.numbers() == {}
    view.show_frame(frame("rnn_tanh", units=6))
    assert view.parameters.key == "rnn.weight_hh_l0"
    assert view.heatmap.isVisible()


def test_the_unit_of_the_cursor_is_a_row(view, frame, session):
    view.show_frame(frame("rnn_tanh", units=12))
    before = view.heatmap.grab().toImage()
    session.cursor.pin(Place("text", 3, 5))
    view.show_cursor()
    assert view.heatmap.grab().toImage() != before


def test_a_spectrum_beyond_one_reaches_over_its_line(view, frame):
    """The plot counts: bars in the accent colour stand above the line at 1 only if a singular value does."""
    made = frame("rnn_tanh", units=12)

    def above(factor):
        scaled = [replace(s, singular_values=np.full(12, factor, np.float32)) for s in made.spectra]
        view.show_frame(replace(made, spectra=tuple(scaled)))
        image, (area, _) = view.plot.grab().toImage(), view.plot.parts()
        accent = [
            QColor(image.pixel(area.right() - 3, y)).name() == DARK.accent for y in range(area.top(), area.bottom() + 1)
        ]
        return sum(accent) / len(accent)

    assert above(0.5) < 0.5 < above(1.5)


def test_values_that_are_not_finite_are_seen_and_break_nothing(view, frame):
    made = frame("rnn_tanh", units=12)
    bad = made.weights[1].values.copy()
    bad[0, 0], bad[1, 1] = np.nan, np.inf
    spectrum = replace(
        made.spectra[0],
        singular_values=np.full(12, np.nan, np.float32),
        eigenvalues=np.full(12, complex(np.nan, 0), np.complex64),
    )
    weights = (made.weights[0], replace(made.weights[1], values=bad), *made.weights[2:])
    view.show_frame(replace(made, weights=weights, spectra=(spectrum,)))
    image = view.heatmap.grab().toImage()
    found = [QColor(image.pixel(view.heatmap.cell_rect(Cell(0, k, k)).center())).name() for k in range(2)]
    assert found == [DARK.not_a_number, DARK.infinite]
    assert "σ_max NaN" in view.subtitle
    view.plot.grab()
    assert view.describe()


def test_a_recurrent_matrix_that_is_not_square_has_no_eigenvalues(view, frame):
    made = frame("rnn_tanh", units=12)
    view.show_frame(replace(made, spectra=(replace(made.spectra[0], eigenvalues=np.empty(0, np.complex64)),)))
    view.plot.grab()
    assert "ρ NaN" in view.subtitle


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (440, 240), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, frame, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    view.show_frame(frame("lstm", units=128))
    assert not view.grab().isNull()
    assert view.plot.isVisible() is (view.width() >= look.px(330) or view.height() >= look.px(330))


def test_in_a_narrow_panel_the_spectrum_stands_below_the_matrix(view, frame):
    view.resize(240, 600)
    view.show_frame(frame("rnn_tanh", units=12))
    view.layout().activate()
    assert view.plot.isVisible()
    assert view.plot.geometry().top() > view.heatmap.geometry().bottom()
    view.resize(520, 600)
    view.layout().activate()
    assert view.plot.geometry().left() > view.heatmap.geometry().right()


def test_spectra_side_by_side_have_the_same_axes(view, session, look, frame, qtbot):
    beside = PANEL.make(session, look)
    qtbot.addWidget(beside)
    beside.restyle()
    beside.resize(520, 260)
    beside.pair_with(view)
    beside.show()
    small, large = (frame("rnn_tanh", units=12, seed=k) for k in (0, 1))
    spectrum = large.spectra[0]
    louder = replace(spectrum, singular_values=9 * spectrum.singular_values, eigenvalues=9 * spectrum.eigenvalues)
    view.show_frame(small)
    alone = view.plot.extent
    beside.show_frame(replace(large, spectra=(louder,)))
    assert view.plot.extent == beside.plot.extent
    assert view.plot.extent.singular == pytest.approx(float(louder.singular_values.max()))
    assert view.plot.extent.modulus == pytest.approx(louder.radius)
    beside.hide()
    assert view.plot.extent == alone


def test_a_lesson_chooses_a_parameter_and_a_gate(view, frame):
    view.show_frame(frame("lstm", units=12))
    view.choose("parameter", "rnn.weight_ih_l0")
    assert "rnn.weight_ih_l0" in view.numbers()
    view.choose("parameter", "rnn.weight_hh_l0")
    view.choose("gate", "f")
    assert view.spectrum.gate == "f"
    for option, value in (("parameter", "W"), ("gate", "x"), ("size", 3)):
        with pytest.raises(Refused):
            view.choose(option, value)
    assert view.spectrum.gate == "f"
