"""Panels dragged at random by a real mouse, and whether the program lives: ``python -m benchmarks.drags``.

The real program under Xvfb, with openbox where it is installed: see `dragging` for what is done to it. In several
rounds it is closed as it was left, and started again on the layout that it saved. The last line is JSON: seed, drags
(bar: >= 200), moved (drags that a panel followed; >= 100, or nothing was tried), crashes (0; ends that nobody asked
for, and freezes), faults (0; panels that cannot be found again, and what *Put all panels back* does not mend).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from benchmarks.desktop import missing_tools, virtual_screen
from benchmarks.dragging import Ended, Hand, Program, lost, not_mended, open_docks

DRAGS, ROUNDS, MOST_CRASHES = 200, 4, 5
LEAST = {"drags": DRAGS, "moved": DRAGS // 2}


def play(
    environment: Mapping[str, str], home: Path, chance: random.Random, drags: int, counts: Counter[str]
) -> list[str]:
    """Drag in one run of the program, which is closed as it was left; return what was wrong, crashes first."""
    program = Program(environment, home)
    hand = Hand(program, chance)
    wrong: list[str] = []
    try:
        program.still()
        while hand.counts["drags"] < drags:
            hand.act()
        wrong += lost(program)
        code, said = program.close()
        if code or said:
            raise Ended(f"{code}\n{said}")
    except Ended as end:
        counts["crashes"] += 1
        wrong.insert(0, f"It ended: {end}")
    finally:
        program.end()
        counts.update(hand.counts)
    return wrong


def mended(environment: Mapping[str, str], home: Path, opened: frozenset[str]) -> list[str]:
    """Start once more on what was saved, and put all panels back; return what is still wrong."""
    program = Program(environment, home)
    try:
        program.still()
        return not_mended(program, opened)
    except Ended as end:
        return [f"It ended: {end}"]
    finally:
        program.end()


def at_first(environment: Mapping[str, str]) -> frozenset[str]:
    """Return the docks that are open at the very first start."""
    with tempfile.TemporaryDirectory() as home:
        program = Program(environment, Path(home))
        try:
            return open_docks(program.still())
        finally:
            program.end()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--drags", type=int, default=DRAGS)
    options = parser.parse_args()
    if missing := missing_tools():
        print(f"{' and '.join(missing)} must be installed first (Debian: xvfb xdotool)", file=sys.stderr)
        return 2
    chance, counts, faults = random.Random(options.seed), Counter[str](), list[str]()
    each = -(-options.drags // ROUNDS)
    with virtual_screen(1600, 1000, window_manager=True) as screen, tempfile.TemporaryDirectory() as home:
        opened = at_first(screen)
        while counts["drags"] < options.drags and counts["crashes"] < MOST_CRASHES:
            faults += play(screen, Path(home), chance, each, counts)
            faults += mended(screen, Path(home), opened)
            print(dict(counts), *faults, sep="\n", flush=True)
    said = {"seed": options.seed, **counts, "crashes": counts["crashes"], "faults": len(faults)}
    print(json.dumps(said))
    return int(bool(counts["crashes"] or faults) or any(counts[key] < least for key, least in LEAST.items()))


if __name__ == "__main__":
    sys.exit(main())
