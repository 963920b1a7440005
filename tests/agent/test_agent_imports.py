"""What the agent finds in a user's environment is enough."""

from __future__ import annotations

import subprocess
import sys

_LACKING = ("PySide6", "pyqtgraph", "pydantic", "platformdirs", "rich", "sacrebleu")

_SCRIPT = """
import sys

for name in {lacking!r}:
    sys.modules[name] = None  # as if it were not installed

{rest}
"""


def without(rest: str) -> None:
    """Run a script where these packages are not."""
    subprocess.run([sys.executable, "-c", _SCRIPT.format(lacking=_LACKING, rest=rest)], check=True, timeout=120)


def test_an_observation_is_read_without_torch() -> None:
    without(
        "sys.modules['torch'] = None\n"
        "from rnnviz.agent import Facts, Found, Gate, Observation, Part, Stop, UpdateMetrics, Viewer, Wishes\n"
        "from rnnviz.packing import records\n"
        "from rnnviz.probe.frame import Frame\n"
        "part = Part('rnn', 'LSTM', 8, (('w', (2, 4)),), (Part('a', 'B', 0),))\n"
        "sent = Observation(3, Frame(3, 0.5, {}), Facts((part,)))\n"
        "got = records.decode(records.encode(sent), Observation)\n"
        "assert got.facts == sent.facts and got.frame.update == 3\n"
    )
