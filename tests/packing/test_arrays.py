"""Arrays come back as they were, and bytes that are not right are told from those that are."""

import json
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as shapes

from rnnviz.packing.arrays import DTYPES, Damaged, pack, unpack

TEXT = st.text(st.characters(codec=None))  # lone halves of characters too
EACH = st.sampled_from([*DTYPES.values(), np.dtype(">f8"), np.dtype(">i2")])
ARRAYS = st.dictionaries(
    TEXT.filter(lambda name: name != "__metadata__"),
    EACH.flatmap(lambda dtype: shapes.arrays(dtype, shapes.array_shapes(min_dims=0, max_dims=4, min_side=0))),
    max_size=4,
)


def header_of(blob):
    length = int.from_bytes(blob[:8], "little")
    return json.loads(blob[8 : 8 + length].decode("utf-8", "surrogatepass")), blob[8 + length :]


def with_header(header, values=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + values


@given(ARRAYS, st.dictionaries(TEXT, TEXT, max_size=2))
def test_arrays_of_every_kind_come_back_to_the_bit_and_cannot_be_written_to(arrays, about):
    found, said = unpack(pack(arrays, about))
    assert said == about
    assert found.keys() == arrays.keys()
    for name, values in arrays.items():
        assert found[name].shape == values.shape
        assert found[name].dtype == values.dtype.newbyteorder("<")
        assert found[name].tobytes() == values.astype(values.dtype.newbyteorder("<")).tobytes()
        assert not found[name].flags.writeable
        assert found[name].flags.aligned


def test_a_view_of_a_larger_array_is_written_as_it_reads():
    values = np.arange(24.0).reshape(4, 6)[::2, ::-3]
    np.testing.assert_array_equal(unpack(pack({"a": values}, {}))[0]["a"], values)


def test_what_is_no_number_cannot_be_written():
    with pytest.raises(TypeError):
        pack({"a": np.array([object()])}, {})
    with pytest.raises(TypeError):
        pack({"a": np.array(["text"])}, {})


@given(st.binary(max_size=64))
def test_any_bytes_are_refused_as_damaged_or_read(blob):
    with suppress(Damaged):
        unpack(blob)


@given(st.data())
def test_a_changed_or_shortened_blob_is_refused_as_damaged_or_read(data):
    blob = bytearray(pack({"a": np.arange(3), "b": np.ones((2, 2), bool), "c": np.zeros(0)}, {"of": "it"}))
    for _ in range(data.draw(st.integers(0, 3))):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    blob = blob[: data.draw(st.integers(0, len(blob)))]
    with suppress(Damaged):
        unpack(bytes(blob))


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]},
        {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [True], "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [10**30], "data_offsets": [0, 4 * 10**30]},
        {"dtype": "F32", "shape": [1] * 80, "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [0, 10**30], "data_offsets": [0, 0]},
        {"dtype": "F32", "shape": [1.0], "data_offsets": [0, 4]},
        {"dtype": "O", "shape": [1], "data_offsets": [0, 4]},
        {"dtype": ["F32"], "shape": [1], "data_offsets": [0, 4]},
        {"dtype": "BOOL", "shape": [4], "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [1], "data_offsets": [0, 4], "more": 1},
        {"dtype": "F32", "shape": [1]},
        "F32",
        None,
    ],
    ids=str,
)
def test_an_entry_that_describes_no_array_is_refused(entry):
    with pytest.raises(Damaged):
        unpack(with_header({"a": entry}, b"\2\2\2\2"))


def test_arrays_that_overlap_or_leave_bytes_over_are_refused():
    one = {"dtype": "U8", "shape": [4], "data_offsets": [0, 4]}
    assert unpack(with_header({"a": one}, bytes(4)))
    with pytest.raises(Damaged, match="overlap"):
        unpack(with_header({"a": one, "b": one}, bytes(4)))
    with pytest.raises(Damaged, match="no array"):
        unpack(with_header({"a": one}, bytes(5)))
    with pytest.raises(Damaged, match="gap"):
        unpack(with_header({"a": one, "b": one | {"data_offsets": [5, 9]}}, bytes(9)))


@pytest.mark.parametrize("header", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b"1" * 5000, {"__metadata__": {"a": 1}}])
def test_a_header_that_is_none_is_refused(header):
    with pytest.raises(Damaged):
        unpack(with_header(header))


def test_a_header_that_claims_more_than_there_is_is_refused():
    with pytest.raises(Damaged):
        unpack((2**63).to_bytes(8, "little") + b"{}")
    with pytest.raises(Damaged):
        unpack(b"\1")


def test_the_layout_is_that_of_safetensors():
    header, values = header_of(pack({"a": np.array([1, 2], np.int16), "b": np.array([0.5])}, {"of": "it"}))
    assert header["__metadata__"] == {"of": "it"}
    assert header["b"] == {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}
    assert header["a"] == {"dtype": "I16", "shape": [2], "data_offsets": [8, 12]}
    assert values == np.array([0.5]).tobytes() + np.array([1, 2], "<i2").tobytes()
