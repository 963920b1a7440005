"""The listing: the file that runs, the line of the operation one stands on, and the way from a line to an operation."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, train_once
from rnnviz.engine.update_tracing import trace_update
from rnnviz.explain.listing import OWN, listing
from rnnviz.gui.panels.listing import PANEL
from rnnviz.probe.cursor import TraceCursor
from rnnviz.probe.trace import TracePhase
from rnnviz.sentences import Refused


class Stepper(QObject):
    """Where one stands in a Trace, as the session's stepper says it."""

    traced = Signal()
    moved = Signal()

    def __init__(self, trace):
        super().__init__()
        self.cursor = None if trace is None else TraceCursor(trace)
        self.asked = 0

    @property
    def trace(self):
        return None if self.cursor is None else self.cursor.trace

    @property
    def operation(self):
        return None if self.cursor is None else self.cursor.operation

    def watch(self, who, looks):
        pass

    def step_into(self):
        self.asked += 1

    def move_to(self, index):
        self.cursor.go(index)
        self.moved.emit()


def traced(key, **changed):
    run = build(preset(key).config.changed(**changed))
    train_once(run)
    return trace_update(run).trace


@pytest.fixture(scope="module")
def trace():
    return traced("classic", sequence_length=4)


@pytest.fixture
def shown(qtbot, session, look):
    def make(key, trace):
        session.config = preset(key).config
        session.stepper = Stepper(trace)
        view = PANEL.make(session, look)
        qtbot.addWidget(view)
        view.restyle()
        view.resize(500, 400)
        view.show()
        return view, session.stepper

    return make


def test_the_listing_is_the_file_that_trains(trace):
    found = listing("classic", None)
    assert found.file == str(OWN["classic"])
    assert 80 <= len(found.lines) <= 115
    text = OWN["classic"].read_text(encoding="utf-8").splitlines()
    assert all(line.startswith(shown.rstrip()) for line, shown in zip(text, found.lines, strict=True))
    assert not any("#:" in line for line in found.lines[10:])


def test_every_operation_forwards_and_backwards_has_its_line(trace):
    found = listing("classic", None)
    lost = {(o.phase, o.name) for o in trace.operations if found.line(o) is None}
    assert {phase for phase, _ in lost} <= {TracePhase.CLIPPING, TracePhase.STEP}


def test_every_mark_is_of_an_operation_that_there_is(trace):
    there = {(o.phase, o.name) for o in trace.operations}
    assert set(listing("classic", None).marks) <= there


def test_every_step_lights_its_line(shown, trace):
    view, stepper = shown("classic", trace)
    for operation in trace.operations:
        stepper.move_to(operation.index)
        line = view.numbers()["line"][0]
        assert line == (listing("classic", None).line(operation) or 0)
        if operation.name == "h" and operation.phase is TracePhase.FORWARD:
            assert "np.tanh" in view.describe()


def test_a_line_goes_to_its_next_operation_and_round_again(shown, trace):
    view, stepper = shown("classic", trace)
    line = listing("classic", None).marks[TracePhase.FORWARD, "h"]
    seen = []
    for _ in range(5):
        view.choose("line", line)
        seen.append((stepper.operation.name, stepper.operation.timestep))
    assert seen == [("h", 0), ("h", 1), ("h", 2), ("h", 3), ("h", 0)]
    before = stepper.operation
    view.choose("line", 1)  # words: nothing is carried out there
    assert stepper.operation is before


def test_return_on_a_line_goes_there(shown, trace, qtbot):
    view, stepper = shown("classic", trace)
    line = listing("classic", None).marks[TracePhase.BACKWARD, "a"]
    view.code.light(line, ())
    qtbot.keyClick(view.code, Qt.Key.Key_Return)
    assert (stepper.operation.phase, stepper.operation.name) == (TracePhase.BACKWARD, "a")


def test_a_click_on_a_line_goes_there(shown, trace, qtbot):
    view, stepper = shown("classic", trace)
    line = listing("classic", None).marks[TracePhase.BACKWARD, "h"]
    view.code.light(line, ())  # it is in view then
    place = view.code.cursorRect().center()
    qtbot.mouseClick(view.code.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (stepper.operation.phase, stepper.operation.name) == (TracePhase.BACKWARD, "h")


def test_a_line_chosen_before_there_is_a_trace_is_gone_to_when_it_comes(shown, trace):
    view, stepper = shown("classic", None)
    line = listing("classic", None).marks[TracePhase.LOSS, "cross_entropy"]
    view.choose("line", line)
    assert stepper.asked == 1
    stepper.cursor = TraceCursor(trace)
    stepper.traced.emit()
    assert stepper.operation.name == "cross_entropy"


def test_of_any_other_net_it_is_the_file_that_the_operation_came_from(shown):
    trace = traced("parity", sequence_length=3)
    view, stepper = shown("parity", trace)
    sources = [o for o in trace.operations if o.source.file]
    for operation in (sources[0], sources[-1]):
        stepper.move_to(operation.index)
        assert view.numbers()["line"][0] == operation.source.line
        assert operation.source.text in view.describe()


def test_a_line_that_is_not_there_is_refused(shown, trace):
    view, _ = shown("classic", trace)
    for value in (0, 10**6, True, "1"):
        with pytest.raises(Refused, match="no line"):
            view.choose("line", value)


def test_without_a_trace_another_net_says_how_to_begin(shown):
    view, _ = shown("parity", None)
    assert "F11" in view.describe()
    assert view.numbers() == {}
