"""How a recording lies on the disk: names, channels, and what it says of itself.

A recording is a folder::

    run.json              what the run is (`About`), written first
    rank0/000001.mcap     a segment: what one process wrote, for 20 s or 16 MB
    rank0/000002.mcap     the next one
    rank0/000003-000006.mcap   segments that were thinned into one

A segment is a file of MCAP (https://mcap.dev/spec). Its messages are records as they go through a socket
(`rnnviz.packing.records`). The time of a message (``log_time``) is the update that it is of, so whatever reads MCAP
finds an update by the index; when it was written is its ``publish_time``, in nanoseconds since 1970. A Frame has a
chunk of its own: it is read without reading another one. A channel's topic is ``BRANCH/KIND``.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from rnnviz import __version__
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.faults import MB, shown
from rnnviz.user_files.reading import opened

FORMAT = 1  #: of the folder; what says a higher one is not read
PROFILE = "rnnviz"  #: of the segments
ABOUT, SUFFIX, ENCODING = "run.json", ".mcap", "safetensors"
LARGEST_ABOUT = 16 * MB

_RANK = re.compile(r"rank(\d{1,6})")
_SEGMENT = re.compile(r"(\d{6,9})(?:-(\d{6,9}))?\.mcap")


class Kind(StrEnum):
    """What the messages of a channel are."""

    FRAMES = "frames"
    METRICS = "metrics"  # of every update
    EVENTS = "events"
    WEIGHTS = "weights"


class Topic(NamedTuple):
    """A branch of the run, from 0, and a kind."""

    branch: int
    kind: Kind

    @property
    def name(self) -> str:
        """As a channel has it."""
        return f"{self.branch}/{self.kind}"

    @classmethod
    def of(cls, name: str) -> Topic | None:
        """Return the topic of that name; None: it is none of ours."""
        branch, slash, kind = name.partition("/")
        if not slash or not branch.isdecimal() or kind not in list(Kind):
            return None
        return cls(int(branch), Kind(kind))


@dataclass(frozen=True)
class About:
    """What a run is, in ``run.json``: for whoever opens the folder, with this program or without."""

    format: int = FORMAT
    program: str = f"rnnviz {__version__}"
    title: str = ""
    started: float = 0.0  # seconds since 1970
    experiment: str = ""  # the key of its preset; empty: something else
    seed: int = -1  # -1: it is not known
    settings: Mapping[str, Any] = field(default_factory=dict)  # plain values
    versions: Mapping[str, str] = field(default_factory=lambda: {"python": platform.python_version()})
    script: str = ""  # the user's own: the name of its file
    script_sha256: str = ""
    ranks: int = 1  # processes that write

    def text(self) -> bytes:
        """Return it as JSON, to be read by people too."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"

    @classmethod
    def of(cls, plain: Any) -> About:
        """Return what a JSON value says; raises ValueError. What it says beside is for others."""
        if not isinstance(plain, dict):
            raise ValueError("no table")
        usual = cls()
        found = {each.name: plain[each.name] for each in fields(cls) if each.name in plain}
        for name, value in found.items():
            wanted: type | tuple[type, ...] = type(getattr(usual, name))
            if isinstance(value, bool) or not isinstance(value, (int, float) if wanted is float else wanted):
                raise ValueError(f"{name} cannot be {value!r}")
        return cls(**found)


def read_about(folder: Path) -> About:
    """Return what a recording says of itself; raises `Refused` if it is none, damaged or too new."""
    path = folder / ABOUT
    if folder.is_dir() and not path.exists():
        raise Refused(QT_TRANSLATE_NOOP("recording", "There is no recording in {path}."), path=shown(folder))
    with opened(path, LARGEST_ABOUT) as file:
        text = file.read()
    try:
        about = About.of(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise Refused(
            QT_TRANSLATE_NOOP("recording", "{path} is damaged, or no recording of RNNviz."),
            details=repr(error),
            path=shown(path),
        ) from error
    if about.format > FORMAT:
        raise _newer(folder, about.format)
    return about


def _newer(folder: Path, found: int) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP(
            "recording",
            "The recording in {path} is of a newer RNNviz, in format {found}; this one reads {known}.",
        ),
        path=shown(folder),
        found=found,
        known=FORMAT,
    )


def rank_folder(folder: Path, rank: int) -> Path:
    """Return where a process writes its segments."""
    return folder / f"rank{rank}"


def ranks(folder: Path) -> dict[int, Path]:
    """Return the processes that have written, in order."""
    found = ((_RANK.fullmatch(path.name), path) for path in folder.iterdir() if path.is_dir())
    return dict(sorted((int(match[1]), path) for match, path in found if match))


def segment_path(folder: Path, first: int, last: int | None = None) -> Path:
    """Return where a segment is, or one that was made of several."""
    name = f"{first:06d}" if last is None or last == first else f"{first:06d}-{last:06d}"
    return folder / f"{name}{SUFFIX}"


class Numbered(NamedTuple):
    """A segment's file, and which numbers it holds."""

    first: int
    last: int
    path: Path


def segments(folder: Path) -> list[Numbered]:
    """Return a process's segments in order; one that is held by another one as well is left out.

    It is left over where the program was ended between writing several segments as one and taking them away.
    """
    matched = ((_SEGMENT.fullmatch(path.name), path) for path in folder.iterdir())
    found = [Numbered(int(m[1]), int(m[2] or m[1]), path) for m, path in matched if m]
    widest = sorted(found, key=lambda each: (each.first, -each.last))
    kept, end = list[Numbered](), 0
    for each in widest:
        if each.last > end:
            kept.append(each)
            end = each.last
    return kept
