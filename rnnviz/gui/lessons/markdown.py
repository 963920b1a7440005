"""The words of a lesson as rich text: the part of Markdown that lessons need, with formulas. No Qt here.

Paragraphs, lists, tables, block quotes, headings of the third level, code, **bold**, *italic*, links; ``$...$`` is a
formula in a line, a block fenced as ``math`` one on lines of its own. Anything else is shown as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from rnnviz.gui.lessons.formulas import inline

_FENCE = re.compile(r"^```(?P<kind>\w*)\s*$")
_ITEM = re.compile(r"^\s*(?P<mark>[-*+]|\d+[.)])\s+(?P<text>.*)$")
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.*)$")
_FAR = 2_000  # letters: the end of what is begun is looked for no further, or what never ends is looked for each time
_LABEL = 200  # letters of a link's words
_SPAN = re.compile(
    rf"\\(?P<escaped>[\\`*_$\[\]|])|`(?P<code>[^`]{{1,{_FAR}}})`|(?<!\\)\$(?P<formula>[^$]{{1,{_FAR}}})\$"
    rf"|\*\*(?P<bold>.{{1,{_FAR}}}?)\*\*|\*(?P<italic>[^*\s][^*]{{0,{_FAR}}})\*"
    rf"|\[(?P<label>[^\]]{{1,{_LABEL}}})\]\((?P<target>https?://[^)\s]{{1,{_FAR}}})\)",
    re.DOTALL,
)
_MOST_COLUMNS = 40  # a table with more is shown as it is written
_DEEPEST = 8  # quotes in one another
_OF_A_RULE = frozenset(" \t:|-")
_MARGIN = 'style="margin-top:0px; margin-bottom:7px"'


def parts(text: str) -> Iterator[tuple[bool, str]]:
    """Yield what stands between formulas on lines of their own, and each block of these (True)."""
    lines, taken, at = text.splitlines(), list[str](), 0
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        end = next((k for k in range(at + 1, len(lines)) if lines[k].strip() == "```"), len(lines)) if fence else at
        if fence is not None and fence["kind"] == "math":
            if any(line.strip() for line in taken):
                yield False, "\n".join(taken)
            yield True, "\n".join(lines[at + 1 : end])
            taken = []
        else:
            taken += lines[at : end + 1]
        at = end + 1
    if any(line.strip() for line in taken):
        yield False, "\n".join(taken)


def to_html(text: str, depth: int = 0) -> str:
    """Return Markdown as the rich text that Qt's labels show; it stands in that many quotes."""
    lines = text.splitlines()
    parts: list[str] = []
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        if depth < _DEEPEST and _is_quote(lines[at]):
            html, at = _quote(lines, at, depth)
        else:
            take = next(take for starts, take in _BLOCKS if starts(lines, at))
            html, at = take(lines, at)
        parts.append(html)
    return "".join(parts)


def spans(text: str) -> str:
    """Return a line's Markdown as rich text."""
    parts, at = [], 0
    for found in _SPAN.finditer(text):
        parts.append(escape(text[at : found.start()], quote=False))
        parts.append(_span(found))
        at = found.end()
    parts.append(escape(text[at:], quote=False))
    return "".join(parts)


def _span(found: re.Match[str]) -> str:
    if found["escaped"]:
        return escape(found["escaped"])
    if found["code"]:
        return f"<code>{escape(found['code'], quote=False)}</code>"
    if found["formula"]:
        return inline(found["formula"])
    if found["bold"]:
        return f"<b>{spans(found['bold'])}</b>"
    if found["italic"]:
        return f"<i>{spans(found['italic'])}</i>"
    return f'<a href="{escape(found["target"])}">{spans(found["label"])}</a>'


# --- blocks: whether one begins at a line, and what it is with the line after it ---


def _fenced(lines: list[str], at: int) -> tuple[str, int]:
    fence = _FENCE.match(lines[at])
    end = next((k for k in range(at + 1, len(lines)) if lines[k].strip() == "```"), len(lines))
    inside = "\n".join(lines[at + 1 : end])
    if fence is not None and fence["kind"] == "math":
        return f'<p align="center" {_MARGIN}>{"<br>".join(map(inline, inside.splitlines()))}</p>', end + 1
    return f"<pre {_MARGIN}>{escape(inside, quote=False)}</pre>", end + 1


