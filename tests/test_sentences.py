"""A sentence is one line of a length that can be read, whatever it names."""

from __future__ import annotations

import pytest

from rnnviz.sentences import LONGEST_VALUE, Refused, say

STRANGE = ("a\nb", "\0", "\x1b[31m", "\u202e", "\u2028", "\ud800", ["x\ny"] * 3, {"a": "b\n"}, "x" * 10_000, 10**5_000)


@pytest.mark.parametrize("value", STRANGE, ids=lambda value: f"{value!r:.12}" if not isinstance(value, int) else "huge")
def test_what_a_sentence_names_stays_on_its_line(value):
    refused = Refused("It cannot be {value}.", value=value)
    for said in (str(refused), say(refused.sentence)):
        assert len(said.splitlines()) == 1
        assert said.isprintable()
        assert len(said) < LONGEST_VALUE + 50


def test_what_can_be_read_is_named_as_it_is():
    said = str(Refused("{n:,} of {what}, {path}.", n=1000, what="ação 漢字 1\u00a0000", path=("a", 1)))
    assert said == "1,000 of ação 漢字 1\u00a0000, ('a', 1)."
