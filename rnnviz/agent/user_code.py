"""The user's own code behind an operation: the lines, the variables that its result is given to, the loops.

While an update is recorded only places are noted, a code object and an offset in it; they are read when it is over.
"""

from __future__ import annotations

import ast
import contextlib
import dis
import linecache
import sys
from functools import lru_cache
from pathlib import Path
from types import CodeType, FrameType
from typing import NamedTuple

import torch

from rnnviz.agent.observation import UserLine

_NOT_SHOWN = (str(Path(torch.__file__).parent), str(Path(__file__).parent), contextlib.__file__, "<frozen")
_DEEPEST = 40  # frames that are looked at for a place


class Place(NamedTuple):
    """An instruction of the user's."""

    code: CodeType
    offset: int


class Loop(NamedTuple):
    """A loop of a code object: its instructions lie after `first` and not after `last`."""

    first: int
    last: int

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.first <= offset <= self.last


def places(frame: FrameType | None, until: FrameType | None = None) -> tuple[Place, ...]:
    """Return where the user's code is on the stack, the innermost first, down to a frame, that one included."""
    found = []
    for _ in range(_DEEPEST):
        if frame is None:
            break
        if is_users(frame.f_code):
            found.append(Place(frame.f_code, frame.f_lasti))
        if frame is until:
            break
        frame = frame.f_back
    return tuple(found)


def user_frame(frame: FrameType | None) -> FrameType | None:
    """Return the innermost frame of the user's own code."""
    while frame is not None and not is_users(frame.f_code):
        frame = frame.f_back
    return frame


_users: dict[CodeType, bool] = {}


def is_users(code: CodeType) -> bool:
    """Tell whether code is neither torch's nor ours."""
    known = _users.get(code)
    if known is None:
        known = _users[code] = not code.co_filename.startswith(_NOT_SHOWN)
    return known


@lru_cache(4096)
def line(place: Place) -> UserLine:
    """Return the line that an instruction belongs to."""
    number = _position(place)[0] or place.code.co_firstlineno
    file = place.code.co_filename
    return UserLine(file, number, linecache.getline(file, number).strip())


@lru_cache(4096)
def assigned(place: Place, depth: int = 0) -> tuple[str, ...] | None:
    """Return the variables that the result of an instruction is given to.

    Several, where it is unpacked; none, where it goes into a larger expression; None: it is what its function returns,
    so that only the caller knows.
    """
    del depth
    node = _node(place)
    if node is None:
        return ()
    parent = _tree(place.code.co_filename).parents.get(node)
    while isinstance(parent, ast.IfExp | ast.NamedExpr) and not isinstance(parent, ast.NamedExpr):
        node, parent = parent, _tree(place.code.co_filename).parents.get(parent)
    if isinstance(parent, ast.Return):
        return None
    if isinstance(parent, ast.NamedExpr):
        return _names(parent.target)
    if isinstance(parent, ast.Assign):
        return _names(parent.targets[-1])
    if isinstance(parent, ast.AnnAssign):
        return _names(parent.target)
    if isinstance(node, ast.AugAssign):
        return _names(node.target)
    return _within_tuple(node, parent, place)


def _within_tuple(node: ast.AST, parent: ast.AST | None, place: Place) -> tuple[str, ...]:
    """Of ``i, f = sigmoid(a), sigmoid(b)``: the name at the same place."""
    outer = _tree(place.code.co_filename).parents.get(parent) if isinstance(parent, ast.Tuple) else None
    if isinstance(parent, ast.Tuple) and isinstance(outer, ast.Assign):
        names = _names(outer.targets[-1])
        if len(names) == len(parent.elts) and node in parent.elts:
            return (names[parent.elts.index(node)],)
    return ()


def _names(target: ast.expr) -> tuple[str, ...]:
    if isinstance(target, ast.Tuple | ast.List):
        return tuple("".join(_names(each)[:1]) for each in target.elts)
    if isinstance(target, ast.Starred | ast.Subscript):
        return _names(target.value)
    if isinstance(target, ast.Attribute):
        return (target.attr,)
    return (target.id,) if isinstance(target, ast.Name) else ()


class _Tree(NamedTuple):
    nodes: dict[tuple[int, int, int, int], list[ast.AST]]
    parents: dict[ast.AST, ast.AST]


@lru_cache(64)
def _tree(file: str) -> _Tree:
    """Parse a file, or a cell of a notebook, once."""
    nodes: dict[tuple[int, int, int, int], list[ast.AST]] = {}
    parents: dict[ast.AST, ast.AST] = {}
    try:
        whole = ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError):
        return _Tree({}, {})
    for node in ast.walk(whole):
        for child in ast.iter_child_nodes(node):
            parents[child] = node
        if isinstance(node, ast.expr | ast.stmt):
            key = (node.lineno, node.end_lineno or 0, node.col_offset, node.end_col_offset or 0)
            nodes.setdefault(key, []).append(node)
    return _Tree(nodes, parents)


@lru_cache(1024)
def _positions(code: CodeType) -> tuple[tuple[int | None, int | None, int | None, int | None], ...]:
    return tuple(code.co_positions())


def _position(place: Place) -> tuple[int | None, int | None, int | None, int | None]:
    positions = _positions(place.code)
    index = place.offset // 2
    return positions[index] if 0 <= index < len(positions) else (None, None, None, None)


def _node(place: Place) -> ast.AST | None:
    """Return the expression that an instruction computes; of several of the same extent, the outermost."""
    first, last, begin, end = _position(place)
    if first is None or last is None or begin is None or end is None:
        return None
    found = _tree(place.code.co_filename).nodes.get((first, last, begin, end), [])
    return next((node for node in found if isinstance(node, ast.expr | ast.AugAssign)), None)


@lru_cache(1024)
def loops(code: CodeType) -> tuple[Loop, ...]:
    """Return the loops of a code object, inner ones first."""
    back: dict[int, int] = {}
    for instruction in dis.get_instructions(code):
        target = instruction.argval
        if "JUMP" in instruction.opname and isinstance(target, int) and target <= instruction.offset:
            back[target] = max(back.get(target, 0), instruction.offset)
    return tuple(sorted((Loop(*each) for each in back.items()), key=lambda each: each.last - each.first))


def here(depth: int = 1) -> FrameType:
    """Return the frame of whoever called, or called that."""
    return sys._getframe(depth + 1)
