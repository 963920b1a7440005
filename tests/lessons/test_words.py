"""Words of a lesson with numbers of the run in them: read, checked and written, in any language."""

from __future__ import annotations

import math

import pytest

from rnnviz.lessons import page, read
from rnnviz.lessons.words import LONGEST, UNKNOWN, Unfit, check, filled, slots, written
from rnnviz.sentences import Refused

WRITTEN = {
    (0.7934, ""): "0.793",
    (12532.0, ""): "12,532",
    (12.34, ""): "12.3",
    (0.000123, ""): "0.000123",
    (0.0, ""): "0",
    (0.7934, "2"): "0.79",
    (0.7934, "+2"): "+0.79",
    (-0.7934, "2"): "−0.79",
    (-0.0004, "2"): "0.00",
    (0.7934, "%"): "79 %",
    (0.7934, "1%"): "79.3 %",
    (2.1e-30, "e"): "2 · 10⁻³⁰",
    (-21000.0, "1e"): "−2.1 · 10⁴",
    (math.inf, "2"): "∞",
    (math.nan, ""): "NaN",
}


@pytest.mark.parametrize(("value", "form"), WRITTEN)
def test_a_number_is_written_in_its_format(value, form):
    assert written(value, form) == WRITTEN[value, form]


def test_thousands_are_parted_as_the_language_has_it():
    assert filled("{{n}}", {"n": 1234567.0}, "\u202f") == "1\u202f234\u202f567"


FILLED = {
    "p is {{p:2}}, {{ p : % }}": "p is 0.25, 25 %",
    "{{p < 0.5 ? fewer | more}}": "fewer",
    "{{not p > q and k == 2 ? yes | no}}": "yes",
    "{{k ? first | second | third}}": "third",
    "{{p + 2 * q / 2:1}}": "0.8",
    "{{p / zero:1}}": "∞",
    "{{zero / zero}}": UNKNOWN,
    "{{k + 1 ? first | second | third}}": UNKNOWN,  # no wording is left
    "{{nan > 1 ? more | fewer}}": UNKNOWN,
    "{{unread:2}}": UNKNOWN,
    "{{symbol}}": r"\*",
    "{{symbol + 1}}": UNKNOWN,
    r"$f = 1 - {{p:3}}$, \frac{a}{b}": r"$f = 1 - 0.250$, \frac{a}{b}",
}
KNOWN = {"p": 0.25, "q": 0.5, "k": 2.0, "zero": 0.0, "nan": math.nan, "symbol": "*"}


@pytest.mark.parametrize("text", FILLED)
def test_numbers_stand_in_the_words_and_choose_them(text):
    assert filled(text, KNOWN) == FILLED[text]


def test_before_its_state_is_reached_a_number_is_an_ellipsis():
    assert filled("{{p:%}} and {{p < 1 ? this | that}}", {}) == f"{UNKNOWN} and {UNKNOWN}"


UNFIT = {
    "p:percent": "is no format",
    "p < 0.5": "a comparison chooses between wordings",
    "p < 0.5 ? one": "there are 1",
    "p < 0.5 ? one | two | three": "there are 3",
    "p ? one": "there is only one wording",
    "": "this is no expression",
    "p p": "this is no expression",
    "3": "it names no number",
    "other": "no number called other; there are p, q",
    "p.real": "an expression has only",
    "p[0]": "an expression has only",
    "abs(p)": "an expression has only",
    "p ** 9 ** 9": "an expression has only",
    "'a' * 9 + p": "an expression has only",
    "p if p else q": "an expression has only",
    "p := 3": "is no format",
    "lambda: p": "is no format",
    "p" + " + p" * LONGEST: "characters at most",
    "(" * 150 + "p": "this is no expression",
    "{{p\nmore": "never closed",
}


@pytest.mark.parametrize("inside", UNFIT)
def test_what_names_no_number_is_refused(inside):
    with pytest.raises(Unfit) as refused:
        check(inside, ("p", "q"))
    assert UNFIT[inside] in str(refused.value)


def test_braces_that_are_never_closed_are_found():
    assert [inside for _, inside in slots("a {{p}} b {{p c {{q}}")] == ["p", "{{p c ", "q"]


HEAD = 'preset = "hello"\n[title]\nen = "A lesson"\n[[steps]]\n'


@pytest.mark.parametrize(
    ("numbers", "words", "line", "reason"),
    [
        ("", "It is {{p}}.\n\n## One\n", 1, "not above them"),
        ("", "\n## It is {{p}}\n", 2, "not above them"),
        ("", "## One\n\nIt is\n{{p}}.\n", 4, "no number called p; there are update"),
        ("[steps.numbers]\np = {value = 'loss'}\n", "## One\nIt is {{p:x}}.\n", 2, "no format"),
        ("[steps.numbers]\np = {value = 'loss'}\n", "## One\nIt is {{p.\n", 2, "never closed"),
    ],
)
def test_words_that_cannot_be_filled_in_are_refused_with_file_and_line(tmp_path, numbers, words, line, reason):
    (tmp_path / "lesson.toml").write_text(HEAD + numbers, encoding="utf-8")
    (tmp_path / "en.md").write_text(words, encoding="utf-8")
    with pytest.raises(Refused, match=rf"en\.md, line {line}: .*{reason}"):
        page(read(tmp_path))


@pytest.mark.parametrize("name", ["two words", "if", "update", "1st"])
def test_a_number_needs_a_name_that_an_expression_can_have(tmp_path, name):
    (tmp_path / "lesson.toml").write_text(HEAD + f'[steps.numbers]\n"{name}" = {{value = "loss"}}\n', encoding="utf-8")
    with pytest.raises(Refused, match=f"{name} cannot be the name of a number"):
        read(tmp_path)
