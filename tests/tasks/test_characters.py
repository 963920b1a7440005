import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine.config import RunConfig
from rnnviz.engine.training import build, training
from rnnviz.nn.elman import NONLINEARITIES
from rnnviz.probe import observe
from rnnviz.sentences import Refused
from rnnviz.tasks import load
from rnnviz.text import corpus

CPU = torch.device("cpu")
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def task(name="characters", **values):
    return load(name)(RunConfig(task=name, **{"text": ALPHABET * 4, "sequence_length": 5, "batch": 3, **values}), CPU)


@given(st.integers(2, 300), st.integers(1, 20), st.integers(1, 20))
@settings(deadline=None)
def test_one_pass_reads_each_stream_once_in_order(symbols, length, batch):
    text = "".join(map(chr, range(0x100, 0x100 + symbols)))  # every symbol is its own place
    if length * batch > symbols - 1:
        with pytest.raises(Refused):
            task(text=text, sequence_length=length, batch=batch)
        return
    t = task(text=text, sequence_length=length, batch=batch)
    chunks = [t.batch(update) for update in range(t.chunks)]
    read = torch.cat([x for x, _ in chunks])  # (chunks T, B)
    assert torch.equal(read.diff(dim=0), torch.ones_like(read[1:]))
    assert read.unique().numel() == read.numel()
    assert all(torch.equal(y, x + 1) for x, y in chunks)
    assert symbols - 1 - read.numel() < batch * length + batch
    again, _ = t.batch(t.chunks)
    assert torch.equal(again, chunks[0][0])


@given(st.integers(2, 100), st.integers(1, 20), st.integers(0, 10**6))
@settings(deadline=None)
def test_independent_chunks_lie_anywhere_in_the_text(symbols, length, update):
    text = "".join(map(chr, range(0x100, 0x100 + symbols)))
    if length > symbols - 1:
        with pytest.raises(Refused):
            task(text=text, sequence_length=length, chunks="independent")
        return
    t = task(text=text, sequence_length=length, batch=50, chunks="independent")
    x, y = t.batch(update)
    assert x.shape == (length, 50)
    assert torch.equal(y, x + 1)
    assert t.initial_state(update, "state") is None
    if symbols - 1 > length:
        assert x[0].unique().numel() > 1  # 50 of at least two places


def test_the_state_is_carried_within_a_pass_and_then_starts_again():
    t = task()
    assert t.chunks == 6
    assert [t.initial_state(update, "state") for update in (0, 1, 5, 6, 7)] == [None, "state", "state", None, "state"]
    model = t.model()
    _, state = t.loss(model, t.batch(0), None)
    assert all(not part.requires_grad for part in state)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"sequence_length": 104}, "longer than the text: it allows 103 at most"),
        ({"sequence_length": 50, "batch": 3}, "a batch of 2 fits at most, with a batch of 3 at most 34 timesteps"),
        ({"sequence_length": 1, "batch": 104}, "it allows 103 at most"),
        ({"text": "aaaa"}, "nothing to predict"),
        ({"text": "", "text_file": "/nowhere"}, "no file"),
    ],
)
def test_settings_that_do_not_fit_the_text_are_refused(values, said):
    with pytest.raises(Refused, match=said):
        task(**values)


@pytest.mark.parametrize(("length", "batch"), [(103, 1), (1, 103), (34, 3), (51, 2)])
def test_the_largest_that_are_said_to_fit_do_fit(length, batch):
    x, _ = task(sequence_length=length, batch=batch).batch(10)
    assert x.shape == (length, batch)


def test_the_loss_is_the_mean_over_timesteps_and_streams():
    t = task()
    model, (x, y) = t.model(), t.batch(2)
    loss, _ = t.loss(model, (x, y), None)
    p = model(x)[0].log_softmax(-1)
    expected = -sum(p[i, b, y[i, b]] for i in range(5) for b in range(3)) / 15
    torch.testing.assert_close(loss, expected)
    assert t.chance_loss == pytest.approx(math.log(26))


def test_an_embedding_replaces_the_one_hot_input():
    t = task(embedding=7)
    assert t.model().rnn.input_size == 7
    assert task().model().rnn.input_size == 26
    assert torch.isfinite(t.loss(t.model(), t.batch(0), None)[0])


def test_what_is_watched_has_the_next_symbols_as_targets():
    outcome = task().watch("abcx").forward(task().model())
    assert outcome.targets.tolist() == [1, 2, 23, -1]
    assert outcome.sequences[outcome.axis] == ("a", "b", "c", "x")
    known = outcome.logits.log_softmax(-1)[[0, 1, 2], [1, 2, 23]]
    torch.testing.assert_close(outcome.loss, -known.mean())


