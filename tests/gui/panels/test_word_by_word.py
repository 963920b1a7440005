"""Word by word: the watched sentence through a dictionary."""

import numpy as np
import pytest

from rnnviz.engine.messages import Built
from rnnviz.engine.presets import preset
from rnnviz.engine.training import build
from rnnviz.gui.panels.word_by_word import PANEL
from rnnviz.probe import observe


@pytest.fixture(scope="module")
def run():
    return build(preset("translation").config.changed(hidden=8, embedding=4, sequence_length=6))


@pytest.fixture
def view(qtbot, session, look, run):
    session.facts = Built(run.config, "", frozenset(), True, 1, "", run.task.describe(), 5.0)
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(500, 300)
    made.show()
    return made


def watched(run, text):
    return observe(run.model, run.task.watch(text).forward)


def test_the_sentence_is_looked_up_word_by_word_above_what_is_right(view, run):
    view.show_frame(watched(run, "she knows the old keys"))
    shown = view.text.toPlainText()
    assert all(word in shown for word in ("ela", "sabe" if "sabe" in shown else "conhece", "chaves", "velhas"))
    assert "Word by word: ela conhece o velho chaves. Right: ela conhece as chaves velhas." in view.describe()
    assert "Agreement: o → as, velho → velhas." in view.describe()
    numbers = view.numbers()
    assert (int(numbers["words read"]), int(numbers["words right"]), int(numbers["agreement"])) == (5, 5, 2)
    np.testing.assert_array_equal(numbers["lengths"], [row[0] for row in view.session.facts.facts["word by word"]])


def test_what_is_no_sentence_is_looked_up_all_the_same(view, run):
    view.show_frame(watched(run, "keys the old"))
    assert "Right: ?" in view.describe()


def test_a_task_without_words_says_so(qtbot, session, look):
    view = PANEL.make(session, look)
    qtbot.addWidget(view)
    assert "no dictionary" in view.describe()
    assert view.numbers() == {}


def test_no_word_is_cut_in_two_in_a_narrow_panel(view, run):
    view.resize(140, 300)
    view.show_frame(watched(run, "she knows the old keys"))
    view.grab()
    block, words = view.text.document().begin(), 0
    while block.isValid():
        if len(block.text().split()) == 1:
            words += 1
            assert block.layout().lineCount() == 1, block.text()
        block = block.next()
    assert words
