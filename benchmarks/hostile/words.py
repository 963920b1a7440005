"""Whether a sentence is in a user's words."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 900  # letters: a list of every panel has 400

_OF_PYTHON = re.compile(
    r"Traceback|Errno|\b\w*(?:Error|Exception)\b|NoneType|\bobject at 0x|<class|<function|\bdict\b|\bdictionary\b"
    r"|\btuple\b|\bcodec\b|recursion|\boperand|positional argument|invalid literal|subscriptable|pydantic|Input should"
    r"|instance of|embedded null|\bstr\b|\bint\b|\bfloat\b|int_|max_str_digits|surrogates not allowed|\b__\w+"
)
_PRIVATE = re.compile(r"(?<![\w.(])_[a-z]\w*")
_UNFILLED = re.compile(r"(?<!\{)\{[a-z_]+\}(?!\})")


def faults(sentence: str, given: str = "") -> list[str]:
    """Return what is wrong with a sentence.

    Parameters
    ----------
    sentence : str
        What the user is told.
    given : str
        What the user had given: words of it may be repeated.
    """
    checks = {
        "nothing is said": not sentence.strip(),
        "several lines": len(sentence.strip().splitlines()) > 1,
        "too long": len(sentence) > LONGEST,
        "no end of a sentence": sentence.rstrip()[-1:] not in (".", "?", "!"),
        "not printable": not all(map(_can_be_seen, sentence.strip())),
        "words of Python": _own(_OF_PYTHON, sentence, given),
        "a private name": _own(_PRIVATE, sentence, given),
        "a value that was not filled in": _own(_UNFILLED, sentence, given),
    }
    return [what for what, wrong in checks.items() if wrong]


def _can_be_seen(letter: str) -> bool:
    return letter.isprintable() or unicodedata.category(letter) == "Zs"


def _own(pattern: re.Pattern[str], sentence: str, given: str) -> bool:
    """Whether a sentence has what it must not have: what the user wrote may be repeated."""
    return any(found.group() not in given for found in pattern.finditer(sentence))
