"""Arguments -> a window, or a headless run. Only the standard library is imported here: a window must be there at once.

Exit codes: 0 done; 2 something cannot be done, said in one sentence on stderr; 130, 143, 129 ended by Ctrl+C (SIGINT),
SIGTERM, SIGHUP.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from rnnviz import __version__, ending, printing
from rnnviz.sentences import ENGLISH, QT_TRANSLATE_NOOP, Refused, did_you_mean
from rnnviz.user_files.faults import MB

if TYPE_CHECKING:
    from rnnviz.engine.config import RunConfig
    from rnnviz.engine.presets import Preset
    from rnnviz.headless import Order

DEFAULT = "characters"

DONE, REFUSED = 0, 2

_LONGEST_SAID, _LONGEST_SHOWN = 400, 100  # letters of a sentence, and of what was typed within it

_EPILOG = """\
other commands:
  rnnviz watch SCRIPT ...
                      run a script of yours, or -m MODULE, and watch what it trains
  rnnviz lesson KEY   open a lesson, such as 5.1
  rnnviz run PRESET   train without a window, and write pictures and numbers to a folder
  rnnviz snapshot PRESET --updates N --out FILE
                      train without a window, and write the state before update N to a file
  rnnviz open FILE    open a session, a snapshot or a link (rnnviz://experiment/...)
  rnnviz desktop      have a double click on a session, and a click on a link, open RNNviz
  rnnviz script PRESET --out FILE.py
                      write the experiment as one PyTorch script, which learns to the same bits
  rnnviz list         list the presets

`rnnviz run --help` lists what `run` takes.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["watch"]:  # before anything is set up: the process is the script's
        from rnnviz.watching.script import main as watch

        return watch(given[1:])
    if find_spec("pydantic") is None and (own := _own_python()) is not None:
        return _again(own, given)
    # Before numpy is imported: where others compute too, its threads wait a hundred times longer than they work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    printing.never_fail()
    try:
        with ending.heard(ending.at_once):
            return _done(given)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except (MemoryError, RuntimeError) as error:
        from rnnviz.engine.memory import full

        if (said := full(error)) is None:
            raise
        print(said, file=sys.stderr)
        return REFUSED
    except (ending.Ended, KeyboardInterrupt) as ended:
        print("Stopped.", file=sys.stderr)
        return ending.exit_code(ended.number if isinstance(ended, ending.Ended) else signal.SIGINT)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "rnnviz":
            raise
        print(f"The package {error.name} is missing: type `make run` in RNNviz's folder.", file=sys.stderr)
        return REFUSED


def _done(given: list[str]) -> int:
    """Do it; where printing is all that was asked for, what could not be printed was not done."""
    try:
        code = _do(given)
    except SystemExit as ended:  # the arguments' reader has printed a help, a version or a fault
        if not ended.code and (error := printing.lost()) is not None:
            raise _unprinted(error) from error
        raise
    if given[:1] in (["list"], ["desktop"]) and (error := printing.lost()) is not None:
        raise _unprinted(error) from error
    return code


def _unprinted(error: OSError) -> Refused:
    return Refused(QT_TRANSLATE_NOOP("app", "The output could not be written: {reason}."), reason=error.strerror)


def _do(given: list[str]) -> int:
    commands: Mapping[str, Callable[[list[str]], int]] = {
        "run": _run,
        "snapshot": _snapshot,
        "open": _open,
        "desktop": _desktop,
        "script": _script,
        "list": _list,
        "lesson": _lesson,
        "observe": _observe,
        "learn": _learn,
        "await": _await,
    }
    if given and (given[0].endswith(".rnnviz") or given[0].lower().startswith("rnnviz:")):  # a double click
        return _open(given)
    if given and given[0] in commands:
        return commands[given[0]](given[1:])
    return _window(given)


def _window(given: list[str]) -> int:
    """Open a window; with ``--or-headless``, train without one where none can be opened."""
    parser = _Parser(
        prog="rnnviz",
        description="Watch a small recurrent network learn, and look inside it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("preset", nargs="?", metavar="PRESET", help=f"what to open ({DEFAULT})")
    parser.add_argument("--version", action=_Version, nargs=0, help="print this version, torch's and Qt's")
    parser.add_argument(
        "--or-headless", action="store_true", help="where no window can be opened, train without one and say so"
    )
    parser.add_argument("--lang", metavar="CODE", help="speak this language this time, such as en or pt_BR")
    parser.add_argument("--process", action="store_true", help="have runs learn in processes of their own this time")
    _add_settings(parser)
    options = parser.parse_args(given)
    named, options.preset = options.preset is not None, options.preset or DEFAULT
    chosen, values = _chosen(options)
    config = chosen.config.changed(**values)
    from rnnviz import display, installed

    installed.check_torch()
    try:
        installed.check_qt()
        display.check()
    except Refused as refused:
        if not options.or_headless:
            raise
        print(f"{refused}\nSo {chosen.key} trains without a window now.", file=sys.stderr)
        from rnnviz.headless import Order, run

        return run(Order(config, chosen.probe, fit=options.text is not None))
    gc.disable()  # the window collects when it suits it; to import it is a tenth quicker without
    from rnnviz.gui.application import run_window
    from rnnviz.sentences import language

    def configured() -> RunConfig:
        return chosen.config_in(language()).changed(**values)

    forward = chosen.panels if named else ()
    fit, greet, apart = options.text is not None, not (named or values), options.process or None
    return run_window(chosen, configured, spoken=options.lang, fit=fit, forward=forward, greet=greet, apart=apart)


def _lesson(given: list[str]) -> int:
    """Open a window with a lesson in it."""
    parser = _Parser(prog="rnnviz lesson", description="Open a lesson in a known state.")
    parser.add_argument("lesson", metavar="KEY", help="its number (5.1), its name, or a folder of your own")
    parser.add_argument("--lang", metavar="CODE", help="speak this language this time, such as en or pt_BR")
    parser.add_argument("--step", type=_count, metavar="N", help="go to this step at once, from 1")
    parser.add_argument("--present", action="store_true", help="full screen, in letters for the last row")
    options = parser.parse_args(given)
    from rnnviz import display, installed, lessons

    lesson = lessons.read(lessons.find(options.lesson))
    step = _step(len(lesson.steps), options.step)
    lessons.page(lesson, options.lang or lessons.FALLBACK)
    installed.check_torch()
    installed.check_qt()
    display.check()
    gc.disable()
    from rnnviz.gui.application import run_lesson

    return run_lesson(lesson, step, options.lang, options.present)


def _step(steps: int, wanted: int | None) -> int | None:
    """Return the number of a step from 0; None: none was asked for."""
    if wanted is not None and wanted > steps:
        raise Refused(
            QT_TRANSLATE_NOOP("app", "There is no step {step}: the lesson has {steps}."), step=wanted, steps=steps
        )
    return None if wanted is None else wanted - 1


def _observe(given: list[str]) -> int:
    """Observe for a window: what it starts, and nobody types."""
    from rnnviz.engine.observer.process import main

    return main(given)


def _learn(given: list[str]) -> int:
    """Train for a window: what it starts, and nobody types."""
    from rnnviz.engine.apart.process import main

    return main(given)


def _await(given: list[str]) -> int:
    """Open a window for a run that will call: what `rnnviz watch` starts, and nobody types."""
    _Parser(prog="rnnviz await", description="Open a window for a run that will call.").parse_args(given)
    from rnnviz import display, installed

    installed.check_qt()
    display.check()
    gc.disable()
    from rnnviz.gui.application import run_awaiting

    return run_awaiting()


def _run(given: list[str]) -> int:
    """Train without a window."""
    options = _run_parser().parse_args(given)
    from rnnviz.engine.breakpoints import Breakpoint
    from rnnviz.headless import run

    order = _resuming(options) if options.resume is not None else _begun(options)
    logged = tuple(Breakpoint(each, logs=True) for each in options.log)
    order = replace(order, logged=logged, pictures=not options.no_pictures, save=options.save)
    return run(replace(order, record=options.record, rate=options.record_rate, limit=options.record_mb * MB))


def _begun(options: argparse.Namespace) -> Order:
    """Return what a preset and its settings ask for."""
    from rnnviz.headless import Order

    if options.preset is None:
        raise Refused(QT_TRANSLATE_NOOP("app", "Say which preset is to be trained, or --resume FILE."))
    chosen, values = _chosen(options)
    own = options.text is not None
    return Order(
        chosen.config.changed(**values),
        chosen.probe if options.probe is None else options.probe,
        options.updates,
        options.out,
        named=frozenset(values) - {"text"},
        fit=own,
        experiment="" if own else chosen.key,
    )


def _resuming(options: argparse.Namespace) -> Order:
    """Return what goes on from a file."""
    from rnnviz.headless import Order
    from rnnviz.sessions.taking_up import config_of, read

    if options.preset is not None or options.encoding is not None:
        raise Refused(
            QT_TRANSLATE_NOOP("app", "--resume goes on with what the file has: it takes no other preset or encoding.")
        )
    kept, changes = read(options.resume), _values(options)
    config = config_of(kept)
    return Order(
        config, options.probe or "", options.updates, options.out, resume=kept, changes=changes, text=options.text or ""
    )


def _run_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="rnnviz run",
        description="Train without a window; write pictures of every panel, the numbers and the samples to a folder.",
        epilog="Ctrl+C (SIGTERM, SIGHUP) stops after this update and writes what there is: exit code 130 (143, 129).",
    )
    parser.add_argument("preset", nargs="?", metavar="PRESET", help="`rnnviz list` lists them")
    parser.add_argument("--resume", type=Path, metavar="FILE", help="go on from a session or a snapshot")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write a session, which the window opens too")
    parser.add_argument("--updates", type=_count, default=500, metavar="N", help="optimiser steps to take (500)")
    parser.add_argument("--probe", metavar="TEXT", help="the sequence that is looked at")
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="DIR", help="the folder to write to (out)")
    parser.add_argument("--no-pictures", action="store_true", help="write numbers only")
    parser.add_argument(
        "--log",
        action="append",
        default=[],
        metavar="CONDITION",
        help="write down in log.csv at which updates it holds, such as 'grad_norm > 10'; can be given again",
    )
    parser.add_argument("--record", type=Path, metavar="FOLDER", help="record what is seen meanwhile in a new folder")
    parser.add_argument(
        "--record-rate",
        type=_rate,
        default=2.0,
        metavar="N",
        help="pictures a second that are recorded (2)",
    )
    parser.add_argument(
        "--record-mb", type=_count, default=256, metavar="MB", help="what a recording may take (256): it is thinned"
    )
    _add_settings(parser)
    return parser


