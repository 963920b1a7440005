"""Whoever has the slides in one hand finds every page in a lesson, and is told where a slide slips."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from rnnviz.assets import resource
from rnnviz.lessons import find, folders, page, read
from rnnviz.panel_keys import panel_keys

FOUND = tomllib.loads(Path(__file__).with_name("pages_of_the_lectures.toml").read_text(encoding="utf-8"))
ENTRIES = [*FOUND["page"], *FOUND["slip"]]
LESSONS = folders(resource("lessons"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["what"])
def test_every_page_and_every_slip_is_seen_where_the_table_says(entry):
    if "panel" in entry:
        assert entry["panel"] in panel_keys()
        return
    lesson = read(find(entry["lesson"], LESSONS))
    for language in ("en", "pt_BR"):
        words = page(lesson, language)
        assert 0 <= entry["step"] <= len(words.steps)
    told = page(lesson)
    step = told.steps[entry["step"] - 1] if entry["step"] else None
    text = told.text if step is None else f"{step.title}\n{step.text}\n{step.revealed}"
    assert entry.get("says", "") in text


def test_a_slip_is_told_in_words_that_say_which_form_is_right():
    assert len(FOUND["slip"]) >= 12
    assert all(entry["says"] for entry in FOUND["slip"])
