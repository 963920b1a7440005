"""Every value and every gradient of a Trace is autograd's own on the same network written out step by step."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings

from benchmarks.cases import KINDS, Case, LoopCase
from benchmarks.traced import layered_errors, loop_errors
from tests.probe.test_frame_exactness import layered, looped

pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")


@settings(max_examples=100, deadline=None)
@given(layered())
def test_fused_layers_agree_with_autograd_on_the_unrolled_network(case: Case) -> None:
    assert max(layered_errors(case).values()) <= 1e-9


@settings(max_examples=60, deadline=None)
@given(looped())
def test_cells_in_a_loop_agree_with_autograd_on_the_unrolled_network(case: LoopCase) -> None:
    assert max(loop_errors(case).values()) <= 1e-9


@settings(max_examples=20, deadline=None)
@given(layered())
def test_single_precision_is_exact_to_its_rounding(case: Case) -> None:
    assert max(layered_errors(case, torch.float32).values()) <= 1e-4


@pytest.mark.parametrize("kind", KINDS)
def test_over_forty_timesteps_nothing_of_the_exactness_is_lost(kind: str) -> None:
    case = Case(kind=kind, layers=2, bidirectional=True, lengths=(40, 23), packed=True, sequence=1, hidden=16)
    found = layered_errors(case)
    assert max(found.values()) <= 1e-9
    assert {"h", "dh", "a", "da", "local"} <= set(found)
