"""Sampling symbol by symbol: what is drawn, fed back, taken back, and what is watched meanwhile."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from rnnviz.engine.commands import Extend, Probe
from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Objected
from rnnviz.engine.observing import observed
from rnnviz.engine.training import build, train_once
from rnnviz.explain.softmax_draws import Distribution, Draws
from rnnviz.gui.panels.sampling import PANEL
from rnnviz.gui.widgets.coloured_text import Stretch, wrapped
from rnnviz.gui.widgets.probability_bars import ProbabilityBars
from rnnviz.gui.widgets.probability_segments import ProbabilitySegments
from rnnviz.probe.frame import EVERYTHING
from rnnviz.sentences import Refused, Sentence

TEXT = "the cat sat on the mat. "


class Answering:
    """Answers what the panel asks of its session, as a worker would."""

    def __init__(self, session, view, task="characters", **values):
        self.session, self.view = session, view
        sizes = {"hidden": 8, "sequence_length": 6, "batch": 2} if task != "hello" else {"hidden": 8}
        self.run = build(RunConfig(task=task, text=TEXT * 8, **{**sizes, **values}))
        for _ in range(20):
            train_once(self.run)
        session.facts = self.run.facts()
        self.probe("hell" if task == "hello" else "the c")

    def frame(self):
        return observed(self.run, self.run.task.watch(self.session.probe), EVERYTHING)

    def probe(self, text):
        self.session.probe = text
        self.session.probe_changed.emit(text)
        self.view.show_frame(self.frame())

    def all(self):
        while self.session.told:
            told = self.session.told.pop(0)
            longer = isinstance(told, Extend)
            self.probe(self.run.task.extended(told.text, told.symbol) if longer else told.text)

    def softmax(self, text, temperature):
        """Return what is drawn from after a text, computed by torch."""
        ids = torch.from_numpy(self.run.task.corpus.vocabulary.encode(text))[:, None]
        with torch.no_grad():
            logits = self.run.model(ids)[0][-1, 0]
        return torch.softmax(logits.double() / temperature, 0).numpy()


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(500, 400)
    made.show()
    made.see(True)
    yield made
    made.see(False)


@pytest.fixture
def worker(session, view):
    return Answering(session, view)


@pytest.mark.parametrize("temperature", [0.1, 0.5, 1.0, 2.5])
def test_the_distribution_is_the_softmax_at_the_temperature(view, worker, temperature):
    view.choose("temperature", temperature)
    shown = view.numbers()
    np.testing.assert_allclose(shown["at_temperature"], worker.softmax("the c", temperature), rtol=1e-4, atol=1e-9)
    assert shown["at_temperature"].sum() == pytest.approx(1.0, abs=1e-12)
    assert shown["cumulative"][-1] == 1.0


def test_the_number_falls_on_the_symbol_whose_part_holds_it(view, worker):
    shown = view.numbers()
    place = int(np.flatnonzero(shown["order"] == shown["next"][0])[0])
    low = shown["cumulative"][place - 1] if place else 0.0
    assert low <= shown["u"][0] < shown["cumulative"][place]
    assert "“the c” goes on with" in view.describe()


def test_a_draw_is_fed_back_and_the_next_softmax_is_after_it(view, worker, session):
    chosen, u = view.numbers()["next"][0], view.numbers()["u"][0]
    view.choose("draw", 1)
    assert session.told == [Extend("the c", chosen)]
    worker.all()
    shown = view.numbers()
    label = worker.run.task.corpus.vocabulary.symbols[chosen]
    assert shown["text"][0] == "the c" + label
    assert (shown["drawn"].tolist(), shown["drawn_u"].tolist()) == ([chosen], [u])
    assert shown["u"][0] != u
    np.testing.assert_allclose(shown["at_temperature"], worker.softmax("the c" + label, view.temperature), rtol=1e-4)


def test_the_same_seed_draws_the_same_and_another_does_not(view, worker):
    texts = []
    for seed in (3, 3, 4):
        view.choose("seed", seed)
        view.choose("draw", 12)
        worker.all()
        texts.append(view.numbers()["text"][0])
        view.start_again()
        worker.all()
        assert view.numbers()["text"][0] == "the c"
    assert len(texts[0]) == 17
    assert texts[0] == texts[1] != texts[2]


def test_greedy_takes_the_likeliest_every_time(view, worker):
    view.choose("greedy", True)
    text = "the c"
    view.choose("draw", 5)
    worker.all()
    for _ in range(5):
        text = worker.run.task.extended(text, int(worker.softmax(text, 1.0).argmax()))
    assert view.numbers()["text"][0] == text
    assert np.isnan(view.numbers()["u"]).all()
    assert not view.findChildren(ProbabilityBars)[0].bars[0].apart


def test_undo_takes_one_back_and_draws_it_again(view, worker):
    view.choose("draw", 3)
    worker.all()
    before = view.numbers()
    view.choose("undo", 1)
    worker.all()
    assert view.numbers()["text"][0] == before["text"][0][:-1]
    assert view.numbers()["drawn"].tolist() == before["drawn"][:2].tolist()
    view.choose("draw", 1)
    worker.all()
    assert view.numbers()["text"][0] == before["text"][0]
    view.choose("undo", 3)
    worker.all()
    assert view.numbers()["text"][0] == "the c"


def test_no_draw_is_made_from_a_softmax_of_another_text(view, worker, session):
    view.draw_one()
    view.draw_one()
    assert len(session.told) == 1
    view.show_frame(worker.frame())  # still of the text before
    assert len(session.told) == 1


def test_what_the_user_watched_comes_back_when_the_panel_is_closed(view, worker, session):
    view.choose("draw", 2)
    worker.all()
    text = session.probe
    view.see(False)
    assert session.told == [Probe("the c")]
    worker.all()
    view.see(True)
    assert session.told == [Probe(text)]
    worker.all()
    assert len(view.numbers()["drawn"]) == 2


def test_closing_the_panel_amid_a_draw_leaves_nothing_half_done(view, worker, session):
    view.choose("draw", 3)
    view.see(False)
    assert session.told[-1] == Probe("the c")
    worker.all()
    view.see(True)
    worker.all()
    assert (session.probe, len(view.numbers()["drawn"])) == ("the c", 0)
    view.choose("draw", 2)
    worker.all()
    assert len(session.probe) == 7


def test_looking_without_drawing_changes_nothing(view, worker, session):
    view.see(False)
    view.see(True)
    assert session.told == []


def test_what_the_user_types_is_the_new_beginning(view, worker, session):
    view.choose("draw", 2)
    worker.all()
    worker.probe("on the ")
    assert view.numbers()["text"][0] == "on the "
    assert len(view.numbers()["drawn"]) == 0
    view.see(False)
    assert session.told == []


def test_a_text_to_begin_with_of_one_symbol(view, session):
    worker = Answering(session, view, task="hello")
    view.choose("text", "h")
    worker.all()
    assert view.numbers()["text"][0] == "h"
    assert len(view.numbers()["probability"]) == 4
    view.choose("draw", 4)
    worker.all()
    assert len(session.probe) == 5
    view.see(False)
    assert session.told == [Probe("hell")]


def test_words_are_drawn_one_by_one(view, session):
    worker = Answering(session, view, task="words", words=6)
    view.choose("draw", 4)
    worker.all()
    assert len(worker.run.task.corpus.vocabulary.encode(session.probe)) == len(
        worker.run.task.corpus.vocabulary.encode("the c")
    ) + len(view.numbers()["drawn"])


def test_a_draw_that_cannot_be_read_is_taken_back(view, worker, session):
    view.choose("draw", 5)
    session.objected.emit(Objected(Sentence("no"), about=Extend))
    assert len(view.numbers()["drawn"]) == 0
    view.choose("draw", 1)
    assert len(session.told) == 2  # the panel can still draw


def test_playing_draws_until_it_is_stopped(view, worker, session, qtbot):
    view.choose("pace", 50.0)
    view.choose("play", True)
    qtbot.waitUntil(lambda: bool(session.told), timeout=3000)
    worker.all()
    assert len(view.numbers()["drawn"]) >= 1
    view.choose("play", False)
    assert not view.playing


def test_enter_draws_and_backspace_takes_back(view, worker, session, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_Return)
    worker.all()
    assert len(view.numbers()["drawn"]) == 1
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    worker.all()
    assert len(view.numbers()["drawn"]) == 0


def test_buttons_have_names_and_do_what_they_say(view, worker, qtbot):
    buttons = view.findChildren(QToolButton)
    assert all(b.accessibleName() and b.toolTip() for b in buttons)
    primary = next(b for b in buttons if b.objectName() == "primary")
    qtbot.mouseClick(primary, Qt.MouseButton.LeftButton)
    worker.all()
    assert len(view.numbers()["drawn"]) == 1


@pytest.mark.parametrize(
    ("option", "value"),
    [("temperature", 0), ("temperature", "hot"), ("draw", 0), ("draw", True), ("greedy", 1), ("seed", -1), ("text", ""),
     ("play", "yes"), ("pace", 0), ("colour", 1)],
)  # fmt: skip
def test_what_cannot_be_chosen_is_refused(view, worker, option, value):
    with pytest.raises(Refused):
        view.choose(option, value)


def test_models_that_do_not_read_what_they_write_are_said(view, session):
    run = build(RunConfig(task="parity", hidden=3))
    session.facts = run.facts()
    session.probe = run.task.default_probe()
    session.probe_changed.emit(session.probe)
    view.show_frame(observed(run, run.task.watch(session.probe), EVERYTHING))
    assert "does not read on" in view.describe()


def test_a_softmax_that_is_not_finite_is_said(view, worker):
    with torch.no_grad():
        worker.run.model.output.bias.fill_(float("nan"))
    view.show_frame(worker.frame())
    assert "no longer finite" in view.describe()
    assert view.numbers() == {}


def test_parts_cover_the_line_without_a_gap(view, worker):
    segments = view.findChild(ProbabilitySegments).segments
    assert segments[0].start == 0.0
    assert segments[-1].end == 1.0
    for before, after in pairwise(segments):
        assert before.end == after.start
    assert sum(s.chosen for s in segments) == 1


def test_probabilities_of_zero_are_never_drawn():
    shown = Distribution(np.array([0.0, 0.5, 0.0, 0.5], np.float32), 0.7)
    assert {shown.falls_on(u) for u in np.linspace(0, 1, 1001)[:-1]} == {1, 3}
    assert shown.order.tolist() == [1, 3, 0, 2]


def test_random_numbers_follow_from_the_seed():
    meant = np.random.default_rng(5).random(3)
    assert [Draws(5).number(k) for k in (2, 0, 1)] == [meant[k] for k in (2, 0, 1)]


@pytest.mark.parametrize("columns", [1, 3, 5, 12, 100])
def test_wrapping_keeps_every_letter(columns):
    parts = [Stretch("to be or  not\n\nto be", "a"), Stretch(", that is the quest", "b"), Stretch("ion", "c")]
    lines = wrapped(parts, columns)
    assert all(sum(len(p.text.rstrip(" ")) for p in line[-1:]) <= columns for line in lines)
    kept = "".join(p.text for line in lines for p in line)
    assert kept.replace(" ", "") == "".join(p.text for p in parts).replace(" ", "").replace("\n", "")
    assert all(len("".join(p.text for p in line).rstrip(" ")) <= columns for line in lines)


@pytest.mark.parametrize("size", [(60, 60), (300, 200), (1200, 800)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, worker, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    assert not view.grab().isNull()
