from datetime import date

import numpy as np
import pytest
import torch

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, training
from rnnviz.probe import observe
from rnnviz.sentences import Refused
from rnnviz.tasks.dates import TARGET
from rnnviz.text.dates import parse


@pytest.fixture(scope="module")
def trained():
    torch.set_num_threads(1)
    run = build(preset("dates").config)
    steps = training(run)
    for _ in range(500):
        next(steps)
    return run


@pytest.fixture(scope="module")
def run():
    return build(preset("dates").config)


def test_held_out_days_are_never_trained_on(run):
    held_out = {iso for _, iso in run.task.held_out}
    assert len(run.task.held_out) == 200
    assert held_out <= {day.isoformat() for day in run.task.held_out_days}
    assert not set(run.task.training_days) & set(run.task.held_out_days)
    assert len(run.task.training_days) + len(run.task.held_out_days) == 36_525  # 1950 to 2049
    assert 1500 < len(run.task.held_out_days) < 2200


def test_a_batch_means_what_it_says(run):
    source, lengths, target = run.task.batch(5)
    for b, length in enumerate(lengths):
        written = run.task.symbols_read.decode(source[:length, b])
        assert parse(written, "en") == date.fromisoformat(TARGET.decode(target[:, b]))
        assert not source[length:, b].any()


@pytest.mark.parametrize("cell", ["gru", "lstm", "rnn"])
@pytest.mark.parametrize("embedding", [0, 5])
def test_an_answer_is_the_same_alone_and_padded_in_a_batch(cell, embedding):
    run = build(preset("dates").config.changed(cell=cell, embedding=embedding, hidden=6, layers=2))
    batch = run.task.batch(0)
    together = run.model(*batch)
    assert len(set(batch.lengths.tolist())) > 1
    for b, length in enumerate(batch.lengths):
        alone = run.model(batch.source[:length, b : b + 1], batch.lengths[b : b + 1], batch.target[:, b : b + 1])
        torch.testing.assert_close(alone[:, 0], together[:, b], atol=1e-5, rtol=1e-4)


def test_it_translates_days_it_has_never_seen(trained):
    assert trained.task.evaluate(trained.model)["accuracy"] > 0.9


def test_sampling_translates_the_seed_text(trained):
    sample = trained.task.sample(trained.model, torch.Generator(), 0.0, "3 March 2026", 200)
    assert sample == "3 March 2026 → 2026-03-03"
    question, answer = trained.task.sample(trained.model, torch.Generator().manual_seed(1), 0.0, "", 200).split(" → ")
    assert question in {source for source, _ in trained.task.held_out}
    assert len(answer) == 10


def test_watching_shows_encoder_decoder_and_alignment(trained):
    text = "Tuesday 3 March 2026"
    frame = observe(trained.model, trained.task.watch(text).forward)
    assert "".join(frame.sequences["target"]) == "2026-03-03"
    assert frame.sequences["source"] == tuple(text.replace(" ", "␣"))
    assert {(r.name, r.reverse, r.axis, len(r.h)) for r in frame.recurrences} == {
        ("encoder", False, "source", len(text)),
        ("encoder", True, "source", len(text)),
        ("decoder", False, "target", 10),
    }
    (attention,) = frame.attentions
    assert (attention.target_axis, attention.source_axis) == ("target", "source")
    assert attention.weights.shape == (1, 10, len(text))
    assert attention.weights.sum(-1) == pytest.approx(1.0, abs=1e-5)
    assert attention.weights[0, -1].argmax() == text.index("3")  # the day is read where it stands


def test_what_is_no_date_is_watched_with_the_models_own_answer(trained):
    frame = observe(trained.model, trained.task.watch("march march march").forward)
    assert frame.output.targets.tolist() == [-1] * 10  # there is nothing to be right about
    assert np.isnan(frame.output.losses).all()
    assert frame.output.own_answer
    p = frame.output.probabilities
    assert "".join(frame.sequences["target"]) == "".join(frame.output.labels[k] for k in p.argmax(-1))
    assert frame.loss == pytest.approx(-np.log(p.max(-1)).mean(), rel=1e-5)  # the gradients are of its own answer's
    assert not observe(trained.model, trained.task.watch("3 March 2026").forward).output.own_answer


def test_nothing_and_foreign_symbols_are_refused(run):
    with pytest.raises(Refused, match="Write a date"):
        run.task.watch("")
    with pytest.raises(Refused, match="does not know"):
        run.task.watch("3 März 2026")
    with pytest.raises(Refused, match="does not know"):
        run.task.sample(run.model, torch.Generator(), 0.0, "3 März 2026", 10)


def test_dates_are_portuguese_where_the_data_are():
    run = build(preset("dates").config_in("pt_BR"))
    assert run.task.default_probe() == "terça-feira, 3 de março de 2026"
    source, lengths, target = run.task.batch(5)
    for b, length in enumerate(lengths):
        written = run.task.symbols_read.decode(source[:length, b])
        assert parse(written, "pt_BR") == date.fromisoformat(TARGET.decode(target[:, b]))
    apart = run.task.watch("3 de marc\u0327o de 2026").forward(run.model)
    assert apart.sequences["source"] == run.task.watch("3 de março de 2026").forward(run.model).sequences["source"]
