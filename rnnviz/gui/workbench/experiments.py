"""Which experiment is open: one of the presets, or a text of the user's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.capability import Capability
from rnnviz.engine.config import RunConfig
from rnnviz.engine.fitting import shorter
from rnnviz.engine.messages import Built, Phase
from rnnviz.engine.presets import Preset, preset
from rnnviz.explain.config_words import titles
from rnnviz.explain.number import grouped
from rnnviz.explain.reading_words import told
from rnnviz.gui.workbench.notices import Notices
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.ports import PanelHost
from rnnviz.gui.workbench.run_account import Asked, RunAccount
from rnnviz.gui.workbench.session import Session
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence, language, translate
from rnnviz.settings import BUILT_IN, OF_TEXTS
from rnnviz.text.machine_texts import KINDS
from rnnviz.text.pairs import is_of_columns
from rnnviz.text.reading import Reading
from rnnviz.text.words import UNKNOWN_WORD


class Experiments(QObject):
    """Begins experiments in the session that is meant; what was there goes on if one is refused."""

    changed = Signal()  # another one runs, or none at all

    def __init__(
        self, pair: Pair, presets: tuple[Preset, ...], chosen: Preset, host: PanelHost, notices: Notices
    ) -> None:
        super().__init__(pair)
        self._pair, self._host, self._notices = pair, host, notices
        self.presets = presets
        self._wished: RunConfig | None = pair.a.config  # at the start, until a model is there
        self._of_the_start = ""  # what was said before there was a model
        self.account = RunAccount(pair.a, presets, chosen, self)
        self.account.begun.connect(self._take_over)
        self.account.failed.connect(self.changed)
        pair.changed.connect(self._listen)
        self._heard = {pair.a}  # sessions whose settings are followed
        pair.a.config_changed.connect(self._reconfigured)

    # --- what runs ---

    @property
    def running(self) -> Preset | None:
        """The experiment of the session that is meant; None: a text of the user's, or nothing."""
        session = self._pair.chosen
        return None if session.phase is Phase.FAILED else self.account.experiment(session)

    @property
    def panels(self) -> tuple[str, ...]:
        """The panels of the first session's experiment, the most telling first."""
        experiment = self.account.experiment(self._pair.a)
        return () if experiment is None else experiment.panels

    @property
    def title(self) -> str:
        """What the window is called after: what its first session runs; empty while there is no model."""
        facts, experiment = self._pair.a.facts, self.account.experiment(self._pair.a)
        if facts is None:
            return ""
        return source_of(facts) if experiment is None else experiment.said("title", language())

    def changes(self) -> str:
        """Return the settings in which the run that is meant differs from its experiment; empty: in none."""
        session, running = self._pair.chosen, self.running
        if running is None or session.facts is None or not session.facts.uses:
            return ""
        own = running.config_in(language())
        uses = session.facts.uses
        differ = titles(own, session.config, uses=uses)
        return "" if differ["A"] == differ["B"] else differ["B"]

    # --- what is begun ---

    @Slot(object)
    def start(self, chosen: Preset, front: str = "") -> None:
        """Begin another experiment, or one with its own settings again; `front`: the panel in front of the others."""
        session, account = self._pair.chosen, self.account
        config = chosen.config_in(language())
        if account.experiment(session) is chosen and session.config == config:
            if account.pending(session):  # another one was chosen meanwhile, and is not wanted any more
                session.cancel_build()
            return
        panels = (*reversed(chosen.panels), *((front,) if front else ()))
        self._notices.close()
        account.begin(session, Asked(chosen, config, panels), chosen.probe)

    @Slot(str, str)
    def start_wanted(self, key: str, asking: str) -> None:
        """Begin the experiment that a panel asks for, and leave that panel in front."""
        self.start(preset(key), asking)

    def expect(self, chosen: Preset) -> None:
        """Take an experiment as the one that the first session is about to be of."""
        self.account.expect(self._pair.a, chosen)
        self.changed.emit()

    def learn_text(self, text: str = "", path: str = "", other: str = "") -> None:
        """Learn a text of the user's, in both sessions while they are linked; `other`: a file of its translations."""
        self._notices.close()
        for session in self._pair.able(Capability.RESTART):
            self.account.begin(session, Asked(None, with_text(session.config, text, path, other)), fit=True)

    def learn_files(self, paths: Sequence[str]) -> None:
        """Learn one file, or two that are sentences and their translations, line by line."""
        if len(paths) > 2:
            said = QT_TRANSLATE_NOOP(
                "window", "One text is learned at a time, or two files: sentences and translations."
            )
            self._notices.say(Sentence(said))
            return
        self.learn_text(path=paths[0], other=paths[1] if len(paths) == 2 else "")

    @Slot(str)
    def learn_wanted(self, text: str) -> None:
        """Learn a text that a panel asks for."""
        self.learn_text(text=text)

    def say_first(self, sentence: Sentence) -> None:
        """Say something that stays until it can be read: the first model does not close it."""
        self._notices.say(sentence)
        self._of_the_start = self._notices.text

    # --- what comes of it ---

    @Slot()
    def _listen(self) -> None:
        """Keep account of a second session that has come, and of none that has gone."""
        if self._pair.b is not None:
            self.account.listen(self._pair.b)
            if self._pair.b not in self._heard:
                self._heard = {self._pair.a, self._pair.b}
                self._pair.b.config_changed.connect(self._reconfigured)
        self.account.forget(self._pair.sessions)
        self.changed.emit()

    @Slot(object)
    def _reconfigured(self, _config: object) -> None:
        """Say anew how the run differs from its experiment."""
        self.changed.emit()

    @Slot(object, object, object)
    def _take_over(self, session: Session, built: Built, asked: Asked | None) -> None:
        """Show a run that is there, and say how its text was read, what it was too short for, or that it is back."""
        self.changed.emit()
        if asked is not None:
            self._host.reveal(asked.panels)
        if session is not self._pair.a:
            return
        reading = built.facts.get("reading")
        wished, self._wished = self._wished if asked is None else asked.wished, None
        notices = [
            shortened(wished, built.config),
            _of_reading(reading) if isinstance(reading, Reading) else "",
            _of_words(built),
        ]
        if built.brought_back:
            notices = [self._back(session)]
        if self._notices.offers and asked is None and not built.brought_back:
            return  # the first model: nobody could have answered before it is there
        if any(notices):
            self._notices.note(" ".join(filter(None, notices)))
        elif self._notices.text != self._of_the_start:  # nobody could have read that before the model is there
            self._notices.close()

    def _back(self, session: Session) -> str:
        """Say that the former run is there again, and what becomes of the other one."""
        words = translate(
            "window", "The former run is back, at update {n}, and stands still. {key} returns to the other one."
        )
        return words.format(n=grouped(session.metrics.count), key=self._host.key("bring_back"))


