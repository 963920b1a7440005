"""Every sentence that the sources mark for translation, found by reading their syntax."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARKS = ("translate", "QT_TRANSLATE_NOOP")
RAISED = ("Refused", "Sentence")  # their first argument is a sentence: it must be marked

#: context -> its English sentences
Sentences = dict[str, set[str]]


def read_all(folder: Path = ROOT / "rnnviz") -> tuple[Sentences, list[str]]:
    """Return every marked sentence below a folder, and a line for each that no catalogue could hold."""
    sentences: Sentences = {}
    faults: list[str] = []
    for path in sorted(folder.rglob("*.py")):
        where = path.relative_to(folder.parent).as_posix()
        for call in _calls(path.read_text(encoding="utf-8")):
            fault = _read(call, sentences)
            if fault:
                faults.append(f"{where}:{call.lineno}: {fault}")
    return sentences, faults


def _calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def _read(call: ast.Call, sentences: Sentences) -> str:
    """Take a call's sentence over; return what is wrong with it, or nothing.

    `translate` of a name or an attribute looks a sentence up that is marked where it stands; one that is put together
    on the spot stands in no catalogue.
    """
    name, arguments = call.func.id if isinstance(call.func, ast.Name) else "", call.args
    if name in RAISED and arguments and (isinstance(arguments[0], ast.JoinedStr) or _literal(arguments[0])):
        return "this sentence is not marked by QT_TRANSLATE_NOOP"
    if name not in MARKS or len(arguments) < 2:
        return ""
    context, text = _literal(arguments[0]), _literal(arguments[1])
    if context is not None and text is not None:
        sentences.setdefault(context, set()).add(text)
    elif name == "QT_TRANSLATE_NOOP" or isinstance(arguments[1], ast.JoinedStr | ast.BinOp):
        return "context and text must be literal strings; values are filled in by .format()"
    return ""


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
