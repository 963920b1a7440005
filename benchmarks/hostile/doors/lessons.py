"""Lessons: their two files, and the page that shows them."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import NamedTuple

from benchmarks.hostile.doors._texts import NUMBERS, STRANGE, anything, spoilt
from rnnviz import lessons
from rnnviz.gui.application import application
from rnnviz.gui.lessons.lesson_page import LessonPage
from rnnviz.gui.style.theme import DARK, Look
from rnnviz.gui.workbench.lesson.plan import plans
from rnnviz.gui.workbench.lesson.question import Question

TOML = """\
preset = "hello"
panels = ["hidden", "weights"]
[title]
en = "A title"
[[steps]]
update = 3
set = {learning_rate = 0.1}
cursor = {symbol = "l", which = 1}
choose = {hidden = {cover = true}}
[steps.predict]
pick = "largest"
choices = {en = ["h", "e"], pt_BR = ["h", "e"]}
answer = {panel = "next_symbol", value = "p", at = [1]}
[steps.numbers]
p = {value = "loss"}
[[steps]]
breakpoints = ["loss > 3"]
[[steps.checks]]
panel = "hidden"
value = "h"
equals = 1.0
"""
_WORDS = "A *word*.\n\n## One\nAsk {{p:2}} of $W_hh h(t-1)$.\n---\nTell.\n\n## Two\n| a | b |\n|---|---|\n| 1 | 2 |\n"
_ATOMS = (
    "|-", "|-\n", "a|b\n-|-\n", "|a" * 30 + "|\n", " ", "#", "## ", "## a\n", "**a ", "*a", "`",
    "$", "[", "[a](http://x", "> ", ">", "> a\n", "- a\n", "1. a\n", "```a\n", "```\n", "$x^{",
    "$\\frac{", "$\\frac{a}{b}$ ", "{{", "{{p}} ", "{{p ?", "\n", "\n\na", "W", "\u0301", "\u202e",
    "漢", "- " * 3, "---\n", "a\n\n", "<b>", "&", "\\", "\t", "{{p + ", "|", "||\n",
)  # fmt: skip
_TOMLS = (
    "a = " + "[" * 500, "a = " + "[" * 500 + "]" * 500, "a = " + "{b = " * 300 + "1" + "}" * 300,
    "[" * 3_000, "[[steps]]\n" * 3_000, TOML + "[[steps]]\n" * 3_000,
    ".".join("a" * 20_000) + " = 1", "a" * 200_000, "a = '" + "x" * 200_000, "a = " + "1" * 5_000,
    "a = [\n" + "1,\n" * 60_000 + "]", "\0", "\ufeff" + TOML, TOML.replace("\n", "\r\n"),
    "a = 1979-05-27T07:32:00Z", "a = 0000-00-00", "[a]\n[a]", "a.b = 1\na = 1", '"" = 1',
    '"\\u0000" = 1', "a = '''", "x" * 300_000,
)  # fmt: skip


#: As much as a lesson may have: it is accepted, and shown without a stall.
_MOST = """[[steps]]
[steps.predict]
pick = "largest"
choices = {en = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]}
answer = {panel = "next_symbol", value = "p", at = [1]}
"""
_FULL = "- a point of **some** length $x$\n" * 190


class Files(NamedTuple):
    """A lesson's two files; a word in place of one of them is what stands there instead."""

    toml: str
    words: str = _WORDS


class Lessons:
    """Read, checked and shown as the window does it, in its thread."""

    in_window = True

    def __init__(self, home: Path) -> None:
        application()
        self._folder = home / "lessons" / "9.1-hostile"
        good = home / "lessons" / "9.2-good"
        good.mkdir(parents=True)
        (good / lessons.FILE).write_text(TOML, encoding="utf-8")
        (good / "en.md").write_text(_WORDS, encoding="utf-8")
        self._good = good
        self._page = LessonPage(Look(DARK, 10.0))
        self._page.resize(380, 700)
        self._page.show()

    def inputs(self, chance: random.Random) -> list[Files]:
        head = TOML.partition("[[steps]]")[0]
        made = [Files(head + _MOST * lessons.MOST_STEPS, _FULL + f"\n## One\n{_FULL}" * lessons.MOST_STEPS)]
        made += [Files(text) for text in (*_TOMLS, "pipe", "folder", "device", "link", "nothing")]
        made += [Files(TOML, words) for words in ("pipe", "folder", "device", "link", "nothing", "", "x", "## \n## \n")]
        for atom in _ATOMS:
            for length in (300, 7_900, 200_000):
                made.append(Files(TOML, f"A.\n\n## One\n{(atom * length)[:length]}\n\n## Two\n"))
        for atom in _ATOMS[:12]:
            made.append(Files(TOML, f"A.\n\n## {(atom * 100_000)[:100_000]}\n\n## Two\n"))
        lines = TOML.splitlines()
        for value in [*chance.sample(NUMBERS + STRANGE, 40), "true", "[]", "{}", "[[[]]]", "nan", "-inf", "'''a\nb'''"]:
            at = chance.choice([k for k, line in enumerate(lines) if " = " in line])
            made.append(Files("\n".join([*lines[:at], f"{lines[at].split(' = ')[0]} = {value}", *lines[at + 1 :]])))
        for _ in range(80):
            made.append(Files(spoilt(chance, TOML, chance.randint(1, 4)), spoilt(chance, _WORDS, chance.randint(0, 4))))
        for _ in range(20):
            made.append(Files(TOML, f"## One\n{anything(chance, 2_000)}\n## Two\n"))
        return made

    def attempt(self, given: Files) -> str:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        self._put(lessons.FILE, given.toml)
        self._put("en.md", given.words)
        there = lessons.folders(self._folder.parent)
        assert self._good in there
        assert self._folder in there or given.toml == "nothing"
        lessons.read(self._good)
        lesson = lessons.read(self._folder)
        plans(lesson)
        self._page.show_lesson(lesson, {k: Question(step.predict) for k, step in enumerate(lesson.steps)})
        for index in range(min(2, len(lesson.steps))):
            self._page.show_step(index)
            application().processEvents()
        self._page.grab()
        return ""

    def _put(self, name: str, content: str) -> None:
        file = self._folder / name
        if content == "pipe":
            os.mkfifo(file)
        elif content == "folder":
            file.mkdir()
        elif content in ("device", "link"):
            file.symlink_to("/dev/zero" if content == "device" else file)
        elif content != "nothing":
            file.write_bytes(content.encode("utf-8", "surrogatepass"))


DOOR = Lessons
