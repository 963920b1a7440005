"""The tests stand where what they test stands, so that each is found by the other's place."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: What is tested from outside, or is no test.
NOT_MIRRORED = {"e2e", "toy_cells"}


def folders(root: Path) -> list[str]:
    """Return the folders with Python files below a folder, by their path from there."""
    found = {path.parent.relative_to(root).as_posix() for path in root.rglob("*.py")}
    return sorted(each for each in found if each != "." and "__pycache__" not in each)


@pytest.mark.parametrize("folder", [each for each in folders(ROOT / "tests") if each not in NOT_MIRRORED])
def test_every_folder_of_tests_is_named_as_the_package_that_it_tests(folder: str) -> None:
    assert (ROOT / "rnnviz" / folder).is_dir()


def test_every_room_of_the_window_that_does_something_has_tests_in_a_folder_of_its_name() -> None:
    untested = set(folders(ROOT / "rnnviz" / "gui")) - set(folders(ROOT / "tests" / "gui"))
    assert untested <= {"style"}, "only colours and icons are tested by what wears them"


def test_no_test_lies_loose_beside_the_rooms_of_the_window() -> None:
    loose = {path.stem.removeprefix("test_") for path in (ROOT / "tests" / "gui").glob("test_*.py")}
    modules = {path.stem for path in (ROOT / "rnnviz" / "gui").glob("*.py")}
    assert loose <= modules
