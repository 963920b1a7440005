"""What a phase plane says: its formula, its fixed points in words and in rows of a table. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence

from rnnviz.explain.frame_equations import Equation, summed
from rnnviz.explain.number import MINUS, number
from rnnviz.explain.phase_plane import MANY, FixedPoint, Kind
from rnnviz.probe.frame import Array
from rnnviz.probe.step_map import Dynamics
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_BEFORE = f"t{MINUS}1"

KINDS = {
    Kind.ATTRACTS: QT_TRANSLATE_NOOP("panels", "attracts"),
    Kind.REPELS: QT_TRANSLATE_NOOP("panels", "repels"),
    Kind.SADDLE: QT_TRANSLATE_NOOP("panels", "saddle"),
    Kind.NEUTRAL: QT_TRANSLATE_NOOP("panels", "neutral"),
}


def state_names(found: Dynamics) -> tuple[str, ...]:
    """Return what each dimension is called: the states unit by unit."""
    units = found.record.h.shape[1]
    if units == 1:
        return found.form.handed_on
    return tuple(f"{name}{str(k + 1).translate(_SUBSCRIPTS)}" for name in found.form.handed_on for k in range(units))


def formula(found: Dynamics) -> list[Equation]:
    """Return the map, and what a fixed point is."""
    form = found.form
    if form.phi is not None:
        a = summed(form, _BEFORE)
        lines = [Equation("h(t)", (f"{form.phi.written}({a})" if form.phi.written else a,))]
    else:
        write = form.formula(_BEFORE)
        lines = [Equation(f"{name}(t)", (equation.written(write),)) for name, equation in form.states.items()]
    return [*lines, Equation("h^∗", ("f(h^∗, x)",))]


def counted(fixed: Sequence[FixedPoint]) -> str:
    """Say how many fixed points there are, and of which kind."""
    if not fixed:
        return translate("panels", "no fixed point")
    if len(fixed) > MANY:
        return translate("panels", "more than {many} fixed points").format(many=MANY)
    kinds = [p.kind for p in fixed]
    each = ", ".join(f"{translate('panels', KINDS[kind])} {kinds.count(kind)}" for kind in KINDS if kind in kinds)
    return translate("panels", "fixed points: {each}").format(each=each)


def told(held: str, fixed: Sequence[FixedPoint], ends: Array) -> str:
    """Say, for a newcomer, what becomes of the marked state while an input is held."""
    if len(ends) == 1 and len(fixed) > MANY:
        words = translate("panels", "While {held} is held, states stay where they are: nothing draws them anywhere.")
    elif len(ends) == 1:
        words = translate("panels", "While {held} is held, the marked state ends in a fixed point and stays there.")
    elif len(ends) > 1:
        words = translate(
            "panels", "While {held} is held, the marked state goes round in a cycle of {n} and never rests."
        )
    else:
        words = translate("panels", "While {held} is held, the marked state comes to no rest: it goes on and on.")
    return words.format(held=held, n=len(ends))


def rows(fixed: Sequence[FixedPoint], names: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the rows of a table with a column for each fixed point."""
    shown = fixed[:MANY]
    states = [(f"{name}*", tuple(number(float(p.state[k])) for p in shown)) for k, name in enumerate(names)]
    return [
        *states,
        ("|f(h)−h|", tuple(number(p.residual, signed=False) for p in shown)),
        ("max|λ|", tuple(number(float(abs(p.eigenvalues[0])), signed=False) for p in shown)),
        ("", tuple(translate("panels", KINDS[p.kind]) for p in shown)),
    ]
