"""What of an update is plumbing, and that a lecture has an equation for all the rest."""

from __future__ import annotations

import pytest

from rnnviz.engine.presets import presets
from rnnviz.engine.torch_loading import load_torch
from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.formula import parsed
from rnnviz.explain.lecture import headline, losses
from rnnviz.explain.plumbing import called, plumbing
from rnnviz.probe.cursor import TraceCursor
from rnnviz.probe.trace import TracePhase
from tests.traces import traced


@pytest.fixture(scope="module", params=[p.key for p in presets()])
def trace(request):
    """The first update of every experiment, small."""
    load_torch()
    from rnnviz.engine.training import build
    from rnnviz.engine.update_tracing import trace_update

    config = next(p.config for p in presets() if p.key == request.param)
    return trace_update(build(config.changed(hidden=min(config.hidden, 4), batch=min(config.batch, 2)))).trace


def test_the_first_step_of_every_experiment_has_an_equation_and_so_have_almost_all(trace):
    cursor = TraceCursor(trace, passed_over=plumbing(trace))
    cursor.first()
    reading = Reading(trace)
    assert headline(reading, cursor.operation), cursor.operation.name
    cursor.go(0)
    for phase in TracePhase:
        if any(o.phase is phase for o in trace.operations):
            assert cursor.run_to(phase)
            assert headline(reading, cursor.operation), (phase, cursor.operation.name)


def test_every_phase_can_be_stepped_to(trace):
    folded = plumbing(trace)
    for phase in {o.phase for o in trace.operations}:
        assert any(o.index not in folded for o in trace.operations if o.phase is phase)


def test_no_equation_of_a_cell_and_no_parameter_is_folded(trace):
    folded = plumbing(trace)
    assert not [o.name for o in trace.operations if o.index in folded and o.equation]
    assert not [o.name for o in trace.operations if o.index in folded and o.of is not None and o.of < 0]


def test_every_headline_is_set_as_a_formula(trace):
    reading = Reading(trace)
    for o in trace.operations:
        for equation in headline(reading, o):
            assert all(parsed(side) for side in (equation.name, *equation.steps))


def test_one_of_several_results_is_known_by_its_function():
    assert called("unbind 3") == "unbind"
    assert called("linear") == "linear"


def test_the_mean_is_written_over_as_many_as_there_are_targets():
    trace = traced("lstm").trace
    loss = next(o for o in trace.operations if o.name == "cross_entropy")
    found = losses(trace, loss)
    assert len(found) == 36  # 12 timesteps of 3 sequences
    assert found.mean() == pytest.approx(trace.loss, rel=1e-5)
    assert headline(Reading(trace), loss)[0].steps[0].startswith("−\\frac{1}{36}")
