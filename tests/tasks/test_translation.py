import numpy as np
import pytest
import torch

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build
from rnnviz.engine.whatif import what_if
from rnnviz.probe.edits import EditInput
from rnnviz.sentences import Refused
from rnnviz.tasks._bleu import bleu
from rnnviz.tasks._sentence_pairs import held_out
from rnnviz.tasks.translation import Translation, judged_lengths

SMALL = preset("translation").config.changed(hidden=8, embedding=4, batch=4, sequence_length=6)
PAIRS = "".join(f"word{k} is {k % 7} .\tpalavra{k} é {k % 7} .\n" for k in range(200))


@pytest.fixture(scope="module")
def run():
    return build(SMALL)


def of_user(text=PAIRS, **changed):
    return build(SMALL.changed(text=text, **changed))


def test_sentences_to_judge_by_are_never_learned_from(run):
    task = run.task
    learned = {tuple(pair.source) for pair in task._learned[0]}
    judged = [tuple(p.source) for pairs in task._judged.values() for p in pairs]
    assert not learned & set(judged)
    assert len(set(judged)) == len(judged)


def test_every_length_is_judged_up_to_beyond_the_longest_learned(run):
    values = run.task.evaluate(run.model)
    lengths = judged_lengths(6)
    assert lengths == (4, 6, 8, 10, 12)
    assert {f"{name}@{n}" for name in ("accuracy", "BLEU") for n in lengths} <= set(values)
    assert values["accuracy"] == values["accuracy@6"]


def test_a_batch_has_sources_of_one_length(run):
    lengths = [run.task.batch(update).lengths for update in range(20)]
    assert all(len(set(each.tolist())) == 1 for each in lengths)
    assert {int(each[0]) for each in lengths} >= {3, 4, 5, 6}


def test_one_vector_has_no_fewer_weights_and_no_more_units():
    counts = {}
    for variant in ("additive", "dot product", "position", "none"):
        model = build(preset("translation").config.changed(attention=variant)).model
        counts[variant] = sum(p.numel() for p in model.parameters())
    assert all(count <= counts["none"] for count in counts.values())
    assert counts["none"] <= 1.05 * counts["additive"]


def test_padding_does_not_change_what_is_written():
    for variant in ("additive", "dot product", "position", "none"):
        run = build(SMALL.changed(attention=variant))
        pairs = [*run.task.apart(4, 3), *run.task.apart(8, 3)]
        torch.manual_seed(3)
        for parameter in run.model.parameters():
            torch.nn.init.normal_(parameter, std=0.5)
        together = run.task.translated(run.model, pairs)
        assert together == [run.task.translated(run.model, [pair])[0] for pair in pairs], variant


def test_a_typed_sentence_gets_its_right_translation(run):
    seen = run.task.watch("The girl's key is old.").forward(run.model)
    assert seen.sequences["source"] == ("the", "girl", "'s", "key", "is", "old")
    assert seen.sequences["target"] == ("a", "chave", "da", "menina", "é", "velha", "∎")


def test_words_in_an_order_that_means_nothing_are_translated_without_a_right_answer(run):
    seen = run.task.watch("hat the old").forward(run.model)
    assert seen.targets is None
    assert seen.own_answer


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("the computer sleeps", "does not know computer"),
        ("  ", "Write a sentence"),
        ("the " * 101, "too long"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(run, text, sentence):
    with pytest.raises(Refused, match=sentence):
        run.task.watch(text)


def test_pairs_of_the_users_are_learned_and_rare_words_are_one():
    run = of_user(words=50)
    facts = run.task.describe()
    assert facts["words read"] == facts["words written"] == 50
    assert min(facts["words cut off"]) > 100
    assert run.task.watch("word1 is unheard .").forward(run.model).sequences["source"][2] == "<unk>"


def test_a_users_sentence_that_is_known_has_its_translation():
    seen = of_user().task
    outcome = seen.watch("word3 is 3 .").forward(seen.model())
    assert outcome.sequences["target"] == ("palavra3", "é", "3", ".", "∎")


def test_where_the_file_is_not_the_same_task_is_made_of_what_was_told():
    task = of_user().task
    twin = Translation.from_facts(task.facts(), torch.device("cpu"))
    assert (twin.read, twin.labels) == (task.read, task.labels)
    assert twin._judged == task._judged


def test_two_files_are_read_line_by_line(tmp_path):
    sides = zip(*(line.split("\t") for line in PAIRS.splitlines()), strict=True)
    for name, lines in zip(("en", "pt"), sides, strict=True):
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    two = build(SMALL.changed(text_file=str(tmp_path / "en"), target_file=str(tmp_path / "pt"))).task
    assert two.read == of_user().task.read


@pytest.mark.parametrize(
    ("text", "changed", "sentence"),
    [
        ("a\tb\n" * 5, {}, "at least 22 are needed"),
        (PAIRS, {"sequence_length": 2}, "No sentence has 2 words or fewer"),
    ],
)
def test_too_few_pairs_are_refused_in_a_sentence(text, changed, sentence):
    with pytest.raises(Refused, match=sentence):
        of_user(text, **changed).task.batch(0)


def test_a_dictionary_is_found_in_pairs_that_nobody_wrote_one_for():
    dictionary = of_user().task.sentences.dictionary()
    assert dictionary["is"] in ("é", ".")
    assert sum(dictionary[f"word{k}"] == f"palavra{k}" for k in range(200) if f"word{k}" in dictionary) > 100


def test_word_by_word_is_right_where_nothing_breaks_and_seldom_elsewhere(run):
    facts = run.task.describe()
    exact = {length: share for length, share, _ in facts["word by word"]}
    assert exact[12] < 0.05
    assert 0 <= exact[4] < 0.5


def test_a_tenth_of_the_sentences_is_kept_apart():
    pairs = [tuple(f"w{k}" for k in row) for row in np.random.default_rng(0).integers(50, size=(2000, 5)).tolist()]
    assert 0.07 < np.mean([held_out(pair) for pair in pairs]) < 0.13


def test_bleu_is_100_for_what_is_right_and_0_for_what_is_not():
    right = [("a", "b", "c", "d", "e")]
    assert bleu(right, right) == pytest.approx(100)
    assert bleu([("x",)], right) == 0
    assert 0 < bleu([("a", "b", "c", "d", "x")], right) < 100


def test_a_word_of_the_watched_sentence_is_changed_as_a_whole():
    run = build(preset("translation").config.changed(hidden=4, batch=4))
    probe = run.task.default_probe()
    words = probe.split()
    found = what_if(run, run.watch(probe), [EditInput(1, "boy")]).frame
    assert list(found.sequences["source"]) == [words[0], "boy", *words[2:]]
    for wrong in ("", "two words"):
        with pytest.raises(Refused, match="one word here"):
            what_if(run, run.watch(probe), [EditInput(1, wrong)])
    with pytest.raises(Refused, match="no timestep"):
        what_if(run, run.watch(probe), [EditInput(len(words), "boy")])
