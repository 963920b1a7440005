"""What the observer's process sees is what the worker's thread would have seen, to the bit."""

from __future__ import annotations

from typing import get_args

import pytest

from rnnviz.engine.observing import observed
from rnnviz.engine.presets import preset, presets
from rnnviz.engine.training import Run, build, train_once
from rnnviz.nn import cells
from rnnviz.probe.frame import Want
from rnnviz.settings import Nonlinearity
from tests.engine.observer.conftest import Asker
from tests.same_record import assert_same

PRESETS = {each.key: each for each in presets()}
SMALL = {"hidden": 9, "batch": 3, "sequence_length": 8}


def assert_seen_alike(asker: Asker, run: Run, text: str = "") -> None:
    here = observed(run, run.watch(text or run.task.default_probe()), frozenset(Want))
    assert_same(asker.sees(run, text), here, but=("observe_ms",))


@pytest.mark.parametrize("key", PRESETS)
def test_every_experiment_is_seen_alike_before_and_while_it_learns(asker: Asker, key: str) -> None:
    run = build(PRESETS[key].config)
    assert_seen_alike(asker, run, PRESETS[key].probe)
    for _ in range(3):
        train_once(run)
    assert_seen_alike(asker, run, PRESETS[key].probe)


@pytest.mark.parametrize("nonlinearity", get_args(Nonlinearity))
def test_another_nonlinearity_is_seen_alike(asker: Asker, nonlinearity: Nonlinearity) -> None:
    run = build(preset("characters-vanilla").config.changed(**SMALL))
    train_once(run)
    assert_seen_alike(asker, run)
    run.set_live(run.config.changed(nonlinearity=nonlinearity))
    assert_seen_alike(asker, run)
    train_once(run)
    assert_seen_alike(asker, run)
    run.set_live(run.config.changed(nonlinearity="tanh"))
    assert_seen_alike(asker, run)


@pytest.mark.parametrize("cell", cells.names())
def test_held_singular_values_are_seen_alike_and_let_go_of(asker: Asker, cell: str) -> None:
    run = build(preset("characters").config.changed(cell=cell, layers=2, dropout=0.3, **SMALL))
    for held in (0.0, 0.7, 1.4, 0.0):
        run.set_live(run.config.changed(singular_value=held))
        train_once(run)
        assert_seen_alike(asker, run)


def test_every_learning_rate_clipping_and_temperature_is_seen_alike(asker: Asker) -> None:
    run = build(preset("hello").config)
    for values in ({"learning_rate": 0.5}, {"clip": "value", "clip_at": 0.01}, {"clip": "none"}, {"temperature": 0.0}):
        run.set_live(run.config.changed(**values))
        train_once(run)
        assert_seen_alike(asker, run)


def test_every_wish_and_every_text_is_seen_alike(asker: Asker) -> None:
    run = build(preset("characters").config.changed(**SMALL))
    probe = run.watch("the a")
    for want in Want:
        wants = frozenset({want})
        assert_same(asker.sees(run, "the a", wants), observed(run, probe, wants), but=("observe_ms",))
    assert_seen_alike(asker, run, "e")
