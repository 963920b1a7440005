"""From arguments to exit codes: what a user types, and what is said when it cannot be done."""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from shlex import quote

import pytest

from rnnviz import __version__, app

ROOT = Path(__file__).parent.parent


def run(*arguments, **environment):
    """Start the real program in a process of its own."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        capture_output=True,
        text=True,
        env=kept | environment,
        timeout=120,
    )


def said(capsys):
    """Return stdout and stderr so far."""
    out, err = capsys.readouterr()
    return out, err


def test_the_list_names_every_preset(capsys):
    from rnnviz.engine.presets import presets

    assert app.main(["list"]) == 0
    lines = said(capsys)[0].splitlines()
    assert [line.split()[0] for line in lines] == [preset.key for preset in presets()]


def test_the_version_is_printed_and_that_is_all(capsys):
    with pytest.raises(SystemExit) as exit_:
        app.main(["--version"])
    assert exit_.value.code == 0
    lines = said(capsys)[0].splitlines()
    assert lines[0] == f"rnnviz {__version__}"
    assert [line.split()[0] for line in lines[1:]] == ["Python", "torch", "Qt", "numpy"]
    assert all(line.split()[1][0].isdigit() for line in lines[1:])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "charcters"], ["no preset charcters", "did you mean 'characters'", "hello", "dates"]),
        (["run", "hello", "--set", "hiden=64"], ["no setting 'hiden'", "did you mean 'hidden'", "learning_rate"]),
        (["run", "hello", "--set", "hidden"], ["NAME=VALUE", "'hidden'"]),
        (["run", "hello", "--set", "hidden=0"], ["Hidden cannot be '0'", "greater than or equal to 1"]),
        (["run", "hello", "--set", "hidden=many"], ["Hidden cannot be 'many'", "whole number"]),
        (["run", "hello", "--set", "cell=lstn"], ["Cell cannot be 'lstn'", "gru, lstm"]),
        (["run", "hello", "--set", "optimiser=adan"], ["Optimiser cannot be 'adan'", "'adamw'"]),
        (["run", "hello", "--set", "learning_rate=inf"], ["Learning rate cannot be 'inf'", "finite"]),
        (["charcters"], ["no preset charcters"]),
        (["lesson", "9.9"], ["There is no lesson 9.9", "1.1"]),
        (["lesson", "1.1", "--step", "99"], ["There is no step 99"]),
        (["characters", "--set", "layers=9"], ["Layers cannot be '9'", "less than or equal to 4"]),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(capsys, arguments, words):
    assert app.main(arguments) == 2
    out, err = said(capsys)
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    for word in words:
        assert word in err


@pytest.mark.parametrize("updates", ["0", "-3", "1.5", "many", "²"])
def test_updates_are_a_whole_number_from_1(capsys, updates):
    with pytest.raises(SystemExit) as exit_:
        app.main(["run", "hello", f"--updates={updates}"])
    assert exit_.value.code == 2
    assert "whole number from 1" in said(capsys)[1]


def test_settings_and_text_reach_the_config(ordered):
    changes = ("--set", "cell=gru", "--set", "hidden=64", "--set", "learning_rate=1e-3", "--text", "a.txt")
    config = ordered("characters", *changes).config
    assert (config.cell, config.hidden, config.learning_rate, config.text_file) == ("gru", 64, 1e-3, "a.txt")


def test_a_missing_package_is_named(capsys, monkeypatch):
    def do(given):
        raise ModuleNotFoundError("No module named 'pydantic'", name="pydantic")

    monkeypatch.setattr(app, "_do", do)
    assert app.main([]) == 2
    assert "The package pydantic is missing" in said(capsys)[1]


def test_interrupting_before_training_is_no_traceback(capsys, monkeypatch):
    def do(given):
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "_do", do)
    assert app.main([]) == 130
    assert said(capsys)[1] == "Stopped.\n"


def test_arguments_load_neither_torch_nor_qt_nor_numpy():
    code = "import sys, rnnviz.app; print([m for m in ('torch', 'numpy', 'PySide6', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"


def test_listing_loads_no_torch_and_no_qt():
    code = (
        "import sys; from rnnviz.app import main; main(['list']);"
        "print([m for m in ('torch', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_it_is_said_and_nothing_aborts():
    done = run()
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert any(what in done.stderr for what in ("rnnviz run characters", "apt-get install", "pip install"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_a_display_that_is_not_there_is_no_abort_either():
    done = run("hello", DISPLAY=":4077")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


STREAMS = ["| head -n 0", ">&-", "2>&-", ">&- 2>&- <&-", ">/dev/full", ">/dev/full 2>&1"]
PRINTING = ["list", "--help", "run nothing"]  # by itself, by the arguments' reader, as a refusal
ALIKE = ["--version", "run --help", "lesson --help", "lesson 99.9"]  # print in a way that is one of these
LOST = [*product(PRINTING, STREAMS), *product(ALIKE, [">&-", ">/dev/full"])]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such streams")
@pytest.mark.parametrize(("command", "streams"), LOST)
def test_output_that_nobody_reads_is_no_traceback_and_what_was_lost_is_no_success(command, streams, tmp_path):
    if "full" in streams and not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    program = f"{quote(sys.executable)} {quote(str(ROOT / 'main.py'))}"
    line = f"{{ {program} {command}; echo $? >{quote(str(tmp_path))}/code; }} {streams}"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    refused = command in ("lesson 99.9", "run nothing") or "full" in streams
    assert (tmp_path / "code").read_text() == f"{2 if refused else 0}\n"
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert len(done.stderr.splitlines()) == (refused and "2>" not in streams)


@pytest.mark.parametrize(
    "error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes")]
)
def test_memory_that_is_used_up_is_said_in_a_sentence(monkeypatch, capsys, error):
    def full(given):
        raise error

    monkeypatch.setattr(app, "_do", full)
    assert app.main(["run", "hello"]) == 2
    assert capsys.readouterr().err == "This machine has not enough memory for that.\n"
