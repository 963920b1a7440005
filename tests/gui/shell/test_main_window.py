"""The window on a live session: what its menus, keys and panels do."""

from __future__ import annotations

import errno
import threading

import numpy as np
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from rnnviz.engine.fitting import fitted
from rnnviz.engine.messages import Phase
from rnnviz.engine.presets import preset, presets
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.application import make_window
from rnnviz.gui.commands import ALL
from rnnviz.gui.panels import panels
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.shell import text_dialog as opening
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.experiments import shortened, with_text
from tests.gui.leaks import settle
from tests.gui.live_window import PATIENCE, press, wait


def test_every_panel_is_there_and_every_visible_one_has_its_frame(open_window, qtbot):
    window = open_window()
    assert set(window.docks) == {panel.key for panel in panels()}
    seen = [dock for dock in window.docks.values() if dock.seen]
    assert len(seen) >= 6
    wait(qtbot, lambda: all(dock.panel.wants <= window.bench.pair.a.frame.wants for dock in seen))


def test_space_runs_and_pauses(open_window, qtbot):
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    wait(qtbot, lambda: window.bench.pair.a.phase is Phase.RUNNING)
    assert "Pause" in window.actions_by_key["toggle"].text()
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > 20)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    wait(qtbot, lambda: window.bench.pair.a.phase is Phase.PAUSED)


def test_n_takes_one_update(open_window, qtbot):
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_N)
    wait(qtbot, lambda: window.bench.pair.a.metrics.count == 1 and window.bench.pair.a.phase is Phase.PAUSED)
    wait(qtbot, lambda: window.bench.pair.a.frame.update == 1)


def test_reset_gives_the_same_run_and_a_new_seed_another(open_window, qtbot):
    window = open_window()
    weights = []
    for key in ("reset", "reset", "new_seed"):
        press(window, key)
        qtbot.waitSignal(window.bench.pair.a.built, timeout=PATIENCE).wait()
        window.docks["weights"].raise_()
        wait(qtbot, lambda: window.bench.pair.a.frame is not None and window.bench.pair.a.frame.weights)
        weights.append(np.concatenate([w.values.ravel() for w in window.bench.pair.a.frame.weights]))
    np.testing.assert_array_equal(weights[0], weights[1])
    assert not np.array_equal(weights[0], weights[2])


def test_only_what_is_seen_is_observed(open_window, qtbot):
    window = open_window()
    window.docks["gates"].raise_()
    wait(qtbot, lambda: not window.docks["weights"].seen and not window.bench.pair.a.frame.weights)
    press(window, "one_update")
    wait(qtbot, lambda: window.bench.pair.a.frame.update == 1)
    assert not window.bench.pair.a.frame.weights
    window.docks["weights"].raise_()
    wait(qtbot, lambda: window.bench.pair.a.frame.weights)


def test_a_minimised_window_observes_nothing(open_window, qtbot):
    window = open_window(running=True)
    window.showMinimized()
    qtbot.wait(300)
    shown, count = window.bench.pair.a.frames_shown, window.bench.pair.a.metrics.count
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > count + 100)
    assert window.bench.pair.a.frames_shown == shown


def test_the_probe_can_be_edited_while_it_learns(open_window, qtbot):
    window = open_window(running=True)
    edit = window.probe_bar.edit
    press(window, "focus_probe")
    edit.clear()
    qtbot.keyClicks(edit, "olleh")
    wait(qtbot, lambda: next(iter(window.bench.pair.a.frame.sequences.values())) == tuple("olleh"))


def test_a_probe_outside_the_vocabulary_is_said_beside_it(open_window, qtbot):
    window = open_window()
    edit = window.probe_bar.edit
    before = window.bench.pair.a.frame.sequences
    edit.clear()
    qtbot.keyClicks(edit, "xyz")
    wait(qtbot, lambda: edit.property("wrong"))
    assert "x" in window.probe_bar.fault
    assert dict(window.bench.pair.a.frame.sequences) == dict(before)
    edit.clear()
    qtbot.keyClicks(edit, "hello")
    wait(qtbot, lambda: not edit.property("wrong"))


