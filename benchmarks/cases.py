"""Random networks, and how far the probe is from autograd on the same network unrolled.

A `Case` is drawn by hypothesis in the tests and by a seeded generator in `benchmarks.exactness`, over the same space.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from benchmarks.unrolled import Cell, Key, Track, unroll
from rnnviz.nn.initial_state import InitialState
from rnnviz.probe import observe
from rnnviz.probe.frame import EVERYTHING, Frame, Recurrence, Want

State = tuple[Tensor, ...]
KINDS = ("rnn_tanh", "rnn_relu", "lstm", "gru")
_MODULES = {"rnn_tanh": nn.RNN, "rnn_relu": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
_CELLS = {"rnn_tanh": nn.RNNCell, "rnn_relu": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}


@dataclass(frozen=True)
class Case:
    """One network and one way to call it."""

    kind: str = "lstm"
    layers: int = 1
    bidirectional: bool = False
    batch_first: bool = False
    bias: bool = True
    dropout: float = 0.0
    training: bool = True
    projected: bool = False  # LSTM only
    lengths: tuple[int, ...] = (4,)  # of the sequences, one each
    packed: bool = False
    state_given: bool = False
    state_learned: bool = False  # the state that each module begins from is a parameter; not where it is projected
    finals_in_loss: bool = False
    calls: int = 1  # of the same module, each from the state that the last one ended in
    modules: int = 1  # each reads what the last one returned
    frozen: bool = False  # no parameter requires a gradient
    sequence: int = 0
    seed: int = 0
    hidden: int = 5
    inputs: int = 3

    @property
    def steps(self) -> int:
        """T, of the longest sequence."""
        return max(self.lengths)

    @property
    def begins(self) -> bool:
        """Whether a module is given the state that it begins from."""
        return self.state_given or self.learns_state

    @property
    def learns_state(self) -> bool:
        """Whether that state is a parameter."""
        return self.state_learned and not self.projected

    @property
    def valid(self) -> tuple[int, ...]:
        """How many timesteps each sequence is run for: without packing, all of them."""
        return self.lengths if self.packed else (self.steps,) * len(self.lengths)


class Stack(nn.Module):
    """Recurrent modules one after another, each called several times."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        sizes = [case.inputs]
        for k in range(case.modules):
            self.add_module(f"part{k}", _module(case, sizes[-1]))
            width = 2 if case.projected else case.hidden
            sizes.append(width * (2 if case.bidirectional else 1))
            if case.learns_state:
                self.add_module(f"first{k}", _first(case))
        self.case = case

    def run(
        self, call: Callable[[str, Tensor, State], tuple[Tensor, State]], x: Tensor, states: Sequence[State]
    ) -> Tensor:
        """Return the loss of padded sequences (T, B, I)."""
        loss = x.new_zeros(())
        for k, state in enumerate(states):
            if self.case.learns_state:
                state = _tuple(getattr(self, f"first{k}")(x.shape[1]))
            parts = []
            for piece in x.chunk(self.case.calls, -1) if k == 0 else [x] * self.case.calls:
                out, state = call(f"part{k}", piece, state)
                parts.append(out)
                weights = torch.linspace(-1, 1, out.numel(), dtype=x.dtype).view_as(out)
                loss = loss + (torch.sin(out * 2) * weights).sum()
                if self.case.finals_in_loss:
                    loss = loss + sum((s * s).sum() * (n + 1) for n, s in enumerate(state))
            x = torch.stack(parts).sum(0)
        return loss


def _first(case: Case) -> InitialState:
    rows = case.layers * (2 if case.bidirectional else 1)
    made = InitialState("hc" if case.kind == "lstm" else "h", rows, case.hidden)
    for parameter in made.parameters():
        nn.init.normal_(parameter)
    return made


def _tuple(state: Tensor | State) -> State:
    return state if isinstance(state, tuple) else (state,)


def _module(case: Case, inputs: int) -> nn.RNNBase:
    options = {"nonlinearity": case.kind[4:]} if case.kind.startswith("rnn") else {}
    if case.projected:
        options["proj_size"] = 2
    return _MODULES[case.kind](
        inputs,
        case.hidden,
        case.layers,
        bias=case.bias,
        batch_first=case.batch_first,
        dropout=case.dropout if case.layers > 1 else 0.0,
        bidirectional=case.bidirectional,
        **options,
    )


@dataclass
class Reference:
    """The unrolled run: its loss, and the tracks of the watched sequence after the backward pass."""

    loss: float
    tracks: dict[Key, Track] = field(default_factory=dict)
    parameters: dict[str, Tensor | None] = field(default_factory=dict)  # gradients


def layered_errors(case: Case, dtype: torch.dtype = torch.float64) -> dict[str, float]:
    """Observe one network of fused layers, and return the relative error of each quantity, and of the loss."""
    model, forward, reference = layered(case, dtype)
    wants = EVERYTHING | {Want.PARAMETER_GRADIENTS}
    return errors(observe(model, forward, wants=wants, sequence=case.sequence), reference())


