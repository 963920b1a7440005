"""Attention, found in what a model does rather than in what it is made of.

A softmax is an attention if a product reads it: weights times values, whatever views, masks or dropout lie between. A
softmax that only feeds a loss or is sampled from is none. ``scaled_dot_product_attention`` and
``multi_head_attention_forward`` do all of it in one call; their weights are computed aside, and the call itself is left
as it is.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import torch
from torch import Tensor

from rnnviz.probe.frame import Array, Attention
from rnnviz.probe.numbers import frozen
from rnnviz.probe.outcome import Outcome, by_prefix

ROW_PRODUCTS = frozenset({"matmul", "__matmul__", "__rmatmul__", "mm", "bmm", "mv", "baddbmm", "addbmm", "addmm"})
PRODUCTS = ROW_PRODUCTS | {"einsum", "tensordot", "inner", "dot"}
SCALINGS = frozenset({"mul", "__mul__", "__rmul__", "multiply", "mul_", "__imul__", "div", "__truediv__", "div_"})
RESHAPINGS = frozenset(
    {"transpose", "t", "T", "mT", "permute", "movedim", "moveaxis", "swapaxes", "swapdims", "transpose_"}
    | {
        "view",
        "view_as",
        "reshape",
        "reshape_as",
        "flatten",
        "unflatten",
        "unsqueeze",
        "unsqueeze_",
        "squeeze",
        "squeeze_",
    }
    | {"expand", "expand_as", "repeat", "repeat_interleave", "contiguous", "clone", "detach"}
    | {"to", "type_as", "float", "double", "half", "bfloat16"}
    | {"__getitem__", "select", "narrow", "index_select", "chunk", "split", "unbind", "cat", "concat", "stack"}
)
MASKINGS = frozenset(
    {"dropout", "dropout_", "feature_dropout", "alpha_dropout", "masked_fill", "masked_fill_", "where", "nan_to_num"}
)
#: What hands the weights on, looking different.
PASSES = SCALINGS | RESHAPINGS | MASKINGS
#: The functions that matter to `Attentions.follow`.
FOLLOWED = PASSES | PRODUCTS | {"sum"}


@dataclass(eq=False)
class Softmax:
    """The result of one softmax, its own dimension moved last, and whether a product has read it."""

    name: str  # of the module that called it
    weights: Tensor  # (..., S)
    batch: int | None  # size of the batch, where a recurrence has told
    read: bool = False
    by_rows: bool = False  # read by a product whose first dimension is surely the batch
    values_dim: int = 3
    energies: Tensor | None = None  # what it was taken of, laid out as the weights
    context: Tensor | None = None  # what the first product with them gave, (B, T, K); None: of another shape


@dataclass(frozen=True, eq=False)
class Alias:
    """A tensor that stands for the weights; kept, so that its identity stays its own."""

    tensor: Tensor
    origin: Softmax
    spread: bool = False  # multiplied with the values already; their sum is the product


class Attentions:
    """Follows the results of softmaxes through a forward pass."""

    def __init__(self, sequence: int) -> None:
        self.found: list[Softmax] = []
        self.batch: int | None = None
        self._sequence = sequence
        self._aliases: dict[int, Alias] = {}

    def read_by(self, function: str, args: Iterable[Any]) -> Softmax | None:
        """Return the softmax whose weights a product is about to read, for the first time."""
        if function not in PRODUCTS:
            return None
        alias = next((self._aliases[id(t)] for t in args if isinstance(t, Tensor) and id(t) in self._aliases), None)
        return None if alias is None or alias.origin.read or alias.spread else alias.origin

    def before(self, softmax: Softmax | str) -> int:
        """Return how many targets the calls of a module had before this one, or, of a module's name, until now."""
        name = softmax if isinstance(softmax, str) else softmax.name
        end = self.found if isinstance(softmax, str) else self.found[: self.found.index(softmax)]
        return sum(targets_of(s.weights) for s in end if s.name == name)

    @property
    def following(self) -> bool:
        """Whether there is anything to follow yet."""
        return bool(self._aliases)

    def see(
        self, name: str, func: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any], result: Any
    ) -> None:
        """Look at one call of torch, made by the module of that name."""
        function = getattr(func, "__name__", "")
        if function == "softmax":
            self.softmax(name, result, args, kwargs)
        elif function == "scaled_dot_product_attention":
            self.dot_product(name, args, kwargs)
        elif function == "multi_head_attention_forward":
            self.multi_head(name, func, args, kwargs)
        elif self.following:
            if function == "__get__":  # of a property, such as Tensor.T
                function = func.__self__.__name__  # type: ignore[attr-defined]
            if function in FOLLOWED:
                self.follow(function, (*args, *kwargs.values()), result)

    def softmax(self, name: str, result: Tensor, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
        """Start to follow a result."""
        dim = kwargs.get("dim", args[1] if len(args) > 1 else None)
        if dim is None:  # what torch.nn.functional.softmax does then
            dim = 0 if result.dim() in (0, 1, 3) else 1
        if result.dim():
            of = args[0] if args else kwargs.get("input")
            energies = of.detach().movedim(dim, -1).clone() if isinstance(of, Tensor) else None
            origin = Softmax(name, result.detach().movedim(dim, -1).clone(), self.batch, energies=energies)
            self.found.append(origin)
            self._aliases[id(result)] = Alias(result, origin)

    def follow(self, function: str, args: Iterable[Any], result: Any) -> None:
        """Note what a call did to the weights, if it was given them."""
        tensors = [t for a in args for t in (a if isinstance(a, tuple | list) else (a,)) if isinstance(t, Tensor)]
        alias = next((self._aliases[id(t)] for t in tensors if id(t) in self._aliases), None)
        if alias is None:
            return
        if function in PRODUCTS or (alias.spread and function == "sum"):
            others = [t.dim() for t in tensors if t is not alias.tensor]
            if not alias.origin.read:
                alias.origin.context = _context(alias.origin, result)
            _read(alias.origin, function in ROW_PRODUCTS, max(others, default=alias.tensor.dim()))
        elif function in PASSES:
            results = result if isinstance(result, tuple | list) else (result,)
            for tensor in (r for r in results if isinstance(r, Tensor)):
                spread = alias.spread or (function in SCALINGS and tensor.numel() > alias.tensor.numel())
                self._aliases[id(tensor)] = Alias(tensor, alias.origin, spread)

    def dot_product(self, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
        """Compute the weights of one call of ``scaled_dot_product_attention``."""
        with torch.no_grad():
            weights = _dot_product_weights(*args, **kwargs)
        dim = args[0].dim() if args else kwargs["query"].dim()
        self.found.append(Softmax(name, weights, self.batch, read=True, by_rows=True, values_dim=dim))

    def multi_head(
        self, name: str, function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> None:
        """Compute the weights of one call of ``multi_head_attention_forward``, without its dropout."""
        call = _signature(function).bind(*args, **kwargs)
        call.arguments |= {"training": False, "need_weights": True, "average_attn_weights": False}
        with torch.no_grad():
            weights = function(*call.args, **call.kwargs)[1]  # (B, heads, T, S), or (heads, T, S)
        weights = weights if weights.dim() == 4 else weights[None].expand(self._sequence + 1, -1, -1, -1)
        self.found.append(Softmax(name, weights, self.batch, read=True))

    def attentions(self, outcome: Outcome) -> tuple[Attention, ...]:
        """Return what was found; rows of one target each, as a decoder's loop makes them, become one matrix."""
        found = []
        for name in dict.fromkeys(s.name for s in self.found if s.read):
            target, source = by_prefix(outcome.attention_axes, name, ("", ""))
            calls = [s for s in self.found if s.read and s.name == name]
            weights = stacked(watched(s, self._sequence) for s in calls)
            energies, contexts = self._energies(calls, weights), self._contexts(calls, weights)
            found += [
                Attention(name, target, source, frozen(w, copy=True), e, c)
                for w, e, c in zip(weights, energies, contexts, strict=True)
            ]
        return tuple(found)

    def _energies(self, calls: list[Softmax], weights: list[Tensor]) -> list[Array | None]:
        """Return what each matrix of weights is the softmax of."""
        of = [replace(s, weights=s.energies) for s in calls if s.energies is not None]
        if len(of) < len(calls):
            return [None] * len(weights)
        found = stacked((watched(s, self._sequence) for s in of), filling=-torch.inf)
        return [frozen(e, copy=True) for e in found]

    def _contexts(self, calls: list[Softmax], weights: list[Tensor]) -> list[Array | None]:
        """Return what each row of one head's weights made of the values, where there is one matrix of them."""
        if len(weights) != 1 or any(s.context is None for s in calls):
            return [None] * len(weights)
        rows = torch.cat([s.context[self._sequence] for s in calls if s.context is not None])  # (T, K)
        return [frozen(rows, copy=True) if weights[0].shape[:2] == (1, len(rows)) else None]


def targets_of(weights: Tensor) -> int:
    """Return how many targets weights are of, laid out as in `Softmax`: (B, S), (B, T, S), (B, heads, T, S)."""
    return 1 if weights.dim() <= 2 else weights.shape[-2]


@cache
def _signature(function: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(function)


def _read(origin: Softmax, by_rows: bool, values_dim: int) -> None:
    if not origin.read:
        origin.read, origin.by_rows, origin.values_dim = True, by_rows, values_dim


def _dot_product_weights(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attn_mask: Tensor | None = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    scale: float | None = None,
    enable_gqa: bool = False,
) -> Tensor:
    """Softmax(Q K^T scale + mask), (..., T, S): as ``scaled_dot_product_attention`` documents it, without dropout."""
    del value, dropout_p
    if enable_gqa:
        key = key.repeat_interleave(query.size(-3) // key.size(-3), -3)
    scores = query @ key.transpose(-2, -1) * (1 / math.sqrt(query.size(-1)) if scale is None else scale)
    if is_causal:
        attn_mask = torch.ones(scores.shape[-2:], dtype=torch.bool, device=scores.device).tril()
    if attn_mask is not None and attn_mask.dtype is torch.bool:
        scores = scores.masked_fill(~attn_mask, -torch.inf)
    elif attn_mask is not None:
        scores = scores + attn_mask
    nothing = (scores == -torch.inf).all(-1, keepdim=True)  # such a row reads nothing: torch makes it zeros
    return scores.softmax(-1).masked_fill(nothing, 0.0)


def watched(softmax: Softmax, sequence: int) -> Tensor:
    """Pick the watched sequence out of one softmax: (head, target, source).

    Which dimension is the batch follows from the values that the weights were multiplied with, and from the batch of
    the recurrence that ran last, where one did.
    """
    w, batch = softmax.weights, softmax.batch
    if w.dim() == 1:
        return w[None, None]
    if softmax.values_dim < 3:  # values (S, H): no batch
        return w.reshape(-1, *w.shape[-2:])
    if w.dim() == 2:  # (B, S)
        return w[sequence][None, None]
    if w.dim() == 3 and batch is not None and len(w) != batch:
        if softmax.by_rows and len(w) % batch == 0:  # (B heads, T, S)
            return w.reshape(batch, -1, *w.shape[1:])[sequence]
        if w.shape[1] == batch:  # (T, B, S)
            return w[None, :, sequence]
    return w[sequence].reshape(-1, *w.shape[-2:])


def _context(origin: Softmax, result: Any) -> Tensor | None:
    """Return what a product with weights (B, T, S), or (B, S), gave, if it is laid out as they are: (B, T, K)."""
    weights = origin.weights
    if not isinstance(result, Tensor) or weights.dim() not in (2, 3) or result.dim() != 3:
        return None
    targets = 1 if weights.dim() == 2 else weights.shape[1]
    return result.detach().clone() if result.shape[:2] == (len(weights), targets) else None


def stacked(parts: Iterable[Tensor], filling: float = 0.0) -> list[Tensor]:
    """Join rows (head, 1, source) of successive calls into matrices; a source that grew is padded, with zero weight."""
    found: list[list[Tensor]] = []
    for part in parts:
        last = found[-1][-1] if found else None
        if last is not None and last.shape[1] == part.shape[1] == 1 and len(last) == len(part):
            found[-1].append(part)
        else:
            found.append([part])
    widths = [max(p.shape[2] for p in row) for row in found]
    return [
        torch.cat([torch.nn.functional.pad(p, (0, width - p.shape[2]), value=filling) for p in row], 1)
        for row, width in zip(found, widths, strict=True)
    ]
