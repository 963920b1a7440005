"""The panel of the next symbol."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QFontMetrics

from rnnviz.engine.messages import Phase, Status
from rnnviz.gui.panels import next_symbol
from rnnviz.gui.panels.next_symbol import PANEL
from rnnviz.gui.style.theme import LIGHT
from rnnviz.gui.widgets.axis import tick_font
from rnnviz.gui.widgets.legend import Entry
from rnnviz.gui.widgets.probability_bars import Bar, ProbabilityBars, percent
from rnnviz.gui.workbench.cursor import Place


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(420, 300)
    made.show()
    return made


def bars_of(view):
    return view.findChild(ProbabilityBars).bars


def with_output(frame, probabilities, targets, labels=None):
    p = np.asarray(probabilities, np.float32)
    with np.errstate(divide="ignore"):
        losses = np.where(np.asarray(targets) < 0, np.nan, -np.log(p[np.arange(len(p)), targets]))
    output = dataclasses.replace(
        frame.output,
        probabilities=p,
        targets=np.asarray(targets),
        losses=losses,
        labels=labels or tuple("abcdefghijklmnopqrstuvwxyz"[: p.shape[1]]),
    )
    return dataclasses.replace(frame, output=output)


def test_it_waits_in_words(view):
    assert view.describe() == "Waiting for the first picture."


def test_a_model_without_symbols_is_said(view, frame):
    view.show_frame(dataclasses.replace(frame("lstm"), output=None))
    assert view.describe() == "This model predicts no symbols."


def test_bars_are_sorted_and_the_target_is_among_them(view, frame, session):
    made = frame("lstm")
    session.cursor.pin(Place("text", 23))
    view.show_frame(made)
    p, target = made.output.probabilities[23], made.output.labels[made.output.targets[23]]
    bars = bars_of(view)
    shares = [bar.share for bar in bars if not bar.apart]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == p.max()
    assert len(shares) == 10
    assert [bar.label for bar in bars if bar.singled_out] == [target]
    assert view.subtitle == f"after “fers to v” → target “{target}”"


def test_words_are_quoted_apart(view, frame):
    made = frame("lstm")
    axis = made.output.axis
    words = ("the", "old", "key") * 40
    view.show_frame(dataclasses.replace(made, sequences={axis: words[: len(made.sequences[axis])]}))
    assert "the old key" in view.subtitle


def test_without_a_cursor_it_is_the_last_known_target(view, frame):
    made = frame("lstm")
    targets = made.output.targets.copy()
    targets[-2:] = -1
    view.show_frame(with_output(made, made.output.probabilities, targets, made.output.labels))
    assert view.numbers()["timestep"].tolist() == [37]


def test_a_target_beyond_the_tenth_is_set_off(view, frame):
    p = np.tile(np.arange(20, 0, -1) / 210, (40, 1))
    view.show_frame(with_output(frame("lstm"), p, [15] * 40))
    last = bars_of(view)[-1]
    assert (last.label, last.singled_out, last.apart) == ("p", True, True)
    assert len(bars_of(view)) == 11


def test_no_target_no_loss(view, frame):
    view.show_frame(with_output(frame("lstm"), np.full((40, 4), 0.25), [-1] * 40))
    assert "target" not in view.subtitle
    assert view.numbers()["target"].tolist() == [-1]
    assert np.isnan(view.numbers()["loss_nats"][0])
    assert view.numbers()["entropy_nats"][0] == pytest.approx(np.log(4))


def test_a_decoder_is_asked_for_the_symbol_under_its_timestep(view, frame, session):
    made = frame("gru")
    labels = made.output.labels
    targets = [labels.index(symbol) for symbol in made.sequences["text"]]
    session.cursor.pin(Place("text", 3))
    view.show_frame(with_output(made, made.output.probabilities, targets, labels))
    assert view.subtitle == "after “Thi” → target “s”"


def test_bars_keep_their_places_for_a_while(view, frame, monkeypatch):
    made = frame("lstm")
    rising, falling = [0.1, 0.2, 0.7], [0.7, 0.2, 0.1]
    monkeypatch.setattr(next_symbol, "RESORT_SECONDS", 3600.0)
    view.show_frame(with_output(made, [rising] * 40, [0] * 40))
    view.show_frame(with_output(made, [falling] * 40, [0] * 40))
    assert [bar.label for bar in bars_of(view)] == ["c", "b", "a"]
    assert bars_of(view)[0].share == pytest.approx(0.1)  # its height is the new one
    monkeypatch.setattr(next_symbol, "RESORT_SECONDS", 0.0)
    view.show_frame(with_output(made, [falling] * 40, [0] * 40))
    assert [bar.label for bar in bars_of(view)] == ["a", "b", "c"]


def test_bars_that_stay_on_screen_are_sorted(view, frame, session, monkeypatch):
    made = frame("lstm")
    monkeypatch.setattr(next_symbol, "RESORT_SECONDS", 3600.0)
    view.show_frame(with_output(made, [[0.1, 0.2, 0.7]] * 40, [0] * 40))
    view.show_frame(with_output(made, [[0.7, 0.2, 0.1]] * 40, [0] * 40))
    session.status = Status(Phase.PAUSED, update=621)
    session.status_changed.emit(session.status)
    assert [bar.label for bar in bars_of(view)] == ["a", "b", "c"]
    view.show_frame(with_output(made, [[0.1, 0.7, 0.2]] * 40, [0] * 40))  # a single update
    assert [bar.label for bar in bars_of(view)] == ["b", "c", "a"]


def test_bars_change_places_only_for_a_clear_difference(view, frame, monkeypatch):
    made = frame("lstm")
    monkeypatch.setattr(next_symbol, "RESORT_SECONDS", 0.0)
    view.show_frame(with_output(made, [[0.4, 0.35, 0.25]] * 40, [0] * 40))
    view.show_frame(with_output(made, [[0.372, 0.378, 0.25]] * 40, [0] * 40))
    assert [bar.label for bar in bars_of(view)] == ["a", "b", "c"]
    view.show_frame(with_output(made, [[0.35, 0.4, 0.25]] * 40, [0] * 40))
    assert [bar.label for bar in bars_of(view)] == ["b", "a", "c"]


def test_its_own_answer_is_not_called_right(view, frame):
    made = with_output(frame("lstm"), np.tile([0.7, 0.2, 0.1], (40, 1)), [-1] * 40)
    view.show_frame(dataclasses.replace(made, output=dataclasses.replace(made.output, own_answer="its own: no date")))
    assert view.subtitle == "its own: no date"
    assert not any(bar.singled_out for bar in bars_of(view))
    assert "its own: no date" in view.describe()


def test_another_timestep_sorts_at_once(view, frame, session, monkeypatch):
    monkeypatch.setattr(next_symbol, "RESORT_SECONDS", 3600.0)
    p = np.tile([0.1, 0.2, 0.7], (40, 1))
    p[5] = [0.7, 0.2, 0.1]
    view.show_frame(with_output(frame("lstm"), p, [0] * 40))
    session.cursor.hover(Place("text", 5))
    view.show_cursor()
    assert [bar.label for bar in bars_of(view)] == ["a", "b", "c"]


def test_another_vocabulary_drops_the_old_order(view, frame, monkeypatch):
    monkeypatch.setattr(next_symbol, "RESORT_SECONDS", 3600.0)
    view.show_frame(frame("lstm"))
    view.show_frame(with_output(frame("lstm"), [[0.4, 0.6]] * 40, [0] * 40, ("x", "y")))
    assert [bar.label for bar in bars_of(view)] == ["y", "x"]


def test_bars_are_as_high_as_they_are_likely(view, frame, look):
    view.show_frame(with_output(frame("lstm"), [[0.75, 0.25]] * 40, [0] * 40))
    chart = view.findChild(ProbabilityBars)
    image = chart.grab().toImage()

    def height(index, colour):
        place = chart.slot_rect(index)
        return sum(image.pixel(place.center().x(), y) == QColor(colour).rgb() for y in range(chart.height()))

    whole = chart.slot_rect(0).height()
    assert height(0, look.theme.good) == pytest.approx(0.75 * whole, abs=2)
    assert height(1, look.theme.bar) == pytest.approx(0.25 * whole, abs=2)


def test_not_a_number_has_its_own_colour(view, frame, look):
    view.show_frame(with_output(frame("lstm"), np.full((40, 3), np.nan), [0] * 40))
    chart = view.findChild(ProbabilityBars)
    place = chart.slot_rect(1) if chart.grab() else None
    assert chart.grab().toImage().pixel(place.center().x(), place.center().y()) == QColor(look.theme.not_a_number).rgb()
    assert np.isnan(view.numbers()["entropy_nats"][0])


@pytest.mark.parametrize(
    ("share", "room", "text"),
    [
        (0.123, 8, "12.3 %"),
        (0.123, 4, "12 %"),
        (0.123, 2, "12"),
        (0.123, 1, ""),
        (0.0, 8, "<0.1 %"),
        (1e-3, 4, "<1 %"),
        (1.0, 8, "100.0 %"),
    ],
)
def test_a_share_is_written_as_exactly_as_there_is_room(share, room, text):
    assert percent(share, room) == text


@pytest.mark.parametrize("width", [120, 300, 420, 460, 520, 900])
def test_percentages_do_not_touch(qtbot, look, width):
    ranking = ProbabilityBars(look)
    qtbot.addWidget(ranking)
    ranking.resize(width, 200)
    ranking.show_bars([Bar(str(k), 1.0) for k in range(12)], [])
    ranking.grab()
    metrics = QFontMetrics(tick_font(look))
    texts = ranking.percentages()
    assert len({len(text) for text in texts}) == 1
    for index, text in enumerate(texts):
        assert metrics.horizontalAdvance(text) <= ranking.slot_rect(index).width()
    assert bool(texts[0]) is (width > 120)


@pytest.mark.parametrize("size", [(260, 150), (40, 30), (1200, 900)])
def test_any_size_and_theme(view, frame, look, size):
    view.resize(*size)
    view.show_frame(frame("lstm"))
    look.set_theme(LIGHT)
    look.set_points(20)
    view.restyle()
    assert not view.grab().isNull()


@pytest.mark.parametrize("points", [10, 18])
def test_bars_are_there_when_words_have_no_room(qtbot, look, points):
    look.set_points(points)
    ranking = ProbabilityBars(look)
    qtbot.addWidget(ranking)
    ranking.resize(300, look.px(60))
    ranking.show_bars([Bar("a", 1.0, True), Bar("b", 0.2)], [Entry("loss", "1 nats")])
    place = ranking.slot_rect(0) if ranking.grab() else None
    image = ranking.grab().toImage()
    assert place.height() >= look.px(26)
    assert image.pixel(place.center().x(), place.top() + 2) == QColor(look.theme.good).rgb()
    assert place.bottom() < ranking.height()


class Painted(QObject):
    """Keeps the last region that a widget was asked to paint."""

    def eventFilter(self, _widget, event):
        if event.type() is QEvent.Type.Paint:
            self.region = event.region()
        return False


def test_symbols_are_painted_again_only_if_they_changed(qtbot, look):
    ranking, painted = ProbabilityBars(look), Painted()
    qtbot.addWidget(ranking)
    ranking.resize(300, 200)
    ranking.show_bars([Bar("a", 0.5), Bar("b", 0.2)], [])
    with qtbot.waitExposed(ranking):
        ranking.show()
    qtbot.wait(10)
    ranking.installEventFilter(painted)
    below, plot = ranking.slot_rect(0).bottomLeft(), ranking.slot_rect(0).center()
    for bars, symbols in (
        ([Bar("a", 0.4), Bar("b", 0.3)], False),
        ([Bar("b", 0.4), Bar("a", 0.3)], True),
        ([Bar("b", 0.4, True), Bar("a", 0.3)], True),
    ):
        painted.region = None
        ranking.show_bars(bars, [])
        qtbot.waitUntil(lambda: painted.region is not None)
        assert painted.region.contains(plot)
        below.setY(ranking.slot_rect(0).bottom() + 5)
        assert painted.region.contains(below) is symbols
