"""Whether all can be read on a small screen: ``python -m benchmarks.fit [LESSON ...] [--lang CODE]``.

At 1280x720, with text enlarged three times, in both languages: every panel in the window, alone and with two sessions
side by side, and every step of every lesson in Present mode. `cut_off` counts words, answers, counts and formulas that
have no room (`benchmarks.cut_off` says what counts), and answers that a class cannot be shown with Page Down;
`outgrown` counts how often the window was larger than the screen. The last line is JSON; the exit status is 1 if a bar
was missed. ``--out FOLDER`` saves a picture of each.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QSettings

from benchmarks.cut_off import cut_off
from benchmarks.small_screen import HEIGHT, HOME, WIDTH  # first: it says what screen there is
from rnnviz.assets import resource
from rnnviz.engine.messages import Phase
from rnnviz.engine.presets import Preset, preset, presets
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.application import application, make_window
from rnnviz.gui.export.pictures import save_png
from rnnviz.gui.language import speak
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.gui.workbench.lesson.plan import OPENING
from rnnviz.gui.workbench.lesson.rehearsal import rehearse
from rnnviz.lessons import Lesson, find, folders, read

LANGUAGES = ("en", "pt_BR")
ENLARGED = 3  # times
PATIENCE_MS = 60_000
SETTLED_MS = 60  # what is laid out anew is laid out by then
FIRST_UPDATES = 5


@dataclass
class Report:
    """What was looked at, and what did not fit."""

    out: Path | None = None
    steps: int = 0  # of lessons
    panels: int = 0  # in the window, alone or side by side
    cut_off: list[str] = field(default_factory=list)
    outgrown: list[str] = field(default_factory=list)

    def look(self, window: MainWindow, place: str) -> None:
        """Look at a window as it is now."""
        settle()
        self._tell(self.cut_off, [f"{place}: {each}" for each in dict.fromkeys(cut_off(window))])
        if window.width() > WIDTH or window.height() > HEIGHT:
            self._tell(self.outgrown, [f"{place}: {window.width()}x{window.height()}"])
        if self.out is not None:
            self.out.mkdir(parents=True, exist_ok=True)
            save_png(window, self.out / f"{place.replace(' ', '-').replace('/', '-')}.png")

    def _tell(self, faults: list[str], found: list[str]) -> None:
        for each in found:
            print(f"    {each}", flush=True)
        faults += found


def wait(done: object, patience: int = PATIENCE_MS) -> bool:
    """Let the window go on until something is the case; return whether it came to that."""
    deadline = QDeadlineTimer(patience)
    while not done():  # type: ignore[operator]
        if deadline.hasExpired():
            return False
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    return True


def settle() -> None:
    """Let what is to be laid out be laid out."""
    wait(lambda: False, SETTLED_MS)


# --- panels ----------------------------------------------------------------------------------------------------------


def experiments() -> Iterator[tuple[Preset, list[str]]]:
    """Yield presets, and the panels that are best seen with each: with one that is about them, else with the first."""
    from rnnviz.gui.panels import panels

    left = [each.key for each in panels()]
    found = presets()
    for each in found:
        own = [key for key in left if key in each.panels]
        left = [key for key in left if key not in own]
        if each.key == "hello":
            first, own_of_first = each, own
        elif own:
            yield each, own
    yield first, [*own_of_first, *left]


def look_at_panels(window: MainWindow, language: str, report: Report) -> None:
    """Look at every panel in the ordinary window, then at each beside that of a second session."""
    session, bench = window.bench.pair.a, window.bench
    for chosen, keys in experiments():
        bench.experiments.start(chosen)
        wait(lambda wanted=chosen: session.config == wanted.config and session.facts is not None)
        bench.pair.run()
        wait(lambda: session.metrics.count >= FIRST_UPDATES and session.frame is not None)
        bench.pair.pause()
        wait(lambda: session.phase is Phase.PAUSED)
        bench.put_panels_back()
        for key in keys:
            bench.host.reveal([key])
            report.look(window, f"{language} {chosen.key} {key}")
            report.panels += 1
    bench.comparison.open(session.config)
    wait(lambda: bench.pair.b is not None and bench.pair.b.facts is not None)
    for key in window.docks:
        bench.host.reveal([key])
        report.look(window, f"{language} compared {key}")
        report.panels += 1
    bench.comparison.close()
    report.look(window, f"{language} comparison closed")


# --- lessons ---------------------------------------------------------------------------------------------------------


def look_at_lesson(window: MainWindow, lesson: Lesson, language: str, report: Report) -> None:
    """Hold a lesson in Present mode, and look at every step."""
    for went in rehearse(window.bench, lesson):
        place = f"{language} {lesson.folder.name} {went.index + 1}"
        print(place, flush=True)
        report.steps += went.index != OPENING
        report.look(window, place)
        for words in unseen(window):
            report._tell(report.cut_off, [f"{place}: {words}"])


def unseen(window: MainWindow) -> Iterator[str]:
    """Yield what of a step's question a class is not shown by Page Down, a vote and the answer."""
    page = window.lessons.page
    form = page.question
    wanted = set() if form is None else {each for each in form.answers if not _in_view(each)}
    while wanted and page.read_on():
        wanted = {each for each in wanted if not _in_view(each)}
    yield from (f"the answer {each.accessibleName()!r} is never in view" for each in wanted)
    if form is None:
        return
    form.vote(0.0)
    settle()
    if not _in_view(form.count):
        yield "the count of the guesses is not in view after a vote"
    window.bench.lesson.reveal()
    settle()
    settle()
    seen = {each for each in form.answers if _in_view(each)}
    while page.read_on():
        seen |= {each for each in form.answers if _in_view(each)}
    yield from (f"the verdict on {each.accessibleName()!r} is not in view" for each in set(form.answers) - seen)


def _in_view(widget: object) -> bool:
    """Whether a widget is seen whole."""
    return widget.visibleRegion().boundingRect() == widget.rect()  # type: ignore[attr-defined]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="a number or a name (all, and the panels)")
    parser.add_argument("--lang", action="append", choices=LANGUAGES, help="a language (both)")
    parser.add_argument("--out", type=Path, help="a folder for pictures")
    parser.add_argument("--only-panels", action="store_true", help="look at no lesson")
    options = parser.parse_args()
    began, report = perf_counter(), Report(options.out)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, HOME.name)
    application()
    load_torch()
    built_in = folders(resource("lessons"))
    chosen = [read(find(key, built_in)) for key in options.lessons] or [read(folder) for folder in built_in]
    for language in options.lang or LANGUAGES:
        speak(language)
        window = make_window(preset("hello"), running=False)
        window.show()
        window.docks.complete()
        window.bench.pair.a.start()
        for _ in range(ENLARGED):
            window.actions_by_key["bigger"].trigger()
        if not options.lessons:
            look_at_panels(window, language, report)
        window.presenting.enter()
        for lesson in () if options.only_panels else chosen:
            look_at_lesson(window, lesson, language, report)
        window.close()
    figures = {
        "steps": report.steps,
        "panels": report.panels,
        "cut_off": len(report.cut_off),
        "outgrown": len(report.outgrown),
        "wall_s": round(perf_counter() - began, 1),
    }
    print(json.dumps(figures))
    return int(bool(report.cut_off or report.outgrown))


if __name__ == "__main__":
    sys.exit(main())
