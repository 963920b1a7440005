"""Random drags of panels in the real program, by a real mouse on a virtual screen; a seed says which.

A `Hand` does what an impatient user does: drags panels by their titles and tabs to other panels, to edges, to rows of
tabs, out of the window and off the screen, presses Esc on the way, double-clicks titles, closes panels and opens them
again, drags what divides them, resizes and moves the window. Where everything is, the program tells (`docks_told`).
"""

from __future__ import annotations

import json
import random
import selectors
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from time import sleep
from typing import Any

from benchmarks.desktop import Point, between, drag, xdotool

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120.0  # seconds until an answer: more than any load explains
LEAST = 20  # px: a panel narrower or lower than this shows nothing
Places = Mapping[str, Any]


class Ended(Exception):
    """The program has ended, or no longer answers; what it said last."""


class Program:
    """The program on a screen, with settings of its own in `home`."""

    def __init__(self, environment: Mapping[str, str], home: Path, preset: str = "hello") -> None:
        self.environment = {**environment, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
        self._errors = (home / "stderr.txt").open("w+", encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.docks_told", preset]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": self._errors}
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, text=True, **pipes)
        self._answers = selectors.DefaultSelector()
        self._answers.register(self.process.stdout, selectors.EVENT_READ)  # type: ignore[arg-type]

    def ask(self, words: str = "look") -> Places:
        """Return where everything is, after doing what the words say."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(words + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Ended(self.fault()) from None
        line = self.process.stdout.readline() if self._answers.select(PATIENCE) else ""
        if not line:
            raise Ended(self.fault())
        places: Places = json.loads(line)
        return places

    def still(self) -> Places:
        """Return where everything is once nothing moves: docks glide to their places."""
        before = self.ask()
        for _ in range(20):
            sleep(0.06)
            if (now := self.ask()) == before:
                return now
            before = now
        return before

    def fault(self) -> str:
        """Kill it if it is still there, and return why it ended."""
        try:
            code: object = self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            code = "no answer"
        self._errors.seek(0)
        return f"{code}\n{self._errors.read()}"

    def close(self) -> tuple[int, str]:
        """Close its window; return the exit status and what it said on stderr."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        code = self.process.wait(PATIENCE)
        self._errors.seek(0)
        return code, self._errors.read()

    def end(self) -> None:
        """Let nothing of it stay behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for each in (self.process.stdin, self.process.stdout, self._errors, self._answers):
            each.close()  # type: ignore[union-attr]


class Hand:
    """What moves the mouse; `counts` has what was done and what came of it."""

    def __init__(self, program: Program, chance: random.Random) -> None:
        self._program, self._chance = program, chance
        self.counts: Counter[str] = Counter()
        self._acts: dict[Callable[[Places], None], int] = {
            self._drag_title: 20,
            self._drag_tab: 6,
            self._double_click: 3,
            self._close: 2,
            self._reopen: 3,
            self._divide: 3,
            self._resize: 1,
            self._move_window: 1,
        }

    def act(self) -> None:
        """Do something; raise `Ended` if that was the end of the program."""
        choice = self._chance.choices(list(self._acts), list(self._acts.values()))[0]
        choice(self._program.ask())

    # --- drags ---

    def _drag_title(self, places: Places) -> None:
        if key := self._one_of(places, "grip"):
            before = places["docks"][key]
            self._pull(places, tuple(before["grip"]))
            self._note(before, self._program.still()["docks"][key])
            self.counts["by_title"] += 1

    def _drag_tab(self, places: Places) -> None:
        tabs = [each for each in places["tabs"] if each["grip"]]
        if tabs:
            self._pull(places, tuple(self._chance.choice(tabs)["grip"]))
            self._program.still()
            self.counts["by_tab"] += 1

    def _pull(self, places: Places, start: Point) -> None:
        """Drag to a random place, sometimes by way of others."""
        chance = self._chance
        path, at = [start], start
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            there = self._target(places)
            path += between(at, there, chance.randint(3, 8))
            at = there
        pause = chance.choice((0.0, 0.01, 0.02, 0.06))
        drag(self._program.environment, path, pause, escape=chance.random() < 0.04)
        self.counts["drags"] += 1

    def _note(self, before: Places, after: Places) -> None:
        if before != after:
            self.counts["moved"] += 1
        if after["floating"] and not before["floating"]:
            self.counts["floated"] += 1
        if before["floating"] and not after["floating"]:
            self.counts["docked"] += 1
        if set(after["beside"]) - set(before["beside"]):
            self.counts["tabbed"] += 1

    def _target(self, places: Places) -> Point:
        """Return where a user might let go, or a place that nobody thinks of."""
        chance, inner, screen = self._chance, places["inner"], places["screen"]
        shown = [each for each in places["docks"].values() if each["shown"]]
        bars = [each["box"] for each in places["tabs"]]
        choices: list[Callable[[], Point]] = [
            lambda: self._inside(chance.choice(shown)["box"] if shown else inner),
            lambda: self._edge(chance.choice(shown)["box"] if shown else inner),
            lambda: self._inside(chance.choice(shown)["title"] if shown else inner),
            lambda: self._inside(chance.choice(bars) if bars else inner),
            lambda: self._edge(inner),
            lambda: self._inside(screen),
            lambda: self._edge(screen),
        ]
        x, y = chance.choice(choices)()
        left, top, width, height = screen
        return min(max(x, left), left + width - 1), min(max(y, top), top + height - 1)

    def _inside(self, box: list[int]) -> Point:
        left, top, width, height = box
        return left + round(width * self._chance.random()), top + round(height * self._chance.random())

    def _edge(self, box: list[int]) -> Point:
        """Return a point at an edge of a box, a little inside or outside of it."""
        x, y = self._inside(box)
        left, top, width, height = box
        near = self._chance.randint(-12, 12)
        return self._chance.choice(
            ((left + near, y), (left + width + near, y), (x, top + near), (x, top + height + near))
        )

    # --- and in between ---

    def _double_click(self, places: Places) -> None:
        if key := self._one_of(places, "grip"):
            x, y = places["docks"][key]["grip"]
            xdotool(self._program.environment, "mousemove", x, y, "click", "--repeat", 2, "--delay", 60, 1)
            self.counts["double_clicks"] += 1

    def _close(self, places: Places) -> None:
        if sum(each["shown"] for each in places["docks"].values()) > 4 and (key := self._one_of(places, "close")):
            xdotool(self._program.environment, "mousemove", *places["docks"][key]["close"], "click", 1)
            self.counts["closed"] += 1

    def _reopen(self, places: Places) -> None:
        closed = [key for key, each in places["docks"].items() if not each["open"]]
        if closed:
            self._program.ask(f"reveal {self._chance.choice(closed)}")
            self.counts["reopened"] += 1

    def _divide(self, places: Places) -> None:
        """Drag what divides two docks: it is just beyond an edge of one."""
        docked = [each["box"] for each in places["docks"].values() if each["shown"] and not each["floating"]]
        if docked:
            left, top, width, height = self._chance.choice(docked)
            sideways = self._chance.random() < 0.5
            start = (left + width + 3, top + height // 2) if sideways else (left + width // 2, top + height + 3)
            far = self._chance.choice((-700, -200, -60, 60, 200, 700))
            end = (start[0] + far, start[1]) if sideways else (start[0], start[1] + far)
            drag(self._program.environment, [start, *between(start, end, 6)])
            self.counts["divided"] += 1

    def _resize(self, places: Places) -> None:
        _, _, width, height = places["screen"]
        size = self._chance.randint(500, width), self._chance.randint(350, height)
        xdotool(self._program.environment, "search", "--name", "^RNNviz", "windowsize", "%@", *size)
        self.counts["resized"] += 1

    def _move_window(self, places: Places) -> None:
        to = self._chance.randint(-80, 400), self._chance.randint(0, 300)
        xdotool(self._program.environment, "search", "--name", "^RNNviz", "windowmove", "%@", *to)
        self.counts["window_moved"] += 1

    def _one_of(self, places: Places, part: str) -> str:
        """Return the key of a dock whose part the mouse can hit; empty: there is none."""
        keys = [key for key, each in places["docks"].items() if each.get(part)]
        return self._chance.choice(keys) if keys else ""


# --- what must hold however wildly it was dragged ---


def out_of_reach(places: Places, key: str) -> str:
    """Return why a user cannot use a dock that was asked for; empty: it can be seen, and taken by its title."""
    dock = places["docks"][key]
    if not dock["shown"]:
        return f"{key} cannot be seen: {dock}"
    if min(dock["body"][2:]) < LEAST:
        return f"{key} has no room: {dock['body']}"
    if not _meet(dock["title"], places["screen"]):
        return f"{key} is off the screen: {dock['title']}"
    return ""


def lost(program: Program) -> list[str]:
    """Ask for each dock that cannot be seen, as its menu entry does; return what is wrong with each afterwards."""
    found = []
    for key, dock in program.ask()["docks"].items():
        if not dock["shown"] or out_of_reach(program.ask(), key):
            program.ask(f"reveal {key}")
            found.append(out_of_reach(program.still(), key))
    return [each for each in found if each]


def not_mended(program: Program, opened: frozenset[str]) -> list[str]:
    """Put all panels back as the menu does; return what is not as it was at first, when `opened` were open."""
    program.ask("reset")
    places = program.still()
    found = []
    if not _within(places["window"], places["screen"]):
        found.append(f"the window {places['window']} is not within the screen {places['screen']}")
    if (now := open_docks(places)) != opened:
        found.append(f"open: {sorted(now ^ opened)}")
    for key in sorted(open_docks(places)):
        dock = places["docks"][key]
        if dock["floating"] or dock["grouped"]:
            found.append(f"{key} floats")
        if not dock["shown"] and not dock["beside"]:
            found.append(f"{key} is behind nothing and cannot be seen")
        if dock["shown"] and not _within(dock["box"], places["inner"]):
            found.append(f"{key} {dock['box']} sticks out of the window {places['inner']}")
        if dock["shown"] and (why := out_of_reach(places, key)):
            found.append(why)
    return found


def open_docks(places: Places) -> frozenset[str]:
    """Return the docks that are not closed."""
    return frozenset(key for key, dock in places["docks"].items() if dock["open"])


def _within(inner: list[int], outer: list[int], slack: int = 2) -> bool:
    left, top, width, height = inner
    x, y, w, h = outer
    right, bottom = x + w, y + h
    return left >= x - slack and top >= y - slack and left + width <= right + slack and top + height <= bottom + slack


def _meet(one: list[int], other: list[int], least: int = 8) -> bool:
    (left, top, width, height), (x, y, w, h) = one, other
    across = min(left + width, x + w) - max(left, x)
    down = min(top + height, y + h) - max(top, y)
    return across >= least and down >= least
