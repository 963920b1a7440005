"""Encoder and decoder (Cho et al. 2014; Sutskever, Vinyals and Le 2014; with attention: Bahdanau, Cho and Bengio 2015).

Without attention all that is read must fit into one vector c: the state in which the encoder ends, where the decoder
begins. `encode` and `step` are all that decoding needs; `forward` is one of its loops, `rnnviz.nn.beam` another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol, cast

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from rnnviz.nn import cells
from rnnviz.nn.initial_state import initial_state
from rnnviz.nn.one_hot import OneHot
from rnnviz.nn.stepped import SteppedLayers, SteppedState
from rnnviz.settings import ModelSettings


class Looking(Protocol):
    """An attention, such as `rnnviz.nn.attentions.AdditiveAttention`."""

    def keys(self, annotations: Tensor) -> Tensor:
        """Return what is made of the annotations, (B, S, K), once per sequence, (B, S, A)."""

    def __call__(
        self, state: Tensor, annotations: Tensor, keys: Tensor, outside: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Return c(i), (B, K), and its weights, (B, S), for s(i-1), (B, H)."""


class Encoded(NamedTuple):
    """What a decoder is given of what was read: the same at every timestep it writes."""

    annotations: Tensor  # h(j) of the encoder's last layer, (B, S, K)
    keys: Tensor | None  # of an attention, (B, S, A)
    outside: Tensor | None  # bool, (B, S): True where there is padding; None: there is none
    lengths: Tensor | None  # of the sources, (B,)

    def rows(self, chosen: Tensor) -> Encoded:
        """Return the sequences of some places in the batch."""
        keys, outside, lengths = (None if part is None else part[chosen.to(part.device)] for part in self[1:])
        return Encoded(self.annotations[chosen.to(self.annotations.device)], keys, outside, lengths)


