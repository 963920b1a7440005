"""What is wrong with a value that a user wrote, in a user's words: pydantic's are for programmers, and English only."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from pydantic import ValidationError

from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence
from rnnviz.user_files.faults import shown as on_one_line

_WHOLE = QT_TRANSLATE_NOOP("validation", "it should be a whole number (an integer)")
_NUMBER = QT_TRANSLATE_NOOP("validation", "it should be a number")
_TRUTH = QT_TRANSLATE_NOOP("validation", "it should be true or false")
_TEXT = QT_TRANSLATE_NOOP("validation", "it should be a text")
_LIST = QT_TRANSLATE_NOOP("validation", "it should be a list")
_TABLE = QT_TRANSLATE_NOOP("validation", "it should be a table of names and values")
_KINDS = (("int", _WHOLE), ("float", _NUMBER), ("bool", _TRUTH), ("string", _TEXT), ("tuple", _LIST), ("list", _LIST))
_OTHERS = (("mapping", _TABLE), ("dict", _TABLE), ("model", _TABLE), ("dataclass", _TABLE))

#: What pydantic calls it -> what is said; the values are pydantic's.
_BY_TYPE = {
    "greater_than": QT_TRANSLATE_NOOP("validation", "it should be greater than {gt}"),
    "greater_than_equal": QT_TRANSLATE_NOOP("validation", "it should be greater than or equal to {ge}"),
    "less_than": QT_TRANSLATE_NOOP("validation", "it should be less than {lt}"),
    "less_than_equal": QT_TRANSLATE_NOOP("validation", "it should be less than or equal to {le}"),
    "finite_number": QT_TRANSLATE_NOOP("validation", "it should be a finite number"),
    "int_parsing_size": QT_TRANSLATE_NOOP("validation", "it has too many digits"),
    "string_unicode": QT_TRANSLATE_NOOP("validation", "it holds what is no letter in UTF-8"),
    "string_too_long": QT_TRANSLATE_NOOP("validation", "it should have at most {max_length} letters"),
    "literal_error": QT_TRANSLATE_NOOP("validation", "it should be one of {expected}"),
    "missing": QT_TRANSLATE_NOOP("validation", "it is missing"),
    "extra_forbidden": QT_TRANSLATE_NOOP("validation", "there is nothing of that name"),
    "too_short": QT_TRANSLATE_NOOP("validation", "it should have {min_length} or more parts"),
    "too_long": QT_TRANSLATE_NOOP("validation", "it should have at most {max_length} parts"),
}
#: What pydantic puts into the path for each kind that a value may have.
_KIND = re.compile(r"float|int|bool|str|constrained-\w+|Found|(?:list|tuple|function-\w+)\[.*\]")
_AT = "{path}: {reason}"
_UNKNOWN = QT_TRANSLATE_NOOP("validation", "it cannot be understood")


class Wrong(NamedTuple):
    """The first thing that is wrong in a table of values."""

    where: tuple[str | int, ...]  # the path to it
    value: str  # as a sentence can show it
    reason: Sentence

    @property
    def path(self) -> str:
        """Where it is, as a sentence can show it; empty: everywhere."""
        return on_one_line(".".join(map(str, self.where)))

    @property
    def said(self) -> Sentence:
        """Where it is, and why."""
        return Sentence(_AT, MappingProxyType({"path": self.path, "reason": self.reason}))


def first(error: ValidationError) -> Wrong:
    """Return the first of pydantic's objections, in a user's words."""
    found = error.errors(include_url=False, include_context=True)[0]
    kind, context = found["type"], MappingProxyType(dict(found.get("ctx", {})))
    where = tuple(part for part in found["loc"] if not (isinstance(part, str) and _KIND.fullmatch(part)))
    return Wrong(where, shown(found["input"]), Sentence(*_said(kind, context)))


def _said(kind: str, context: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    if kind in _BY_TYPE:
        plain = {name: f"{each:g}" if isinstance(each, float) else each for name, each in context.items()}
        return _BY_TYPE[kind], MappingProxyType(plain)
    if kind == "value_error":  # one of our own validators says it
        return "{reason}", MappingProxyType({"reason": str(context["error"]).rstrip(".")})
    return next((said for prefix, said in (*_KINDS, *_OTHERS) if kind.startswith(prefix)), _UNKNOWN), context


def shown(value: object) -> str:
    """Return a value as a sentence can show it: on one line, not too long, as it is written in a file of settings."""
    if isinstance(value, str):
        return f"'{on_one_line(value)}'"
    if isinstance(value, float):
        return repr(value)
    try:
        return on_one_line(json.dumps(value, ensure_ascii=False, default=str))
    except (ValueError, RecursionError):  # a number of 5,000 digits
        return "…"
