"""The panel of window against state: what a Markov model of the same text expects, beside what the network does."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from PySide6.QtCore import Qt

from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.explain.markov_models import HIGHEST
from rnnviz.gui.panels.window_model import PANEL
from rnnviz.gui.workbench.cursor import Place
from rnnviz.sentences import Refused
from rnnviz.text.corpus import from_text
from rnnviz.text.markov import Markov

KEY = "window-and-state"


@cache
def observed(key=KEY, probe=None, updates=0):
    """Return the settings of a run, and a Frame of it."""
    load_torch()
    from rnnviz.engine.training import build, train_once
    from rnnviz.probe import observe

    run = build(preset(key).config)
    for _ in range(updates):
        train_once(run)
    return run.config, observe(run.model, run.task.watch(probe or preset(key).probe or "hell").forward)


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(600, 360)
    made.show()
    return made


def show(view, *args):
    view.session.config, frame = observed(*args)
    view.session.cursor.set_lengths({axis: len(symbols) for axis, symbols in frame.sequences.items()})
    view.show_frame(frame)
    return frame


def test_probabilities_are_those_of_network_and_counts(view):
    frame = show(view)
    corpus = from_text(preset(KEY).config.text)
    read = corpus.vocabulary.encode(preset(KEY).probe)
    model, _ = Markov(corpus.ids, len(corpus.vocabulary)).without(read)
    expected = model.next_symbol(read, HIGHEST)
    for order in (0, 3, 6):
        view.choose("order", order)
        numbers = view.numbers()
        window = expected[order, np.arange(len(read) - 1), read[1:]]
        np.testing.assert_allclose(numbers["probability window"], [*window, np.nan])
        np.testing.assert_allclose(numbers["loss window"], -np.log(window).mean())
        assert numbers["order"] == order
    own = frame.output.probabilities[np.arange(len(read) - 1), read[1:]]
    np.testing.assert_allclose(numbers["probability network"], [*own, np.nan], rtol=1e-6)
    assert numbers["loss network"] == pytest.approx(frame.loss, rel=1e-5)
    np.testing.assert_allclose(numbers["losses"][6], numbers["loss window"])


def test_a_state_keeps_what_no_window_sees(view):
    show(view, KEY, None, 500)
    view.choose("order", 6)
    numbers = view.numbers()
    closing = np.flatnonzero(np.array([*preset(KEY).probe[1:], ""]) == "c")  # the letter after eight dashes
    assert numbers["probability window"][closing].max() < 0.3
    assert numbers["probability network"][closing].min() > 0.8
    assert numbers["loss network"] < numbers["losses"].min()


def test_the_window_is_boxed_at_the_cursor(view, session):
    show(view)
    session.cursor.pin(Place("time", 8))
    view.choose("order", 3)
    view.show_cursor()
    assert list(view.strip.seen) == [6, 7, 8]
    assert "“---”" in view.words.text()
    session.cursor.pin(Place("time", 1))  # the text begins inside the window
    view.show_cursor()
    assert list(view.strip.seen) == [0, 1]
    view.choose("order", 0)
    assert list(view.strip.seen) == []
    assert "sees nothing" in view.words.text()


def test_windows_are_looked_up_anew_for_another_sequence_only(view):
    show(view)
    first = view.windows
    show(view, KEY, None, 3)
    assert view.windows is first
    show(view, KEY, "B--------b ")
    assert view.windows is not first
    assert len(view.numbers()["probability window"]) == 11


def test_the_bars_are_the_mean_losses(view):
    show(view)
    values = [addend.value for addend in view.bars.shown.addends]
    numbers = view.numbers()
    np.testing.assert_allclose(values, [numbers["loss network"], *numbers["losses"]])
    assert "not counted" in view.bars.shown.title


def test_mouse_and_arrow_keys_move_the_cursor(view, session, qtbot):
    show(view)
    area = view.strip.area
    place = area.center()
    qtbot.mouseClick(view.strip, Qt.MouseButton.LeftButton, pos=place)
    at = session.cursor.pinned_timestep("time")
    assert at == view.strip.column_at(place.x())
    view.show_cursor()
    qtbot.keyClick(view.strip, Qt.Key.Key_Right)
    assert session.cursor.pinned_timestep("time") == at + 1


def test_a_task_without_a_text_of_symbols_says_so(view):
    show(view, "hello")
    assert "symbol by symbol" in view.describe()
    assert view.numbers() == {}


def test_a_text_that_cannot_be_read_any_more_is_no_fault(view, tmp_path):
    show(view)
    view.session.config = view.session.config.changed(text="", text_file=str(tmp_path / "gone.txt"))
    view.session.built.emit(None)
    view.show_frame(observed()[1])
    assert view.numbers() == {}


def test_two_views_have_windows_of_one_size(view, qtbot, look):
    view.choose("order", 5)
    other = PANEL.make(view.session, look)
    qtbot.addWidget(other)
    other.pair_with(view)
    assert other.order == 5
    other.choose("order", 1)
    assert view.order == 1


def test_a_wrong_window_is_refused(view):
    with pytest.raises(Refused, match="no control"):
        view.choose("n", 2)
    for value in (7, -1, True, "2"):
        with pytest.raises(Refused, match="0 to 6"):
            view.choose("order", value)


def test_values_that_are_not_finite_raise_nothing(view):
    config, frame = observed()
    view.session.config = config
    broken = np.full_like(frame.output.probabilities, np.nan)
    view.show_frame(replace(frame, output=replace(frame.output, probabilities=broken, losses=broken[:, 0])))
    assert not view.grab().isNull()


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    show(view)
    assert not view.grab().isNull()
    assert view.minimumSizeHint().width() <= 260


def test_the_words_over_the_mean_losses_take_as_many_lines_as_they_need(view):
    show(view)
    view.bars.resize(900, 200)
    one = view.bars.rows_shown
    view.bars.resize(240, 200)
    assert view.bars.rows_shown < one


def test_the_words_about_the_cursor_take_a_second_line_in_a_narrow_panel(view):
    show(view)
    one = view.words.heightForWidth(900)
    assert view.words.heightForWidth(200) >= 2 * view.words.fontMetrics().height() > one
    view.resize(260, 400)
    view.grab()
    assert view.width() == 260


SENTENCES = "the queens who told the reporters of it sing . the queen who told the reporter of it sings . " * 9


@cache
def read_by_words():
    load_torch()
    from rnnviz.engine.training import build
    from rnnviz.probe import observe

    run = build(preset("words").config.changed(text=SENTENCES, words=20, hidden=8, batch=2, sequence_length=20))
    text = "the queens who told the reporters of it sing ."
    return run.config, observe(run.model, run.task.watch(text).forward)


def test_a_model_of_words_has_its_windows_too(view):
    view.session.config, frame = read_by_words()
    view.session.cursor.set_lengths({axis: len(symbols) for axis, symbols in frame.sequences.items()})
    view.show_frame(frame)
    view.choose("order", 3)
    view.session.cursor.pin(Place(frame.output.axis, 7))
    view.show_cursor()
    assert "the window sees “reporters of it”" in view.words.text()
    assert 0 < view.numbers()["probability window"][7] < 1
    assert view.numbers()["probability network"][7] == pytest.approx(
        float(frame.output.probabilities[7][frame.output.labels.index("sing")])
    )
