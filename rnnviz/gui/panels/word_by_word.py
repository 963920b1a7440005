"""Word by word: what a dictionary makes of the watched sentence, beside what is right and what the network writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout
from typing_extensions import override

from rnnviz.explain.number import percent
from rnnviz.explain.word_by_word import Fate, WordByWord, breaks, word_by_word
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.probe.frame import Array, Frame, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

_END = "∎"
_FATES = {
    Fate.RIGHT: QT_TRANSLATE_NOOP("panels", "right"),
    Fate.ORDER: QT_TRANSLATE_NOOP("panels", "another place"),
    Fate.AGREEMENT: QT_TRANSLATE_NOOP("panels", "another form"),
    Fate.OTHER: QT_TRANSLATE_NOOP("panels", "another word"),
}


class WordByWordView(View):
    """The sentence in columns, a line of what is right, one of what the network writes, and what breaks."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._frame: Frame | None = None
        self._html = ""
        self.found: WordByWord | None = None
        self.text = QTextEdit()
        self.text.setWordWrapMode(QTextOption.WrapMode.WordWrap)  # no word is cut in two: a long sentence is scrolled
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName(translate("panels", "What a dictionary makes of the sentence"))
        self.empty = Placeholder(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text, 1)
        column.addWidget(self.empty, 1)
        self.setFocusProxy(self.text)
        session.built.connect(self._forget)
        self._redraw()

    @Slot(object)
    def _forget(self, _built: object = None) -> None:
        self._frame = None
        self._redraw()

    def show_frame(self, frame: Frame) -> None:
        """Follow the sentence that is watched, and what the network makes of it."""
        self._frame = frame
        self._redraw()

    @override
    def restyle(self) -> None:
        self.empty.restyle()
        self.text.setFont(self.look.font())
        self._html = ""
        self._redraw()

    # --- what is known ---

    @property
    def _facts(self) -> Mapping[str, object]:
        facts = self.session.facts
        return {} if facts is None else facts.facts

    def _known(self) -> WordByWord | None:
        dictionary, families = self._facts.get("dictionary"), self._facts.get("families", ())
        frame = self._frame
        if frame is None or not isinstance(dictionary, Mapping) or not isinstance(families, Sequence):
            return None
        source = frame.sequences.get("source", ())
        return word_by_word(source, self._right(frame), dictionary, families)

    def _right(self, frame: Frame) -> tuple[str, ...]:
        """Return the right translation; empty if it is not known."""
        output = frame.output
        if output is None or not (output.targets >= 0).any():
            return ()
        return tuple(output.labels[k] for k in output.targets if k >= 0 and output.labels[k] != _END)

    def _own(self, frame: Frame) -> tuple[str, ...]:
        """Return what the network finds likeliest at each place, up to its end."""
        if frame.output is None:
            return ()
        words = [frame.output.labels[k] for k in frame.output.probabilities.argmax(axis=-1)]
        return tuple(words[: words.index(_END)] if _END in words else words)

    # --- what is shown ---

    @Slot()
    def _redraw(self) -> None:
        self.found = self._known()
        there = self.found is not None
        self.text.setVisible(there)
        self.empty.setVisible(not there)
        if self.found is None or self._frame is None:
            waiting = "dictionary" in self._facts
            self.empty.say(
                translate("panels", "Waiting for the first picture.")
                if waiting
                else translate("panels", "This task has no dictionary: it translates no words.")
            )
            self.set_subtitle("")
            return
        self._show(self._page(self.found, self._own(self._frame)))
        self.set_subtitle(self._summary())

    def _show(self, html: str) -> None:
        if html != self._html:
            self._html = html
            at = self.text.verticalScrollBar().value()
            self.text.setHtml(html)
            self.text.verticalScrollBar().setValue(at)

    def _summary(self) -> str:
        rows = self._facts.get("word by word", ())
        if not isinstance(rows, tuple) or not rows:
            return ""
        words = translate("panels", "right in every word: {first} at {short} words, {last} at {long}")
        return words.format(first=percent(rows[0][1]), short=rows[0][0], last=percent(rows[-1][1]), long=rows[-1][0])

    def _colour(self, fate: Fate) -> str:
        theme = self.look.theme
        colours = {Fate.RIGHT: theme.good, Fate.ORDER: theme.accent, Fate.AGREEMENT: theme.second}
        return colours.get(fate, theme.warning)

    def _page(self, found: WordByWord, own: Sequence[str]) -> str:
        if not found.right:
            fates: Sequence[Fate] = [Fate.RIGHT] * len(found.written)
        else:
            fates = found.fates
        muted = self.look.theme.muted
        read = "".join(f"<td style='color:{muted}'>{escape(word)}</td>" for word in found.source)
        alone = "".join(
            f"<td style='color:{self._colour(fate)}'><b>{escape(word)}</b></td>"
            for word, fate in zip(found.written, fates, strict=True)
        )
        table = f"<table cellspacing='0' cellpadding='{self.look.px(4)}'><tr>{read}</tr><tr>{alone}</tr></table>"
        lines = [table]
        if found.right:
            lines += [self._key(), self._line(translate("panels", "right"), found.right)]
            lines.append(self._line(translate("panels", "the network"), own, found.right))
            lines += [f"<p>{escape(each)}</p>" for each in breaks(found)]
        else:
            lines.append(self._line(translate("panels", "the network"), own))
        return "".join(lines)

    def _key(self) -> str:
        said = (f"<span style='color:{self._colour(f)}'>{translate('panels', w)}</span>" for f, w in _FATES.items())
        return f"<p>{' · '.join(said)}</p>"

    def _line(self, name: str, words: Sequence[str], right: Sequence[str] | None = None) -> str:
        theme = self.look.theme
        shown = [
            f"<b style='color:{theme.warning}'>{escape(word)}</b>"
            if right is not None and (k >= len(right) or right[k] != word)
            else escape(word)
            for k, word in enumerate(words)
        ]
        return f"<p><span style='color:{theme.muted}'>{escape(name)}:</span> {' '.join(shown)}</p>"

    # --- what is asked of it ---

    def numbers(self) -> Mapping[str, Array]:
        """Return how many words are read, are right, and have each fate; and the share of right sentences by length."""
        found: dict[str, Array] = {}
        rows = self._facts.get("word by word", ())
        if isinstance(rows, tuple) and rows:
            lengths, exact, scores = zip(*rows, strict=True)
            found |= {"lengths": np.array(lengths), "exact": np.array(exact), "bleu": np.array(scores)}
        if self.found is not None:
            found |= {"words read": np.array(len(self.found.source)), "words right": np.array(len(self.found.right))}
            if self.found.right:
                found |= {str(fate): np.array(self.found.count(fate)) for fate in Fate}
        return found

    def describe(self) -> str:
        """Read out both sentences, and what breaks."""
        if self.found is None:
            return self.empty.text()
        words = translate("panels", "Word by word: {written}. Right: {right}.")
        said = words.format(written=" ".join(self.found.written), right=" ".join(self.found.right) or "?")
        return " ".join([said, *(breaks(self.found) if self.found.right else [])])


PANEL = Panel(
    key="word_by_word",
    title=QT_TRANSLATE_NOOP("panels", "Word by word"),
    shortcut="Ctrl+Alt+W",
    area=Area.TOP_LEFT,
    order=22,
    wants=frozenset({Want.OUTPUT}),
    make=WordByWordView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "Each word looked up alone, above what is right: where length, order, agreement or meaning break."
    ),
    per_second=2.0,
)
