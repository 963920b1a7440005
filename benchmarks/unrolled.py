"""The reference: recurrent layers written out step by step from their equations, left to autograd alone.

Nothing of the probe is used here, and nothing fused: one sequence, one timestep, one equation at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

Key = tuple[str, int, bool, int]  # name, layer, reverse, call: as Recurrence.key


@dataclass
class Track:
    """One layer in one direction over one sequence, in the order of its timesteps (not of processing)."""

    start: tuple[Tensor, ...]
    h: dict[int, Tensor] = field(default_factory=dict)  # by timestep
    used: dict[int, Tensor] = field(default_factory=dict)  # h(t) as everything but the next timestep sees it
    c: dict[int, Tensor] = field(default_factory=dict)
    x: dict[int, Tensor] = field(default_factory=dict)
    gates: dict[int, Mapping[str, Tensor]] = field(default_factory=dict)
    before: dict[int, Mapping[str, Tensor]] = field(default_factory=dict)

    def arrays(self) -> dict[str, Tensor]:
        """Every quantity of a Recurrence by its name, ("gates/i" for a gate), after the backward pass."""
        found = {
            "h": _stack(self.h),
            "x": _stack(self.x),
            "dh": _stack({t: _gradient(h) for t, h in self.h.items()}),
            "dh_local": _stack({t: _gradient(h) for t, h in self.used.items()}),
            "h0": self.start[0],
        }
        if self.c:
            found |= {"c": _stack(self.c), "c0": self.start[1]}
            found["dc"] = _stack({t: _gradient(c) for t, c in self.c.items()})
        for kind, at in (("gates", self.gates), ("before", self.before)):
            for name in at[0]:
                found[f"{kind}/{name}"] = _stack({t: values[name] for t, values in at.items()})
        return {name: value.detach() for name, value in found.items()}

    def gradients(self) -> dict[str, Tensor]:
        """Return the loss's gradients with respect to states, gates and what is before them, (T, H)."""
        found = {"h": _stack({t: _gradient(h) for t, h in self.h.items()})}
        if self.c:
            found["c"] = _stack({t: _gradient(c) for t, c in self.c.items()})
        for kind, at in (("gates", self.gates), ("before", self.before)):
            for name in at[0]:
                found[f"{kind}/{name}"] = _stack({t: _gradient(values[name]) for t, values in at.items()})
        return found


def _stack(by_timestep: Mapping[int, Tensor]) -> Tensor:
    return torch.stack([by_timestep[t] for t in sorted(by_timestep)])


def _gradient(tensor: Tensor) -> Tensor:
    return torch.zeros_like(tensor) if tensor.grad is None else tensor.grad