def _open(given: list[str]) -> int:
    """Open a window with a session, a snapshot, a recording, or what a link leads to."""
    parser = _Parser(prog="rnnviz open", description="Open a session, a snapshot, a recording or a link in a window.")
    parser.add_argument("what", metavar="FILE|FOLDER|LINK", help="a file, a recording, or rnnviz://experiment/...")
    parser.add_argument("--lang", metavar="CODE", help="speak this language this time, such as en or pt_BR")
    options = parser.parse_args(given)
    from rnnviz import display, installed, lessons
    from rnnviz.recording.form import read_about
    from rnnviz.sessions.links import SCHEME, Link
    from rnnviz.sessions.taking_up import read

    link = Link.read(options.what) if options.what.lower().startswith(f"{SCHEME}:") else None
    path = _path(options.what)
    if link is not None and link.lesson:
        lesson = lessons.read(lessons.find(link.lesson))
        _step(len(lesson.steps), link.step)
    recorded = link is None and path.is_dir()
    if recorded:
        read_about(path)
    elif link is None:
        read(path)  # what cannot be opened is said here, and no window comes
    installed.check_torch()
    installed.check_qt()
    display.check()
    gc.disable()
    from rnnviz.gui.application import run_file, run_link, run_recording

    if recorded:
        return run_recording(path, options.lang)
    return run_file(path, options.lang) if link is None else run_link(link, options.lang)


