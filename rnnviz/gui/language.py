"""Turning English source text into the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rnnviz.sentences import Sentence

translate = QCoreApplication.translate

#: Where the layers below the window mark their sentences.
CONTEXTS = ("engine", "history", "breakpoints", "what-if", "step", "tasks", "text", "files", "presets", "app")


def say(sentence: Sentence) -> str:
    """Return a sentence from a lower layer in the user's language, with its values filled in."""
    for context in CONTEXTS:
        found = translate(context, sentence.template)
        if found != sentence.template:
            return found.format(**sentence.values)
    return str(sentence)
