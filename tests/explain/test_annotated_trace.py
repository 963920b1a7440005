"""What is said of each operation of a Trace: the numbers add up, and every operation has its sentence."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.explain.annotated_trace import Reading, gate_of, part
from rnnviz.explain.captions import caption
from rnnviz.explain.contributions import contributions
from rnnviz.explain.jacobian_products import FlowingBack
from rnnviz.explain.number import number
from rnnviz.explain.operands import pictures
from rnnviz.explain.trace_equations import equations
from rnnviz.explain.unrolled import NEVER, unrolled
from rnnviz.probe.trace import TracePhase
from tests.explain.test_every_equation import says
from tests.traces import traced

MODELS = ("lstm", "gru", "rnn", "deep", "dates", "peephole")
UNIT = 3


@pytest.fixture(params=MODELS)
def reading(request):
    return Reading(traced(request.param).trace)


def inside(reading, phase, *names):
    """Return the operations of recurrences with these names."""
    return [o for o in reading.trace.operations if o.phase is phase and o.equation and o.name in names]


def total(shown):
    return sum(a.value for a in shown.addends) + shown.rest


def test_what_a_pre_activation_is_made_of_adds_up_to_it(reading):
    checked = 0
    for o in inside(reading, TracePhase.FORWARD, "i", "f", "g", "o", "r", "z", "n"):
        r, record = reading.trace.recurrence(o), reading.recurrence(o)
        before = record.before[gate_of(r, o)][o.timestep, UNIT]
        assert total(contributions(reading, o, UNIT)) == pytest.approx(before, abs=1e-5)
        checked += 1
    for o in inside(reading, TracePhase.FORWARD, "a"):
        r = reading.trace.recurrence(o)
        gate = gate_of(r, o)
        assert total(contributions(reading, o, UNIT)) == pytest.approx(part(r, o.value, gate)[UNIT], abs=1e-5)
        checked += 1
    assert checked


def test_what_a_gated_state_is_made_of_adds_up_to_it(reading):
    for o in inside(reading, TracePhase.FORWARD, "c", "h"):
        shown = contributions(reading, o, UNIT)
        if shown.title.startswith(o.name):
            assert total(shown) == pytest.approx(o.value[UNIT], abs=1e-5)


def test_what_a_gradient_is_made_of_adds_up_to_it(reading):
    found = inside(reading, TracePhase.BACKWARD, "h")
    assert found
    for o in found:
        if o.local is not None:
            assert total(contributions(reading, o, UNIT)) == pytest.approx(o.value[UNIT], rel=1e-3, abs=1e-8)


def test_the_strongest_addend_comes_first(reading):
    o = inside(reading, TracePhase.FORWARD, "a", "i")[-1]
    shown = contributions(reading, o, UNIT, most=4)
    sizes = [abs(a.value) for a in shown.addends]
    assert len(sizes) == 4
    assert sizes == sorted(sizes, reverse=True)
    assert shown.others > 0


def test_the_equation_of_a_known_operation_ends_in_its_value(reading):
    names = ("i", "f", "g", "o", "r", "z", "n", "hn", "c", "h")
    checked = 0
    for phase in (TracePhase.FORWARD, TracePhase.BACKWARD):
        for o in inside(reading, phase, *names):
            said = equations(reading, o, UNIT)[0]
            if len(said.steps) == 1:  # a cell whose equations are not known: the value alone
                continue
            assert says(said.steps[-1], float(o.value[UNIT])), (o.name, said)
            checked += 1
    assert checked > 20 or reading.trace.recurrences[0].cell == "peephole"


def test_the_factors_of_a_backward_equation_give_its_value(reading):
    checked = 0
    for o in inside(reading, TracePhase.BACKWARD, "i", "f", "g", "o", "z", "n", "r", "hn"):
        said = equations(reading, o, UNIT)[0]
        if len(said.steps) == 3:
            left, _, right = said.steps[1].replace("−", "-").partition(")·(")
            product = float(left.strip("(")) * float(right.strip(")"))
            assert product == pytest.approx(float(o.value[UNIT]), rel=0.05, abs=2e-5)
            checked += 1
    assert checked or reading.trace.recurrences[0].cell not in ("lstm", "gru")


def test_every_operation_has_a_sentence_and_its_pictures(reading):
    for o in reading.trace.operations:
        sentence = caption(reading, o)
        assert sentence
        assert "{" not in sentence
        shown = pictures(reading, o)
        assert all(p.values.ndim == 2 and p.values.size for p in shown)
        assert o.name == "norm" or shown[-1].result


def test_a_caption_names_the_symbol_that_is_read():
    reading = Reading(traced("lstm").trace)
    o = inside(reading, TracePhase.FORWARD, "a")[4]
    symbol = reading.trace.sequences[o.axis][4]
    assert f"“{symbol}”" in caption(reading, o)


def test_a_picture_in_which_nothing_is_seen_is_said_to_be_of_zeros():
    reading = Reading(traced("lstm").trace)
    o = inside(reading, TracePhase.FORWARD, "h")[4]
    assert "zero" not in caption(reading, o)
    assert caption(reading, o._replace(value=np.zeros_like(o.value))).endswith("All its numbers are zero.")


def test_clipping_says_norm_threshold_and_factor():
    trace = traced("lstm", clip_at=1e-4).trace
    o = next(o for o in trace.operations if o.phase is TracePhase.CLIPPING)
    sentence = caption(Reading(trace), o)
    assert all(
        number(v, signed=False) in sentence
        for v in (trace.clipping.norm, trace.clipping.threshold, trace.clipping.factor)
    )
    assert trace.clipping.factor < 1


def test_the_gradient_flow_is_filled_in_a_little_at_a_time(reading):
    flow = FlowingBack(reading, 0)
    assert np.isnan(flow.products).all()
    flow.advance(0.0)
    assert not np.isfinite(flow.products).all()
    while not flow.done:
        flow.advance(0.01)
    if flow.chain.known:
        np.testing.assert_allclose(flow.products, flow.chain.product_norms(), rtol=1e-5)
        assert flow.products.max() == pytest.approx(flow.products[0 if flow.chain.recurrence.reverse else -1], rel=1e3)


def test_the_product_of_jacobians_stays_below_its_bound():
    flow = FlowingBack(Reading(traced("rnn").trace), 0)
    while not flow.done:
        flow.advance(1.0)
    assert np.isfinite(flow.bounds).all()
    assert (flow.products <= flow.bounds * (1 + 1e-4)).all()


def test_the_unrolled_network_has_a_node_for_every_state(reading):
    network = unrolled(reading)
    for r_index, r in enumerate(reading.trace.recurrences):
        lanes = [e for b in network.blocks for e in b.lanes if e.recurrence == r_index and e.name == "h"]
        assert len(lanes) == 1
        assert tuple(lanes[0].forward) == r.forward["h"]
        assert lanes[0].reverse == r.reverse
    assert network.blocks[-1].lanes[-1].name == "y"


def test_an_encoder_and_its_decoder_stand_side_by_side_with_their_attention():
    network = unrolled(Reading(traced("dates").trace))
    encoder, decoder = network.blocks
    assert (encoder.axis, decoder.axis) == ("source", "target")
    assert decoder.start > encoder.start + encoder.timesteps
    assert {e.reverse for e in encoder.lanes if e.name == "h"} == {False, True}
    assert "".join(decoder.symbols).count("-") == 2
    np.testing.assert_allclose(network.attention.sum(axis=1), 1, atol=1e-5)


def test_a_unit_is_shown_by_its_own_value_and_without_one_by_the_size_of_all():
    lane = next(e for e in unrolled(Reading(traced("lstm").trace)).blocks[0].lanes if e.name == "h")
    values, signed = lane.shades(UNIT)
    assert signed
    np.testing.assert_array_equal(values, lane.values[:, UNIT])
    sizes, signed = lane.shades(None)
    assert not signed
    np.testing.assert_allclose(sizes, np.sqrt((lane.values**2).mean(axis=1)), rtol=1e-6)
    assert (lane.backward < NEVER).all()
