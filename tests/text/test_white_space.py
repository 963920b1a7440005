"""White space in signs: seen, typed, and the same text again."""

from __future__ import annotations

import pytest

from rnnviz.text.vocabulary import shown
from rnnviz.text.white_space import SIGNS, from_one_line, meant, on_one_line


@pytest.mark.parametrize("symbol", SIGNS)
def test_a_symbol_that_cannot_be_seen_has_a_sign_and_can_be_typed_by_it(symbol):
    assert shown(symbol) == SIGNS[symbol] != symbol
    assert meant(SIGNS[symbol]) == symbol


@pytest.mark.parametrize("text", ["", "one two", "one\ntwo\n", "\tone\n\n two", "a␣b"])
def test_a_text_on_one_line_has_no_line_break_and_is_the_same_text_again(text):
    line = on_one_line(text)
    assert not {"\n", "\t"} & set(line)
    assert line.count(" ") == text.count(" ")
    assert from_one_line(line) == text
