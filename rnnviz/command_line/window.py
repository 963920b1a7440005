"""Commands that open a window."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.command_line.arguments import Parser, Version, add_settings, count
from rnnviz.command_line.settings import chosen_preset
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

if TYPE_CHECKING:
    from rnnviz.engine.config import RunConfig

DEFAULT = "characters"

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


def window(given: list[str]) -> int:
    """Open a window; with ``--or-headless``, train without one where none can be opened."""
    parser = Parser(
        prog="rnnviz",
        description="Watch a small recurrent network learn, and look inside it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("preset", nargs="?", metavar="PRESET", help=f"what to open ({DEFAULT})")
    parser.add_argument("--version", action=Version, nargs=0, help="print this version, torch's and Qt's")
    parser.add_argument(
        "--or-headless", action="store_true", help="where no window can be opened, train without one and say so"
    )
    parser.add_argument("--lang", metavar="CODE", help="speak this language this time, such as en or pt_BR")
    parser.add_argument("--process", action="store_true", help="have runs learn in processes of their own this time")
    add_settings(parser)
    options = parser.parse_args(given)
    named, options.preset = options.preset is not None, options.preset or DEFAULT
    chosen, values = chosen_preset(options)
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


def lesson(given: list[str]) -> int:
    """Open a window with a lesson in it."""
    parser = Parser(prog="rnnviz lesson", description="Open a lesson in a known state.")
    parser.add_argument("lesson", metavar="KEY", help="its number (5.1), its name, or a folder of your own")
    parser.add_argument("--lang", metavar="CODE", help="speak this language this time, such as en or pt_BR")
    parser.add_argument("--step", type=count, metavar="N", help="go to this step at once, from 1")
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


def open_file(given: list[str]) -> int:
    """Open a window with a session, a snapshot, a recording, or what a link leads to."""
    parser = Parser(prog="rnnviz open", description="Open a session, a snapshot, a recording or a link in a window.")
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


def await_run(given: list[str]) -> int:
    """Open a window for a run that will call: what `rnnviz watch` starts, and nobody types."""
    Parser(prog="rnnviz await", description="Open a window for a run that will call.").parse_args(given)
    from rnnviz import display, installed

    installed.check_qt()
    display.check()
    gc.disable()
    from rnnviz.gui.application import run_awaiting

    return run_awaiting()
