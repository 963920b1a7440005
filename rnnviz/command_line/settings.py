"""The preset and the settings that a command line names."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from rnnviz.command_line.arguments import shortened
from rnnviz.sentences import ENGLISH, QT_TRANSLATE_NOOP, Refused, did_you_mean

if TYPE_CHECKING:
    from rnnviz.engine.presets import Preset


def chosen_preset(options: argparse.Namespace) -> tuple[Preset, dict[str, str]]:
    """Return the preset, and the settings that the command line changes."""
    from rnnviz.engine.presets import preset

    chosen, values = preset(options.preset), values_of(options)
    if options.encoding is not None:
        if "encoding" in values:
            raise Refused(QT_TRANSLATE_NOOP("app", "The setting {name} is given twice."), name="encoding")
        values["encoding"] = options.encoding
    config = chosen.config.changed(**values)  # what is wrong is said before a pipe is read
    if options.text is not None:
        values |= _text(options.text, config.language, config.encoding)
    return chosen, values


def values_of(options: argparse.Namespace) -> dict[str, str]:
    """Return the settings that are given by their names."""
    values: dict[str, str] = {}
    for name, value in map(_setting, options.set):
        if name in values:
            raise Refused(QT_TRANSLATE_NOOP("app", "The setting {name} is given twice."), name=name)
        values[name] = value
    return values


def _text(path: str, language: str = ENGLISH, encoding: str = "") -> dict[str, str]:
    """Return the settings that learn a file, or what a pipe brings: that can be read only once, so it is read now."""
    from rnnviz.text.corpus import piped

    there = piped(path, language, encoding)
    if there is None:
        return {"text_file": path, "text": ""}
    from rnnviz.explain.reading_words import told

    if said := told(there.reading):
        print(said, file=sys.stderr)
    if not there.reading.certain:
        print("--encoding NAME reads it in another one.", file=sys.stderr)
    return {"text": there.text}


def _setting(text: str) -> tuple[str, str]:
    from rnnviz.engine.config import RunConfig

    name, equals, value = text.partition("=")
    if not equals:
        raise Refused(
            QT_TRANSLATE_NOOP("app", "--set takes NAME=VALUE, such as hidden=64, not {text}."), text=shortened(text)
        )
    if name not in RunConfig.model_fields:
        raise Refused(
            QT_TRANSLATE_NOOP("app", "There is no setting {name}{nearest}; there are {known}."),
            name=shortened(name),
            nearest=did_you_mean(name, RunConfig.model_fields),
            known=", ".join(RunConfig.model_fields),
        )
    return name, value
