"""RNNviz: watch a small recurrent network learn, live, and look inside it: exactly."""

__version__ = "0.1.0"

from importlib import import_module
from typing import Any

__all__ = ["__version__", "watch"]


def watch(*models: Any, **options: Any) -> Any:
    """Watch the loop that trains in this process: see `rnnviz.watching.handle.watch`, which this loads."""
    return import_module("rnnviz.watching.handle").watch(*models, **options)
