"""Formulas in a line of text, as rich text; those on lines of their own are set by `rnnviz.gui.widgets.formula`."""

from __future__ import annotations

import re
from html import escape

from rnnviz.explain.formula import Fraction, Node, Script, Text, parsed

_TAG = re.compile(r"<[^>]*>")


def inline(formula: str) -> str:
    """Return a formula as rich text, for use within a line: a fraction is written with a slash."""
    return _html(parsed(formula))


def _html(nodes: tuple[Node, ...]) -> str:
    return "".join(map(_one, nodes))


def _one(node: Node) -> str:
    match node:
        case Text():
            written = escape(node.text, quote=False)
            return f"<i>{written}</i>" if node.italic else written
        case Script():
            tag = "sub" if node.below else "sup"
            return f"<{tag}>{_html(node.inside)}</{tag}>"
        case Fraction():
            slash = " / " if any(isinstance(n, Text) and "/" in n.text for n in (*node.above, *node.below)) else "/"
            return f"{_kept(node.above)}{slash}{_kept(node.below)}"


def _kept(part: tuple[Node, ...]) -> str:
    """Return a numerator or a denominator, in brackets if a slash would part it otherwise."""
    html = _html(part)
    outside = re.sub(r"\([^()]*\)", "", _TAG.sub("", html))  # h(t+1) is one thing
    return f"({html})" if re.search(r"[-−+=]", outside) else html
