"""What is said of the loop of a folded network is what its cell does."""

import pytest

from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.engine.training import build
from rnnviz.engine.update_tracing import trace_update
from rnnviz.explain.loop_words import looped

SAID = {
    "hello": "h(t−1): the same W_hh at every timestep",
    "find-year": "h(t−1): the same W_hh at every timestep",
    "find-year-unshared": "h(t−1): its own W_hh(t) at every timestep",
    "parity": "y(t−1): the same W_yh at every timestep",
    "scalar": "h(t−1): the same w at every timestep",
    "perceptron": "",
}


@pytest.mark.parametrize("key", SAID)
def test_it_says_what_comes_back_and_by_which_weights(key):
    load_torch()
    trace = trace_update(build(preset(key).config)).trace
    assert looped(trace.recurrences[0]) == SAID[key]


def test_a_layer_that_reads_from_the_end_is_given_the_next_timestep():
    load_torch()
    trace = trace_update(build(preset("bidirectional").config)).trace
    assert [looped(r).partition(":")[0] for r in trace.recurrences] == ["h(t−1)", "h(t+1)"]
