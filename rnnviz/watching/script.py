"""`rnnviz watch`: a script of a user's runs as with plain Python, and is watched.

Nothing of it changes: `sys.argv`, `sys.path`, `__main__` (for pickle, multiprocessing, relative imports), its exit code
and its tracebacks are those of `python SCRIPT` or `python -m MODULE`.
"""

from __future__ import annotations

import atexit
import importlib.util
import io
import os
import signal
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple, NoReturn

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

_HELP = """\
usage: rnnviz watch [--window PYTHON] [--] SCRIPT [ARGUMENTS ...]
       rnnviz watch [--window PYTHON] -m MODULE [ARGUMENTS ...]

Run a script of yours, and watch what it trains: nothing in it changes.

  SCRIPT, -m MODULE  as with python; what follows are its own arguments
  --window PYTHON    open the window with this Python, where this one has none
"""


class Asked(NamedTuple):
    """What the command line says."""

    script: str
    module: bool
    arguments: list[str]
    window: str | None = None


def main(given: list[str]) -> int:
    """Run what was asked for, watched; return its exit code, where it does not exit by itself."""
    if given[:1] in (["--help"], ["-h"]):
        print(_HELP, end="")
        return 0
    try:
        asked = _asked(given)
        prepare = _module if asked.module else _script
        code, main_module = prepare(asked.script)
        from rnnviz.watching.handle import begin

        watching = begin(window=asked.window, title=asked.script if asked.module else Path(asked.script).name)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    sys.argv = [str(main_module.__file__) if asked.module else asked.script, *asked.arguments]
    return _run(code, main_module, watching.close)


def _asked(given: list[str]) -> Asked:
    """Read our own options, up to the script: what follows is the script's."""
    rest, window = list(given), None
    while rest and rest[0].startswith("-") and rest[0] not in ("-m", "--", "-"):
        option, equals, value = rest.pop(0).partition("=")
        if option == "--window":
            if not equals and not rest:
                raise _wrong("--window")
            window = value if equals else rest.pop(0)
        elif option == "--rewind":
            raise Refused(
                QT_TRANSLATE_NOOP("watching", "A script cannot be rewound yet: leave out --rewind, and it is watched.")
            )
        else:
            raise _wrong(option)
    if rest[:1] == ["--"]:
        rest.pop(0)
    module = rest[:1] == ["-m"]
    if module:
        rest.pop(0)
    if not rest:
        raise Refused(QT_TRANSLATE_NOOP("watching", "Say which script is to be watched, or -m and a module."))
    return Asked(rest[0], module, rest[1:], window)


def _wrong(option: str) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP(
            "watching", "`rnnviz watch` has no option {option} (or it lacks a value); the script's own follow its name."
        ),
        option=option,
    )


def _script(path: str) -> tuple[CodeType, ModuleType]:
    """Return the code of a script, and the module that it is to run as; nothing has run."""
    try:
        with io.open_code(str(Path(path).absolute())) as file:
            source = file.read()
    except IsADirectoryError as error:
        raise Refused(
            QT_TRANSLATE_NOOP("watching", "{path} is a folder: say the script in it, or -m and the package."), path=path
        ) from error
    except OSError as error:
        raise Refused(
            QT_TRANSLATE_NOOP("watching", "The script {path} cannot be read: {reason}."),
            path=path,
            reason=error.strerror or str(error),
        ) from error
    module = _fresh_main(None, path, None)
    sys.path[0:1] = [str(Path(path).resolve().parent)]
    return _compiled(source, path), module


def _compiled(source: bytes, path: str) -> CodeType:
    try:
        return compile(source, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        said = "".join(_traceback(error)) if isinstance(error, SyntaxError) else f"{error}\n"
        sys.stderr.write(said)
        raise SystemExit(1) from error


def _module(name: str) -> tuple[CodeType, ModuleType]:
    """Return the code of a module, or of its package's `__main__`, and the module that it is to run as."""
    sys.path[0:1] = [os.getcwd()]
    spec = _spec(name)
    if spec is not None and spec.submodule_search_locations is not None:
        spec = _spec(f"{name}.__main__")
    get_code = None if spec is None else getattr(spec.loader, "get_code", None)
    code = None if spec is None or get_code is None else get_code(spec.name)
    if spec is None or code is None:
        raise Refused(QT_TRANSLATE_NOOP("watching", "There is no module {name} that can be run from here."), name=name)
    return code, _fresh_main(spec, spec.origin, spec.parent)


def _spec(name: str) -> ModuleSpec | None:
    try:
        return importlib.util.find_spec(name)
    except (ImportError, AttributeError, ValueError):
        return None


def _fresh_main(spec: ModuleSpec | None, file: str | None, package: str | None) -> ModuleType:
    module = ModuleType("__main__")
    module.__file__, module.__package__, module.__spec__ = file, package, spec
    module.__loader__ = None if spec is None else spec.loader
    module.__dict__["__builtins__"] = __builtins__
    return module


def _run(code: CodeType, module: ModuleType, close: Callable[[], None]) -> int:
    sys.modules["__main__"] = module
    try:
        exec(code, module.__dict__)
    except SystemExit:
        raise
    except KeyboardInterrupt as error:
        close()
        _report(error)
        _interrupted()
    except BaseException as error:
        close()
        _report(error)
        return 1
    return 0


def _report(error: BaseException) -> None:
    """Have an exception said as Python says it: without the lines that are ours."""
    trace = error.__traceback__
    theirs = trace.tb_next if trace is not None else None
    sys.excepthook(type(error), error.with_traceback(theirs), theirs)  # it prints what the error itself has


def _interrupted() -> NoReturn:
    """End as Python does after Ctrl+C: of the signal, so that a shell knows."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGINT)
    raise SystemExit(130)


def _traceback(error: BaseException) -> list[str]:
    import traceback

    return traceback.format_exception_only(error)
