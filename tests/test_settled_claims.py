"""A lesson's words claim no number of the run by themselves: they read it, or it is settled by a definition.

What is looked for are words of shares and of about-how-much, and numbers with decimals: one half, a third, percent,
nearly, 0.25; in Portuguese metade, um terço, por cento, quase. Each sentence with one outside ``{{...}}`` stands in
`settled_claims.toml`, where somebody has thought about why the screen cannot contradict it.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from rnnviz.assets import resource

SETTLED = tomllib.loads(Path(__file__).with_name("settled_claims.toml").read_text(encoding="utf-8"))
CLAIMS = {
    "en": re.compile(
        r"\b(half|halves|halved|thirds?|quarters?|tenths?|twice|thrice|doubles?|doubled|percent|per cent|about|nearly|"
        r"almost|hardly|roughly|mostly|most of)\b|%|\b\d+\.\d+",
        re.IGNORECASE,
    ),
    "pt_BR": re.compile(
        r"\b(metades?|meio|meia|terços?|quartos?|décimos?|dobro|dobr\w+|por cento|cerca de|mais ou menos|quase|"
        r"perto de|por volta|maioria|maior parte)\b|%|\b\d+\.\d+",
        re.IGNORECASE,
    ),
}
READ = re.compile(r"\{\{.*?\}\}", re.DOTALL)
NOT_PROSE = re.compile(r"```.*?```|\$[^$]*\$|`[^`]*`", re.DOTALL)


def claims(text: str, language: str) -> list[str]:
    """Return the sentences that claim how much something is, without what they read from the run."""
    prose = NOT_PROSE.sub("§", READ.sub("□", text))
    sentences = [s.strip() for line in prose.splitlines() for s in re.split(r"(?<=[.!?:;])\s+", line)]
    return [s for s in sentences if CLAIMS[language].search(s)]


def lessons() -> list[Path]:
    return sorted(Path(str(resource("lessons"))).glob("*/*.md"))


@pytest.mark.parametrize("file", lessons(), ids=lambda file: f"{file.parent.name} {file.stem}")
def test_what_a_lesson_says_of_amounts_is_read_or_settled(file: Path) -> None:
    settled = SETTLED.get(file.parent.name, {}).get(file.stem, [])
    found = claims(file.read_text(encoding="utf-8"), file.stem)
    assert [each for each in found if each not in settled] == [], "read it from the run: {{...}}"
    assert [each for each in settled if each not in found] == [], "it is said no more"


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Already half of the words are real.", "en", 1),
        ("It is right {{p:%}} of the time.", "en", 0),
        ("It is right 51 % of the time. About a third fail.", "en", 2),
        ("Cerca de um terço erra; {{p:%}} acertam.", "pt_BR", 1),
        ("The formula $0.5 x$ and `0.25` are no claims.", "en", 0),
    ],
)
def test_a_claim_is_found(text: str, language: str, count: int) -> None:
    assert len(claims(text, language)) == count


@pytest.mark.parametrize("file", sorted(Path(str(resource("presets"))).glob("*.toml")), ids=lambda file: file.stem)
def test_an_experiment_promises_no_amount_that_its_run_could_belie(file: Path) -> None:
    words = tomllib.loads(file.read_text(encoding="utf-8"))["summary"]
    for language, pattern in CLAIMS.items():
        left = [s for s in claims(words[language], language) if s not in SETTLED["presets"].get(language, [])]
        assert not left, pattern
