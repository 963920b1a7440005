"""Carrying out a lesson: whatever was done before, going to a step leads to its state."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.app import main
from rnnviz.engine.messages import Phase
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.lesson.plan import plans
from rnnviz.gui.workbench.lesson.readings import Unreadable, answer, fault, read
from rnnviz.lessons import Check, Cursor, Prediction, Reading
from rnnviz.sentences import Refused
from tests.gui.lesson_window import (  # noqa: F401  (fixtures)
    HEAD,
    go,
    lesson_maker,
    lesson_opener,
    nothing_left_behind,
    shared_window,
)
from tests.gui.live_window import press, wait

WALK = (
    HEAD
    + """
[[steps]]
update = 6
cursor = {symbol = "l", which = 2}
[[steps]]
set = {learning_rate = 0.05}
update = 12
panels = ["next_symbol", "hidden"]
[[steps]]
set = {hidden = 5}
update = 4
"""
)


def seen(window):
    return {key for key, dock in window.docks.items() if dock.seen}


def hidden(window):
    return np.array(window.docks["hidden"].view.numbers()["h"])


def test_a_lesson_opens_in_a_known_state_whatever_ran_before(lesson, teach, qtbot):
    window = teach(lesson(HEAD + "[[steps]]\nupdate = 3\n"))
    assert (window.bench.pair.a.position, window.bench.pair.a.phase) == (0, Phase.PAUSED)
    assert seen(window) == {"hidden", "timeline"}
    first = hidden(window)
    window.bench.pair.a.cursor.pin(Place("text", 2))
    window.bench.pair.a.set_live(learning_rate=0.5)
    press(window, "toggle")
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > 5)
    go(qtbot, window, lambda: window.bench.lesson.open(window.bench.lesson.lesson))
    assert window.bench.pair.a.position == 0
    assert not window.bench.pair.a.cursor.is_pinned
    np.testing.assert_array_equal(hidden(window), first)


def test_walking_jumping_and_going_back_lead_to_the_same_numbers(lesson, teach, qtbot):
    made = lesson(WALK)
    window = teach(made)
    walked = {}
    for index in range(len(made.steps)):
        assert go(qtbot, window, window.bench.lesson.onward) == ""
        walked[index] = (window.bench.pair.a.position, seen(window), hidden(window), window.bench.pair.a.config)
    assert [walked[k][0] for k in walked] == [6, 12, 4]
    for index in (1, 0, 2):
        assert go(qtbot, window, lambda k=index: window.bench.lesson.go(k)) == ""
        position, panels, states, config = walked[index]
        assert (window.bench.pair.a.position, seen(window), window.bench.pair.a.config) == (position, panels, config)
        np.testing.assert_array_equal(hidden(window), states)


def test_what_the_user_did_in_between_does_not_stay(lesson, teach, qtbot):
    window = teach(lesson(WALK), 1)
    states = hidden(window)
    window.bench.pair.a.set_live(learning_rate=0.5)
    press(window, "toggle")
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > 20)
    window.bench.pair.a.set_probe("hhh")
    go(qtbot, window, lambda: window.bench.lesson.go(1))
    assert window.bench.pair.a.probe == "hello"
    np.testing.assert_array_equal(hidden(window), states)


def test_the_cursor_stands_where_a_symbol_is_read(lesson, teach):
    window = teach(lesson(WALK), 0)
    axis = next(iter(window.bench.pair.a.frame.sequences))
    assert window.bench.pair.a.cursor.pinned_timestep(axis) == 3


def test_a_newer_order_takes_the_place_of_one_under_way(lesson, teach, qtbot):
    window = teach(lesson(WALK))

    def hasty():
        window.bench.lesson.onward()
        window.bench.lesson.onward()
        window.bench.lesson.go(0)

    assert go(qtbot, window, hasty) == ""
    assert (window.bench.lesson.index, window.bench.pair.a.position) == (0, 6)


def test_a_step_can_run_on_and_the_next_one_lets_it(lesson, teach, qtbot):
    text = HEAD + "[[steps]]\nrun = true\n[[steps]]\ncursor = {timestep = 1}\n[[steps]]\nupdate = 5\n"
    window = teach(lesson(text), 0)
    wait(qtbot, lambda: window.bench.pair.a.phase is Phase.RUNNING)
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > 8)
    go(qtbot, window, window.bench.lesson.onward)
    assert window.bench.pair.a.phase is Phase.RUNNING
    go(qtbot, window, window.bench.lesson.onward)
    assert (window.bench.pair.a.position, window.bench.pair.a.phase) == (5, Phase.PAUSED)


def test_a_second_session_comes_with_a_step_and_goes_with_another(lesson, teach, qtbot):
    text = HEAD + '[[steps]]\nbeside = {cell = "lstm"}\nupdate = 4\n[[steps]]\nalone = true\n'
    window = teach(lesson(text), 0)
    assert [session.position for session in window.bench.pair.sessions] == [4, 4]
    assert window.bench.pair.b.config == window.bench.pair.a.config.changed(cell="lstm")
    of_b = read(window.bench, Reading(panel="hidden", value="h", beside=True))
    assert of_b.shape == hidden(window).shape
    assert (of_b != hidden(window)).any()
    go(qtbot, window, window.bench.lesson.onward)
    assert window.bench.pair.b is None
    go(qtbot, window, window.bench.lesson.previous)
    np.testing.assert_array_equal(read(window.bench, Reading(panel="hidden", value="h", beside=True)), of_b)


def test_an_update_is_recorded_and_stepping_begins_at_the_phase(lesson, teach):
    window = teach(lesson(HEAD + '[[steps]]\ntrace = "backward"\npanels = ["step", "hidden"]\n'), 0)
    assert window.bench.pair.a.stepper.operation.phase == "backward"
    assert seen(window) == {"step", "hidden"}


def test_a_sample_and_controls_of_panels(lesson, teach):
    window = teach(lesson(HEAD + '[[steps]]\nsample = "h"\nset = {temperature = 0.0}\npanels = ["samples"]\n'), 0)
    assert window.bench.pair.a.samples[-1].asked
    assert window.bench.pair.a.config.temperature == 0.0


def test_what_a_step_covers_is_covered_on_the_way_there(lesson, teach, qtbot):
    text = HEAD + "[[steps]]\n[[steps]]\nupdate = 40\nchoose = {hidden = {cover = true}}\n"
    window = teach(lesson(text), 0)
    curtain, seen_bare = window.docks["hidden"].panes[0].curtain, []

    def look(status):
        if status.phase is Phase.RUNNING:
            seen_bare.append(curtain.isHidden())

    window.bench.pair.a.status_changed.connect(look)
    go(qtbot, window, window.bench.lesson.onward)
    window.bench.pair.a.status_changed.disconnect(look)
    assert set(seen_bare) == {False}
    assert (window.bench.pair.a.position, curtain.isHidden()) == (40, False)


def test_a_breakpoint_of_a_lesson_stops_and_is_not_remembered(lesson, teach, qtbot):
    text = HEAD + '[[steps]]\nbreakpoints = ["update == 3"]\nupdate = 9\n'
    window = teach(lesson(text))
    window.bench.pair.a.breakpoints.lend(None)
    window.bench.pair.a.breakpoints.add("update == 1")
    go(qtbot, window, window.bench.lesson.onward)
    assert window.bench.pair.a.position == 3
    go(qtbot, window, lambda: window.bench.lesson.go(0))
    assert window.bench.pair.a.position == 3
    window.bench.lesson.close()
    assert [each.expression for each in window.docks["breakpoints"].view.breakpoints] == ["update == 1"]


def test_closing_gives_the_user_panels_and_speed_back(lesson, shared, teach, qtbot):
    window = shared
    window.docks["gradient"].close()
    window.bench.speed.set(10)
    qtbot.waitUntil(lambda: "gradient" not in seen(window))
    before = (seen(window), window.bench.speed.limit)
    teach(lesson(HEAD + "[[steps]]\n"))
    assert seen(window) == {"hidden", "timeline"}
    assert window.bench.speed.limit is None
    window.bench.lesson.close()
    qtbot.waitUntil(lambda: seen(window) == before[0])
    assert window.bench.speed.limit == before[1]


FAULTS = {
    "an unknown control": ('[[steps]]\nchoose = {hidden = {colour = "red"}}', "colour"),
    "a wrong value of one": ('[[steps]]\npanels = ["activation"]\nchoose = {activation = {nonlinearity = "x"}}', ""),
    "a symbol that is not there": ('[[steps]]\ncursor = {symbol = "z"}', "'z' stands 0 times"),
    "a timestep beyond the end": ("[[steps]]\ncursor = {timestep = 9}", "no timestep 9"),
    "a layer that is not there": ("[[steps]]\ncursor = {layer = 3, timestep = 0}", "no layer 3"),
    "a sequence it cannot read": ('[[steps]]\nprobe = "xyz"', ""),
    "a condition about nothing": ('[[steps]]\nbreakpoints = ["colour > 3"]', ""),
    "a control in place of a setting": (
        '[[steps]]\npanels = ["activation"]\nchoose = {activation = {nonlinearity = "relu"}}',
        'say set = {nonlinearity = "relu"} instead',
    ),
    "a panel out of view": ("[[steps]]\nchoose = {weights = {x = 1}}", "weights is not in view"),
}


def test_what_cannot_be_done_is_said_with_file_and_line(lesson, teach, qtbot):
    for text, word in FAULTS.values():
        window = teach(lesson(f"{HEAD}{text}\n"))
        said = go(qtbot, window, window.bench.lesson.onward)
        assert "9.1-a-lesson/lesson.toml, line " in said
        assert int(said.split("line ")[1].split(":")[0]) > HEAD.count("\n")
        assert word in said


EARLY = {
    "an unknown preset": ('preset = "hello"', 'preset = "helo"', 1, "did you mean 'hello'"),
    "an unknown setting": ("[[steps]]", "[[steps]]\nset = {hiden = 3}", 7, "hiden"),
    "a setting out of range": ("[[steps]]", "[[steps]]\nset = {hidden = 0}", 7, "cannot be 0"),
    "an unknown preset of a step": ("[[steps]]", '[[steps]]\npreset = "x"', 7, "x"),
}


@pytest.mark.parametrize("name", EARLY)
def test_what_can_be_known_is_refused_when_the_lesson_is_opened(name, lesson):
    old, new, line, word = EARLY[name]
    with pytest.raises(Refused) as refused:
        plans(lesson((HEAD + "[[steps]]\n").replace(old, new, 1)))
    assert f"line {line}: " in str(refused.value)
    assert word in str(refused.value)


def test_a_lesson_that_is_refused_changes_nothing(lesson, shared):
    before = seen(shared)
    with pytest.raises(Refused):
        shared.bench.lesson.open(lesson(HEAD.replace("hello", "helo", 1) + "[[steps]]\n"))
    assert shared.bench.lesson.lesson is None
    assert seen(shared) == before


# --- plans, without a window ---


def test_a_watched_sequence_is_the_one_of_the_language_that_the_data_are_in(lesson):
    made = lesson(HEAD + '[[steps]]\nprobe = {en = "hell", pt_BR = "hel"}\n\n[[steps]]\n')
    for spoken, probe in (("en", "hell"), ("pt_BR", "hel"), ("fr", "hell")):
        assert [plan.probe for plan in plans(made, spoken)][1:] == [probe, probe]


def test_a_step_is_the_fold_of_all_states_before_it(lesson):
    made = lesson(WALK)
    last = plans(made)[3]
    assert (last.update, last.panels, last.probe) == (4, ("next_symbol", "hidden"), "hello")
    assert last.cursor == Cursor(symbol="l", which=2)
    assert last.a.config.hidden == 5
    assert last.a.config.learning_rate == 0.05
    assert [change.update for change in plans(made)[2].a.changes] == [0, 6]
    assert plans(made)[0].update == 0


def test_settings_that_change_before_the_update_that_is_wanted_begin_the_run_anew(lesson):
    made = lesson(HEAD + "[[steps]]\nupdate = 9\n[[steps]]\nset = {learning_rate = 0.5}\nupdate = 3\n")
    assert [change.update for change in plans(made)[2].a.changes] == [0]


# --- numbers ---


def test_checks_compare_exactly_and_say_what_was_found(lesson, teach):
    window = teach(lesson(WALK), 0)
    h = hidden(window)
    assert fault(window.bench, Check(panel="hidden", value="h", equals=h.tolist(), within=0)) == ""
    assert fault(window.bench, Check(panel="hidden", value="h", at=(1, 2), equals=float(h[1, 2]), within=0)) == ""
    assert "is" in fault(window.bench, Check(panel="hidden", value="h", at=(1, 2), equals=2.0))
    assert "not at most -1" in fault(window.bench, Check(panel="hidden", value="h", at_most=-1.0))
    assert "no number called g" in fault(window.bench, Check(panel="hidden", value="g", equals=0))
    assert "is not there" in fault(window.bench, Check(panel="hidden", value="h", at=(99,), equals=0))
    assert "is not in view" in fault(window.bench, Check(panel="weights", value="w", equals=0))
    assert "no second session" in fault(window.bench, Check(panel="hidden", value="h", beside=True, equals=0))


def test_numbers_of_the_run(lesson, teach):
    window = teach(lesson(WALK), 0)
    assert fault(window.bench, Check(value="update", equals=6, within=0)) == ""
    assert fault(window.bench, Check(value="parameters", equals=window.bench.pair.a.facts.parameters)) == ""
    assert fault(window.bench, Check(value="chance_loss", equals=float(np.log(4)))) == ""
    first = window.bench.pair.a.metrics.curves().loss_low[0]
    assert fault(window.bench, Check(value="loss", at=(0,), equals=float(first), within=0)) == ""
    assert read(window.bench, Reading(value="loss")) == window.bench.pair.a.metrics.last.loss
    with pytest.raises(Unreadable, match="no loss of update 99"):
        read(window.bench, Reading(value="loss", at=(99,)))
    with pytest.raises(Unreadable, match="no number called colour"):
        read(window.bench, Reading(value="colour"))


def test_the_answer_to_a_question_is_read_from_the_screen(lesson, teach):
    window = teach(lesson(WALK), 0)
    row = hidden(window)[1]
    reading = Reading(panel="hidden", value="h", at=(1,))
    assert answer(window.bench, Prediction(answer=reading, pick="largest")) == row.argmax()
    assert answer(window.bench, Prediction(answer=reading, pick="smallest")) == row.argmin()
    with pytest.raises(Unreadable, match="not one number"):
        answer(window.bench, Prediction(answer=reading))


def test_a_step_that_sets_another_network_and_lets_it_run_builds_it(lesson, teach, qtbot):
    window = teach(lesson(HEAD + "[[steps]]\nupdate = 3\n[[steps]]\nset = {hidden = 5}\nrun = true\n"), 0)
    assert go(qtbot, window, window.bench.lesson.onward) == ""
    assert hidden(window).shape[1] == 5
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > 3)


def test_a_step_with_more_panels_than_the_screen_has_room_for_is_done_all_the_same(lesson, teach, shared, qtbot):
    keys = [key for key, dock in shared.docks.items() if not dock.panel.special][:12]
    teach(lesson(f"{HEAD}[[steps]]\n[[steps]]\npanels = {keys}\nrun = true\n".replace("'", '"')), 0)
    for _ in range(20):
        shared.actions_by_key["bigger"].trigger()
    try:
        assert go(qtbot, shared, shared.bench.lesson.onward) == ""
        assert all(map(shared.bench.host.in_place, keys))
        assert not all(map(shared.bench.host.seen, keys))
    finally:
        shared.actions_by_key["normal_size"].trigger()


FROM_A_SNAPSHOT = (
    'snapshot = "trained.rnnviz"\n'
    + HEAD
    + """\