def test_panels_say_that_there_is_no_model_until_there_is_one(qtbot, tmp_path):
    load_torch()
    hello = preset("characters").config
    window = make_window(preset("characters"), hello.changed(text_file=str(tmp_path / "missing.txt")), running=True)
    try:
        window.resize(1400, 900)
        window.show()
        window.bench.pair.a.start()
        wait(qtbot, lambda: window.bench.pair.a.phase is Phase.FAILED)
        panes = [pane for dock in window.docks.values() if dock.seen for pane in dock.panes]
        assert len(panes) >= 6
        for pane in panes:
            assert not pane.view.isVisible()
            assert [label.text() for label in pane.findChildren(Placeholder) if label.isVisible()] == [
                "There is no model: it could not be made. Change the settings, or choose another."
            ]
        window.bench.pair.a.build(preset("hello").config, running=False)
        wait(qtbot, lambda: window.bench.pair.a.frame is not None)
        assert all(pane.view.isVisible() for pane in panes)
    finally:
        window.close()
        window.deleteLater()
        settle()


def test_while_one_steps_the_window_says_whose_sequence_it_shows(open_window, qtbot):
    config = preset("dates").config.changed(hidden=6, batch=3)
    window = open_window("dates", config=config)
    session, line = window.bench.pair.a, window.probe_bar
    assert not line.whose
    press(window, "step_into")
    wait(qtbot, lambda: session.frame.sequence == 0)
    assert line.whose == "You step through sequence 1 of the next batch of 3: every panel shows it, not this text."
    session.stepper.choose_sequence(2)
    wait(qtbot, lambda: session.frame.sequence == 2)
    assert dict(session.frame.sequences) == dict(session.stepper.trace.sequences)
    for panel in window.docks.values():
        assert panel.panes[0].view.describe() is not None  # every panel can show a sequence that has others beside it
    session.stepper.set_everywhere(False)
    wait(qtbot, lambda: session.frame.sequence is None)
    assert line.whose.startswith("This text is shown")
    session.stepper.set_everywhere(True)
    wait(qtbot, lambda: session.frame.sequence == 2)
    press(window, "one_update")
    wait(qtbot, lambda: session.metrics.count == 1 and session.frame.sequence is None)


def test_arrows_move_one_cursor_for_all_panels(open_window, qtbot):
    window = open_window()
    cursor = window.bench.pair.a.cursor
    (axis, symbols) = next(iter(window.bench.pair.a.frame.sequences.items()))
    cursor.pin(Place(axis, 1, 0))
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert cursor.timestep(axis) == 2
    qtbot.keyClick(window, Qt.Key.Key_Down)
    assert cursor.unit == 1
    qtbot.keyClick(window, Qt.Key.Key_End)
    assert cursor.timestep(axis) == len(symbols) - 1
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not cursor.is_pinned


@pytest.mark.parametrize("chosen", [p.key for p in presets()])
def test_every_experiment_opens_from_the_list(open_window, qtbot, chosen):
    window = open_window()
    window.bench.experiments.start(preset(chosen))
    wait(qtbot, lambda: window.bench.pair.a.config == preset(chosen).config)
    wait(qtbot, lambda: window.bench.pair.a.metrics.count >= 2 and window.bench.pair.a.frame is not None)
    press(window, "toggle")
    wait(qtbot, lambda: window.bench.pair.a.phase is Phase.PAUSED)
    assert window.bench.notices.text == ""


def test_a_setting_that_needs_a_new_model_waits_for_the_button(open_window, qtbot):
    window = open_window()
    field = window.settings.form(window.bench.pair.a).field("hidden")
    field.setValue(7)
    assert window.settings.form(window.bench.pair.a).pending == {"hidden": 7}
    assert window.bench.pair.a.config.hidden == 3
    window.settings.form(window.bench.pair.a).apply()
    wait(qtbot, lambda: window.bench.pair.a.config.hidden == 7 and window.bench.pair.a.frame is not None)
    assert window.bench.pair.a.frame.recurrences[0].h.shape[1] == 7
    assert window.settings.form(window.bench.pair.a).pending == {}


def test_a_live_setting_acts_at_once(open_window, qtbot):
    window = open_window()
    window.settings.form(window.bench.pair.a).field("learning_rate").setValue(0.25)
    assert window.bench.pair.a.config.learning_rate == 0.25
    assert window.settings.form(window.bench.pair.a).pending == {}


