"""The tests on other machines, as far as this one can be another: ``python -m benchmarks.any_machine [VARIANT ...]``.

Each variant changes one thing of an ordinary run, and the last one all of them. It runs the tests that this thing could
matter to, chosen by what their text, and that of all they use, speaks of (`SENSITIVE`): those that train, for other
bits; those that measure what is drawn, for other fonts; those that read, write or say something, for other languages,
folders and rights. Of a test with many values each variant runs a third, another one than the variant before.
``--whole`` runs every test under each. The last line is JSON; the exit status is 1 if a bar was missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from benchmarks.chosen_tests import CHOSEN, PART

ROOT = Path(__file__).resolve().parents[1]
LEAST_VARIANTS = 10
OTHER_BITS = ("-p", "benchmarks.other_bits")
NOT_COPIED = shutil.ignore_patterns(".venv", ".git", "out", "build", "dist", "__pycache__", ".*_cache", ".hypothesis")
WINDOW = ("--ignore=tests/gui", "--ignore=tests/e2e", "-W", "ignore::pytest.PytestConfigWarning")
COMMAND_LINE = ("--timeout=900", "-o", "faulthandler_timeout=600")  # a core that is slow is no failure

PARTS = 3  # that the values of a test are shared out in
#: What a test's text speaks of when it does a thing.
SENSITIVE: Mapping[str, str] = {
    "trains": r"train_once|training\(|\bbuild\(|rehearse|run_until|small_runs|rnnviz run",
    "measures": r"QFontMetrics|\.width\(\)|\.height\(\)|sizeHint|grab\(|resize\(",
    "says": r"locale|language|speak\(|tmp_path|geteuid|chmod|encod|subprocess",
}


@dataclass(frozen=True)
class Variant:
    """One thing that another machine has differently."""

    name: str
    touches: tuple[str, ...]  # of SENSITIVE
    environment: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()  # of pytest
    folder: str = ""  # the name of the folder that the checkout is in
    rights: bool = False  # an ordinary user's
    one_font: bool = False


BITS, ROOM, SAYINGS = ("trains",), ("measures",), ("says",)
SINGLE = (
    Variant("avx2", BITS, {"ATEN_CPU_CAPABILITY": "avx2"}),
    Variant("no-vectors", BITS, {"ATEN_CPU_CAPABILITY": "default"}),
    Variant("onednn-avx2", BITS, {"ONEDNN_MAX_CPU_ISA": "AVX2"}),
    Variant("mkl-avx2", BITS, {"MKL_ENABLE_INSTRUCTIONS": "AVX2"}),
    Variant("other-bits", BITS, {"RNNVIZ_OTHER_BITS": "1"}, OTHER_BITS),
    Variant("one-font", ROOM, one_font=True),
    Variant("192-dpi", ROOM, {"QT_FONT_DPI": "192"}),
    Variant("plain-c", SAYINGS, {"LC_ALL": "C", "LANG": "C"}),
    Variant("portuguese", SAYINGS, {"LC_ALL": "pt_BR.UTF-8", "LANG": "pt_BR.UTF-8", "LANGUAGE": "pt_BR"}),
    Variant("folder", SAYINGS, folder="ação 1"),
    Variant("not-root", SAYINGS, rights=True),
)


def all_at_once() -> Variant:
    """Return everything changed together; of what excludes another, the later one counts."""
    environment = {name: value for each in SINGLE for name, value in each.environment.items()}
    return Variant("all", tuple(SENSITIVE), environment, OTHER_BITS, "ação 1", True, True)


VARIANTS = {each.name: each for each in (*SINGLE, all_at_once())}


class Options(NamedTuple):
    """What is run under each variant."""

    whole: bool  # every test
    jobs: int
    without_window: bool


class NotHere(Exception):
    """Why the machine cannot be that variant."""


@dataclass
class Outcome:
    """What came of the tests of one variant."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)  # reason -> tests


def choosing(variant: Variant) -> dict[str, str]:
    """Return what tells `benchmarks.chosen_tests` which tests a variant could matter to."""
    place = list(VARIANTS).index(variant.name)
    return {CHOSEN: "|".join(SENSITIVE[each] for each in variant.touches), PART: f"{place % PARTS}/{PARTS}"}


