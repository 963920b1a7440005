"""A Frame passes through bytes to the bit, of every experiment."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine.observing import observed
from rnnviz.engine.presets import presets
from rnnviz.engine.training import build
from rnnviz.packing.records import encode as encoded
from rnnviz.probe.frame import Want
from rnnviz.probe.packed_frame import decode, encode
from rnnviz.sentences import Refused
from tests.frames import make_frame
from tests.same_record import assert_same

PRESETS = {preset.key: preset for preset in presets()}


@pytest.mark.parametrize("key", PRESETS)
def test_a_frame_of_every_experiment_comes_back_to_the_bit(key):
    run = build(PRESETS[key].config)
    frame = observed(run, run.watch(PRESETS[key].probe or run.task.default_probe()), frozenset(Want))
    assert_same(decode(encode(frame)), frame)


@pytest.mark.parametrize(
    "about",
    [{"cell": "gru", "bidirectional": True}, {"attention": True, "heads": 2}, {"nonfinite": True}, {"layers": 3}],
    ids=str,
)
def test_frames_of_every_shape_come_back(about):
    frame = replace(make_frame(**about), loss=float("inf"), sequence=3, text="\ud800 \U0001f600 \ud83d\ude00")
    assert_same(decode(encode(frame)), frame)


def test_nothing_in_it_can_be_changed():
    frame = decode(encode(make_frame()))
    with pytest.raises(ValueError, match="read-only"):
        frame.recurrences[0].h[0] = 1.0
    with pytest.raises(TypeError):
        frame.sequences["text"] = ()


def test_arrays_of_other_shapes_than_their_axes_are_refused():
    frame = make_frame()
    flat = replace(frame.recurrences[0], h=frame.recurrences[0].h.ravel(), gates=MappingProxyType({}))
    with pytest.raises(Refused, match="cut off or damaged"):
        decode(encode(replace(frame, recurrences=(flat,))))


def test_another_record_is_refused():
    with pytest.raises(Refused, match="cut off or damaged"):
        decode(encoded(make_frame().recurrences[0]))


BLOB = encode(make_frame(units=2, timesteps=3))


@given(st.data())
def test_a_frame_that_is_changed_or_cut_is_refused_or_read_and_nothing_else(data):
    blob = bytearray(BLOB)
    for _ in range(data.draw(st.integers(0, 4))):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    try:
        frame = decode(bytes(blob[: data.draw(st.integers(0, len(blob)))]))
    except Refused:
        return
    assert all(isinstance(each.h, np.ndarray) for each in frame.recurrences)
