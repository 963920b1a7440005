import torch

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, training
from rnnviz.probe import observe


def test_it_is_the_lectures_example():
    run = build(preset("hello").config)
    assert run.task.corpus.vocabulary.symbols == ("h", "e", "l", "o")
    for update in range(3):
        x, y = run.task.batch(update)
        assert x[:, 0].tolist() == [0, 1, 2, 2]  # hell
        assert y[:, 0].tolist() == [1, 2, 2, 3]  # ello
        assert run.task.initial_state(update, "state") is None
    assert run.model.rnn.hidden_size == 3


def test_it_learns_to_spell():
    run = build(preset("hello").config)
    steps = training(run)
    for _ in range(500):
        loss = next(steps).loss
    assert loss < 0.05
    for text in ("", "h"):
        assert run.task.sample(run.model, torch.Generator(), 0.0, text, 100) == "ello"
    assert run.task.sample(run.model, torch.Generator(), 0.0, "hel", 100) == "lo"


def test_the_last_target_is_known_where_the_word_goes_on():
    run = build(preset("hello").config)

    def targets(text):
        return observe(run.model, run.task.watch(text).forward).output.targets.tolist()

    assert targets("hell") == [1, 2, 2, 3]
    assert targets("he") == [1, 2]
    assert targets("hello") == [1, 2, 2, 3, -1]
    assert targets("ell") == [2, 2, -1]
