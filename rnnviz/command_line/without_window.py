"""Commands that need no window."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rnnviz.command_line.arguments import DONE, Parser, add_settings, count, rate
from rnnviz.command_line.settings import chosen_preset, values_of
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.faults import MB

if TYPE_CHECKING:
    from rnnviz.headless import Order


def run(given: list[str]) -> int:
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
    chosen, values = chosen_preset(options)
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
    kept, changes = read(options.resume), values_of(options)
    config = config_of(kept)
    return Order(
        config, options.probe or "", options.updates, options.out, resume=kept, changes=changes, text=options.text or ""
    )


def _run_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="rnnviz run",
        description="Train without a window; write pictures of every panel, the numbers and the samples to a folder.",
        epilog="Ctrl+C (SIGTERM, SIGHUP) stops after this update and writes what there is: exit code 130 (143, 129).",
    )
    parser.add_argument("preset", nargs="?", metavar="PRESET", help="`rnnviz list` lists them")
    parser.add_argument("--resume", type=Path, metavar="FILE", help="go on from a session or a snapshot")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write a session, which the window opens too")
    parser.add_argument("--updates", type=count, default=500, metavar="N", help="optimiser steps to take (500)")
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
        type=rate,
        default=2.0,
        metavar="N",
        help="pictures a second that are recorded (2)",
    )
    parser.add_argument(
        "--record-mb", type=count, default=256, metavar="MB", help="what a recording may take (256): it is thinned"
    )
    add_settings(parser)
    return parser


def snapshot(given: list[str]) -> int:
    """Train without a window, and write the state that is reached."""
    parser = Parser(
        prog="rnnviz snapshot",
        description="Train without a window; write the state before update N, from which runs and lessons can begin.",
    )
    parser.add_argument("preset", metavar="PRESET", help="`rnnviz list` lists them")
    parser.add_argument("--updates", type=count, required=True, metavar="N", help="optimiser steps")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    add_settings(parser)
    options = parser.parse_args(given)
    chosen, values = chosen_preset(options)
    config, own = chosen.config.changed(**values), options.text is not None
    from rnnviz.sessions.snapshot_command import take

    return take(config, "" if own else chosen.key, options.updates, options.out, fit=own)


def script(given: list[str]) -> int:
    """Write an experiment, or a run that was saved, as a PyTorch script."""
    parser = Parser(
        prog="rnnviz script",
        description="Write an experiment as one PyTorch script, which needs torch and numpy only.",
    )
    parser.add_argument("preset", nargs="?", metavar="PRESET", help="`rnnviz list` lists them")
    parser.add_argument("--resume", type=Path, metavar="FILE", help="begin where a session or a snapshot stands")
    parser.add_argument("--from-seed", action="store_true", help="with --resume: begin with new weights, of its seed")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.py", help="the file to write")
    add_settings(parser)
    options = parser.parse_args(given)
    from rnnviz.sessions.script_command import write_script

    if options.resume is None:
        if options.preset is None:
            raise Refused(QT_TRANSLATE_NOOP("app", "Say which preset is to be written, or --resume FILE."))
        chosen, values = chosen_preset(options)
        return write_script(chosen.config.changed(**values), options.out, fit=options.text is not None)
    if options.preset is not None or options.encoding is not None or options.set:
        raise Refused(
            QT_TRANSLATE_NOOP(
                "app", "--resume writes what the file has: it takes no other preset, setting or encoding."
            )
        )
    from rnnviz.sessions.taking_up import read

    return write_script(read(options.resume), options.out, from_seed=options.from_seed, text=options.text or "")


def list_presets(given: list[str]) -> int:
    """List the presets."""
    Parser(prog="rnnviz list", description="List the presets.").parse_args(given)
    from rnnviz.engine.presets import presets

    found = presets()
    width = max((len(preset.key) for preset in found), default=0)
    for preset in found:
        print(f"{preset.key:{width}}  {preset.said('title')}: {preset.said('summary')}")
    return DONE


def desktop(given: list[str]) -> int:
    """Tell the system which program opens sessions and links, or say what it would be told."""
    parser = Parser(
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
