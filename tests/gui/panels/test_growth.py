"""The page of samples that fills while a model learns."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Built, Sample
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.sampling import sample
from rnnviz.engine.training import build
from rnnviz.gui.panels.growth import PANEL
from rnnviz.gui.widgets.growth_page import GrowthPage
from rnnviz.sentences import Refused
from rnnviz.text.words import marked, words_of

KNOWN = words_of("the cat sat on the mat")


def built(config, can_sample=True):
    return Built(config, "many-to-many in step", frozenset(), can_sample, 1, "x", {}, 4.5)


@pytest.fixture
def view(qtbot, session, look):
    session.facts = built(session.config)
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(600, 500)
    made.show()
    return made


def write(session, update, text="the cat xq", **values):
    made = Sample(update, text, 0.8, values.pop("seed_text", ""), values.pop("asked", False), marked(text, KNOWN))
    session.samples.append(made)
    session.sampled.emit(made)


def updates(view):
    return view.numbers()["update"].tolist()


def test_samples_are_kept_at_doubling_updates_and_the_newest_is_there(view, session):
    for update in range(0, 1001, 100):
        write(session, update)
    assert updates(view) == [0, 100, 200, 400, 800, 1000]
    write(session, 1100)
    assert updates(view) == [0, 100, 200, 400, 800, 1100]


def test_the_usual_schedule_is_kept_whole(view, session):
    for update in (0, 50, 100, 200, 500, 1000):
        write(session, update)
    assert updates(view) == [0, 50, 100, 200, 500, 1000]


def test_a_page_without_room_shows_the_first_the_newest_and_some_between(view, session):
    for k in range(14):
        write(session, 2**k)
    view.resize(400, 160)
    room = view.findChild(GrowthPage).room
    shown = updates(view)
    assert len(shown) == max(room, 2) < 14
    assert (shown[0], shown[-1]) == (1, 2**13)


def test_what_somebody_asked_for_is_not_on_the_page(view, session):
    write(session, 0)
    write(session, 30, asked=True)
    write(session, 60, seed_text="the")
    assert updates(view) == [0]


def test_the_share_of_real_words_and_the_loss(view, session):
    write(session, 0, "xq zzz ab the")
    for update in range(10):
        session.metrics.append(Metrics(update, 3.0, 1.0, 4.0 - update / 10, True))
    write(session, 10, "the cat sat on the mat, a mot")
    shown = view.numbers()
    assert shown["share"].tolist() == [0.25, 6 / 7]
    assert (shown["words"].tolist(), shown["known"].tolist()) == ([4, 7], [1, 6])
    assert shown["loss"].tolist() == [4.5, pytest.approx(3.1)]
    assert "86 percent" in view.describe()


def test_known_words_are_in_the_accent_and_others_are_not(view, session, look):
    write(session, 0, "the the the the")
    accent = QColor(look.theme.accent).rgb()

    def pixels():
        image = view.grab().toImage().convertToFormat(view.grab().toImage().Format.Format_RGB32)
        half = image.width() // 3  # beside the numbers and their bar
        return sum(image.pixel(x, y) == accent for x in range(half, image.width()) for y in range(100))

    known = pixels()
    session.samples.clear()
    session.built.emit(None)
    write(session, 0, "teh teh teh teh")
    assert known > 20
    assert pixels() == 0


def test_a_task_without_words_shows_its_text(view, session):
    made = Sample(0, "2001-05-03", 0.8, "")
    session.samples.append(made)
    session.sampled.emit(made)
    assert np.isnan(view.numbers()["share"]).all()
    assert "2001-05-03" in view.describe()
    assert not view.grab().isNull()


def test_a_new_run_begins_a_new_page(view, session):
    write(session, 0)
    write(session, 50)
    session.samples.clear()
    session.built.emit(built(session.config))
    assert updates(view) == []
    assert "first sample" in view.describe()


def test_a_task_that_writes_nothing_says_so(view, session):
    session.facts = built(session.config, can_sample=False)
    session.built.emit(session.facts)
    assert "writes no text" in view.describe()


def test_samples_of_the_running_net_say_which_words_the_text_has():
    run = build(RunConfig(text="the cat sat on the mat. " * 8, hidden=4, sequence_length=5, batch=2))
    written = sample(run)
    for word in written.words:
        assert word.known == (written.text[word.start : word.end] in KNOWN)


def test_there_is_no_control(view):
    with pytest.raises(Refused):
        view.choose("rows", 3)


@pytest.mark.parametrize("size", [(60, 60), (300, 200), (1200, 800)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, session, look, size, points):
    for update in (0, 50, 100, 200, 500, 1000):
        write(session, update, "the cat\tsat\n\non thé mat " * 8)
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    assert not view.grab().isNull()
    assert view.minimumSizeHint().width() <= 260
