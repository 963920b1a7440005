"""What a system has to be told, whichever it is: who asks for it knows no more than this."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Registration(Protocol):
    """The user's own settings of one system; nothing needs an administrator."""

    @property
    def files(self) -> tuple[Path, ...]:
        """What it writes, and removes again."""

    @property
    def there(self) -> bool:
        """Whether sessions and links are opened by this program now."""

    def register(self) -> None:
        """Have them opened by it; raises `Refused`, and leaves nothing behind, if it cannot be written."""

    def unregister(self) -> None:
        """Take back what `register` wrote; raises `Refused`."""
