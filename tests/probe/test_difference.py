"""A - B: every array is the one minus the other, and what cannot be subtracted is left out with a reason."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.probe.difference import Difference, difference
from rnnviz.probe.frame import Attention, Frame, Output, Recurrence, Spectrum, Want, Weights, arrays

GATES = {"lstm": "ifgo", "gru": "rzn", "rnn_tanh": ""}
cells = st.sampled_from(sorted(GATES))


def make(cell="lstm", units=3, timesteps=4, seed=0, text=None, labels="abc", heads=1, layers=1, nonfinite=False):
    rng = np.random.default_rng(seed)
    shape = (timesteps, units)

    def values(*size):
        drawn = rng.normal(size=size).astype(np.float32)
        if nonfinite:
            drawn.flat[0] = np.inf
        return drawn

    records = tuple(
        Recurrence(
            "rnn", cell, layer, False, 0, "text", values(*shape), values(units),
            c=values(*shape) if cell == "lstm" else None,
            c0=values(units) if cell == "lstm" else None,
            x=values(timesteps, 5),
            gates=MappingProxyType({key: values(*shape) for key in GATES[cell]}),
            dh=values(*shape), dh_local=values(*shape),
        )
        for layer in range(layers)
    )  # fmt: skip
    return Frame(
        update=seed,
        loss=float(seed),
        sequences=MappingProxyType({"text": tuple((text or "x" * timesteps)[:timesteps])}),
        recurrences=records,
        attentions=(Attention("attention", "text", "text", values(heads, timesteps, timesteps)),) if heads else (),
        output=Output(
            "text", tuple(labels), np.arange(timesteps) % 3, values(timesteps, len(labels)), values(timesteps)
        ),
        weights=(Weights("rnn.weight_hh_l0", values(units * max(1, len(GATES[cell])), units)),),
        spectra=(Spectrum("rnn.weight_hh_l0", "h", values(units), values(units)),),
    )


@given(cell=cells, units=st.integers(1, 6), timesteps=st.integers(1, 6), seeds=st.tuples(*[st.integers(0, 99)] * 2))
def test_every_array_that_is_left_is_a_minus_b(cell, units, timesteps, seeds):
    a, b = (make(cell, units, timesteps, seed) for seed in seeds)
    found = difference(a, b)
    mine, theirs = ({path: values for path, _, values in arrays(frame)} for frame in (a, b))
    left = {path: values for path, _, values in arrays(found)}
    assert left.keys() == {path for path in mine if not path.startswith("spectra")}
    for path, values in left.items():
        assert not values.flags.writeable
        expected = mine[path] if path.endswith("targets") else mine[path] - theirs[path]
        np.testing.assert_array_equal(values, expected, err_msg=path)
    assert found.loss == a.loss - b.loss
    assert (found.update, found.other_update) == seeds
    assert not found.left_out


@given(cell=cells, seeds=st.tuples(*[st.integers(0, 99)] * 2))
def test_b_minus_a_is_its_negative(cell, seeds):
    a, b = (make(cell, seed=seed) for seed in seeds)
    back = {path: values for path, _, values in arrays(difference(b, a))}
    for path, _, values in arrays(difference(a, b)):
        if not path.endswith("targets"):
            np.testing.assert_array_equal(values, -back[path])


@given(pair=st.tuples(cells, cells), units=st.tuples(*[st.integers(1, 4)] * 2), text=st.booleans())
def test_whatever_differs_nothing_raises_and_what_is_gone_has_its_reason(pair, units, text):
    a = make(pair[0], units[0])
    b = make(pair[1], units[1], text="yyyy" if text else None)
    found = difference(a, b)
    assert isinstance(found, Difference)
    for want, there, left in (
        (Want.STATES, a.recurrences, found.recurrences),
        (Want.ATTENTION, a.attentions, found.attentions),
        (Want.OUTPUT, (a.output,), (found.output,) if found.output else ()),
        (Want.WEIGHTS, a.weights, found.weights),
    ):
        assert bool(there and not left) == (want in found.left_out)
    for sentence in found.left_out.values():
        assert "{" not in str(sentence)


def test_vanilla_against_lstm_has_states_and_gradients_but_no_gates():
    found = difference(make("rnn_tanh"), make("lstm"))
    (record,) = found.recurrences
    assert record.h.shape == (4, 3)
    assert record.dh_recurrent.shape == (4, 3)
    assert record.c is None
    assert not record.gates
    assert found.left_out.keys() == {Want.GATES, Want.WEIGHTS}
    assert "i, f, g, o" in str(found.left_out[Want.GATES])


def test_other_units_leave_out_the_states_and_say_the_sizes():
    found = difference(make(units=3), make(units=5))
    assert not found.recurrences
    assert "4 × 3" in str(found.left_out[Want.STATES])
    assert "4 × 5" in str(found.left_out[Want.STATES])
    assert found.output is not None


def test_a_layer_that_only_one_has_is_left_out():
    found = difference(make(layers=2), make(layers=1))
    assert [record.layer for record in found.recurrences] == [0]


def test_other_sequences_leave_the_weights():
    found = difference(make(text="abcd"), make(text="abce"))
    assert not found.recurrences
    assert found.output is None
    assert len(found.weights) == 1
    assert "different sequences" in str(found.left_out[Want.GATES])


def test_other_symbols_leave_out_the_predictions():
    assert Want.OUTPUT in difference(make(labels="abc"), make(labels="abd")).left_out


def test_targets_that_differ_are_not_known():
    a, b = make(), make()
    assert b.output is not None
    b = replace(b, output=replace(b.output, targets=np.array([0, 0, 2, 0])))
    found = difference(a, b).output
    assert found is not None
    np.testing.assert_array_equal(found.targets, [0, -1, 2, 0])


def test_only_what_both_were_asked_for_is_wanted():
    a = replace(make(), wants=frozenset({Want.STATES, Want.GATES}))
    b = replace(make(), wants=frozenset({Want.STATES, Want.OUTPUT}))
    assert difference(a, b).wants == {Want.STATES}


@pytest.mark.filterwarnings("error")
def test_what_is_not_finite_stays_so_without_a_word():
    found = difference(make(nonfinite=True), make(nonfinite=True, seed=1))
    assert np.isnan(found.recurrences[0].h[0, 0])