def as_ordinary_user() -> tuple[str, ...]:
    """Return the beginning of a command line that runs what follows without the rights of root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return ()  # nobody here is root
    command = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
    if (
        shutil.which("unshare") is None
        or subprocess.run([*command, "true"], capture_output=True, check=False).returncode
    ):
        raise NotHere("this machine does not let root give up its rights (unshare --user)")
    return command


def with_one_font(place: Path) -> dict[str, str]:
    """Return an environment in which there is one font and no other."""
    if shutil.which("fc-match") is None:
        raise NotHere("fonts are not those of fontconfig here")
    found = subprocess.run(["fc-match", "--format=%{file}", "sans"], capture_output=True, text=True, check=True).stdout
    if not found:
        raise NotHere("this machine has no font at all")
    (place / "fonts").mkdir()
    shutil.copy(found, place / "fonts")
    settings = place / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{place}/fonts</dir><cachedir>{place}/cache</cachedir></fontconfig>")
    return {"FONTCONFIG_FILE": str(settings)}


def tried(variant: Variant, how: Options, place: Path) -> Outcome:
    """Run all tests under a variant, or those that it could matter to; raises `NotHere` if it cannot be made."""
    begun = as_ordinary_user() if variant.rights else ()
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **variant.environment}
    choice = () if how.whole else ("-p", "benchmarks.chosen_tests")
    environment |= {} if how.whole else choosing(variant)
    if variant.one_font:
        environment |= with_one_font(place)
    root = ROOT
    if variant.folder:
        root = place / variant.folder
        shutil.copytree(ROOT, root, ignore=NOT_COPIED)
        data = ROOT.parent / "shared" / "data"
        environment.setdefault("RNNVIZ_DATA", str(data))
    report = place / "report.xml"
    parallel = ("-n", str(how.jobs), "--dist", "worksteal") if how.jobs > 1 else ("-p", "no:xdist")
    plugins = (*variant.arguments, *choice, "-p", "no:cacheprovider")
    left_out = WINDOW if how.without_window else ()
    arguments = (*plugins, *parallel, *COMMAND_LINE, *left_out, f"--junitxml={report}")
    command = (*begun, sys.executable, "-m", "pytest", *arguments, "tests")
    ended = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, errors="replace")
    if not report.exists():
        print(ended.stdout[-3000:], ended.stderr[-3000:], sep="\n")
        return Outcome(failed=[f"pytest ended with {ended.returncode} and said nothing"])
    return read(report)


def read(report: Path) -> Outcome:
    """Return what a report of pytest says."""
    outcome = Outcome()
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        if (skipped := case.find("skipped")) is not None:
            outcome.skipped[skipped.get("message", "")] += 1
        elif case.find("failure") is not None or case.find("error") is not None:
            outcome.failed.append(name)
        else:
            outcome.passed += 1
    return outcome


def each(names: Sequence[str], how: Options) -> dict[str, Outcome | NotHere]:
    """Try the variants of these names, one after another, and print what comes of each."""
    found: dict[str, Outcome | NotHere] = {}
    for name in names:
        variant = VARIANTS[name]
        with tempfile.TemporaryDirectory() as place:
            try:
                found[name] = outcome = tried(variant, how, Path(place))
            except NotHere as reason:
                found[name] = reason
                print(f"{name:12} left out: {reason}", flush=True)
                continue
        print(f"{name:12} passed {outcome.passed}  failed {len(outcome.failed)}  skipped {outcome.skipped.total()}")
        for test in outcome.failed:
            print(f"    FAILED {test}")
        sys.stdout.flush()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("variants", nargs="*", metavar="VARIANT", help=f"{', '.join(VARIANTS)} (all of them)")
    parser.add_argument("--whole", action="store_true", help="every test, not those alone that could notice")
    parser.add_argument("--without-window", action="store_true", help="what needs Qt is left out: it is not there")
    parser.add_argument("--jobs", type=int, default=min(4, os.cpu_count() or 1), help="tests at once (a core each)")
    options = parser.parse_args()
    if unknown := set(options.variants) - set(VARIANTS):
        print(f"There is no {', '.join(sorted(unknown))}; there are {', '.join(VARIANTS)}.", file=sys.stderr)
        return 2
    names = options.variants or list(VARIANTS)
    found = each(names, Options(options.whole, options.jobs, options.without_window))
    ran = {name: outcome for name, outcome in found.items() if isinstance(outcome, Outcome)}
    skipped = sum((outcome.skipped for outcome in ran.values()), Counter[str]())
    figures = {
        "variants": len(ran),
        "passed": sum(outcome.passed for outcome in ran.values()),
        "failed": sum(len(outcome.failed) for outcome in ran.values()),
        "skipped": dict(skipped.most_common()),
        "left_out": {name: str(reason) for name, reason in found.items() if isinstance(reason, NotHere)},
        "failures": {name: outcome.failed for name, outcome in ran.items() if outcome.failed},
    }
    print(json.dumps(figures, ensure_ascii=False))
    least = 1 if options.variants else LEAST_VARIANTS
    return int(bool(figures["failed"]) or len(ran) < least)


if __name__ == "__main__":
    sys.exit(main())
