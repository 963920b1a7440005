"""A window that is told to end from outside: everything is kept, and the exit code says which signal it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")

ROOT = Path(__file__).parents[3]
CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}
#: Every signal while it trains; at other times one of them, for all are heard in one place.
ENDS = [
    ("training", "SIGINT"),
    ("training", "SIGTERM"),
    ("training", "SIGHUP"),
    ("loading", "SIGINT"),
    ("dialog", "SIGHUP"),
]
PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from rnnviz.engine.presets import preset
from rnnviz.gui.application import run_window
from rnnviz.gui.shell.shell_commands import show_keys

def opened(window):
    if "dialog" in sys.argv:
        QTimer.singleShot(0, lambda: show_keys(window))
    if "training" in sys.argv:
        window.bench.pair.a.frame_arrived.connect(lambda _frame: print("there", flush=True))
    else:
        QTimer.singleShot(100, lambda: print("there", flush=True))

sys.exit(run_window(preset("hello"), opened=opened))
"""


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("when", "name"), ENDS)
def test_a_signal_closes_the_window_and_keeps_its_layout(tmp_path, when, name):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, "-c", PROGRAM, when]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"there\n", process.stderr.read()
        process.send_signal(getattr(signal, name))
        _, err = process.communicate(timeout=100)
    assert process.returncode == CODES[name], err.decode()
    assert b"Traceback" not in err
    kept = QSettings(str(tmp_path / "RNNviz" / "RNNviz.ini"), QSettings.Format.IniFormat)
    assert {"geometry", "layout", "open"} <= set(kept.allKeys())
