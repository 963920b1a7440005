"""Small networks as arithmetic: the numbers of the lectures and of the running network, and the steps between them."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from rnnviz.explain.arithmetic import brief, vector
from rnnviz.gui.panels.arithmetic import PANEL
from rnnviz.gui.widgets.arithmetic_fit import LEGIBLE, factors, list_names, margin
from rnnviz.gui.widgets.arithmetic_page import Stride
from rnnviz.gui.widgets.matrix_equation import said
from rnnviz.nn.small_networks import NETWORKS
from rnnviz.sentences import Refused
from tests.gui.small_runs import CONFIGS, small_frame


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(900, 520)
    made.show()
    return made


def show(view, session, task, updates=0, probe="", **changes):
    session.config = CONFIGS[task].changed(**changes)
    session.frame = small_frame(task, updates, probe, **changes)
    view.show_frame(session.frame)
    return view.numbers()


def exact(vector, *numbers):
    assert np.ravel(vector).tolist() == list(numbers)


def test_pie_on_a_rainy_day_is_as_the_lecture_has_it(view, session):
    found = show(view, session, "roommate", 30)
    exact(found["by hand/Food·dish"], 1, 0, 0, 0, 1, 0)
    exact(found["by hand/Weather·weather"], 0, 0, 0, 1, 1, 1)
    exact(found["by hand/Add"], 1, 0, 0, 1, 2, 1)
    exact(found["by hand/Non-linear"], 0, 0, 0, 0, 1, 0)
    exact(found["by hand/Merged"], 0, 1, 0)
    assert found["by hand/Food"].tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1], [1, 0, 0], [0, 1, 0]]
    note = next(e.note for e in view.equations["by hand"] if e.name == "Non-linear")
    assert note.endswith("Add > 1.5")  # a threshold between 1 and 2


def test_a_row_is_written_out(view, session):
    show(view, session, "roommate")
    lines = [view.equations["by hand"][0].line(row) for row in range(2)]
    assert lines == ["1·1 + 0·0 + 0·0 = 1", "0·1 + 1·0 + 0·0 = 0"]


@pytest.mark.parametrize("task", NETWORKS)
def test_what_is_shown_as_learned_is_what_the_network_said(view, session, task):
    show(view, session, task, 40)
    frame = session.frame
    network = view.versions["learned"].network
    said = [vectors[network.output] for vectors in view.versions["learned"].timesteps]
    if task in ("hello", "larger_total"):
        np.testing.assert_allclose(np.ravel([v[0] for v in said]), frame.output.probabilities[:, 0], atol=1e-5)
    elif task == "perceptron":
        np.testing.assert_allclose(np.ravel(said), frame.output.probabilities[:, 1], atol=1e-5)
    elif task == "sum_of_inputs":
        labels = np.array([float(label) for label in frame.output.labels])
        nearest = labels[frame.output.probabilities.argmax(axis=1)]
        assert np.abs(np.ravel(said) - nearest).max() <= 0.25 + 1e-5
    else:
        answers = [int(v.argmax() if len(v) > 1 else v[0]) for v in said]
        assert answers == frame.output.probabilities.argmax(axis=1).tolist()
    assert ("by hand" in view.versions) is (task != "perceptron")


@pytest.mark.parametrize("nonlinearity", ["sigmoid", "tanh", "relu"])
def test_another_nonlinearity_is_followed(view, session, nonlinearity):
    show(view, session, "hello", 10, nonlinearity=nonlinearity)
    (record,) = session.frame.recurrences
    found = [vectors["h(t)"] for vectors in view.versions["learned"].timesteps]
    np.testing.assert_allclose(found, record.h, atol=1e-5)


def test_what_a_unit_means_by_hand_is_not_claimed_of_what_was_learned(view, session):
    show(view, session, "roommate", 10)
    labels = {name: version.network.labels("Add") for name, version in view.versions.items()}
    assert labels["by hand"][4] == "next: burger"
    assert labels["learned"][4] == "h5"
    show(view, session, "roommate", 0, weights="by hand")
    assert view.versions["learned"].network.labels("Add")[4] == "next: burger"


def test_stepping_goes_row_by_row_to_the_next_timestep_and_back(view, session):
    show(view, session, "roommate_weather")
    page, positions = view.page, []
    for _ in range(4):
        positions.append((view.timestep, view.page.where.operation, view.page.where.row))
        page.moved.emit(1, False)
    assert positions == [(0, 0, 0), (0, 0, 1), (0, 0, 2), (1, 0, 0)]
    assert session.cursor.pinned_timestep("time") == 1
    page.moved.emit(-1, False)
    page.moved.emit(-1, False)
    assert (view.timestep, view.page.where.operation, view.page.where.row) == (0, 0, 2)


def test_whole_operations_and_whole_timesteps(view, session):
    show(view, session, "parity")
    view.choose("steps", "operations")
    for _ in range(8):
        view.forward.click()
    assert (view.timestep, view.page.where.operation) == (1, 1)
    view.choose("steps", "timestep")
    view.back.click()
    assert view.timestep == 0
    assert view.operations.isHidden()
    assert view.page.where.whole


def test_keys_step_and_a_line_of_the_list_can_be_clicked(view, session, qtbot):
    show(view, session, "parity")
    qtbot.keyClick(view.page, Qt.Key.Key_Right)
    assert (view.page.where.operation, view.page.where.row) == (0, 1)
    qtbot.keyClick(view.page, Qt.Key.Key_Down)
    assert (view.page.where.operation, view.page.where.row) == (1, 0)
    view.page.grab()
    line, index = view.page.listed[3]
    qtbot.mouseClick(view.page, Qt.MouseButton.LeftButton, pos=line.center())
    assert view.page.where.operation == index
    qtbot.mouseClick(view.page, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert view.page.where.operation == index


def test_the_cursor_s_timestep_is_shown(view, session):
    show(view, session, "parity")
    found = []
    for t in range(10):
        view.choose("timestep", t)
        found.append(int(view.numbers()["by hand/y(t)"][0]))
    assert found == [0, 1, 1, 0, 1, 1, 0, 0, 1, 0]
    assert view.subtitle.startswith("timestep 9 of 10")


def test_a_covered_result_is_told_to_nobody_until_it_is_revealed(view, session, qtbot):
    show(view, session, "hello", 20)
    view.choose("timestep", 2)
    view.choose("operation", "h(t)")
    view.choose("cover", True)
    assert "learned/h(t)" not in view.numbers()
    assert "learned/z(t)" in view.numbers()
    assert view.describe() == "Timestep 2: what is h⁽ᵗ⁾?"
    qtbot.keyClick(view.page, Qt.Key.Key_Return)
    np.testing.assert_allclose(view.numbers()["learned/h(t)"], session.frame.recurrences[0].h[2], atol=1e-5)
    view.choose("reveal", False)
    assert "learned/h(t)" not in view.numbers()
    view.choose("reveal", True)
    assert "learned/h(t)" in view.numbers()
    view.forward.click()  # the next result is covered again
    assert "learned/softmax" not in view.numbers()
    view.uncover()  # what a lesson does before it reads the answer
    assert "learned/softmax" in view.numbers()


@pytest.mark.parametrize("task", NETWORKS)
def test_no_line_tells_what_is_covered(view, session, task):
    show(view, session, task, 5)
    for equation in (e for found in view.equations.values() for e in found):
        assert " = " in equation.line(0)
        if equation.result.values.shape[1] == 1:
            assert equation.line(0).rpartition(" = ")[2] == brief(equation.result.values[0, 0])


def test_a_step_forward_first_reveals(view, session):
    show(view, session, "roommate")
    view.choose("cover", True)
    view.forward.click()
    assert (view.page.where.operation, view.covered) == (0, False)
    view.forward.click()
    assert (view.page.where.operation, view.covered) == (1, True)


def test_the_way_back_is_shown_with_the_step_that_is_taken(view, session):
    found = show(view, session, "perceptron", 30)
    rate = session.config.learning_rate
    for name in ("W1", "W2", "W3"):
        step = found[f"learned/{name}"] - rate * found[f"learned/mean ∂E/∂{name}"]
        np.testing.assert_allclose(found[f"learned/{name}′"], step)
    after = {w.name: w.values for w in small_frame("perceptron", 31).weights}
    np.testing.assert_allclose(found["learned/W2′"], after["cells.1.weight"], atol=1e-6)


def test_what_cannot_be_chosen_is_refused(view, session):
    with pytest.raises(Refused, match="no arithmetic"):
        view.choose("operation", 0)
    show(view, session, "roommate")
    for option, value in (("operation", "Sum"), ("operation", 99), ("timestep", 5), ("timestep", "x"), ("row", -1)):
        with pytest.raises(Refused):
            view.choose(option, value)
    with pytest.raises(Refused, match="steps called"):
        view.choose("steps", "leaps")
    with pytest.raises(Refused, match="no control"):
        view.choose("colour", 1)
    view.choose("row", 2)
    assert view.page.where.row == 2


def test_a_larger_network_has_none(view, session, frame):
    view.show_frame(frame("lstm"))
    assert view.describe().startswith("The arithmetic of a larger network")
    assert view.numbers() == {}
    show(view, session, "hello", 0, layers=2)
    assert view.numbers() == {}
    show(view, session, "hello", 0, cell="lstm")
    assert view.numbers() == {}
    show(view, session, "hello")
    assert view.empty.isHidden()


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 800)])
@pytest.mark.parametrize(("task", "points"), [("roommate", 7), ("parity", 24), ("perceptron", 10)])
def test_any_size_is_painted(view, session, look, size, task, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    show(view, session, task)
    for stride in Stride:
        view.choose("steps", stride)
        assert not view.grab().isNull()


def test_numbers_that_are_not_finite_are_shown(view, session):
    run_frame = small_frame("roommate")
    broken = [w.values.copy() for w in run_frame.weights]
    broken[0][0, 0], broken[1][1, 0] = np.nan, np.inf
    weights = tuple(replace(w, values=v) for w, v in zip(run_frame.weights, broken, strict=True))
    session.config = CONFIGS["roommate"]
    with np.errstate(all="ignore"):
        view.show_frame(replace(run_frame, weights=weights))
        assert np.isnan(view.numbers()["learned/Add"]).any()
        assert not view.grab().isNull()
        assert "NaN" in view.describe() or "∞" in view.describe()


def test_a_view_that_takes_the_place_of_another_stands_where_that_stood(view, session, look, qtbot):
    show(view, session, "roommate")
    view.choose("cover", True)
    view.choose("operation", "Add")
    view.choose("row", 3)
    other = PANEL.make(session, look)
    qtbot.addWidget(other)
    other.show_frame(session.frame)
    other.go_on_from(view)
    assert (other.page.where.operation, other.page.where.row, other.covered) == (2, 3, True)
    assert other.numbers().keys() == view.numbers().keys()


def test_an_equation_is_broken_into_lines_rather_than_set_in_a_font_that_nobody_reads(view, session, look):
    view.resize(900, 700)
    show(view, session, "sum_of_inputs")
    view.choose("operation", 2)
    (_, setting), fit = view.page.arrangement.settings[0][0], view.page.arrangement
    assert len({block.top() for block in setting.blocks}) == 1
    view.resize(240, 700)
    (_, setting), broken = view.page.arrangement.settings[0][0], view.page.arrangement
    assert len({block.top() for block in setting.blocks}) > 1
    assert setting.width + 2 * margin(look) <= view.page.room.width()
    assert [block.top() for block in setting.blocks] == sorted(block.top() for block in setting.blocks)
    assert fit.factor >= LEGIBLE > broken.factor or broken.factor >= LEGIBLE


def test_on_a_large_screen_equations_are_as_large_as_the_room_allows(view, session, look):
    sizes = []
    for width, height in ((800, 600), (1600, 1200)):
        view.resize(width, height)
        show(view, session, "parity")
        view.choose("steps", "operations")
        view.grab()
        sizes.append(view.page.arrangement.factor)
    small, large = sizes
    assert large > small or large == max(factors(look))


def test_another_timestep_does_not_cut_a_number_of_the_list(view, session, look):
    show(view, session, "parity")
    view.choose("operation", 3)
    for timestep in range(3):
        view.choose("timestep", timestep)
        size = view.page.list_size
        room = view.page.arrangement.area(0, view.page.size()).width() - 2 * margin(look)
        for half in view.page.halves:
            longest = max(len(vector(e.result.values)) for e in half.equations)
            names = list_names(look, [said(e.name) for e in half.equations], size)
            assert min(names, room // 2) + QFontMetrics(look.mono(size)).horizontalAdvance("0") * longest <= room


def test_in_a_narrow_panel_the_choosers_have_a_row_of_their_own_and_are_not_cut(view, session, qtbot):
    show(view, session, "roommate")
    choosers = (view.stride, view.operations)
    narrow = sum(chooser.sizeHint().width() for chooser in choosers) + 20
    for width, apart in ((900, False), (narrow, True), (900, False)):
        view.resize(width, 520)
        qtbot.waitUntil(lambda width=width: view.width() == width)
        QApplication.processEvents()
        assert (view.stride.y() > view.cover.y() + view.cover.height() // 2) is apart
        assert all(chooser.width() >= chooser.sizeHint().width() for chooser in choosers)
    view.resize(narrow, 160)  # there the numbers need the height
    QApplication.processEvents()
    assert view.second_row.count() == 0


def test_before_anybody_knows_the_weights_they_are_48_letters(view, session):
    show(view, session, "roommate")
    view.choose("letters", True)
    assert int(view.numbers()["unknowns"]) == 48
    food = view.equations["learned"][0]
    matrix = [text for row in food.pieces[0].texts for text in row]
    assert matrix == list("abcdefghijklmnopqr")
    assert [text for (text,) in food.result.texts] == ["a", "d", "g", "j", "m", "p"]  # times pie: the first column
    assert food.line(0) == "a·1 + b·0 + c·0 = a"
    merge = next(e for e in view.equations["learned"] if e.name == "Merged")
    assert merge.pieces[0].texts[-1][-1] == "X"
    assert {text for (text,) in merge.result.texts} == {"?"}
    assert "a, d, g" in view.describe()
    assert not view.grab().isNull()
    view.choose("letters", False)
    assert "unknowns" not in view.numbers()
    assert view.equations["learned"][0].pieces[0].texts == ()


@pytest.mark.parametrize("task", NETWORKS)
def test_every_small_network_can_be_written_with_letters(view, session, task):
    show(view, session, task)
    view.choose("letters", True)
    for step in range(len(view.equations["learned"])):
        view.choose("operation", step)
        equation = view.equations["learned"][step]
        assert [equation.line(row) for row in range(equation.rows)]
        assert not view.grab().isNull()
