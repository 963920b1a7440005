"""The truth tables: every row by hand is right, and there are as many as the lectures name."""

import numpy as np
import pytest

from rnnviz.nn.lecture_words import WORDS
from rnnviz.nn.small_networks import by_hand
from rnnviz.nn.truth_tables import TABLES, answer
from rnnviz.settings import TaskSettings

SIZES = {"perceptron": 4, "roommate_weather": 2, "roommate_cycle": 3, "roommate": 6, "parity": 4}


def test_every_input_has_one_row():
    assert {task: len({row.written for row in make(WORDS["en"]).rows}) for task, make in TABLES.items()} == SIZES


@pytest.mark.parametrize("hidden", [1, 2, 9])
@pytest.mark.parametrize("task", [task for task in TABLES if task != "perceptron"])
def test_by_hand_every_row_is_right_whatever_is_set(task, hidden):
    net = by_hand(task, TaskSettings(hidden=hidden, nonlinearity="tanh"))
    for row in TABLES[task](WORDS["en"]).rows:
        vectors = net.timestep(net.by_hand, row.given)
        assert answer(net, vectors) == row.wanted
        for name in vectors:
            assert len(net.labels(name)) == len(vectors[name])


def test_the_table_of_parity_is_the_lecture_s():
    net = by_hand("parity", TaskSettings())
    found = []
    for row in TABLES["parity"](WORDS["en"]).rows:
        vectors = net.timestep(net.by_hand, row.given)
        found.append(("".join(row.written), *np.concatenate([vectors["h(t)"], vectors["y(t)"]]).tolist()))
    assert found == [("00", 0, 0, 0), ("01", 0, 1, 1), ("10", 0, 1, 1), ("11", 1, 1, 0)]


def test_nobody_has_set_the_perceptron_by_hand():
    assert by_hand("perceptron", TaskSettings()) is None
