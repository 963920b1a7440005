"""The log of samples."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from rnnviz.engine.commands import Live, SampleNow
from rnnviz.engine.messages import Built, Sample
from rnnviz.gui.panels import samples
from rnnviz.gui.panels.samples import PANEL
from rnnviz.gui.widgets.number_fields import RealField
from rnnviz.text.words import Word


def built(config, can_sample=True):
    return Built(config, "many-to-many in step", frozenset(), can_sample, 1, "x", {}, 4.0)


@pytest.fixture
def view(qtbot, session, look):
    session.facts = built(session.config)
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(300, 200)
    made.show()
    return made


def write(session, update, text="some text", temperature=0.8, seed_text=""):
    sample = Sample(update, text, temperature, seed_text)
    session.samples.append(sample)
    session.sampled.emit(sample)


def log(view) -> QPlainTextEdit:
    return view.findChild(QPlainTextEdit)


def test_samples_are_logged_with_the_newest_at_the_end(view, session):
    assert view.describe() == "No samples yet."
    write(session, 0, "xq#")
    write(session, 200, "the\ncove")
    assert log(view).toPlainText() == "update 0 · temperature 0.8\nxq#\n\nupdate 200\nthe\ncove"
    assert view.describe() == "After update 200 it wrote: the\ncove"
    assert view.numbers()["update"].tolist() == [0, 200]
    assert view.numbers()["text"].tolist() == ["xq#", "the\ncove"]


def test_temperature_is_named_when_it_changes_and_the_seed_text_always(view, session):
    write(session, 0)
    write(session, 1, temperature=1.5)
    write(session, 2, temperature=1.5, seed_text="The")
    headings = [line for line in log(view).toPlainText().splitlines() if line.startswith("update")]
    assert headings == ["update 0 · temperature 0.8", "update 1 · temperature 1.5", "update 2 · “The” →"]


def test_it_follows_the_end_only_for_who_is_there(view, session):
    for update in range(30):
        write(session, update)
    bar = log(view).verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    bar.setValue(5)
    write(session, 30)
    assert bar.value() == 5


def test_temperature_goes_to_the_session_and_comes_from_it(view, session):
    spin = view.findChild(RealField)
    assert spin.value() == session.config.temperature
    spin.setValue(1.5)
    assert Live({"temperature": 1.5}) in session.told
    assert view.subtitle == "temperature 1.5"
    asked = len(session.told)
    session.config = session.config.changed(temperature=0.3)
    session.config_changed.emit(session.config)
    assert spin.value() == pytest.approx(0.3)
    assert len(session.told) == asked  # what comes from the session is not sent back to it


def test_sample_now_with_a_seed_text(qtbot, view, session):
    line = view.findChild(QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly)
    line.setText("To be")
    qtbot.mouseClick(view.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert session.told == [SampleNow("To be")]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert session.told == [SampleNow("To be")] * 2


def test_a_task_that_writes_no_text_says_so(view, session):
    session.facts = built(session.config, can_sample=False)
    session.built.emit(session.facts)
    assert not view.findChild(QPushButton).isEnabled()
    assert not view.findChild(RealField).isEnabled()
    assert view.describe() == "This task writes no text, so there is nothing to sample."


def test_a_new_run_begins_a_new_log(view, session):
    write(session, 900, "old")
    session.samples.clear()
    session.built.emit(session.facts)
    assert log(view).toPlainText() == ""
    write(session, 0, "new")
    assert log(view).toPlainText() == "update 0 · temperature 0.8\nnew"


def test_only_the_newest_samples_are_kept(qtbot, session, look, monkeypatch):
    monkeypatch.setattr(samples, "LINES", 20)
    view = PANEL.make(session, look)
    qtbot.addWidget(view)
    for update in range(50):
        write(session, update)
    assert log(view).blockCount() == 20
    assert log(view).toPlainText().endswith("update 49\nsome text")


def test_another_theme_keeps_the_log(view, session, look):
    write(session, 0, "kept")
    look.set_points(18)
    view.restyle()
    assert log(view).toPlainText().endswith("kept")
    assert log(view).font().pointSizeF() == 18


def test_invented_words_are_underlined_and_listed(view, session):
    words = (Word(0, 5, True), Word(6, 11, False, True), Word(12, 17, False))
    sample = Sample(100, "store bores xqzzt", 0.8, "", False, words)
    session.samples.append(sample)
    session.sampled.emit(sample)
    assert log(view).toPlainText().endswith("store bores xqzzt\ninvented: bores")
    assert view.numbers()["invented"].tolist()[-1] == 1
    assert view.numbers()["words"].tolist()[-1] == 3
