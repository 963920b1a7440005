"""Where a decoder looks: what c(i), which it reads beside the symbol before, is made of.

Each is made from the sizes of a state, of an annotation and of the space in which they are compared, and is a
`rnnviz.nn.encoder_decoder.Looking`.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar

import torch
from torch import Tensor, nn

PLACES = 128  #: places of a source that an attention to positions knows


class Attention(nn.Module):
    """α_ij = softmax_j e_ij; c(i) = Σ_j α_ij h(j)."""

    kind: ClassVar[str]  # as the setting calls it; who explains energies asks for it

    def keys(self, annotations: Tensor) -> Tensor:
        """Return what is the same for every target position, so made once per sequence, (B, S, A)."""
        return annotations

    @abstractmethod
    def energies(self, state: Tensor, keys: Tensor) -> Tensor:
        """Return e_i, (B, S), from s(i-1), (B, H), and the keys."""

    def forward(
        self, state: Tensor, annotations: Tensor, keys: Tensor, outside: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Look once.

        Parameters
        ----------
        state : Tensor, (B, H)
            s(i-1).
        annotations : Tensor, (B, S, K)
            h(j).
        keys : Tensor, (B, S, A)
            What `keys` returned for them.
        outside : Tensor of bool, (B, S), optional
            True where there is padding: such places get no weight.

        Returns
        -------
        context : Tensor, (B, K)
            c(i).
        weights : Tensor, (B, S)
            α_i, each row of which sums to 1.
        """
        energies = self.energies(state, keys)
        if outside is not None:
            energies = energies.masked_fill(outside, -torch.inf)
        weights = torch.softmax(energies, dim=-1)  # (B, S)
        context = torch.bmm(weights.unsqueeze(1), annotations).squeeze(1)  # (B, K)
        return context, weights


class AdditiveAttention(Attention):
    """e_ij = vᵀ tanh(W s(i-1) + U h(j)): content, not position, says where to look (Bahdanau, Cho and Bengio 2015)."""

    kind = "additive"

    def __init__(self, state_size: int, annotation_size: int, size: int) -> None:
        super().__init__()
        self.W = nn.Linear(state_size, size, bias=False)
        self.U = nn.Linear(annotation_size, size, bias=False)
        self.v = nn.Linear(size, 1, bias=False)

    def keys(self, annotations: Tensor) -> Tensor:
        """Return U h(j), (B, S, A)."""
        keys: Tensor = self.U(annotations)
        return keys

    def energies(self, state: Tensor, keys: Tensor) -> Tensor:
        """Return vᵀ tanh(W s(i-1) + U h(j)), (B, S)."""
        energies: Tensor = self.v(torch.tanh(self.W(state).unsqueeze(1) + keys))
        return energies.squeeze(-1)


class DotProductAttention(Attention):
    """e_ij = (W s(i-1))·(U h(j)) / √A: content too, without a net between (Luong et al. 2015; Vaswani et al. 2017)."""

    kind = "dot product"

    def __init__(self, state_size: int, annotation_size: int, size: int) -> None:
        super().__init__()
        self.W = nn.Linear(state_size, size, bias=False)
        self.U = nn.Linear(annotation_size, size, bias=False)

    def keys(self, annotations: Tensor) -> Tensor:
        """Return U h(j), (B, S, A)."""
        keys: Tensor = self.U(annotations)
        return keys

    def energies(self, state: Tensor, keys: Tensor) -> Tensor:
        """Return the scaled products, (B, S)."""
        return torch.bmm(keys, self.W(state).unsqueeze(-1)).squeeze(-1) / math.sqrt(keys.shape[-1])


class PositionAttention(Attention):
    """e_ij = w_jᵀ s(i-1) + b_j: a place, whatever word stands there (Luong, Pham and Manning 2015, "location")."""

    kind = "position"

    def __init__(self, state_size: int, annotation_size: int, size: int) -> None:
        super().__init__()
        del annotation_size, size
        self.W = nn.Linear(state_size, PLACES)

    def energies(self, state: Tensor, keys: Tensor) -> Tensor:
        """Return the energies of as many places as there are words, (B, S)."""
        energies: Tensor = self.W(state)
        return energies[:, : keys.shape[1]]


class Bottleneck(nn.Module):
    """c(i) = c = tanh(P [h→(S); h←(1)]): one vector for every target position, all that is known (Cho et al. 2014).

    No attention, but what stands in its place: P has somewhat more weights than any of them.
    """

    def __init__(self, state_size: int, annotation_size: int, size: int) -> None:
        super().__init__()
        del state_size, size
        self.P = nn.Linear(annotation_size, annotation_size)

    def keys(self, annotations: Tensor) -> Tensor:
        """Return the annotations."""
        return annotations

    def forward(
        self, state: Tensor, annotations: Tensor, keys: Tensor, outside: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Return the one vector, (B, K), and no weights, (B, 0); the arguments are those of an `Attention`."""
        del state, keys
        half = annotations.shape[-1] // 2
        rows = torch.arange(len(annotations), device=annotations.device)
        last = torch.full_like(rows, annotations.shape[1] - 1) if outside is None else (~outside).sum(dim=1) - 1
        ends = torch.cat([annotations[rows, last, :half], annotations[:, 0, half:]], dim=-1)  # (B, K)
        return torch.tanh(self.P(ends)), annotations.new_empty(len(annotations), 0)


#: By what the setting calls them.
VARIANTS: Mapping[str, Callable[[int, int, int], nn.Module]] = {
    **{each.kind: each for each in (AdditiveAttention, DotProductAttention, PositionAttention)},
    "none": Bottleneck,
}
