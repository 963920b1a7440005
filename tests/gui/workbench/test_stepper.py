"""Stepping: when a Trace is asked for, where the cursor goes, and what is said where it cannot go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from rnnviz.engine.commands import TraceNext, WatchBatch
from rnnviz.engine.messages import Objected, Phase, Status, Traced
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.next_trace import SOON_MS
from rnnviz.gui.workbench.slow_motion import PACES
from rnnviz.probe.trace import TracePhase
from rnnviz.sentences import Sentence
from tests.traces import traced

UPDATE = 1


@pytest.fixture
def said(session):
    """What is said instead of stepping."""
    heard: list[str] = []
    session.stepper.refused.connect(lambda sentence: heard.append(str(sentence)))
    return heard


def pause(session, update=UPDATE):
    session.status = Status(Phase.PAUSED, update)
    session.status_changed.emit(session.status)


def run(session):
    session.status = Status(Phase.RUNNING, UPDATE)
    session.status_changed.emit(session.status)


def arrive(session, name="lstm", **changes):
    pause(session)
    session.traced.emit(traced(name, **changes))


def asked(session, what=TraceNext):
    return [each for each in session.told if isinstance(each, what)]


def test_nothing_is_asked_for_while_nobody_looks(session, qtbot):
    pause(session)
    qtbot.wait(2 * SOON_MS)
    assert not asked(session)


def test_a_pause_brings_the_trace_to_whoever_looks(session, qtbot):
    session.stepper.watch(session, True)
    assert not asked(session)
    pause(session)
    qtbot.waitUntil(lambda: bool(asked(session)))


def test_a_short_halt_is_not_traced(session, qtbot):
    session.stepper.watch(session, True)
    for _ in range(3):
        pause(session)
        run(session)
    qtbot.wait(2 * SOON_MS)
    assert not asked(session)


def test_a_step_waits_for_the_pause_and_begins_at_the_first_equation(session, qtbot):
    run(session)
    with qtbot.waitSignal(session.stepper.wanted):
        session.stepper.step_into()
    assert not session.told
    pause(session)
    qtbot.waitUntil(lambda: bool(asked(session)))
    assert session.stepper.waiting
    arrive(session)
    assert (session.stepper.operation.name, session.stepper.operation.timestep) == ("a", 0)
    session.stepper.step_into()
    assert (session.stepper.operation.name, session.stepper.operation.timestep) == ("i", 0)


def test_every_move_and_its_way_back(session):
    arrive(session)
    stepper = session.stepper
    stepper.step_out()
    assert stepper.operation.phase is TracePhase.LOSS
    stepper.step_out()
    assert stepper.operation.phase is TracePhase.BACKWARD
    stepper.step_back_out()
    assert stepper.operation.phase is TracePhase.LOSS
    stepper.step_first()
    assert stepper.operation.timestep == 0
    stepper.step_over()
    assert stepper.operation.timestep == 1
    stepper.step_into()
    stepper.step_back_over()
    assert (stepper.operation.timestep, stepper.operation.name) == (1, "a")
    stepper.step_back_over()
    assert stepper.operation.timestep == 0


def test_the_linked_cursor_goes_along_and_keeps_its_unit(session):
    arrive(session)
    axis = traced("lstm").trace.recurrences[0].axis
    session.cursor.pin(Place(axis, 0, 5))
    session.stepper.go(TracePhase.FORWARD, session.stepper.trace.recurrences[0], 7)
    assert session.cursor.pinned_timestep(axis) == 7
    assert session.cursor.unit == 5
    assert session.cursor.recurrence == session.stepper.trace.recurrences[0].key


def test_run_to_the_cursor_goes_to_the_pinned_timestep_of_the_phase(session):
    arrive(session)
    stepper, axis = session.stepper, traced("lstm").trace.recurrences[0].axis
    session.cursor.pin(Place(axis, 9))
    stepper.run_to_cursor()
    assert (stepper.operation.phase, stepper.operation.timestep) == (TracePhase.FORWARD, 9)
    stepper.step_out()
    stepper.step_out()
    session.cursor.pin(Place(axis, 4))
    stepper.run_to_cursor()
    assert (stepper.operation.phase, stepper.operation.timestep) == (TracePhase.BACKWARD, 4)


def test_run_to_the_cursor_says_what_it_needs(session, said):
    arrive(session)
    session.stepper.run_to_cursor()
    assert said == ["Click a timestep in any panel first, then run to it."]


def test_a_move_asked_for_before_the_trace_is_there_is_made_then(session):
    axis = traced("lstm").trace.recurrences[0].axis
    session.cursor.pin(Place(axis, 6))
    run(session)
    session.stepper.run_to_cursor()
    arrive(session)
    assert session.stepper.operation.timestep == 6


def test_both_ends_are_said(session, said):
    arrive(session)
    session.stepper.step_back_into()
    assert "first operation" in said[-1]
    session.stepper.move_to(10**9)
    last = session.stepper.operation.index
    session.stepper.step_over()
    assert "last operation" in said[-1]
    assert session.stepper.operation.index == last == len(session.stepper.trace.operations) - 1


@pytest.mark.parametrize("phase", [Phase.LOADING, Phase.BUILDING, Phase.SEEKING, Phase.FAILED])
def test_a_step_while_there_is_nothing_to_step_says_why(session, said, phase):
    session.status = Status(phase)
    session.stepper.step_over()
    assert len(said) == 1
    assert not session.told


def test_going_on_forgets_the_trace(session, qtbot):
    arrive(session)
    with qtbot.waitSignal(session.stepper.traced):
        run(session)
    assert session.stepper.trace is None
    assert session.stepper.operation is None


def test_a_trace_of_another_update_is_not_shown(session):
    pause(session, update=UPDATE + 1)
    session.traced.emit(traced("lstm"))
    assert session.stepper.trace is None


def test_changed_settings_make_the_trace_old(session, qtbot):
    session.stepper.watch(session, True)
    arrive(session)
    session.told.clear()
    session.set_live(learning_rate=0.5)
    assert session.stepper.trace is None
    qtbot.waitUntil(lambda: bool(asked(session)))


def test_an_objection_lets_one_ask_again(session, qtbot):
    pause(session)
    session.stepper.step_into()
    qtbot.waitUntil(lambda: len(asked(session)) == 1)
    session.objected.emit(Objected(Sentence("No.", {}), about=TraceNext))
    session.stepper.step_into()
    qtbot.waitUntil(lambda: len(asked(session)) == 2)


def test_a_step_waits_until_two_sessions_in_turn_stand_still(session, qtbot):
    run(session)
    session.stepper.step_into()
    pause(session)
    run(session)  # its turn is not over
    assert not asked(session)
    pause(session)
    qtbot.waitUntil(lambda: bool(asked(session)))


def test_slow_motion_plays_forward_then_backward_and_stops_at_the_end(session, qtbot):
    arrive(session)
    stepper = session.stepper
    stepper.set_pace(PACES[-1])
    phases = []
    stepper.moved.connect(lambda: phases.append(stepper.operation.phase))
    stepper.slow_motion()
    assert stepper.playing
    for _ in range(len(stepper.trace.operations)):
        stepper.play_on()
    assert not stepper.playing
    assert list(dict.fromkeys(phases)) == list(TracePhase)


def test_a_step_stops_slow_motion(session):
    arrive(session)
    session.stepper.slow_motion()
    session.stepper.step_into()
    assert not session.stepper.playing


def test_the_pace_stays_within_its_ends(session):
    for _ in range(20):
        session.stepper.faster()
    assert session.stepper.pace == PACES[-1]
    for _ in range(20):
        session.stepper.slower()
    assert session.stepper.pace == PACES[0]


def test_a_view_that_is_gone_no_longer_wants_a_trace(session, qtbot):
    who = QObject()
    session.stepper.watch(who, True)
    session.stepper.watch(who, False)
    pause(session)
    qtbot.wait(2 * SOON_MS)
    assert not asked(session)


def test_what_made_an_update_not_finite_is_where_the_cursor_stands(session, qtbot):
    found = traced("lstm", learning_rate=3e38, clip="none", optimiser="sgd")
    pause(session)
    with qtbot.waitSignal(session.stepper.wanted):
        session.traced.emit(Traced(UPDATE, found.trace, found.culprit))
    assert found.culprit is not None
    assert session.stepper.operation.index == found.culprit.operation


# --- whose sequence the panels show ---


def told(session):
    return [each.sequence for each in session.told if isinstance(each, WatchBatch)]


def test_panels_show_the_traced_sequence_from_the_first_step_on(session):
    arrive(session)
    assert not session.stepper.leading
    assert not told(session)
    session.stepper.step_into()
    assert session.stepper.leading
    session.stepper.step_over()
    assert told(session) == [0]
    run(session)
    assert not session.stepper.leading
    assert told(session) == [0, None]


def test_a_step_that_waits_for_its_trace_leads_as_soon_as_it_is_there(session):
    run(session)
    session.stepper.step_into()
    arrive(session)
    assert told(session) == [0]


def test_the_box_gives_the_panels_back_and_takes_them_again(session):
    arrive(session)
    session.stepper.step_into()
    session.stepper.set_everywhere(False)
    session.stepper.step_into()
    session.stepper.set_everywhere(True)
    assert told(session) == [0, None, 0]


def test_a_text_that_is_typed_meanwhile_is_shown(session):
    arrive(session)
    session.stepper.step_into()
    session.probe_changed.emit("my text")
    assert not session.stepper.leading
    session.stepper.step_into()
    assert not session.stepper.leading
    run(session)
    arrive(session)
    session.stepper.step_into()
    assert session.stepper.leading


def test_another_sequence_is_stepped_through_from_the_same_operation_on(session):
    arrive(session)
    stepper = session.stepper
    stepper.step_out()
    stood = stepper.operation.index
    stepper.choose_sequence(2)
    assert asked(session)[-1] == TraceNext(2)
    session.traced.emit(traced("lstm", 2))
    assert stepper.trace.sequence == 2
    assert stepper.operation.index == stood
    assert told(session)[-1] == 2
    session.built.emit(None)
    assert stepper.sequence == 0, "another batch may have fewer"


def test_forward_begins_with_the_first_timestep_other_phases_with_their_first_operation(session):
    stepper = session.stepper
    arrive(session)
    stepper.stand_at(TracePhase.FORWARD)
    assert stepper.operation.phase is TracePhase.FORWARD
    assert stepper.operation.timestep == 0
    before = stepper.trace.operations[stepper.cursor.index - 1] if stepper.cursor.index else None
    assert before is None or before.timestep is None
    stepper.stand_at(TracePhase.LOSS)
    assert stepper.operation.name == "cross_entropy"


def test_plumbing_is_passed_over_in_every_move_unless_asked_for(session):
    arrive(session)
    stepper = session.stepper
    shown = walked(stepper)
    assert not {"zeros", "unsqueeze", "scatter", "flatten", "output"} & {o.name for o in shown}
    assert [o.phase for o in shown] == sorted((o.phase for o in shown), key=list(TracePhase).index)
    assert stepper.cursor.place == (len(shown), len(shown))
    stepper.show_plumbing(True)
    assert [o.index for o in walked(stepper)] == list(range(len(stepper.trace.operations)))


def walked(stepper):
    """Go through every operation, step by step."""
    stepper.step_first()
    found = [stepper.operation]
    while not stepper.cursor.at_end:
        stepper.step_into()
        found.append(stepper.operation)
    return found


def test_a_pause_alone_leaves_the_place_that_is_marked(session):
    axis = traced("lstm").trace.recurrences[0].axis
    session.cursor.pin(Place(axis, 6))
    arrive(session)
    assert session.cursor.pinned_timestep(axis) == 6
    session.stepper.step_into()
    assert session.cursor.pinned_timestep(axis) == 0


def test_nothing_is_asked_of_a_session_that_was_told_to_go_on(session, qtbot, monkeypatch):
    session.stepper.watch(session, True)
    monkeypatch.setattr(type(session), "settled", False)
    pause(session)
    qtbot.wait(2 * SOON_MS)
    assert not asked(session)
