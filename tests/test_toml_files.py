"""TOML that a person wrote is bounded: whatever is in it, reading takes no time, and a fault is a line and a reason."""

from __future__ import annotations

import pytest

from rnnviz.toml_files import DEEPEST, LONGEST_LINE, LONGEST_TEXT, MOST, Fault, tables

HOSTILE = {
    "deep lists": ("a = " + "[" * 500 + "]" * 500, "deep"),
    "lists that are only opened": ("a = " + "[" * 3000, "deep"),
    "deep tables": ("a = " + "{b = " * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1), "deep"),
    "a long name with dots": (".".join("a" * 5000) + " = 1", "line has more"),
    "a long line": (f'a = "{"x" * LONGEST_LINE}"', "line has more"),
    "a long text": (f'a = """{chr(10).join(["x" * 99] * 210)}"""', f"more than {LONGEST_TEXT:,} letters"),
    "many values": (f"a = [\n{'1,' * 9 * 1}\n" + "1,1,1,1,\n" * (MOST // 3) + "]", f"more than {MOST:,} values"),
    "a number of 5,000 digits": ("a = [\n" + "1" * 3999 + "\n]\n", ""),
    "no TOML": ("= 3", "Invalid"),
    "two of one name": ("a = 1\na = 2", "overwrite"),
    "an unfinished text": ('a = "x', ""),
    "a sign that is none": ("a = 1 \0", ""),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_too_much_or_broken_is_a_reason_of_one_line(what):
    text, words = HOSTILE[what]
    try:
        tables(text)
    except Fault as fault:
        said = str(fault.reason)
        assert words in said
        assert "\n" not in said
        assert len(said) < 200
        assert not said.endswith(".")
    else:
        assert not words  # Python reads numbers of up to 4,300 digits


def test_what_is_within_the_bounds_is_read_as_it_stands():
    assert tables('a = 1\n[b]\nc = [[1.5, true], "x"]\n') == {"a": 1, "b": {"c": [[1.5, True], "x"]}}


def test_the_line_is_that_of_the_fault():
    for text, line in (("a = 1\nb = = 2\n", 2), ("a = 1\n\nb = " + "[" * 3000, 3), ("a = 1\nb = [1,\n", 3)):
        with pytest.raises(Fault) as fault:
            tables(text)
        assert fault.value.line == line
