"""The attention panel."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtGui import QColor

from rnnviz.engine.commands import Build
from rnnviz.engine.presets import preset
from rnnviz.gui.panels.attention import EACH, MEAN, PANEL
from rnnviz.gui.style.theme import DARK
from rnnviz.gui.widgets.bands import Cell
from rnnviz.gui.workbench.cursor import Place


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(420, 380)
    made.show()
    return made


@pytest.fixture
def dates(frame):
    return lambda **wanted: frame("gru", timesteps=10, attention=True, **wanted)


def test_it_shows_target_by_source(view, dates):
    made = dates()
    view.show_frame(made)
    weights = made.attentions[0].weights
    assert view.heatmap.value(Cell(0, 3, 5)) == weights[0, 3, 5]
    assert view.numbers()["weights"] is weights
    assert view.subtitle.startswith("10 × 12")


def test_without_attention_it_says_so(view, dates, frame):
    view.show_frame(dates())
    view.show_frame(frame("lstm"))
    assert view.empty.isVisible()
    assert view.describe() == "This model has no attention."
    assert view.numbers() == {}


def test_pointing_marks_the_target_everywhere_and_the_source_here(view, dates, session):
    view.show_frame(dates())
    view.heatmap.point(Cell(0, 3, 5))
    assert session.cursor.timestep("target") == 3
    assert session.cursor.timestep("source") is None
    image = view.heatmap.grab().toImage()
    rect = view.heatmap.cell_rect(Cell(0, 7, 5))
    assert QColor(image.pixel(rect.left(), rect.center().y())).name() == DARK.cursor
    view.heatmap.point(None)
    assert session.cursor.timestep("target") is None


def test_a_click_holds_target_and_source(view, dates, session):
    view.show_frame(dates())
    view.heatmap.chosen.emit(Cell(0, 3, 5))
    assert session.cursor.pinned_timestep("target") == 3
    assert session.cursor.pinned_timestep("source") == 5


def test_in_self_attention_the_target_is_held(view, dates, session):
    made = dates()
    own = replace(made.attentions[0], source_axis="target", weights=np.full((1, 10, 10), 0.1, np.float32))
    view.show_frame(replace(made, attentions=(own,)))
    view.heatmap.chosen.emit(Cell(0, 3, 5))
    assert session.cursor.pinned_timestep("target") == 3


def test_an_attention_without_axes_is_numbered(view, dates, session):
    made = dates()
    view.show_frame(replace(made, attentions=(replace(made.attentions[0], target_axis="", source_axis=""),)))
    view.heatmap.point(Cell(0, 3, 5))
    view.heatmap.chosen.emit(Cell(0, 3, 5))
    assert not session.cursor.is_pinned
    assert view.describe()


def test_several_heads_stand_one_above_the_other_or_alone_or_as_their_mean(view, dates):
    made = dates(heads=3)
    view.show_frame(made)
    weights = made.attentions[0].weights
    assert view.heads.isVisible()
    assert view.heads.key == EACH
    assert len(view.heatmap.bands) == 3
    view.heads.choose(MEAN)
    view.heads.picked.emit(MEAN)
    assert view.heatmap.value(Cell(0, 3, 5)) == pytest.approx(weights[:, 3, 5].mean())
    view.heads.choose(2)
    view.heads.picked.emit(2)
    assert view.heatmap.value(Cell(0, 3, 5)) == weights[2, 3, 5]
    assert [band.key for band in view.heatmap.bands] == ["3"]


def test_many_heads_begin_as_their_mean(view, dates):
    view.show_frame(dates(heads=8))
    assert view.heads.key == MEAN


def test_several_attentions_can_be_chosen_between(view, dates):
    made = dates()
    first = made.attentions[0]
    second = replace(first, name="decoder.attention", weights=first.weights[:, :, ::-1].copy())
    view.show_frame(replace(made, attentions=(first, second)))
    assert view.which.isVisible()
    view.which.choose(1)
    view.which.picked.emit(1)
    assert view.numbers()["weights"] is second.weights


def test_it_says_where_the_marked_target_looks(view, dates, session):
    made = dates()
    view.show_frame(made)
    session.cursor.pin(Place("target", 0))
    view.show_cursor()
    source = int(made.attentions[0].weights[0, 0].argmax())
    assert f"source {source} “{made.sequences['source'][source]}”" in view.describe()


def test_values_that_are_not_finite_are_seen(view, dates):
    made = dates()
    weights = made.attentions[0].weights.copy()
    weights[0, 2, :2] = np.nan, np.inf
    view.show_frame(replace(made, attentions=(replace(made.attentions[0], weights=weights),)))
    image = view.heatmap.grab().toImage()
    found = [QColor(image.pixel(view.heatmap.cell_rect(Cell(0, 2, k)).center())).name() for k in range(2)]
    assert found == [DARK.not_a_number, DARK.infinite]


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, dates, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    view.show_frame(dates(heads=2))
    assert not view.grab().isNull()
    assert view.minimumSizeHint().width() <= 260


@pytest.fixture
def translated(session):
    from rnnviz.engine.messages import Consequences
    from rnnviz.engine.presets import preset
    from rnnviz.engine.training import build
    from rnnviz.engine.whatif import what_if

    run = build(preset("translation").config.changed(hidden=8, embedding=4, sequence_length=6))
    probe = run.task.watch("she knows the old keys")
    session.asked = []
    session.what_if = session.asked.append
    found = what_if(run, probe, ())

    def answer():
        edits = session.asked[-1]
        beside = what_if(run, probe, edits)
        session.consequences_known.emit(Consequences(0, edits, *beside))

    return found.original, answer


def test_energies_can_be_shown_in_place_of_their_softmax(view, translated):
    frame, _ = translated
    view.show_frame(frame)
    view.choose("quantity", "energies")
    assert view.heatmap.value(Cell(0, 2, 3)) == frame.attentions[0].energies[0, 2, 3]
    assert set(view.numbers()) == {"weights", "energies", "contexts", "sources", "targets"}


def test_a_forced_alignment_is_shown_with_the_word_it_would_write(view, translated, session):
    frame, answer = translated
    view.show_frame(frame)
    view.force.click()
    assert "Click a cell first" in view.consequence.text()
    assert not view.force.isChecked()
    view.heatmap.chosen.emit(Cell(0, 2, 4))
    view.force.click()
    answer()
    assert view.heatmap.value(Cell(0, 2, 4)) == pytest.approx(1)
    assert "Looking at “keys” alone it would" in view.consequence.text()
    assert view.numbers()["forced"].tolist() == [2, 4]
    view.show_frame(frame)
    assert len(session.asked) == 1  # nothing is asked twice
    view.force.click()
    assert view.heatmap.value(Cell(0, 2, 4)) == frame.attentions[0].weights[0, 2, 4]
    assert view.consequence.isHidden()


def test_another_attention_begins_a_run_anew(view, session):
    session.config = preset("translation").config
    session.facts = SimpleNamespace(uses=frozenset({"attention"}), has_accuracy=True, measures=())
    session.built.emit(None)
    assert view.variant.key == "additive"
    view.choose("variant", "position")
    assert [each.config.attention for each in session.told if isinstance(each, Build)] == ["position"]


def test_without_the_setting_no_other_attention_is_offered(view, session):
    session.facts = SimpleNamespace(uses=frozenset(), has_accuracy=True, measures=())
    session.built.emit(None)
    assert view.variant.isHidden()
