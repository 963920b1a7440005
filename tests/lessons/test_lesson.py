"""Lessons: reading their folders, in every language, and refusing what cannot be used with file and line."""

from __future__ import annotations

import pytest

from rnnviz.lessons import MOST_STEPS, Place, find, folders, page, read
from rnnviz.lessons.lines import line_of
from rnnviz.sentences import Refused

GOOD = """\
preset = "hello"
panels = ["hidden"]

[title]
en = "A title"

[[steps]]
update = 3
cursor = {symbol = "l", which = 1}

[steps.predict]
pick = "largest"
choices = {en = ["h", "e"], pt_BR = ["h", "e"]}
answer = {panel = "next_symbol", value = "p"}

[[steps]]
panels = ["weights", "hidden"]

[[steps.checks]]
panel = "hidden"
value = "h"
equals = 1.0
"""
WORDS = "An introduction.\n\n## One\nAsk.\n---\nTell.\n\n## Two\nLook.\n"


@pytest.fixture
def lesson(tmp_path):
    """Return a maker of a lesson's folder, with the text of its TOML file changed."""

    def make(old="", new="", words=WORDS, name="4.1-hello"):
        folder = tmp_path / name
        folder.mkdir()
        assert old in GOOD
        (folder / "lesson.toml").write_text(GOOD.replace(old, new, 1) if old else GOOD, encoding="utf-8")
        (folder / "en.md").write_text(words, encoding="utf-8")
        return folder

    return make


def test_a_lesson_says_what_to_do_and_what_is_told(lesson):
    made = read(lesson())
    assert made.items == ("4.1",)
    assert made.steps[0].predict.offered("fr") == ("h", "e")
    told = page(made)
    assert told.text == "An introduction."
    assert [(step.title, step.text, step.revealed) for step in told.steps] == [
        ("One", "Ask.", "Tell."),
        ("Two", "Look.", ""),
    ]


def test_a_missing_language_falls_back_to_english_and_says_so(lesson):
    assert page(read(lesson()), "pt_BR").language == "en"