def test_a_missing_text_is_said_and_the_run_goes_on(open_window, qtbot):
    window = open_window(running=True)
    window.bench.pair.chosen.build(preset("characters").config.changed(text_file="/no/such/text"), running=True)
    wait(qtbot, lambda: "/no/such/text" in window.bench.notices.text)
    count = window.bench.pair.a.metrics.count
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > count)
    assert window.bench.pair.a.config.task == "hello"


def test_a_short_text_is_learned_in_smaller_pieces(open_window, qtbot):
    window = open_window()
    window.bench.experiments.learn_text(text="to be or not to be")
    wait(qtbot, lambda: window.bench.pair.a.config.task == "characters" and window.bench.pair.a.metrics.count > 5)
    assert window.bench.pair.a.config.sequence_length == 9
    assert "it is learned 9 timesteps at a time, 1 sequences at once" in window.bench.notices.text


def test_a_text_that_is_long_enough_is_learned_as_it_is_wished(open_window, qtbot, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("the quick brown fox " * 2000)
    window = open_window()
    window.bench.experiments.learn_text(path=str(path))
    wait(qtbot, lambda: window.bench.pair.a.config.task == "characters" and window.bench.pair.a.metrics.count > 5)
    assert window.bench.pair.a.config.sequence_length == preset("characters").config.sequence_length
    assert window.bench.notices.text == ""


@pytest.fixture
def endless_text(tmp_path, monkeypatch):
    """A text whose reading does not end, and hears nothing, as on a disk that does not answer."""
    path = tmp_path / "text.txt"
    path.write_text("abc" * 1000)
    answered = threading.Event()

    def read(*_):
        answered.wait(PATIENCE / 1000)
        raise OSError(errno.ESTALE, "Stale file handle")

    monkeypatch.setattr("rnnviz.text.corpus.read", read)
    yield str(path)
    answered.set()
    for thread in threading.enumerate():
        if thread.name == "rnnviz building":
            thread.join(PATIENCE / 1000)


@pytest.mark.parametrize("how", ["escape", "button"])
def test_building_is_given_up_at_once_and_the_run_before_goes_on(open_window, qtbot, endless_text, how):
    window = open_window()
    window.bench.pair.a.advance(5)
    wait(qtbot, lambda: window.bench.pair.a.metrics.count == 5 and window.bench.pair.a.phase is Phase.PAUSED)
    window.bench.experiments.learn_text(path=endless_text)
    wait(qtbot, lambda: window.bench.pair.a.phase is Phase.BUILDING)
    button = next(b for b in window.status.findChildren(QToolButton) if b.text() == "Give up")
    wait(qtbot, button.isVisible)
    if how == "escape":
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: "the run before goes on" in window.bench.notices.text)
    assert window.bench.pair.a.phase is Phase.PAUSED
    assert window.bench.pair.a.config.task == "hello"
    assert window.bench.pair.a.metrics.count == 5
    assert not button.isVisible()
    window.bench.pair.a.advance(1)
    wait(qtbot, lambda: window.bench.pair.a.metrics.count == 6)


def test_a_loss_that_is_not_finite_pauses_and_says_where(open_window, qtbot):
    config = preset("characters").config.changed(
        cell="rnn", nonlinearity="relu", hidden=8, batch=2, optimiser="sgd", learning_rate=1e9, clip="none"
    )
    window = open_window()
    window.bench.pair.chosen.build(config, running=True)
    wait(qtbot, lambda: "update" in window.bench.notices.text)
    assert window.bench.pair.a.phase is Phase.PAUSED
    press(window, "reset")
    wait(qtbot, lambda: window.bench.pair.a.metrics.count == 0 or window.bench.pair.a.phase is Phase.PAUSED)


def test_every_action_has_a_key_and_words_and_no_key_is_used_twice(open_window):
    window = open_window()
    keys = [s.toString() for a in window.actions_by_key.values() for s in a.shortcuts()]
    keys += [dock.panel.shortcut for dock in window.docks.values()]
    assert all(keys)
    assert len(keys) == len(set(keys))
    assert all(window.actions_by_key[entry.id].toolTip() for entry in ALL)


