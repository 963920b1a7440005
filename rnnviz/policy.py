"""What whoever installs RNNviz for others has settled: ``rnnviz.toml`` beside it, or in the system's place.

It is read and never written. Nothing in it can keep the program from starting: what is not understood is said once, in
one sentence, and left out. RNNviz sends nothing anywhere, so there is nothing here to switch that off.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from platformdirs import site_config_path

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from rnnviz.toml_files import LARGEST, Fault, tables
from rnnviz.user_files.faults import shown
from rnnviz.user_files.reading import is_file, read_text

FILE = "rnnviz.toml"


@dataclass(frozen=True)
class Policy:
    """What is settled; where nothing is, everything is as it would be without a file."""

    language: str = ""  # a code; empty: that of the user, or of the system
    theme: str = ""  # "dark" or "light"
    lessons: tuple[str, ...] = ()  # the keys of those that are listed, such as "5.1"; none: all
    data_folder: str = ""  # where *Open text* begins until the user has been elsewhere
    start_page: bool = True  # whether somebody new sees it by itself
    said: Sentence | None = field(default=None, compare=False)  # what could not be understood


def places() -> tuple[Path, ...]:
    """Return where the file may lie; the first one that is there is read."""
    frozen = getattr(sys, "frozen", False)
    beside = Path(sys.executable).resolve().parent if frozen else Path(__file__).resolve().parent.parent
    return beside / FILE, site_config_path("RNNviz", appauthor=False) / FILE


@cache
def in_force() -> Policy:
    """Return the policy of this process."""
    return next((read(path) for path in places() if is_file(path)), Policy())


def read(path: Path) -> Policy:
    """Return what a file settles; what of it is not understood is left out and said."""
    try:
        values = tables(read_text(path, LARGEST))
    except Refused as refused:
        return Policy(said=Sentence(_UNREAD, MappingProxyType({"reason": refused.sentence})))
    except Fault as fault:
        where = {"file": shown(path), "line": fault.line or 1, "reason": fault.reason}
        return Policy(said=Sentence(_BROKEN, MappingProxyType(where)))
    good = {name: value for name, value in values.items() if name in _KINDS and _KINDS[name](value)}
    wrong = ", ".join(shown(name) for name in values if name not in good)
    if "lessons" in good:
        good["lessons"] = tuple(good["lessons"])
    policy = Policy(**good)
    if not wrong:
        return policy
    return replace(policy, said=Sentence(_PARTLY, MappingProxyType({"file": shown(path), "names": wrong})))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) <= _LONGEST


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_LONGEST = 4096  # letters, which is the longest path of most systems
_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "language": _is_text,
    "theme": lambda value: value in ("dark", "light"),
    "lessons": _are_texts,
    "data_folder": _is_text,
    "start_page": lambda value: isinstance(value, bool),
}
_UNREAD = QT_TRANSLATE_NOOP("app", "The policy file is left aside: {reason}")
_BROKEN = QT_TRANSLATE_NOOP("app", "The policy file {file} is left aside: line {line}: {reason}.")
_PARTLY = QT_TRANSLATE_NOOP("app", "Not all of the policy file {file} is understood ({names}): the rest is in force.")
