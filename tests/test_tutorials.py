"""What the pages for teachers and engineers say to type does what they say: every command and every program is run."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from rnnviz import app, lessons
from rnnviz.policy import Policy

DOCS = Path(__file__).parent.parent / "docs"
PAGES = (DOCS / "for-teachers.md", DOCS / "for-engineers.md")


def typed(page):
    """Return the commands of a page that are RNNviz's, in their order."""
    return re.findall(r"^ {4}rnnviz (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)


def blocks(page, kind):
    return re.findall(rf"```{kind}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_that_trains_is_done_one_after_the_other(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    commands = [shlex.split(each) for each in typed(page) if each.startswith("run ")]
    assert commands
    for arguments in commands:
        assert app.main(arguments) == 0, arguments


def test_every_lesson_that_is_linked_to_is_there():
    found = [shlex.split(each)[1] for page in PAGES for each in typed(page) if each.startswith("lesson ")]
    assert found
    for key in found:
        assert lessons.read(lessons.find(key)).steps


@pytest.mark.parametrize("program", blocks(PAGES[1], "python"))
def test_every_program_runs_as_it_stands(program):
    exec(program, {"__name__": "tutorial"})


def test_the_policy_that_is_shown_names_everything_there_is():
    (shown,) = blocks(PAGES[0], "toml")
    assert set(tomllib.loads(shown)) == {name for name in Policy.__dataclass_fields__ if name != "said"}
