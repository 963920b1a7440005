"""Arguments -> a window, or a headless run. Only the standard library is imported here: a window must be there at once.

Exit codes: 0 done; 2 something cannot be done, said in one sentence on stderr; 130, 143, 129 ended by Ctrl+C (SIGINT),
SIGTERM, SIGHUP.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from rnnviz import ending, printing
from rnnviz.command_line import window, without_window
from rnnviz.command_line.arguments import DONE as DONE
from rnnviz.command_line.arguments import REFUSED
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused


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
        "run": without_window.run,
        "snapshot": without_window.snapshot,
        "open": window.open_file,
        "desktop": without_window.desktop,
        "script": without_window.script,
        "list": without_window.list_presets,
        "lesson": window.lesson,
        "observe": _observe,
        "learn": _learn,
        "await": window.await_run,
    }
    if given and (given[0].endswith(".rnnviz") or given[0].lower().startswith("rnnviz:")):  # a double click
        return window.open_file(given)
    if given and given[0] in commands:
        return commands[given[0]](given[1:])
    return window.window(given)


def _observe(given: list[str]) -> int:
    """Observe for a window: what it starts, and nobody types."""
    from rnnviz.engine.observer.process import main

    return main(given)


def _learn(given: list[str]) -> int:
    """Train for a window: what it starts, and nobody types."""
    from rnnviz.engine.apart.process import main

    return main(given)


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
