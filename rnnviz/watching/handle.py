"""`rnnviz.watch`: a loop in this process is watched from now on, in a script or a notebook."""

from __future__ import annotations

import atexit
import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from rnnviz.sentences import Refused
from rnnviz.watching.link import Link
from rnnviz.watching.windows import line_to_a_window

if TYPE_CHECKING:
    from torch import nn

    from rnnviz.agent.agent import Agent

Symbols = Sequence[str] | Mapping[str, Sequence[str]] | Callable[..., Any] | None


class Watching:
    """What is watched; `close` ends it, and so does leaving a `with`, the end of the process, or closing the window."""

    def __init__(self, agent: Agent | None, link: Link | None) -> None:
        self._agent, self._link = agent, link
        self._owner = os.getpid()

    @property
    def watched(self) -> bool:
        """Whether a window still watches."""
        return self._agent is not None and self._agent.attached and self._link is not None and not self._link.gone

    def close(self) -> None:
        """Watch no more, and leave nothing behind; a second time it does nothing."""
        agent, link, self._agent, self._link = self._agent, self._link, None, None
        if os.getpid() != self._owner:  # a forked child: all of it is the parent's
            return
        if agent is not None:
            agent.close()
        if link is not None:
            link.end()
        with suppress(Exception):
            atexit.unregister(self.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_now: Watching | None = None


def watch(*models: nn.Module, symbols: Symbols = None, window: str | None = None, title: str = "") -> Watching:
    """Watch the loop that trains in this process, in a window that is open, or in one that is opened.

    Nothing in the loop changes: same losses, same weights, to the bit. In a notebook it can be called again, as often
    as one likes: what was watched before is watched no more.

    Parameters
    ----------
    *models : nn.Module
        What is watched. None: whatever learns is found when it runs.
    symbols : sequence, mapping or callable, optional
        What the embedding's indices are called: a list, a list for each embedding by its name, or a function.
    window : str, optional
        The Python that opens the window, where this one has none.
    title : str
        What the window is called; the name of the script, if nothing is said.

    Returns
    -------
    Watching
        Its `close` ends it. Where nothing can be shown, one warning says why, and the loop goes on unwatched.
    """
    try:
        return begin(*models, symbols=symbols, window=window, title=title)
    except Refused as refused:
        warnings.warn(f"RNNviz: {refused}", RuntimeWarning, stacklevel=2)
        return Watching(None, None)


def begin(*models: nn.Module, symbols: Any = None, window: str | None = None, title: str = "") -> Watching:
    """As `watch`, but raises `Refused` where that warns."""
    global _now
    if os.environ.get("RNNVIZ", "").lower() in ("off", "0", "no"):
        return Watching(None, None)
    if _now is not None:
        _now.close()
        _now = None
    line = line_to_a_window(title or _title(), window)
    return follow(Link(line), models, symbols)


def follow(link: Link, models: Sequence[nn.Module] = (), symbols: Any = None) -> Watching:
    """Have what trains in this process watched through a link; raises `Refused` if it cannot be."""
    global _now
    try:
        from rnnviz.agent.agent import attach

        agent = attach(*models, viewer=link, symbols=symbols)
    except BaseException:
        link.end()
        raise
    if agent is None:
        link.end()
        return Watching(None, None)
    link.begin(agent)
    _now = Watching(agent, link)
    atexit.register(_now.close)
    return _now


def _title() -> str:
    main = sys.modules.get("__main__")
    file = getattr(main, "__file__", None)
    return Path(file).name if file else "Python"
