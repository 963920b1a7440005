"""Every lesson, in every language, held in the real window: steps carried out, numbers compared.

``python -m benchmarks.lessons`` saves a picture of each step to out/lessons, prints which item of the curriculum is
taught where, and one line of JSON last. ``python -m benchmarks.lessons 5.1 --lang pt_BR`` holds one lesson.
``--seeds 3 --bits 3`` holds each once more from three other seeds and as on three other machines, without pictures:
what a lesson says must hold there too.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings

from benchmarks.elsewhere import Variant, held_elsewhere, variants
from rnnviz.assets import resource
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.application import application, make_window
from rnnviz.gui.export.pictures import save_png
from rnnviz.gui.language import speak
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.gui.workbench.lesson.plan import OPENING
from rnnviz.gui.workbench.lesson.rehearsal import rehearse
from rnnviz.lessons import Lesson, find, folders, page, read
from rnnviz.sentences import Refused

LANGUAGES = ("en", "pt_BR")
ITEMS = tuple(
    f"{chapter}.{item}"
    for chapter, items in {1: 4, 2: 6, 3: 3, 4: 5, 5: 3, 6: 5, 7: 3}.items()
    for item in range(1, items + 1)
)
SIZE = (1600, 900)
FEWEST = 3  # numbers that each lesson reads from its run


@dataclass
class Report:
    """What came of all lessons."""

    lessons: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    steps: int = 0
    numbers: dict[str, int] = field(default_factory=dict)  # lesson -> read from its run and compared or told
    faults: list[str] = field(default_factory=list)
    taught: dict[str, list[str]] = field(default_factory=dict)  # item -> lessons
    elsewhere: dict[str, int] = field(default_factory=dict)  # variant -> faults

    def fail(self, words: str) -> None:
        self.faults.append(words)
        print(f"    FAILED {words}", flush=True)


def hold(window: MainWindow, folder: Path, language: str, pictures: Path, report: Report) -> None:
    """Hold one lesson in one language."""
    print(f"{folder.name}  {language}", flush=True)
    try:
        lesson = read(folder)
        words = page(lesson, language)
    except Refused as refused:
        report.fail(str(refused))
        return
    report.lessons.add(folder.name)
    report.languages.add(language)
    if words.language != language or language not in lesson.title:
        report.fail(f"{folder.name} is not in {language}")
    for item in lesson.items:
        taught = report.taught.setdefault(item, [])
        taught.extend([folder.name] if folder.name not in taught else [])
    carry_out(window, lesson, pictures / language, report)


def carry_out(window: MainWindow, lesson: Lesson, pictures: Path, report: Report) -> None:
    """Carry out every step, and save a picture of each."""
    pictures.mkdir(parents=True, exist_ok=True)
    for went in rehearse(window.bench, lesson):
        step = "opened" if went.index == OPENING else f"step {went.index + 1}"
        print(f"    {step}  {went.seconds:.2f} s  {went.numbers} numbers", flush=True)
        report.steps += went.index != OPENING
        report.numbers[lesson.folder.name] = report.numbers.get(lesson.folder.name, 0) + went.numbers
        for words in went.faults:
            report.fail(f"{lesson.folder.name}, {step}: {words}")
        save_png(window, pictures / f"{lesson.folder.name}-{went.index + 1}.png")


def hold_elsewhere(window: MainWindow, lessons: list[Lesson], where: Sequence[Variant], report: Report) -> None:
    """Hold lessons from other seeds and on other machines."""
    for there in where:
        print(f"{there}", flush=True)
        report.elsewhere[str(there)] = 0
        for step, words in held_elsewhere(window, lessons, there):
            report.elsewhere[str(there)] += 1
            report.fail(f"{there}: {step}: {words}")


def wanted(keys: Sequence[str]) -> list[Path]:
    """Return the folders of some lessons; of all, if none is named."""
    built_in = folders(resource("lessons"))
    return [find(key, built_in) for key in keys] if keys else list(built_in)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="a number, a name or a folder (all)")
    parser.add_argument("--lang", action="append", choices=LANGUAGES, help="a language (both)")
    parser.add_argument("--out", type=Path, default=Path("out/lessons"), help="where the pictures go (out/lessons)")
    parser.add_argument("--seeds", type=int, default=0, help="hold them from so many other seeds, too")
    parser.add_argument("--bits", type=int, default=0, help="hold them as on so many other machines, too")
    parser.add_argument("--only-elsewhere", action="store_true", help="do not hold them as they are")
    options = parser.parse_args()
    began, report = perf_counter(), Report()
    with tempfile.TemporaryDirectory() as home:  # nobody's own layout, theme and breakpoints
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, home)
        application()
        load_torch()
        window = make_window(preset("hello"), running=False)
        window.resize(*SIZE)
        window.show()
        window.bench.pair.a.start()
        for language in () if options.only_elsewhere else options.lang or LANGUAGES:
            speak(language)
            for folder in wanted(options.lessons):
                hold(window, folder, language, options.out, report)
        if elsewhere := variants(options.seeds, options.bits):
            hold_elsewhere(window, [read(folder) for folder in wanted(options.lessons)], elsewhere, report)
        window.close()
    return tell(report, options, perf_counter() - began)


def tell(report: Report, options: argparse.Namespace, seconds: float) -> int:
    """Print where each item is taught, every fault once more, and the figures."""
    uncovered = [item for item in ITEMS if item not in report.taught]
    held = len(report.languages)
    few = [name for name, count in report.numbers.items() if count < FEWEST * held]
    for item in sorted({*ITEMS, *report.taught}):
        print(f"{item:6} {', '.join(report.taught.get(item, ())) or '-'}")
    for words in report.faults:
        print(f"FAILED {words}")
    figures = {
        "lessons": len(report.lessons),
        "languages": len(report.languages),
        "steps": report.steps,
        "numbers_checked": sum(report.numbers.values()),
        "too_few": few,
        "failures": len(report.faults),
        "pictures": str(options.out),
        "uncovered": uncovered,
        "elsewhere": report.elsewhere,
        "seconds": round(seconds, 1),
    }
    print(json.dumps(figures))
    everything = not options.lessons and not options.only_elsewhere
    return int(bool(report.faults or few or (everything and uncovered)))


if __name__ == "__main__":
    sys.exit(main())
