r"""Formulas, read once: ``h(t) = tanh(W_hh h(t-1) + W_xh x(t))`` as letters, indices and fractions; as text; as LaTeX.

A small part of TeX: ``_`` and ``^`` (a run of letters or digits, or braces), ``\alpha`` and other symbols,
``\frac{a}{b}``, ``\sum_{t=1}^T``, ``\text{...}``. Single letters are italic, words upright, as are the indices of a
weight (W_hh). ``-`` is a minus sign, ``*`` and ``\cdot`` a product, ``||`` a norm, ``->`` an arrow.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ", "lambda": "λ",
    "mu": "μ", "nu": "ν", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "ell": "ℓ",
}  # fmt: skip
_SYMBOLS = {
    "sum": "∑", "prod": "∏", "cdot": "·", "odot": "⊙", "times": "×", "le": "≤", "ge": "≥", "ne": "≠", "approx": "≈",
    "to": "→", "infty": "∞", "partial": "∂", "nabla": "∇", "in": "∈", "pm": "±", "sim": "∼", "cdots": "⋯",
    "ldots": "…", "dots": "…", "prime": "′", "quad": "\u2003", "top": "⊤", "sqrt": "√", "oplus": "⊕", "neg": "¬",
    "land": "∧", "lor": "∨", "gets": "←", "leftarrow": "←", "rightarrow": "→", "mid": "|", "circ": "∘",
}  # fmt: skip
_DIFFERENTIALS = frozenset({"partial", "delta", "Delta", "nabla"})  # one thing with what follows: ∂L, not ∂ L
_SPACED = frozenset("=≈≠≤≥<>→←∈∼±×·⊙+−∧∨⊕")
_SIGNS = {
    "...": "…", "<=": "≤", ">=": "≥", "!=": "≠", "<-": "←", "->": "→", "||": "‖", "-": "−", "*": "·", "'": "′",
    "~": "\u00a0",
}  # fmt: skip
_TOKEN = re.compile(
    r"\\text\{(?P<text>[^{}]*)\}|\\(?P<command>[A-Za-z]+)|\\(?P<escaped>.)|(?P<word>[^\W\d_]+)"
    r"|(?P<number>\d+(?:[.,]\d+)*(?:e[−-]?\d+)?)"
    r"|(?P<sign>\.\.\.|<=|>=|!=|<-|->|\|\||[-*'~])|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
_SHORT = 7  # letters between brackets in which a sign needs no room
_DEEPEST = 12  # braces in one another; what is deeper is shown as it is written
LONGEST = 2_000  # letters of a formula; a longer one is shown as it is written
_RUN = re.compile(r"\\[A-Za-z]+|[^\W\d_]+|\d+|[-+]\d+|.", re.DOTALL)


class Text(NamedTuple):
    """What stands on the line: a letter, a word, a number, or a sign with the room around it."""

    text: str
    italic: bool = False


class Script(NamedTuple):
    """An index, or an exponent."""

    below: bool
    inside: tuple[Node, ...]


class Fraction(NamedTuple):
    """A numerator over a denominator."""

    above: tuple[Node, ...]
    below: tuple[Node, ...]


Node = Text | Script | Fraction


def parsed(formula: str, depth: int = 0) -> tuple[Node, ...]:
    """Return what a formula consists of; it stands in that many braces.

    Whatever is written, something is returned: what is too long or too deep is one text, as it is written.
    """
    if depth > _DEEPEST or len(formula) > LONGEST:
        return (Text(formula),)
    return _closed_up(_Reader(formula, depth).all())


def sides(line: str) -> tuple[str, str]:
    """Return what stands before and after the first equals outside of brackets; nothing after it if there is none."""
    plain, depth = re.sub(r"[<>!]=", "  ", line), 0
    for k, letter in enumerate(plain):
        depth += {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}.get(letter, 0)
        if letter == "=" and depth <= 0:
            return line[:k], line[k + 1 :]
    return line, ""


def _closed_up(nodes: list[Node]) -> tuple[Node, ...]:
    """Leave out spaces at both ends, and all but one of several."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, Text) and node.text.startswith(" ") and (not kept or _ends_in_space(kept[-1])):
            node = Text(node.text[1:], node.italic)
        if node != Text(""):
            kept.append(node)
    if kept and isinstance(kept[-1], Text) and kept[-1].text.endswith(" "):
        kept[-1] = Text(kept[-1].text[:-1], kept[-1].italic)
    return tuple(node for node in kept if node != Text(""))


