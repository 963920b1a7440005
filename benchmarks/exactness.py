"""The probe against autograd on the same network unrolled: ``python -m benchmarks.exactness``.

Networks and the ways to call them are drawn at random, from one seed, some with initial states that are learned. Every
quantity of every Recurrence is compared, and the gradient of every parameter, initial states among them: the largest
difference over the largest value. Encoders with decoders follow, and are told by kind. Bars: 1e-9 in float64; 1e-4 in
float32, against float64 unrolled. So do the recurrences of today, held against their papers' equations.
"""

from __future__ import annotations

import json
import sys
import warnings
from random import Random

import torch

from benchmarks.cases import KINDS, Case, LoopCase, layered_errors, loop_errors
from benchmarks.decoders import CELLS, DecoderCase, decoder_errors
from benchmarks.modern_cells import REFERENCES, ModernCase, modern_errors
from rnnviz.nn.attentions import VARIANTS

CASES, DECODERS, MODERN = 1200, 240, 24  # of modern cells, so many each
BARS = {torch.float64: 1e-9, torch.float32: 1e-4}


def layered(draw: Random) -> Case:
    """Draw a network of fused layers."""
    kind = draw.choice(KINDS)
    longest, batch = draw.choice([1, 3, 8, 20]), draw.randint(1, 3)
    return Case(
        kind=kind,
        layers=draw.randint(1, 3),
        bidirectional=_maybe(draw),
        batch_first=_maybe(draw),
        bias=_maybe(draw, 0.7),
        dropout=draw.choice([0.0, 0.4]),
        training=_maybe(draw, 0.6),
        projected=kind == "lstm" and _maybe(draw, 0.3),
        lengths=tuple(draw.randint(1, longest) for _ in range(batch)),
        packed=_maybe(draw),
        state_given=_maybe(draw),
        state_learned=_maybe(draw, 0.3),
        finals_in_loss=_maybe(draw),
        calls=draw.choice([1, 1, 2]),
        modules=draw.choice([1, 1, 2]),
        frozen=_maybe(draw, 0.2),
        sequence=draw.randrange(batch),
        seed=draw.randrange(2**31),
        hidden=draw.choice([3, 5, 32]),
    )


def looped(draw: Random) -> LoopCase:
    """Draw a cell and a loop around it."""
    batch = draw.randint(0, 3)
    return LoopCase(
        kind=draw.choice(KINDS),
        steps=draw.choice([1, 3, 8, 20]),
        batch=batch,
        bias=_maybe(draw, 0.7),
        state_given=_maybe(draw),
        finals_in_loss=_maybe(draw),
        fed_back=_maybe(draw),
        loops=draw.randint(1, 2),
        frozen=_maybe(draw, 0.2),
        sequence=draw.randrange(batch) if batch else 0,
        seed=draw.randrange(2**31),
        hidden=draw.choice([3, 5, 32]),
    )


def decoded(draw: Random) -> DecoderCase:
    """Draw an encoder and a decoder."""
    batch = draw.randint(1, 3)
    attention = draw.choice(["", "", *VARIANTS])
    return DecoderCase(
        attention=attention,
        cell=draw.choice(CELLS),
        layers=draw.randint(1, 2),
        bidirectional=_maybe(draw) or attention == "none",
        embedding=draw.choice([0, 4]),
        forced=_maybe(draw),
        lengths=tuple(draw.randint(1, 8) for _ in range(batch)),
        steps=draw.choice([1, 3, 8]),
        sequence=draw.randrange(batch),
        seed=draw.randrange(2**31),
        hidden=draw.choice([3, 5, 32]),
    )


def modern(draw: Random, cell: str) -> ModernCase:
    """Draw a network of one of the recurrences of today."""
    batch = draw.randint(1, 3)
    return ModernCase(
        cell=cell,
        layers=draw.randint(1, 2),
        bidirectional=_maybe(draw),
        steps=draw.choice([1, 3, 8, 20]),
        batch=batch,
        sequence=draw.randrange(batch),
        hidden=draw.choice([2, 4, 32]),
        scale=draw.choice([1.0, 1.0, 3.0]),
        seed=draw.randrange(2**31),
    )


def by_kind(worst: dict[torch.dtype, float]) -> dict[str, dict[str, float]]:
    """Hold encoders with decoders, and modern cells; return the largest errors of each kind, and raise those of all."""
    draw, drawn, found = Random(2), Random(3), dict[str, dict[torch.dtype, float]]()
    cases: list[DecoderCase | ModernCase] = [decoded(draw) for _ in range(DECODERS)]
    cases += [modern(drawn, cell) for cell in REFERENCES for _ in range(MODERN)]
    for case in cases:
        mine = found.setdefault(case.kind, dict.fromkeys(BARS, 0.0))
        for dtype in BARS:
            errors = modern_errors(case, dtype) if isinstance(case, ModernCase) else decoder_errors(case, dtype)
            mine[dtype] = max(mine[dtype], *errors.values())
            worst[dtype] = max(worst[dtype], mine[dtype])
    return {
        kind: {"max_rel_err": each[torch.float64], "max_rel_err_float32": each[torch.float32]}
        for kind, each in sorted(found.items())
    }


def _maybe(draw: Random, probability: float = 0.5) -> bool:
    return draw.random() < probability


def main() -> int:
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore", "LSTM with projections is not supported with oneDNN")
    draw, worst, learned = Random(1), dict.fromkeys(BARS, 0.0), 0
    for number in range(CASES):
        case = looped(draw) if number % 4 == 3 else layered(draw)
        learned += isinstance(case, Case) and case.learns_state
        for dtype, bar in BARS.items():
            errors = loop_errors(case, dtype) if isinstance(case, LoopCase) else layered_errors(case, dtype)
            worst[dtype] = max(worst[dtype], *errors.values())
            if not max(errors.values()) <= bar:
                print(f"{dtype}: {case}: { {k: v for k, v in errors.items() if not v <= bar} }")
        if (number + 1) % 200 == 0:
            print(
                f"{number + 1} cases, largest so far {worst[torch.float64]:.1e}, {worst[torch.float32]:.1e}", flush=True
            )
    kinds = by_kind(worst)
    figures = {
        "cases": CASES + DECODERS + MODERN * len(REFERENCES),
        "learned_initial_states": learned,
        "max_rel_err": worst[torch.float64],
        "max_rel_err_float32": worst[torch.float32],
        "kinds": kinds,
    }
    print(json.dumps(figures))
    return 0 if all(worst[dtype] <= bar for dtype, bar in BARS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
