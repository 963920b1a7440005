"""Two sessions in one window: opening, linking, pacing, what panels show of them, and closing."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rnnviz.engine.messages import Phase
from rnnviz.engine.presets import preset
from rnnviz.explain.config_words import titles
from rnnviz.gui.settings.comparison_dialog import ComparisonDialog
from rnnviz.gui.widgets.curve_buttons import LOSS, LOSS_B, SMOOTHED_B
from rnnviz.gui.workbench.comparison import with_cells
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared, Side
from tests.gui.live_window import press, wait

KEYS = ("close_beside", "link", "equal_pace", "other_session", "all_a", "all_b", "all_difference", "all_both")


@pytest.fixture
def both(open_window, qtbot):
    """Return a maker of a window on "hello" with a session B that waits for its first update."""

    def make(**changes):
        window = open_window()
        window.bench.comparison.open(window.bench.pair.a.config.changed(**changes))
        ready(qtbot, window)
        return window

    return make


def ready(qtbot, window):
    """Wait until both have paused with a Frame of where they stand."""
    wait(qtbot, lambda: not window.bench.pair.running)
    wait(qtbot, lambda: all(s.settled and s.frame for s in window.bench.pair.sessions))
    wait(qtbot, lambda: all(s.frame.update == s.position for s in window.bench.pair.sessions))


def counts(window):
    return [session.position for session in window.bench.pair.sessions]


def learned(qtbot, window, updates):
    """Let both learn for a while, and pause."""
    press(window, "toggle")
    wait(qtbot, lambda: min(counts(window)) >= updates)
    press(window, "toggle")
    ready(qtbot, window)


# --- opening ---


def test_nothing_of_a_comparison_is_on_screen_while_there_is_one_session(open_window):
    window = open_window()
    assert not any(window.actions_by_key[key].isEnabled() for key in KEYS)
    assert window.bars.compare.isHidden()
    assert len(window.status.lines) == 1
    assert all(dock.side is Side.A and not dock.offers(Side.B) for dock in window.docks.values())


def test_the_same_settings_give_the_same_run_to_the_bit(open_window, qtbot):
    window = open_window()
    press(window, "compare_same")
    ready(qtbot, window)
    learned(qtbot, window, 40)
    assert counts(window)[0] == counts(window)[1]
    press(window, "all_difference")
    for key in ("weights", "hidden"):
        window.docks[key].raise_()
    wait(qtbot, lambda: window.docks["weights"].numbers() and window.docks["hidden"].numbers())
    for key in ("weights", "hidden"):
        values = {name: part for name, part in window.docks[key].numbers().items() if name != "shape"}
        for name, part in values.items():
            np.testing.assert_array_equal(part, 0, err_msg=name)


def test_a_branch_goes_on_beside_from_the_weights_it_left(open_window, qtbot):
    window = open_window()
    for count in (1, 2, 3):
        press(window, "one_update")
        wait(qtbot, lambda count=count: window.bench.pair.a.metrics.count == count)
    window.bench.pair.a.branch(learning_rate=0.5)
    wait(qtbot, lambda: window.bench.pair.b is not None and window.bench.pair.b.frame is not None)
    ready(qtbot, window)
    assert counts(window) == [3, 3]
    assert window.bench.pair.b.config.learning_rate == 0.5
    first, second = (session.frame.recurrences[0].h for session in window.bench.pair.sessions)
    np.testing.assert_array_equal(first, second)


def test_what_is_said_of_a_branch_goes_with_it(open_window, qtbot):
    window = open_window()
    window.bench.pair.a.branch()
    wait(qtbot, lambda: "A branch goes on" in window.bench.notices.text)
    ready(qtbot, window)
    press(window, "close_beside")
    assert window.bench.notices.text == ""


def test_why_there_is_no_branch_is_said_only_while_it_holds(open_window, qtbot):
    window = open_window()
    press(window, "compare_same")
    ready(qtbot, window)
    window.bench.pair.a.branch()
    wait(qtbot, lambda: "B stands beside this run already" in window.bench.notices.text)
    press(window, "close_beside")
    assert window.bench.notices.text == ""


def test_a_branch_that_is_behind_catches_up_and_then_keeps_pace(open_window, qtbot):
    window = open_window()
    press(window, "toggle")
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > 60)
    press(window, "toggle")
    wait(qtbot, lambda: window.bench.pair.a.phase is Phase.PAUSED)
    window.bench.pair.a.branch(20, learning_rate=0.5)
    wait(qtbot, lambda: window.bench.pair.b is not None)
    learned(qtbot, window, 100)
    assert counts(window)[0] == counts(window)[1]


def test_the_dialog_begins_from_a_and_refuses_nothing_that_can_be_built(open_window):
    window = open_window()
    dialog = ComparisonDialog(window, window.bench.pair.a.config, window.bench.pair.a.facts.uses)
    dialog.field("learning_rate").setValue(0.125)
    dialog.field("cell").setCurrentIndex(dialog.field("cell").findData("gru"))
    dialog.accept()
    assert dialog.config == window.bench.pair.a.config.changed(learning_rate=0.125, cell="gru")
    dialog.deleteLater()


def test_the_dialog_asks_for_nothing_that_means_nothing_to_the_task(open_window, qtbot):
    window = open_window()
    window.bench.experiments.start(preset("perceptron"))
    wait(qtbot, lambda: window.bench.pair.a.facts is not None and window.bench.pair.a.config.task == "perceptron")
    window.bench.pair.pause()
    ready(qtbot, window)
    a = window.bench.pair.a
    dialog = ComparisonDialog(window, a.config, a.facts.uses)
    assert "cell" not in dialog.offered
    assert "layers" not in dialog.offered
    assert {"hidden", "nonlinearity", "optimiser", "seed"} <= set(dialog.offered)
    dialog.field("hidden").setValue(7)
    dialog.accept()
    window.bench.comparison.open(dialog.config)
    ready(qtbot, window)
    assert window.bench.pair.b.config == a.config.changed(hidden=7)
    dialog.deleteLater()


def test_vanilla_with_lstm_takes_what_is_open(open_window, qtbot):
    window = open_window()
    config = window.bench.pair.a.config.changed(hidden=5, learning_rate=0.03, seed=9)
    window.bench.pair.a.build(config, False, "hell")
    wait(qtbot, lambda: window.bench.pair.a.facts is not None and window.bench.pair.a.config == config)
    press(window, "compare_cells")
    wait(qtbot, lambda: window.bench.pair.a.config.cell == "rnn" and window.bench.pair.b is not None)
    wait(qtbot, lambda: min(counts(window)) >= 2)
    press(window, "toggle")
    ready(qtbot, window)
    assert [s.config for s in window.bench.pair.sessions] == [config.changed(cell=cell) for cell in ("rnn", "lstm")]
    assert counts(window)[0] == counts(window)[1]
    first, second = (session.frame for session in window.bench.pair.sessions)
    assert first.sequences == second.sequences


def test_shared_weights_stand_beside_weights_of_each_place_in_one_act(open_window, qtbot):
    window = open_window()
    press(window, "compare_sharing")
    wait(qtbot, lambda: window.bench.pair.a.config.task == "find_year" and window.bench.pair.b is not None)
    wait(qtbot, lambda: min(counts(window)) >= 2)
    press(window, "toggle")
    ready(qtbot, window)
    assert [s.config.sharing for s in window.bench.pair.sessions] == ["all timesteps", "none"]
    first, second = (session.frame for session in window.bench.pair.sessions)
    assert first.sequences == second.sequences


def test_as_many_parameters_are_compared_where_the_experiment_has_such_a_pair():
    for key, sizes in (("remember", (101, 48)), ("adding-vanilla", (66, 32))):
        assert tuple(c.hidden for c in with_cells(preset(key).config)) == sizes
    own = preset("remember").config.changed(hidden=20)
    assert [c.hidden for c in with_cells(own)] == [20, 20]


def test_who_waits_for_the_other_says_so_and_where(open_window, qtbot):
    window = open_window()
    press(window, "toggle")
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > 150)
    press(window, "toggle")
    wait(qtbot, lambda: window.bench.pair.a.phase is Phase.PAUSED)
    place = window.bench.pair.a.metrics.count
    said = set()
    line = window.status.lines[0]
    window.bench.pair.status_changed.connect(lambda: (line.refresh(), said.add(line.text)))
    window.bench.comparison.open(window.bench.pair.a.config, running=True)
    wait(qtbot, lambda: min(counts(window)) > place)
    press(window, "toggle")
    ready(qtbot, window)
    assert any(words.startswith(f"● waits for B at update {place}") for words in said)
    assert "waits" not in line.text


def test_a_session_that_cannot_be_built_is_said_and_the_first_goes_on(open_window, qtbot):
    window = open_window(running=True)
    window.bench.comparison.open(preset("characters").config.changed(text_file="/no/such/text"))
    wait(qtbot, lambda: window.bench.pair.b is None)
    assert "/no/such/text" in window.bench.notices.text
    assert window.bench.notices.text.startswith("B: ")
    count = window.bench.pair.a.metrics.count
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > count)


def test_another_comparison_takes_the_place_of_the_one_before(both, qtbot):
    window = both()
    before = window.bench.pair.b
    window.bench.comparison.open(window.bench.pair.a.config.changed(hidden=5))
    assert not before.alive
    ready(qtbot, window)
    assert window.bench.pair.b.config.hidden == 5


# --- what binds them ---


def test_one_update_and_reset_reach_both_while_linked(both, qtbot):
    window = both(learning_rate=0.5)
    press(window, "one_update")
    wait(qtbot, lambda: counts(window) == [1, 1])
    ready(qtbot, window)
    press(window, "reset")
    wait(qtbot, lambda: counts(window) == [0, 0])


def test_apart_only_the_chosen_one_obeys(both, qtbot):
    window = both()
    press(window, "link")
    assert not window.bench.pair.linked
    press(window, "other_session")
    assert window.bench.pair.chosen is window.bench.pair.b
    press(window, "one_update")
    wait(qtbot, lambda: counts(window) == [0, 1])
    window.probe_bar.edit.setText("olleh")
    qtbot.keyClick(window.probe_bar.edit, Qt.Key.Key_Return)
    wait(qtbot, lambda: window.bench.pair.b.probe == "olleh")
    assert window.bench.pair.a.probe != "olleh"


def test_the_watched_sequence_is_that_of_both_while_linked(both, qtbot):
    window = both()
    window.probe_bar.edit.setText("olleh")
    qtbot.keyClick(window.probe_bar.edit, Qt.Key.Key_Return)
    wait(qtbot, lambda: [session.probe for session in window.bench.pair.sessions] == ["olleh", "olleh"])


def test_the_cursor_is_one_while_linked_and_two_apart(both):
    window = both()
    a, b = (session.cursor for session in window.bench.pair.sessions)
    (axis, _) = next(iter(window.bench.pair.a.frame.sequences.items()))
    a.pin(Place(axis, 2, 1))
    assert (b.timestep(axis), b.unit) == (2, 1)
    b.hover(Place(axis, 3, 0))
    assert a.timestep(axis) == 3
    b.hover(None)
    press(window, "link")
    b.pin(Place(axis, 0, 0))
    assert a.timestep(axis) == 2
    press(window, "link")
    assert b.timestep(axis) == 2


def test_at_an_equal_pace_a_small_and_a_large_model_meet_at_every_pause(both, qtbot):
    window = both(hidden=200, layers=2)
    for updates in (5, 20, 30):
        learned(qtbot, window, updates)
        assert counts(window)[0] == counts(window)[1]


def test_without_it_the_faster_one_does_not_wait(both, qtbot):
    window = both(hidden=300, layers=3)
    press(window, "equal_pace")
    press(window, "toggle")
    wait(qtbot, lambda: counts(window)[0] > counts(window)[1] + 50 and counts(window)[1] > 0)
    press(window, "toggle")
    wait(qtbot, lambda: all(session.phase is Phase.PAUSED for session in window.bench.pair.sessions))


def test_what_was_ordered_counts_before_the_workers_have_heard_of_it(both, qtbot):
    """Keys that come faster than the workers answer: nothing is read off a phase that is no longer true."""
    window = both()
    press(window, "equal_pace")
    press(window, "toggle")  # no event is processed from here on: both phases still say that they are paused
    assert window.bench.pair.running
    press(window, "link")
    press(window, "link")
    press(window, "equal_pace")
    assert window.bench.pair.running
    press(window, "toggle")
    ready(qtbot, window)
    still = counts(window)
    qtbot.wait(50)
    assert counts(window) == still


def test_changing_what_binds_them_while_they_learn_keeps_them_learning(both, qtbot):
    window = both()
    press(window, "toggle")
    for key in ("equal_pace", "link", "link", "equal_pace"):
        press(window, key)
        before = counts(window)
        wait(qtbot, lambda before=before: all(now > then for now, then in zip(counts(window), before, strict=True)))
    press(window, "toggle")
    ready(qtbot, window)


def test_building_one_anew_while_both_learn_has_the_other_wait_for_it(both, qtbot):
    window = both()
    press(window, "toggle")
    wait(qtbot, lambda: min(counts(window)) > 20)
    window.settings.form(window.bench.pair.b).field("hidden").setValue(6)
    window.settings.form(window.bench.pair.b).apply()
    wait(qtbot, lambda: window.bench.pair.b.config.hidden == 6)
    wait(qtbot, lambda: min(counts(window)) > 30)
    press(window, "toggle")
    ready(qtbot, window)


def test_a_lower_speed_acts_in_the_middle_of_a_turn(both, qtbot):
    window = both()
    press(window, "toggle")
    wait(qtbot, lambda: min(counts(window)) > 50)
    for _ in range(20):
        press(window, "slower")
    press(window, "toggle")
    ready(qtbot, window)
    assert counts(window)[0] == counts(window)[1]


def test_a_session_whose_loss_is_not_finite_stops_both_and_says_whose_it_is(open_window, qtbot):
    window = open_window()
    wild = {"optimiser": "sgd", "learning_rate": 1e9, "clip": "none"}
    config = preset("characters").config.changed(cell="rnn", nonlinearity="relu", hidden=8, batch=2, **wild)
    window.bench.comparison.open(config)
    ready(qtbot, window)
    press(window, "toggle")
    wait(qtbot, lambda: window.bench.notices.text.startswith("B: "))
    wait(qtbot, lambda: all(session.phase is Phase.PAUSED for session in window.bench.pair.sessions))
    wait(qtbot, lambda: not window.bench.pair.running)


# --- what is shown ---


def test_side_by_side_equal_colours_mean_equal_values(both, qtbot):
    window = both(learning_rate=0.5)
    learned(qtbot, window, 10)
    for key in ("hidden", "weights"):
        dock = window.docks[key]
        dock.raise_()
        wait(qtbot, lambda dock=dock: all(pane.view.numbers() for pane in dock.panes))
        left, right = (pane.view for pane in dock.panes)
        assert left.session is window.bench.pair.a
        assert right.session is window.bench.pair.b
        assert left.heatmap.bands[0].scale is right.heatmap.bands[0].scale
        assert {name[:2] for name in dock.numbers()} == {"A ", "B "}


def test_the_norms_share_one_axis_and_one_choice(both, qtbot):
    window = both(learning_rate=0.5)
    dock = window.docks["gradient"]
    dock.raise_()
    wait(qtbot, lambda: all(pane.view.numbers() for pane in dock.panes))
    left, right = (pane.view for pane in dock.panes)
    left.shape.choose("units")
    left.shape.picked.emit("units")
    assert right.shape.key == "units"
    assert "dh" in right.numbers()


@pytest.mark.parametrize("key", ["all_a", "all_b", "all_difference", "all_both"])
def test_every_panel_shows_each_side_in_every_size_and_theme(both, qtbot, key):
    window = both(cell="lstm")
    learned(qtbot, window, 3)
    press(window, key)
    for dock in window.docks.values():
        dock.raise_()
        QApplication.processEvents()
    for width, height in ((1280, 720), (1600, 1000)):
        window.resize(width, height)
        press(window, "toggle_theme")
        QApplication.processEvents()
        assert not window.grab().isNull()
    assert window.bench.notices.text == ""


def test_what_cannot_be_subtracted_is_said_in_the_panel(both, qtbot):
    window = both(cell="lstm")
    press(window, "all_difference")
    window.docks["gates"].raise_()
    wait(qtbot, lambda: "no gate in common" in window.docks["gates"].view.describe())
    assert "no gate in common" in window.docks["gates"].view.describe()


def test_a_difference_is_signed_and_is_a_minus_b(both, qtbot):
    window = both(learning_rate=0.5)
    learned(qtbot, window, 10)
    press(window, "all_difference")
    hidden, symbol = window.docks["hidden"], window.docks["next_symbol"]
    for dock in (hidden, symbol):
        dock.raise_()
        wait(qtbot, lambda dock=dock: dock.numbers())
    a, b = (session.frame for session in window.bench.pair.sessions)
    np.testing.assert_array_equal(hidden.numbers()["h"], a.recurrences[0].h - b.recurrences[0].h)
    assert hidden.view.heatmap.bands[0].scale.low < 0
    assert symbol.numbers()["probability"].sum() == pytest.approx(0, abs=1e-6)


def test_panels_that_make_no_difference_offer_none(both):
    window = both()
    for dock in window.docks.values():
        assert dock.offers(Side.DIFFERENCE) is (dock.panel.compared is Compared.DIFFERENCE)
        assert dock.offers(Side.BOTH) is (dock.panel.compared is not Compared.TOGETHER)


def test_only_what_is_seen_of_each_is_observed(both, qtbot):
    window = both()
    press(window, "all_a")
    press(window, "one_update")
    wait(qtbot, lambda: window.bench.pair.a.frame.update == 1 and window.bench.pair.b.metrics.count == 1)
    qtbot.wait(500)  # a Frame that was under way arrives
    shown = window.bench.pair.b.frames_shown
    for count in (2, 3, 4):
        press(window, "one_update")
        wait(qtbot, lambda count=count: window.bench.pair.a.frame.update == count and counts(window) == [count] * 2)
    assert window.bench.pair.b.frames_shown == shown
    press(window, "all_b")
    wait(qtbot, lambda: window.bench.pair.b.frame.update == 4)


def test_both_losses_are_on_one_timeline(both, qtbot):
    window = both(learning_rate=0.5)
    learned(qtbot, window, 25)
    view = window.docks["timeline"].view
    window.docks["timeline"].raise_()
    wait(qtbot, lambda: len(view.curve(LOSS)[0]) > 20 and len(view.curve(LOSS_B)[0]) > 20)
    assert view.curve(LOSS)[0][-1] == view.curve(LOSS_B)[0][-1]
    assert not np.array_equal(view.curve(LOSS)[1], view.curve(LOSS_B)[1])
    assert view.legend.buttons[SMOOTHED_B].isVisibleTo(view)
    press(window, "close_beside")
    assert not len(view.curve(LOSS_B)[0])
    assert not view.legend.buttons[SMOOTHED_B].isVisibleTo(view)


def test_the_settings_are_those_of_the_session_that_is_meant(both):
    window = both(learning_rate=0.5)
    press(window, "other_session")
    window.settings.form(window.bench.pair.b).field("learning_rate").setValue(0.25)
    assert [session.config.learning_rate for session in window.bench.pair.sessions] == [
        preset("hello").config.learning_rate, 0.25
    ]  # fmt: skip
    assert len(window.status.lines) == 2


def test_networks_without_a_cell_are_not_told_apart_by_one():
    a, uses = preset("roommate").config, frozenset({"weights", "hidden", "nonlinearity", "seed"})
    assert titles(a, a, uses=uses) == {Side.A: "seed 1", Side.B: "seed 1"}
    assert titles(a, a.changed(cell="gru", seed=4), uses=uses) == {Side.A: "seed 1", Side.B: "seed 4"}


def test_what_sets_them_apart_is_said_in_their_titles():
    a = preset("characters").config
    assert titles(a, a) == {Side.A: "LSTM", Side.B: "LSTM"}
    said = titles(a, a.changed(cell="gru", learning_rate=0.5))
    assert said[Side.B] == "GRU, learning rate 0.5"
    assert titles(a, a.changed(cell="gru", learning_rate=0.5), most=1)[Side.A] == "LSTM"


# --- closing ---


def test_closing_b_ends_its_worker_and_gives_the_layout_back(open_window, qtbot):
    window = open_window(running=True)
    window.docks["samples"].close()
    press(window, "compare_same")
    b = window.bench.pair.b
    wait(qtbot, lambda: b.metrics.count > 0)
    press(window, "close_beside")
    assert not b.alive
    assert window.docks["samples"].isHidden()
    assert all(dock.side is Side.A and len(dock.panes) == 1 for dock in window.docks.values())
    count = window.bench.pair.a.metrics.count
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > count + 5)


def test_closing_the_window_ends_both_in_the_middle_of_learning(both, qtbot):
    window = both()
    press(window, "toggle")
    wait(qtbot, lambda: min(counts(window)) > 5)
    b = window.bench.pair.b
    window.close()
    assert not window.bench.pair.a.alive
    assert not b.alive


def test_closing_while_b_is_being_built_ends_it(open_window):
    window = open_window()
    window.bench.comparison.open(preset("characters").config)
    b = window.bench.pair.b
    window.close()
    assert not b.alive


def test_two_linked_sessions_go_to_the_past_together_each_as_far_as_it_has_been(both, qtbot):
    window = both()
    learned(qtbot, window, 30)
    press(window, "link")
    window.bench.pair.choose(window.bench.pair.a)
    window.bench.pair.a.advance(20)
    ready(qtbot, window)
    press(window, "link")
    reached = counts(window)
    assert reached[0] > reached[1]
    timeline = window.docks["timeline"].view
    timeline.went.emit(7)  # what the view says once its own session goes
    window.bench.pair.a.go_to(7)
    wait(qtbot, lambda: counts(window) == [7, 7])
    ready(qtbot, window)
    timeline.went.emit(reached[0])
    window.bench.pair.a.go_to(reached[0])
    wait(qtbot, lambda: counts(window) == reached)
    press(window, "link")
    timeline.went.emit(3)
    window.bench.pair.a.go_to(3)
    wait(qtbot, lambda: counts(window) == [3, reached[1]])
