"""Every lesson there is: its words in every language, and its steps in the window, with all numbers that it states."""

from __future__ import annotations

import gc
import os
import re

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

pytest.importorskip("PySide6", reason="without a window there is nothing to hold a lesson in")

from PySide6.QtCore import QSettings

from rnnviz.assets import resource
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.application import make_window
from rnnviz.gui.lessons.markdown import to_html, unclosed
from rnnviz.gui.workbench.lesson import plan
from rnnviz.gui.workbench.lesson.rehearsal import rehearse
from rnnviz.lessons import GIVEN, Place, folders, page, read
from rnnviz.lessons.words import check, slots

LANGUAGES = ("en", "pt_BR")
LESSONS = folders(resource("lessons"), resource("own_lessons"))
EACH = pytest.mark.parametrize("folder", LESSONS, ids=[folder.name for folder in LESSONS])


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_is_told_in_every_language(folder, language):
    lesson = read(folder)
    words = page(lesson, language)
    assert words.language == language
    assert language in lesson.title
    assert len(words.steps) == len(lesson.steps)
    texts = [words.text, *(text for step in words.steps for text in (step.text, step.revealed))]
    assert [fault for text in texts for fault in unclosed(text)] == []
    assert all(to_html(text) for text in texts if text)
    assert all(step.title for step in words.steps)


@EACH
def test_a_question_can_be_answered_in_every_language_and_has_something_to_reveal(folder):
    lesson = read(folder)
    told = page(lesson).steps
    for step, words in zip(lesson.steps, told, strict=True):
        if step.predict is not None:
            assert not step.predict.choices or set(LANGUAGES) <= set(step.predict.choices)
            assert words.text
    for language in LANGUAGES:
        here = page(lesson, language).steps
        assert [bool(step.revealed) for step in here] == [bool(step.revealed) for step in told]


_WRITTEN = re.compile(r"\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?!\d)|\d+(?:\.\d+)?")
_LEARNED = re.compile(
    r"(?:After|have taken|has taken|have learned|has learned)(?: about| for about)? (\d[\d,]*|a hundred) updates"
    r"|(\d[\d,]*) updates later"
)


def without_slots(text):
    return re.sub(r"\{\{.*?\}\}", " ", text, flags=re.DOTALL)


def told_in(folder, language):
    """The text before the first step, and that of each step, with all that it reveals."""
    words = page(read(folder), language)
    return [words.text, *(f"{step.title}\n{step.text}\n{step.revealed}" for step in words.steps)]


@EACH
def test_the_same_numbers_stand_in_every_language(folder):
    for english, portuguese in zip(*(told_in(folder, language) for language in LANGUAGES), strict=True):
        written = [
            sorted(re.sub(r"[,\u202f\u00a0 ]", "", number) for number in _WRITTEN.findall(without_slots(text)))
            for text in (english, portuguese)
        ]
        assert written[0] == written[1]


@EACH
def test_the_updates_that_a_step_counts_are_those_that_were_taken(folder):
    goals = plan.plans(read(folder), "en")
    for goal, text in zip(goals, told_in(folder, "en"), strict=True):
        for found in _LEARNED.findall(without_slots(text)):
            said = next(filter(None, found))
            count = 100 if said == "a hundred" else int(said.replace(",", ""))
            assert goal.update in (count, count + 1)  # what is looked at after so many is taken before the next


@EACH
def test_every_number_is_named_by_the_words_of_every_language(folder):
    lesson = read(folder)
    for language in LANGUAGES:
        for step, words in zip(lesson.steps, page(lesson, language).steps, strict=True):
            named = [check(inside, (*step.numbers, *GIVEN)) for _, inside in slots(f"{words.text} {words.revealed}")]
            assert frozenset().union(*named) - set(GIVEN) == set(step.numbers), words.title


def test_no_two_lessons_have_the_same_key():
    keys = [Place.of(folder).key for folder in LESSONS]
    assert len(set(keys)) == len(keys)


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory):
    """Return one window for all lessons."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path_factory.mktemp("home")))
    load_torch()
    gc.disable()  # a collection in the worker would destroy what belongs to the window's thread
    made = make_window(preset("hello"), running=False)
    made.resize(1280, 720)
    made.show()
    made.bench.pair.a.start()
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()
    gc.enable()
    gc.collect()


@EACH
def test_the_steps_of_a_lesson_are_carried_out_and_its_numbers_hold(folder, window):
    lesson = read(folder)
    plan.plans(lesson)
    went = list(rehearse(window.bench, lesson))
    gc.collect()
    assert [fault for each in went for fault in each.faults] == []
    assert len(went) == len(lesson.steps) + 1
