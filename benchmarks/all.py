"""Every benchmark, one after another, each in a process of its own: ``python -m benchmarks.all [NAME ...]``.

The last line is JSON: what each benchmark said, by its name. The exit status is 1 if a bar was missed.
"""

from __future__ import annotations

import json
import subprocess
import sys

NAMES = (
    "exactness",
    "capture",
    "classic",
    "watching",
    "startup",
    "memory",
    "replay",
    "trace",
    "nan_hunt",
    "learning",
    "seq2seq",
    "modern",
    "lessons",
    "readings",
    "hostile",
    "drags",
    "any_machine",
)


def figures(name: str) -> tuple[dict[str, object], int]:
    """Run one benchmark, showing its lines as they come; return its last line and its exit status."""
    print(f"== {name}", flush=True)
    last = "{}"
    with subprocess.Popen([sys.executable, "-m", f"benchmarks.{name}"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line if line.strip() else last
    try:
        return json.loads(last), process.returncode
    except json.JSONDecodeError:
        return {}, process.returncode or 1


def main(names: list[str]) -> int:
    unknown = set(names) - set(NAMES)
    if unknown:
        print(f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    found = {name: figures(name) for name in names or NAMES}
    print(json.dumps({name: said for name, (said, _) in found.items()}))
    return 1 if any(code for _, code in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
