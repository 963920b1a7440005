"""What is kept of a run's past, in words."""

from __future__ import annotations

from rnnviz.engine.messages import Kept
from rnnviz.explain.number import grouped
from rnnviz.sentences import translate


def snapshots(kept: Kept) -> str:
    """Say how many snapshots there are, what they take, and what they are for."""
    if not kept.updates:
        return translate("window", "No snapshots are kept: there is no going back in time.")
    words = translate(
        "window",
        "Snapshots: {count}, {taken} MB of {limit} MB. Any update can be gone to: it is computed again from the "
        "snapshot before it, to the bit.",
    )
    return words.format(count=grouped(len(kept.updates)), taken=_megabytes(kept.nbytes), limit=_megabytes(kept.limit))


def _megabytes(count: int) -> str:
    size = count / 1e6
    return f"{size:.0f}" if size >= 10 else f"{size:.2g}"
