"""Markov models of a text: counts, smoothing, and what is left out."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.text.markov import Markov

TEXTS = st.lists(st.integers(0, 3), min_size=2, max_size=60)


def reference(text, context, symbols):
    """Witten and Bell's interpolation, written as the paper has it, with dictionaries."""
    p = np.full(symbols, 1 / symbols)
    for k in range(len(context) + 1):
        last = tuple(context[len(context) - k :])
        grams = [tuple(text[i : i + k + 1]) for i in range(len(text) - k)]
        after = Counter(gram[-1] for gram in grams if gram[:-1] == last)
        if after:
            counts = np.array([after[s] for s in range(symbols)], float)
            p = (counts + len(after) * p) / (counts.sum() + len(after))
    return p


@given(TEXTS, TEXTS)
def test_every_order_is_that_of_the_paper(text, read):
    found = Markov(np.array(text, np.uint8), 4).next_symbol(np.array(read), 3)
    for order in range(4):
        for t in range(len(read)):
            context = read[max(0, t + 1 - order) : t + 1]
            np.testing.assert_allclose(found[order, t], reference(text, context, 4))


@given(TEXTS, TEXTS)
def test_it_is_a_distribution_and_nothing_is_impossible(text, read):
    found = Markov(np.array(text, np.uint8), 5).next_symbol(np.array(read), 4)
    np.testing.assert_allclose(found.sum(axis=-1), 1)
    assert (found > 0).all()


def test_a_context_that_is_always_followed_by_one_symbol_expects_it():
    text = np.array([0, 1, 2] * 50, np.uint8)
    found = Markov(text, 3).next_symbol(np.array([0, 1]), 2)
    assert found[2, 1, 2] > 0.97
    assert found[0, 1, 2] == pytest.approx(1 / 3, abs=0.01)


def test_a_passage_is_left_out_wherever_it_stands():
    passage = [3, 1, 3]
    text = np.array([0, 1, 2, *passage, 0, 2, *passage, 1], np.uint8)
    model, times = Markov(text, 4).without(np.array(passage))
    assert times == 2
    after = model.next_symbol(np.array([2]), 1)
    # What follows a 2 is the passage alone: nothing is counted, and order 1 is order 0.
    np.testing.assert_allclose(after[1], after[0])
    assert after[0, 0, 3] == pytest.approx(3 / 4 / (6 + 3))  # the uniform share only: 3 is nowhere else


def test_a_passage_that_is_not_there_changes_nothing():
    model = Markov(np.array([0, 1, 2], np.uint8), 4)
    assert model.without(np.array([2, 1])) == (model, 0)
    assert model.without(np.array([0, 1, 2, 0, 1])) == (model, 0)
