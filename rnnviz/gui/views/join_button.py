"""The button that writes the matrices of a sum as one: the same in every panel that has equations."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from rnnviz.sentences import translate


class JoinButton(QToolButton):
    """Checked: [W_hh W_xh]·[h(t−1); x(t)] in the place of W_xh·x(t) + W_hh·h(t−1)."""

    def __init__(self) -> None:
        super().__init__()
        said = translate("panels", "One matrix for state and input: [W_hh W_xh]·[h(t−1); x(t)]")
        self.setText("[W W]")
        self.setToolTip(said)
        self.setAccessibleName(said)
        self.setCheckable(True)
