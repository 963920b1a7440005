"""A lesson's page: its words and formulas, its steps, and questions that are answered before they are revealed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QScrollArea

from rnnviz.gui.language import speak
from rnnviz.gui.lessons.choice_button import Verdict
from rnnviz.gui.lessons.formulas import inline
from rnnviz.gui.lessons.markdown import to_html, unclosed
from tests.gui.lesson_window import (  # noqa: F401  (fixtures)
    HEAD,
    go,
    lesson_maker,
    lesson_opener,
    nothing_left_behind,
    shared_window,
)

ASKING = (
    HEAD
    + """
[[steps]]
update = 5
[[steps]]
[steps.predict]
pick = "largest"
choices = {en = ["first", "second", "third"], pt_BR = ["primeira", "segunda", "terceira"]}
answer = {panel = "hidden", value = "h", at = [1]}
[[steps]]
[steps.predict]
within = 0.01
answer = {panel = "hidden", value = "h", at = [1, 2]}
"""
)
WORDS = "What **it** is.\n\n## One\nLook.\n\n## Two\nWhich?\n---\nThat one.\n\n## Three\nHow much?\n---\nSo much.\n"


# --- formulas and words ---

FORMULAS = {
    "h(t-1)": "<i>h</i>(<i>t</i>−1)",
    "W_hh": "<i>W</i><sub>hh</sub>",
    "W_{x h}": "<i>W</i><sub><i>x</i><i>h</i></sub>",
    "h_t": "<i>h</i><sub><i>t</i></sub>",
    "x^2 y": "<i>x</i><sup>2</sup> <i>y</i>",
    "dL/dh": "<i>dL</i>/<i>dh</i>",
    "\\tanh(z)": "tanh(<i>z</i>)",
    "E NÃO": "<i>E</i> NÃO",
    "softmax(y)": "softmax(<i>y</i>)",
    "\\sigma_{max} > 1": "<i>σ</i><sub>max</sub> &gt; 1",
    "\\frac{a+b}{c}": "(<i>a</i> + <i>b</i>)/<i>c</i>",
    "\\frac{dL}{dz(t+1)} w": "<i>dL</i>/<i>dz</i>(<i>t</i>+1) <i>w</i>",
    "\\frac{a / b}{c}": "<i>a</i> / <i>b</i> / <i>c</i>",
    "\\delta L": "<i>δ</i><i>L</i>",
    "\\sum_{t=1}^T L": "∑<sub><i>t</i>=1</sub><sup><i>T</i></sup> <i>L</i>",
    "||g|| * -3": "‖<i>g</i>‖ · −3",
    "f \\odot c": "<i>f</i> ⊙ <i>c</i>",
    "g <- 2": "<i>g</i> ← 2",
    "a < b": "<i>a</i> &lt; <i>b</i>",
    "\\text{a b}": "a b",
    "": "",
    "x_": "<i>x</i><sub></sub>",
    "{x": "<i>x</i>",
}


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_set_as_in_a_book(formula):
    assert inline(formula) == FORMULAS[formula]


MARKDOWN = {
    "**bold** and *italic*": "<b>bold</b> and <i>italic</i>",
    "`W_hh` stays": "<code>W_hh</code> stays",
    "$W_hh$": "<i>W</i><sub>hh</sub>",
    "2 * 3 * 4 < 5 & 6": "2 * 3 * 4 &lt; 5 &amp; 6",
    "\\*not italic\\*": "*not italic*",
    "[name](https://example.org/a)": '<a href="https://example.org/a">name</a>',
    "[no](javascript:alert)": "[no](javascript:alert)",
    "<b>as written</b>": "&lt;b&gt;as written&lt;/b&gt;",
}


@pytest.mark.parametrize("text", MARKDOWN)
def test_words_become_rich_text(text):
    assert MARKDOWN[text] in to_html(text)


def test_paragraphs_lists_tables_quotes_and_code_become_rich_text():
    html = to_html(
        "A\nB\n\n- one\n- two\n  more\n\n1. x\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> said\n\n```\n<x>\n```\n\n### H"
    )
    for part in (
        "A B",
        "<ul",
        "two more",
        "<ol",
        "<th>a</th>",
        "<td>2</td>",
        "<blockquote",
        "<pre",
        "&lt;x&gt;",
        "<b>H</b>",
    ):
        assert part in html


def test_what_is_begun_and_not_ended_is_found():
    assert list(unclosed("$a$ and `$` and \\$ fine\n\n```math\nx\n```")) == []
    assert len(list(unclosed("$a and more"))) == 1
    assert len(list(unclosed("```math\nx"))) == 1


# --- the page in the window ---


@pytest.fixture
def asking(lesson, teach, shared, qtbot):
    """Return the window with a lesson that asks, opened by its menu."""
    made = lesson(ASKING)
    (made.folder / "en.md").write_text(WORDS, encoding="utf-8")
    assert go(qtbot, shared, lambda: shared.lessons.open(made.folder)) == ""
    yield shared
    shared.bench.lesson.close()


def told(page):
    """Return what can be read on a page."""
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def press(window, key):
    window.actions_by_key[key].trigger()


def test_the_page_tells_the_step_that_is_on_and_no_other(asking, qtbot):
    page = asking.lessons.page
    assert page.isVisible()
    assert "What <b>it</b> is." in told(page)
    assert "Look." not in told(page)
    go(qtbot, asking, lambda: press(asking, "next_step"))
    assert "Look." in told(page)
    assert "Step 1 of 3" in told(page)
    go(qtbot, asking, lambda: page.wanted.emit(1))
    assert "Which?" in told(page)
    assert "Look." not in told(page)
    go(qtbot, asking, lambda: press(asking, "previous_step"))
    assert asking.bench.lesson.index == 0


def test_the_page_scrolls_until_the_whole_step_can_be_read(lesson, teach, shared, qtbot):
    made = lesson(ASKING.replace("update = 5", 'panels = ["gradient", "activation", "weights"]'))
    words = f"{'It is long. ' * 40}\n\n## One\n{'Look. ' * 120}\n\n## Two\nWhich?\n\n## Three\nHow much?\n"
    (made.folder / "en.md").write_text(words, encoding="utf-8")
    assert go(qtbot, shared, lambda: shared.lessons.open(made.folder)) == ""
    page = shared.lessons.page
    go(qtbot, shared, lambda: press(shared, "next_step"))

    def below():
        """Return how many pixels of the step are below what can be seen."""
        seen, section = page.findChild(QScrollArea).viewport(), page.section
        return section.mapTo(seen, section.rect().bottomLeft()).y() - seen.height()

    qtbot.waitUntil(lambda: below() < 0)
    assert page.section.mapTo(page.findChild(QScrollArea).viewport(), page.section.rect().topLeft()).y() >= 0
    shared.bench.lesson.close()


def test_keys_vote_next_reveals_first_and_the_right_ones_are_counted(asking, qtbot):
    page = asking.lessons.page
    go(qtbot, asking, lambda: asking.bench.lesson.go(1))
    row = asking.docks["hidden"].view.numbers()["h"][1]
    right = int(row.argmax())
    asking.activateWindow()
    qtbot.waitUntil(asking.isActiveWindow)
    for key in (right, right, (right + 1) % 3):
        qtbot.keyClick(page, Qt.Key.Key_1 + key)
    assert [choice.votes for choice in page.question.choices] == [0, 0, 0]  # nobody is led by what others guess
    assert "guesses: 3" in told(page)
    assert "That one." not in told(page)
    press(asking, "next_step")
    assert asking.bench.lesson.index == 1
    assert page.question.choices[right].verdict is Verdict.RIGHT
    assert [choice.votes for choice in page.question.choices] == [
        2 * (k == right) + (k == (right + 1) % 3) for k in range(3)
    ]
    assert "Right: 2 of 3." in told(page)
    assert "That one." in told(page)
    page.question.vote(0)
    assert len(page.question.question.guesses) == 3
    go(qtbot, asking, lambda: press(asking, "next_step"))
    assert asking.bench.lesson.index == 2


def test_a_number_is_guessed_and_compared_with_the_one_on_screen(asking, qtbot):
    page = asking.lessons.page
    go(qtbot, asking, lambda: asking.bench.lesson.go(2))
    value = float(asking.docks["hidden"].view.numbers()["h"][1, 2])
    for guess in (f"{value:.3f}".replace(".", ","), "7", "x"):
        page.question.edit.lineEdit().setText(guess)
        qtbot.keyClick(page.question.edit, Qt.Key.Key_Return)
    assert page.question.question.guesses == [round(value, 3), 7.0]
    page.question.take_back()
    press(asking, "reveal_answer")
    assert page.question.question.answer == pytest.approx(value)
    assert "Right: 1 of 1." in told(page)
    assert not page.question.edit.isEnabled()


def test_the_hands_of_a_class_are_typed_as_numbers_and_stay_hidden_until_the_answer(asking, qtbot):
    page = asking.lessons.page
    go(qtbot, asking, lambda: asking.bench.lesson.go(1))
    asking.activateWindow()
    press(asking, "type_votes")
    fields = page.question.fields
    for field, typed in zip(fields.fields, ("12", "7", "3"), strict=True):
        field.lineEdit().setText(typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert fields.isHidden()
    assert "guesses: 22" in told(page)
    assert [choice.votes for choice in page.question.choices] == [0, 0, 0]
    press(asking, "reveal_answer")
    assert [choice.votes for choice in page.question.choices] == [12, 7, 3]
    assert not asking.actions_by_key["type_votes"].isEnabled()


def test_a_number_of_votes_that_is_none_is_refused_and_nothing_is_counted(asking, qtbot):
    page = asking.lessons.page
    go(qtbot, asking, lambda: asking.bench.lesson.go(1))
    press(asking, "type_votes")
    fields = page.question.fields
    for field, typed in zip(fields.fields, ("-1", "7", "3"), strict=True):
        field.lineEdit().setText(typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not fields.isHidden()
    assert page.question.question.guesses == []
    qtbot.keyClick(fields.fields[0], Qt.Key.Key_Escape)
    qtbot.keyClick(fields, Qt.Key.Key_Escape)


def test_backspace_takes_the_last_vote_back(asking, qtbot):
    page = asking.lessons.page
    go(qtbot, asking, lambda: asking.bench.lesson.go(1))
    asking.activateWindow()
    qtbot.waitUntil(asking.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_1)
    qtbot.keyClick(page, Qt.Key.Key_2)
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    assert page.question.question.guesses == [0.0]


def test_on_from_the_last_step_leads_to_the_next_lesson(shared, teach, qtbot):
    order = shared.lessons.list.order()
    assert go(qtbot, shared, lambda: shared.lessons.open(order[0])) == ""
    last = len(shared.bench.lesson.lesson.steps) - 1
    shared.bench.lesson.hurried = True
    go(qtbot, shared, lambda: shared.bench.lesson.go(last))
    while shared.bench.lesson.hides_something:
        press(shared, "next_step")
    assert shared.lessons.page.next.text() == "Next lesson"
    go(qtbot, shared, lambda: press(shared, "next_step"))
    assert shared.bench.lesson.lesson.folder == order[1]
    shared.bench.lesson.hurried = False


def test_a_long_step_is_turned_like_a_page_before_the_answer_is_told_to_a_class(lesson, teach, shared, qtbot):
    made = lesson(ASKING)
    words = f"Begin.\n\n## One\nLook.\n\n## Two\n{'It is long. ' * 300}\n\nWhich?\n---\nThat one.\n\n## Three\nHow?\n"
    (made.folder / "en.md").write_text(words, encoding="utf-8")
    assert go(qtbot, shared, lambda: shared.lessons.open(made.folder, 1)) == ""
    shared.presenting.enter()
    page = shared.lessons.page
    bar = page.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() > 0)
    last = page.question.choices[-1]
    seen, turned = False, 0
    while not seen and turned < 100:
        seen = last.visibleRegion().boundingRect() == last.rect()
        press(shared, "next_step")
        turned += 1
    assert turned > 2
    assert seen
    qtbot.waitUntil(lambda: shared.bench.lesson.questions[1].told or (press(shared, "next_step") or False))
    shared.presenting.leave()
    shared.bench.lesson.close()


def test_an_answer_that_was_told_is_in_view_when_a_class_comes_back_to_it(lesson, teach, qtbot):
    question = 'answer = {panel = "hidden", value = "h", at = [1, 2]}\nwithin = 0.1\n'
    covered = "[[steps]]\nchoose = {hidden = {cover = true}}\n[steps.predict]\n" + question
    window = teach(lesson(HEAD + covered + "[[steps]]\nchoose = {hidden = {cover = false}}\n"), 0)
    (pane,) = window.docks["hidden"].panes
    assert not pane.curtain.isHidden()
    press(window, "reveal_answer")
    assert pane.curtain.isHidden()
    go(qtbot, window, window.bench.lesson.onward)
    go(qtbot, window, window.bench.lesson.previous)
    (pane,) = window.docks["hidden"].panes
    assert pane.curtain.isHidden()


def test_a_language_that_is_missing_is_said_and_guesses_stay(asking, qtbot):
    page = asking.lessons.page
    go(qtbot, asking, lambda: asking.bench.lesson.go(1))
    page.question.vote(1.0)
    try:
        speak("pt_BR")
        QCoreApplication.sendPostedEvents()
        assert [choice.text() for choice in page.question.choices] == ["primeira", "segunda", "terceira"]
        assert page.question.question.guesses == [1.0]
        qtbot.waitUntil(lambda: "Which?" in told(page))
        notice = page.notice
        assert "English" in notice or "ingl" in notice.lower()
    finally:
        speak("en")
        QCoreApplication.sendPostedEvents()
    assert page.notice == ""


def test_a_lesson_without_readable_words_is_refused_and_the_open_one_stays(asking, lesson, qtbot):
    broken = lesson(ASKING, "9.2-broken")
    (broken.folder / "en.md").write_text("No step.", encoding="utf-8")
    asking.lessons.open(broken.folder)
    assert "9.2-broken/en.md" in asking.bench.notices.text
    assert asking.bench.lesson.lesson.folder.name == "9.1-a-lesson"


def test_lessons_keys_act_only_while_one_is_open(shared):
    assert not shared.actions_by_key["next_step"].isEnabled()
    assert shared.actions_by_key["present"].isEnabled()
    assert shared.actions_by_key["show_lessons"].isEnabled()
