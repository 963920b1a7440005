"""The panel Step: what it shows of each phase, and how it follows."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from rnnviz.engine.commands import TraceNext, WatchBatch
from rnnviz.engine.messages import Phase, Status, Traced
from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.jacobian_products import FlowingBack
from rnnviz.explain.plumbing import plumbing
from rnnviz.gui.panels.graph import PANEL as GRAPH
from rnnviz.gui.panels.step import PANEL
from rnnviz.gui.style.theme import LIGHT
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.trace import TracePhase
from rnnviz.sentences import Refused
from tests.gui.leaks import settle
from tests.traces import traced


@pytest.fixture
def view(session, look, qtbot):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(460, 520)
    made.show()
    made.see(True)
    yield made
    made.see(False)


def arrive(session, name="lstm", **changes):
    found = traced(name, **changes)
    session.status = Status(Phase.PAUSED, found.update)
    session.traced.emit(found)
    return found.trace


def go(session, phase, name, timestep=5, recurrence=0):
    trace = session.stepper.trace
    assert session.stepper.go(phase, trace.recurrences[recurrence], timestep, name)
    return session.stepper.operation


def colours(view):
    image = view.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


def test_without_a_trace_it_says_how_to_begin(view):
    assert "F11" in view.describe()
    assert not view.numbers()


def test_a_gate_shows_its_equation_its_operands_and_its_strongest_contributions(view, session):
    arrive(session)
    o = go(session, TracePhase.FORWARD, "f")
    assert "forget gate" in view.caption.text()
    assert "f = σ(" in view.lines.text
    assert view.addends.shown.title == "a_f[0]"
    assert not view.addends.isHidden()
    np.testing.assert_array_equal(view.numbers()["= f"][0], o.value)
    assert "forward" in view.subtitle
    assert "t = 5" in view.subtitle


def test_a_call_of_torch_shows_its_line(view, session):
    trace = arrive(session)
    o = next(o for o in trace.operations if o.name == "linear")
    session.stepper.move_to(o.index)
    assert o.source.place in view.source.text()
    assert "self.output(h)" in view.source.text()


def test_the_unit_under_the_cursor_is_written_about(view, session):
    arrive(session)
    o = go(session, TracePhase.FORWARD, "i")
    session.cursor.pin(Place(o.axis, 5, 6))
    view.show_cursor()
    assert view.addends.shown.title == "a_i[6]"
    assert "unit 6" in view.subtitle


@pytest.mark.parametrize("name", ["lstm", "gru", "rnn"])
def test_the_backward_phase_shows_how_the_gradient_flows(view, session, qtbot, name):
    arrive(session, name)
    o = go(session, TracePhase.BACKWARD, "h")
    numbers = view.numbers()
    np.testing.assert_allclose(numbers["local"] + numbers["recurrent"], numbers["= ∂L/∂h"], rtol=1e-4, atol=1e-9)
    assert "local" in view.caption.text()
    qtbot.waitUntil(lambda: "…" not in view.lines.text)
    numbers = view.numbers()
    norms = numbers["‖∂L/∂h(t)‖"]
    assert norms[o.timestep] == pytest.approx(np.linalg.norm(o.value), rel=1e-5)
    products = numbers["‖∂h(T)/∂h(t)‖"]
    assert products[-1] == pytest.approx(1)
    bounds = [n for n in numbers if "bound" in n]
    assert bool(bounds) is (name == "rnn")
    assert "‖J(t)‖₂" in view.lines.text
    if name != "rnn":
        assert "σ_max" not in view.lines.text
        return
    said = re.search(r"‖J\(t\)‖₂ ≤ σ_max·max\|φ′\| = ([\d.]+)·([\d.]+)", view.lines.text)
    chain = FlowingBack(Reading(session.stepper.trace), o.recurrence).chain
    strength = np.linalg.norm(chain.recurrence.weights["hh"], 2)
    slope = np.abs(1 - chain.trace.operations[chain.recurrence.forward["h"][o.timestep]].value ** 2).max()
    assert [float(part) for part in said.groups()] == pytest.approx([strength, slope], abs=6e-4)


def test_a_click_in_the_plot_goes_to_that_timestep(view, session):
    arrive(session)
    go(session, TracePhase.BACKWARD, "h", 8)
    view.flow.chosen.emit(2)
    assert (session.stepper.operation.phase, session.stepper.operation.timestep) == (TracePhase.BACKWARD, 2)


def test_clipping_shows_norm_and_threshold(view, session):
    trace = arrive(session)
    first = next(o.index for o in trace.operations if o.phase is TracePhase.CLIPPING)
    session.stepper.move_to(first)
    shown = {a.label: a.value for a in view.addends.shown.addends}
    assert shown["all parameters"] == pytest.approx(trace.clipping.norm)
    assert shown["threshold"] == trace.clipping.threshold
    assert "factor" in view.lines.text


def test_the_optimiser_step_shows_the_change_and_its_ratio(view, session):
    trace = arrive(session)
    o = next(o for o in trace.operations if o.phase is TracePhase.STEP)
    session.stepper.move_to(o.index)
    p = next(p for p in trace.parameters if p.name == o.name)
    np.testing.assert_allclose(view.numbers()["= ΔW"], p.change, rtol=1e-6)
    assert {a.label: a.value for a in view.addends.shown.addends}[o.name] == pytest.approx(p.ratio)


def test_the_birth_of_an_infinity_names_operation_line_and_operands(view, session, look):
    found = traced("lstm", learning_rate=3e38, clip="none", optimiser="sgd")
    session.status = Status(Phase.PAUSED, found.update)
    session.traced.emit(Traced(found.update, found.trace, found.culprit))
    assert found.culprit.name in view.caption.text()
    assert found.culprit.source.place in view.caption.text()
    assert "operands = " in view.lines.text
    assert "finite" in view.lines.text
    assert "+∞" in view.lines.text, "one number is written, not drawn"
    assert QColor(look.theme.warning).name() in colours(view)


def test_a_number_is_written_and_not_drawn(view, session):
    trace = arrive(session)
    loss = next(o for o in trace.operations if o.name == "cross_entropy")
    session.stepper.move_to(loss.index)
    assert len(view.heatmap.layout_now().bands) == len(view.heatmap.bands) == 2
    assert f"L = {trace.loss:+.3f}" in view.lines.text
    np.testing.assert_array_equal(view.numbers()["= cross_entropy"], [[trace.loss]])


def test_the_lecture_s_equation_stands_in_front_the_call_and_its_line_behind(view, session):
    trace = arrive(session, "rnn")
    go(session, TracePhase.FORWARD, "a")
    assert view.formula.text == "h(t) = tanh(W_xh·x(t) + W_hh·h(t−1) + b)"
    go(session, TracePhase.BACKWARD, "a")
    assert view.formula.text == "∂L/∂a(t) = ∂L/∂h(t)·(1−h(t)²)"
    assert r"\frac{\partial L}{\partial a(t)}" in view.formula.latex
    linear = next(o for o in trace.operations if o.name == "linear")
    session.stepper.move_to(linear.index)
    assert view.formula.text == "y = W·h + b"
    assert "linear" not in view.lines.text
    assert "linear(output, output.weight, output.bias)" in view.source.text()


def test_the_formula_is_copied_as_text_and_as_latex_by_keys(view, session, qtbot, qapp):
    arrive(session)
    go(session, TracePhase.FORWARD, "c")
    view.formula.setFocus()
    qtbot.keyClick(view.formula, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == view.formula.text
    assert view.formula.text.startswith("c(t) = f·c(t−1) + i·g")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view.formula, Qt.Key.Key_C, both)
    assert qapp.clipboard().text() == r"c(t) = f \cdot c(t-1) + i \cdot g"


def test_steps_are_counted_without_plumbing_in_both_panels(view, session, look, qtbot):
    other = GRAPH.make(session, look)
    qtbot.addWidget(other)
    other.restyle()
    other.see(True)
    trace = arrive(session)
    session.stepper.step_into()
    folded = len(plumbing(trace))
    count = len(trace.operations)
    assert f"step 2 of {count - folded}" in view.subtitle
    assert f"step 2 of {count - folded}" in other.subtitle
    session.stepper.show_plumbing(True)
    assert f"of {count}" in view.subtitle
    assert f"of {count}" in other.subtitle
    session.stepper.show_plumbing(False)
    session.stepper.move_to(0)
    assert "plumbing after step 0" in view.subtitle, "what one has gone to is shown, plumbing or not"
    assert "zeros" in view.describe()
    other.see(False)


def test_what_is_computed_later_is_computed_only_while_it_is_looked_at(view, session):
    arrive(session)
    go(session, TracePhase.BACKWARD, "h")
    assert view.computing
    go(session, TracePhase.FORWARD, "h")
    assert not view.computing


def test_hovering_an_operand_marks_its_unit_everywhere(view, session):
    arrive(session)
    o = go(session, TracePhase.FORWARD, "c")
    area = view.heatmap.layout_now().bands[0]
    view.heatmap.pointed.emit(view.heatmap.cell_at(area.center()))
    assert session.cursor.timestep(o.axis) == 5
    assert session.cursor.unit == pytest.approx(4, abs=1)


@pytest.mark.parametrize("name", ["lstm", "gru", "rnn", "deep", "dates"])
def test_every_operation_of_every_model_can_be_shown(view, session, name):
    trace = arrive(session, name)
    seen = set()
    for o in trace.operations:
        if (o.phase, o.name, o.recurrence) not in seen:
            seen.add((o.phase, o.name, o.recurrence))
            session.stepper.move_to(o.index)
            view.grab()
            assert view.caption.text()
            assert view.describe()


@pytest.mark.parametrize("size", [(120, 90), (260, 150), (900, 700)])
def test_any_size_and_theme(view, session, look, size):
    arrive(session)
    view.resize(*size)
    for phase in (TracePhase.FORWARD, TracePhase.BACKWARD):
        go(session, phase, "h")
        view.grab()
    look.set_theme(LIGHT)
    view.restyle()
    view.grab()


def test_going_on_empties_it(view, session):
    arrive(session)
    session.status = Status(Phase.RUNNING)
    session.status_changed.emit(session.status)
    assert "F11" in view.describe()
    settle()


def test_the_sequence_is_chosen_by_its_text_and_the_panel_says_what_shows_it(session, look, qtbot):
    view = PANEL.make(session, look)
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.show()
    view.see(True)
    session.status = Status(Phase.PAUSED, 1)
    session.status_changed.emit(session.status)
    event = traced("lstm")
    session.traced.emit(event)
    chooser, box = view.whose.chooser, view.whose.everywhere
    assert [chooser.itemText(k) for k in range(3)] == [f"{k + 1}  {event.texts[k]}" for k in range(3)]
    assert event.texts[0] == "".join(event.trace.sequences["time"])
    assert "sequence 1 of the next batch of 3" in view.describe()
    assert "your" not in view.describe()
    session.stepper.step_into()
    assert "every panel shows it" in view.describe()
    box.setChecked(False)
    assert session.told[-1] == WatchBatch(None)
    assert "This text is shown" in view.describe()
    view.choose("everywhere", True)
    assert box.isChecked()
    view.choose("sequence", 2)
    assert TraceNext(2) in session.told
    with pytest.raises(Refused):
        view.choose("sequence", "first")
    with pytest.raises(Refused):
        view.choose("colour", 1)
    view.see(False)
