"""How a value of a declared type is written, and read again: one class for each kind of type that has parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import PurePath
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Protocol, Self, TypeGuard, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
from typing_extensions import override

from rnnviz.packing.arrays import Array
from rnnviz.packing.single_ways import Arrays, Choice, Member, Nothing, Number, OneOf, Text, Values, Way
from rnnviz.sentences import Marked, Sentence


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


class Pairs(Way):
    """A mapping from something else than strings."""

    def __init__(self, key: Way, each: Way) -> None:
        self._pair = Fixed((key, each))

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> list[Any]:
        pairs = enumerate(value.items())
        return [self._pair.write(pair, f"{path}/{place}", arrays) for place, pair in pairs]

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Mapping[Any, Any]:
        if not isinstance(plain, list):
            raise TypeError(f"{path}: {plain!r} is no list")
        pairs = enumerate(plain)
        return MappingProxyType(dict(self._pair.read(pair, f"{path}/{place}", arrays) for place, pair in pairs))


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


_anywhere: dict[str, type] = {}

K = TypeVar("K", bound=type)


def anywhere(kind: K) -> K:
    """Let records of a class stand where no class is declared; a decorator. Its name must be its own."""
    _anywhere[kind.__name__] = kind
    return kind


anywhere(Sentence)


class Tree(Way):
    """Whatever a field without a type of its own holds.

    None, scalars, text, arrays, tuples and mappings of such, and records of the classes that may stand `anywhere`. A
    path becomes its text, a list a tuple.
    """

    def __init__(self) -> None:
        self._ways: Mapping[str, Way] = {
            "float": Number(float),
            "array": Values(),
            "tuple": Several(self),
            "table": Table(self),
            "text": Text(),
        }

    @override
    def write(self, value: Any, path: str, arrays: dict[str, Array]) -> Any:
        value = _plainer(value)
        if isinstance(value, Marked):
            return {"text": Text().write(value, path, arrays)}
        if value is None or isinstance(value, bool | int | str):
            return value
        if _anywhere.get(type(value).__name__) is type(value):
            return {"record": [type(value).__name__, Record(type(value)).write(value, path, arrays)]}
        for kind, (name, each) in zip((float, np.ndarray, tuple, Mapping), self._ways.items(), strict=False):
            if isinstance(value, kind):
                return {name: each.write(value, path, arrays)}
        raise TypeError(f"{path}: {value!r} cannot be written")

    @override
    def read(self, plain: Any, path: str, arrays: Arrays) -> Any:
        if plain is None or isinstance(plain, bool | int | str):
            return plain
        ((name, part),) = plain.items()
        if name == "record":
            kind, inner = part
            return Record(_anywhere[kind]).read(inner, path, arrays)
        return self._ways[name].read(part, path, arrays)


def _plainer(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, PurePath):
        return str(value)
    return tuple(value) if isinstance(value, list) else value


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
        return Table(way(inner[1])) if inner[0] is str else Pairs(way(inner[0]), way(inner[1]))
    if origin is type:
        return OneOf(get_args(inner[0]) or inner)
    if isinstance(hint, type):
        return _of_class(hint)
    raise TypeError(f"values of {hint} cannot be written")


def _of_class(kind: type) -> Way:
    if issubclass(kind, Enum):
        return Member(kind)
    if _checks_itself(kind):
        return Settings(kind)
    return Record(kind)
