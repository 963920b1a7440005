"""How a value that has no parts is written, and read again: numbers, text, members of an Enum, arrays, classes."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from enum import Enum
from typing import Any

import numpy as np
from typing_extensions import override

from rnnviz.packing.arrays import Array
from rnnviz.sentences import Marked

Arrays = Mapping[str, Array]
_NOT_FINITE = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


class Way(ABC):
    """One way of writing; `path` is the value's place, under which its arrays are put aside.

    Attributes
    ----------
    whole : bool
        Whether nothing is put aside, so that its path does not matter.
    """

    whole = False

    @abstractmethod
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> Any:
        """Return the plain part of a value; raises TypeError for one of another type."""

    @abstractmethod
    def read(self, plain: Any, path: str, arrays: Arrays) -> Any:
        """Return the value; raises ValueError or TypeError if this is not its plain part."""


class Number(Way):
    """A number or a truth value, of one type exactly: True is no 1."""

    whole = True

    def __init__(self, kind: type[bool | int | float]) -> None:
        self._kind = kind

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> Any:
        if self._kind is float and isinstance(value, float | int) and not isinstance(value, bool):
            value = float(value)
            return value if math.isfinite(value) else str(value)
        if isinstance(value, bool) is not (self._kind is bool) or not isinstance(value, self._kind):
            raise TypeError(f"{path}: {value!r} is no {self._kind.__name__}")
        return self._kind(value)

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Any:
        if self._kind is float and isinstance(plain, str):
            return _NOT_FINITE[plain]
        if type(plain) is self._kind or (self._kind is float and type(plain) is int):
            return self._kind(plain)
        raise TypeError(f"{path}: {plain!r} is no {self._kind.__name__}")


class Text(Way):
    """A string; one that is marked for the translators stays so."""

    whole = True

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> Any:
        if not isinstance(value, str):
            raise TypeError(f"{path}: {value!r} is no text")
        return [value.context, str(value)] if isinstance(value, Marked) else str(value)

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> str:
        if isinstance(plain, str):
            return plain
        context, text = plain
        if not isinstance(context, str) or not isinstance(text, str):
            raise TypeError(f"{path}: {plain!r} is no text")
        marked = Marked(text)
        marked.context = context
        return marked


class Nothing(Way):
    """None."""

    whole = True

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> None:
        if value is not None:
            raise TypeError(f"{path}: {value!r} is not None")

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> None:
        self.write(plain, path, {})


class Member(Way):
    """A member of an Enum, by its value."""

    whole = True

    def __init__(self, kind: type[Enum]) -> None:
        self._kind = kind
        self._values = {member: member.value for member in kind}
        self._members = {member.value: member for member in kind}

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> Any:
        if value not in self._values:
            raise TypeError(f"{path}: {value!r} is no {self._kind.__name__}")
        return self._values[value]

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Enum:
        return self._members[plain]


class Choice(Way):
    """One of several strings."""

    whole = True

    def __init__(self, choices: tuple[str, ...]) -> None:
        self._choices = choices

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> Any:
        if value not in self._choices:
            raise TypeError(f"{path}: {value!r} is none of {self._choices}")
        return value

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Any:
        return self.write(plain, path, {})


class Values(Way):
    """An array: put aside, and true in its place."""

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> bool:
        if not isinstance(value, np.ndarray):
            raise TypeError(f"{path}: {value!r} is no array")
        arrays[path] = value
        return True

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Array:
        if plain is not True:
            raise TypeError(f"{path}: {plain!r} stands for no array")
        return arrays[path]


class OneOf(Way):
    """One of some classes itself, by its name."""

    whole = True

    def __init__(self, kinds: tuple[type, ...]) -> None:
        self._kinds = {kind.__name__: kind for kind in kinds}

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> str:
        name = getattr(value, "__name__", "")
        if name not in self._kinds or self._kinds[name] is not value:
            raise TypeError(f"{path}: {value!r} is none of {', '.join(self._kinds)}")
        return name

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> type:
        return self._kinds[plain]
