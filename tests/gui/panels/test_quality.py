"""Quality by length: what was evaluated, of one session or two, and the dictionary's curve."""

import numpy as np
import pytest

from rnnviz.engine.messages import Built, Evaluated, Phase, Status
from rnnviz.engine.presets import preset
from rnnviz.gui.panels.quality import PANEL
from rnnviz.sentences import Refused
from tests.gui.doubles import SessionDouble

LENGTHS = (4, 6, 8, 10, 12)
GOOD, BAD = (1.0, 1.0, 0.99, 0.97, 0.5), (0.9, 0.5, 0.2, 0.05, 0.0)
WORDS = tuple((n, 0.1 / n, 20.0 / n) for n in LENGTHS)


class Translator(SessionDouble):
    def __init__(self, key="translation"):
        super().__init__()
        self.config = preset(key).config
        facts = {"word by word": WORDS} if self.config.task == "translation" else {}
        self.facts = Built(self.config, "", frozenset(), True, 100, "", facts, 5.0)
        self.metrics.count = 200
        self.status = Status(Phase.PAUSED, update=200)

    def evaluate(self, update, exact):
        values = {f"accuracy@{n}": v for n, v in zip(LENGTHS, exact, strict=True)}
        values |= {f"BLEU@{n}": 100 * v for n, v in zip(LENGTHS, exact, strict=True)}
        self.evaluations.append(Evaluated(update, values))
        self.evaluated.emit(self.evaluations[-1])


@pytest.fixture
def learner(qapp):
    return Translator()


@pytest.fixture
def view(qtbot, learner, look):
    made = PANEL.make(learner, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(600, 360)
    made.show()
    return made


def colour(view, length, value):
    return view.plot.grab().toImage().pixelColor(view.plot.place(length, value).toPoint()).name()


def test_the_newest_evaluation_stands_above_the_dictionary(view, learner, look):
    learner.evaluate(100, BAD)
    learner.evaluate(200, GOOD)
    numbers = view.numbers()
    np.testing.assert_array_equal(numbers["lengths"], LENGTHS)
    np.testing.assert_array_equal(numbers["exact"], GOOD)
    np.testing.assert_array_equal(numbers["bleu word by word"], [row[2] for row in WORDS])
    for length, value in zip(LENGTHS, GOOD, strict=True):
        assert colour(view, length, value) == look.theme.accent
    assert "update 200: 100 % at 4 words, 50 % at 12 words" in view.describe()


def test_in_the_past_it_shows_what_was_known_then(view, learner):
    learner.evaluate(100, BAD)
    learner.evaluate(200, GOOD)
    learner.status = Status(Phase.PAUSED, update=150, present=200)
    learner.sought.emit(None)
    np.testing.assert_array_equal(view.numbers()["exact"], BAD)


def test_two_networks_are_drawn_each_with_its_own_update(view, learner, look):
    other = Translator("translation-bottleneck")
    view.show_beside(other)
    learner.evaluate(200, GOOD)
    other.evaluate(100, BAD)
    np.testing.assert_array_equal(view.numbers()["exact B"], BAD)
    assert colour(view, 8, BAD[2]) == look.theme.second
    assert "update 200" in view.describe()
    assert "update 100" in view.describe()
    view.show_beside(None)
    assert "exact B" not in view.numbers()


def test_bleu_can_be_shown_instead(view, learner):
    learner.evaluate(200, GOOD)
    view.choose("measure", "BLEU")
    assert not view.plot.share
    assert "97 at 10 words" not in view.describe()
    assert "50" in view.describe()
    with pytest.raises(Refused, match="is one of accuracy, BLEU"):
        view.choose("measure", "METEOR")


def test_lengths_beyond_the_longest_learned_are_shaded(view, learner, look):
    learner.evaluate(200, GOOD)
    assert int(view.numbers()["longest learned"]) == 10
    assert colour(view, 12, 0.9) != colour(view, 8, 0.85)


def test_a_task_without_sentences_says_so(qtbot, look, qapp):
    view = PANEL.make(Translator("hello"), look)
    qtbot.addWidget(view)
    assert "does not judge sentences" in view.describe()
    assert view.numbers() == {}
