"""What becomes of a text that is opened: in which task it is learned, how it is read, in which language data are."""

from __future__ import annotations

import pytest

from rnnviz import tasks
from rnnviz.engine.presets import preset, presets
from rnnviz.gui.language import speak
from rnnviz.gui.workbench.experiments import with_text
from rnnviz.settings import BUILT_IN, OF_TEXTS


@pytest.fixture
def portuguese(qapp):
    speak("pt_BR")
    yield
    speak("en")


def test_the_tasks_of_texts_are_those_that_use_one():
    using = {name for name in tasks.names() if "text_file" in tasks.load(name).uses}
    assert using == OF_TEXTS


@pytest.mark.parametrize("each", presets(), ids=lambda each: each.key)
def test_a_text_keeps_the_task_and_the_settings_that_are_open_if_that_learns_texts(each):
    config = with_text(each.config.changed(seed=7), path="mine.txt")
    assert config.task == (each.config.task if each.config.task in OF_TEXTS else "characters")
    assert (config.text, config.text_file) == ("", "mine.txt")
    if each.config.task in OF_TEXTS:
        assert (config.seed, config.cell, config.hidden) == (7, each.config.cell, each.config.hidden)


def test_a_text_after_another_is_read_without_the_other_ones_encoding():
    first = with_text(preset("words").config, path="mine.txt").changed(encoding="cp1250")
    assert with_text(first, path="yours.txt").encoding == ""


def test_data_are_in_the_language_of_the_window_where_there_are_any(portuguese):
    assert with_text(preset("characters").config, path="mine.txt").language == "pt_BR"
    assert preset("roommate").config_in("pt_BR").language == "pt_BR"
    assert preset("roommate").config_in("xx").language == "en"
    assert preset("roommate").config.text_file == BUILT_IN


def test_two_files_are_sentences_and_translations_whatever_was_learned_before():
    config = with_text(preset("characters").config, path="en.txt", other="pt.txt")
    assert (config.task, config.text_file, config.target_file) == ("translation", "en.txt", "pt.txt")
    assert with_text(config, path="pairs.tsv").target_file == ""
