"""What tasks measure on held-out data, in the user's language."""

from __future__ import annotations

import re

from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

NAMES = (
    QT_TRANSLATE_NOOP("status", "accuracy"),
    QT_TRANSLATE_NOOP("status", "mean error"),
    QT_TRANSLATE_NOOP("status", "largest error"),
)
_AT = re.compile(r"(?P<name>.+?)(?:@| at )(?P<place>.+)")  # "accuracy@100", "accuracy at 100"


def measured(name: str) -> str:
    """Return what a task calls a measure; of one for a length or a lag, with that."""
    at = _AT.fullmatch(name)
    if at is None:
        return translate("status", name)
    words = translate("status", "{measure} at {place}")
    return words.format(measure=translate("status", at["name"]), place=at["place"])
