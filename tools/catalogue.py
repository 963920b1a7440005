"""Qt Linguist's catalogues (.ts): read, brought up to date, checked, written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from tools.sources import Sentences

_QUOTES = {'"': "&quot;", "'": "&apos;"}


@dataclass
class Catalogue:
    """One language: context -> English -> its translation, empty while there is none."""

    language: str
    texts: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Catalogue:
        """Read a .ts file; a translation that is marked as unfinished counts as none."""
        root = ElementTree.parse(path).getroot()
        made = cls(root.get("language", ""))
        for context in root.iter("context"):
            texts = made.texts.setdefault(context.findtext("name", ""), {})
            for message in context.iter("message"):
                texts[message.findtext("source", "")] = _translation(message.find("translation"))
        return made

    def write(self, path: Path) -> None:
        """Write it as Linguist does, sorted, so that two versions can be compared."""
        path.write_text("\n".join([*self._lines(), ""]), encoding="utf-8", newline="\n")

    def _lines(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="utf-8"?>'
        yield "<!DOCTYPE TS>"
        yield f'<TS version="2.1" language="{self.language}" sourcelanguage="en">'
        for context, texts in sorted(self.texts.items()):
            yield f"<context>\n    <name>{escape(context)}</name>"
            for text, translation in sorted(texts.items()):
                yield f"    <message>\n        <source>{escape(text, _QUOTES)}</source>"
                unfinished = "" if translation else ' type="unfinished"'
                yield f"        <translation{unfinished}>{escape(translation, _QUOTES)}</translation>\n    </message>"
            yield "</context>"
        yield "</TS>"

    def update(self, sentences: Sentences) -> None:
        """Have the sentences of the sources and no others; translations that are there stay."""
        self.texts = {
            context: {text: self.texts.get(context, {}).get(text, "") for text in texts}
            for context, texts in sentences.items()
        }

    def faults(self, sentences: Sentences) -> list[str]:
        """Return a line for each sentence that is missing, vanished, unfinished or does not fit its translation."""
        found = []
        for context in sorted({*sentences, *self.texts}):
            there, wanted = self.texts.get(context, {}), sentences.get(context, set())
            found += [(context, text, "is missing: type make translations") for text in wanted - there.keys()]
            found += [(context, text, "has vanished: type make translations") for text in there.keys() - wanted]
            found += [(context, text, fault) for text, said in there.items() if (fault := _fault(context, text, said))]
        return [f"{self.language}: {context}: {text!r} {fault}" for context, text, fault in sorted(found)]


def _translation(element: ElementTree.Element | None) -> str:
    unfinished = element is None or element.get("type") == "unfinished"
    return "" if element is None or unfinished else element.text or ""


def _fault(context: str, text: str, said: str) -> str:
    if not said:
        return "is not translated"
    if Counter(re.findall(r"\{.*?\}", text)) != Counter(re.findall(r"\{.*?\}", said)):
        return f"has other {{values}} in its translation {said!r}"
    if context == "actions" and len(mnemonics(text)) != len(mnemonics(said)):
        return f"needs one & before a letter as the original, in {said!r}"
    if text.endswith("...") is not said.endswith("..."):
        return f"ends in ... in one language only: {said!r}"
    if (text[:1].isspace(), text[-1:].isspace()) != (said[:1].isspace(), said[-1:].isspace()):
        return f"begins or ends with a space in one language only: {said!r}"
    return ""


def mnemonics(text: str) -> list[str]:
    """Return the letters after a single &."""
    return [letter.lower() for letter in re.findall(r"&(.)", text.replace("&&", ""))]


def clashes(menus: Mapping[str, Sequence[str]], catalogue: Catalogue | None = None) -> list[str]:
    """Return a line for each letter that two entries of one menu have.

    Parameters
    ----------
    menus : mapping
        name -> the English texts of its entries.
    catalogue : Catalogue, optional
        Whose translations are looked at; by default the English texts themselves.
    """
    words = {} if catalogue is None else catalogue.texts.get("actions", {})
    language = "en" if catalogue is None else catalogue.language
    found = []
    for name, texts in menus.items():
        said = [words.get(text) or text for text in texts]
        for letter, count in Counter(letter for text in said for letter in mnemonics(text)).items():
            if count > 1:
                both = " and ".join(repr(text) for text in said if letter in mnemonics(text))
                found.append(f"{language}: menu {name}: {both} have the same letter {letter!r}")
    return found
