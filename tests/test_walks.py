"""How many files one has to read to follow an act, and that CONTRIBUTING names just these."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="a walk goes through the window")

ROOT = Path(__file__).resolve().parents[1]
MOST = {"pause": 7, "probe": 12, "lesson_step": 14}


def on_the_page(act: str) -> list[str]:
    """Return the files that CONTRIBUTING names for an act, in its order."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.search(rf"\(`{act}`\):\n\n((?:\d+\. .*\n)+)", text)
    assert found is not None
    lines = found[1].splitlines()
    assert [line.split(".")[0] for line in lines] == [str(k + 1) for k in range(len(lines))]
    return [re.match(r"\d+\. `([^`]+)` – \w", line)[1] for line in lines]


@pytest.mark.parametrize("act", MOST)
def test_an_act_leads_through_few_files_and_the_page_names_them_in_their_order(act):
    command = [sys.executable, "-m", "tools.walk", act]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=170)
    *files, figures = done.stdout.splitlines()
    assert json.loads(figures)["files"] == len(files) <= MOST[act]
    assert files == on_the_page(act)