def test_theme_size_and_layout_are_kept(open_window, qtbot):
    window = open_window()
    press(window, "toggle_theme")
    press(window, "bigger")
    press(window, "bigger")
    window.docks["samples"].close()
    window.close()
    again = open_window()
    assert again.look.theme.name == "light"
    assert again.look.points == 12
    assert again.docks["samples"].isHidden()
    press(again, "reset_layout")
    assert not again.docks["samples"].isHidden()


def test_every_size_and_theme_paints(open_window, qtbot):
    window = open_window()
    for width, height in ((1280, 720), (1920, 1080)):
        window.resize(width, height)
        for key in ("toggle_theme", "contrast", "bigger", "toggle_theme"):
            press(window, key)
            QApplication.processEvents()
            assert not window.grab().isNull()


def test_closing_in_the_middle_of_learning_ends_the_worker(open_window):
    window = open_window("characters", running=True)
    window.close()
    assert not window.bench.pair.a.alive


@pytest.mark.parametrize("kind", ["png", "svg", "csv", "npz"])
def test_a_panel_is_exported(open_window, qtbot, tmp_path, kind):
    window = open_window()
    path = tmp_path / f"hidden.{kind}"
    window.exporter.save(window.docks["hidden"], kind, str(path))
    assert path.stat().st_size > 100
    assert str(path) in window.bench.notices.text


def test_an_export_that_cannot_be_written_is_said(open_window, tmp_path):
    window = open_window()
    window.exporter.save(window.docks["hidden"], "png", str(tmp_path / "no folder" / "hidden.png"))
    assert "hidden.png" in window.bench.notices.text
    assert window.bench.pair.a.alive


def test_a_key_brings_a_panel_to_the_front_before_it_hides_it(open_window, qtbot):
    window = open_window()
    dock = window.docks["gates"]
    wait(qtbot, lambda: not dock.seen)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: dock.seen)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: dock.isHidden())
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: dock.seen)


@pytest.mark.parametrize("points", ["5000", "abc", "-3", "nan", ""])
def test_a_font_size_that_no_one_can_read_is_left_aside(open_window, points):
    QSettings(str(Preferences().file), QSettings.Format.IniFormat).setValue("points", points)
    assert open_window().look.points == 10.0


def test_a_long_text_after_a_short_one_is_learned_in_the_usual_pieces():
    usual = preset("characters").config
    wished = with_text(usual, text="abcab")
    short, _ = fitted(wished)
    assert short.batch == 1
    assert shortened(wished, short)
    long = with_text(short, text="the quick brown fox " * 2000)
    assert (long.sequence_length, long.batch) == (usual.sequence_length, usual.batch)
    assert fitted(long)[0] == long
    assert not shortened(wished, long)


def test_another_encoding_is_named(open_window, qtbot, tmp_path):
    path = tmp_path / "latin.txt"
    path.write_bytes(("Não há nada como o pão à mesa: coração, lição, ação. " * 60).encode("latin-1"))
    window = open_window()
    window.bench.experiments.learn_text(path=str(path))
    wait(qtbot, lambda: "The text is read as" in window.bench.notices.text)
    assert "it is not UTF-8" in window.bench.notices.text
    assert "latin.txt" in window.windowTitle()


def test_text_has_its_size_from_the_first_moment_on(open_window):
    font = QApplication.font()
    font.setPointSizeF(5.0)
    QApplication.setFont(font)  # whatever the system thinks
    window = open_window()
    at_first = {button: button.font().pointSizeF() for button in window.findChildren(QToolButton)}
    window.actions_by_key["toggle_theme"].trigger()  # another style sheet has everything polished anew
    assert {button: button.font().pointSizeF() for button in at_first} == at_first
    assert 5.0 not in at_first.values()


def test_a_sheet_takes_what_it_can_lay_out_and_nothing_of_a_longer_text(qtbot, monkeypatch):
    clipboard = QApplication.clipboard()
    clipboard.setText("x" * opening.LONGEST)
    dialog = opening.TextDialog(None)
    qtbot.addWidget(dialog)
    assert len(dialog.text) == opening.LONGEST
    clipboard.setText("x" * (opening.LONGEST + 1))
    dialog = opening.TextDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.text == ""
    assert any("do not fit here" in label.text() and label.isVisible() for label in dialog.findChildren(QLabel))
    dialog.edit.setPlainText("kept")
    dialog.edit.selectAll()
    dialog.edit.paste()
    assert dialog.text == "kept"
    clipboard.clear()
