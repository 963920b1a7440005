"""Numbers in a lesson's words are those of the run: filled in at the step, kept up as it goes on, in any language."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from rnnviz.gui.language import speak
from rnnviz.gui.workbench.lesson.rehearsal import rehearse
from rnnviz.gui.workbench.lesson.word_numbers import LATER_MS
from tests.gui.lesson_window import (  # noqa: F401  (fixtures)
    HEAD,
    go,
    lesson_maker,
    lesson_opener,
    nothing_left_behind,
    shared_window,
)

NUMBERED = (
    HEAD
    + """
[[steps]]
panels = ["hidden", "next_symbol"]
update = 5
cursor = {timestep = 1, unit = {panel = "hidden", value = "h", at = [1], pick = "largest"}}
[steps.numbers]
h = {panel = "hidden", value = "h", at = [1], pick = "max"}
best = {panel = "next_symbol", value = "probability", pick = "largest", label = "symbol"}
high = {panel = "hidden", value = "h", above = 2.0, pick = "sum"}
parameters = {value = "parameters"}
[[steps]]
update = 3
[[steps]]
run = true
"""
)
WORDS = """\
## One
After {{update}}: {{h:3}}, {{best}}, {{high < 1 ? none | some}}, {{1000 * parameters:0}}.
---
**{{h:2}}**
## Two
## Three
{{update}}
"""


@pytest.fixture(name="numbered")
def numbered_lesson(lesson):
    """Return a lesson whose first step names numbers."""
    made = lesson(NUMBERED)
    for language in ("en", "pt_BR"):
        (made.folder / f"{language}.md").write_text(WORDS, encoding="utf-8")
    return made


def told(window):
    return [each.text() for each in window.lessons.page.section.findChildren(QLabel) if each.text()]


def there(window):
    """Return what the words should say."""
    h, expected = (window.docks[key].view.numbers() for key in ("hidden", "next_symbol"))
    best = expected["symbol"][expected["probability"].argmax()]
    return float(h["h"][1].max()), best


def test_numbers_are_those_of_the_screen(numbered, teach):
    window = teach(numbered, 0)
    h, best = there(window)
    first, second = told(window)
    assert f"After 5: {h:.3f}, {best}, none, 43,000." in first.replace("−", "-")
    assert f"<b>{h:.2f}</b>" in second.replace("−", "-")


def test_words_that_are_longer_with_their_numbers_have_their_room(numbered, teach, qtbot):
    long = WORDS.replace("none | some", f"{'none of the many units ' * 30} | some")
    (numbered.folder / "en.md").write_text(long, encoding="utf-8")
    window = teach(numbered, 0)
    words = next(each for each in window.lessons.page.section.findChildren(QLabel) if "After 5" in each.text())
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()), timeout=20_000)


def test_the_cursor_stands_where_the_run_says(numbered, teach):
    window = teach(numbered, 0)
    values = window.docks["hidden"].view.numbers()["h"]
    assert window.bench.pair.a.cursor.unit == values[1].argmax()


def test_what_is_told_of_a_state_stays_true_of_it_when_somebody_goes_on(numbered, teach, qtbot):
    window = teach(numbered, 0)
    before = told(window)
    with qtbot.waitSignal(window.bench.pair.a.frame_arrived, timeout=20_000):
        window.bench.pair.a.advance(4)
    qtbot.wait(3 * LATER_MS)
    assert told(window) == before


def test_in_a_step_that_goes_on_numbers_follow_the_run(numbered, teach, qtbot):
    window = teach(numbered, 2)
    qtbot.waitUntil(lambda: "…" not in told(window)[0], timeout=20_000)
    before = told(window)[0]
    qtbot.waitUntil(lambda: told(window)[0] != before, timeout=20_000)


def test_the_way_back_to_a_step_brings_its_numbers_back(numbered, teach, qtbot):
    window = teach(numbered, 0)
    before = told(window)
    assert go(qtbot, window, window.bench.lesson.onward) == ""
    assert go(qtbot, window, window.bench.lesson.previous) == ""
    assert told(window) == before


def test_until_the_step_is_reached_an_ellipsis_stands_there(numbered, teach):
    window = teach(numbered)
    window.bench.lesson.onward()
    assert "After …: …, …, …, …." in told(window)[0]


def test_another_language_keeps_the_numbers_with_its_own_thousands(numbered, teach, qtbot):
    window = teach(numbered, 0)
    before = told(window)[0]
    try:
        speak("pt_BR")
        qtbot.waitUntil(lambda: told(window)[0] == before.replace("43,000", "43\u202f000"), timeout=20_000)
    finally:
        speak("en")


def test_a_rehearsal_counts_them_and_finds_what_cannot_be_read(lesson, shared):
    made = lesson(NUMBERED.replace('"h", at = [1], pick = "max"', '"h", at = [9], pick = "max"'))
    (made.folder / "en.md").write_text(WORDS, encoding="utf-8")
    faults = [fault for went in rehearse(shared.bench, made) for fault in went.faults]
    assert any("line 12" in fault and "is not there" in fault for fault in faults)


def test_what_is_known_of_a_number_beforehand_is_compared(lesson, shared):
    made = lesson(NUMBERED.replace('parameters"}', 'parameters", at_most = 42}'))
    (made.folder / "en.md").write_text(WORDS, encoding="utf-8")
    went = list(rehearse(shared.bench, made))
    assert [fault for each in went for fault in each.faults if "not at most 42" in fault]
    assert sum(each.numbers for each in went) == 4


DRAWING = (
    HEAD.replace('preset = "hello"', 'preset = "sampling"').replace('probe = "hello"\n', "")
    + """
[[steps]]
panels = ["sampling"]
update = 5
choose = {sampling = {text = "h", greedy = true, draw = 4}}
[steps.numbers]
text = {panel = "sampling", value = "text"}
"""
)


def test_a_step_that_draws_several_symbols_is_reached_when_all_are_drawn(lesson, teach):
    made = lesson(DRAWING)
    (made.folder / "en.md").write_text("## One\nIt writes {{text}}.\n", encoding="utf-8")
    window = teach(made, 0)
    text = window.docks["sampling"].view.numbers()["text"][0]
    assert len(text) == 5
    assert f"It writes {text}." in told(window)[0]
