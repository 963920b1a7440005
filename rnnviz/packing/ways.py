"""How a value of a declared type is written, and read again: one class for each kind of type."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Protocol, Self, TypeGuard, Union, get_args, get_origin, get_type_hints

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


class Several(Way):
    """A tuple of any length, or a set, of one type."""

    def __init__(self, each: Way, kind: type = tuple) -> None:
        self._each, self._kind = each, kind

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> list[Any]:
        if not isinstance(value, Set if self._kind is frozenset else tuple):
            raise TypeError(f"{path}: {value!r} is no {self._kind.__name__}")
        found = [self._each.write(part, place, arrays) for place, part in self._placed(value, path)]
        return sorted(found) if self._kind is frozenset else found

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Any:
        if not isinstance(plain, list):
            raise TypeError(f"{path}: {plain!r} is no list")
        return self._kind([self._each.read(part, place, arrays) for place, part in self._placed(plain, path)])

    def _placed(self, parts: Iterable[Any], path: str) -> Iterator[tuple[str, Any]]:
        """Yield each part with its path; a vocabulary of thousands of words needs none."""
        if self._each.whole:
            return ((path, part) for part in parts)
        return ((f"{path}/{place}", part) for place, part in enumerate(parts))


class Fixed(Way):
    """A tuple whose places have types of their own."""

    def __init__(self, each: tuple[Way, ...]) -> None:
        self._each = each

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> list[Any]:
        parts = enumerate(zip(self._each, value, strict=True))
        return [way.write(part, f"{path}/{place}", arrays) for place, (way, part) in parts]

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> tuple[Any, ...]:
        if not isinstance(plain, list):
            raise TypeError(f"{path}: {plain!r} is no list")
        parts = enumerate(zip(self._each, plain, strict=True))
        return tuple(way.read(part, f"{path}/{place}", arrays) for place, (way, part) in parts)


class Table(Way):
    """A mapping from strings."""

    def __init__(self, each: Way) -> None:
        self._each = each

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> dict[str, Any]:
        if not all(isinstance(key, str) for key in value):
            raise TypeError(f"{path}: the keys of {value!r} are not all text")
        return {str(key): self._each.write(part, below(path, key), arrays) for key, part in value.items()}

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Mapping[str, Any]:
        if not isinstance(plain, dict):
            raise TypeError(f"{path}: {plain!r} is no table")
        return MappingProxyType({key: self._each.read(part, below(path, key), arrays) for key, part in plain.items()})


class Either(Way):
    """What may be None; or one of several types, each under its name."""

    def __init__(self, kinds: tuple[Any, ...]) -> None:
        self._none = NoneType in kinds
        rest = tuple(kind for kind in kinds if kind is not NoneType)
        self._one = way(rest[0]) if len(rest) == 1 else None
        self._several = {} if self._one else {kind.__name__: way(kind) for kind in rest}

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> Any:
        if value is None and self._none:
            return None
        if self._one is not None:
            return self._one.write(value, path, arrays)
        name = type(value).__name__
        if name not in self._several:
            raise TypeError(f"{path}: {value!r} is none of {', '.join(self._several)}")
        return {name: self._several[name].write(value, path, arrays)}

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Any:
        if plain is None and self._none:
            return None
        if self._one is not None:
            return self._one.read(plain, path, arrays)
        ((name, part),) = plain.items()
        return self._several[name].read(part, path, arrays)


class Checked(Protocol):
    """A class whose values check themselves, as pydantic's do: it need not be there for what has none of them."""

    def model_dump(self, *, mode: str) -> dict[str, Any]:
        """Return what JSON knows of it."""

    @classmethod
    def model_validate(cls, obj: Any) -> Self:
        """Return the value again; raises ValueError if it is none."""


def _checks_itself(kind: type) -> TypeGuard[type[Checked]]:
    return hasattr(kind, "model_validate")


