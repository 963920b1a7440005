"""Arguments of the command line: what is wrong with them is said, and what is right reaches the run as it was typed."""

from __future__ import annotations

import contextlib
import io
import itertools
import random
from pathlib import Path
from typing import Any

from benchmarks.hostile.door import Unclear
from benchmarks.hostile.doors._texts import NUMBERS, STRANGE, anything
from rnnviz import app, display, headless, installed
from rnnviz.engine.config import RunConfig

_NAMES = (
    "--updates",
    "--probe",
    "--out",
    "--set",
    "--text",
    "--lang",
    "--step",
    "--no-pictures",
    "--present",
    "--x",
    "-h",
)


class Arguments:
    """A list of arguments. Nothing is trained or opened: what was ordered is compared with what was typed."""

    in_window = False

    def __init__(self, home: Path) -> None:
        self._home = home
        self._ordered: list[Any] = []
        headless.run = self._order  # type: ignore[assignment]
        display.check = lambda: None
        installed.check_torch = lambda: None
        installed.check_qt = lambda: None
        from rnnviz.gui import application

        application.run_window = self._order  # type: ignore[assignment]
        application.run_lesson = self._order  # type: ignore[assignment]

    def _order(self, *order: Any, **more: Any) -> int:
        language = more.get("language", order[2] if len(order) > 2 else None)
        if isinstance(language, str) and language:
            from rnnviz.gui.application import application
            from rnnviz.gui.language import nearest_language, speak

            application()
            speak(nearest_language(language) or language)
        self._ordered.append(order[0])
        return 0

    def inputs(self, chance: random.Random) -> list[tuple[str, ...]]:
        texts = [text for text in (*NUMBERS, *STRANGE) if "\0" not in text]  # no system passes one on
        made: list[tuple[str, ...]] = [(), ("run",), ("lesson",), ("list", "x"), ("run", "hello", "hello")]
        for text in texts:
            made += [("run", "hello", "--updates", text), ("lesson", "1.1", "--step", text)]
        for text in chance.sample(texts, 30):
            made += [("run", text), (text,), ("lesson", text), ("--lang", text), ("lesson", "1.1", "--lang", text)]
            made += [("run", "hello", "--set", text), ("run", "hello", "--set", f"{text}={text}")]
        for name in RunConfig.model_fields:
            for text in chance.sample(texts, 5):
                made.append(("run", "hello", "--set", f"{name}={text}"))
        for _ in range(60):
            words = [
                chance.choice((*_NAMES[:-1], anything(chance, 8), "run", "hello")) for _ in range(chance.randint(1, 6))
            ]
            made.append(tuple(word.replace("\0", "") for word in words))
        return made

    def attempt(self, given: tuple[str, ...]) -> str:
        self._ordered.clear()
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = app.main(given)
            except SystemExit as end:
                code = int(end.code or 0)
        if code == app.DONE:
            if err.getvalue():
                raise Unclear(f"done, but said {err.getvalue()[:200]}")
            self._compare(given)
            return ""
        if code != app.REFUSED or out.getvalue():
            raise Unclear(f"it ended with {code}, and said {out.getvalue()[:200]}")
        return err.getvalue().strip("\n") or "\n"

    def _compare(self, given: tuple[str, ...]) -> None:
        """Raise `Unclear` if a setting is another one than was typed."""
        if not self._ordered or not isinstance(self._ordered[0], headless.Order):
            return
        config = self._ordered[0].config
        for option, value in itertools.pairwise(given):
            name, equals, typed = value.partition("=")
            if option == "--set" and equals:
                known = getattr(config, name)
                same = known == typed if isinstance(known, str) else float(typed) == float(known)
                if not same:
                    raise Unclear(f"{name} is {known!r}")


DOOR = Arguments
