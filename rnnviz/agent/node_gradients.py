"""What autograd delivers at nodes of the user's own graph, taken in passing: no node is added, none changed.

The graph is walked once, before the backward pass begins, and hooks are put on the few nodes that matter; they return
nothing, and are taken away when the pass is over. So the gradient at a tensor is what its node is given, and the part
of it that comes from some of its readers is what those readers' nodes give out along their edges to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from rnnviz.agent.tape import NodeKey

Node = Any  # torch.autograd.graph.Node: its numbers are not in its stub
Pick = Callable[[Tensor], Tensor]

MOST = 400_000  # nodes that are walked

#: Nodes that hand a gradient on as it is, in other places: what reads their result reads what they read.
PASSING = (
    *("ViewBackward", "UnsafeViewBackward", "ReshapeAliasBackward", "UnsqueezeBackward", "SqueezeBackward"),
    *("TransposeBackward", "TBackward", "PermuteBackward", "SelectBackward", "SliceBackward", "CloneBackward"),
    *("CatBackward", "StackBackward", "UnbindBackward", "SplitBackward", "ExpandBackward", "ToCopyBackward"),
    *("IndexSelectBackward", "IndexBackward", "AliasBackward", "NarrowBackward", "UnsafeSplitBackward"),
)


@dataclass(eq=False)
class Graph:
    """The nodes that a backward pass will reach, and who reads what."""

    nodes: dict[int, Node] = field(default_factory=dict)
    readers: dict[NodeKey, list[tuple[Node, int]]] = field(default_factory=lambda: defaultdict(list))
    leaves: list[Tensor] = field(default_factory=list)

    @classmethod
    def of(cls, roots: Iterable[Tensor]) -> Graph:
        """Walk it from what backward is called on."""
        graph = cls()
        waiting: list[Node] = [node for root in roots if (node := root.grad_fn) is not None]
        seen = set(waiting)
        while waiting and len(seen) < MOST:
            node = waiting.pop()
            number = node._sequence_nr()
            graph.nodes[number] = node
            for place, (below, output) in enumerate(node.next_functions):
                if below is None:
                    continue
                variable = getattr(below, "variable", None)
                if variable is None:
                    graph.readers[NodeKey(below._sequence_nr(), output)].append((node, place))
                if below not in seen:
                    seen.add(below)
                    if variable is None:
                        waiting.append(below)
                    else:
                        graph.leaves.append(variable)
        return graph

    def reached(self, key: NodeKey | None) -> bool:
        """Whether a gradient will arrive there."""
        return key is not None and bool(self.readers.get(key) or key.sequence in self.nodes)


@dataclass(eq=False)
class Gradients:
    """Collects what arrives at nodes, picked and copied, while one backward pass runs."""

    graph: Graph
    _at: dict[tuple[NodeKey, int], Tensor] = field(default_factory=dict)
    _from: dict[tuple[NodeKey, int], Tensor] = field(default_factory=dict)
    _hooks: list[Any] = field(default_factory=list)
    _wanted: dict[int, list[tuple[NodeKey, int, Pick]]] = field(default_factory=lambda: defaultdict(list))
    _count: int = 0
    faults: list[Exception] = field(default_factory=list)  # of ours; a user's backward pass goes on

    def at(self, key: NodeKey | None, pick: Pick) -> Callable[[], Tensor | None]:
        """Have what arrives at a node's output kept; return what gives it afterwards, None if nothing came."""
        if key is None or key.sequence not in self.graph.nodes:
            return _nothing
        self._count += 1
        ticket = (key, self._count)
        node = self.graph.nodes[key.sequence]

        def arrived(given: tuple[Tensor | None, ...]) -> None:
            gradient = given[key.output] if key.output < len(given) else None
            if gradient is not None:
                self._at[ticket] = pick(gradient.detach()).clone()

        self._hooks.append(node.register_prehook(self._guarded(arrived)))
        return lambda: self._at.get(ticket)

    def through(
        self, key: NodeKey | None, nodes: range, pick: Pick, inside: bool = True
    ) -> Callable[[], Tensor | None]:
        """Have the part kept that comes from readers among some nodes, or, not `inside`, from all the others.

        What only hands a tensor on, such as a view, counts as those who read its result.
        """
        if key is None or key.sequence not in self.graph.nodes:
            return _nothing
        self._count += 1
        ticket = (key, self._count)

        def add(part: Tensor | None) -> None:
            if part is not None:
                part = pick(part.detach()).clone()
                known = self._from.get(ticket)
                self._from[ticket] = part if known is None else known + part

        self._follow(key, nodes, inside, add)
        return lambda: self._from.get(ticket)

    def _follow(self, key: NodeKey, nodes: range, inside: bool, add: Callable[[Tensor | None], None]) -> None:
        for reader, place in self.graph.readers.get(key, ()):
            if reader._sequence_nr() not in nodes and _passes(reader) and self._leads(reader, nodes):
                self._split(reader, place, nodes, inside, add)
            elif (reader._sequence_nr() in nodes) is inside:
                self._hooks.append(reader.register_hook(self._edge(place, add)))

    def _leads(self, node: Node, nodes: range, depth: int = 0) -> bool:
        """Whether what a node hands on is read by some of the nodes."""
        readers = [reader for key in self._outputs(node) for reader, _ in self.graph.readers[key]]
        return any(
            r._sequence_nr() in nodes or (depth < 6 and _passes(r) and self._leads(r, nodes, depth + 1))
            for r in readers
        )

    def _outputs(self, node: Node) -> list[NodeKey]:
        number = node._sequence_nr()
        return [key for key in (NodeKey(number, output) for output in range(8)) if key in self.graph.readers]

    def _split(self, node: Node, place: int, nodes: range, inside: bool, add: Callable[[Tensor | None], None]) -> None:
        """Let a node that only hands on also hand on the part that interests, by itself."""
        parts: dict[int, Tensor] = {}

        def gather(output: int) -> Callable[[Tensor | None], None]:
            def one(part: Tensor | None) -> None:
                if part is not None:
                    known = parts.get(output)
                    parts[output] = part.detach().clone() if known is None else known + part.detach()

            return one

        for key in self._outputs(node):
            self._follow(key, nodes, inside, gather(key.output))

        def before(given: tuple[Tensor | None, ...]) -> None:
            if parts:
                with torch.no_grad():
                    own = [parts.get(k, None if g is None else torch.zeros_like(g)) for k, g in enumerate(given)]
                    handed = node(*own)
                add(handed[place] if isinstance(handed, tuple) else handed)

        self._hooks.append(node.register_prehook(self._guarded(before)))

    def _edge(self, place: int, add: Callable[[Tensor | None], None]) -> Callable[[Any, Any], None]:
        def after(given: tuple[Tensor | None, ...], _: Any) -> None:
            try:
                add(given[place] if place < len(given) else None)
            except Exception as fault:
                self.faults.append(fault)

        return after

    def _guarded(self, hook: Callable[[tuple[Tensor | None, ...]], None]) -> Callable[[Any], None]:
        def before(given: tuple[Tensor | None, ...]) -> None:
            try:
                hook(given)
            except Exception as fault:
                self.faults.append(fault)

        return before

    def stop(self) -> None:
        """Take every hook away."""
        for hook in self._hooks:
            hook.remove()
        self._hooks.clear()


def _nothing() -> None:
    return None


def _passes(node: Node) -> bool:
    name: str = node.name()
    return name.startswith(PASSING)