def layered(
    case: Case, dtype: torch.dtype = torch.float64
) -> tuple[Stack, Callable[[nn.Module], Tensor], Callable[[], Reference]]:
    """Return one network of fused layers, what runs it to its loss, and what does the same unrolled."""
    torch.manual_seed(case.seed)
    model = Stack(case).to(dtype).train(case.training)
    model.requires_grad_(not case.frozen)
    x = torch.randn(case.steps, len(case.lengths), case.inputs * case.calls, dtype=dtype)
    states = [_states(case, dtype) for _ in range(case.modules)]
    drawn = torch.get_rng_state()

    def forward(model: nn.Module) -> Tensor:
        torch.set_rng_state(drawn)
        return model.run(lambda name, piece, state: _call(case, getattr(model, name), piece, state), x, states)

    def reference() -> Reference:
        torch.set_rng_state(drawn)
        return _unrolled(case, copy.deepcopy(model).double().requires_grad_(True), x, states, dtype)

    return model, forward, reference


def _states(case: Case, dtype: torch.dtype) -> State:
    rows = case.layers * (2 if case.bidirectional else 1)
    h = torch.randn(rows, len(case.lengths), 2 if case.projected else case.hidden, dtype=dtype)
    c = torch.randn(rows, len(case.lengths), case.hidden, dtype=dtype)
    states = (h, c) if case.kind == "lstm" else (h,)
    return states if case.state_given else tuple(map(torch.zeros_like, states))


def _call(case: Case, rnn: nn.RNNBase, x: Tensor, state: State) -> tuple[Tensor, State]:
    """Call a module as its settings want it, from and to padded sequences, time first."""
    given = (state if case.kind == "lstm" else state[0]) if case.begins or state[0].requires_grad else None
    x = x.transpose(0, 1) if case.batch_first else x
    if case.packed:
        packed = pack_padded_sequence(x, torch.tensor(case.lengths), case.batch_first, enforce_sorted=False)
        output, final = rnn(packed, given)
        output, _ = pad_packed_sequence(output, case.batch_first, total_length=case.steps)
    else:
        output, final = rnn(x, given)
    output = output.transpose(0, 1) if case.batch_first else output
    return output, _tuple(final)


def _unrolled(case: Case, model: Stack, x: Tensor, states: Sequence[State], drawn_as: torch.dtype) -> Reference:
    calls: dict[str, int] = {}
    kept: dict[Key, Track] = {}

    def call(name: str, piece: Tensor, state: State) -> tuple[Tensor, State]:
        tracks: dict[tuple[int, bool, int], Track] = {}
        rnn = getattr(model, name)
        output, final = unroll(rnn, piece, case.valid, state, _masks(case, rnn, drawn_as), tracks)
        number = calls[name] = calls.get(name, -1) + 1
        kept.update({(name, k, r, number): t for (k, r, b), t in tracks.items() if b == case.sequence})
        return output, final

    loss = model.run(call, x.double(), [tuple(s.double() for s in state) for state in states])
    loss.backward()
    return Reference(float(loss.detach()), kept, {n: p.grad for n, p in model.named_parameters()})


def _masks(case: Case, rnn: nn.RNNBase, drawn_as: torch.dtype) -> list[Tensor]:
    """Draw dropout's masks as the fused call does: packed, for the rows there are, the longest sequence first."""
    if not (case.training and rnn.dropout):
        return []
    width = (rnn.proj_size or rnn.hidden_size) * (2 if rnn.bidirectional else 1)
    ones = torch.ones(case.steps, len(case.lengths), width, dtype=drawn_as)
    masks = []
    for _ in range(rnn.num_layers - 1):
        if case.packed:
            packed = pack_padded_sequence(ones, torch.tensor(case.lengths), enforce_sorted=False)
            packed = packed._replace(data=torch.dropout(packed.data, rnn.dropout, True))
            masks.append(pad_packed_sequence(packed, total_length=case.steps)[0].double())
        else:
            masks.append(torch.dropout(ones, rnn.dropout, True).double())
    return masks


@dataclass(frozen=True)
class LoopCase:
    """One cell, called in a loop."""

    kind: str = "lstm"
    steps: int = 4
    batch: int = 2  # 0: no batch dimension
    bias: bool = True
    state_given: bool = False
    finals_in_loss: bool = False
    fed_back: bool = False  # the next input depends on the state
    loops: int = 1
    frozen: bool = False
    sequence: int = 0
    seed: int = 0
    hidden: int = 5
    inputs: int = 3


