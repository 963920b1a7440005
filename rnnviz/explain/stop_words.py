"""What is said and shown when a breakpoint holds."""

from __future__ import annotations

from rnnviz.engine.breakpoints import Place, Value
from rnnviz.engine.messages import BreakpointHit
from rnnviz.explain.number import grouped
from rnnviz.sentences import translate


def sentence(hit: BreakpointHit) -> str:
    """Say which breakpoint holds, with the values of its quantities and where they come from."""
    words = translate("window", "Stopped at update {update}: {expression} holds, with {values}.")
    said = words.format(
        update=grouped(hit.update),
        expression=hit.breakpoint.expression,
        values=", ".join(f"{name} = {_written(value)}" for name, value in hit.values.items()),
    )
    place = "" if hit.place is None else f" {_where(hit.place)}"
    return f"{said}{place} {translate('window', 'The weights were not changed.')}"


def panel_for(hit: BreakpointHit) -> str:
    """Return the key of the panel that shows best what a breakpoint is about; empty: none does."""
    names = " ".join(hit.values)
    about = {"saturation": "gates", "grad_norms": "gradient", "spectral_radius": "weights"}
    return next((key for name, key in about.items() if name in names), "")


def _where(place: Place) -> str:
    parts = [place.layer]
    if place.gate:
        parts.append(translate("window", "gate {gate}").format(gate=place.gate))
    if place.timestep is not None:
        parts.append(translate("window", "timestep {t}").format(t=place.timestep))
    return translate("window", "It comes from {place}.").format(place=", ".join(parts))


def _written(value: Value) -> str:
    """Write a number; of one value per timestep, the smallest and the largest."""
    if isinstance(value, tuple):
        return f"{min(value):.4g} ... {max(value):.4g}" if value else "–"
    return f"{value:.6g}"