def _ends_in_space(node: Node) -> bool:
    return isinstance(node, Text) and node.text.endswith(" ")


class _Reader:
    """Reads a formula from left to right."""

    def __init__(self, formula: str, depth: int) -> None:
        self._text = formula.strip()
        self._at = 0
        self._inner = depth + 1

    def all(self) -> list[Node]:
        """Read everything."""
        nodes: list[Node] = []
        while self._at < len(self._text):
            nodes += self._next()
        return nodes

    def _next(self) -> tuple[Node, ...]:
        if self._text[self._at] in "_^":
            return (self._script(),)
        if self._text[self._at] == "{":
            return parsed(self._group(), self._inner)
        token = _TOKEN.match(self._text, self._at)
        assert token is not None
        self._at = token.end()
        kind, value = token.lastgroup or "", token[token.lastgroup or 0]
        if kind == "command":
            return self._command(value)
        if kind in ("text", "escaped", "number"):
            return (Text(value),)
        if kind == "word":
            return (Text(value, _is_italic(value)),)
        if kind == "space":
            return (Text(" "),)
        return (Text(self._sign(_SIGNS.get(value, value))),)

    def _sign(self, sign: str) -> str:
        """Return a sign with room around it, unless it stands before a number as its own sign."""
        if sign not in _SPACED:
            return sign
        before = self._before()
        if sign in "−+" and (not before or before in "([{=,^_<>*·" or self._tight()):
            return sign
        return f" {sign} "

    def _before(self) -> str:
        """Return what stands before the sign that was read last; empty: nothing."""
        at = self._at - 2
        while at >= 0 and self._text[at] == " ":
            at -= 1
        return self._text[at] if at >= 0 else ""

    def _tight(self) -> bool:
        """Whether this stands in a short bracket, as in h(t-1)."""
        opened = self._text.rfind("(", max(0, self._at - _SHORT), self._at)
        closed = self._text.find(")", self._at, self._at + _SHORT)
        return 0 <= opened < closed <= opened + _SHORT and ")" not in self._text[opened : self._at]

    def _command(self, name: str) -> tuple[Node, ...]:
        if name == "frac":
            above, below = self._group(), self._group()
            return (Fraction(parsed(above, self._inner), parsed(below, self._inner)),)
        if name in _DIFFERENTIALS:
            while self._at < len(self._text) and self._text[self._at] == " ":
                self._at += 1
        if name in _LETTERS:
            return (Text(_LETTERS[name], True),)
        if name in _SYMBOLS:
            symbol = _SYMBOLS[name]
            return (Text(self._sign(symbol) if symbol in _SPACED else symbol),)
        return (Text(name),)  # a function's name, upright

    def _script(self) -> Script:
        below = self._text[self._at] == "_"
        self._at += 1
        inside = parsed(self._group(), self._inner)
        tight = (Text(n.text.replace(" ", ""), n.italic) if isinstance(n, Text) else n for n in inside)
        return Script(below, tuple(node for node in tight if node != Text("")))

    def _group(self) -> str:
        """Return what is in braces; without braces, a run of letters or of digits, a command or a single sign."""
        if self._at >= len(self._text):
            return ""
        if self._text[self._at] != "{":
            run = _RUN.match(self._text, self._at)
            assert run is not None
            self._at = run.end()
            return run[0]
        depth, start = 0, self._at
        while self._at < len(self._text):
            depth += {"{": 1, "}": -1}.get(self._text[self._at], 0)
            self._at += 1
            if depth == 0:
                return self._text[start + 1 : self._at - 1]
        return self._text[start + 1 :]


