"""A lesson's page, parted at its headings: the first section comes before any, each of the others tells a step."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence

LONGEST_TITLE = 200  #: letters of a lesson, a step or a choice: they stand on buttons and in lists
LONGEST_WORDS, MOST_LINES, MOST_CELLS = 8_000, 200, 1_000  #: letters, lines and cells of tables of one step's words

_HEADING, _REVEALED = "## ", "---"
_LONG = QT_TRANSLATE_NOOP("lessons", "what begins here has more than {most} letters")
_MANY_LINES = QT_TRANSLATE_NOOP("lessons", "what begins here has more than {most} lines")
_MANY_CELLS = QT_TRANSLATE_NOOP("lessons", "what begins here has tables of more than {most} cells")


class Section(NamedTuple):
    """A heading of a lesson's page, and what stands below it."""

    line: int  # of the heading, from 1
    title: str
    text: str  # from the line after it on

    @property
    def told(self) -> tuple[str, str]:
        """What is told, and what is told once the answer is revealed."""
        lines = self.text.split("\n")
        end = lines.index(_REVEALED) if _REVEALED in lines else len(lines)
        return "\n".join(lines[:end]).strip(), "\n".join(lines[end + 1 :]).strip()

    @property
    def too_much(self) -> Sentence | None:
        """Why it cannot be shown at once; None: it can."""
        for count, most, template in (
            (len(self.title), LONGEST_TITLE, _LONG),
            (len(self.text), LONGEST_WORDS, _LONG),
            (self.text.count("\n"), MOST_LINES, _MANY_LINES),
            (self.text.count("|"), MOST_CELLS, _MANY_CELLS),
        ):
            if count > most:
                return Sentence(template, MappingProxyType({"most": f"{most:,}"}))
        return None


def parted(text: str) -> list[Section]:
    """Part a page at its headings of the second level, in a time that grows with its length."""
    lines = text.split("\n")
    heads = [k for k, line in enumerate(lines) if line.startswith(_HEADING) and line[len(_HEADING) :].strip()]
    ends = [*heads, len(lines)]
    above = Section(0, "", "\n".join(lines[: ends[0]]))
    return [above] + [
        Section(head + 1, lines[head][len(_HEADING) :].strip(), "\n".join(lines[head + 1 : end]))
        for head, end in zip(heads, ends[1:], strict=True)
    ]
