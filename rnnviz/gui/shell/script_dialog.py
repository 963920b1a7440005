"""Asks where a PyTorch script is to be written, and where it begins."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog, QWidget

from rnnviz.explain.number import grouped
from rnnviz.sentences import translate


class Wanted(NamedTuple):
    """What the user has chosen."""

    path: str
    from_seed: bool


def ask_for_script(parent: QWidget, folder: str, task: str, update: int) -> Wanted | None:
    """Return where a script is to be written and where it begins; None: nowhere.

    Parameters
    ----------
    parent : QWidget
    folder : str
        The last one; empty: the user's own.
    task : str
        Its name is proposed for the script.
    update : int
        At which the run stands.
    """
    beginning = translate("export", "PyTorch script from the beginning: new weights of this seed (*.py)")
    here = translate("export", "PyTorch script from update {update} on, with its weights (*.py)")
    kinds = [here.format(update=grouped(update)), beginning] if update else [beginning]
    proposed = Path(folder or Path.home(), f"{task}.py")
    path, kind = QFileDialog.getSaveFileName(
        parent, translate("export", "Save as a PyTorch script"), str(proposed), ";;".join(kinds)
    )
    return Wanted(path, bool(update) and kind == beginning) if path else None
