"""How large the rooms are: ``python -m tools.sizes`` prints one line of JSON; the exit status is 1 if a bar is missed.

Files and functions of ``rnnviz`` are measured in lines. A private read is a name that begins with an underscore, read
or imported by a test from something other than itself: where a test needs one, a public word is missing.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BARS = {"median": 130, "p90": 300, "max": 443, "functions_over_50": 2, "private_reads": 0}
LONG = 50
#: Documented attributes of the standard library's tuples and of torch that happen to begin with an underscore.
NOT_OURS = {"_replace", "_version", "_forward_hooks", "_forward_pre_hooks", "_forward_hooks_always_called"}


def python_files(folder: str) -> list[Path]:
    """Return the Python files of a folder of the project, at any depth."""
    return sorted(path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


def lines_of(path: Path) -> int:
    """Return the number of lines of a file."""
    return path.read_text(encoding="utf-8").count("\n")


def long_functions(path: Path) -> Iterator[str]:
    """Yield where each function of more than `LONG` lines stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            size = node.end_lineno - node.lineno + 1
            if size > LONG:
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {size}"


def private_reads(path: Path) -> Iterator[str]:
    """Yield each private name that a test reads of something other than itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            private = [each.name for each in node.names if each.name.startswith("_") and not each.name.startswith("__")]
            yield from (f"{path.relative_to(ROOT)}:{node.lineno} {node.module}.{name}" for name in private)
        if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
            continue
        own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        if node.attr.startswith("_") and not node.attr.startswith("__") and node.attr not in NOT_OURS and not own:
            yield f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"


def at_share(sizes: list[int], share: float) -> int:
    """Return the size that this share of the files does not exceed."""
    return sizes[min(len(sizes) - 1, round(share * (len(sizes) - 1)))]


def main() -> int:
    """Measure; with ``--list``, name every long function and private read."""
    files = python_files("rnnviz")
    sizes = sorted(map(lines_of, files))
    functions = [line for path in files for line in long_functions(path)]
    private = [line for path in python_files("tests") for line in private_reads(path)]
    if "--list" in sys.argv[1:]:
        print(*functions, *private, sep="\n")
    figures = {
        "files": len(sizes),
        "median": at_share(sizes, 0.5),
        "p90": at_share(sizes, 0.9),
        "max": sizes[-1],
        "functions_over_50": len(functions),
        "private_reads": len(private),
    }
    print(json.dumps(figures))
    return int(any(figures[name] > bar for name, bar in BARS.items()))


if __name__ == "__main__":
    sys.exit(main())
