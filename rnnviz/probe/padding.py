"""What a batch pads its sequences with is no part of them: it is left out of every picture of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from rnnviz.probe.frame import Array, Attention, Recurrence


def unpadded_recurrence(recurrence: Recurrence, timesteps: int | None) -> Recurrence:
    """Return a layer of torch over the first timesteps of its axis; a reverse one begins in the state it had come to.

    Parameters
    ----------
    timesteps : int, optional
        Of the sequence; None: all of them.
    """
    if timesteps is None or timesteps >= len(recurrence.h):
        return recurrence
    found: dict[str, Any] = {}
    for item in fields(recurrence):
        value = getattr(recurrence, item.name)
        if item.metadata.get("axes", ())[:1] == ("timestep",) and value is not None:
            found[item.name] = _first(value, timesteps)
    if recurrence.reverse:
        found["h0"] = recurrence.h[timesteps]
        found["c0"] = None if recurrence.c is None else recurrence.c[timesteps]
    return replace(recurrence, **found)


def _first(value: Array | Mapping[str, Array], timesteps: int) -> Array | Mapping[str, Array]:
    if isinstance(value, Mapping):
        return MappingProxyType({name: values[:timesteps] for name, values in value.items()})
    return value[:timesteps]


def unpadded_attention(attention: Attention, lengths: Mapping[str, int]) -> Attention:
    """Return an attention over the targets and sources that there are."""
    targets, sources = (slice(lengths.get(axis)) for axis in (attention.target_axis, attention.source_axis))
    energies, contexts = attention.energies, attention.contexts
    return replace(
        attention,
        weights=attention.weights[:, targets, sources],
        energies=None if energies is None else energies[:, targets, sources],
        contexts=None if contexts is None else contexts[targets],
    )
