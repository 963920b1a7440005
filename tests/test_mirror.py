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


MIRRORED = [each for each in folders(ROOT / "tests") if each not in NOT_MIRRORED]


@pytest.mark.parametrize("folder", MIRRORED)
def test_every_folder_of_tests_is_named_as_the_package_that_it_tests(folder: str) -> None:
    assert (ROOT / "rnnviz" / folder).is_dir()


@pytest.mark.parametrize("folder", MIRRORED)
def test_every_file_of_tests_is_named_as_a_module_or_says_that_it_is_of_all_of_a_kind(folder: str) -> None:
    """`test_trace_exactness` is found beside `trace`, and `test_every_cell` is of no module alone."""
    package = ROOT / "rnnviz" / folder
    modules = {path.stem.lstrip("_") for path in package.iterdir() if path.suffix == ".py" or path.is_dir()}
    names = {path.stem.removeprefix("test_") for path in (ROOT / "tests" / folder).glob("test_*.py")}
    said = {name for name in names if name.startswith("every_") or any(name.startswith(f"{m}_") for m in modules if m)}
    assert names - said <= modules


def test_every_room_of_the_window_that_does_something_has_tests_in_a_folder_of_its_name() -> None:
    untested = set(folders(ROOT / "rnnviz" / "gui")) - set(folders(ROOT / "tests" / "gui"))
    assert untested <= {"style"}, "only colours and icons are tested by what wears them"
