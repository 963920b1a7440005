"""What the lectures' tasks learn, and how fast: ``python -m benchmarks.learning [TASK ...] [--seeds N]``.

Every small task is learned from ten seeds (`--seeds 3`: from three), on one core, with its preset; a seed counts as
solved when the goal is reached within a classroom minute of the process's own time, and is still reached 100 updates
later. What takes longer begins from a snapshot that `rnnviz snapshot` made (`from` says so). Then a symbol is to be
remembered for 100 timesteps by an LSTM and by a vanilla net of as many parameters, from the same seed and on the same
examples; the vanilla net is given the whole minute, and its best moment counts. The last line is JSON: `tasks` were
learned, `reached` of them from every seed, `failures` counts the seeds that did not; with any, the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import torch

from rnnviz.assets import resource
from rnnviz.engine.checkpoints import begun
from rnnviz.engine.presets import preset
from rnnviz.engine.training import Run, build, load, train_once
from rnnviz.tasks._drawing import Purpose
from rnnviz.tasks._drawing import generator as drawing
from rnnviz.tasks._encoder_decoder import HELD_OUT
from rnnviz.tasks.translation import Translation
from rnnviz.text.drawn_programs import LEVELS

SEEDS = range(1, 11)
MINUTE = 60.0  # seconds
EVERY, AFTER = 25, 100  # updates: between looks, and for which a goal must last
LAG = 100
VANILLA_BAR, LSTM_BAR, DIFFERENCE_BAR = 0.6, 0.95, 0.05
ATTENTION_BAR, BOTTLENECK_BAR = 0.95, 0.6
SENTENCES = 500  # of the longest length learned, none of which is trained on
SLOW = {"translation": 250}  #: preset -> updates between looks, where a look takes as long as many updates

Values = Mapping[str, float]


def exact(values: Values) -> bool:
    """Every answer is right: for parity, at length 10 and at length 100."""
    return set(values.values()) == {1.0}


def shared(values: Values) -> bool:
    """Tell whether the year is found where it was learned, and where it never stood."""
    return values["accuracy"] >= 0.95 and values["accuracy at new places"] >= 0.9


def unshared(values: Values) -> bool:
    """Tell whether the year is found where it was learned, and nowhere else."""
    return values["accuracy"] >= 0.95 and values["accuracy at new places"] <= 0.2


def by_heart(values: Values) -> bool:
    """Tell whether more than half of what is learned from is known, and of the rest no more than a coin knows."""
    return values["accuracy at strings learned from"] >= 0.56 and values["accuracy"] <= 0.5


#: preset -> whether its goal is reached
GOALS: Mapping[str, Callable[[Values], bool]] = {
    "roommate-weather": exact,
    "roommate-cycle": exact,
    "roommate": exact,
    "sum-of-inputs": lambda values: values["largest error"] < 0.01,
    "larger-total": lambda values: values["accuracy"] >= 0.99,
    "parity": exact,
    "hello": exact,
    "spell": exact,
    "brackets": lambda values: values["accuracy"] >= 0.99,
    "reverse": lambda values: values["accuracy"] >= 0.99,
    "memorise": lambda values: values["symbols right"] >= 0.99,
    "program-output": lambda values: values["accuracy"] >= 0.9,
    "bidirectional": lambda values: values["accuracy"] >= 0.99,
    "find-year": shared,
    "find-year-unshared": unshared,
    "parity-at-once": by_heart,
    "translation": lambda values: values["exact"] >= ATTENTION_BAR,
}

#: preset -> the snapshot that it begins from: one of a lesson's, or `rnnviz snapshot translation --updates 1100`
STARTS: Mapping[str, Path] = {
    "program-output": resource("lessons") / "7.2c-program-output" / "trained.rnnviz",
    "translation": Path(__file__).parent / "snapshots" / "translation.rnnviz",
}
#: Presets that are learned from three seeds only.
THREE = frozenset({"memorise", "program-output", "translation"})


def begun_anew(key: str, seed: int) -> Run:
    """Return the run of a preset: with new weights, or going on from a snapshot with the examples of another seed."""
    config = preset(key).config.changed(seed=seed)
    if key not in STARTS:
        return build(config)
    from rnnviz.sessions.snapshot_file import load as snapshot_of

    return begun(config, load(config), snapshot_of(STARTS[key]).snapshot)


def _begun_from(key: str) -> str:
    return "/".join(STARTS[key].parts[-2:]) if key in STARTS else "scratch"


def evaluated(run: Run) -> Values:
    """Return what the task says of the model; for "hello", whether it spells it."""
    if isinstance(run.task, Translation):
        pairs = run.task.apart(run.config.sequence_length, SENTENCES)
        return {"exact": run.task.scores(run.task.translated(run.model, pairs), pairs)["accuracy"]}
    if run.config.task != "hello":
        return run.task.evaluate(run.model)
    written = run.task.sample(run.model, torch.Generator(), 0.0, "h", 4)
    return {"accuracy": float(written == "ello")}


def learned(key: str, seed: int) -> float | None:
    """Return the seconds in which a seed reaches the goal and keeps it; None if it does not."""
    run = begun_anew(key, seed)
    reached: tuple[float, int] | None = None  # when, and after how many updates
    began, looking = process_time(), 0.0
    while (spent := process_time() - began - looking) < MINUTE:
        train_once(run)
        if run.update % SLOW.get(key, EVERY) and (reached is None or run.update - reached[1] != AFTER):
            continue
        looked = process_time()
        good = GOALS[key](evaluated(run))
        looking += process_time() - looked  # the window would evaluate less often
        if not good:
            reached = None
        elif reached is None:
            reached = (spent, run.update)
        elif run.update - reached[1] >= AFTER:
            return reached[0]
    return None


def small(key: str, seeds: range) -> dict[str, object]:
    """Learn one task from every seed."""
    train_once(build(preset(key).config))  # the first optimiser ever built imports 829 modules
    seeds = seeds[:3] if key in THREE else seeds
    seconds = [learned(key, seed) for seed in seeds]
    solved = [s for s in seconds if s is not None]
    figures: dict[str, object] = {"seeds_solved": len(solved), "seeds": len(seeds), "from": _begun_from(key)}
    if solved:
        figures |= {"median_seconds": round(median(solved), 2), "longest_seconds": round(max(solved), 2)}
    if key == "program-output":
        figures["accuracy_by_difficulty"] = by_difficulty(begun_anew(key, seeds[0]))
    print(key, figures, flush=True)
    return figures


def by_difficulty(run: Run) -> dict[int, float]:
    """Return the share of exact lines for held-out programs of every difficulty, of a net that knows the first."""
    draw = drawing(run.config.seed, 2, Purpose.HELD_OUT)
    pairs = {d: run.task.pairs(run.task.apart(draw, HELD_OUT, d)) for d in range(1, len(LEVELS) + 1)}
    return {d: round(run.task.judged(run.model, each)["accuracy"], 4) for d, each in pairs.items()}


def remembering(**changed: object) -> tuple[float, int, float]:
    """Return the best accuracy within a minute, the number of parameters and the seconds it took."""
    run = build(preset("remember").config.changed(lag=LAG, **changed))
    best, began = 0.0, process_time()
    while best < 1.0 and process_time() - began < MINUTE:
        train_once(run)
        if run.update % EVERY == 0:
            best = max(best, run.task.evaluate(run.model)["accuracy"])
    return best, sum(p.numel() for p in run.parameters), process_time() - began


def compared() -> dict[str, object]:
    """Have an LSTM and a vanilla net of as many parameters remember a symbol."""
    lstm, size, seconds = remembering()
    hidden = _as_large(size)
    vanilla, other, _ = remembering(cell="rnn", hidden=hidden)
    figures: dict[str, object] = {
        "lstm_accuracy": round(lstm, 4),
        "vanilla_accuracy": round(vanilla, 4),
        "lstm_parameters": size,
        "vanilla_parameters": other,
        "lstm_seconds": round(seconds, 2),
    }
    print("remember", figures, flush=True)
    return figures


def one_vector(seeds: range) -> dict[str, object]:
    """Have sentences translated through one vector, by as many units: its best moment counts."""
    best = []
    for seed in seeds:
        run = build(preset("translation-bottleneck").config.changed(seed=seed))
        found, spent = 0.0, 0.0
        while spent < MINUTE:
            began = process_time()
            train_once(run)
            spent += process_time() - began
            if run.update % SLOW["translation"] == 0:
                found = max(found, evaluated(run)["exact"])
        best.append(max(found, evaluated(run)["exact"]))
    figures: dict[str, object] = {"bottleneck_exact": [round(each, 4) for each in best]}
    print("translation-bottleneck", figures, flush=True)
    return figures


def _as_large(size: int) -> int:
    """Return the number of vanilla units that makes a net of that size."""

    def parameters(hidden: int) -> int:
        model = build(preset("remember").config.changed(lag=LAG, cell="rnn", hidden=hidden)).model
        return sum(p.numel() for p in model.parameters())

    return min(range(1, 128), key=lambda hidden: abs(parameters(hidden) - size))


def met(figures: Mapping[str, dict[str, object]]) -> bool:
    """Tell whether every bar holds."""
    return all(failures(key, each) == 0 for key, each in figures.items())


def failures(key: str, figures: Mapping[str, Any]) -> int:
    """Return how many seeds of a task did not reach its goal; of what is compared, whether it did not."""
    if key == "translation-bottleneck":
        return sum(exact > BOTTLENECK_BAR for exact in figures["bottleneck_exact"])
    if key != "remember":
        return int(figures["seeds"] - figures["seeds_solved"])
    size, other = figures["lstm_parameters"], figures["vanilla_parameters"]
    equal = abs(size - other) <= DIFFERENCE_BAR * size
    return int(not (equal and figures["lstm_accuracy"] >= LSTM_BAR and figures["vanilla_accuracy"] <= VANILLA_BAR))


def main(arguments: list[str]) -> int:
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=f"of {', '.join(GOALS)}, remember; none: all")
    parser.add_argument("--seeds", type=int, default=len(SEEDS), help="how many seeds a task is learned from")
    options = parser.parse_args(arguments)
    others = {"remember": lambda _seeds: compared(), "translation-bottleneck": one_vector}
    if unknown := set(options.tasks) - {*GOALS, *others}:
        print(f"There is no {', '.join(sorted(unknown))}; there are {', '.join((*GOALS, *others))}.", file=sys.stderr)
        return 2
    wanted, seeds = options.tasks or [*GOALS, *others], SEEDS[: max(options.seeds, 1)]
    figures = {key: small(key, seeds) if key in GOALS else others[key](seeds) for key in wanted}
    flat = figures.get("remember", {})
    said = {key: flat[key] for key in ("vanilla_accuracy", "lstm_accuracy") if key in flat}
    missed = {key: failures(key, each) for key, each in figures.items()}
    counted = {
        "tasks": len(missed),
        "reached": sum(not each for each in missed.values()),
        "failures": sum(missed.values()),
    }
    print(json.dumps({**figures, **said, **counted}))
    return int(not met(figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
