"""Models that cannot be watched: what they are, and what can be done, in one sentence each."""

from __future__ import annotations

import os
import sys

from torch import nn

from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence

_REFUSED = {
    "DataParallel": QT_TRANSLATE_NOOP(
        "agent", "A model in DataParallel runs in many threads at once and cannot be watched: give {inner} instead."
    ),
    "FullyShardedDataParallel": QT_TRANSLATE_NOOP(
        "agent", "A model in FullyShardedDataParallel has no weights of its own here, and cannot be watched."
    ),
    "FSDPModule": QT_TRANSLATE_NOOP("agent", "A sharded model has no whole weights here, and cannot be watched."),
    "OptimizedModule": QT_TRANSLATE_NOOP(
        "agent", "A compiled model cannot be looked into: only its losses are shown. Call it without torch.compile."
    ),
    "ScriptModule": QT_TRANSLATE_NOOP(
        "agent", "A scripted model cannot be looked into: only its losses are shown. Call it without torch.jit."
    ),
}


COMPILED = Sentence(_REFUSED["OptimizedModule"])


def is_compiled(module: nn.Module) -> bool:
    """Whether a call of a module runs what torch.compile has made."""
    return type(module).__name__ == "OptimizedModule" or getattr(module, "_compiled_call_impl", None) is not None


def unwatchable(model: nn.Module) -> Sentence | None:
    """Return why a model cannot be watched; None: it can."""
    for module in model.modules():
        kinds = {kind.__name__ for kind in type(module).__mro__}
        for kind, template in _REFUSED.items():
            if kind in kinds:
                return Sentence(template, {"inner": "model.module"})
        if is_compiled(module):
            return COMPILED
    return None


def is_compiling() -> bool:
    """Whether anything was compiled in this process: then no module may be hooked, or all would be compiled again."""
    utils = sys.modules.get("torch._dynamo.utils")
    counters = getattr(utils, "counters", None)
    return bool(counters and counters["frames"].get("total", 0))


def other_rank() -> bool:
    """Whether this process is one of several that train together, and not the first."""
    rank = os.environ.get("RANK", "0")
    return rank.isdigit() and int(rank) > 0
