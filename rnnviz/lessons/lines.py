"""Where in a TOML file something stands: the standard library's reader does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TABLE = re.compile(r"^\s*\[(?P<list>\[)?(?P<name>[^\[\]]+)\]{1,2}\s*(#.*)?$")
_KEY = re.compile(r"^\s*(?P<key>[\w.\"'-]+)\s*=")


def line_of(text: str, where: Sequence[str | int]) -> int:
    """Return the line, from 1, on which a value stands, or the nearest thing around it that is there.

    Parameters
    ----------
    text : str
        A TOML file.
    where : sequence of str and int
        The path to the value: ("steps", 2, "panels", 0).
    """
    path = tuple(str(part) for part in where)
    best, line_found = 0, 1
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        here = table
        if (opened := _TABLE.match(line)) is not None:
            here = table = _opened(_parts(opened["name"]), bool(opened["list"]), counts)
        elif (key := _KEY.match(line)) is not None:
            here = (*table, *_parts(key["key"]))
        if len(here) > best and path[: len(here)] == here:
            best, line_found = len(here), number
    return line_found


def _opened(name: tuple[str, ...], is_list: bool, counts: dict[tuple[str, ...], int]) -> tuple[str, ...]:
    """Return a table's full path: after the name of a list of tables stands the number of its last one."""
    path: tuple[str, ...] = ()
    for depth, part in enumerate(name):
        path = (*path, part)
        last = depth == len(name) - 1
        if is_list and last:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, str(counts[path]))
    return path


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in name.split("."))
