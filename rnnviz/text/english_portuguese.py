"""English and Portuguese, as much of them as a class can hold in its head, as one `PairedGrammar`.

What the two do differently is what the grammar is made for:

* length: "does not sleep" is "não dorme", "I sleep" is "durmo", "misses the girl" is "sente saudade da menina";
* order: "the red hat" is "o chapéu vermelho", "the girl 's hat" is "o chapéu da menina", "sees me" is "me vê";
* agreement: "the old" is "o velho", "a velha", "os velhos" or "as velhas", by a noun that is still to come;
* a word that a later one settles: "knows the girl" is "conhece a menina", "knows that she sleeps" is "sabe que ela
  dorme"; one plays chess ("joga") and the piano ("toca"); the hat is old ("é") and in the garden ("está").

Every sentence has one translation. "I", "we" and "they" are left out, as the verb says them; "of" and "in" grow
together with the article after them. A sentence need not make sense: a horse may draw a key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from rnnviz.text.paired_grammar import PairedGrammar, Rule, rule

SENTENCE = "sentence"


class Noun(NamedTuple):
    """Singular and plural, in both languages."""

    english: tuple[str, str]
    portuguese: tuple[str, str]
    gender: str  # "m", "f"


def _nouns(written: str) -> tuple[Noun, ...]:
    """Read a table: English, its plural, Portuguese, its plural, gender."""
    rows = [line.split() for line in written.strip().splitlines()]
    return tuple(Noun((row[0], row[1]), (row[2], row[3]), row[4]) for row in rows)


#: By what can be said of them.
NOUNS: Mapping[str, tuple[Noun, ...]] = {
    "being": _nouns("""
        boy boys menino meninos m
        girl girls menina meninas f
        man men homem homens m
        woman women mulher mulheres f
        cat cats gato gatos m
        bird birds pássaro pássaros m
        queen queens rainha rainhas f
    """),
    "thing": _nouns("""
        book books livro livros m
        hat hats chapéu chapéus m
        letter letters carta cartas f
        key keys chave chaves f
        flower flowers flor flores f
    """),
    "place": _nouns("""
        house houses casa casas f
        street streets rua ruas f
        garden gardens jardim jardins m
        park parks parque parques m
    """),
    "vehicle": _nouns("""
        bus buses ônibus ônibus m
        train trains trem trens m
        ferry ferries barca barcas f
    """),
}

#: Which verb "to be" they take -> English, and Portuguese for "m s", "f s", "m p", "f p".
ADJECTIVES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "é": {
        "old": ("velho", "velha", "velhos", "velhas"),
        "new": ("novo", "nova", "novos", "novas"),
        "red": ("vermelho", "vermelha", "vermelhos", "vermelhas"),
        "big": ("grande", "grande", "grandes", "grandes"),
    },
    "está": {
        "tired": ("cansado", "cansada", "cansados", "cansadas"),
        "lost": ("perdido", "perdida", "perdidos", "perdidas"),
    },
}
OF_BEINGS = frozenset({"tired"})
KINDS = ("m s", "f s", "m p", "f p")  # gender and number

#: English -> Portuguese for each of them.
DETERMINERS: Mapping[str, tuple[str, str, str, str]] = {
    "the": ("o", "a", "os", "as"),
    "my": ("meu", "minha", "meus", "minhas"),
    "a": ("um", "uma", "", ""),
    "this": ("este", "esta", "", ""),
    "these": ("", "", "estes", "estas"),
    "two": ("", "", "dois", "duas"),
}
_GROWN = {  # what a preposition and a determiner become
    "de": {"o": "do", "a": "da", "os": "dos", "as": "das", "este": "deste", "esta": "desta", "estes": "destes",
           "estas": "destas"},
    "em": {"o": "no", "a": "na", "os": "nos", "as": "nas", "um": "num", "uma": "numa", "este": "neste",
           "esta": "nesta", "estes": "nestes", "estas": "nestas"},
}  # fmt: skip


class Verb(NamedTuple):
    """The present, in both languages."""

    english: tuple[str, str]  # for all but the third person singular, and for it
    portuguese: tuple[str, str, str, str]  # for `PERSONS`

    def said(self, form: str) -> tuple[str, str]:
        """Return it in both languages; the form: "s" or "plain", as English has it, and a person."""
        english, person = form.split()
        return self.english[english == "s"], self.portuguese[PERSONS.index(person)]


def _verb(english: str, portuguese: str) -> Verb:
    plain, third = english.split()
    one, other, we, they = portuguese.split()
    return Verb((plain, third), (one, other, we, they))


PERSONS = ("1s", "3s", "1p", "3p")
FORMS = ("plain 1s", "plain 3s", "plain 1p", "plain 3p", "s 3s")  # "plain 3s": after "does"

ALONE = (
    _verb("sleep sleeps", "durmo dorme dormimos dormem"),
    _verb("sing sings", "canto canta cantamos cantam"),
)
OF_ANYTHING = (
    _verb("see sees", "vejo vê vemos veem"),
    _verb("draw draws", "desenho desenha desenhamos desenham"),
    _verb("find finds", "encontro encontra encontramos encontram"),
)
LIKE = _verb("like likes", "gosto gosta gostamos gostam")
LOOK_FOR = _verb("look looks", "procuro procura procuramos procuram")
MISS = _verb("miss misses", "perco perde perdemos perdem")
MISS_SOMEBODY = _verb("miss misses", "sinto sente sentimos sentem")
KNOW = _verb("know knows", "conheço conhece conhecemos conhecem")
KNOW_THAT = _verb("know knows", "sei sabe sabemos sabem")
PLAY_MUSIC = _verb("play plays", "toco toca tocamos tocam")
PLAY_GAME = _verb("play plays", "jogo joga jogamos jogam")
MUSIC = {"piano": "piano", "flute": "flauta"}
GAMES = {"chess": "xadrez", "football": "futebol"}
JOINING = {"and": "e", "but": "mas", "because": "porque", "when": "quando"}

#: English -> what a pocket dictionary says of it: one word, whatever stands around it.
_DICTIONARY = {
    "i": "eu", "we": "nós", "they": "eles", "he": "ele", "she": "ela", "me": "me", "us": "nós", "do": "fazer",
    "does": "faz", "not": "não", "is": "é", "are": "são", "in": "em", "for": "para", "that": "que",
    "'s": "de", "?": "?",
    "the": "o", "a": "um", "my": "meu", "this": "este", "these": "estes", "two": "dois",
}  # fmt: skip


def dictionary() -> dict[str, str]:
    """Return what each English word is, alone: the form that a dictionary gives first."""
    found = dict(_DICTIONARY) | MUSIC | GAMES | JOINING
    for noun in (noun for nouns in NOUNS.values() for noun in nouns):
        found |= dict(zip(noun.english, noun.portuguese, strict=True))
    for adjectives in ADJECTIVES.values():
        found |= {english: forms[0] for english, forms in adjectives.items()}
    for verb in (*ALONE, *OF_ANYTHING, LIKE, LOOK_FOR, MISS, KNOW, PLAY_GAME):
        found |= {verb.english[0]: verb.portuguese[0], verb.english[1]: verb.portuguese[1]}
    return found


def families() -> tuple[frozenset[str], ...]:
    """Return the Portuguese words that are forms of one another: they differ by agreement alone."""
    words = [forms for adjectives in ADJECTIVES.values() for forms in adjectives.values()]
    words += [forms for english, forms in DETERMINERS.items() if english != "the"]
    verbs = (*ALONE, *OF_ANYTHING, LIKE, LOOK_FOR, MISS, MISS_SOMEBODY, KNOW, KNOW_THAT, PLAY_MUSIC, PLAY_GAME)
    words += [verb.portuguese for verb in verbs]
    words += [("é", "são"), ("está", "estão")]
    of_the = [_GROWN[preposition][form] for preposition in _GROWN for form in DETERMINERS["the"]]
    words += [(*DETERMINERS["the"], *of_the)]
    return tuple(frozenset(filter(None, forms)) for forms in words)


@cache
def grammar() -> PairedGrammar:
    """Return the grammar; its first sentences take two words."""
    return PairedGrammar((*_sentences(), *_clauses(), *_verb_phrases(), *_noun_phrases(), *_words()), SENTENCE)


def _sentences() -> Iterator[Rule]:
    yield rule(SENTENCE, "{clause}", "{0}", 4)
    for english, portuguese in JOINING.items():
        yield rule(SENTENCE, f"{{clause}} {english} {{clause}}", f"{{0}} {portuguese} {{1}}")
    yield rule(SENTENCE, "{question} ?", "{0} ?")


def _clauses() -> Iterator[Rule]:
    """Yield who does something, or is somehow; and the questions."""
    for subject, said, form in (
        ("i", "", "plain 1s"),
        ("we", "", "plain 1p"),
        ("they", "", "plain 3p"),
        ("he", "ele", "s 3s"),
        ("she", "ela", "s 3s"),
    ):
        does = "does" if form == "s 3s" else "do"
        plain = form.replace("s 3s", "plain 3s")
        yield rule("clause", f"{subject} {{verb phrase {form}}}", f"{said} {{0}}")
        yield rule("clause", f"{subject} {does} not {{verb phrase {plain}}}", f"{said} não {{0}}", 0.5)
        yield rule("question", f"{does} {subject} {{verb phrase {plain}}}", f"{said} {{0}}")
    for kind in KINDS:
        form, plain, does = ("s 3s", "plain 3s", "does") if kind[-1] == "s" else ("plain 3p", "plain 3p", "do")
        subject = f"{{noun phrase being {kind}}}"
        yield rule("clause", f"{subject} {{verb phrase {form}}}", "{0} {1}", 2)
        yield rule("clause", f"{subject} {does} not {{verb phrase {plain}}}", "{0} não {1}")
        yield rule("question", f"{does} {subject} {{verb phrase {plain}}}", "{0} {1}")
        yield from _being(kind)


def _being(kind: str) -> Iterator[Rule]:
    """Yield what something is, and where."""
    english, how, where = ("is", "é", "está") if kind[-1] == "s" else ("are", "são", "estão")
    for noun in ("being", "thing"):
        subject = f"{{noun phrase {noun} {kind}}}"
        for negation, said, weight in (("", "", 0.5), ("not", "não", 0.25)):
            for what, be in (
                (f"adjective é {noun} {kind}", how),
                (f"adjective está {noun} {kind}", where),
                ("place", where),
            ):
                source = f"{subject} {english} {negation} {{{what}}}"
                yield rule("clause", source, f"{{0}} {said} {be} {{1}}", weight)


def _verb_phrases() -> Iterator[Rule]:
    """Yield what is done, in every form of the verb."""
    for form in FORMS:
        phrase = f"verb phrase {form}"
        yield rule(phrase, f"{{act {form}}}", "{0}", 4)
        yield rule(phrase, f"{{act {form}}} {{place}}", "{0} {1}", 1.5)
        for verb in ALONE:
            yield rule(f"act {form}", *verb.said(form), 0.5)
        for verb in (*OF_ANYTHING, KNOW):
            english, portuguese = verb.said(form)
            yield rule(f"act {form}", f"{english} {{object}}", f"{portuguese} {{0}}")
            if form.endswith(("3s", "3p")):
                yield rule(f"act {form}", f"{english} me", f"me {portuguese}", 0.2)
                yield rule(f"act {form}", f"{english} us", f"nos {portuguese}", 0.2)
        for verb, between, object_, translated in (
            (LIKE, "", "object de", ""),
            (LOOK_FOR, "for", "object", ""),
            (MISS, "", "object vehicle", ""),
            (MISS_SOMEBODY, "", "object being de", "saudade"),
            (KNOW_THAT, "that", "clause", "que"),
            (PLAY_MUSIC, "the", "music", ""),
            (PLAY_GAME, "", "game", ""),
        ):
            english, portuguese = verb.said(form)
            yield rule(f"act {form}", f"{english} {between} {{{object_}}}", f"{portuguese} {translated} {{0}}")


def _noun_phrases() -> Iterator[Rule]:
    yield rule("place", "in {object place em}", "{0}")
    for preposition in ("", "de", "em"):
        for noun in NOUNS:
            for kind in KINDS:
                phrase = f"noun phrase {noun} {kind} {preposition}".strip()
                yield rule(f"object {noun} {preposition}".strip(), f"{{{phrase}}}", "{0}")
                yield from _noun_phrase(phrase, noun, kind, preposition)
        for noun in ("being", "thing"):
            yield rule(f"object {preposition}".strip(), f"{{object {noun} {preposition}".strip() + "}", "{0}")


def _noun_phrase(phrase: str, noun: str, kind: str, preposition: str) -> Iterator[Rule]:
    for english, forms in DETERMINERS.items():
        if form := forms[KINDS.index(kind)]:
            grown = _GROWN.get(preposition, {}).get(form, f"{preposition} {form}")
            yield rule(phrase, f"{english} {{named {noun} {kind}}}", f"{grown} {{0}}", 3 if english == "the" else 1)
    if noun in ("thing", "vehicle", "place"):  # a being has an owner less often than a hat
        article = DETERMINERS["the"][KINDS.index(kind)]
        grown = _GROWN.get(preposition, {}).get(article, article)
        yield rule(phrase, f"{{owner}} 's {{named {noun} {kind}}}", f"{grown} {{1}} {{0}}")


def _words() -> Iterator[Rule]:
    for kind in KINDS:
        gender, number = kind.split()
        yield rule("owner", f"{{noun phrase being {kind} de}}", "{0}")
        for noun, nouns in NOUNS.items():
            yield rule(f"named {noun} {kind}", f"{{noun {noun} {kind}}}", "{0}", 2)
            for be in ADJECTIVES:
                yield rule(
                    f"named {noun} {kind}", f"{{adjective {be} {noun} {kind}}} {{noun {noun} {kind}}}", "{1} {0}"
                )
            for each in nouns:
                if each.gender == gender:
                    place = "sp".index(number)
                    yield rule(f"noun {noun} {kind}", each.english[place], each.portuguese[place])
            for be, adjectives in ADJECTIVES.items():
                for english, forms in adjectives.items():
                    if noun == "being" or english not in OF_BEINGS:
                        yield rule(f"adjective {be} {noun} {kind}", english, forms[KINDS.index(kind)])
    for phrase, words in (("music", MUSIC), ("game", GAMES)):
        for english, portuguese in words.items():
            yield rule(phrase, english, portuguese)
