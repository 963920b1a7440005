"""Presets: experiments that are ready to run, one TOML file each in resources/presets/. No torch here."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from rnnviz.assets import resource
from rnnviz.engine.config import RunConfig
from rnnviz.panel_keys import known_panel
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence, did_you_mean
from rnnviz.settings import Language
from rnnviz.toml_files import LARGEST, Fault, tables
from rnnviz.user_files.faults import shown
from rnnviz.user_files.reading import read_text
from rnnviz.validation import first

#: The language that every preset has, and that stands in for one it lacks.
FALLBACK = "en"

_FILE = re.compile(r"\d+-(?P<key>[a-z0-9-]+)")  # the number orders them
_log = logging.getLogger(__name__)


class Preset(BaseModel):
    """An experiment: how it is set, how it is introduced and what is shown of it first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    title: Mapping[str, str] = Field(description="language -> a name")
    summary: Mapping[str, str] = Field(description="language -> one sentence for a newcomer")
    config: RunConfig
    probe: str = Field("", description="the sequence watched first; empty: the task's own")
    panels: tuple[str, ...] = Field((), description="keys of panels: shown first")

    @field_validator("title", "summary")
    @classmethod
    def _has_fallback(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        if FALLBACK not in value:
            raise ValueError(f"there is none in '{FALLBACK}'")
        return value

    @field_validator("panels")
    @classmethod
    def _known_panels(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(known_panel, value))

    def config_in(self, code: str) -> RunConfig:
        """Return the config with data in a language, as far as there are any; else in English."""
        return self.config.model_copy(update={"language": code if code in get_args(Language) else FALLBACK})

    def said(self, part: Literal["title", "summary"], language: str = FALLBACK) -> str:
        """Return the title or the summary in a language, in English where there is none."""
        texts: Mapping[str, str] = getattr(self, part)
        return texts.get(language, texts[FALLBACK])


def read(path: Path) -> Preset:
    """Read one preset; its key is the file's name without the number.

    Raises
    ------
    Refused
        If the file cannot be read or something in it is not as it must be; the sentence names file and reason.
    """
    if (name := _FILE.fullmatch(path.stem)) is None:
        raise _broken(path, "its name must be a number, a hyphen and lower-case letters")
    text = read_text(path, LARGEST)
    try:
        values = tables(text)
        if "key" in values:
            raise _broken(path, "key: it is the name of the file that says it")
        return Preset.model_validate(values | {"key": name["key"]})
    except Fault as fault:
        raise _broken(path, fault.reason) from fault
    except ValidationError as error:
        raise _broken(path, first(error).said) from error


def _broken(path: Path, reason: str | Sentence) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP("presets", "The preset {file} cannot be used: {reason}."),
        details=str(path),
        file=shown(path.name),
        reason=reason,
    )


def _logged(refusal: Refused) -> None:
    _log.warning("%s", refusal)


def presets(folder: Path | None = None, refused: Callable[[Refused], None] = _logged) -> tuple[Preset, ...]:
    """Return every preset in the order of their numbers.

    Parameters
    ----------
    folder : Path, optional
        Where they are; by default resources/presets.
    refused : callable
        Is told of each that is broken; the others load all the same.
    """
    found = []
    for path in sorted((folder or resource("presets")).glob("*.toml")):
        try:
            found.append(read(path))
        except Refused as refusal:
            refused(refusal)
    return tuple(found)


def preset(key: str, folder: Path | None = None) -> Preset:
    """Return a preset by key.

    Raises
    ------
    Refused
        If there is none, or it is broken.
    """
    for path in sorted((folder or resource("presets")).glob("*.toml")):
        if (name := _FILE.fullmatch(path.stem)) and name["key"] == key:
            return read(path)
    known = [p.key for p in presets(folder)]
    raise Refused(
        QT_TRANSLATE_NOOP("presets", "There is no preset {key}{nearest}; there are {known}."),
        key=shown(key) if key.strip() else repr(key),
        nearest=did_you_mean(key, known),
        known=", ".join(known),
    )