def with_text(config: RunConfig, text: str = "", path: str = "", other: str = "") -> RunConfig:
    """Return the config that learns this text: in the same task if it learns texts, else in the character model.

    Two files are sentences and their translations, line by line, and one of two columns is so too, whatever was
    learned before.

    The text is read in the language in force, its encoding is found out.

    A text that comes after a short one, which was learned in fewer timesteps and a smaller batch, gets those back that
    the experiment has.
    """
    base = config if config.task in OF_TEXTS else preset("characters").config
    if base.task != "translation" and (other or (path and is_of_columns(path))):
        base = preset("translation").config
    spoken = preset("characters").config_in(language()).language
    if config.text or config.text_file != BUILT_IN:
        usual = preset(base.task).config
        more = max(base.sequence_length, usual.sequence_length), max(base.batch, usual.batch)
        base = base.model_copy(update={"sequence_length": more[0], "batch": more[1]})
    named = {"text": text, "text_file": path or BUILT_IN, "target_file": other, "encoding": "", "language": spoken}
    return base.model_copy(update=named)


def shortened(wished: RunConfig | None, built: RunConfig) -> str:
    """Say that a text was too short for the settings that were wished for; empty: it was not, or it is another one."""
    same = wished is not None and (wished.text, wished.text_file) == (built.text, built.text_file)
    if wished is None or not same or not shorter(built, wished):
        return ""
    words = translate("window", "The text is short: it is learned {t} timesteps at a time, {b} sequences at once.")
    return words.format(t=built.sequence_length, b=built.batch)


def _of_reading(reading: Reading) -> str:
    """Say how a text was read, and where another encoding can be chosen if it may be wrong."""
    if reading.certain:
        return told(reading)
    return f"{told(reading)} {translate('window', 'Another one can be chosen under Settings, Encoding.')}"


def _of_words(built: Built) -> str:
    """Say how many words of the user's own pairs are learned, and that all others are one; empty: there are none."""
    cut, facts = built.facts.get("words cut off"), built.facts
    if not isinstance(cut, tuple) or not any(cut):
        return ""
    words = translate(
        "window",
        "Sentences and their translations. The {read} and {written} most frequent words are learned; {cut} rarer ones "
        "are {unknown}: how many are learned is set under Settings, Words.",
    )
    counts = [grouped(float(str(facts.get(name, 0)))) for name in ("words read", "words written")]
    return words.format(read=counts[0], written=counts[1], cut=grouped(sum(cut)), unknown=UNKNOWN_WORD)


def source_of(built: Built) -> str:
    """Return the name of the text that is learned."""
    path = built.config.text_file
    if path in KINDS:
        return translate("texts", KINDS[path].title)
    return translate("window", "a text of yours") if built.config.text else Path(path).name
