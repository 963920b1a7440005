"""What is said first on a line, before anything else: by whoever calls, and by the window."""

from __future__ import annotations

from dataclasses import dataclass

VERSION = 1  #: of what is said on a line; both ends must speak the same one


@dataclass(frozen=True)
class Hello:
    """Who calls.

    Attributes
    ----------
    version : int
        Of what it speaks.
    program : str
        The version of RNNviz there, for whoever reads of a refusal.
    errand : str
        Empty: a user's own run is to be watched. Otherwise what the window has expected under this word.
    title : str
        What is called: the name of a script.
    process : int
        Its number.
    """

    version: int
    program: str = ""
    errand: str = ""
    title: str = ""
    process: int = 0


@dataclass(frozen=True)
class Welcome:
    """The window will hear it."""

    program: str = ""


@dataclass(frozen=True)
class Declined:
    """The window will not hear it: it speaks another version, or has expected nobody under this word."""

    version: int
    program: str = ""