def _path(text: str) -> Path:
    """Return the path that is named: a desktop says it as a URL."""
    if not text.lower().startswith("file:"):
        return Path(text)
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return Path(url2pathname(urlsplit(text).path))


def _desktop(given: list[str]) -> int:
    """Tell the system which program opens sessions and links, or say what it would be told."""
    parser = _Parser(
        prog="rnnviz desktop",
        description="Have a double click on a session, and a click on a link, open RNNviz: in your own folders only.",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--install", action="store_true", help="write the files that are listed")
    which.add_argument("--remove", action="store_true", help="remove them again")
    options = parser.parse_args(given)
    from rnnviz.desktop.systems import here

    registration = here()
    if options.install:
        registration.register()
    elif options.remove:
        registration.unregister()
    state = "written" if registration.there else "not written: --install writes them"
    print("\n".join((f"{state[:1].upper()}{state[1:]}:", *map(str, registration.files))))
    return DONE


def _snapshot(given: list[str]) -> int:
    """Train without a window, and write the state that is reached."""
    parser = _Parser(
        prog="rnnviz snapshot",
        description="Train without a window; write the state before update N, from which runs and lessons can begin.",
    )
    parser.add_argument("preset", metavar="PRESET", help="`rnnviz list` lists them")
    parser.add_argument("--updates", type=_count, required=True, metavar="N", help="optimiser steps")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    _add_settings(parser)
    options = parser.parse_args(given)
    chosen, values = _chosen(options)
    config, own = chosen.config.changed(**values), options.text is not None
    from rnnviz.sessions.snapshot_command import take

    return take(config, "" if own else chosen.key, options.updates, options.out, fit=own)


def _script(given: list[str]) -> int:
    """Write an experiment, or a run that was saved, as a PyTorch script."""
    parser = _Parser(
        prog="rnnviz script",
        description="Write an experiment as one PyTorch script, which needs torch and numpy only.",
    )
    parser.add_argument("preset", nargs="?", metavar="PRESET", help="`rnnviz list` lists them")
    parser.add_argument("--resume", type=Path, metavar="FILE", help="begin where a session or a snapshot stands")
    parser.add_argument("--from-seed", action="store_true", help="with --resume: begin with new weights, of its seed")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.py", help="the file to write")
    _add_settings(parser)
    options = parser.parse_args(given)
    from rnnviz.sessions.script_command import write_script

    if options.resume is None:
        if options.preset is None:
            raise Refused(QT_TRANSLATE_NOOP("app", "Say which preset is to be written, or --resume FILE."))
        chosen, values = _chosen(options)
        return write_script(chosen.config.changed(**values), options.out, fit=options.text is not None)
    if options.preset is not None or options.encoding is not None or options.set:
        raise Refused(
            QT_TRANSLATE_NOOP(
                "app", "--resume writes what the file has: it takes no other preset, setting or encoding."
            )
        )
    from rnnviz.sessions.taking_up import read

    return write_script(read(options.resume), options.out, from_seed=options.from_seed, text=options.text or "")


def _list(given: list[str]) -> int:
    """List the presets."""
    _Parser(prog="rnnviz list", description="List the presets.").parse_args(given)
    from rnnviz.engine.presets import presets

    found = presets()
    width = max((len(preset.key) for preset in found), default=0)
    for preset in found:
        print(f"{preset.key:{width}}  {preset.said('title')}: {preset.said('summary')}")
    return DONE


# --- settings ----------------------------------------------------------------------------------------------------


def _add_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--text",
        metavar="FILE",
        help="learn from this text file; - reads standard input, machine:python the Python source that is here",
    )
    parser.add_argument("--encoding", metavar="NAME", help="the encoding of that file, if it is not found out rightly")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="change a setting, such as hidden=64 or cell=gru",
    )


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and takes no option twice: one of both would be left out silently."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**words)
        self.register("action", None, _Once)
        self.register("action", "store", _Once)

    def error(self, message: str) -> NoReturn:
        """Print one sentence, and end."""
        said = " ".join(_visible(message).split()).rstrip(".")
        said = said if len(said) <= _LONGEST_SAID else f"{said[:_LONGEST_SAID]}…"
        print(f"{said[:1].upper()}{said[1:]} (see {self.prog} --help).", file=sys.stderr)
        raise SystemExit(REFUSED)


