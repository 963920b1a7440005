"""The catalogues say everything that the sources say, and the check finds what does not fit."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6", reason="what can be done in the window is among the sentences")

from tools import translations
from tools.catalogue import Catalogue, clashes
from tools.sources import read_all


def test_every_catalogue_is_complete_and_fits_the_sources():
    assert translations.catalogues()
    assert translations.faults() == []


@pytest.fixture
def sentences(tmp_path):
    """Return a maker of the sentences and faults of one source file."""

    def read(source):
        package = tmp_path / "package"
        package.mkdir(exist_ok=True)
        (package / "module.py").write_text(source, encoding="utf-8")
        return read_all(package)

    return read


def test_literals_are_found_wherever_they_stand(sentences):
    found, faults = sentences(
        "words = translate('window', 'one '\n    'line')\n"
        "raise Refused(QT_TRANSLATE_NOOP('engine', 'No {n}.'), n=1)\n"
        'f\'{translate("window", "inside")} more\'\n'
        "translate('window', entry.text)\n"
        "'abc'.translate(table)\n"
    )
    assert found == {"window": {"one line", "inside"}, "engine": {"No {n}."}}
    assert faults == []


@pytest.mark.parametrize(
    "source",
    ["Refused('No.')", "Sentence(f'No {n}.')", "translate('window', f'{n} more')", "QT_TRANSLATE_NOOP('window', text)"],
)
def test_what_no_catalogue_can_hold_is_said_with_its_place(sentences, source):
    _, faults = sentences(f"\n{source}\n")
    assert len(faults) == 1
    assert faults[0].startswith("package/module.py:2: ")


@pytest.mark.parametrize(
    ("text", "said", "fault"),
    [
        ("Go", "", "not translated"),
        ("No {n} of {m}.", "Nada de {n}.", "{values}"),
        ("{loss:.4g}", "{loss}", "{values}"),
        ("&Go", "Ir", "&"),
        ("Go...", "Ir", "..."),
        ("every ", "a cada", "space"),
        ("Old", "Velho", "vanished"),
    ],
)
def test_each_fault_of_a_translation_is_said(text, said, fault):
    there = set() if fault == "vanished" else {text}
    lines = Catalogue("xx", {"actions": {text: said}}).faults({"actions": there})
    assert len(lines) == 1
    assert lines[0].startswith(f"xx: actions: {text!r}")
    assert fault in lines[0]


def test_a_missing_sentence_is_said():
    assert ["is missing" in line for line in Catalogue("xx").faults({"window": {"Go"}})] == [True]


def test_what_fits_is_no_fault():
    there = {"actions": {"&Go {n} of {m}...": "De {m}, &ir {n}..."}}
    assert Catalogue("xx", there).faults({"actions": {"&Go {n} of {m}..."}}) == []


def test_two_entries_of_a_menu_may_not_have_one_letter():
    menus = {"file": ["&Open", "&Quit"], "view": ["&Other"]}
    assert clashes(menus) == []
    said = Catalogue("xx", {"actions": {"&Open": "&Abrir", "&Quit": "S&air", "&Other": "&Outro"}})
    assert clashes(menus, said) == ["xx: menu file: '&Abrir' and 'S&air' have the same letter 'a'"]


def test_bringing_up_to_date_keeps_translations_and_drops_what_has_vanished(tmp_path):
    path = tmp_path / "rnnviz_xx.ts"
    catalogue = Catalogue("xx", {"window": {'<Go> & "stay"': "<Ir> & 'ficar'", "Old": "Velho"}})
    catalogue.update({"window": {'<Go> & "stay"', "New"}})
    catalogue.write(path)
    assert Catalogue.read(path) == Catalogue("xx", {"window": {'<Go> & "stay"': "<Ir> & 'ficar'", "New": ""}})
    before = path.read_bytes()
    Catalogue.read(path).write(path)
    assert path.read_bytes() == before
