"""How well sentences are translated, by their length: ``python -m benchmarks.seq2seq [--seconds N] [--seed N]``.

The generated pair of languages is learned with attention, and through one vector by as many units and no fewer
parameters, each for the same seconds of the process's own time on one thread. Held-out sentences of each length are
translated greedily and judged by corpus BLEU (sacrebleu), beside a dictionary that translates each word alone. The last
line is JSON; the exit status is 1 if a bar was missed.

With ``--pairs FILE`` (or two files) those pairs are learned instead: figures to look at, without a bar.
"""

from __future__ import annotations

import argparse
import json
import sys
from time import process_time
from typing import cast

import torch

from rnnviz.engine.config import RunConfig
from rnnviz.engine.presets import preset
from rnnviz.engine.training import Run, build, train_once
from rnnviz.measures import ACCURACY, BLEU
from rnnviz.tasks._encoder_decoder import Pair
from rnnviz.tasks.translation import Translation, judged_lengths

SECONDS, JUDGED = 60.0, 200  # of learning; sentences of each length
AHEAD = 20.0  # BLEU: how much better attention is at the longest length learned


def learned(config: RunConfig, seconds: float) -> Run:
    """Return a run that has learned for so many seconds of the process's time."""
    run = build(config)
    train_once(run)  # the first optimiser ever built imports 829 modules
    began = process_time()
    while process_time() - began < seconds:
        train_once(run)
    return run


def scores(run: Run, pairs: dict[int, list[Pair]]) -> dict[int, tuple[float, float]]:
    """Return the share of exact sentences and BLEU of a run, by length."""
    task = cast(Translation, run.task)
    return {n: _both(task, task.translated(run.model, each), each) for n, each in pairs.items()}


def alone(task: Translation, pairs: dict[int, list[Pair]]) -> dict[int, tuple[float, float]]:
    """Return the same of a dictionary."""
    return {n: _both(task, task.word_by_word(each), each) for n, each in pairs.items()}


def _both(task: Translation, written: list[tuple[str, ...]], pairs: list[Pair]) -> tuple[float, float]:
    found = task.scores(written, pairs)
    return round(found[ACCURACY.name], 4), round(found[BLEU.name], 2)


def figures(with_attention: RunConfig, without: RunConfig, seconds: float) -> dict[str, object]:
    """Learn both, and judge all three."""
    runs = {"attention": learned(with_attention, seconds), "bottleneck": learned(without, seconds)}
    task, longest = cast(Translation, runs["attention"].task), with_attention.sequence_length
    judged = {n: list(task.apart(n, JUDGED)) for n in judged_lengths(longest)}
    pairs = {n: each for n, each in judged.items() if each}
    by_way = {name: scores(run, pairs) for name, run in runs.items()} | {"word_by_word": alone(task, pairs)}
    within, beyond = [n for n in pairs if n <= longest], [n for n in pairs if n > longest]
    found: dict[str, object] = {"lengths": within, "lengths_beyond": beyond}
    for name, by_length in by_way.items():
        for place, measure in enumerate(("exact", "bleu")):
            found[f"{measure}_{name}"] = [by_length[n][place] for n in within]
            found[f"{measure}_{name}_beyond"] = [by_length[n][place] for n in beyond]
    found |= {f"updates_{name}": run.update for name, run in runs.items()}
    found |= {f"parameters_{name}": sum(p.numel() for p in run.parameters) for name, run in runs.items()}
    return found


def met(found: dict[str, object]) -> bool:
    """Tell whether every bar holds."""
    attention, bottleneck, words = (found[f"bleu_{name}"] for name in ("attention", "bottleneck", "word_by_word"))
    assert isinstance(attention, list)
    assert isinstance(bottleneck, list)
    assert isinstance(words, list)
    return attention[-1] >= bottleneck[-1] + AHEAD and bottleneck[0] >= words[0]


def main(arguments: list[str]) -> int:
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of learning, each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", nargs="+", metavar="FILE", help="of the user's: one of two columns, or two")
    options = parser.parse_args(arguments)
    changed: dict[str, object] = {"seed": options.seed}
    if options.pairs:
        changed |= dict(zip(("text_file", "target_file"), options.pairs, strict=False))
    configs = [preset(key).config.changed(**changed) for key in ("translation", "translation-bottleneck")]
    found = figures(*configs, options.seconds)
    print(json.dumps(found))
    return 0 if options.pairs else int(not met(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