class _Version(argparse.Action):
    """Prints the versions, and ends: they are looked up only when they are asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from rnnviz import installed

        print(f"rnnviz {__version__}")
        for name, version in installed.versions().items():
            print(f"{name} {version}")
        parser.exit()


class _Once(argparse.Action):
    """Keeps a value, and refuses a second one."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, value: object, option: str | None = None
    ) -> None:
        given: set[str] = namespace.__dict__.setdefault("_given", set())
        if option is not None and self.dest in given:
            raise argparse.ArgumentError(self, "it is given twice")
        given.add(self.dest)
        setattr(namespace, self.dest, value)


def _visible(text: str) -> str:
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def _count(text: str) -> int:
    if not re.fullmatch("0{0,9}[1-9][0-9]{0,8}", text):
        raise argparse.ArgumentTypeError(f"{_shortened(text)} is not a whole number from 1 on, of nine digits at most")
    return int(text)


def _rate(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,9})?", text) or not 0.01 <= float(text) <= 25:
        raise argparse.ArgumentTypeError(f"{_shortened(text)} is not a number from 0.01 to 25")
    return float(text)


def _shortened(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")


def _chosen(options: argparse.Namespace) -> tuple[Preset, dict[str, str]]:
    """Return the preset, and the settings that the command line changes."""
    from rnnviz.engine.presets import preset

    chosen, values = preset(options.preset), _values(options)
    if options.encoding is not None:
        if "encoding" in values:
            raise Refused(QT_TRANSLATE_NOOP("app", "The setting {name} is given twice."), name="encoding")
        values["encoding"] = options.encoding
    config = chosen.config.changed(**values)  # what is wrong is said before a pipe is read
    if options.text is not None:
        values |= _text(options.text, config.language, config.encoding)
    return chosen, values


def _values(options: argparse.Namespace) -> dict[str, str]:
    """Return the settings that are given by their names."""
    values: dict[str, str] = {}
    for name, value in map(_setting, options.set):
        if name in values:
            raise Refused(QT_TRANSLATE_NOOP("app", "The setting {name} is given twice."), name=name)
        values[name] = value
    return values


def _text(path: str, language: str = ENGLISH, encoding: str = "") -> dict[str, str]:
    """Return the settings that learn a file, or what a pipe brings: that can be read only once, so it is read now."""
    from rnnviz.text.corpus import piped

    there = piped(path, language, encoding)
    if there is None:
        return {"text_file": path, "text": ""}
    from rnnviz.explain.reading_words import told

    if said := told(there.reading):
        print(said, file=sys.stderr)
    if not there.reading.certain:
        print("--encoding NAME reads it in another one.", file=sys.stderr)
    return {"text": there.text}


def _setting(text: str) -> tuple[str, str]:
    from rnnviz.engine.config import RunConfig

    name, equals, value = text.partition("=")
    if not equals:
        raise Refused(
            QT_TRANSLATE_NOOP("app", "--set takes NAME=VALUE, such as hidden=64, not {text}."), text=_shortened(text)
        )
    if name not in RunConfig.model_fields:
        raise Refused(
            QT_TRANSLATE_NOOP("app", "There is no setting {name}{nearest}; there are {known}."),
            name=_shortened(name),
            nearest=did_you_mean(name, RunConfig.model_fields),
            known=", ".join(RunConfig.model_fields),
        )
    return name, value


# --- the process -------------------------------------------------------------------------------------------------


def _own_python() -> Path | None:
    """Return the Python of this checkout's .venv, for a double click that started another one."""
    root = Path(__file__).resolve().parent.parent
    python = root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    return python if python.exists() and Path(sys.prefix) != root / ".venv" else None


def _again(python: Path, given: list[str]) -> int:
    """Start once more with another Python."""
    command = [str(python), str(Path(__file__).resolve().parent.parent / "main.py"), *given]
    if os.name != "nt":
        os.execv(command[0], command)  # does not return; on Windows it would, at once
    return subprocess.call(command)