[[steps]]
update = 33
[[steps]]
set = {learning_rate = 0.05}
update = 36
[[steps]]
set = {hidden = 5}
update = 2
"""
)


@pytest.fixture(name="trained")
def lesson_from_a_snapshot(lesson, tmp_path):
    """Return a lesson that begins from a snapshot at update 30."""
    made = lesson(FROM_A_SNAPSHOT)
    main(["snapshot", "hello", "--updates", "30", "--out", str(made.folder / "trained.rnnviz")])
    return made


def test_a_lesson_begins_from_a_snapshot_in_its_folder_and_goes_back_to_it(trained, teach, qtbot):
    window = teach(trained)
    a = window.bench.pair.a
    assert (a.position, a.metrics.first) == (30, 30)
    begun = hidden(window)
    for index, update in ((0, 33), (1, 36), (0, 33)):
        go(qtbot, window, lambda index=index: window.bench.lesson.go(index))
        assert (a.position, a.metrics.first) == (update, 30)
    go(qtbot, window, lambda: window.bench.lesson.go(2))
    assert (a.position, a.metrics.first, a.config.hidden) == (2, 0, 5)
    go(qtbot, window, lambda: window.bench.lesson.go(-1))
    assert a.position == 30
    np.testing.assert_array_equal(hidden(window), begun)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("trained.rnnviz", "absent.rnnviz", 1, "There is no file"),
        ("update = 33", "update = 29", 8, "the snapshot begins with update 30"),
        ("", 'preset = "roommate"', 1, "it is of the task hello, the preset of roommate"),
    ],
)
def test_a_snapshot_that_cannot_be_is_refused_with_its_line(trained, lesson, old, new, line, reason):
    text = FROM_A_SNAPSHOT.replace(old, new, 1) if old else FROM_A_SNAPSHOT.replace('preset = "hello"', new)
    with pytest.raises(Refused, match=reason) as refused:
        plans(lesson(text))
    assert f"line {line}" in str(refused.value) or f":{line}" in str(refused.value)
