"""Every model of the zoo: watched it learns the same bits, and what a reader expects is found."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator

import pytest
import torch
from torch.optim.optimizer import _global_optimizer_post_hooks, _global_optimizer_pre_hooks

from benchmarks.zoo import ZOO
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
    _nothing_is_left()
    assert threading.active_count() == threads


def _nothing_is_left() -> None:
    modules = torch.nn.modules.module
    assert not modules._global_forward_hooks
    assert not modules._global_forward_pre_hooks
    assert not _global_optimizer_pre_hooks
    assert not _global_optimizer_post_hooks
    assert torch._C._len_torch_function_stack() == 0
    for function in (torch.autograd.backward, torch.Tensor.backward, torch.autograd.grad):
        assert not hasattr(function, "__wrapped__")
