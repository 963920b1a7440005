"""What is shown of every model of the zoo is what autograd says of the network unrolled, in float64."""

from __future__ import annotations

import pytest
import torch

from benchmarks.zoo import ZOO
from benchmarks.zoo.exactness import errors
from benchmarks.zoo.specimen import Specimen


@pytest.mark.parametrize("sequence", [0, 1])
@pytest.mark.parametrize("specimen", [s for s in ZOO if s.doubles], ids=lambda specimen: specimen.name)
def test_what_is_shown_is_what_autograd_says(specimen: Specimen, sequence: int) -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        found = errors(specimen, sequence)
    finally:
        torch.set_num_threads(before)
    assert not {name: error for name, error in found.items() if not error <= 1e-9}
    if specimen.recurrences:
        assert {"h", "dh"} <= found.keys()
    if specimen.attentions:
        assert "attention" in found
