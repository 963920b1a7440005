"""Beam search: the tree is the model's own probabilities, and what is chosen is the best that there is."""

from itertools import product

import numpy as np
import pytest
import torch

from rnnviz.nn.encoder_decoder import EncoderDecoder
from rnnviz.probe.beam_search import search
from rnnviz.settings import ModelSettings

V, END, LONGEST = 3, 2, 4


def made(seed, sharp=3.0):
    torch.manual_seed(seed)
    model = EncoderDecoder(ModelSettings(hidden=5, cell="gru"), sources=4, targets=V).double().eval()
    with torch.no_grad():
        model.output.weight.mul_(sharp)
        model.decoder.cells[0].weight_ih.mul_(sharp)
    return model, torch.tensor([[0], [3], [1]])


def scored(model, source, symbols):
    """Return ln p of a sequence, by teacher forcing."""
    true = torch.tensor(symbols)[:, None]
    with torch.no_grad():
        logs = model(source, None, len(symbols), true).log_softmax(-1)[:, 0]
    return float(logs.gather(1, true).sum())


def sequence(beam, node):
    return [int(beam.symbols[n]) for n in beam.path(node)]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("width", [1, 2, 5])
def test_every_node_says_what_the_model_says_of_its_sequence(seed, width):
    model, source = made(seed)
    beam = search(model, source, None, width=width, end=END, longest=LONGEST)
    for node in range(1, len(beam.parents)):
        symbols = sequence(beam, node)
        assert beam.log_p[node] == pytest.approx(scored(model, source, symbols), abs=1e-9)
        assert beam.scores[node] == pytest.approx(beam.log_p[node] / len(symbols))
        assert beam.ended[node] == (symbols[-1] == END)
        assert END not in symbols[:-1]


@pytest.mark.parametrize("seed", range(4))
def test_a_beam_that_keeps_everything_finds_the_best_sequence(seed):
    model, source = made(seed)
    beam = search(model, source, None, width=64, end=END, longest=LONGEST)
    ended = [
        (*symbols, END) for n in range(LONGEST) for symbols in product(range(V - 1), repeat=n)
    ]  # (), (0,), (1,), (0, 0), ...
    best = max(ended, key=lambda symbols: scored(model, source, list(symbols)) / len(symbols))
    assert sequence(beam, beam.best) == list(best)


@pytest.mark.parametrize("seed", range(4))
def test_a_beam_of_one_is_greedy_decoding(seed):
    model, source = made(seed)
    beam = search(model, source, None, width=1, end=END, longest=LONGEST)
    with torch.no_grad():
        greedy = model(source, None, LONGEST).argmax(dim=-1)[:, 0].tolist()
    greedy = greedy[: greedy.index(END) + 1] if END in greedy else greedy
    assert sequence(beam, beam.best) == greedy


def test_a_node_has_the_state_and_the_softmax_that_follow_its_sequence():
    model, source = made(0)
    beam = search(model, source, None, width=3, end=END, longest=LONGEST)
    for node in np.flatnonzero(np.isfinite(beam.probabilities[:, 0])):
        symbols = sequence(beam, node)
        with torch.no_grad():
            logits = model(source, None, len(symbols) + 1, torch.tensor([*symbols, 0])[:, None])
        np.testing.assert_allclose(beam.probabilities[node], logits[-1, 0].softmax(-1), rtol=1e-9)
        assert np.isfinite(beam.states[node]).all()
    cut = (beam.kept == 0) | (beam.ended == 1)
    assert np.isnan(beam.probabilities[cut]).all()


def test_no_more_than_its_width_is_kept_at_any_length():
    model, source = made(1)
    beam = search(model, source, None, width=2, end=END, longest=LONGEST)
    for depth in range(1, LONGEST + 1):
        assert beam.kept[beam.depths == depth].sum() <= 2
