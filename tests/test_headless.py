"""Training without a window: what is printed, what is left in the folder, and how it ends."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from rnnviz import display, headless, installed
from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Sample
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.presets import preset
from rnnviz.files import frames
from rnnviz.headless import Order, run
from rnnviz.sentences import Refused
from rnnviz.telling import Telling

ROOT = Path(__file__).parent.parent
HELLO = preset("hello").config
NUMBERS = {"config.json", "losses.csv", "samples.txt", "frame.npz"}
needs_qt = pytest.mark.skipif(find_spec("PySide6") is None, reason="Qt is not installed")


def losses(folder):
    with open(folder / "losses.csv", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A short run of "hello", without pictures."""
    out = tmp_path_factory.mktemp("done")
    assert run(Order(HELLO, "hell", 60, out, pictures=False)) == 0
    return out


def test_every_update_is_in_the_losses(done):
    rows = losses(done)
    assert [int(row["update"]) for row in rows] == list(range(60))
    assert float(rows[-1]["loss"]) < float(rows[0]["loss"])


def test_nothing_but_the_numbers_is_written(done):
    assert set(os.listdir(done)) == NUMBERS


def test_the_config_reads_back(done):
    assert RunConfig(**json.loads((done / "config.json").read_text())) == HELLO


def test_the_frame_is_of_the_last_update(done):
    frame = frames.load(done / "frame.npz")
    assert frame.update == 60
    assert "".join(*frame.sequences.values()) == "hell"
    assert frame.recurrences[0].h.shape == (4, 3)


def test_samples_stand_under_their_update(done):
    text = (done / "samples.txt").read_text()
    assert [line for line in text.splitlines() if line.startswith("---")] == [
        "--- update 0, temperature 0.8",
        "--- update 50, temperature 0.8",
    ]


def test_the_same_seed_gives_the_same_bits(done, tmp_path):
    run(Order(HELLO, "ello", 60, tmp_path, pictures=False))
    assert (tmp_path / "losses.csv").read_bytes() == (done / "losses.csv").read_bytes()


def test_held_out_quantities_are_written(tmp_path, capsys):
    assert run(Order(preset("dates").config.changed(hidden=4), "", 100, tmp_path, pictures=False)) == 0
    rows = (tmp_path / "evaluations.csv").read_text().splitlines()
    assert rows[0].split(",")[:2] == ["update", "accuracy"]
    assert rows[1].startswith("100,")
    assert "held out: accuracy" in capsys.readouterr().out


def test_a_loss_that_is_not_finite_stops_it_and_leaves_what_there_is(tmp_path, capsys):
    config = HELLO.changed(learning_rate=3e38, optimiser="sgd", clip="none")
    assert run(Order(config, "", 200, tmp_path, pictures=False)) == 2
    out, err = capsys.readouterr()
    rows = losses(tmp_path)
    assert len(rows) < 200
    assert not (np.isfinite(float(rows[-1]["loss"])) and np.isfinite(float(rows[-1]["gradient_norm"])))
    assert err.startswith(f"At update {rows[-1]['update']} the loss is")
    assert "the weights were not changed" in err
    assert (tmp_path / "frame.npz").exists()
    assert "Traceback" not in out + err


def test_a_probe_sequence_outside_the_vocabulary_is_refused_before_training(tmp_path):
    with pytest.raises(Refused):
        run(Order(HELLO, "xyz", 60, tmp_path, pictures=False))
    assert os.listdir(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_refused_at_once(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="Nothing can be written to the folder"):
        run(Order(HELLO, "", 60, tmp_path / "file"))


def test_settings_without_effect_are_told(tmp_path, capsys):
    config = HELLO.changed(batch=7)
    run(Order(config, "", 2, tmp_path, pictures=False, named=frozenset({"batch", "hidden", "learning_rate"})))
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("The setting")] == [
        "The setting batch means nothing to this task."
    ]


