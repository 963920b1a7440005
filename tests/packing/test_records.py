"""A record comes back as it was, whatever its class declares; bytes that hold none are refused in one sentence."""

import json
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Built, Evaluated
from rnnviz.engine.metrics import Metrics
from rnnviz.packing.arrays import Array, pack
from rnnviz.packing.records import FORMAT, decode, encode
from rnnviz.sentences import QT_TRANSLATE_NOOP, Marked, Refused

TEXT = st.text(st.characters(codec=None))


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Place(NamedTuple):
    row: int
    column: int


ORIGIN = Place(0, 0)


@dataclass(frozen=True)
class Other:
    name: str


@dataclass(frozen=True, eq=False)
class Thing:
    number: int = 0
    share: float = 0.0
    known: bool = False
    name: str = ""
    colour: Colour = Colour.RED
    colours: frozenset[Colour] = frozenset()
    place: Place = ORIGIN
    words: tuple[str, ...] = ()
    pair: tuple[int, str] = (0, "")
    values: Array | None = None
    by_name: Mapping[str, Array] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    one_of: Other | Place | None = None
    side: Literal["left", "right"] = "left"
    anything: Any = None


def back(thing):
    return decode(encode(thing), type(thing))


THINGS = st.builds(
    Thing,
    number=st.integers(-(10**30), 10**30),
    share=st.floats(allow_nan=False),
    known=st.booleans(),
    name=TEXT,
    colour=st.sampled_from(Colour),
    colours=st.frozensets(st.sampled_from(Colour)),
    place=st.builds(Place, st.integers(), st.integers()),
    words=st.lists(TEXT, max_size=4).map(tuple),
    pair=st.tuples(st.integers(), TEXT),
    shares=st.dictionaries(TEXT, st.floats(allow_nan=False), max_size=3),
    side=st.sampled_from(["left", "right"]),
    one_of=st.none() | st.builds(Other, TEXT) | st.builds(Place, st.integers(), st.integers()),
    anything=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
        lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(TEXT, inner, max_size=3),
        max_leaves=8,
    ),
)


@given(THINGS)
def test_whatever_a_record_declares_comes_back(thing):
    assert vars(back(thing)) == vars(thing)


@given(st.dictionaries(TEXT, st.integers(0, 9), max_size=5))
def test_arrays_keep_their_names_whatever_these_are(numbers):
    by_name = {name: np.full(2, value) for name, value in numbers.items()}
    found = back(Thing(by_name=by_name, values=np.zeros((0, 3), np.complex64), anything=(np.array(3.5), None)))
    assert list(found.by_name) == list(by_name)
    assert all(np.array_equal(found.by_name[name], by_name[name]) for name in by_name)
    assert found.values.shape == (0, 3)
    assert found.anything[0].shape == ()
    assert isinstance(found.by_name, MappingProxyType)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_what_is_not_finite_comes_back_and_is_written_as_json(value):
    blob = encode(Thing(share=value, shares={"a": value}, anything=value))
    found = decode(blob, Thing)
    assert all(np.array_equal(each, value, equal_nan=True) for each in (found.share, found.shares["a"], found.anything))
    assert b"NaN" not in blob


def test_a_text_that_can_be_translated_stays_so():
    found = back(Thing(name=QT_TRANSLATE_NOOP("tasks", "own answer: no readable date"))).name
    assert isinstance(found, Marked)
    assert found.context == "tasks"


def test_what_a_run_says_can_be_sent():
    built = Built(RunConfig(lag=3), "many-to-one", frozenset({"a"}), True, 5, "x", {"symbols": 4}, 1.5)
    assert back(built) == built
    assert back(Evaluated(3, {"accuracy": 0.5})) == Evaluated(3, {"accuracy": 0.5})
    metrics = Metrics(3, math.inf, 1.0, 2.0, False, 1.0)
    assert back(metrics) == metrics


@pytest.mark.parametrize(
    "wrong", [{"number": True}, {"known": 1}, {"name": b""}, {"values": [1]}, {"one_of": Thing()}, {"side": "up"}]
)
def test_what_a_field_does_not_declare_is_not_written(wrong):
    with pytest.raises(TypeError):
        encode(Thing(**wrong))


def written(**about):
    return pack({}, {"rnnviz": str(FORMAT), "kind": "Other", "record": '{"name": "a"}'} | about)


def test_a_newer_format_is_refused_by_its_number():
    assert decode(written(), Other) == Other("a")
    with pytest.raises(Refused, match=f"format {FORMAT + 1}; this one reads formats up to {FORMAT}"):
        decode(written(rnnviz=str(FORMAT + 1)), Other)


@pytest.mark.parametrize(
    "about",
    [{"kind": "Thing"}, {"rnnviz": "one"}, {"record": "{"}, {"record": "[" * 100_000}, {"record": "[]"}]
    + [{"record": json.dumps(each)} for each in ({}, {"name": 1}, {"name": "a", "more": 1}, {"name": ["a", 1]}, None)],
    ids=str,
)
def test_what_is_no_such_record_is_refused(about):
    with pytest.raises(Refused, match="cut off or damaged"):
        decode(written(**about), Other)


@given(st.data())
def test_a_blob_that_is_changed_is_refused_or_read_and_nothing_else(data):
    blob = bytearray(encode(Thing(values=np.arange(3.0), by_name={"i": np.ones(2)}, anything=(1.5, np.zeros(1)))))
    for _ in range(data.draw(st.integers(1, 4))):
        blob[data.draw(st.integers(0, len(blob) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refused):
        decode(bytes(blob[: data.draw(st.integers(0, len(blob)))]), Thing)
