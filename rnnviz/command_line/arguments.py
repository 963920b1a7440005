"""Reading arguments: every fault is one sentence, and no option is taken twice."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

from rnnviz import __version__

DONE, REFUSED = 0, 2  #: exit codes

_LONGEST_SAID, _LONGEST_SHOWN = 400, 100  # letters of a sentence, and of what was typed within it


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and takes no option twice: one of both would be left out silently."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**words)
        self.register("action", None, _Once)
        self.register("action", "store", _Once)

    def error(self, message: str) -> NoReturn:
        """Print one sentence, and end."""
        said = " ".join(_visible(message).split()).rstrip(".")
        said = said if len(said) <= _LONGEST_SAID else f"{said[:_LONGEST_SAID]}…"
        print(f"{said[:1].upper()}{said[1:]} (see {self.prog} --help).", file=sys.stderr)
        raise SystemExit(REFUSED)


class Version(argparse.Action):
    """Prints the versions, and ends: they are looked up only when they are asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print them."""
        from rnnviz import installed

        print(f"rnnviz {__version__}")
        for name, version in installed.versions().items():
            print(f"{name} {version}")
        parser.exit()


class _Once(argparse.Action):
    """Keeps a value, and refuses a second one."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, value: object, option: str | None = None
    ) -> None:
        given: set[str] = namespace.__dict__.setdefault("_given", set())
        if option is not None and self.dest in given:
            raise argparse.ArgumentError(self, "it is given twice")
        given.add(self.dest)
        setattr(namespace, self.dest, value)


def _visible(text: str) -> str:
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def count(text: str) -> int:
    """Read a whole number from 1 on."""
    if not re.fullmatch("0{0,9}[1-9][0-9]{0,8}", text):
        raise argparse.ArgumentTypeError(f"{shortened(text)} is not a whole number from 1 on, of nine digits at most")
    return int(text)


def rate(text: str) -> float:
    """Read how many a second, 25 at most."""
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,9})?", text) or not 0.01 <= float(text) <= 25:
        raise argparse.ArgumentTypeError(f"{shortened(text)} is not a number from 0.01 to 25")
    return float(text)


def shortened(text: str) -> str:
    """Return what was typed as a sentence can show it."""
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Have a command take a text and settings (`rnnviz.command_line.settings`)."""
    parser.add_argument(
        "--text",
        metavar="FILE",
        help="learn from this text file; - reads standard input, machine:python the Python source that is here",
    )
    parser.add_argument("--encoding", metavar="NAME", help="the encoding of that file, if it is not found out rightly")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="change a setting, such as hidden=64 or cell=gru",
    )
