"""What shared weights are for: a rule learned at some places holds at others."""

import numpy as np
import pytest
import torch

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, train_once
from rnnviz.probe import observe
from rnnviz.sentences import Refused
from rnnviz.tasks._drawing import generator
from rnnviz.text.journeys import BY_PLACE, JOURNEYS, LENGTH, ORDERS, YEARS

SEEDS = (1, 2)


@pytest.fixture(autouse=True)
def _one_thread():
    torch.set_num_threads(1)


def learned(key, updates, **changed):
    run = build(preset(key).config.changed(**changed))
    for _ in range(updates):
        train_once(run)
    return run


@pytest.mark.parametrize("language", ["en", "pt_BR"])
def test_every_sentence_has_ten_known_words_and_its_year_at_the_place_asked_for(language):
    task = build(preset("find-year").config.changed(language=language)).task
    for place in BY_PLACE:
        words = task.sentences(generator(1, place), 50, (place,))
        assert words.shape == (LENGTH, 50)
        assert ((words < len(YEARS)).argmax(axis=0) == place).all()
        assert ((words < len(YEARS)).sum(axis=0) == 1).all()


def test_every_order_keeps_phrases_together():
    assert len(set(ORDERS)) == len(ORDERS) == 24
    for order in ORDERS:
        assert sorted(order) == list(range(LENGTH))
        assert all(order.index(k + 1) == order.index(k) + 1 for k in (0, 1, 2, 4, 6, 8))


@pytest.mark.parametrize("language", JOURNEYS)
def test_the_example_can_be_read_with_its_commas_and_capitals(language):
    task = build(preset("find-year").config.changed(language=language)).task
    example = JOURNEYS[language].example
    plain, written = task.watch(example), task.watch(f"{example.capitalize()}.".replace(" 2009", " 2009,"))
    run = build(preset("find-year").config.changed(language=language))
    a, b = (observe(run.model, w.forward) for w in (plain, written))
    assert a.sequences == b.sequences
    assert a.output.targets.tolist().count(9) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_shared_weights_find_the_year_where_it_never_stood_and_weights_of_each_place_do_not(seed):
    shared, own = (learned(key, 200, seed=seed) for key in ("find-year", "find-year-unshared"))
    for run, least, most in ((shared, 0.9, 1.0), (own, 0.0, 0.2)):
        found = run.task.evaluate(run.model)
        assert found["accuracy"] >= 0.95
        assert least <= found["accuracy at new places"] <= most


def test_where_the_year_never_stood_its_weights_get_no_gradient():
    run = build(preset("find-year-unshared").config)
    loss, _ = run.task.loss(run.model, run.task.batch(3), None)
    loss.backward()
    cell = run.model.cell
    by_place = cell.weights_x.grad.unflatten(0, (cell.places, cell.hidden_size))[..., : len(YEARS)]  # (P, H, years)
    moved = [place for place in range(cell.places) if by_place[place].abs().sum() > 0]
    assert moved == [1, 9]


def test_a_net_of_places_is_watched_as_it_computes():
    run = learned("find-year-unshared", 2)
    frame = observe(run.model, run.task.watch(run.task.default_probe()).forward)
    (record,) = frame.recurrences
    assert record.cell == "unshared_tanh"
    assert np.tanh(record.before["h"]) == pytest.approx(record.h, abs=1e-6)
    assert record.dh_local + record.dh_recurrent == pytest.approx(record.dh, abs=1e-6)


def test_a_net_of_places_reads_no_more_words_than_it_has_places_for():
    long = f"{JOURNEYS['en'].example} in 2003"
    with pytest.raises(Refused, match="10 places, and the sentence has 12"):
        build(preset("find-year-unshared").config).task.watch(long)
    assert build(preset("find-year").config).task.watch(long)
