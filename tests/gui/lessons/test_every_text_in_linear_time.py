"""What a user writes is read in a time that grows with its length, not with the square of it."""

from __future__ import annotations

from time import process_time

import pytest

from rnnviz.explain.formula import LONGEST, latex, parsed, plain, sides
from rnnviz.gui.lessons.formulas import inline
from rnnviz.gui.lessons.markdown import to_html
from rnnviz.gui.widgets.condition_edit import last_name
from rnnviz.lessons.lines import line_of
from rnnviz.text.dates import parse
from rnnviz.text.words import words_of

WORDS = (
    "|-", "| - |\n", "|-\n", "a|b\n-|-\n", "# ", "## ", "**a ", "*a", "*", "`", "$", "[", "![", "[a](http://x", "> ",
    ">", ">a\n", "- ", "- a\n", "a\n", "1. ", "1", "```a\n", "```\n", " ", "\\", "$x^{", "$\\frac{a}{b}$ ",
)  # fmt: skip
FORMULAS = ("a = b\n", "{\n", "x^{a}\n", "\\frac{a}{b}\n", "- -\n")
NAMES = ("a", "a.", "1", "_", " ", "a ", "'", "3 March ", "[", "[a]\n", "a = 1\n", "a.b", "=")
_SMALL, _TIMES = 4_000, 8
_MORE = 4 * _TIMES  # a time that grows with the square is 64 times as long


def seconds(function, text):
    """Return the least time that the processor took of several tries."""
    taken = []
    for _ in range(3):
        begun = process_time()
        function(text)
        taken.append(process_time() - begun)
    return min(taken)


def grows(function, atom):
    """Return how much longer a text takes that is longer by so many times."""
    small, large = (seconds(function, (atom * n)[:n]) for n in (_SMALL, _SMALL * _TIMES))
    return large / max(small, 1e-3)  # what takes less than that is beyond measuring, and no harm


@pytest.mark.parametrize("atom", WORDS)
def test_a_lessons_words_are_set_in_a_time_that_grows_with_their_length(atom):
    assert grows(to_html, atom) < _MORE


@pytest.mark.parametrize("atom", FORMULAS)
def test_formulas_are_set_in_a_time_that_grows_with_their_length(atom):
    def block(text):
        for line in text.splitlines():
            for side in map(parsed, sides(line)):
                plain(side), latex(side)

    assert grows(block, atom) < _MORE


@pytest.mark.parametrize("atom", NAMES)
def test_names_words_dates_and_lines_are_found_in_a_time_that_grows_with_the_text(atom):
    def line(text):
        line_of(text, ("steps", 0, "x"))

    def date(text):
        for language in ("en", "pt_BR"):
            parse(text, language)

    for function in (last_name, words_of, date, line):
        assert grows(function, atom) < _MORE


@pytest.mark.parametrize("atom", ["{", "\\frac{", "x^{", "x_{", "{a", "\\text{"])
def test_a_formula_in_a_formula_is_set_up_to_a_depth_and_written_beyond(atom):
    assert atom[-1] in inline((atom * LONGEST)[:LONGEST])
    assert inline("a" * (LONGEST + 1)) == "a" * (LONGEST + 1)


def test_quotes_in_quotes_are_set_up_to_a_depth():
    assert "&gt;" in to_html(">" * 5_000)


def test_a_table_of_very_many_columns_is_shown_as_it_is_written():
    assert "<table" not in to_html("|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n")
    assert "<table" in to_html("|a" * 10 + "|\n" + "|-" * 10 + "|\n")


def test_the_last_name_of_a_condition_is_what_is_being_typed():
    ends = {"loss > sat": "sat", "saturation.": "saturation.", "a b_2": "b_2", "3": "", "3x": "x", "": "", "x )": ""}
    assert {text: last_name(text) for text in ends} == ends
