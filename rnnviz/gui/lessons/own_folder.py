"""The folder of a user's own lessons: made when it is first asked for, with words about it and a lesson to copy."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from rnnviz.assets import resource
from rnnviz.lessons import own_folder


def make_own_folder() -> Path:
    """Return the folder; one that is there is not touched."""
    folder = own_folder()
    if not folder.exists():
        copytree(resource("own_lessons"), folder)
    return folder
