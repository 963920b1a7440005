"""Tasks whose examples are drawn from a rule: what is asked, and that it is learned."""

import re

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, training
from rnnviz.probe import observe
from rnnviz.sentences import Refused
from rnnviz.tasks.brackets import BRACKETS, matches


@pytest.fixture(autouse=True)
def _one_thread():
    torch.set_num_threads(1)


def task(key, **changed):
    return build(preset(key).config.changed(**changed)).task


def asked(key, text, **changed):
    """Return the symbols shown and the answers wanted, "" where nothing is asked."""
    run = build(preset(key).config.changed(**changed))
    frame = observe(run.model, run.task.watch(text).forward)
    wanted = [frame.output.labels[t] if t >= 0 else "" for t in frame.output.targets]
    return "".join(frame.sequences["time"]), wanted


def learned(key, updates, **changed):
    run = build(preset(key).config.changed(**changed))
    steps = training(run)
    for _ in range(updates):
        next(steps)
    return run


@pytest.mark.parametrize(
    ("key", "text", "shown", "wanted"),
    [
        ("roommate-weather", "sunny rainy", "sr", ["pie", "burger"]),
        ("roommate-cycle", "chicken", "cpbcpbc", ["pie", "burger", "chicken", "pie", "burger", "chicken", "pie"]),
        ("roommate", "burger: rainy sunny rainy", "rsr", ["chicken", "chicken", "pie"]),
        ("roommate", "rainy", "r", ["burger"]),
        ("parity", "0101101011", "0101101011", list("0110110010")),
        ("sum-of-inputs", "2 -0.5 1 1", "2-0.511", ["2", "1.5", "2.5", "3.5"]),
        ("larger-total", "1:0.5 0:0.5 0:2", "1:0.50:0.50:2", ["first", "", "second"]),
        ("remember", "BwxCy?z?", "BwxCy?z?", [*[""] * 5, "C", "", "C"]),
        ("adding", "0.3 0.5* 0.1 0.9*", "0.30.5*0.10.9*", ["", "", "", "1.4"]),
        ("spell", "7", "7·····", [*"seven", "∎"]),
        ("brackets", "([])", "([])", ["", "", "", "yes"]),
        ("brackets", "([)]", "([)]", ["", "", "", "no"]),
        ("scalar", "+--", "+--", ["+", "", "-"]),
    ],
)
def test_what_is_asked_of_a_text(key, text, shown, wanted):
    assert asked(key, text) == (shown, wanted)


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("roommate", "", "nothing to watch"),
        ("roommate", "snowy", "does not know snowy"),
        ("roommate", "soup: rainy", "does not know soup"),
        ("roommate-cycle", "pie burger", "one dish"),
        ("sum-of-inputs", " ".join("1" * 11), "10 at most"),
        ("sum-of-inputs", "7", "does not know 7"),
        ("parity", "012", "does not know 2"),
        ("spell", "42", "one digit"),
        ("brackets", "", "nothing to watch"),
    ],
)
def test_what_cannot_be_watched_is_refused(key, text, said):
    with pytest.raises(Refused, match=said):
        task(key).watch(text)


def test_an_adding_problem_of_one_number_is_refused():
    with pytest.raises(Refused, match="2 timesteps"):
        task("adding", lag=1)


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 30), st.integers(0, 10**6))
def test_the_symbol_is_asked_for_after_the_lag(lag, update):
    x, targets = task("remember", lag=lag).batch(update)
    ids = x.argmax(dim=-1)  # (T, B)
    assert len(ids) == lag + 1
    assert torch.equal(targets[-1], ids[0])
    assert (targets[:-1] == -1).all()
    assert (ids[-1] == 12).all()
    assert ((ids[1:-1] >= 8) & (ids[1:-1] < 12)).all()


@settings(deadline=None, max_examples=20)
@given(st.integers(2, 30), st.integers(0, 10**6))
def test_one_number_of_each_half_is_added(lag, update):
    t = task("adding", lag=lag)
    x, targets = t.batch(update)
    numbers, marks = x.double().unbind(-1)
    assert (marks[: lag // 2].sum(0) == 1).all()
    assert (marks[lag // 2 :].sum(0) == 1).all()
    said = torch.tensor([float(t.labels[i]) for i in targets[-1]])
    torch.testing.assert_close(said.double(), (numbers * marks).sum(0))


@given(st.text("()[]", max_size=12))
def test_brackets_match_if_nothing_is_left_when_pairs_are_taken_out(text):
    left = text
    while (fewer := re.sub(r"\(\)|\[\]", "", left)) != left:
        left = fewer
    assert matches([BRACKETS.index(b) for b in text]) == (not left)


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=20)
def test_about_half_of_the_brackets_match(update):
    x, targets = task("brackets", batch=256).batch(update)
    assert len(x) % 2 == 0
    assert 0.3 < targets[-1].double().mean() < 0.7
    strings = x.argmax(dim=-1).T.tolist()
    assert [matches(s) for s in strings] == targets[-1].bool().tolist()


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 20), st.integers(0, 10**6))
def test_sums_totals_and_signs_are_those_of_the_inputs(length, update):
    t = task("sum-of-inputs", sequence_length=length)
    x, targets = t.batch(update)
    np.testing.assert_allclose(t.values[targets], x[..., 0].cumsum(0))
    x, targets = task("larger-total", sequence_length=length).batch(update)
    lead = (x[..., 0] - x[..., 1]).cumsum(0)
    assert torch.equal(targets, torch.where(lead == 0, -1, (lead < 0).long()))
    x, targets = task("scalar", sequence_length=length).batch(update)
    assert torch.equal(targets, torch.where(x[..., 0].cumsum(0) == 0, -1, (x[..., 0].cumsum(0) > 0).long()))


@pytest.mark.parametrize(
    ("key", "updates"),
    [("roommate-weather", 100), ("roommate-cycle", 100), ("roommate", 200), ("parity", 1000), ("spell", 200)],
)
def test_the_same_net_learns_the_table_from_random_weights(key, updates):
    run = learned(key, updates)
    assert set(run.task.evaluate(run.model).values()) == {1.0}


def test_the_linear_units_learn_to_add():
    run = learned("larger-total", 400)
    assert run.task.evaluate(run.model)["accuracy"] >= 0.99
    run = learned("sum-of-inputs", 500)
    assert run.task.evaluate(run.model)["largest error"] < 0.01
    u, w, v = (
        dict(run.model.named_parameters())[name].item()
        for name in ("rnn.cells.0.weight_ih", "rnn.cells.0.weight_hh", "output.weight")
    )
    assert w == pytest.approx(1, abs=1e-3)
    assert u * v == pytest.approx(1, abs=1e-2)


@pytest.mark.parametrize(("nonlinearity", "hidden"), [("tanh", 4), ("sigmoid", 4), ("relu", 8)])
def test_ordinary_units_learn_parity_too(nonlinearity, hidden):
    run = learned("parity", 500, nonlinearity=nonlinearity, hidden=hidden)
    assert run.task.evaluate(run.model)["accuracy at 100"] == 1.0


def test_an_lstm_remembers_for_a_hundred_timesteps():
    run = learned("remember", 250)
    assert run.task.evaluate(run.model)["accuracy"] >= 0.95


def test_a_model_spells_what_it_has_learned():
    run = learned("spell", 200)
    written = run.task.sample(run.model, torch.Generator(), 0.0, "", 200)
    assert written.split()[:4] == ["0", "zero", "1", "one"]
    assert run.task.sample(run.model, torch.Generator(), 0.0, "8", 200) == "8 eight"
