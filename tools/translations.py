"""The catalogues of resources/translations: ``python -m tools.translations`` brings them up to date.

Each ``rnnviz_<language>.ts`` gets the sentences of the sources, keeps its translations, and is compiled to the .qm file
that the window reads. With ``--check`` nothing is written: one line is printed for each fault, and the exit code is 1.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from rnnviz.gui.commands import MENUS, ROWS, WITHIN
from tools.catalogue import Catalogue, clashes
from tools.sources import ROOT, read_all

FOLDER = ROOT / "resources" / "translations"
#: What an entry says at other times.
_AT_TIMES = {"training": ("&Pause",)}
_LRELEASE = "from PySide6.scripts.pyside_tool import lrelease; lrelease()"


def catalogues() -> dict[Path, Catalogue]:
    """Return every catalogue there is."""
    return {path: Catalogue.read(path) for path in sorted(FOLDER.glob("rnnviz_*.ts"))}


def menus() -> dict[str, list[str]]:
    """Return the English texts of each menu, and of the menu bar."""
    found: dict[str, list[str]] = {key: [row.text for row in ROWS[key]] for key in MENUS}
    for key, texts in _AT_TIMES.items():
        found[key] += texts
    for key, outer in WITHIN.items():
        found[outer].append(MENUS[key])
    return {**found, "bar": [title for key, title in MENUS.items() if key not in WITHIN]}


def faults() -> list[str]:
    """Return one line for each fault of the sources and of every catalogue."""
    sentences, found = read_all()
    found += clashes(menus())
    for catalogue in catalogues().values():
        found += catalogue.faults(sentences)
        found += clashes(menus(), catalogue)
    return found


def compiled(path: Path) -> bytes:
    """Return what Qt's lrelease makes of a .ts file."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.qm"
        command = [sys.executable, "-c", _LRELEASE, "-silent", str(path), "-qm", str(made)]
        subprocess.run(command, check=True)
        return made.read_bytes()


def stale() -> list[str]:
    """Return one line for each .qm file that is not what its .ts file says."""
    found = []
    for path in catalogues():
        made = path.with_suffix(".qm")
        if not made.exists() or made.read_bytes() != compiled(path):
            found.append(f"{made.name} is older than {path.name}: type make translations")
    return found


def update() -> None:
    """Bring every catalogue up to date, and compile it."""
    sentences, _ = read_all()
    for path, catalogue in catalogues().items():
        catalogue.update(sentences)
        catalogue.write(path)
        path.with_suffix(".qm").write_bytes(compiled(path))


def main() -> int:
    """Bring up to date, or check."""
    if "--check" not in sys.argv[1:]:
        update()
        for line in faults():
            print(line)
        return 0
    found = faults() + stale()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
