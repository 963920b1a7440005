"""The gallery of activation functions, and the switch of the running network's own."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from rnnviz.engine.commands import Live
from rnnviz.engine.training import build
from rnnviz.explain.activation import histogram, saturated
from rnnviz.gui.panels.activation import PANEL
from rnnviz.gui.widgets.activation_gallery import NAMES
from rnnviz.nn.elman import NONLINEARITIES
from rnnviz.sentences import Refused
from tests.gui.small_runs import CONFIGS, seen, small_frame, trained


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(700, 380)
    made.show()
    return made


def show(view, session, task, updates=0, **changes):
    session.config = CONFIGS[task].changed(**changes)
    session.facts = build(session.config).facts()
    session.config_changed.emit(session.config)
    session.frame = small_frame(task, updates, **changes)
    view.show_frame(session.frame)
    return view.numbers()


def test_every_nonlinearity_has_a_tile():
    assert set(NAMES) == set(NONLINEARITIES)


def test_curves_and_slopes_are_the_functions(view):
    found = view.numbers()
    z = found["z"]
    np.testing.assert_allclose(found["sigmoid"], 1 / (1 + np.exp(-z)))
    np.testing.assert_allclose(found["tanh′"], 1 - np.tanh(z) ** 2)
    np.testing.assert_allclose(found["leaky_relu"], np.maximum(0.01 * z, z))
    np.testing.assert_allclose(found["elu"][z < 0], np.exp(z[z < 0]) - 1)
    for name in ("sigmoid", "tanh", "relu", "leaky_relu", "elu"):
        numeric = np.gradient(found[name], z)
        away = np.abs(z) > 0.05
        np.testing.assert_allclose(found[f"{name}′"][away], numeric[away], atol=2e-2)


def test_what_goes_in_is_what_the_network_computed(view, session):
    found = show(view, session, "hello", 40)
    (record,) = session.frame.recurrences
    np.testing.assert_array_equal(found["before tanh"], record.before["h"].ravel())
    assert found["histogram tanh"].sum() == pytest.approx(1)
    flat = (1 - np.tanh(record.before["h"]) ** 2 < 0.05).mean()
    assert found["saturated tanh"][0] == pytest.approx(flat)
    assert view.gallery.own == {"tanh"}


def test_values_beyond_the_picture_count_at_its_ends():
    shares = histogram(np.array([-100.0, 0.01, 100.0, np.nan, np.inf]))
    assert (shares[0], shares[-1], shares.sum()) == (1 / 3, 1 / 3, 1)
    assert saturated("tanh", np.array([-9.0, 0.0, 9.0, np.nan])) == 2 / 3
    assert np.isnan(saturated("tanh", np.array([np.nan])))


def test_a_click_switches_the_network_at_once(view, session, qtbot):
    show(view, session, "hello", 10)
    tile = view.gallery.tile(NAMES.index("relu")).center()
    qtbot.mouseClick(view.gallery, Qt.MouseButton.LeftButton, pos=tile)
    assert session.told == [Live({"nonlinearity": "relu"})]
    assert view.gallery.own == {"relu"}
    qtbot.mouseClick(view.gallery, Qt.MouseButton.LeftButton, pos=tile)
    assert len(session.told) == 1  # it is that already


def test_a_function_can_be_chosen_by_keyboard(view, session, qtbot):
    show(view, session, "perceptron")
    for _ in range(2):
        qtbot.keyClick(view.gallery, Qt.Key.Key_Right)
    qtbot.keyClick(view.gallery, Qt.Key.Key_Return)
    assert session.told == [Live({"nonlinearity": NAMES[2]})]


def test_a_lesson_switches_it_and_the_same_weights_go_on(view, session):
    show(view, session, "hello", 10)
    view.choose("nonlinearity", "elu")
    assert session.config.nonlinearity == "elu"
    run = trained(CONFIGS["hello"], 10)
    run.set_live(session.config)
    view.show_frame(seen(run))
    found = view.numbers()
    assert "before elu" in found
    for old, new in zip(small_frame("hello", 10).weights, seen(run).weights, strict=True):
        np.testing.assert_array_equal(old.values, new.values)


def test_gates_have_functions_of_their_own(view, session):
    found = show(view, session, "hello", 0, cell="lstm")
    (record,) = session.frame.recurrences
    assert found["before tanh"].tolist() == record.before["g"].ravel().tolist()
    assert len(found["before sigmoid"]) == 3 * record.h.size
    assert view.gallery.own == {"sigmoid", "tanh"}
    with pytest.raises(Refused, match="vanilla cell"):
        view.choose("nonlinearity", "relu")
    view.gallery.chosen.emit("relu")
    assert session.told == []


def test_a_linear_unit_stays_linear(view, session):
    show(view, session, "sum_of_inputs")
    assert view.gallery.own == {"linear"}
    with pytest.raises(Refused, match="vanilla cell"):
        view.choose("nonlinearity", "tanh")


def test_what_cannot_be_chosen_is_refused(view, session):
    show(view, session, "hello")
    with pytest.raises(Refused, match="no nonlinearity called 'tahn'"):
        view.choose("nonlinearity", "tahn")
    with pytest.raises(Refused, match="no control"):
        view.choose("colour", 1)


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 800)])
@pytest.mark.parametrize("points", [7, 24])
def test_any_size_is_painted(view, session, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    show(view, session, "perceptron", 3)
    assert not view.grab().isNull()
    assert "sigmoid" in view.describe()
