"""What holds for every task that reads a sequence to its end and then writes another one."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz import tasks
from rnnviz.engine.checkpoints import snapshot
from rnnviz.engine.observing import observed
from rnnviz.engine.presets import presets
from rnnviz.engine.time_travel import Travel
from rnnviz.engine.training import build, train_once
from rnnviz.probe.frame import EVERYTHING, Want
from rnnviz.sentences import Refused
from rnnviz.tasks._drawing import generator
from rnnviz.tasks._encoder_decoder import UNKNOWN, SequenceToSequence
from rnnviz.tasks.program_output import held_out

KEYS = [p.key for p in presets() if issubclass(tasks.load(p.config.task), SequenceToSequence)]
PRESETS = {p.key: p for p in presets()}


def made(key, **changed):
    torch.set_num_threads(1)
    return build(PRESETS[key].config.changed(**changed))


@pytest.fixture(params=KEYS)
def key(request):
    return request.param


def test_every_target_ends_and_nothing_is_asked_after_its_end(key):
    task = made(key, hidden=4).task
    for update in (0, 7, 10**6):
        source, lengths, target = task.batch(update)
        assert lengths.max() == len(source)
        assert lengths.min() >= 1
        for written in target.T.tolist():
            asked = written[: written.index(task.end) + 1]
            assert all(0 <= symbol < task.end for symbol in asked[:-1])
            assert set(written[len(asked) :]) <= {UNKNOWN}


def test_what_is_to_be_written_is_what_the_task_knows_of_the_text(key):
    task = made(key, hidden=4).task
    shown = task.symbols(task.batch(3), 0)
    typed = task.joint.join(shown["source"])
    assert [task.read[i] for i in task._source(typed)] == list(shown["source"])
    answer = task._answer(task._source(typed))
    assert answer is None or [task.labels[i] for i in answer] == [s for s in shown["target"] if s][:-1]


@pytest.mark.parametrize("feeding", ["teacher forcing", "free running"])
def test_the_axis_of_the_decoder_carries_what_it_is_fed(key, feeding):
    run = made(key, hidden=4, feeding=feeding)
    frame = observed(run, run.watch(run.task.default_probe()), EVERYTHING)
    decoder = next(r for r in frame.recurrences if r.axis == "target" and r.layer == 0)
    if not run.config.embedding:
        fed = decoder.x[:, : len(run.task.labels) + 1].argmax(axis=1)
        assert fed[0] == len(run.task.labels)  # START
        assert [run.task.labels[i] for i in fed[1:]] == list(frame.sequences["target"][:-1])
    said = frame.output.probabilities.argmax(axis=1)
    expected = frame.output.targets if feeding == "teacher forcing" else said
    assert frame.sequences["target"] == tuple(frame.output.labels[i] for i in expected)


def test_feeding_changes_while_it_learns_and_changes_what_is_learned(key):
    run, other = made(key, hidden=4, batch=4), made(key, hidden=4, batch=4)
    other.set_live(other.config.changed(feeding="free running"))
    assert train_once(run).loss != train_once(other).loss
    other.set_live(other.config.changed(feeding="teacher forcing"))
    run.model.load_state_dict(other.model.state_dict())
    assert train_once(run).loss == train_once(other).loss


def test_a_past_update_is_fed_as_it_was_fed_then(key):
    travel = Travel(made(key, hidden=4, batch=4))
    taken = []
    for update in range(6):
        if update == 3:
            travel.set_live(travel.run.config.changed(feeding="free running", beam=9))
        travel.prepare()
        taken.append(snapshot(travel.run).digest)
        train_once(travel.run)
    for update, free in ((1, False), (5, True), (2, False)):
        travel.seek(update)
        assert travel.replay(60.0)
        assert snapshot(travel.run).digest == taken[update]
        assert travel.run.model.free_running is free
        assert travel.run.model.beam_width == 9  # what is only shown is the present's


def test_both_losses_are_those_of_the_two_ways_of_feeding(key):
    run = made(key, hidden=4)
    probe = run.watch(run.task.default_probe())
    wants = EVERYTHING | {Want.DECODING}
    forced = observed(run, probe, wants)
    run.set_live(run.config.changed(feeding="free running"))
    free = observed(run, probe, wants)
    assert forced.decoding.forced_loss == pytest.approx(forced.loss, rel=1e-5)
    assert free.decoding.free_loss == pytest.approx(free.loss, rel=1e-5)
    assert forced.decoding.free_loss == pytest.approx(free.decoding.free_loss, rel=1e-5)
    assert forced.decoding.greedy == free.decoding.greedy


def test_watching_a_decoding_changes_no_recurrence(key):
    run = made(key, hidden=4)
    probe = run.watch(run.task.default_probe())
    one, two = observed(run, probe, EVERYTHING), observed(run, probe, EVERYTHING | {Want.DECODING})
    assert [r.key for r in one.recurrences] == [r.key for r in two.recurrences]
    for a, b in zip(one.recurrences, two.recurrences, strict=True):
        np.testing.assert_array_equal(a.h, b.h)
    assert one.decoding is None


@pytest.mark.parametrize("beam", [0, -1, 10_000, 2.5])
def test_a_beam_that_cannot_be_is_refused_in_one_sentence(key, beam):
    with pytest.raises(Refused, match="Beam cannot be") as refused:
        made(key).config.changed(beam=beam)
    assert "\n" not in str(refused.value)


def test_a_source_too_long_to_be_read_is_refused(key):
    task = made(key, hidden=4).task
    with pytest.raises(Refused, match=r"too long|does not know"):
        task.watch(task.default_probe()[:1] * 2000)


# --- memorise ---


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6), st.sampled_from(["as read", "backwards"]))
def test_what_was_read_is_to_be_written_in_the_order_that_is_set(update, order):
    task = made("memorise", order=order, batch=4).task
    for sequence in range(4):
        shown = task.symbols(task.batch(update), sequence)
        read, written = shown["source"], tuple(s for s in shown["target"] if s)
        assert 1 <= len(read) <= PRESETS["memorise"].config.sequence_length
        assert written == (*(read[::-1] if order == "backwards" else read), "∎")


def test_all_that_is_handed_on_is_the_last_state():
    run = made("memorise")
    frame = observed(run, run.watch("abc"), EVERYTHING)
    encoder, decoder = frame.recurrences
    assert (encoder.axis, len(encoder.h)) == ("source", 3)
    assert (decoder.axis, len(decoder.h)) == ("target", 4)
    np.testing.assert_array_equal(decoder.h0, encoder.h[-1])


# --- program output ---


@pytest.mark.parametrize("difficulty", range(1, 6))
def test_no_program_that_is_learned_from_is_evaluated_on(difficulty):
    task = made("program-output", difficulty=difficulty, batch=256).task
    learned = {tuple(s) for u in range(12) for s in _texts(task, task.batch(u))}
    apart = {tuple(s) for s in _texts(task, task.held_out())}
    assert not learned & apart
    assert all(held_out("".join(text)) for text in apart)


def _texts(task, pairs):
    return [task.symbols(pairs, k)["source"] for k in range(pairs.source.shape[1])]


def test_the_four_curricula_are_those_of_learning_to_execute():
    def asked(curriculum, update):
        task = made("program-output", difficulty=4, curriculum=curriculum, stage=10).task
        return set(task.difficulties(generator(1, update), 400, update))

    assert [asked("baseline", u) for u in (0, 15, 99)] == [{4}, {4}, {4}]
    assert [asked("naive", u) for u in (0, 9, 10, 25, 99)] == [{1}, {1}, {2}, {3}, {4}]
    assert [asked("mix", u) for u in (0, 99)] == [{1, 2, 3, 4}] * 2
    assert [asked("combined", u) for u in (0, 99)] == [{1, 2, 3, 4}] * 2
    combined = made("program-output", difficulty=4, curriculum="combined", stage=10).task
    at_first = combined.difficulties(generator(1, 0), 2000, 0)
    assert at_first.count(1) == pytest.approx(2000 * (1 / 2 + 1 / 8), rel=0.1)


def test_the_accuracy_at_each_difficulty_is_said():
    run = made("program-output", hidden=4, difficulty=3)
    assert {"accuracy@1", "accuracy@2", "accuracy@3"} <= set(run.task.evaluate(run.model))


def test_a_program_that_the_language_does_not_know_is_refused_and_nothing_is_lost():
    run = made("program-output", hidden=4)
    before = run.watch("print(1+2)")
    with pytest.raises(Refused, match="does not know this from"):
        run.watch("print(1/2)")
    assert observed(run, before, EVERYTHING).sequences["target"] == ("3", "∎")


def test_a_program_may_be_typed_on_several_lines():
    run = made("program-output", hidden=4)
    frame = observed(run, run.watch("a=3\nprint(a)"), EVERYTHING)
    assert "".join(frame.sequences["source"]) == "a=3;print(a)"