@dataclass(frozen=True)
class Cell:
    """One cell's weights and its equations."""

    kind: str
    ih: Tensor
    hh: Tensor
    bias_ih: Tensor | None
    bias_hh: Tensor | None
    hr: Tensor | None = None

    @classmethod
    def of_layer(cls, rnn: nn.RNNBase, layer: int, reverse: bool) -> Cell:
        """Take one layer of a fused module."""
        end = f"_l{layer}{'_reverse' if reverse else ''}"
        parts = (
            getattr(rnn, f"{part}{end}", None) for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")
        )
        return cls(rnn.mode.lower(), *parts)

    @classmethod
    def of_cell(cls, cell: nn.RNNCellBase) -> Cell:
        """Take one of torch's cells."""
        kind = f"rnn_{cell.nonlinearity}" if isinstance(cell, nn.RNNCell) else type(cell).__name__[:-4].lower()
        return cls(kind, cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh)

    def step(self, track: Track, t: int, x: Tensor, state: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        """Take one timestep from x (I,) and the state (H,), and note everything in the track."""
        a = self.ih @ x + (0 if self.bias_ih is None else self.bias_ih)
        b = self.hh @ state[0] + (0 if self.bias_hh is None else self.bias_hh)
        new, gates, before = getattr(self, f"_{self.kind}")(a, b, *state)
        for value in (*new, *gates.values(), *before.values()):
            if value.requires_grad:
                value.retain_grad()
        track.x[t], track.h[t], track.gates[t], track.before[t] = x, new[0], gates, before
        track.used[t] = new[0].clone()
        track.used[t].retain_grad()
        if len(new) > 1:
            track.c[t] = new[1]
        return new

    def _rnn_tanh(self, a: Tensor, b: Tensor, h: Tensor) -> tuple[tuple[Tensor], dict[str, Tensor], dict[str, Tensor]]:
        before = a + b
        return (torch.tanh(before),), {}, {"h": before}

    def _rnn_relu(self, a: Tensor, b: Tensor, h: Tensor) -> tuple[tuple[Tensor], dict[str, Tensor], dict[str, Tensor]]:
        before = a + b
        return (torch.relu(before),), {}, {"h": before}

    def _lstm(
        self, a: Tensor, b: Tensor, h: Tensor, c: Tensor
    ) -> tuple[tuple[Tensor, Tensor], dict[str, Tensor], dict[str, Tensor]]:
        before = dict(zip("ifgo", (a + b).chunk(4), strict=True))
        gates = {name: torch.tanh(v) if name == "g" else torch.sigmoid(v) for name, v in before.items()}
        c = gates["f"] * c + gates["i"] * gates["g"]
        h = gates["o"] * torch.tanh(c)
        return (h if self.hr is None else self.hr @ h, c), gates, before

    def _gru(self, a: Tensor, b: Tensor, h: Tensor) -> tuple[tuple[Tensor], dict[str, Tensor], dict[str, Tensor]]:
        (ar, az, an), (br, bz, bn) = a.chunk(3), b.chunk(3)
        before = {"r": ar + br, "z": az + bz}
        r, z = torch.sigmoid(before["r"]), torch.sigmoid(before["z"])
        before |= {"n": an + r * bn, "hn": bn}
        n = torch.tanh(before["n"])
        return ((1 - z) * n + z * h,), {"r": r, "z": z, "n": n}, before


def unroll(
    rnn: nn.RNNBase,
    x: Tensor,
    lengths: Sequence[int],
    state: tuple[Tensor, ...],
    masks: Sequence[Tensor],
    tracks: dict[tuple[int, bool, int], Track],
) -> tuple[Tensor, tuple[Tensor, ...]]:
    """Run a module's layers over padded sequences.

    Parameters
    ----------
    x : Tensor, (T, B, I)
    state : tuple of Tensor, each (L D, B, H)
        h and, for an LSTM, c.
    masks : sequence of Tensor, each (T, B, D P)
        What dropout multiplies each layer's output with, but the last's.
    tracks : dict
        Filled: (layer, reverse, sequence) -> Track.

    Returns
    -------
    output : Tensor, (T, B, D P), zero beyond each length.
    state : tuple of Tensor, each (L D, B, H)
    """
    directions = 2 if rnn.bidirectional else 1
    last: list[list[tuple[Tensor, ...]]] = []  # [layer and direction][sequence]
    for layer in range(rnn.num_layers):
        outputs = []
        for reverse in (False, True)[:directions]:
            cell, index = Cell.of_layer(rnn, layer, reverse), layer * directions + reverse
            rows, ends = [], []
            for b, length in enumerate(lengths):
                track = tracks[layer, reverse, b] = Track(tuple(s[index, b] for s in state))
                ends.append(_one_sequence(cell, track, x[:length, b], reverse))
                row = _stack(track.used)
                rows.append(torch.cat([row, row.new_zeros(len(x) - length, row.shape[1])]))
            last.append(ends)
            outputs.append(torch.stack(rows, 1))
        x = torch.cat(outputs, -1)
        if layer < len(masks):
            x = x * masks[layer]
    final = tuple(torch.stack([torch.stack([e[k] for e in ends]) for ends in last]) for k in range(len(state)))
    return x, final


def _one_sequence(cell: Cell, track: Track, x: Tensor, reverse: bool) -> tuple[Tensor, ...]:
    state, order = track.start, list(range(len(x)))
    for t in reversed(order) if reverse else order:
        state = cell.step(track, t, x[t], state)
    end = 0 if reverse else order[-1]
    return (track.used[end], *state[1:])
