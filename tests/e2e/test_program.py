"""The real program under a virtual screen: keys are pressed, pixels are looked at, it is closed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.desktop import xdotool

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
picture = app.primaryScreen().grabWindow(0).toImage()
picture.save(sys.argv[1])
"""

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


class Program:
    """main.py on that screen, as a user has it."""

    def __init__(self, screen: dict[str, str], home: Path, *arguments: str) -> None:
        self.screen = {**screen, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "main.py", *arguments], cwd=ROOT, env=self.screen, stderr=subprocess.PIPE, text=True
        )

    def xdotool(self, *arguments: str) -> str:
        return xdotool(self.screen, *arguments)

    def until(self, done: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not done():
            assert self.process.poll() is None, f"it ended: {self.process.communicate()[1]}"
            assert time.monotonic() < deadline, f"{what} did not happen"
            time.sleep(0.2)

    @property
    def window(self) -> str:
        return (self.xdotool("search", "--onlyvisible", "--name", "^RNNviz").splitlines() or [""])[-1]

    @property
    def title(self) -> str:
        return self.xdotool("getwindowname", self.window)

    def press(self, *keys: str) -> None:
        self.xdotool("windowfocus", "--sync", self.window)
        self.xdotool("key", "--delay", "60", *keys)

    def picture(self) -> bytes:
        path = self.home / "screen.png"
        subprocess.run([sys.executable, "-c", GRAB, str(path)], env=self.screen, check=True, capture_output=True)
        return path.read_bytes()

    def is_changing(self) -> bool:
        before = self.picture()
        time.sleep(1.2)  # the status bar follows twice a second
        return self.picture() != before

    def ends(self) -> tuple[int, str]:
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors


@pytest.fixture
def start(screen, tmp_path) -> Iterator[Callable[..., Program]]:
    programs: list[Program] = []

    def begin(*arguments: str) -> Program:
        programs.append(Program(screen, tmp_path, *arguments))
        return programs[-1]

    yield begin
    for program in programs:
        if program.process.poll() is None:
            program.process.kill()
            program.process.communicate()


def test_it_learns_pauses_steps_and_closes(start):
    program = start("hello")
    program.until(lambda: "hello" in program.title, "the model")
    program.until(program.is_changing, "learning")
    program.press("space")
    program.until(lambda: not program.is_changing(), "the pause")
    before = program.picture()
    program.press("n")
    program.until(lambda: program.picture() != before, "one update")
    program.press("ctrl+t", "ctrl+plus", "ctrl+minus", "F1")
    program.press("space")
    program.until(program.is_changing, "learning again")
    program.press("ctrl+q")
    assert program.ends() == (0, "")


def test_a_text_of_ones_own_is_learned(start, tmp_path):
    text = tmp_path / "mine.txt"
    text.write_text("the quick brown fox jumps over the lazy dog\n" * 200, encoding="utf-8")
    program = start("characters", "--text", str(text), "--set", "hidden=16", "--set", "batch=4")
    program.until(lambda: program.window, "the window")
    program.until(program.is_changing, "learning")
    program.press("ctrl+q")
    assert program.ends() == (0, "")


def test_closing_while_torch_is_loading_is_no_error(start):
    program = start("hello")
    program.until(lambda: program.window, "the window")
    program.press("ctrl+q")
    assert program.ends() == (0, "")


def test_without_a_display_it_says_so_and_does_not_abort(tmp_path):
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {k: v for k, v in os.environ.items() if k not in gone}
    command = [sys.executable, "main.py"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "rnnviz run" in done.stderr
    assert "Traceback" not in done.stderr
