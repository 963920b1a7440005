"""Two records are the same, part by part, to the bit."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import fields, is_dataclass

import numpy as np


def assert_same(found: object, kept: object, but: Container[str] = (), place: str = "") -> None:
    """Compare two records; fields whose names are in `but` may differ."""
    assert type(found) is type(kept), place
    if isinstance(kept, np.ndarray):
        assert isinstance(found, np.ndarray)
        assert (found.dtype, found.shape) == (kept.dtype, kept.shape), place
        assert found.tobytes() == kept.tobytes(), place
        assert not found.flags.writeable, place
    elif isinstance(kept, Mapping):
        assert isinstance(found, Mapping)
        assert list(found) == list(kept), place
        for key in kept:
            assert_same(found[key], kept[key], but, f"{place}/{key}")
    elif isinstance(kept, tuple):
        assert isinstance(found, tuple)
        assert len(found) == len(kept), place
        for number, (mine, theirs) in enumerate(zip(found, kept, strict=True)):
            assert_same(mine, theirs, but, f"{place}/{number}")
    elif is_dataclass(kept):
        for each in fields(kept):
            if each.name not in but:
                assert_same(getattr(found, each.name), getattr(kept, each.name), but, f"{place}/{each.name}")
    elif kept == kept:  # not NaN
        assert found == kept, place
    else:
        assert found != found, place
