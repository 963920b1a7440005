"""An encoder and a decoder of any cell: where the decoder begins, what it is fed; padding counts for nothing."""

import pytest
import torch

from benchmarks.decoders import CELLS, DecoderCase, decoder_errors
from rnnviz.nn import cells
from rnnviz.nn.attentions import VARIANTS, AdditiveAttention
from rnnviz.nn.encoder_decoder import EncoderDecoder
from rnnviz.settings import ModelSettings

S, B, T = 5, 3, 4


def made(bidirectional=False, attention=None, **settings):
    torch.manual_seed(0)
    model = EncoderDecoder(
        ModelSettings(hidden=6, **settings), sources=7, targets=5, bidirectional=bidirectional, attention=attention
    )
    return model.double().eval()


def sources():
    return torch.randint(7, (S, B), generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("cell", cells.names())
@pytest.mark.parametrize("layers", [1, 2])
def test_the_decoder_begins_in_the_state_in_which_the_encoder_ended(cell, layers):
    model = made(cell=cell, layers=layers)
    _, state = model.encode(sources())
    _, last = model.encoder(model.source(sources()))
    last = last if isinstance(last, tuple) else (last,)
    assert len(state) == layers
    for layer, parts in enumerate(state):
        assert all(torch.equal(part, whole[layer]) for part, whole in zip(parts, last, strict=True))


@pytest.mark.parametrize("cell", cells.names())
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("attention", [None, AdditiveAttention])
def test_feeding_its_own_symbols_back_as_true_ones_writes_the_same(cell, bidirectional, attention):
    model = made(bidirectional, attention, cell=cell, layers=2, embedding=3)
    free = model(sources(), None, T)  # (T, B, V)
    torch.testing.assert_close(model(sources(), None, T, free.argmax(dim=-1)), free)


@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("attention", [None, AdditiveAttention])
def test_padding_of_a_source_changes_nothing(bidirectional, attention):
    model, lengths = made(bidirectional, attention, layers=2), torch.tensor([2, 5, 3])
    together = model(sources(), lengths, T)
    for k, length in enumerate(lengths.tolist()):
        alone = model(sources()[:length, k : k + 1], None, T)
        torch.testing.assert_close(together[:, k : k + 1], alone)


def test_every_weight_learns():
    model = made(True, AdditiveAttention, layers=2, cell="lstm", embedding=3)
    model(sources(), torch.tensor([2, 5, 3]), T).square().sum().backward()
    assert [name for name, p in model.named_parameters() if p.grad is None or not p.grad.any()] == []


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("forced", [True, False])
def test_what_the_probe_sees_of_both_nets_is_what_autograd_finds_in_them_unrolled(cell, bidirectional, forced):
    case = DecoderCase(cell=cell, layers=2, bidirectional=bidirectional, forced=forced, sequence=1)
    assert max(decoder_errors(case).values()) <= 1e-9
    assert max(decoder_errors(case, torch.float32).values()) <= 1e-4


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("cell", CELLS)
def test_what_is_seen_of_an_attention_is_what_autograd_finds(cell, variant):
    case = DecoderCase(cell=cell, attention=variant, bidirectional=True, embedding=4, lengths=(5, 2, 3), sequence=1)
    assert max(decoder_errors(case).values()) <= 1e-9
