"""A rendered template becomes what a person would write: imports that are used, blank lines where they belong."""

from __future__ import annotations

import ast

from rnnviz.engine.script.tidying import tidied

RENDERED = '''

"""What it is.

Some words that are far too long for one line and go on, and on, and on, until nobody wants to read them on a screen.
"""
A = np.zeros(1)

B = 1
def f(x: Any) -> Any:
    """Do it."""

    y = torch.zeros(1)
    #blank
    return y
class C(nn.Module):
    """One."""
    def g(self) -> None:
        """Do."""
print(f(1))
'''


def test_only_what_is_used_is_imported():
    lines = tidied(RENDERED).splitlines()
    imported = [line for line in lines if line.startswith(("import", "from"))]
    assert imported == ["from typing import Any", "import numpy as np", "import torch", "from torch import nn"]


def test_blank_lines_stand_where_a_person_leaves_them():
    made = tidied(RENDERED)
    assert "B = 1\n\n\ndef f" in made
    assert '"""Do it."""\n    y' in made
    assert "\n\n    return y\n\n\nclass C" in made
    assert '"""One."""\n\n    def g' in made
    assert made.endswith('"""Do."""\n\n\nprint(f(1))\n')


def test_the_words_at_the_top_fit_into_lines():
    about = ast.get_docstring(ast.parse(tidied(RENDERED)))
    assert about is not None
    assert max(map(len, about.splitlines())) <= 116
