"""Starting anew keeps the former run, and what the window says of a run is of the one that is there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from rnnviz.engine.messages import Phase
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.application import make_window
from rnnviz.gui.settings.fields import value_of
from tests.gui.leaks import settle

PATIENCE = 60_000  # ms


@pytest.fixture
def open_window(qtbot):
    load_torch()
    opened = []

    def make(key="hello", config=None):
        window = make_window(preset(key), config, running=False)
        opened.append(window)
        window.show()
        window.bench.pair.a.start()
        wait(qtbot, lambda: window.bench.pair.a.phase in (Phase.PAUSED, Phase.FAILED))
        return window

    yield make
    for window in opened:
        window.close()
        window.deleteLater()
    settle()


def wait(qtbot, done):
    qtbot.waitUntil(lambda: bool(done()), timeout=PATIENCE)


def learn(window, qtbot, updates):
    goal = window.bench.pair.a.metrics.count + updates
    window.bench.pair.a.advance(updates)
    wait(qtbot, lambda: window.bench.pair.a.settled and window.bench.pair.a.metrics.count == goal)


def marked(window):
    """Return the experiment that is highlighted in the list; None: none is."""
    (entries,) = window.experiments.findChildren(QListWidget)
    rows = entries.selectedItems()
    return rows[0].data(Qt.ItemDataRole.UserRole).key if rows else None


def said(window):
    """Return everything that the window says of what runs."""
    form = window.settings.form(window.bench.pair.a)
    fields = {name: value_of(form.field(name)) for name in ("cell", "hidden", "learning_rate", "seed")}
    return marked(window), window.windowTitle(), fields, window.bench.pair.a.config, window.bench.pair.a.probe


def began(window, qtbot, act):
    """Begin something, and wait until it is there."""
    before = window.bench.pair.a.facts.run
    act()
    wait(
        qtbot,
        lambda: window.bench.pair.a.facts.run != before and window.bench.pair.a.phase in (Phase.RUNNING, Phase.PAUSED),
    )
    window.bench.pair.a.pause()
    wait(qtbot, lambda: window.bench.pair.a.settled)


ANEW = {
    "the same seed": lambda window: window.actions_by_key["reset"].trigger(),
    "another seed": lambda window: window.actions_by_key["new_seed"].trigger(),
    "another experiment": lambda window: window.bench.experiments.start(preset("roommate")),
    "a text": lambda window: window.bench.experiments.learn_text(text="to be or not to be, that is the question " * 4),
    "a setting": lambda window: (
        window.settings.form(window.bench.pair.a).enter({"hidden": 5}),
        window.settings.form(window.bench.pair.a).apply(),
    ),
}


@pytest.mark.parametrize("way", ANEW)
def test_whatever_started_anew_one_key_brings_the_former_run_back_and_again_returns(open_window, qtbot, way):
    window = open_window()
    bring_back = window.actions_by_key["bring_back"]
    assert not bring_back.isEnabled()
    learn(window, qtbot, 120)
    samples, evaluations = list(window.bench.pair.a.samples), list(window.bench.pair.a.evaluations)
    former = said(window)
    began(window, qtbot, lambda: ANEW[way](window))
    newer = said(window)
    assert bring_back.isEnabled()
    began(window, qtbot, bring_back.trigger)
    assert said(window) == former
    assert window.bench.pair.a.metrics.count == 120
    assert (list(window.bench.pair.a.samples), list(window.bench.pair.a.evaluations)) == (samples, evaluations)
    assert "former run is back, at update 120" in window.bench.notices.text
    began(window, qtbot, bring_back.trigger)
    assert said(window) == newer


def spoilt():
    """Return an experiment that cannot be built."""
    whole = preset("characters")
    return whole.model_copy(update={"config": whole.config.model_copy(update={"text_file": "/no/such/text"})})


REFUSED = {
    "a file that is not there": lambda window: window.bench.experiments.learn_text(path="/no/such/text"),
    "a text of one letter": lambda window: window.bench.experiments.learn_text(text="a"),
    "an experiment that cannot be": lambda window: window.bench.experiments.start(spoilt()),
}


@pytest.mark.parametrize("door", REFUSED)
def test_what_is_refused_leaves_everything_as_it_was(open_window, qtbot, door):
    window = open_window()
    learn(window, qtbot, 10)
    before = said(window)
    REFUSED[door](window)
    wait(qtbot, lambda: window.bench.notices.text)
    wait(qtbot, lambda: window.bench.pair.a.settled or window.bench.pair.a.phase is Phase.PAUSED)
    assert said(window) == before
    assert window.bench.pair.a.metrics.count == 10
    assert not window.actions_by_key["bring_back"].isEnabled()


def test_a_text_of_the_command_line_is_no_experiment_of_the_list(open_window, tmp_path):
    text = tmp_path / "mine.txt"
    text.write_text("the quick brown fox jumps over the lazy dog\n" * 60, encoding="utf-8")
    config = preset("characters").config.changed(text_file=str(text), hidden=4, batch=2, sequence_length=8)
    window = open_window("characters", config)
    assert marked(window) is None
    assert window.windowTitle() == "RNNviz – mine.txt"


def test_where_nothing_runs_nothing_is_highlighted(open_window, qtbot):
    window = open_window("characters", preset("characters").config.changed(text_file="/no/such/text"))
    wait(qtbot, lambda: window.bench.pair.a.phase is Phase.FAILED)
    assert (marked(window), window.windowTitle()) == (None, "RNNviz")


def test_moving_and_typing_in_the_list_highlights_nothing_else(open_window, qtbot):
    window = open_window()
    (entries,) = window.experiments.findChildren(QListWidget)
    entries.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_C, Qt.Key.Key_Space):
        QTest.keyClick(entries, key)
    assert marked(window) == "hello"
    entries.itemActivated.emit(entries.item(0))
    wait(qtbot, lambda: marked(window) != "hello")
    assert window.bench.pair.a.config == entries.item(0).data(Qt.ItemDataRole.UserRole).config


def test_the_highlight_follows_the_session_that_is_meant(open_window, qtbot):
    window = open_window()
    window.bench.comparison.open(preset("roommate").config)
    wait(qtbot, lambda: window.bench.pair.b is not None and window.bench.pair.b.facts is not None)
    assert marked(window) == "hello"
    window.bench.pair.choose_other()
    assert marked(window) == "roommate"
    window.bench.comparison.close()
    assert marked(window) == "hello"