def _is_italic(word: str) -> bool:
    """Whether it is a letter or a differential (dL), not a word or the indices of a weight."""
    return len(word) == 1 or (len(word) == 2 and word[0] == "d" and word[1] != "o")


# --- from the equations of panels ---

_THING = "|".join(
    (
        r"‖[^‖]{1,80}‖₂?",
        r"[∂Δ]?\\text\{[^{}]{1,80}\}",
        r"[∂Δ]?[^\W\d_]+′?(?:_[A-Za-z0-9]+)?(?:\([^()/]{0,20}\))?",
        r"[+−]?\d+(?:\.\d+)?(?:e−?\d+)?",
        r"[+−]?(?:∞|NaN)",
    )
)
_QUOTIENT = re.compile(rf"(?P<above>{_THING})/(?P<below>{_THING})")


def markup(equation: str) -> str:
    r"""Return the text of a panel's equation as it is set: ∂L/∂h(t) becomes a fraction with its bar."""
    return _QUOTIENT.sub(r"\\frac{\g<above>}{\g<below>}", equation).replace("ᵀ", "^⊤")


# --- as text ---


def plain(nodes: tuple[Node, ...]) -> str:
    """Return a formula as text in one line."""
    return "".join(map(_plain, nodes))


def _plain(node: Node) -> str:
    match node:
        case Text():
            return node.text
        case Script():
            inside = plain(node.inside)
            return f"{'_' if node.below else '^'}{inside if len(node.inside) <= 1 else f'({inside})'}"
    slash = " / " if "/" in plain(node.above) + plain(node.below) else "/"
    return f"{bracketed(plain(node.above))}{slash}{bracketed(plain(node.below))}"


def bracketed(part: str) -> str:
    """Return a numerator or a denominator in brackets, if a slash would part it otherwise."""
    outside = re.sub(r"\([^()]*\)", "", part)  # h(t+1) is one thing
    return f"({part})" if re.search(r"[-−+=]", outside) else part


# --- as LaTeX ---

_FUNCTIONS = frozenset(["tanh", "exp", "ln", "log", "max", "min", "sin", "cos", "sup", "inf", "det"])
_LATEX = {
    **{symbol: rf"\{name}" for name, symbol in {**_SYMBOLS, **_LETTERS}.items() if name != "quad"},
    "−": "-", "‖": r"\|", "′": "'", "…": r"\ldots", "\u2003": r"\quad ", "\u00a0": "~", "Σ": r"\Sigma",
    "∂": r"\partial ", "∑": r"\sum", "√": r"\surd", "·": r"\cdot", "₂": "_2", "²": "^2", "%": r"\%", "#": r"\#",
    "&": r"\&", "$": r"\$", "{": r"\{", "}": r"\}", "⊤": r"\top", "∞": r"\infty",
}  # fmt: skip


def latex(nodes: tuple[Node, ...]) -> str:
    r"""Return a formula as LaTeX, for use between dollars: ``\frac{\partial L}{\partial h(t)}``."""
    return re.sub(r" {2,}", " ", "".join(map(_latex, nodes))).strip()


def _latex(node: Node) -> str:
    match node:
        case Script():
            return f"{'_' if node.below else '^'}{{{latex(node.inside)}}}"
        case Fraction():
            return rf"\frac{{{latex(node.above)}}}{{{latex(node.below)}}}"
    word = node.text.strip()
    if word in _FUNCTIONS:
        return rf"\{word}"
    if word.isascii() and len(word) > 1 and not node.italic and word.isalpha():
        return rf"\mathrm{{{word}}}"
    if len(word) == 1 and word in _LATEX:
        made = _LATEX[word]
        return f" {made} " if made[-1].isalpha() or node.text != word else made
    if word and not word.isascii() and len(word) > 1:
        return "".join(_latex(Text(letter, node.italic)) for letter in word)
    return node.text
