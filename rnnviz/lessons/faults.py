"""What is wrong with a lesson: one sentence, with file and line."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from rnnviz.user_files.faults import shown

CANNOT_BE_OPENED = QT_TRANSLATE_NOOP("lessons", "This lesson cannot be opened: {file}, line {line}: {reason}.")
CANNOT_GO_ON = QT_TRANSLATE_NOOP("lessons", "This lesson cannot go on: {file}, line {line}: {reason}.")


def fault(file: Path, line: int, reason: str | Sentence, sentence: str = CANNOT_BE_OPENED, **values: object) -> Refused:
    """Return the refusal; `reason` may name `values`."""
    said = Sentence(reason, MappingProxyType(values)) if values and isinstance(reason, str) else reason
    return Refused(
        sentence,
        details=str(file),
        file=shown(f"{file.parent.name}/{file.name}"),
        line=line,
        reason=said.rstrip(".") if isinstance(said, str) else said,
    )
