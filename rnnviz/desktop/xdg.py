"""Linux and its kin: a desktop entry, a MIME type and an icon in the user's own folders, as freedesktop.org says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path
from typing_extensions import override

import rnnviz
from rnnviz.assets import resource
from rnnviz.desktop.registration import Registration
from rnnviz.files.replacing import removed, write
from rnnviz.sentences import Refused
from rnnviz.sessions.links import SCHEME
from rnnviz.sessions.session_file import SUFFIX
from rnnviz.user_files.writing_faults import unwritable

NAME = "org.rnnviz.RNNviz"
MIME = "application/x-rnnviz"
_PATIENCE = 30.0  # seconds that a system's tool may take
_RESERVED = " \t\n\"'\\><~|&;$*?#()`"  # of an argument in Exec

_ENTRY = """\
[Desktop Entry]
Type=Application
Name=RNNviz
Comment=Watch a small recurrent network learn, and look inside it
Comment[pt_BR]=Veja uma pequena rede recorrente aprender, e olhe dentro dela
Exec={command} open %u
Path={folder}
Icon={name}
Terminal=false
Categories=Education;Science;
MimeType={mime};x-scheme-handler/{scheme};
StartupWMClass=rnnviz
"""
_TYPE = """\
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{mime}">
    <comment>RNNviz session</comment>
    <comment xml:lang="pt_BR">Sessão do RNNviz</comment>
    <icon name="{name}"/>
    <glob pattern="*{suffix}"/>
  </mime-type>
</mime-info>
"""


@dataclass(frozen=True)
class Xdg(Registration):
    """Three files below a data folder, such as ``~/.local/share``."""

    data: Path
    command: tuple[str, ...]  # that starts this program

    @classmethod
    def of_user(cls) -> Xdg:
        """Return that of the user, for the program that runs."""
        frozen = bool(getattr(sys, "frozen", False))
        return cls(user_data_path(), (sys.executable,) if frozen else (sys.executable, "-m", "rnnviz"))

    @property
    @override
    def files(self) -> tuple[Path, ...]:
        return tuple(self._contents())

    @property
    @override
    def there(self) -> bool:
        return all(path.is_file() for path in self._contents())

    @override
    def register(self) -> None:
        try:
            for path, content in self._contents().items():
                _make(path.parent)
                write(path, content)
        except Refused:
            with suppress(Refused):
                self.unregister()
            raise
        self._tell()

    @override
    def unregister(self) -> None:
        for path in self._contents():
            removed(path)
        self._tell()

    def _contents(self) -> Mapping[Path, bytes]:
        """Return what is in each file."""
        folder = Path(rnnviz.__file__).resolve().parents[1]
        entry = _ENTRY.format(
            command=" ".join(map(quoted, self.command)),
            folder=escaped(str(folder)),
            name=NAME,
            mime=MIME,
            scheme=SCHEME,
        )
        icon = resource("icons", "rnnviz.svg")
        kind = _TYPE.format(mime=MIME, name=NAME, suffix=SUFFIX)
        return {
            self.data / "applications" / f"{NAME}.desktop": entry.encode("utf-8", "surrogateescape"),
            self.data / "mime" / "packages" / f"{NAME}.xml": kind.encode(),
            self.data / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg": icon.read_bytes(),
        }

    def _tell(self) -> None:
        """Have the system's tools read the folders anew; where there are none, it reads them at the next login."""
        for tool, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
            if (found := shutil.which(tool)) is not None and (self.data / folder).is_dir():
                with suppress(OSError, subprocess.SubprocessError):
                    subprocess.run(
                        [found, str(self.data / folder)], capture_output=True, timeout=_PATIENCE, check=False
                    )


def quoted(argument: str) -> str:
    """Return one argument of a command as a desktop entry has it."""
    plain = argument.replace("%", "%%")
    if not any(letter in _RESERVED for letter in argument):
        return escaped(plain)
    inner = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in plain)
    return escaped(f'"{inner}"')


def escaped(value: str) -> str:
    """Return a value of a desktop entry as it is written."""
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
