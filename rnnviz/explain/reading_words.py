"""How a text was read, in words: in which encoding, how surely, and what was left out or joined."""

from __future__ import annotations

from rnnviz.engine.messages import Built
from rnnviz.sentences import translate
from rnnviz.text.reading import Reading
from rnnviz.user_files.encodings import chosen

_NAMED = 2  # other encodings in one sentence


def reading_of(built: Built | None) -> Reading | None:
    """Return how the file was read that a run learns; None if it learns none."""
    reading = None if built is None else built.facts.get("reading")
    return reading if isinstance(reading, Reading) and reading.encoding else None


def short(reading: Reading) -> str:
    """Say in which encoding a file was read, in a few words."""
    words = translate("status", "read as {encoding}")
    if not reading.certain:
        words = translate("status", "read as {encoding}, perhaps wrongly")
    return words.format(encoding=reading.title)


def told(reading: Reading) -> str:
    """Say what a person should know of how a text was read; empty: nothing, it is UTF-8 without a doubt."""
    return " ".join(filter(None, (_encoding(reading), _cut(reading), _composed(reading))))


def _encoding(reading: Reading) -> str:
    if not reading.encoding:
        return ""
    if not reading.certain and reading.others:
        words = translate("window", "The text is read as {encoding}, but it may be {others}.")
        others = translate("window", " or ").join(chosen(each).title for each in reading.others[:_NAMED])
        return words.format(encoding=reading.title, others=others)
    if chosen(reading.encoding).name == "utf-8":
        return ""
    return translate("window", "The text is read as {encoding}; it is not UTF-8.").format(encoding=reading.title)


def _cut(reading: Reading) -> str:
    match tuple(map(bool, reading.cut)):
        case (True, True):
            return translate("window", "It begins and ends within a symbol; these two are left out.")
        case (True, False):
            return translate("window", "It begins within a symbol, which is left out.")
        case (False, True):
            return translate("window", "It ends within a symbol, which is left out.")
    return ""


def _composed(reading: Reading) -> str:
    return translate("window", "Accents that stood alone are joined to their letters.") if reading.composed else ""
