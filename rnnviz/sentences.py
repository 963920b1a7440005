"""What the program says to a person, kept apart from the language it is said in.

Everything below the window raises `Refused` or publishes a `Sentence`: an English template with its values. Whoever
shows it calls `say`, which looks the template up before it fills the values in; where words are made for the screen
alone, `translate` looks them up at once. Both speak English until the window installs its catalogues (`look_up`).
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from types import MappingProxyType

LONGEST_VALUE = 700  # letters of what a sentence names: all settings in a row have 400
HUGE = 10**100  # nobody reads the digits of such a number
LONGEST_NAME = 60  # letters: what is longer is no slip of the fingers, and would be compared for a long time


ENGLISH = "en"


class Marked(str):
    """English source text that knows where it stands in the catalogues."""

    context: str


def QT_TRANSLATE_NOOP(context: str, text: str) -> Marked:  # named as in Qt: translators' tools look for it
    """Mark `text` for the translators."""
    marked = Marked(text)
    marked.context = context
    return marked


def _english(_context: str, text: str) -> str:
    return text


def _no_other() -> str:
    return ENGLISH


_in_language: Callable[[str, str], str] = _english
_code: Callable[[], str] = _no_other


def look_up(lookup: Callable[[str, str], str], code: Callable[[], str]) -> None:
    """Have `translate` and `say` find words by (context, English text) in the language in force, which `code` names."""
    global _in_language, _code
    _in_language, _code = lookup, code


def language() -> str:
    """Return the code of the language in force."""
    return _code()


def translate(context: str, text: str) -> str:
    """Return the words in the language in force; both arguments are literals, since catalogues are made of them."""
    return _in_language(context, text)


@dataclass(frozen=True)
class Sentence:
    """An English template such as ``"The file {name} is empty."`` and the values it names; one may be a Sentence."""

    template: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        return self.template.format(**self.shown)

    @property
    def shown(self) -> dict[str, object]:
        """The values as they stand in the sentence, which stays one line of a length that can be read."""
        return {name: _shown(value) for name, value in self.values.items()}


def _shown(value: object) -> object:
    if isinstance(value, int) and abs(value) >= HUGE:
        return f"{'-' if value < 0 else ''}…"
    if not isinstance(value, str | list | tuple | dict | PurePath):
        return value
    text = str(value)
    text = text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
    return "".join(map(_visible, text))


def _visible(letter: str) -> str:
    """Return a letter that takes a place on the line, and leaves the others in theirs."""
    seen = letter.isprintable() or unicodedata.category(letter) == "Zs"
    return letter if seen else letter.encode("unicode_escape").decode("ascii")


def say(sentence: Sentence) -> str:
    """Return a sentence in the language in force, with its values filled in."""
    template = sentence.template
    said = translate(template.context, template) if isinstance(template, Marked) else template
    inner = {name: say(each) if isinstance(each, Sentence) else each for name, each in sentence.shown.items()}
    return said.format(**inner)


class Refused(Exception):
    """Something that cannot be done, said in one clear sentence; the state before it stays as it was.

    Parameters
    ----------
    template : str
        The sentence in English, with ``{names}`` for the values; marked with `QT_TRANSLATE_NOOP` where it stands.
    details : str
        What an engineer wants beside it (a traceback, a list of places); never needed to understand the sentence.
    **values
        What the template names.
    """

    def __init__(self, template: str, details: str = "", **values: object) -> None:
        self.sentence = Sentence(template, MappingProxyType(values))
        self.details = details
        super().__init__(str(self.sentence))


def did_you_mean(typed: str, known: Iterable[str]) -> Sentence:
    """Return ``" (did you mean 'x'?)"`` for the known word that is nearest to what was typed, or nothing."""
    nearest = difflib.get_close_matches(typed, list(known), 1) if len(typed) <= LONGEST_NAME else []
    if not nearest:
        return Sentence("")
    return Sentence(QT_TRANSLATE_NOOP("app", " (did you mean {word}?)"), MappingProxyType({"word": repr(nearest[0])}))


def first_line(error: BaseException) -> str:
    """Return the first line of an error, or its kind if it says nothing."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
