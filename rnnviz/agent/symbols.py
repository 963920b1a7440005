"""What the symbols of a user's sequences are called: by their own table or function, or else by their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from rnnviz.probe.frame import Array

Table: TypeAlias = Sequence[str] | Mapping[int, str] | Callable[[Array], Sequence[str]]
Tables: TypeAlias = Table | Mapping[str, Table] | None

_LONGEST = 24  # letters


class Symbols:
    """Names by their numbers.

    Parameters
    ----------
    given : sequence, mapping or callable, optional
        The symbols in the order of their numbers; or number -> symbol; or a function from the numbers of the watched
        sequence, (T,), to as many strings. Where models differ: name of a part -> one of these.
    """

    def __init__(self, given: Tables = None) -> None:
        self._by_part: dict[str, Table] = {}
        self._one: Table | None = None
        if isinstance(given, Mapping) and given and all(isinstance(key, str) for key in given):
            self._by_part = {str(part): table for part, table in given.items()}
        elif given is not None:
            self._one = given  # type: ignore[assignment]

    def read(self, numbers: Array, part: str) -> tuple[str, ...]:
        """Return what the symbols of a sequence are called that a part reads."""
        table = self._of(part)
        if callable(table):
            return tuple(str(each)[:_LONGEST] for each in table(np.asarray(numbers)))
        return tuple(_name(table, int(number)) for number in numbers)

    def vocabulary(self, size: int, part: str = "") -> tuple[str, ...]:
        """Return what all symbols are called; their numbers, if the user's table is of another size."""
        table = self._of(part)
        fits = table is not None and not callable(table) and len(table) == size
        return tuple(_name(table if fits else None, number) for number in range(size))

    def _of(self, part: str) -> Table | None:
        words = part.split(".")
        for length in range(len(words), 0, -1):
            if (name := ".".join(words[:length])) in self._by_part:
                return self._by_part[name]
        return self._by_part.get("", self._one)


def _name(table: Any, number: int) -> str:
    if isinstance(table, Mapping):
        return str(table.get(number, number))[:_LONGEST]
    if table is not None and 0 <= number < len(table):
        return str(table[number])[:_LONGEST]
    return str(number)
