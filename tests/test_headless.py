"""Training without a window: what is printed, what is left in the folder, and how it ends."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from rnnviz import display, ending, installed, tasks
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Sample
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.presets import preset, presets
from rnnviz.files import frames
from rnnviz.headless import Order, run
from rnnviz.sentences import Refused
from rnnviz.settings import TaskSettings
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
    written = json.loads((done / "config.json").read_text())
    assert written.items() <= HELLO.model_dump().items()
    assert HELLO.model_dump().keys() - written.keys() <= TaskSettings.model_fields.keys() - tasks.load("hello").uses
    again = RunConfig(**written)
    assert [again.cell, again.hidden, again.learning_rate] == [HELLO.cell, HELLO.hidden, HELLO.learning_rate]


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
    born, then = err.splitlines()
    assert born.startswith(f"At update {rows[-1]['update']}, ")
    assert "was born" in born
    assert then.startswith(f"At update {rows[-1]['update']} the loss is")
    report = (tmp_path / "culprit.txt").read_text()
    assert report.startswith(err)
    assert re.search(r"^source: \w+\.py:\d+$", report, re.MULTILINE)
    assert re.search(r"^operand .+: (not )?finite$", report, re.MULTILINE)
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


DRAW = (
    "import sys; from pathlib import Path; from rnnviz.headless import Order, run;"
    "from rnnviz.engine.presets import preset; {spoil}"
    "sys.exit(run(Order(preset('hello').config, '', 5, Path(sys.argv[1]))))"
)


def drawn(folder, spoil=""):
    """Run "hello" with its pictures in a process without a display."""
    kept = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-c", DRAW.format(spoil=spoil), str(folder)]
    return subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=120, check=False)


def pictures():
    from rnnviz.gui.panels import panels

    return {f"{panel.key}.png" for panel in panels() if not panel.live}


@needs_qt
def test_every_panel_is_drawn(tmp_path):
    assert drawn(tmp_path).returncode == 0
    assert set(os.listdir(tmp_path)) == NUMBERS | pictures()


@needs_qt
def test_a_picture_that_cannot_be_saved_is_named_and_the_others_are_there(tmp_path):
    (tmp_path / "gates.png").mkdir()
    done = drawn(tmp_path)
    assert done.returncode == 2
    assert "The picture gates.png is missing: " in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert set(os.listdir(tmp_path)) == NUMBERS | pictures()


@needs_qt
@pytest.mark.parametrize("where", ["restyle", "show_frame", "show_cursor"])
def test_a_picture_that_cannot_be_drawn_is_named_and_none_of_an_earlier_run_stands_for_it(tmp_path, where):
    (tmp_path / "gradient.png").write_bytes(b"of an earlier run")
    spoil = f"from rnnviz.gui.panels.gradient import GradientView as G; G.{where} = lambda self, *_: 1 / 0;"
    done = drawn(tmp_path, spoil)
    assert done.returncode == 2
    assert done.stderr == "The picture gradient.png is missing: division by zero\n"
    assert set(os.listdir(tmp_path)) == (NUMBERS | pictures()) - {"gradient.png"}


def test_without_qt_it_says_so_and_the_numbers_are_there(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(installed, "_version", lambda name, package: None if "PySide" in name else "2.13.0")
    assert run(Order(HELLO, "", 2, tmp_path)) == 2
    assert "No pictures were drawn: PySide6 is missing" in capsys.readouterr().err
    assert set(os.listdir(tmp_path)) == NUMBERS


@needs_qt
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks libraries of Qt")
def test_without_a_system_library_it_names_it_and_the_numbers_are_there(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(display, "loads", lambda library: library != "libEGL.so.1")
    assert run(Order(HELLO, "", 2, tmp_path)) == 2
    assert "libEGL.so.1 is missing" in capsys.readouterr().err
    assert set(os.listdir(tmp_path)) == NUMBERS


def test_a_file_that_cannot_be_written_does_not_keep_the_others_from_being(tmp_path, capsys):
    (tmp_path / "config.json").mkdir()
    assert run(Order(HELLO, "", 2, tmp_path, pictures=False)) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert "config.json" in said
    assert set(os.listdir(tmp_path)) == NUMBERS
    assert frames.load(tmp_path / "frame.npz").update == 2


def test_what_an_earlier_run_said_is_not_taken_for_this_one(tmp_path):
    for name in ("culprit.txt", "evaluations.csv"):
        (tmp_path / name).write_text("of an earlier run")
    run(Order(HELLO, "", 2, tmp_path, pictures=False))
    assert set(os.listdir(tmp_path)) == NUMBERS


def test_an_error_in_training_leaves_what_there_is_and_is_one_sentence(tmp_path, capsys, monkeypatch):
    from rnnviz.engine import training

    def broken(*_):
        yield Metrics(0, 1.4, 0.5, 1.4, True)
        raise RuntimeError("no room\nfor more")

    monkeypatch.setattr(training, "training", broken)
    assert run(Order(HELLO, "", 9, tmp_path, pictures=False)) == 2
    assert capsys.readouterr().err == "An error stopped training at update 0: no room\n"
    assert set(os.listdir(tmp_path)) == NUMBERS | {"culprit.txt"}
    assert len(losses(tmp_path)) == 1


@pytest.mark.parametrize("key", [each.key for each in presets()])
def test_no_network_is_said_to_have_a_cell_that_it_has_not(tmp_path, capsys, key):
    config = preset(key).config
    run(Order(config, "", 1, tmp_path, pictures=False))
    said = next(line for line in capsys.readouterr().out.splitlines() if line.startswith(f"{config.task}: "))
    uses = tasks.load(config.task).uses
    written = json.loads((tmp_path / "config.json").read_text())
    assert (f"{config.task}: {config.cell}," in said) == ("cell" in uses)
    assert ("cell" in written, "hidden" in written) == ("cell" in uses, "hidden" in uses)


# --- being told to end -------------------------------------------------------------------------------------------

ENDS = [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)]
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


@pytest.fixture
def begun(tmp_path):
    """Start the program, and wait until it has printed a line that begins so."""
    processes = []

    def start(word, *arguments, updates=1_000_000, stdout=subprocess.PIPE):
        command = [sys.executable, "main.py", "run", "hello", f"--updates={updates}", f"--out={tmp_path}", *arguments]
        unbuffered = os.environ | {"PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, cwd=ROOT, env=unbuffered)
        processes.append(process)
        while stdout == subprocess.PIPE and not process.stdout.readline().startswith(word):
            assert process.poll() is None, process.stderr.read()
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


@posix
@pytest.mark.parametrize(("name", "code"), ENDS)
def test_a_signal_stops_it_after_an_update_and_writes_what_there_is(begun, tmp_path, name, code):
    process = begun(b"update", "--no-pictures")
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=60)
    assert process.returncode == code
    updates = len(losses(tmp_path))
    assert err.decode() == f"Stopped after {updates} of 1000000 updates.\n"
    assert frames.load(tmp_path / "frame.npz").update == updates


@posix
@pytest.mark.parametrize(("name", "code"), ENDS)
def test_a_signal_before_training_ends_it_at_once_without_a_traceback(begun, tmp_path, name, code):
    process = begun(b"Loading PyTorch")
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (code, b"Stopped.\n")
    assert os.listdir(tmp_path) == []


@posix
@needs_qt
def test_a_signal_while_pictures_are_drawn_waits_for_the_last_one(begun, tmp_path):
    process = begun(b"Drawing the panels", updates=2)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (143, b"")
    assert set(os.listdir(tmp_path)) == NUMBERS | pictures()


@posix
def test_a_hang_up_that_nohup_ignores_is_ignored(tmp_path):
    command = f"trap '' HUP; exec {sys.executable} main.py run hello --updates=400 --no-pictures --out={tmp_path}"
    unbuffered = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(["sh", "-c", command], stdout=subprocess.PIPE, cwd=ROOT, env=unbuffered) as process:
        while not process.stdout.readline().startswith(b"update"):
            assert process.poll() is None
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert len(losses(tmp_path)) == 400


def test_the_second_signal_ends_at_once_and_what_listened_before_listens_again():
    before = [signal.getsignal(number) for number in ending.SIGNALS]
    request = ending.Request()
    with ending.heard(request.hear):
        signal.raise_signal(signal.SIGTERM)
        assert request.number == signal.SIGTERM
        with pytest.raises(ending.Ended):
            signal.raise_signal(signal.SIGINT)
    assert [signal.getsignal(number) for number in ending.SIGNALS] == before


# --- where nobody reads --------------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("streams", ["| head -n 1", ">&-", "2>&-", ">&- 2>&- <&-", ">/dev/full", ">/dev/full 2>&1"])
def test_where_it_cannot_print_the_files_are_written(tmp_path, streams):
    if "full" in streams and not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    program = f"{sys.executable} main.py run hello --updates=60 --no-pictures --out={tmp_path}"
    command = f"{{ {program}; echo $? >{tmp_path}/code; }} {streams}"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (tmp_path / "code").read_text() == "0\n"
    assert "Traceback" not in done.stdout + done.stderr
    assert set(os.listdir(tmp_path)) == NUMBERS | {"code"}
    assert len(losses(tmp_path)) == 60


# --- what is printed ---------------------------------------------------------------------------------------------


def console(terminal):
    return Console(
        file=io.StringIO(), force_terminal=terminal, width=100, highlight=False, markup=False, soft_wrap=True
    )


def test_where_output_goes_to_a_file_there_are_plain_lines_at_intervals():
    lines = console(terminal=False)
    with Telling(400, console=lines) as telling:
        for update in range(400):
            telling.update(Metrics(update, 2.0, 0.5, 2.5, True))
    text = lines.file.getvalue()
    assert "\x1b" not in text
    assert [int(line.split()[1]) for line in text.splitlines()] == [0, *range(19, 400, 20)]


def test_large_losses_do_not_fill_the_line():
    lines = console(terminal=False)
    Telling(1, console=lines).update(Metrics(0, 2.3e29, 0.5, float("nan"), False))
    assert lines.file.getvalue() == (
        "update      0   loss    2.3e+29   smoothed        nan   gradient norm     0.5000\n"
    )


def test_a_terminal_gets_a_bar_as_well():
    lines = console(terminal=True)
    with Telling(400, console=lines) as telling:
        telling.update(Metrics(199, 2.0, 0.5, 2.5, True))
    text = lines.file.getvalue()
    assert "200/400" in text
    assert "update    199" in text


def test_a_sample_cannot_steer_the_terminal():
    lines = console(terminal=True)
    Telling(1, console=lines).sample(Sample(3, "a\x1b[2Jb\r[bold]c\x7f", 0.8, ""))
    assert lines.file.getvalue() == "\n--- update 3, temperature 0.8\na␛[2Jb␍[bold]c␡\n\n"


def test_a_short_text_is_learned_in_fewer_timesteps_as_in_a_window_and_how_it_is_read_is_in_the_config(
    tmp_path, capsys
):
    text = tmp_path / "short.txt"
    text.write_bytes("maçã e pera\n".encode("latin-1"))
    config = preset("words").config.changed(text_file=str(text), encoding="latin-1", language="pt_BR", hidden=4)
    order = Order(config, updates=2, out=tmp_path / "out", pictures=False, fit=True)
    assert run(order) == 0
    kept = json.loads((tmp_path / "out" / "config.json").read_text(encoding="utf-8"))
    assert (kept["sequence_length"], kept["batch"]) == (2, 1)
    assert (kept["encoding"], kept["language"]) == ("iso8859-1", "pt_BR")
    assert "The text is short" in capsys.readouterr().out


def test_conditions_are_written_down_in_a_log(tmp_path):
    logged = (Breakpoint("update >= 18"), Breakpoint("loss > 1e9"))
    assert run(Order(HELLO, "hell", 20, tmp_path, pictures=False, logged=logged)) == 0
    with open(tmp_path / "log.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["update"], row["kind"], row["name"]) for row in rows] == [
        ("18", "condition", "update >= 18"),
        ("19", "condition", "update >= 18"),
    ]
    assert rows[0]["values"] == "update=18"


def test_a_wrong_condition_is_refused_before_anything_is_learned(tmp_path):
    with pytest.raises(Refused):
        run(Order(HELLO, "hell", 20, tmp_path, pictures=False, logged=(Breakpoint("lss > 1"),)))
