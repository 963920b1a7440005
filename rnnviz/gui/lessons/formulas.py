r"""Formulas as rich text: ``h(t) = tanh(W_hh h(t-1) + W_xh x(t))``. No Qt here.

A small part of TeX: ``_`` and ``^`` (a run of letters or digits, or braces), ``\alpha`` and other symbols,
``\frac{a}{b}`` (written a/b), ``\sum_{t=1}^T``, ``\text{...}``. Single letters are italic, words upright, as are the
indices of a weight (W_hh). ``-`` is a minus sign, ``*`` and ``\cdot`` a product, ``||`` a norm, ``->`` an arrow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

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
    r"\\text\{(?P<text>[^{}]*)\}|\\(?P<command>[A-Za-z]+)|\\(?P<escaped>.)|(?P<word>[^\W\d_]+)|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<sign>\.\.\.|<=|>=|!=|<-|->|\|\||[-*'~])|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_SIZES = ((30, "large"), (35, "medium"))  # letters of the longest line -> one of the sizes that Qt's rich text knows
_ROW = 'style="margin-top:{gap}px; margin-bottom:{gap}px"'
_SHORT = 7  # letters between brackets in which a sign needs no room
_DEEPEST = 12  # braces in one another; what is deeper is shown as it is written
LONGEST = 2_000  # letters of a formula; a longer one is shown as it is written
_RUN = re.compile(r"\\[A-Za-z]+|[^\W\d_]+|\d+|[-+]\d+|.", re.DOTALL)


def inline(formula: str, depth: int = 0) -> str:
    """Return a formula as rich text, for use within a line; it stands in that many braces."""
    if depth > _DEEPEST or len(formula) > LONGEST:
        return escape(formula, quote=False)
    return _Setter(formula, depth).all()


def block(formula: str) -> str:
    """Return formulas, one a line, centred and larger; several that are equations stand aligned at their equals.

    A long line is set smaller, so that it need not be broken on a narrow page.
    """
    lines = [line for line in formula.splitlines() if line.strip()]
    longest = max((len(_TAG.sub("", inline(line))) for line in lines), default=0)
    size = next((size for letters, size in _SIZES if longest <= letters), "small")
    sides = [_sides(line) for line in lines]
    if len(lines) > 1 and all(right for _, right in sides):
        inside = _aligned(sides)
    else:
        inside = "<br>".join(inline(line) for line in lines)
        inside = f'<p align="center" {_ROW.format(gap=8)}>{inside}</p>'
    return f'<div style="font-size:{size}">{inside}</div>'


def _aligned(sides: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<tr><td align="right" style="padding:2px 0">{inline(left)}</td><td style="padding:2px 0">&nbsp;=&nbsp;</td>'
        f'<td style="padding:2px 0">{inline(right)}</td></tr>'
        for left, right in sides
    )
    return f'<table align="center" cellspacing="0" cellpadding="0" {_ROW.format(gap=8)}>{rows}</table>'


def _sides(line: str) -> tuple[str, str]:
    """Return what stands before and after the first equals; nothing after it if there is none."""
    left, equals, right = re.sub(r"[<>!]=", "  ", line).partition("=")
    return (line[: len(left)], line[len(left) + 1 :]) if equals else (line, right)


class _Setter:
    """Reads a formula from left to right."""

    def __init__(self, formula: str, depth: int) -> None:
        self._text = formula.strip()
        self._at = 0
        self._inner = depth + 1

    def all(self) -> str:
        """Set everything."""
        parts: list[str] = []
        while self._at < len(self._text):
            parts.append(self._next())
        return re.sub(r" {2,}", " ", "".join(parts)).strip()

    def _next(self) -> str:
        if self._text[self._at] in "_^":
            return self._script()
        if self._text[self._at] == "{":
            return inline(self._group(), self._inner)
        token = _TOKEN.match(self._text, self._at)
        assert token is not None
        self._at = token.end()
        kind, value = token.lastgroup or "", token[token.lastgroup or 0]
        if kind == "command":
            return self._command(value)
        if kind in ("text", "escaped", "number"):
            return escape(value)
        if kind == "word":
            return _word(value)
        if kind == "space":
            return " "
        return self._sign(_SIGNS.get(value, value))

    def _sign(self, sign: str) -> str:
        """Return a sign with room around it, unless it stands before a number as its own sign."""
        if sign not in _SPACED:
            return escape(sign)
        before = self._before()
        if sign in "−+" and (not before or before in "([{=,^_<>*" or self._tight()):
            return sign
        return f" {escape(sign)} "

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

    def _command(self, name: str) -> str:
        if name == "frac":
            above, below = self._group(), self._group()
            slash = " / " if "/" in above + below else "/"
            return f"{_kept(above, self._inner)}{slash}{_kept(below, self._inner)}"
        if name in _DIFFERENTIALS:
            while self._at < len(self._text) and self._text[self._at] == " ":
                self._at += 1
        if name in _LETTERS:
            return f"<i>{_LETTERS[name]}</i>"
        if name in _SYMBOLS:
            return self._sign(_SYMBOLS[name]) if _SYMBOLS[name] in _SPACED else _SYMBOLS[name]
        return name  # a function's name, upright

    def _script(self) -> str:
        tag = "sub" if self._text[self._at] == "_" else "sup"
        self._at += 1
        inside = self._group()
        return f"<{tag}>{inline(inside, self._inner).replace(' ', '')}</{tag}>"

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


def _word(word: str) -> str:
    """Return a letter or a differential (dL) in italics, a word or the indices of a weight upright."""
    if len(word) == 1 or (len(word) == 2 and word[0] == "d" and word[1] != "o"):
        return f"<i>{word}</i>"
    return word


def _kept(part: str, depth: int) -> str:
    """Return a numerator or a denominator, in brackets if a slash would part it otherwise."""
    outside = re.sub(r"\([^()]*\)", "", part)  # h(t+1) is one thing
    return f"({inline(part, depth)})" if re.search(r"[-+=]", outside) else inline(part, depth)