def test_nothing_cannot_be_watched():
    with pytest.raises(Refused, match="at least one"):
        task().watch("")


@pytest.mark.parametrize("name", ["characters", "classic"])
def test_of_one_symbol_nothing_is_known_and_the_loss_is_zero(name):
    watched = task(name).watch("a")
    model = task(name).model()
    outcome = watched.forward(model)
    assert outcome.loss.item() == 0.0
    assert outcome.logits.shape == (1, 26)
    assert not observe(model, watched.forward).recurrences[0].dh.any()


def test_a_watched_text_goes_on_with_what_is_drawn():
    t = task()
    assert t.extended("hel", ALPHABET.index("p")) == "help"
    assert t.watch(t.extended("hel", 15)).forward(t.model()).sequences["time"] == tuple("help")


def test_words_are_marked_that_the_text_has():
    t = task(text="The cat's meow, and the mat")
    text = "Cat THE cat's mat q nd"
    assert [(text[w.start : w.end], w.known) for w in t.words(text)] == [
        ("Cat", False),
        ("THE", False),
        ("cat's", True),
        ("mat", True),
        ("nd", False),
    ]


@pytest.mark.parametrize("text", ["ab", "a b\n" * 3, "x" * 500 + "y", "word " * 2000, "\n" * 9000 + "a", ALPHABET])
def test_there_is_always_something_to_watch(text):
    t = task(text=text, sequence_length=1, batch=1)
    assert 2 <= len(t.default_probe()) <= 48
    t.watch(t.default_probe())


def test_the_default_probe_is_readable():
    probe = load("characters")(RunConfig(), CPU).default_probe()
    assert 40 <= len(probe) <= 48
    assert probe == probe.strip()
    assert probe in corpus.built_in().vocabulary.decode(corpus.built_in().ids)


@pytest.mark.parametrize("phi", ["tanh", "relu", "leaky_relu", "elu", "sigmoid"])
def test_every_nonlinearity_is_seen_through(phi):
    t = task(cell="rnn", nonlinearity=phi, layers=2)
    first, second = observe(t.model(), t.watch("abcxyz").forward).recurrences
    assert (first.name, first.cell, first.layer, second.layer) == ("rnn", f"rnn_{phi}", 0, 1)
    h = NONLINEARITIES[phi](torch.tensor(np.array(first.before["h"]))).numpy()
    np.testing.assert_allclose(h, first.h, atol=1e-6)
    assert first.dh.shape == first.h.shape == (6, 128)


def test_it_learns_the_alphabet_and_writes_it():
    run = build(RunConfig(text=ALPHABET * 40, sequence_length=26, batch=4, hidden=32, learning_rate=2e-2))
    steps = training(run)
    for _ in range(150):
        next(steps)
    written = run.task.sample(run.model, torch.Generator(), 0.0, "xyz", 10)
    assert written == "abcdefghij"
    assert run.task.sample(run.model, torch.Generator().manual_seed(3), 0.2, "", 25) == ALPHABET[1:]
    with pytest.raises(Refused, match="does not know"):
        run.task.sample(run.model, torch.Generator(), 0.0, "É", 10)


def test_temperature_spreads_what_is_written():
    run = build(RunConfig(text=ALPHABET * 40, sequence_length=26, batch=4, hidden=8))

    def kinds(temperature):
        return len(set(run.task.sample(run.model, torch.Generator().manual_seed(1), temperature, "", 200)))

    assert kinds(0.0) < kinds(0.05) < kinds(10.0)
    assert kinds(1e-30) == kinds(0.0)  # no overflow


def test_every_text_of_the_data_folder_is_learned_from(data_folder):
    for path in sorted(data_folder.rglob("*.txt")):
        t = load("characters")(RunConfig(text_file=str(path), sequence_length=10, batch=8, hidden=8), CPU)
        loss, _ = t.loss(t.model(), t.batch(1), None)
        assert float(loss.detach()) == pytest.approx(t.chance_loss, rel=0.2), path
        assert t.describe()["reading"].encoding == "utf-8"
        t.watch(t.default_probe())


def test_ids_of_many_symbols_survive():
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 300)))
    x, _ = task(text=text, sequence_length=299, batch=1).batch(0)
    assert np.array_equal(x[:, 0].numpy(), np.arange(299))
