"""The last hand on a rendered script: its imports, and blank lines where a person would leave them."""

from __future__ import annotations

import re
import textwrap

#: What a script may import, in the order of isort, by what shows that it needs it.
_IMPORTS = (
    ("standard", "import argparse", r"\bargparse\."),
    ("standard", "import math", r"\bmath\."),
    ("standard", "import re", r"\bre\."),
    ("standard", "import unicodedata", r"\bunicodedata\."),
    ("standard", "import zlib", r"\bzlib\."),
    ("standard", "from collections import OrderedDict", r"\bOrderedDict\("),
    ("standard", "from collections import Counter, defaultdict", r"\bCounter\(.*\bdefaultdict\("),
    ("standard", "from collections import Counter", r"\bCounter\("),
    ("standard", "from collections import defaultdict", r"\bdefaultdict\("),
    ("standard", "from datetime import date", r"\bdate\."),
    ("standard", "from itertools import permutations", r"\bpermutations\("),
    ("standard", "from pathlib import Path", r"\bPath\("),
    ("standard", "from pydoc_data.topics import topics", r"\btopics\["),
    ("standard", "from random import Random", r"\bRandom\("),
    ("standard", "from typing import Any", r"\bAny\b"),
    ("other", "import numpy as np", r"\bnp\."),
    ("other", "import torch", r"\btorch\."),
    ("other", "from torch import Tensor, nn", r"\bTensor\b"),
    ("other", "from torch import nn", r"\bnn\."),
    ("other", "from torch.nn import functional as F", r"\bF\."),
    ("other", "from torch.nn.utils.rnn import {}", r"\bPackedSequence\b|\bpack_padded_sequence\(|\bpad_packed_"),
)
_PACKING = ("PackedSequence", "pack_padded_sequence", "pad_packed_sequence")
_QUOTES = '"""'
_BLANK = "#blank"  # a line of a template that stays empty
_WIDTH = 116  # of the words at the top


def tidied(rendered: str) -> str:
    """Return a script with its imports, and with blank lines as a person would leave them."""
    _, about, body = rendered.split(_QUOTES, 2)
    about = "\n\n".join(_wrapped(part) for part in re.split(r"\n\s*\n", about.strip()))
    return f"{_QUOTES}{about}\n{_QUOTES}\n\n{_imports(body)}\n\n{_spaced(body)}"


def _wrapped(paragraph: str) -> str:
    return paragraph.rstrip() if paragraph.startswith(" ") else textwrap.fill(paragraph, _WIDTH)


def _imports(body: str) -> str:
    code = re.sub(r'"""(?s:.*?)"""|#.*', "", body)
    found: dict[str, list[str]] = {"standard": [], "other": []}
    taken: set[str] = set()
    for kind, line, sign in _IMPORTS:
        source = line.partition("from ")[2].partition(" import")[0] or line
        if source not in taken and re.search(sign, code, re.DOTALL):
            names = ", ".join(name for name in _PACKING if re.search(rf"\b{name}\b", code))
            found[kind].append(line.format(names))
            taken.add(source)
    return "\n\n".join("\n".join(lines) for lines in found.values() if lines)


def _spaced(body: str) -> str:
    """Two blank lines around what is defined, one before a method or where a template asks for it, else none."""
    lines: list[str] = []
    asked = False
    for line in map(str.rstrip, body.strip().splitlines()):
        if line.strip() == _BLANK:
            asked = True
        elif line:
            lines += [""] * _before(line, lines[-1] if lines else "", asked)
            lines.append(line)
            asked = False
    return "\n".join(lines) + "\n"


def _before(line: str, last: str, asked: bool) -> int:
    """Return how many blank lines stand before a line."""
    if not last or last.lstrip().startswith("@"):
        return 0
    if line.startswith(" "):
        return int(asked or (line.startswith(("    def ", "    @")) and not last.lstrip().startswith("#")))
    ends_a_block = last.startswith(" ") and line[0] not in ")]}"
    begins_one = line.startswith(("def ", "class ", "@"))
    if begins_one and last.startswith("#"):
        return 0
    return 2 if begins_one or ends_a_block else int(asked)