class CellLoop(nn.Module):
    """A cell, a read-out that is fed back, and nothing else."""

    def __init__(self, case: LoopCase) -> None:
        super().__init__()
        options = {"nonlinearity": case.kind[4:]} if case.kind.startswith("rnn") else {}
        self.cell = _CELLS[case.kind](case.inputs, case.hidden, bias=case.bias, **options)
        self.back = nn.Linear(case.hidden, case.inputs)


def loop_errors(case: LoopCase, dtype: torch.dtype = torch.float64) -> dict[str, float]:
    """Observe one cell in a loop, and return the relative error of each quantity, and of the loss."""
    model, forward, reference = looped(case, dtype)
    return errors(observe(model, forward, sequence=case.sequence), reference())


def looped(
    case: LoopCase, dtype: torch.dtype = torch.float64
) -> tuple[CellLoop, Callable[[nn.Module], Tensor], Callable[[], Reference]]:
    """Return one cell, what runs it in a loop to a loss, and what does the same unrolled."""
    torch.manual_seed(case.seed)
    model = CellLoop(case).to(dtype).requires_grad_(not case.frozen)
    batch = (case.batch,) if case.batch else ()
    x = torch.randn(case.loops, case.steps, *batch, case.inputs, dtype=dtype)
    count = 2 if case.kind == "lstm" else 1
    start = tuple(torch.randn(*batch, case.hidden, dtype=dtype) * case.state_given for _ in range(count))

    def forward(model: nn.Module) -> Tensor:
        loss = x.new_zeros(())
        for inputs in x:
            state = (start if count == 2 else start[0]) if case.state_given else None
            for t, given in enumerate(inputs):
                if t and case.fed_back:
                    given = given + model.back(state[0] if count == 2 else state)
                state = model.cell(given, state)
                loss = loss + torch.sin(2 * (state[0] if count == 2 else state)).sum() * (t - 1.5)
            if case.finals_in_loss:
                loss = loss + sum((s * s).sum() for s in (state if count == 2 else (state,)))
        return loss

    def reference() -> Reference:
        return _unrolled_loop(case, copy.deepcopy(model).double().requires_grad_(True), x.double(), start)

    return model, forward, reference


def _unrolled_loop(case: LoopCase, model: CellLoop, x: Tensor, start: State) -> Reference:
    cell, loss, kept = Cell.of_cell(model.cell), x.new_zeros(()), {}
    for number, inputs in enumerate(x):
        for b in range(case.batch or 1):
            state = tuple((s[b] if case.batch else s).double() for s in start)
            track = Track(state)
            for t, given in enumerate(inputs):
                given = given[b] if case.batch else given
                if t and case.fed_back:
                    given = given + model.back(track.used[t - 1])
                state = cell.step(track, t, given, state)
                loss = loss + torch.sin(2 * track.used[t]).sum() * (t - 1.5)
            if case.finals_in_loss:
                loss = loss + sum((s * s).sum() for s in (track.used[case.steps - 1], *state[1:]))
            if b == case.sequence:
                kept["cell", 0, False, number] = track
    loss.backward()
    return Reference(float(loss.detach()), kept, {n: p.grad for n, p in model.named_parameters()})


def errors(frame: Frame, reference: Reference) -> dict[str, float]:
    """Return, by quantity, the largest difference over the largest value.

    Raises
    ------
    AssertionError
        If the frame has another set of recurrences or quantities than the reference.
    """
    assert {r.key for r in frame.recurrences} == set(reference.tracks)
    found = {"loss": abs(frame.loss - reference.loss) / max(abs(reference.loss), 1.0)}
    for recurrence in frame.recurrences:
        mine, theirs = quantities(recurrence), reference.tracks[recurrence.key].arrays()
        assert set(mine) == set(theirs), (set(mine), set(theirs))
        for name, value in mine.items():
            found[name] = max(found.get(name, 0.0), relative(value, theirs[name].numpy()))
    for weights in frame.parameter_gradients:
        theirs = reference.parameters[weights.name]
        assert theirs is not None
        name = f"gradient/{weights.name}"
        found[name] = relative(weights.values, theirs.reshape(weights.values.shape).numpy())
    return found


def quantities(recurrence: Recurrence) -> dict[str, np.ndarray]:
    """Every array of a Recurrence by its name, a gate as "gates/i"."""
    named = {n: getattr(recurrence, n) for n in ("h", "x", "dh", "dh_local", "h0", "c", "c0", "dc")}
    for kind in ("gates", "before"):
        named |= {f"{kind}/{n}": v for n, v in getattr(recurrence, kind).items()}
    return {name: value for name, value in named.items() if value is not None}


def relative(mine: np.ndarray, theirs: np.ndarray) -> float:
    """Return the largest difference over the largest value, or over 1e-3 where there is nothing as large."""
    assert mine.shape == theirs.shape, (mine.shape, theirs.shape)
    if not mine.size:
        return 0.0
    return float(np.abs(mine - theirs).max() / max(float(np.abs(theirs).max()), 1e-3))
