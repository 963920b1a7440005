"""The benchmark of readings holds on some of its cases, and would say so if it did not."""

from __future__ import annotations

from itertools import islice

import pytest

readings = pytest.importorskip("benchmarks.readings.__main__")

EVERY = 211  # of some 15,000 cases


def test_some_texts_of_every_language_are_read_rightly_or_a_doubt_is_said():
    some = list(islice(readings.cases(), 0, None, EVERY))
    assert {case.language for case in some} == {"en", "pt", "pl", "ru", "ja", "zh"}
    found = {case[:4]: readings.verdict(case)[0] for case in some}
    assert {case: said for case, said in found.items() if said == "wrong"} == {}


def test_a_text_that_is_read_wrongly_without_a_doubt_counts_as_wrong():
    case = readings.Case("en", "utf-8", 20, "", b"The lamp on the desk was warm.\n" * 9, "Another text", "en")
    assert readings.verdict(case) == ("wrong", True)
