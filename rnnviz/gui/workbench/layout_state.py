"""The layouts that come back: the user's own stays beneath a comparison, a lesson and a presentation."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnviz.gui.preferences import Layout
    from rnnviz.gui.workbench.ports import PanelHost


class Layer(IntEnum):
    """What arranges the panels for as long as it lasts; a higher one lies above the lower ones."""

    COMPARISON = 1
    LESSON = 2
    PRESENTATION = 3


class LayoutState:
    """A stack of layouts that were saved. Layers may begin and end in any order: each gives back what lay beneath it.

    Nobody but the host knows what is in a layout.
    """

    def __init__(self, host: PanelHost) -> None:
        self._host = host
        self._beneath: dict[Layer, Layout] = {}

    @property
    def own(self) -> Layout:
        """The user's own layout, whatever lies above it: what is remembered from one start to the next."""
        return self._beneath[min(self._beneath)] if self._beneath else self._host.save()

    @property
    def bare(self) -> bool:
        """Whether nothing lies above the user's own layout."""
        return not self._beneath

    def has(self, layer: Layer) -> bool:
        """Whether a layer has begun, and not ended."""
        return layer in self._beneath

    def begin(self, layer: Layer) -> None:
        """Remember what a layer is about to cover; nothing moves yet."""
        if layer not in self._beneath:
            above = self._above(layer)
            self._beneath[layer] = self._host.save() if above is None else self._beneath[above]

    def end(self, layer: Layer) -> None:
        """Give back what a layer has covered; beneath another one, nothing moves until that ends too."""
        saved = self._beneath.pop(layer, None)
        if saved is None:
            return
        above = self._above(layer)
        if above is None:
            self._host.restore(saved)
        else:
            self._beneath[above] = saved

    def _above(self, layer: Layer) -> Layer | None:
        """Return the lowest layer above another one; None: it is the highest."""
        return min((each for each in self._beneath if each > layer), default=None)
