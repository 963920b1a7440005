"""The panel of the unrolled network: nodes, what the cursor has passed, zoom, and the folded view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from rnnviz.engine.messages import Phase, Status
from rnnviz.gui.panels.graph import PANEL
from rnnviz.gui.style.theme import LIGHT
from rnnviz.gui.widgets.numbered_box import short
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.trace import TracePhase
from tests.traces import traced


@pytest.fixture
def view(session, look, qtbot):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(700, 260)
    made.show()
    made.see(True)
    yield made
    made.see(False)


def arrive(session, name="lstm", **changes):
    found = traced(name, **changes)
    session.status = Status(Phase.PAUSED, found.update)
    session.traced.emit(found)
    return found.trace


def node(view, lane, timestep, block=0):
    of = view.network.network.blocks[block]
    return view.network.node_rect(of, of.lane(0, lane), timestep).center().toPoint()


def colour(view, point):
    return view.network.grab().toImage().pixelColor(point)


def test_without_a_trace_it_says_how_to_begin(view):
    assert "F11" in view.describe()


def test_nodes_light_up_as_the_cursor_passes_them(view, session):
    trace = arrive(session)
    r = trace.recurrences[0]
    session.stepper.move_to(r.forward["h"][5])
    passed, coming = colour(view, node(view, "h", 2)), colour(view, node(view, "h", 9))
    assert passed != coming
    session.stepper.move_to(r.forward["h"][10])
    assert colour(view, node(view, "h", 9)) != coming
    assert colour(view, node(view, "h", 2)) == passed


def test_going_backward_the_gradient_comes_from_the_end(view, session):
    trace = arrive(session)
    r = trace.recurrences[0]
    session.stepper.move_to(r.forward["h"][-1])
    forward = {t: colour(view, node(view, "h", t)) for t in (2, 9)}
    session.stepper.move_to(r.backward["h"][6])
    assert colour(view, node(view, "h", 9)) != forward[9]
    assert "gradient" in view.subtitle


def test_a_click_on_a_node_goes_to_the_operation_that_made_it(view, session, qtbot):
    trace = arrive(session)
    qtbot.mouseClick(view.network, Qt.MouseButton.LeftButton, pos=node(view, "c", 7))
    assert session.stepper.operation.index == trace.recurrences[0].forward["c"][7]
    session.stepper.move_to(trace.recurrences[0].backward["h"][3])
    qtbot.mouseClick(view.network, Qt.MouseButton.LeftButton, pos=node(view, "h", 7))
    assert session.stepper.operation.index == trace.recurrences[0].backward["h"][7]


def test_a_click_on_an_output_goes_to_the_layer_that_made_it(view, session):
    arrive(session)
    block = view.network.network.blocks[0]
    view.network.chosen.emit((block, block.lanes[-1], 3))
    assert session.stepper.operation.name == "linear"


def test_hovering_marks_the_timestep(view, session):
    arrive(session)
    at = node(view, "h", 4)
    view.network.pointed.emit((view.network.network.blocks[0].axis, 4))
    assert session.cursor.timestep(view.network.network.blocks[0].axis) == 4
    found = view.network.node_at(at.x(), at.y())
    assert found is not None
    assert found[1].name == "h"
    assert found[2] == 4


def wheel(view, delta):
    at = QPointF(view.network.rect().center())
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    where = QPointF(view.network.mapToGlobal(at.toPoint()))
    event = QWheelEvent(at, where, QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, none, phase, False)
    QApplication.sendEvent(view.network, event)


def test_the_wheel_zooms_and_stops_at_the_whole_sequence(view, session):
    arrive(session)
    whole = view.network.column_width
    wheel(view, 360)
    assert view.network.column_width > 1.5 * whole
    wheel(view, -3600)
    assert view.network.column_width == pytest.approx(whole)


def test_keys_zoom_in_to_the_cell_and_out(view, session, qtbot):
    trace = arrive(session)
    session.stepper.move_to(trace.recurrences[0].forward["f"][6])
    whole = view.network.column_width
    qtbot.keyClick(view.network, Qt.Key.Key_Return)
    assert view.network.column_width > 150
    assert view.network.rect().contains(node(view, "h", 6))
    qtbot.keyClick(view.network, Qt.Key.Key_0)
    assert view.network.column_width == pytest.approx(whole)
    qtbot.keyClick(view.network, Qt.Key.Key_Plus)
    assert view.network.column_width > whole


def test_the_view_follows_the_cursor_when_zoomed_in(view, session):
    trace = arrive(session)
    view.network.zoom(6)
    for t in (0, 11, 4):
        session.stepper.go(TracePhase.FORWARD, trace.recurrences[0], t, "h")
        assert view.network.rect().contains(node(view, "h", t))


def test_folded_it_is_one_cell_with_a_loop(view, session):
    trace = arrive(session)
    session.stepper.move_to(trace.recurrences[0].forward["h"][6])
    before = view.network.grab().toImage()
    view.fold.setChecked(True)
    assert view.network.folded
    assert view.network.grab().toImage() != before


def test_a_pinned_unit_is_shown_by_its_own_value(view, session):
    trace = arrive(session)
    axis = trace.recurrences[0].axis
    session.stepper.move_to(trace.recurrences[0].forward["h"][8])
    before = colour(view, node(view, "h", 5))
    session.cursor.pin(Place(axis, 8, 2))
    view.show_cursor()
    assert colour(view, node(view, "h", 5)) != before
    assert "unit 2" in view.subtitle


@pytest.mark.parametrize("name", ["lstm", "gru", "rnn", "deep", "dates"])
def test_every_model_can_be_drawn_at_every_zoom(view, session, name):
    trace = arrive(session, name)
    for phase in (TracePhase.FORWARD, TracePhase.BACKWARD):
        for r in trace.recurrences:
            session.stepper.go(phase, r, 3, "h")
            for act in (view.network.show_all, lambda: view.network.zoom(3), view.network.show_cell):
                act()
                assert not view.network.grab().isNull()
    assert view.numbers()
    assert view.describe()


@pytest.mark.parametrize("size", [(90, 60), (260, 150), (1400, 500)])
def test_any_size_and_theme(view, session, look, size):
    arrive(session, "dates")
    view.resize(*size)
    look.set_theme(LIGHT)
    view.restyle()
    for fold in (False, True):
        view.fold.setChecked(fold)
        view.network.grab()


def lane_named(network, name):
    block = network.blocks[0]
    return block, next(k for k, lane in enumerate(block.lanes) if lane.name == name)


def test_boxes_of_a_small_net_have_its_numbers_and_going_back_its_gradients(view, session):
    trace = arrive(session, "rnn", hidden=3, sequence_length=5)
    view.resize(560, 500)
    r = trace.recurrences[0]
    block, h = lane_named(view.network.network, "h")
    session.stepper.go(TracePhase.FORWARD, r, 2, "h")
    values = trace.operations[r.forward["h"][2]].value
    assert view.network.numbers_at(block, h, 2) == [[short(float(v)) for v in values]]
    assert view.network.numbers_at(block, h, 3) == [], "it is not computed yet"
    session.stepper.go(TracePhase.BACKWARD, r, 2, "h")
    slopes = trace.operations[r.backward["h"][2]].value
    assert view.network.numbers_at(block, h, 2) == [[short(float(v)) for v in each] for each in (values, slopes)]
    before = trace.operations[r.forward["h"][1]].value
    assert view.network.numbers_at(block, h, 1) == [[short(float(v)) for v in before]]
    view.grab()


def test_a_net_of_many_units_has_no_numbers(view, session):
    trace = arrive(session, "rnn", hidden=32)
    block, h = lane_named(view.network.network, "h")
    session.stepper.go(TracePhase.FORWARD, trace.recurrences[0], 2, "h")
    assert view.network.numbers_at(block, h, 2) == []
