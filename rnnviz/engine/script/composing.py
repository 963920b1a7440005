"""From a run to a script: what stands in it is said by the templates of ``resources/scripts``, one for each task."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from rnnviz import __version__
from rnnviz.assets import resource
from rnnviz.engine.checkpoints import snapshot
from rnnviz.engine.config import RunConfig
from rnnviz.engine.run_script import Script
from rnnviz.engine.script.cell_code import cell_code, phi
from rnnviz.engine.script.optimiser_code import ENTRIES, optimiser_code
from rnnviz.engine.script.text_source import TextSource, literal, long_list, python, text_source
from rnnviz.engine.script.tidying import tidied
from rnnviz.engine.snapshot import Array, Snapshot
from rnnviz.engine.training import Run, start
from rnnviz.nn.small_networks import by_hand
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import BUILT_IN, OF_TEXTS
from rnnviz.text.dates import DATES

if TYPE_CHECKING:
    from jinja2 import Environment

#: What stands before the names of weights here and not in a script, which needs fewer modules.
_DROPPED: Mapping[str, str] = {
    "larger_total": "rnn.cells.0.",
    "parity": "cell.",
    "parity_at_once": "cell.",
    "roommate": "cell.",
    "roommate_cycle": "cell.",
    "roommate_weather": "cell.",
    "scalar": "cell.",
    "sum_of_inputs": "rnn.cells.0.",
}
_CLASSIC: Mapping[str, str] = {  # which has one hidden bias
    "rnn.weight_ih_l0": "W_xh",
    "rnn.weight_hh_l0": "W_hh",
    "rnn.bias_ih_l0": "b_h",
    "rnn.bias_hh_l0": "",
    "output.weight": "W_hy",
    "output.bias": "b_y",
}
_VANILLA = {"cell": "rnn", "layers": 1, "dropout": 0.0}  # of the tasks whose net is always that


def script_of(run: Run, from_seed: bool = False) -> Script:
    """Return a run as a script.

    Parameters
    ----------
    run : Run
        It is not changed.
    from_seed : bool
        Begin with new weights, of its seed and its present settings, and not where it stands.

    Raises
    ------
    Refused
        If there is no script of its task, or its text is not there any more.
    """
    fresh = from_seed or _begins(run)
    state = None if fresh else snapshot(run)
    source = _text(run)
    pairs = _pairs(run)
    context = _context(run, state, source)
    rendered = _template(run.config.task).render(context)
    return Script(
        tidied(rendered),
        {} if state is None else _arrays(run, state),
        pairs or source.text,
        ".pairs.tsv" if pairs else ".text.txt",
    )


def _template(task: str) -> Any:
    environment = _environment()
    name = f"tasks/{task}.py.jinja"
    if name not in environment.list_templates():
        raise Refused(
            QT_TRANSLATE_NOOP("script", "No script can be made of this experiment: the task {task} has no template."),
            task=task,
        )
    return environment.get_template(name)


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(resource("scripts")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # it is Python that is written, not HTML
    )


def _begins(run: Run) -> bool:
    """Whether a run stands where its seed has put it."""
    if run.update or run.carried is not None or any(run.optimiser.state):
        return False
    new = dict(start(run.config, run.task).model.named_parameters())
    return all(parameter.equal(new[name]) for name, parameter in run.model.named_parameters())


def _context(run: Run, state: Snapshot | None, source: TextSource) -> dict[str, Any]:
    """Return all that templates may ask for."""
    config, task = run.config, run.task
    s = config.changed(**_VANILLA) if task.uses.isdisjoint({"cell"}) else config
    both = (config.directions == "both" and "directions" in task.uses) or config.task in ("dates", "translation")
    return {
        "version": __version__,
        "torch": torch.__version__,
        "numpy": np.__version__,
        "python_version": platform.python_version(),
        "s": s,
        "task": task,
        "text": source,
        "state": state is not None,
        "update": run.update,
        "cell": cell_code(s, packs(config)),
        "phi": lambda of: phi(s.nonlinearity, of),
        "literal": literal,
        "python": python,
        "long": long_list,
        "date_words": DATES[config.language],
        "optimiser": lambda parameters: optimiser_code(config, parameters),
        "entries": ENTRIES[config.optimiser],
        "to_device": "" if config.device == "cpu" else ".to(DEVICE)",
        "uses_cell": "cell" in task.uses or (config.task == "find_year" and config.sharing != "none"),
        "uses_threshold": s.nonlinearity == "threshold" and "nonlinearity" in task.uses,
        "both_directions": both,
        "looped_both": both or packs(config),
        "packs": packs(config),
        "annotated": "2 * HIDDEN" if both else "HIDDEN",
        "own_pairs": bool(config.text) or config.text_file != BUILT_IN,
        "carries": False,
        "carried_from": 'tensors.get("carried.0")',
        "by_hand": _by_hand(config, state),
    }


def packs(config: RunConfig) -> bool:
    """Whether sequences of unequal length are read."""
    return config.task in ("dates", "memorise", "program_output")


def _by_hand(config: RunConfig, state: Snapshot | None) -> Mapping[str, Any]:
    """Return weights that a person has set, by their names in the script; empty: they are drawn."""
    if state is not None or config.weights != "by hand":
        return {}
    network = by_hand(config.task, config)
    values = {} if network is None else network.by_hand
    return {_named(config.task, name): np.asarray(value).tolist() for name, value in values.items()}


def _named(task: str, name: str) -> str:
    """Return what a weight is called in the script; empty: it has none."""
    return _CLASSIC[name] if task == "classic" else name.removeprefix(_DROPPED.get(task, ""))


def _text(run: Run) -> TextSource:
    task = run.config.task
    return text_source(run.config.material) if task in OF_TEXTS - {"translation"} else TextSource("embedded")


def _pairs(run: Run) -> str:
    """Return the sentences of a translation, a pair a line; empty: it is none."""
    if run.config.task != "translation":
        return ""
    from rnnviz.tasks.translation import Translation

    assert isinstance(run.task, Translation)
    pairs = run.task.sentences.to_learn(run.config.sequence_length, run.config.seed)
    return "".join(f"{' '.join(source)}\t{' '.join(target)}\n" for source, target in pairs)


def _arrays(run: Run, state: Snapshot) -> dict[str, Array]:
    """Return a snapshot's arrays by the names that they have in a script."""
    task = run.config.task
    named = {name: there for name, _ in run.model.named_parameters() if (there := _named(task, name))}
    found = {f"model.{named[name]}": state.model[name] for name in named}
    for name, entries in state.optimiser.items():
        # torch counts the steps of RMSprop too, and does nothing with them
        entries = (
            {"step": np.array(state.update, np.float32), **entries} if run.config.optimiser == "rmsprop" else entries
        )
        found |= {f"optimiser.{named[name]}.{entry}": values for entry, values in entries.items()}
    carried = state.carried if isinstance(state.carried, tuple) else (state.carried,)
    if task == "classic" and state.carried is not None:
        carried = (state.carried[0, 0],)  # of (1, B = 1, H)
    return found | {f"carried.{k}": part for k, part in enumerate(carried) if part is not None}
