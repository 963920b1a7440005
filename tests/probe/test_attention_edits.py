"""What if an attention were otherwise: a forced alignment, another energy, another context."""

import numpy as np
import pytest
import torch

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build
from rnnviz.engine.whatif import what_if
from rnnviz.probe import observe
from rnnviz.probe.edits import EditAttention
from rnnviz.sentences import Refused

VARIANTS = ("additive", "dot product", "position")


def made(variant="additive"):
    run = build(preset("translation").config.changed(attention=variant, hidden=12, embedding=6, sequence_length=6))
    torch.manual_seed(2)
    for parameter in run.model.parameters():
        torch.nn.init.normal_(parameter, std=0.4)
    return run, run.task.watch("she knows the old keys")


def edit(quantity, target, place, value):
    return EditAttention("attention", quantity, target, place, value)


@pytest.mark.parametrize("variant", VARIANTS)
def test_energies_and_contexts_are_those_of_the_weights(variant):
    run, probe = made(variant)
    frame = observe(run.model, probe.forward)
    seen = frame.attentions[0]
    shares = np.exp(seen.energies) / np.exp(seen.energies).sum(-1, keepdims=True)
    np.testing.assert_allclose(shares, seen.weights, atol=1e-6)
    h = np.concatenate([r.h for r in frame.recurrences if r.name == "encoder"], axis=1)
    np.testing.assert_allclose(seen.contexts, seen.weights[0] @ h, atol=1e-6)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_forced_alignment_changes_what_is_written_from_there_on(variant):
    run, probe = made(variant)
    found = what_if(run, probe, [edit("alpha", 2, 4, 1.0)])
    before, after = found.original.attentions[0], found.frame.attentions[0]
    np.testing.assert_allclose(after.weights[0, 2], np.eye(5)[4], atol=1e-6)
    np.testing.assert_allclose(after.weights[0, :2], before.weights[0, :2], atol=1e-6)
    h = np.concatenate([r.h for r in found.frame.recurrences if r.name == "encoder"], axis=1)
    np.testing.assert_allclose(after.contexts[2], h[4], atol=1e-6)
    p, q = found.original.output.probabilities, found.frame.output.probabilities
    np.testing.assert_allclose(p[:2], q[:2], atol=1e-6)
    assert np.abs(p[2:] - q[2:]).max(axis=1).min() > 1e-6


def test_the_other_weights_keep_their_proportions():
    run, probe = made()
    found = what_if(run, probe, [edit("alpha", 1, 0, 0.25)])
    before, after = (f.attentions[0].weights[0, 1] for f in (found.original, found.frame))
    np.testing.assert_allclose(after[1:], before[1:] * 0.75 / before[1:].sum(), atol=1e-6)
    assert after[0] == pytest.approx(0.25)


def test_another_energy_goes_through_the_softmax():
    run, probe = made()
    found = what_if(run, probe, [edit("e", 3, 2, 5.0)])
    energies = found.original.attentions[0].energies[0, 3].astype(float)
    energies[2] = 5.0
    np.testing.assert_allclose(
        found.frame.attentions[0].weights[0, 3], np.exp(energies) / np.exp(energies).sum(), atol=1e-6
    )


def test_an_element_of_the_context_is_another_one():
    run, probe = made()
    found = what_if(run, probe, [edit("c", 0, 7, 2.0)])
    before, after = found.original.attentions[0], found.frame.attentions[0]
    np.testing.assert_allclose(after.weights[0, 0], before.weights[0, 0], atol=1e-6)
    assert after.contexts[0, 7] == pytest.approx(2.0)
    assert np.abs(found.frame.output.probabilities[0] - found.original.output.probabilities[0]).max() > 1e-6


def test_without_a_change_it_is_what_it_was():
    run, probe = made()
    weight = observe(run.model, probe.forward).attentions[0].weights[0, 2, 1]
    found = what_if(run, probe, [edit("alpha", 2, 1, float(weight))])
    np.testing.assert_allclose(found.frame.output.probabilities, found.original.output.probabilities, atol=1e-5)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (EditAttention("nothing", "alpha", 0, 0, 1.0), "no attention called nothing"),
        (edit("beta", 0, 0, 1.0), "has no beta"),
        (edit("alpha", 99, 0, 1.0), "no target 99"),
        (edit("alpha", 0, 5, 1.0), "no place 5: there are 5"),
        (edit("alpha", 0, 0, 1.5), "between 0 and 1"),
        (edit("e", 0, 0, float("inf")), "finite"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(wrong, sentence):
    run, probe = made()
    with pytest.raises(Refused, match=sentence):
        what_if(run, probe, [wrong])
