"""Additive attention (Bahdanau, Cho and Bengio 2015): content, not position, says where to look."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class AdditiveAttention(nn.Module):
    """e_ij = vᵀ tanh(W s(i-1) + U h(j)); α_ij = softmax_j e_ij; c(i) = Σ_j α_ij h(j).

    Parameters
    ----------
    state_size, annotation_size : int
        Sizes of the decoder's state s and of an annotation h(j).
    size : int
        Of the space in which they are compared.
    """

    def __init__(self, state_size: int, annotation_size: int, size: int) -> None:
        super().__init__()
        self.W = nn.Linear(state_size, size, bias=False)
        self.U = nn.Linear(annotation_size, size, bias=False)
        self.v = nn.Linear(size, 1, bias=False)

    def keys(self, annotations: Tensor) -> Tensor:
        """Return U h(j), (B, S, A): the same for every target position, so made once per sequence."""
        keys: Tensor = self.U(annotations)
        return keys

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
        energies = self.v(torch.tanh(self.W(state).unsqueeze(1) + keys)).squeeze(-1)  # (B, S)
        if outside is not None:
            energies = energies.masked_fill(outside, -torch.inf)
        weights = torch.softmax(energies, dim=-1)  # (B, S)
        context = torch.bmm(weights.unsqueeze(1), annotations).squeeze(1)  # (B, K)
        return context, weights
