"""A plugin of pytest: of all tests those are run whose text, with that of all it uses, speaks of a thing.

The text is that of the test's function, of the fixtures that it asks for, and of what of ``tests`` any of them names,
and so on. What is spoken of is a regular expression in the variable ``RNNVIZ_CHOSEN``.

Of a test that is run with many values, one in so many is run, from a place on: ``RNNVIZ_PART=1/3`` takes the second,
the fifth, and so on. So several runs with other places share the values out.
"""

from __future__ import annotations

import inspect
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType
from typing import Any

import pytest

CHOSEN, PART = "RNNVIZ_CHOSEN", "RNNVIZ_PART"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that do not speak of it, and of the values of each those that are another run's."""
    wanted = re.compile(os.environ[CHOSEN])
    place, parts = map(int, os.environ.get(PART, "0/1").split("/"))
    tests = [item.nodeid.partition("[")[0] for item in items]
    sizes, met = Counter(tests), Counter[str]()
    kept, left = list[pytest.Item](), list[pytest.Item]()
    for item, test in zip(items, tests, strict=True):
        in_turn = sizes[test] < parts or met[test] % parts == place % parts
        met[test] += 1
        (kept if in_turn and wanted.search(text_of(item)) else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


def text_of(item: pytest.Item) -> str:
    """Return the source of a test, and of all that it uses of the tests' own."""
    function = getattr(item, "function", None)
    if function is None:
        return ""
    seen = set[Any]()
    return "\n".join(text for each in (function, *_fixtures(item, function)) for text in _texts(each, seen))


def _fixtures(item: pytest.Item, function: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """Yield the fixtures that a test asks for, and those that these ask for; not those that all tests have."""
    defined = getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: B009  (pytest has no other way to ask)
    waiting, asked = list(inspect.signature(function).parameters), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in asked and name in defined:
            asked.add(name)
            for each in defined[name]:
                yield each.func
                waiting += each.argnames


def _texts(thing: Callable[..., Any], seen: set[Any]) -> Iterator[str]:
    """Yield the source of a function or class of the tests, and of those that it names."""
    thing = inspect.unwrap(thing)
    if thing in seen or not _of_tests(thing):
        return
    seen.add(thing)
    yield _source(thing)
    space = getattr(thing, "__globals__", None) or vars(inspect.getmodule(thing))
    for name in _names(thing):
        named = space.get(name)
        if inspect.isfunction(named) or inspect.isclass(named):
            yield from _texts(named, seen)


def _of_tests(thing: object) -> bool:
    return str(getattr(thing, "__module__", "")).partition(".")[0] in ("tests", "benchmarks", "conftest")


@cache
def _source(thing: Any) -> str:
    try:
        return inspect.getsource(thing)
    except (OSError, TypeError):
        return ""


def _names(thing: Any) -> Iterator[str]:
    """Yield the global names that the code of a function uses, or that of a class's methods."""
    if inspect.isclass(thing):
        for each in vars(thing).values():
            if inspect.isfunction(each):
                yield from _names(each)
        return
    waiting = [thing.__code__]
    while waiting:
        code = waiting.pop()
        yield from code.co_names
        waiting += [each for each in code.co_consts if isinstance(each, CodeType)]
