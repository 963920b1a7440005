"""The questions of a class as one text: headings, and under each what was asked, a line a question. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

MARK = "#"  # so begins the line of a heading


class Line(NamedTuple):
    """One line of the page."""

    text: str
    is_heading: bool


def lines(page: str) -> Iterator[Line]:
    """Yield the lines of a page that say something, without spaces around them."""
    for typed in page.splitlines():
        text = typed.strip()
        is_heading = text.startswith(MARK)
        text = text.lstrip(MARK).strip() if is_heading else text
        if text:
            yield Line(text, is_heading)


def written(page: str) -> str:
    """Return the text that is learned: an empty line before each heading, and a line for each question."""
    found: list[str] = []
    for line in lines(page):
        if line.is_heading and found:
            found.append("")
        found.append(line.text)
    return "\n".join(found) + "\n" if found else ""


def counted(page: str) -> tuple[int, int]:
    """Return how many headings and how many questions a page has."""
    found = list(lines(page))
    headings = sum(line.is_heading for line in found)
    return headings, len(found) - headings


def as_heading(line: str) -> str:
    """Make a line a heading, or a question again."""
    return line.lstrip().lstrip(MARK).lstrip() if line.lstrip().startswith(MARK) else f"{MARK} {line.lstrip()}"
