"""What is too large is refused in one sentence before memory is taken for it."""

import resource

import pytest
import torch

from rnnviz.engine import commands, memory
from rnnviz.engine.messages import Built, Objected, Phase, Status
from rnnviz.engine.presets import preset, presets
from rnnviz.engine.training import build
from rnnviz.sentences import Refused

CHARACTERS = preset("characters").config
#: As many different symbols as a large collection of Chinese texts has.
MANY = "".join(map(chr, [*range(0x3400, 0xD800), *range(0x10000, 0x13800)])) * 2


def taken() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("key", [each.key for each in presets()])
def test_every_preset_fits_into_the_memory_that_a_model_may_take(key):
    found = preset(key)
    made = build(found.config)
    memory.check(found.config, made.task)
    made.watch(found.probe or made.task.default_probe())


@pytest.mark.parametrize(
    "values",
    [
        {"text": MANY},
        {"text": MANY, "embedding": 64, "batch": 100},
        {"hidden": 4096, "layers": 4},
        {"sequence_length": 4096, "batch": 100},
        {"sequence_length": 100, "batch": 4096},
    ],
)
def test_what_would_take_gigabytes_is_refused_and_takes_none(values):
    before = taken()
    with pytest.raises(Refused, match=r"This would take \d+ [MG]B of memory, and \d+ MB is the most"):
        build(CHARACTERS.changed(**values))
    assert taken() - before < 600_000  # kB


@pytest.mark.parametrize(
    "values",
    [
        {"hidden": 10**6},
        {"hidden": 10**400},
        {"hidden": 10**5000},
        {"hidden": "9" * 5000},
        {"sequence_length": 10**7},
        {"batch": 10**9},
        {"layers": 10**4},
        {"embedding": 10**9},
        {"lag": 10**9},
        {"words": 10**12},
        {"seed": 2**64},
        {"sample_every": 10**30},
        {"hidden": -1},
        {"batch": 0},
        {"hidden": float("inf")},
        {"learning_rate": float("nan")},
        {"learning_rate": 1e400},
        {"clip_at": float("inf")},
        {"temperature": float("nan")},
        {"smoothing": float("nan")},
        {"momentum": float("-inf")},
    ],
)
def test_an_absurd_setting_is_refused_at_once(values):
    with pytest.raises(Refused) as refusal:
        CHARACTERS.changed(**values)
    assert str(refusal.value).endswith(".")
    assert len(str(refusal.value)) < 300


def test_a_run_that_is_refused_names_what_fits_and_the_one_before_goes_on(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Build(CHARACTERS.changed(text=MANY)))
    heard.until(lambda: heard.of(Status)[-1].reason is not None, "the refusal")
    assert "a text of fewer different symbols" in str(heard.of(Status)[-1].reason)
    heard.runner.send(commands.Update(1))
    heard.until(lambda: heard.runner.metrics.count == 1, "an update")
    assert len(heard.of(Built)) == 1


@pytest.mark.parametrize("length", [memory.LONGEST + 1, 100_000])
def test_a_sequence_that_is_too_long_to_be_shown_is_refused_and_the_one_before_stays(begin, length):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    before = heard.frame().text
    heard.runner.send(commands.Probe("h" * length))
    heard.until(lambda: heard.of(Objected), "the refusal")
    said = str(heard.of(Objected)[0].sentence)
    assert f"{length} symbols is too long to be shown: {memory.LONGEST} is the most" in said
    heard.runner.send(commands.Update(1))
    heard.until(lambda: heard.runner.metrics.count == 1, "an update")
    assert heard.frame().text == before


def test_a_wide_network_shows_shorter_sequences():
    task = build(preset("hello").config).task
    narrow, wide = (memory.longest(task.settings.model_copy(update={"hidden": h}), task) for h in (3, 4096))
    assert narrow == memory.LONGEST
    assert 48 < wide < narrow


def test_little_free_memory_lowers_the_bound(monkeypatch):
    made = build(CHARACTERS.changed(hidden=8))
    monkeypatch.setattr(memory, "_free", lambda: 1000)
    with pytest.raises(Refused, match="1 MB is the most"):
        memory.check(made.config, made.task)


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20 GiB"),
        RuntimeError("[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you "),
        RuntimeError("[enforce fail at alloc_cpu.cpp:75] data. DefaultCPUAllocator: not enough memory: you tried"),
    ],
)
def test_memory_that_is_used_up_during_an_update_is_said_and_pauses(begin, monkeypatch, error):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    from rnnviz.tasks.hello import TASK

    def greedy(self, update):
        raise error

    monkeypatch.setattr(TASK, "batch", greedy)
    heard.runner.send(commands.Run())
    heard.until(lambda: any(s.reason for s in heard.of(Status)), "the error")
    assert "This machine has not enough memory for that." in str(heard.of(Status)[-1].reason)
    assert heard.phase() is Phase.PAUSED


def test_torch_says_it_in_words_that_are_known():
    with pytest.raises(RuntimeError) as failure:
        torch.empty(2**60, dtype=torch.uint8)
    assert memory.full(failure.value) is not None
    assert memory.full(RuntimeError("shapes cannot be multiplied")) is None