class EncoderDecoder(nn.Module):
    """Read a sequence of symbols, then write another one, symbol by symbol.

    Parameters
    ----------
    settings : ModelSettings
        The recurrent part: any cell, `layers` in the encoder and as many in the decoder, `hidden` units in each of
        them and in each direction; `embedding` is the size of a symbol's vector, 0: one-hot. `initial_state` is the
        encoder's.
    sources, targets : int
        The number of symbols that are read and written. The decoder also reads START, which is none of these.
    bidirectional : bool
        A second net reads the source from its end. What both end in is brought to the decoder's size by a learned
        matrix, with tanh for h.
    attention : callable, optional
        Makes a `Looking` from the sizes of a state and an annotation, and the size in which they are compared. Its c(i)
        is read by the decoder beside the previous symbol, and by the output beside the state.

    Attributes
    ----------
    free_running : bool
        Whether it learns, and is watched, from what it wrote itself and not from the true symbols.
    beam_width : int
        Of the beam search that is shown of it.
    """

    def __init__(
        self,
        settings: ModelSettings,
        sources: int,
        targets: int,
        *,
        bidirectional: bool = False,
        attention: Callable[[int, int, int], nn.Module] | None = None,
    ) -> None:
        super().__init__()
        cell, hidden, width = cells.load(settings.cell), settings.hidden, settings.embedding
        self.free_running, self.beam_width = False, 4
        self.start = targets  # the symbol before the first
        self.layers, self.directions = settings.layers, 2 if bidirectional else 1
        annotated = self.directions * hidden  # K
        looked = annotated if attention is not None else 0
        self.source = nn.Embedding(sources, width) if width else OneHot(sources)
        self.target = nn.Embedding(targets + 1, width) if width else OneHot(targets + 1)
        self.encoder = cell.layer(settings, width or sources, bidirectional)
        self.attention = None if attention is None else attention(hidden, annotated, hidden)
        self.decoder = SteppedLayers(settings, (width or targets + 1) + looked)
        _, form = cell.computed(settings)
        self._bridged = tuple(name not in form.unlearned for name in form.handed_on)
        states = self.layers * sum(self._bridged) if bidirectional else 0
        self.bridges = nn.ModuleList(nn.Linear(annotated, hidden) for _ in range(states))
        self.output = nn.Linear(hidden + looked, targets)
        self.first = initial_state(settings, self.directions)

    def encode(self, source: Tensor, lengths: Tensor | None = None) -> tuple[Encoded, SteppedState]:
        """Read; return what stays for the decoder to look at, and the state that it begins in: the context c.

        Parameters
        ----------
        source : Tensor, (S, B)
            Ids; padded at the end where `lengths`, (B,) and on the CPU, say so.
        """
        x = self.source(source)  # (S, B, W)
        first = None if self.first is None else self.first(source.shape[1])
        if lengths is None or bool((lengths == len(source)).all()):
            annotations, last = self.encoder(x, first)
            outside = None
        else:
            packed, last = self.encoder(pack_padded_sequence(x, lengths, enforce_sorted=False), first)
            annotations, _ = pad_packed_sequence(packed)
            outside = torch.arange(len(annotations), device=source.device) >= lengths.to(source.device).unsqueeze(1)
        annotations = annotations.transpose(0, 1).contiguous()  # (B, S, K)
        keys = None if self.attention is None else cast(Looking, self.attention).keys(annotations)
        return Encoded(annotations, keys, outside, lengths), self._context(last if isinstance(last, tuple) else (last,))

    def _context(self, last: tuple[Tensor, ...]) -> SteppedState:
        """Return where the decoder begins, from the encoder's last states, each (L D, B, H)."""
        found = []
        for layer in range(self.layers):
            parts = [part[layer * self.directions : (layer + 1) * self.directions] for part in last]  # each (D, B, H)
            if self.bridges:
                own = sum(self._bridged)
                bridges = iter(self.bridges[layer * own : (layer + 1) * own])
                joined = [
                    next(bridges)(torch.cat(tuple(p), -1)) if bridged else torch.zeros_like(p[0])
                    for bridged, p in zip(self._bridged, parts, strict=True)
                ]
                found.append((torch.tanh(joined[0]), *joined[1:]))
            else:
                found.append(tuple(p[0] for p in parts))
        return tuple(found)

    def step(self, previous: Tensor, state: SteppedState, encoded: Encoded) -> tuple[Tensor, SteppedState]:
        """Write one symbol.

        Parameters
        ----------
        previous : Tensor, (B,)
            The symbol before; `start` before the first.
        state : tuple
            Of the decoder, before.
        encoded : Encoded
            From `encode`.

        Returns
        -------
        logits : Tensor, (B, V)
        state : tuple
            After.
        """
        read = self.target(previous)  # (B, W)
        if self.attention is None:
            state = self.decoder(read, state)
            seen = state[-1][0]  # s(i), (B, H)
        else:
            context, _ = self.attention(state[-1][0], encoded.annotations, encoded.keys, encoded.outside)  # (B, K)
            state = self.decoder(torch.cat([read, context], dim=-1), state)
            seen = torch.cat([state[-1][0], context], dim=-1)
        logits: Tensor = self.output(seen)
        return logits, state

    def forward(
        self,
        source: Tensor,
        lengths: Tensor | None,
        steps: int,
        true: Tensor | None = None,
        until: int | None = None,
    ) -> Tensor:
        """Return a logit for each symbol at each timestep written, (T, B, V).

        Parameters
        ----------
        source, lengths : Tensor
            As in `encode`.
        steps : int
            T.
        true : Tensor, (T, B), optional
            Ids that are fed back whatever it says (teacher forcing); without them its own likeliest symbol is (free
            running). Ids below 0, of padding, are fed as 0.
        until : int, optional
            A symbol after which nothing more is written, if every sequence of the batch has written it.
        """
        encoded, state = self.encode(source, lengths)
        previous = torch.full_like(source[0], self.start)  # (B,)
        ended = torch.zeros_like(previous, dtype=torch.bool)
        logits: list[Tensor] = []
        for i in range(steps):
            written, state = self.step(previous, state, encoded)
            logits.append(written)
            previous = written.detach().argmax(dim=-1) if true is None else true[i].clamp_min(0)
            if until is not None:
                ended = ended | (previous == until)
                if bool(ended.all()):
                    break
        return torch.stack(logits)
