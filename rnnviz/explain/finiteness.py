"""Which of an operation's operands were finite, in lines that stand before its equation."""

from __future__ import annotations

from collections.abc import Sequence

from rnnviz.explain.frame_equations import Equation
from rnnviz.explain.operands import Picture
from rnnviz.probe.culprit import Culprit
from rnnviz.sentences import translate


def states(shown: Sequence[Picture], culprit: Culprit | None) -> list[Equation]:
    """Return a line about every operand of the culprit, or else about what is not finite; nothing if all is well."""
    if culprit is not None and culprit.operands:
        words = {True: translate("step", "finite"), False: translate("step", "not finite")}
        each = [f"{operand.name} {words[operand.finite]}" for operand in culprit.operands]
        return [Equation(translate("step", "operands"), (", ".join(each),)), *_counted(shown)]
    return _counted(shown)


def _counted(shown: Sequence[Picture]) -> list[Equation]:
    bad = [translate("step", "{count} of {name}").format(count=p.bad, name=p.name) for p in shown if p.bad]
    return [Equation(translate("step", "not finite"), (", ".join(bad),))] if bad else []