class Settings(Way):
    """Settings that check themselves."""

    def __init__(self, kind: type[Checked]) -> None:
        self._kind = kind

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> Any:
        if not isinstance(value, self._kind):
            raise TypeError(f"{path}: {value!r} is no {self._kind.__name__}")
        return value.model_dump(mode="json")

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Checked:
        return self._kind.model_validate(plain)


class Tree(Way):
    """Whatever a field without a type of its own holds: None, scalars, arrays, and tuples and mappings of such."""

    def __init__(self) -> None:
        self._ways: Mapping[str, Way] = {
            "float": Number(float),
            "array": Values(),
            "tuple": Several(self),
            "table": Table(self),
        }

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> Any:
        if value is None or isinstance(value, bool | int | str):
            return value
        for kind, (name, each) in zip((float, np.ndarray, tuple, Mapping), self._ways.items(), strict=True):
            if isinstance(value, kind):
                return {name: each.write(value, path, arrays)}
        raise TypeError(f"{path}: {value!r} cannot be written")

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Any:
        if plain is None or isinstance(plain, bool | int | str):
            return plain
        ((name, part),) = plain.items()
        return self._ways[name].read(part, path, arrays)


class Record(Way):
    """A record, by the names of its fields."""

    def __init__(self, kind: type) -> None:
        self._kind = kind

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> dict[str, Any]:
        if type(value) is not self._kind:
            raise TypeError(f"{path}: {value!r} is no {self._kind.__name__}")
        begin = f"{path}/" if path else ""  # no field's name has a slash
        ways = _ways(self._kind).items()
        return {name: way.write(getattr(value, name), begin + name, arrays) for name, way in ways}

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Any:
        ways = _ways(self._kind)
        if not isinstance(plain, dict) or not plain.keys() <= ways.keys():
            raise TypeError(f"{path}: {plain!r} is no {self._kind.__name__}")
        begin = f"{path}/" if path else ""
        return self._kind(**{name: ways[name].read(part, begin + name, arrays) for name, part in plain.items()})


def below(path: str, key: str) -> str:
    """Return the path of a part; a slash in its name divides nothing (RFC 6901)."""
    escaped = key.replace("~", "~0").replace("/", "~1") if "/" in key or "~" in key else key
    return f"{path}/{escaped}" if path else escaped


_of_records: dict[type, Mapping[str, Way]] = {}  # as far as they were needed


def _ways(kind: type) -> Mapping[str, Way]:
    """Return how each field of a record is written."""
    if kind not in _of_records:
        _of_records[kind] = _ways_of_fields(kind)
    return _of_records[kind]


def _ways_of_fields(kind: type) -> Mapping[str, Way]:
    if not (is_dataclass(kind) or hasattr(kind, "_fields")):
        raise TypeError(f"{kind} is no record")
    names = [item.name for item in fields(kind)] if is_dataclass(kind) else list(kind._fields)
    hints = get_type_hints(kind)
    return {name: way(hints[name]) for name in names}


_PLAIN: Mapping[Any, Way] = {
    bool: Number(bool),
    int: Number(int),
    float: Number(float),
    str: Text(),
    NoneType: Nothing(),
    Any: Tree(),
    object: Tree(),
}


def way(hint: Any) -> Way:
    """Return how values of a declared type are written; raises TypeError if they cannot be."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is np.ndarray:
        return Values()
    if origin in (Union, UnionType):
        return Either(inner)
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return Several(way(inner[0]))
    if origin is tuple:
        return Fixed(tuple(map(way, inner)))
    if origin is Literal:
        return Choice(inner)
    if origin is frozenset:
        return Several(way(inner[0]), frozenset)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Table(way(inner[1]))
    if isinstance(hint, type):
        return _of_class(hint)
    raise TypeError(f"values of {hint} cannot be written")


def _of_class(kind: type) -> Way:
    if issubclass(kind, Enum):
        return Member(kind)
    if _checks_itself(kind):
        return Settings(kind)
    return Record(kind)
