"""What an expression may consist of that a user typed as a condition, and what it is computed by.

An expression is a comparison of numbers. A quantity is one value, or a series: one value per timestep.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnnviz.engine.breakpoint_expressions import TOO_DEEP, indent
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, did_you_mean

DEEPEST, HIGHEST_POWER = 30, 16  # levels, exponent

_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod, ast.Pow)
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_OVER_TIMESTEPS = ("min", "max", "mean", "any", "all")


def _real(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compute with floating-point numbers: whole ones of Python have no bound, and 1 / 0 would raise."""
    return lambda *operands: function(*(np.asarray(x, float) for x in operands))


OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: _real(np.add), ast.Sub: _real(np.subtract), ast.Mult: _real(np.multiply), ast.Div: _real(np.divide),
    ast.Mod: _real(np.mod), ast.Pow: _real(np.power), ast.USub: _real(np.negative), ast.UAdd: _real(np.positive),
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Not: operator.not_,
}  # fmt: skip

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "min": np.min, "max": np.max, "mean": np.mean, "any": np.any, "all": np.all, "abs": np.abs
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """What a part of an expression yields."""

    truth: bool = False  # true or false, not a number
    series: bool = False  # one value per timestep, not one


def check(
    expression: str,
    tree: ast.expr,
    quantities: Mapping[str, bool],
    parted: Mapping[str, tuple[str, ...]],
    lacking: frozenset[str] = frozenset(),
) -> None:
    """Refuse whatever is not a condition on known quantities.

    Parameters
    ----------
    expression : str
        As typed.
    tree : ast.expr
        From `parsed`.
    quantities : mapping
        Name -> whether it is a series.
    parted : mapping
        Name of a quantity that has parts (``saturation``) -> their names.
    lacking : frozenset of str
        Names of quantities that there are, but not of this run.

    Raises
    ------
    Refused
        With column, name and the nearest known name.
    """
    checker = _Checker(expression, quantities, parted, lacking)
    checker.condition(tree, 0)