@needs_qt
def test_every_panel_is_drawn(tmp_path):
    from rnnviz.gui.panels import panels

    code = (
        "import sys; from pathlib import Path; from rnnviz.headless import Order, run;"
        "from rnnviz.engine.presets import preset;"
        "sys.exit(run(Order(preset('hello').config, '', 5, Path(sys.argv[1]))))"
    )
    kept = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, cwd=ROOT, env=kept, timeout=120)
    assert set(os.listdir(tmp_path)) == NUMBERS | {f"{panel.key}.png" for panel in panels() if not panel.live}


def test_without_qt_it_says_so_and_goes_on(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(installed, "_version", lambda name, package: None if "PySide" in name else "2.13.0")
    assert run(Order(HELLO, "", 2, tmp_path)) == 0
    assert "No pictures were drawn: PySide6 is missing" in capsys.readouterr().out
    assert set(os.listdir(tmp_path)) == NUMBERS


@needs_qt
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks libraries of Qt")
def test_without_a_system_library_it_names_it_and_goes_on(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(display, "loads", lambda library: library != "libEGL.so.1")
    assert run(Order(HELLO, "", 2, tmp_path)) == 0
    assert "libEGL.so.1 is missing" in capsys.readouterr().out
    assert set(os.listdir(tmp_path)) == NUMBERS


def test_ctrl_c_stops_after_an_update_and_writes_what_there_is(tmp_path):
    command = [sys.executable, "main.py", "run", "hello", "--updates=1000000", "--no-pictures", f"--out={tmp_path}"]
    unbuffered = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=unbuffered) as process:
        for line in process.stdout:
            if line.startswith(b"update"):
                process.send_signal(signal.SIGINT)
                break
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    updates = len(losses(tmp_path))
    assert err.decode() == f"Stopped after {updates} of 1000000 updates.\n"
    assert frames.load(tmp_path / "frame.npz").update == updates


@pytest.fixture
def interrupts():
    """As in a program started from a terminal: a shell starts one in the background with the signal ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield signal.default_int_handler
    signal.signal(signal.SIGINT, before)


def test_interrupting_twice_is_an_interrupt(interrupts):
    with headless.Interrupt() as interrupt:
        signal.raise_signal(signal.SIGINT)
        assert interrupt.asked
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is interrupts


# --- what is printed ---------------------------------------------------------------------------------------------


def console(terminal):
    return Console(
        file=io.StringIO(), force_terminal=terminal, width=100, highlight=False, markup=False, soft_wrap=True
    )


def test_where_output_goes_to_a_file_there_are_plain_lines_at_intervals():
    lines = console(terminal=False)
    with Telling(400, lines) as telling:
        for update in range(400):
            telling.update(Metrics(update, 2.0, 0.5, 2.5, True))
    text = lines.file.getvalue()
    assert "\x1b" not in text
    assert [int(line.split()[1]) for line in text.splitlines()] == [0, *range(19, 400, 20)]


def test_large_losses_do_not_fill_the_line():
    lines = console(terminal=False)
    Telling(1, lines).update(Metrics(0, 2.3e29, 0.5, float("nan"), False))
    assert lines.file.getvalue() == (
        "update      0   loss    2.3e+29   smoothed        nan   gradient norm     0.5000\n"
    )


def test_a_terminal_gets_a_bar_as_well():
    lines = console(terminal=True)
    with Telling(400, lines) as telling:
        telling.update(Metrics(199, 2.0, 0.5, 2.5, True))
    text = lines.file.getvalue()
    assert "200/400" in text
    assert "update    199" in text


def test_a_sample_cannot_steer_the_terminal():
    lines = console(terminal=True)
    Telling(1, lines).sample(Sample(3, "a\x1b[2Jb\r[bold]c\x7f", 0.8, ""))
    assert lines.file.getvalue() == "\n--- update 3, temperature 0.8\na␛[2Jb␍[bold]c␡\n\n"
