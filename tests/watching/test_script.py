"""`rnnviz watch SCRIPT` runs it as plain Python does, to the last bit, and a window sees, stops and steps it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

import rnnviz
from rnnviz.connection.places import FOLDER
from rnnviz.connection.reception import Reception
from rnnviz.engine import commands
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.messages import BreakpointHit, Built, Objected, Parts, Phase, Status
from rnnviz.probe.frame import Want
from rnnviz.watching.source import WatchedRun
from tests.engine.heard import PATIENCE, Heard

TRAINS = """
import sys, torch
from torch import nn
torch.manual_seed(0)
rnn, readout = nn.LSTM(3, 5), nn.Linear(5, 2)
optimiser = torch.optim.SGD([*rnn.parameters(), *readout.parameters()], 0.1)
for step in range(int(sys.argv[1])):
    x = torch.randn(7, 4, 3)
    loss = readout(rnn(x)[0]).square().mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
print(loss.item().hex(), sum(p.sum().item() for p in rnn.parameters()).hex())
"""
TELLS = """
import argparse, pickle, sys
class Own: pass
pickle.loads(pickle.dumps(Own()))
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int)
print(sys.argv[1:], __name__, __file__, parser.parse_args().epochs, sys.path[0], __package__)
"""


@pytest.fixture
def window(near, monkeypatch) -> Iterator[SimpleQueue]:
    """Return where runs arrive that call."""
    monkeypatch.setenv(FOLDER, str(near / "c"))
    runs: SimpleQueue[WatchedRun] = SimpleQueue()
    reception = Reception(lambda line, hello: runs.put(WatchedRun(line, hello)))
    yield runs
    reception.close()


def started(*arguments: str, watched: bool = True, folder: Path | None = None, **how) -> subprocess.Popen[str]:
    source = str(Path(rnnviz.__file__).parent.parent)
    command = [sys.executable, *(("-m", "rnnviz", "watch") if watched else ()), *arguments]
    environment = {**os.environ, "PYTHONPATH": source}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder, env=environment, **how
    )


def said(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def hear(window: SimpleQueue) -> Heard:
    source = window.get(timeout=PATIENCE)
    source.send(commands.Watch({frozenset(Want): 10.0}, 10.0))
    source.start()
    return Heard(source)


def test_a_script_that_is_watched_comes_to_the_same_bits_and_every_update_arrives(window, tmp_path):
    script = tmp_path / "train.py"
    script.write_text(TRAINS)
    process = started(str(script), "60")
    heard = hear(window)
    heard.until(lambda: heard.phase() is Phase.STOPPED, "the end")
    watched = said(process)
    assert watched == said(started(str(script), "60", watched=False))
    assert watched[0] == 0
    assert heard.runner.metrics.count == 60
    assert heard.runner.title == "train.py"
    assert heard.frame().recurrences[0].h.shape == (7, 5)
    assert heard.of(Built)[0].parameters > 0
    assert heard.of(Parts)[-1].facts.models
    assert not heard.runner.capabilities
    assert heard.runner.stop(5.0)


def test_a_loop_is_paused_stepped_stopped_where_a_condition_holds_and_let_go(window, tmp_path):
    script = tmp_path / "train.py"
    script.write_text(TRAINS)
    process = started(str(script), "1000000")
    heard = hear(window)
    heard.until(lambda: heard.of(Built), "the model")
    heard.runner.send(commands.Pause())
    paused = heard.wait_for(Phase.PAUSED)
    count = heard.runner.metrics.count
    assert count == paused.update
    heard.runner.send(commands.Update(3))
    heard.until(lambda: heard.runner.metrics.count == count + 3 and heard.phase() is Phase.PAUSED, "three updates")
    heard.runner.send(commands.SetBreakpoints((Breakpoint("loss >"),)))
    heard.until(lambda: heard.of(Objected), "why not")
    heard.runner.send(commands.SetBreakpoints((Breakpoint("loss > 0"),)))
    heard.runner.send(commands.Run())
    heard.until(lambda: heard.of(BreakpointHit), "the breakpoint")
    assert heard.runner.stop(5.0)  # the window is closed while the loop waits
    time.sleep(0.5)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    code, _, err = said(process)
    assert code in (-signal.SIGINT, 130)
    assert "KeyboardInterrupt" in err
    assert "rnnviz" not in err.replace(str(tmp_path), "")


def test_a_script_sees_what_plain_python_shows_it(window, tmp_path):
    script = tmp_path / "tells.py"
    script.write_text(TELLS)
    arguments = ("--epochs", "3")
    assert said(started("--", str(script), *arguments)) == said(started(str(script), *arguments, watched=False))


def test_a_module_of_a_package_sees_what_plain_python_shows_it(window, tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "other.py").write_text("value = 7\n")
    (package / "train.py").write_text("from .other import value\nprint(value, __spec__.name, __package__)\n")
    arguments = ("-m", "package.train")
    watched, plain = (said(started(*arguments, watched=each, folder=tmp_path)) for each in (True, False))
    assert watched == plain
    assert watched[0] == 0


@pytest.mark.parametrize(
    ("source", "code"),
    [("raise ValueError('no')", 1), ("import sys; sys.exit(7)", 7), ("raise SystemExit('why')", 1), ("(", 1)],
    ids=["raises", "exits", "exits with words", "is no Python"],
)
def test_how_a_script_ends_is_how_it_ends_when_watched(window, tmp_path, source, code):
    script = tmp_path / "ends.py"
    script.write_text(source)
    watched, plain = said(started(str(script))), said(started(str(script), watched=False))
    assert watched[0] == plain[0] == code
    assert watched[2].splitlines()[-1] == plain[2].splitlines()[-1] if plain[2] else not watched[2]
    assert "rnnviz/" not in watched[2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Say which script"),
        (("no.py",), "cannot be read"),
        ((".",), "is a folder"),
        (("-m", "no.such.module"), "There is no module"),
        (("--fast", "train.py"), "has no option"),
        (("--window", "/no/python", "train.py"), "cannot be started"),
    ],
    ids=["nothing", "no such file", "a folder", "no such module", "no such option", "no such Python"],
)
def test_what_cannot_be_watched_is_said_in_one_sentence_before_the_script_starts(window, tmp_path, arguments, words):
    (tmp_path / "train.py").write_text("print('started')")
    code, out, err = said(started(*arguments, folder=tmp_path))
    assert code == 2
    assert not out
    assert words in err
    assert len(err.splitlines()) == 1


def test_without_a_window_and_without_qt_nothing_starts(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path / "c"))
    (tmp_path / "train.py").write_text("print('started')")
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "sitecustomize.py").write_text(
        "import sys\n"
        "class Hide:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('PySide6', 'pyqtgraph', 'shiboken6'):\n"
        "            raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Hide())\n"
    )
    source = str(Path(rnnviz.__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path / "hidden"), source))}
    command = [sys.executable, "-m", "rnnviz", "watch", "train.py"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "rnnviz[window]" in done.stderr
    told = "import rnnviz, sys; rnnviz.watch; import rnnviz.watching.handle; print('thin', 'PySide6' in sys.modules)"
    thin = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, env=environment, check=False)
    assert thin.stdout == "thin False\n"


def test_when_it_is_off_nothing_is_called(window, tmp_path, monkeypatch):
    monkeypatch.setenv("RNNVIZ", "off")
    (tmp_path / "train.py").write_text("print('started')")
    assert said(started("train.py", folder=tmp_path))[:2] == (0, "started\n")
    assert window.empty()


def test_a_loop_of_a_window_that_dies_goes_on(window, tmp_path):
    script = tmp_path / "train.py"
    script.write_text(TRAINS)
    process = started(str(script), "3000")
    heard = hear(window)
    heard.until(lambda: heard.of(Status)[-1].phase is Phase.RUNNING, "the loop")
    heard.runner.line.close()
    assert said(process)[0] == 0
    heard.runner.stop(5.0)
