"""What takes its colours and sizes from the look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Base
else:
    _Base = object  # it stands before some widget of Qt among the bases of a class


class Restyled(_Base):
    """A widget that whoever has it tells of another theme or font size: Qt has no event for either."""

    def restyle(self) -> None:
        """Take colours and sizes from the look as it is now."""
        raise NotImplementedError
