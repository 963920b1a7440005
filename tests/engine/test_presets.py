import subprocess
import sys

import pytest

from rnnviz.engine.presets import FALLBACK, preset, presets, read
from rnnviz.sentences import Refused

GOOD = """
panels = ["hidden"]
[title]
en = "T"
[summary]
en = "S."
[config]
task = "hello"
"""


def refuse(refusal):
    raise refusal


def test_all_of_ours_are_whole_in_both_languages():
    found = presets(refused=refuse)
    assert {"characters", "hello", "classic", "dates"} <= {p.key for p in found}
    assert found[0].key == "characters"
    for p in found:
        assert p.title.keys() == p.summary.keys() == {"en", "pt_BR"}
        assert all(text.endswith(".") for text in p.summary.values())
        assert p.panels
        assert preset(p.key) == p


#: preset -> what its summary counts, in both languages, and the number that its settings make of it
COUNTED = {
    "hello": ("Three units", "Três unidades", lambda c: c.hidden, 3),
    "roommate": ("Six threshold units", "Seis unidades de limiar", lambda c: c.hidden, 6),
    "classic": ("100 tanh units", "100 unidades tanh", lambda c: c.hidden, 100),
    "truncated": ("chunks of 12 symbols", "trechos de 12 símbolos", lambda c: c.sequence_length, 12),
    "words": ("a thousand words", "mil palavras", lambda c: c.words, 1000),
    "remember": ("ninety-nine timesteps of noise", "noventa e nove passos de ruído", lambda c: c.lag - 1, 99),
    "remember-vanilla": ("the same hundred timesteps", "mesmos cem passos", lambda c: c.lag, 100),
    "gradient-flow": ("A hundred timesteps", "Cem passos", lambda c: c.lag + 1, 100),
    "window-and-state": ("eight dashes", "oito traços", lambda c: c.text.split()[0].count("-"), 8),
}


@pytest.mark.parametrize("key", COUNTED)
def test_what_a_summary_counts_is_what_the_settings_say(key):
    english, portuguese, counts, number = COUNTED[key]
    p = preset(key)
    assert english in p.summary["en"]
    assert portuguese in p.summary["pt_BR"]
    assert counts(p.config) == number


def test_a_broken_one_is_refused_and_the_others_load(tmp_path):
    (tmp_path / "10-good.toml").write_text(GOOD)
    (tmp_path / "20-no-task.toml").write_text(GOOD.replace("hello", "nothing"))
    (tmp_path / "30-no-toml.toml").write_text("= 3")
    (tmp_path / "40-no-text.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "50-key.toml").write_text("key = 'x'\n" + GOOD)
    (tmp_path / "60-deep.toml").write_text("a = " + "[" * 5000)
    (tmp_path / "70-folder.toml").mkdir()
    (tmp_path / "unnumbered.toml").write_text(GOOD)
    refused = []
    assert [p.key for p in presets(tmp_path, refused.append)] == ["good"]
    broken = ["20-no-task", "30-no-toml", "40-no-text", "50-key", "60-deep", "70-folder", "unnumbered"]
    assert len(refused) == len(broken)
    for refusal, name in zip(refused, broken, strict=True):
        assert f"{name}.toml" in str(refusal)
        assert "recursion" not in str(refusal)
    with pytest.raises(Refused, match="no such task"):
        preset("no-task", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('["hidden"]', '["nothing"]', "panels"),
        ('en = "T"', 'pt_BR = "T"', "title: there is none in 'en'"),
        ("[config]", "[config]\nhidden = 0", "config.hidden"),
        ("[config]", "[config]\nunheard_of = 1", "config.unheard_of"),
        ('panels = ["hidden"]', 'panels = ["hidden"]\nprobes = "x"', "probes: there is nothing of that name"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, reason):
    path = tmp_path / "1-x.toml"
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(Refused, match=reason):
        read(path)


def test_an_unknown_key_is_refused_with_the_known_ones(tmp_path):
    (tmp_path / "10-good.toml").write_text(GOOD)
    with pytest.raises(Refused, match="no preset bad; there are good"):
        preset("bad", tmp_path)


def test_a_missing_language_falls_back(tmp_path):
    (tmp_path / "10-good.toml").write_text(GOOD)
    assert preset("good", tmp_path).said("title", "pt_BR") == "T"
    assert preset("good", tmp_path).said("summary", FALLBACK) == "S."


def test_they_are_listed_without_torch():
    code = "import sys; from rnnviz.engine.presets import presets; presets(); assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
