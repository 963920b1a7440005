"""Every model of the zoo: watched it learns the same bits, and what a reader expects is found."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator

import pytest
import torch

from benchmarks.zoo import ZOO
from benchmarks.zoo.left_behind import left_behind
from benchmarks.zoo.running import bare, identical, missing, watched
from benchmarks.zoo.specimen import Specimen

each_of_the_zoo = pytest.mark.parametrize("specimen", ZOO, ids=lambda specimen: specimen.name)


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "LSTM with projections is not supported with oneDNN")
        yield
    torch.set_num_threads(before)


@each_of_the_zoo
def test_watched_it_learns_the_same_bits_and_what_is_in_it_is_found(specimen: Specimen) -> None:
    alone = bare(specimen)
    threads = threading.active_count()
    beside, witness = watched(specimen)
    assert not witness.sentences
    assert identical(alone, beside)
    assert not missing(specimen, witness.facts.found)
    assert witness.is_closed
    assert left_behind() == []
    assert threading.active_count() == threads
