"""Every number of a Frame is autograd's own on the same network written out step by step."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.cases import KINDS, Case, LoopCase, layered_errors, loop_errors

pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")
seeds = st.integers(0, 2**31 - 1)


@st.composite
def layered(draw: st.DrawFn) -> Case:
    kind = draw(st.sampled_from(KINDS))
    lengths = tuple(draw(st.lists(st.integers(1, 5), min_size=1, max_size=3)))
    return draw(
        st.builds(
            Case,
            kind=st.just(kind),
            layers=st.integers(1, 3),
            dropout=st.sampled_from([0.0, 0.4]),
            projected=st.booleans() if kind == "lstm" else st.just(False),
            lengths=st.just(lengths),
            bidirectional=st.booleans(),
            batch_first=st.booleans(),
            bias=st.booleans(),
            training=st.booleans(),
            packed=st.booleans(),
            state_given=st.booleans(),
            state_learned=st.booleans(),
            finals_in_loss=st.booleans(),
            frozen=st.booleans(),
            calls=st.integers(1, 2),
            modules=st.integers(1, 2),
            sequence=st.integers(0, len(lengths) - 1),
            seed=seeds,
        )
    )


@st.composite
def looped(draw: st.DrawFn) -> LoopCase:
    batch = draw(st.integers(0, 3))
    return draw(
        st.builds(
            LoopCase,
            kind=st.sampled_from(KINDS),
            steps=st.integers(1, 5),
            batch=st.just(batch),
            bias=st.booleans(),
            state_given=st.booleans(),
            finals_in_loss=st.booleans(),
            fed_back=st.booleans(),
            loops=st.integers(1, 2),
            frozen=st.booleans(),
            sequence=st.integers(0, max(batch - 1, 0)),
            seed=seeds,
        )
    )


@settings(max_examples=150, deadline=None)
@given(layered())
def test_fused_layers_agree_with_autograd_on_the_unrolled_network(case: Case) -> None:
    assert max(layered_errors(case).values()) <= 1e-9


@settings(max_examples=60, deadline=None)
@given(looped())
def test_cells_in_a_loop_agree_with_autograd_on_the_unrolled_network(case: LoopCase) -> None:
    assert max(loop_errors(case).values()) <= 1e-9


@settings(max_examples=40, deadline=None)
@given(layered())
def test_single_precision_is_exact_to_its_rounding(case: Case) -> None:
    assert max(layered_errors(case, torch.float32).values()) <= 1e-4


@pytest.mark.parametrize("kind", KINDS)
def test_over_forty_timesteps_nothing_of_the_exactness_is_lost(kind: str) -> None:
    case = Case(kind=kind, layers=2, bidirectional=True, lengths=(40, 23), packed=True, sequence=1, hidden=16)
    assert max(layered_errors(case).values()) <= 1e-9
