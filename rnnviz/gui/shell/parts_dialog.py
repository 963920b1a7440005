"""What of a user's own model is looked at: its parts as a tree that can be searched, and a sequence of the batch."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from rnnviz.agent.observation import Facts, Found, Part
from rnnviz.explain.number import grouped
from rnnviz.explain.numerals import Range
from rnnviz.gui.widgets.named import hint
from rnnviz.gui.widgets.number_fields import WholeField
from rnnviz.sentences import translate

_NAME = Qt.ItemDataRole.UserRole


class PartsDialog(QDialog):
    """A tree; what can be looked at has a box."""

    def __init__(self, parent: QWidget, facts: Facts, sequence: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("parts", "Parts of the model"))
        self._found = _by_name(facts)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(translate("parts", "Find a part by its name or its class"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.textChanged.connect(self._narrow)
        self.tree = QTreeWidget()
        self._head()
        for model in facts.models:
            self.tree.addTopLevelItem(self._item(model))
        self.tree.expandAll()
        self.sequence = WholeField(Range(0, max(facts.batch - 1, 0)), 1.0, self)
        self.sequence.setValue(min(sequence, max(facts.batch - 1, 0)))
        self._lay_out(facts)
        self.search.setFocus()
        self.resize(860, 520)

    def _head(self) -> None:
        self.tree.setAccessibleName(self.windowTitle())
        self.tree.setUniformRowHeights(True)
        self.tree.setHeaderLabels(
            [
                translate("parts", "Part"),
                translate("parts", "Class"),
                translate("parts", "Shown as"),
                translate("parts", "Shape"),
                translate("parts", "Weights"),
                translate("parts", "Looking takes"),
            ]
        )
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def _item(self, part: Part) -> QTreeWidgetItem:
        """Return the row of a part, with those of its own parts."""
        here = self._found.get(part.name, [])
        cost = sum(each.cost_ms for each in here)
        item = QTreeWidgetItem(
            [
                part.name,
                part.kind,
                ", ".join(each.title or each.name for each in here),
                "; ".join("×".join(map(str, each.shape)) for each in here if each.shape),
                grouped(part.parameters),
                translate("parts", "{cost} ms").format(cost=grouped(round(cost, 1))) if cost else "",
            ]
        )
        item.setData(0, _NAME, part.name)
        item.setToolTip(0, "\n".join(f"{name} {'×'.join(map(str, shape))}" for name, shape in part.shapes))
        if here:
            item.setCheckState(0, Qt.CheckState.Checked if any(e.watched for e in here) else Qt.CheckState.Unchecked)
        for each in part.parts:
            item.addChild(self._item(each))
        return item

    def _lay_out(self, facts: Facts) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        words = translate("parts", "Sequence of the batch, 0 to {last}:").format(last=grouped(max(facts.batch - 1, 0)))
        self.sequence.setAccessibleName(words)
        form.addRow(words, self.sequence)
        column = QVBoxLayout(self)
        column.addWidget(hint(translate("parts", "What is ticked is shown; with nothing ticked, whatever is found.")))
        column.addWidget(self.search)
        column.addWidget(self.tree)
        column.addLayout(form)
        column.addWidget(buttons)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of those that are ticked; none: all that can be, or nothing, is."""
        boxes = [item for item in _all(self.tree) if item.data(0, Qt.ItemDataRole.CheckStateRole) is not None]
        ticked = [item for item in boxes if item.checkState(0) is Qt.CheckState.Checked]
        return () if len(ticked) == len(boxes) else tuple(item.data(0, _NAME) for item in ticked)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        """Show the parts that are meant, and those that they are in."""
        wanted = text.casefold().split()
        for item in reversed(list(_all(self.tree))):
            said = f"{item.text(0)} {item.text(1)}".casefold()
            children = filter(None, map(item.child, range(item.childCount())))
            inside = any(not child.isHidden() for child in children)
            item.setHidden(not inside and not all(word in said for word in wanted))


def _by_name(facts: Facts) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = {}
    for each in facts.found:
        found.setdefault(each.name, []).append(each)
    return found


def _all(tree: QTreeWidget) -> Iterator[QTreeWidgetItem]:
    """Yield every row, each before those in it."""
    rows = QTreeWidgetItemIterator(tree)
    while (item := rows.value()) is not None:
        yield item
        rows += 1