def _heading(lines: list[str], at: int) -> tuple[str, int]:
    found = _HEADING.match(lines[at])
    assert found is not None
    return f"<p {_MARGIN}><b>{spans(found['text'])}</b></p>", at + 1


def _list(lines: list[str], at: int) -> tuple[str, int]:
    first = _ITEM.match(lines[at])
    assert first is not None
    items: list[list[str]] = []
    while at < len(lines) and lines[at].strip():
        if (item := _ITEM.match(lines[at])) is not None:
            items.append([item["text"]])
        else:
            items[-1].append(lines[at].strip())
        at += 1
    tag = "ol" if first["mark"][0].isdigit() else "ul"
    inside = "".join(f'<li style="margin-bottom:3px">{spans(" ".join(item))}</li>' for item in items)
    return f'<{tag} style="margin-top:0px; margin-bottom:7px; -qt-list-indent:1">{inside}</{tag}>', at


def _is_table(lines: list[str], at: int) -> bool:
    """Whether a line of cells stands here, with a rule of - and | below it."""
    if "|" not in lines[at] or at + 1 == len(lines) or lines[at].count("|") > _MOST_COLUMNS:
        return False
    rule = lines[at + 1]
    return set(rule) <= _OF_A_RULE and 0 <= rule.find("-") < rule.rfind("|")


def _table(lines: list[str], at: int) -> tuple[str, int]:
    rows = [_cells(lines[at])]
    at += 2
    while at < len(lines) and 0 < lines[at].count("|") <= _MOST_COLUMNS:
        rows.append(_cells(lines[at]))
        at += 1
    html = "".join(
        "<tr>" + "".join(f"<{tag}>{spans(cell)}</{tag}>" for cell in row) + "</tr>"
        for tag, row in zip(["th", *["td"] * len(rows)], rows, strict=False)
    )
    return f'<table cellpadding="3" align="center" {_MARGIN}>{html}</table>', at


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _is_quote(line: str) -> bool:
    return line.lstrip().startswith(">")


def _quote(lines: list[str], at: int, depth: int) -> tuple[str, int]:
    inside = []
    while at < len(lines) and _is_quote(lines[at]):
        inside.append(lines[at].lstrip()[1:].strip())
        at += 1
    return f'<blockquote style="margin-left:14px">{to_html(chr(10).join(inside), depth + 1)}</blockquote>', at


def _paragraph(lines: list[str], at: int) -> tuple[str, int]:
    words = [lines[at].strip()]
    at += 1
    while at < len(lines) and lines[at].strip() and not _begins(lines, at):
        words.append(lines[at].strip())
        at += 1
    return f"<p {_MARGIN}>{spans(' '.join(words))}</p>", at


def _begins(lines: list[str], at: int) -> bool:
    """Whether something that is no paragraph begins here."""
    return _is_quote(lines[at]) or any(starts(lines, at) for starts, _ in _BLOCKS[:-1])


_Block = tuple[Callable[[list[str], int], object], Callable[[list[str], int], tuple[str, int]]]
_BLOCKS: tuple[_Block, ...] = (
    (lambda lines, at: _FENCE.match(lines[at]), _fenced),
    (lambda lines, at: _HEADING.match(lines[at]), _heading),
    (_is_table, _table),
    (lambda lines, at: _ITEM.match(lines[at]), _list),
    (lambda lines, at: True, _paragraph),
)


def unclosed(text: str) -> Iterator[str]:
    """Yield what was begun and not ended in a lesson's words: formulas and code that would be shown as they are."""
    if sum(bool(_FENCE.match(line)) or line.strip() == "```" for line in text.splitlines()) % 2:
        yield "a block of ``` is not closed"
    for paragraph in re.sub(r"```.*?```", "", text, flags=re.DOTALL).split("\n\n"):
        plain = re.sub(r"\\.|`[^`]*`", "", paragraph)
        if plain.count("$") % 2:
            yield f"a formula is not closed: {paragraph.strip()[:60]}"
