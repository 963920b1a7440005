"""Small models and loops as people write them, each a function that trains from its beginning: `ZOO`.

None of them knows that it may be watched. Beside each stands what a reader expects to be found in it.
"""

from __future__ import annotations

from benchmarks.zoo import attention, by_hand, cells, convolution, fused, loops, per_timestep
from benchmarks.zoo.specimen import Specimen

ZOO: tuple[Specimen, ...] = (
    *fused.SPECIMENS,
    *cells.SPECIMENS,
    *per_timestep.SPECIMENS,
    *by_hand.SPECIMENS,
    *attention.SPECIMENS,
    *convolution.SPECIMENS,
    *loops.SPECIMENS,
)
