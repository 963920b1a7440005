"""A sealed file comes back as it was; whatever happens to it on the way, it is refused in one sentence."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.packing import sealed
from rnnviz.packing.arrays import Array, Damaged, unpack
from rnnviz.sentences import Refused


@dataclass(frozen=True, eq=False)
class Part:
    name: str = ""
    values: Array = field(default_factory=lambda: np.zeros(0))
    more: Any = None


PARTS = {
    "one": Part("x", np.arange(12, dtype=np.float32).reshape(3, 4), (np.array(2.5), None)),
    "two": Part("y", np.array([True, False])),
}


def written(parts=PARTS, **about):
    file = io.BytesIO()
    sealed.write(file, parts, about)
    return file.getvalue()


def read(blob):
    return sealed.read(io.BytesIO(blob), len(blob))


def test_each_record_comes_back_under_its_name_and_cannot_be_written_to():
    found = read(written(seed="7"))
    assert found.about["seed"] == "7"
    for name, part in PARTS.items():
        back = found.record(name, Part)
        assert back.name == part.name
        np.testing.assert_array_equal(back.values, part.values)
        assert not back.values.flags.writeable
    assert found.record("one", Part).more[0] == 2.5


def test_it_is_laid_out_as_other_programs_read_it():
    arrays, about = unpack(written())
    assert set(arrays) == {"one/values", "one/more/0", "two/values"}
    assert json.loads(about["record.two"])["name"] == "y"


def test_a_record_that_nobody_knows_does_not_keep_the_others_from_being_read():
    found = read(written({"one": PARTS["one"], "strange": sealed.Sealed({}, {})}))
    with pytest.raises(Damaged):
        found.record("strange", Part)
    with pytest.raises(Damaged):
        found.record("absent", Part)
    assert found.record("one", Part).name == "x"


def test_what_is_said_of_it_can_be_read_without_the_rest():
    blob = written()
    found = sealed.peek(io.BytesIO(blob), len(blob), frozenset({"two/values"}))
    assert found.record("two", Part).name == "y"
    assert set(found.arrays) == {"two/values"}


@given(st.integers(0), st.integers(0, 7))
def test_a_bit_that_turned_is_told_or_changes_nothing(place, bit):
    blob = bytearray(written())
    blob[place % len(blob)] ^= 1 << bit
    try:
        found = read(bytes(blob))
    except Refused:
        return
    back = found.record("one", Part)
    assert back.name == "x"
    np.testing.assert_array_equal(back.values, PARTS["one"].values)


@given(st.integers(0))
def test_what_was_cut_off_is_refused(length):
    blob = written()
    with pytest.raises(Refused):
        read(blob[: length % len(blob)])


@given(st.binary(max_size=64))
def test_what_another_program_wrote_is_refused(blob):
    with pytest.raises(Refused):
        read(blob)


@pytest.mark.parametrize("length", [1 << 40, 1 << 63, (1 << 64) - 1])
def test_lengths_that_cannot_be_are_refused_before_memory_is_asked_for(length):
    blob = written()
    with pytest.raises(Refused):
        read(length.to_bytes(8, "little") + blob[8:])
    header = blob[8 : 8 + int.from_bytes(blob[:8], "little")].decode()
    lying = header.replace('"shape":[3,4]', f'"shape":[{length},{length}]').encode()
    with pytest.raises(Refused):
        read(len(lying).to_bytes(8, "little") + lying + blob[8 + len(header) :])


def test_a_newer_format_is_named():
    blob = written()
    with pytest.raises(Refused, match="newer RNNviz, in format 9"):
        read(blob.replace(b'"rnnviz":"1"', b'"rnnviz":"9"'))


def test_a_file_that_is_shorter_than_was_said_is_refused():
    blob = written()
    with pytest.raises(Refused):
        sealed.read(io.BytesIO(blob[:-3]), len(blob))