class _Checker:
    def __init__(
        self,
        expression: str,
        quantities: Mapping[str, bool],
        parted: Mapping[str, tuple[str, ...]],
        lacking: frozenset[str],
    ) -> None:
        self._typed = expression.lstrip()
        self._indent = indent(expression)
        self._quantities = quantities
        self._parted = parted
        self._lacking = lacking

    def condition(self, node: ast.expr, depth: int) -> None:
        """Refuse what is not one truth value."""
        kind = self.kind(node, depth)
        if kind.series:
            raise self._one_per_timestep(node)
        if not kind.truth:
            raise self._refused(
                node,
                QT_TRANSLATE_NOOP(
                    "breakpoints", "At column {column}: {text} is a number; compare it, as in {text} > 3."
                ),
            )

    def number(self, node: ast.expr, depth: int) -> None:
        """Refuse what is not one value."""
        if self.kind(node, depth).series:
            raise self._one_per_timestep(node)

    def kind(self, node: ast.expr, depth: int) -> Kind:
        """Say what a part yields; refuse what has no place here."""
        if depth > DEEPEST:
            raise self._refused(node, TOO_DEEP)
        match node:
            case ast.Constant(value=bool()):
                return Kind(truth=True)
            case ast.Constant(value=int() | float()):
                return Kind()
            case ast.Name():
                return self._name(node)
            case ast.Attribute():
                return self._part(node)
            case ast.Call():
                return self._call(node, depth + 1)
            case ast.BoolOp():
                for value in node.values:
                    self.condition(value, depth + 1)
                return Kind(truth=True)
            case ast.UnaryOp(op=ast.Not()):
                self.condition(node.operand, depth + 1)
                return Kind(truth=True)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                return Kind(series=self.kind(node.operand, depth + 1).series)
            case ast.BinOp():
                return self._arithmetic(node, depth + 1)
            case ast.Compare():
                return self._comparison(node, depth + 1)
        raise self._has_no_place(node)

    def _name(self, node: ast.Name) -> Kind:
        if node.id in self._parted:
            parts = self._some(node, self._parted[node.id])
            raise self._refused(
                node,
                QT_TRANSLATE_NOOP(
                    "breakpoints", "At column {column}: {text} is of one gate; say which, as in {example}."
                ),
                example=f"{node.id}.{parts[0]}",
            )
        if node.id in FUNCTIONS or node.id == "jump":
            raise self._refused(
                node,
                QT_TRANSLATE_NOOP(
                    "breakpoints", "At column {column}: {text} is a function; say of what, as in {text}(...)."
                ),
            )
        if node.id in self._lacking:
            raise self._refused(
                node,
                QT_TRANSLATE_NOOP(
                    "breakpoints", "At column {column}: this task measures no {text}, so this would never hold."
                ),
            )
        if node.id not in self._quantities:
            known = sorted([*self._quantities, *self._parted])
            raise self._refused(
                node,
                QT_TRANSLATE_NOOP(
                    "breakpoints", "At column {column}: there is no quantity {text}{nearest}; there are {known}."
                ),
                nearest=did_you_mean(node.id, known),
                known=", ".join(known),
            )
        return Kind(truth=node.id == "finite", series=self._quantities[node.id])

    def _part(self, node: ast.Attribute) -> Kind:
        if not isinstance(node.value, ast.Name) or node.value.id not in self._parted:
            raise self._refused(
                node,
                QT_TRANSLATE_NOOP(
                    "breakpoints", "At column {column}: {text} has no place here; only {parted} has parts."
                ),
                parted=", ".join(self._parted),
            )
        parts = self._some(node, self._parted[node.value.id])
        if node.attr not in parts:
            raise self._refused(
                node,
                QT_TRANSLATE_NOOP(
                    "breakpoints", "At column {column}: this model has no gate {gate}{nearest}; it has {known}."
                ),
                gate=node.attr,
                nearest=did_you_mean(node.attr, parts),
                known=", ".join(parts),
            )
        return Kind()

    def _some(self, node: ast.expr, parts: tuple[str, ...]) -> tuple[str, ...]:
        if not parts:
            raise self._refused(
                node, QT_TRANSLATE_NOOP("breakpoints", "At column {column}: this model has no gates, and so no {text}.")
            )
        return parts

    def _call(self, node: ast.Call, depth: int) -> Kind:
        known = [*FUNCTIONS, "jump"]
        if not isinstance(node.func, ast.Name) or node.func.id not in known:
            text = self._text(node.func)
            raise self._refused(
                node,
                QT_TRANSLATE_NOOP(
                    "breakpoints", "At column {column}: {name} is not a function{nearest}; there are {known}."
                ),
                name=text,
                nearest=did_you_mean(text, known),
                known=", ".join(known),
            )
        if node.func.id == "jump":
            return self._jump(node, depth)
        if len(node.args) != 1 or node.keywords:
            raise self._wrongly_called(node, f"{node.func.id}(grad_norms)")
        kind = self.kind(node.args[0], depth)
        if node.func.id == "abs":
            return Kind(series=kind.series)
        if not kind.series:
            raise self._wrongly_called(node, f"{node.func.id}(grad_norms)")
        if node.func.id in ("any", "all"):
            if not kind.truth:
                raise self._wrongly_called(node, f"{node.func.id}(grad_norms > 10)")
            return Kind(truth=True)
        return Kind()

    def _jump(self, node: ast.Call, depth: int) -> Kind:
        if not 1 <= len(node.args) <= 2 or node.keywords or self._text(node.args[0]) != "loss":
            raise self._wrongly_called(node, "jump(loss, 2)")
        if len(node.args) == 2:
            self.number(node.args[1], depth)
        return Kind(truth=True)

    def _arithmetic(self, node: ast.BinOp, depth: int) -> Kind:
        if not isinstance(node.op, _ARITHMETIC):
            raise self._has_no_place(node)
        left, right = self.kind(node.left, depth), self.kind(node.right, depth)
        if isinstance(node.op, ast.Pow) and not _small_number(node.right):
            raise self._refused(
                node.right,
                QT_TRANSLATE_NOOP(
                    "breakpoints", "At column {column}: an exponent must be a number between -{n} and {n}."
                ),
                n=HIGHEST_POWER,
            )
        return Kind(series=left.series or right.series)

    def _comparison(self, node: ast.Compare, depth: int) -> Kind:
        parts = [node.left, *node.comparators]
        for op, right in zip(node.ops, node.comparators, strict=True):
            if not isinstance(op, _COMPARISONS):
                raise self._has_no_place(right)
        series = [self.kind(part, depth).series for part in parts]
        if len(parts) > 2 and any(series):  # `a < b < c` asks for the truth of `a < b`
            raise self._one_per_timestep(parts[series.index(True)])
        return Kind(truth=True, series=any(series))

    # --- what is said ---

    def _text(self, node: ast.expr) -> str:
        return ast.get_source_segment(self._typed, node) or ast.unparse(node)

    def _refused(self, node: ast.expr, template: str, **values: object) -> Refused:
        line = self._typed.encode()[: node.col_offset]  # the parser counts bytes
        column = len(line.decode(errors="ignore")) + self._indent + 1
        return Refused(template, "", column=column, text=self._text(node), **values)

    def _has_no_place(self, node: ast.expr) -> Refused:
        return self._refused(
            node,
            QT_TRANSLATE_NOOP(
                "breakpoints",
                "At column {column}: {text} has no place in a condition, which compares numbers, as in loss > 3.",
            ),
        )

    def _one_per_timestep(self, node: ast.expr) -> Refused:
        return self._refused(
            node,
            QT_TRANSLATE_NOOP(
                "breakpoints", "At column {column}: {text} is one value per timestep; take {functions} of it."
            ),
            functions=", ".join(_OVER_TIMESTEPS),
        )

    def _wrongly_called(self, node: ast.expr, example: str) -> Refused:
        return self._refused(
            node,
            QT_TRANSLATE_NOOP(
                "breakpoints", "At column {column}: {text} cannot be computed; write it as in {example}."
            ),
            example=example,
        )


def _small_number(node: ast.expr) -> bool:
    match node:
        case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
            return _small_number(node.operand)
        case ast.Constant(value=int() | float() as value):
            return abs(value) <= HIGHEST_POWER
    return False