FAULTS = {
    "broken TOML": ("update = 3", "update = = 3", 8, ""),
    "unknown panel of a step": ('["weights", "hidden"]', '["weights", "hiden"]', 17, "hiden"),
    "unknown panel of the lesson": ('panels = ["hidden"]', 'panels = ["nothing"]', 2, "nothing"),
    "unknown panel of a check": (
        '[[steps.checks]]\npanel = "hidden"',
        '[[steps.checks]]\npanel = "hiden"',
        20,
        "hiden",
    ),
    "a word for a number": ("update = 3", 'update = "soon"', 8, "update"),
    "an unknown key": ("update = 3", "updat = 3", 8, "updat"),
    "no English title": ("en = ", "de = ", 4, "title"),
    "unequal choices": ('pt_BR = ["h", "e"]', 'pt_BR = ["h"]', 13, "equally many"),
    "two places": ('symbol = "l"', 'symbol = "l", timestep = 3', 9, "timestep"),
    "a sequence that English has not": ("update = 3", 'probe = {pt_BR = "hell"}', 8, "there is none in 'en'"),
    "a check of nothing": ("equals = 1.0\n", "", 19, "equals"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_file_and_line(lesson, fault):
    old, new, line, word = FAULTS[fault]
    with pytest.raises(Refused) as refused:
        read(lesson(old, new))
    assert f"4.1-hello/lesson.toml, line {line}: " in str(refused.value)
    assert word in str(refused.value)


def test_a_page_without_a_section_for_each_step_is_refused(lesson):
    with pytest.raises(Refused, match=r"en\.md, line \d+: it has 1 headings \(##\) for 2 steps"):
        page(read(lesson(words="Text.\n\n## One\nAsk.\n")))


def test_what_a_window_refuses_names_the_line_too(lesson):
    assert ", line 1: no such preset." in str(read(lesson()).refuse(("preset",), "no such preset."))
    assert ", line 17: " in str(read(find(str(lesson(name="4.2-b")))).refuse(("steps", 1, "panels"), "x"))


def test_lessons_are_found_by_number_name_and_path_in_the_order_of_the_lecture(lesson):
    names = ("10.1-last", "2.5b-second", "2.5a-first", "my-own")
    made = [lesson(name=name) for name in names]
    there = folders(made[0].parent)
    assert [folder.name for folder in there] == ["2.5a-first", "2.5b-second", "10.1-last", "my-own"]
    assert find("2.5", there).name == "2.5a-first"
    assert find("2.5b", there).name == "2.5b-second"
    assert find("my-own", there).name == "my-own"
    assert find(str(made[0]), there) == made[0]
    with pytest.raises(Refused, match=r"There is no lesson 7\.1; there are 2\.5a, 2\.5b, 10\.1, my-own"):
        find("7.1", there)
    assert Place.of(made[3]).number == ""


def test_the_nearest_line_stands_in_for_one_that_is_missing():
    text = "a = 1\n[b]\nc = 2\n[[d]]\ne = 1\n[[d]]\n  [d.f]\n  g = 1\n"
    assert [line_of(text, where) for where in (("a",), ("b", "c"), ("d", 1), ("d", 1, "f", "g"), ("d", 1, "x"))] == [
        1, 3, 6, 8, 6,
    ]  # fmt: skip
    assert line_of(text, ("nothing",)) == 1


WRONG_VALUES = {
    "true for a whole number": ("update = 3", "update = true", "whole number"),
    "a fraction for a whole number": ("update = 3", "update = 3.5", "whole number"),
    "beyond every run": ("update = 3", f"update = {10**400}", "less than or equal"),
    "negative": ("update = 3", "update = -1", "greater than or equal"),
    "NaN": ("equals = 1.0", "at_least = nan", "finite"),
    "infinite": ("equals = 1.0", "at_most = inf", "finite"),
    "a list for a text": ('preset = "hello"', 'preset = ["hello"]', "text"),
    "a text for a list": ('panels = ["hidden"]', 'panels = "hidden"', "list"),
    "a number for a table": ('cursor = {symbol = "l", which = 1}', "cursor = 3", "table"),
    "a day": ("update = 3", "update = 2020-01-01", "whole number"),
    "a title without end": ('en = "A title"', f'en = "{"x" * 300}"', "letters"),
    "an unknown panel without end": ('panels = ["hidden"]', f'panels = ["{"x" * 3000}"]', "no panel"),
    "another folder": ('preset = "hello"', 'folder = "/etc"\npreset = "hello"', "folder"),
    "a key of two lines": ("update = 3", '"a\\nb" = 3', "nothing of that name"),
}


@pytest.mark.parametrize("what", WRONG_VALUES)
def test_a_value_of_the_wrong_kind_is_refused_in_a_users_words(lesson, what):
    old, new, word = WRONG_VALUES[what]
    with pytest.raises(Refused) as refused:
        read(lesson(old, new))
    said = str(refused.value)
    assert word in said
    assert len(said) < 1500
    assert "\n" not in said
    assert not any(strange in said for strange in ("Input", "instance of", "tuple", "dictionary", "Errno", "Error"))


def test_a_broken_lesson_costs_no_other_and_is_listed(lesson):
    good = lesson()
    for k, text in enumerate(
        ("a = " + "[" * 500, "\0" * 100, "[[steps]]\n" * 3000, GOOD + "[[steps]]\n" * MOST_STEPS, '"' * 5000)
    ):
        broken = lesson(name=f"9.{k}-broken")
        (broken / "lesson.toml").write_text(text, encoding="utf-8")
        with pytest.raises(Refused, match=rf"9\.{k}-broken/lesson\.toml, line \d+: "):
            read(broken)
    around = good.parent / "9.8-around"
    around.mkdir()
    (around / "lesson.toml").symlink_to(around / "lesson.toml")
    assert around in folders(good.parent)
    with pytest.raises(Refused, match="leads back to itself"):
        read(around)
    assert len(folders(good.parent)) == 7
    assert read(good).steps


def test_words_without_end_are_refused_with_their_line(lesson):
    with pytest.raises(Refused, match=r"en\.md, line 4: .*letters"):
        page(read(lesson(words=f"A.\n\n## One\n## Two\n{'x' * 30_000}\n")))
    with pytest.raises(Refused, match=r"en\.md, line 3: .*letters"):
        page(read(lesson(words=f"A.\n\n## {'x' * 300}\n## Two\n", name="4.2-b")))
