"""A link that opens the same experiment elsewhere, and the command that trains it without a window."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from rnnviz.engine.config import RunConfig
from rnnviz.engine.presets import Preset, preset, presets
from rnnviz.panel_keys import panel_keys
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import BUILT_IN, MACHINE
from rnnviz.user_files.faults import shown

SCHEME = "rnnviz"
_PLACE = "experiment"
_LONGEST = 20_000  # characters
_WORDS = ("probe", "lesson", "axis", "panel")
_NUMBERS = ("step", "timestep", "unit", "layer")
_OWN = frozenset({*_WORDS, *_NUMBERS, "reverse"})  # and all settings, under their names
_LARGEST = 10**6


@dataclass(frozen=True)
class Link:
    """Where a link leads."""

    experiment: str  # the key of a preset
    settings: Mapping[str, str] = field(default_factory=dict)  # that differ from the preset's
    probe: str = ""
    lesson: str = ""
    step: int | None = None  # of the lesson, from 1
    timestep: int | None = None  # of the cursor, on an axis (empty: the first one)
    axis: str = ""
    unit: int | None = None
    layer: int | None = None  # that is shown, from 1
    reverse: bool = False  # the direction of it
    panel: str = ""  # in front

    def __str__(self) -> str:
        said = {name: getattr(self, name) for name in sorted(_OWN)}
        said["reverse"] = 1 if self.reverse else None
        values = {**self.settings, **{name: value for name, value in said.items() if value not in ("", None)}}
        query = urlencode(values, quote_via=quote)
        return f"{SCHEME}://{_PLACE}/{quote(self.experiment)}{'?' if query else ''}{query}"

    @classmethod
    def of(cls, experiment: str, config: RunConfig, **place: Any) -> Link:
        """Return the link to a run; raises `Refused` for a text of the user's, which is not there elsewhere."""
        chosen = _preset(experiment, config)
        settings = differing(chosen.config, config)
        if "text" in settings or _is_file(config):
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "sessions", "A text of yours cannot be linked to: save the session, and pass the file on."
                )
            )
        return cls(chosen.key, settings, **place)

    @classmethod
    def read(cls, text: str) -> Link:
        """Read a link; raises `Refused` if it is none, or names what there is not."""
        try:
            parts = urlsplit(text.strip())
            pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query), errors="strict")
            key = unquote(parts.path.strip("/"), errors="strict")
        except ValueError as error:
            raise _strange(text, error) from error
        if parts.scheme != SCHEME or parts.netloc != _PLACE or len(text) > _LONGEST or len(pairs) != len(dict(pairs)):
            raise _strange(text)
        values = dict(pairs)
        unknown = values.keys() - _OWN - RunConfig.model_fields.keys()
        if unknown or values.keys() & {"text", "text_file"} - {"text_file"}:
            raise _strange(text)
        if "text_file" in values and not values["text_file"].startswith(MACHINE) and values["text_file"] != BUILT_IN:
            raise _strange(text)  # whoever sends a link does not choose which file is read
        place: dict[str, Any] = {name: _number(values.pop(name, ""), text) for name in _NUMBERS}
        place |= {name: values.pop(name, "") for name in _WORDS}
        place["reverse"] = bool(_number(values.pop("reverse", ""), text))
        if place["panel"] and place["panel"] not in panel_keys():
            raise _nowhere(place["panel"])
        link = cls(key, values, **place)
        link.config()
        return link

    def config(self) -> RunConfig:
        """Return the settings that it asks for; raises `Refused`."""
        return preset(self.experiment).config.changed(**self.settings)


def command(experiment: str, config: RunConfig, updates: int) -> str:
    """Return the line that trains the same run without a window."""
    chosen = _preset(experiment, config)
    words = ["rnnviz", "run", chosen.key]
    for name, value in differing(chosen.config, config).items():
        words += ["--text", value] if name == "text_file" and _is_file(config) else ["--set", f"{name}={value}"]
    return shlex.join([*words, "--updates", str(max(updates, 1))])


def differing(usual: RunConfig, config: RunConfig) -> dict[str, str]:
    """Return the settings of a config that differ from others, as they are typed."""
    mine, theirs = config.model_dump(), usual.model_dump()
    return {name: str(value) for name, value in mine.items() if value != theirs[name]}


def _preset(key: str, config: RunConfig) -> Preset:
    there = presets()
    by_key = next((each for each in there if each.key == key), None)
    found = by_key or next((each for each in there if each.config.task == config.task), None)
    if found is None:
        raise Refused(QT_TRANSLATE_NOOP("sessions", "No preset is of the task {task}."), task=config.task)
    return found


def _is_file(config: RunConfig) -> bool:
    return config.text_file != BUILT_IN and not config.text_file.startswith(MACHINE)


def _number(text: str, link: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 7 or int(text) > _LARGEST:
        raise _strange(link)
    return int(text)


def _nowhere(panel: str) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP("sessions", "The link leads to the panel {panel}, which this RNNviz does not have."),
        panel=shown(panel),
    )


def _strange(text: str, error: Exception | None = None) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP("sessions", "This is no link that RNNviz knows: {text}."),
        details=repr(error),
        text=shown(text),
    )
