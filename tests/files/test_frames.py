"""A Frame, to a file and back."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from rnnviz.files import frames, npz
from rnnviz.probe.frame import Attention, Frame, Output, Recurrence, Spectrum, Want, Weights, arrays
from rnnviz.sentences import Refused

RNG = np.random.default_rng(0)


def numbers(*shape):
    return RNG.normal(size=shape).astype(np.float32)


def a_frame() -> Frame:
    gates = MappingProxyType({k: numbers(4, 3) for k in "ifgo"})
    lstm = Recurrence("encoder.rnn", "lstm", 1, True, 2, "source", numbers(4, 3), numbers(3), gates=gates)
    plain = Recurrence("rnn", "rnn_tanh", 0, False, 0, "text", numbers(4, 2), numbers(2), dh=numbers(4, 2))
    return Frame(
        update=620,
        loss=float("nan"),
        sequences=MappingProxyType({"text": ("a", "␣", "é", "\\n"), "source": ("1", "2", "3", "4")}),
        recurrences=(lstm, plain),
        attentions=(Attention("attention", "text", "source", numbers(2, 4, 4)),),
        output=Output("text", ("a", "b"), np.array([0, 1, 1, -1]), numbers(4, 2), np.full(4, np.nan)),
        weights=(Weights("rnn.weight_hh_l0", numbers(2, 2)),),
        spectra=(Spectrum("rnn.weight_hh_l0", "h", numbers(2), numbers(2) + 1j),),
        wants=frozenset({Want.STATES, Want.GATES}),
        observe_ms=1.75,
    )


def test_reads_back_as_it_was(tmp_path):
    frame = a_frame()
    frames.save(tmp_path / "frame.npz", frame)
    found = frames.load(tmp_path / "frame.npz")
    before, after = list(arrays(frame)), list(arrays(found))
    assert [(p, axes) for p, axes, _ in after] == [(p, axes) for p, axes, _ in before]
    for (_, _, old), (_, _, new) in zip(before, after, strict=True):
        assert new.dtype == old.dtype
        assert not new.flags.writeable
        np.testing.assert_array_equal(new, old)
    assert [r.key for r in found.recurrences] == [r.key for r in frame.recurrences]
    assert found.recurrences[0].cell == "lstm"
    assert found.recurrences[1].gates == {}
    assert found.recurrences[1].c is None
    assert found.sequences == frame.sequences
    assert found.output.labels == frame.output.labels
    assert (found.attentions[0].target_axis, found.attentions[0].source_axis) == ("text", "source")
    assert (found.update, found.observe_ms, found.wants) == (620, 1.75, frame.wants)
    assert np.isnan(found.loss)


def test_a_frame_without_parts_reads_back(tmp_path):
    frames.save(tmp_path / "frame.npz", replace(a_frame(), recurrences=(), attentions=(), output=None))
    assert frames.load(tmp_path / "frame.npz").output is None


def test_numpy_alone_finds_arrays_and_axes(tmp_path):
    frames.save(tmp_path / "frame.npz", a_frame())
    found = np.load(tmp_path / "frame.npz")
    assert found["recurrences/0/gates/i"].shape == (4, 3)
    assert '"recurrences/0/gates/i": ["timestep", "unit"]' in str(found[frames.ABOUT])


@pytest.mark.parametrize("content", [None, b"", b"no zip", "other arrays", "newer format"])
def test_what_is_no_frame_is_refused(tmp_path, content):
    path = tmp_path / "frame.npz"
    if content == "other arrays":
        npz.save(path, {"h": np.zeros(3)})
    elif content == "newer format":
        npz.save(path, {frames.ABOUT: np.array('{"format": 99}')})
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused, match="There is no file" if content is None else "holds no picture of a network"):
        frames.load(path)
